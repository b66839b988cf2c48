"""The page of how reports are headed, signed and numbered."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QBuffer, QIODevice, Qt, Slot
from PySide6.QtGui import QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.task import Task, Transaction, actor_of
from mcu_desktop.queries.report_habits import HeadFacts, read_head_facts
from mcu_desktop.reports.report_head import HeadRules, SignerRule
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.terms import Role
from mcu_desktop.store.reading import Reader
from mcu_desktop.ui.common.file_dialogs import ask_file
from mcu_desktop.ui.common.form import Field, FieldsForm
from mcu_desktop.ui.common.pages import scrolled
from mcu_desktop.ui.common.panels import Page, button_row, text_label
from mcu_desktop.ui.common.plain import PlainLabel, TitleLabel

_ABOUT = (
    "Действует с указанного дня: отчёт за прежние дни получает прежний бланк. Пустое название берётся из наименований "
    "по датам, подписывающий по составу — из Приложения 2 того дня."
)
_PICTURE_HEIGHT = 400  # pixels: enough for 20 mm of paper
_SHOWN_HEIGHT = 64
_NOBODY: tuple[tuple[str, object], ...] = (("другой человек (назван рядом)", None),)


class ReportHeadPage(Page):
    """A form of the head, the emblem, the signers, the number and the folder of the meeting."""

    def __init__(self, desk: Desk, zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        self.save_button = QPushButton("Сохранить")
        super().__init__(self.save_button)
        self._desk, self._zone, self._clock = desk, zone, clock
        self._emblem = ""  # the hash of the kept one
        self._picture: bytes | None = None  # a newly chosen one
        self.emblem_button, self.bare_button = QPushButton("Выбрать герб…"), QPushButton("Без герба")
        self.folder_button = QPushButton("Запомнить папку совещания")
        guarded = (self.save_button, self.folder_button)
        self.guarded = tuple((button, Deed.EDIT_REPORTS) for button in guarded)
        self.emblem_label, self.told = PlainLabel("Герба нет."), text_label()
        self.fields = FieldsForm(())
        form = QWidget()
        self._rows = QVBoxLayout(form)
        self._rows.setContentsMargins(0, 0, 0, 0)
        QVBoxLayout(self).addWidget(scrolled(form))
        for part in (TitleLabel("Бланк и подписи отчётов"), text_label(_ABOUT), self.fields, self.emblem_label):
            self._rows.addWidget(part)
        self._rows.addLayout(button_row(self.emblem_button, self.bare_button))
        self._rows.addWidget(self.told)
        self._rows.addLayout(button_row(self.save_button, self.folder_button, self.back_button))
        self._rows.addStretch(1)
        self.save_button.clicked.connect(self._save)
        self.folder_button.clicked.connect(self._keep_folder)
        self.emblem_button.clicked.connect(self._ask_emblem)
        self.bare_button.clicked.connect(self._drop_emblem)

    def start(self) -> None:
        """Read the rules of today."""
        self._desk.read(self, partial(_read, self._today()), self._show)

    def _today(self) -> date:
        return self._clock().astimezone(self._zone).date()

    def _show(self, facts: HeadFacts) -> None:
        fields = FieldsForm(_fields(facts, self._today()), columns=3)
        fields.take_place_of(self.fields, self._rows)
        self.fields = fields
        self._emblem, self._picture = facts.rules.emblem, None
        self._show_emblem(facts.emblem)
        days = ", ".join(f"{day:%d.%m.%Y}" for day in facts.begun_on)
        if days and not self.told.text():
            self.told.setText(f"Бланк менялся: {days}.")
        fields.edits["administration"].setFocus()

    def _show_emblem(self, picture: bytes) -> None:
        image = QImage.fromData(picture)
        if image.isNull():
            self.emblem_label.setPixmap(QPixmap())
            self.emblem_label.setText("Герба нет.")
        else:
            smooth = Qt.TransformationMode.SmoothTransformation
            self.emblem_label.setPixmap(QPixmap.fromImage(image.scaledToHeight(_SHOWN_HEIGHT, smooth)))

    @Slot()
    def _ask_emblem(self) -> None:
        ask_file(self, "Герб для бланка", "Картинки (*.png *.jpg *.jpeg)", self.take_emblem)

    def take_emblem(self, path: Path) -> None:
        """Take a picture as the emblem, made small enough for a head."""
        try:
            self._picture = small_picture(path)
        except UserFacingError as error:
            self.told.setText(str(error))
            return
        self._show_emblem(self._picture)
        self.told.setText("Герб выбран. Он будет на отчётах, когда вы нажмёте «Сохранить».")

    @Slot()
    def _drop_emblem(self) -> None:
        self._picture, self._emblem = None, ""
        self._show_emblem(b"")

    @Slot()
    def _save(self) -> None:
        values: dict[str, Any] = self.fields.values(self._zone)
        deed = partial(_save, _rules(values, self._emblem), self._picture, values["valid_from"], self._clock())
        self._desk.write(self, deed, self._finish, failed=self.told.setText)

    @Slot()
    def _keep_folder(self) -> None:
        edit = self.fields.edits["folder"]
        folder = edit.text() if isinstance(edit, QLineEdit) else ""
        self._desk.write(self, partial(_keep_folder, folder, self._clock()), self._finish, failed=self.told.setText)

    def _finish(self, change: Change) -> None:
        self.told.setText(change.text)
        self.start()


def small_picture(path: Path) -> bytes:
    """Return a picture as PNG no higher than a head needs; `UserFacingError` where the file is none."""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and size.height() > _PICTURE_HEIGHT:
        reader.setScaledSize(size.scaled(size.width(), _PICTURE_HEIGHT, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise UserFacingError(f"Файл «{path.name}» — не картинка PNG или JPEG. Герб не изменён: выберите другой файл.")
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _fields(facts: HeadFacts, today: date) -> tuple[Field, ...]:
    rules, signers = facts.rules, (*facts.rules.signers, SignerRule(""), SignerRule(""))
    choices = (*facts.signers, *_NOBODY)
    of_signers = tuple(
        field
        for place, signer in enumerate(signers[:2], 1)
        for field in (
            Field(f"post{place}", f"Подпись {place}: должность", "text", signer.post),
            Field(f"role{place}", f"Подпись {place}: кто", "choice", signer.role, choices),
            Field(f"name{place}", f"Подпись {place}: И.О. Фамилия, если не по составу", "text", signer.name),
        )
    )
    return (
        Field("administration", "Орган", "text", rules.administration),
        Field("centre", "Подразделение", "text", rules.centre),
        Field("number_prefix", "Начало номера отчёта", "text", rules.number_prefix),
        Field("approver", "«УТВЕРЖДАЮ»: должность (пусто — без грифа)", "text", rules.approver),
        Field("approver_name", "«УТВЕРЖДАЮ»: И.О. Фамилия", "text", rules.approver_name),
        Field("valid_from", "Действует с", "day", today),
        *of_signers,
        Field("folder", "Папка совещания", "text", facts.meeting_folder),
    )


def _rules(values: dict[str, Any], emblem: str) -> HeadRules:
    signers = [_signer(values, place) for place in (1, 2)]
    texts = {name: " ".join(str(values[name]).split())
             for name in ("administration", "centre", "approver", "approver_name", "number_prefix")}  # fmt: skip
    return HeadRules(**texts, signers=tuple(signer for signer in signers if signer.post), emblem=emblem)


def _signer(values: dict[str, Any], place: int) -> SignerRule:
    role = values[f"role{place}"]
    post, name = (" ".join(values[f"{part}{place}"].split()) for part in ("post", "name"))
    return SignerRule(post, role if isinstance(role, Role) else None, "" if isinstance(role, Role) else name)


def _read(today: date, reader: Reader) -> HeadFacts:
    return read_head_facts(reader, today)


def _save(
    rules: HeadRules, picture: bytes | None, valid_from: date, now: datetime, session: Transaction, _task: Task
) -> Change:
    from mcu_desktop.operations.edit_report_head import save_report_head

    return save_report_head(session, rules, picture, valid_from=valid_from, now=now, actor=actor_of(session))


def _keep_folder(folder: str, now: datetime, session: Transaction, _task: Task) -> Change:
    from mcu_desktop.operations.edit_report_head import set_meeting_folder

    return set_meeting_folder(session, folder, now=now)
