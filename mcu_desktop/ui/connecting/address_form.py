"""What is asked of a shared store's address."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.terms import Standing
from mcu_desktop.store.place import Place, shared_place
from mcu_desktop.store.shared_address import Secret, SharedAddress, check_address, check_certificate
from mcu_desktop.ui.common.file_dialogs import ask_file
from mcu_desktop.ui.common.plain import PlainLabel
from mcu_desktop.ui.common.theme import standing_colour

_USUAL_DATABASE = "mcu"
_PLAIN_WORDS = (
    "Сам пароль по сети и тогда не идёт, но всё остальное, в том числе данные заявителей, может прочесть любой в этой "
    "сети. Включайте только по решению администратора."
)


@dataclass(frozen=True, slots=True)
class Wish:
    """A place to enter, and whether the password is to be remembered by the system."""

    place: Place
    is_to_be_remembered: bool


class AddressForm(QWidget):
    """Servers, database, login, password and the certificate that the server is known by.

    Signals:
        changed: something was typed or chosen.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.hosts, self.database, self.login, self.password, self.ca_file = (QLineEdit() for _ in range(5))
        self.hosts.setPlaceholderText("db.gorod.ru или несколько через запятую: db1:5432, db2:5432")
        self.database.setText(_USUAL_DATABASE)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.ca_file.setPlaceholderText("файл .crt или .pem, его даёт администратор сервера")
        self.browse_button = QPushButton("Выбрать…")
        self.browse_button.setAccessibleName("Выбрать файл сертификата")
        self.browse_button.clicked.connect(self._browse)
        self.remembering = QCheckBox("Запомнить пароль в хранилище паролей системы")
        self.plain = QCheckBox("Без шифрования")
        self.warning = PlainLabel(_PLAIN_WORDS)
        self.warning.setWordWrap(True)
        self.warning.setMinimumWidth(1)
        self.warning.hide()
        self._lay_out()
        self.plain.toggled.connect(self._follow_plain)
        for edit in (self.hosts, self.database, self.login, self.password, self.ca_file):
            edit.textEdited.connect(self.changed)

    def show_address(self, address: SharedAddress) -> None:
        """Show an address; the password is never shown."""
        self.hosts.setText(", ".join(address.hosts))
        self.database.setText(address.database)
        self.login.setText(address.login)
        self.ca_file.setText(address.ca_file)
        self.plain.setChecked(address.is_plain)
        self.password.clear()

    def wish(self) -> Wish:
        """Return what is wanted; `UserFacingError` says what is missing."""
        hosts = tuple(filter(None, (host.strip() for host in self.hosts.text().split(","))))
        if not hosts:
            raise UserFacingError("Сервер не назван. Наберите его имя или адрес в сети.")
        if not self.login.text().strip():
            raise UserFacingError("Имя входа не набрано. Его даёт администратор хранилища.")
        address = SharedAddress(
            hosts=hosts,
            database=self.database.text().strip() or _USUAL_DATABASE,
            login=self.login.text().strip(),
            ca_file=self.ca_file.text().strip(),
            is_plain=self.plain.isChecked(),
        )
        check_address(address)
        check_certificate(address)
        word = self.password.text()
        return Wish(shared_place(address, Secret(word) if word else None), self.remembering.isChecked())

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        rows = QFormLayout()
        whole.addLayout(rows)
        whole.addWidget(self.warning)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        rows.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        certificate = QHBoxLayout()
        certificate.addWidget(self.ca_file, 1)
        certificate.addWidget(self.browse_button)
        for title, field in (
            ("Серверы", self.hosts),
            ("База", self.database),
            ("Имя входа", self.login),
            ("Пароль", self.password),
        ):
            field.setAccessibleName(title)
            rows.addRow(PlainLabel(f"{title}:"), field)
        rows.addRow("", self.remembering)
        self.ca_file.setAccessibleName("Сертификат удостоверяющего центра")
        rows.addRow(PlainLabel("Сертификат удостоверяющего центра:"), certificate)
        rows.addRow("", self.plain)

    @Slot(bool)
    def _follow_plain(self, is_plain: bool) -> None:  # noqa: FBT001 -- Qt's signal
        self.warning.setVisible(is_plain)
        palette = self.warning.palette()
        palette.setColor(self.warning.foregroundRole(), standing_colour(Standing.OVERDUE, self.palette()))
        self.warning.setPalette(palette)
        self.ca_file.setEnabled(not is_plain)
        self.browse_button.setEnabled(not is_plain)
        self.changed.emit()

    @Slot()
    def _browse(self) -> None:
        forms = "Сертификаты (*.crt *.pem *.cer);;Все (*)"
        ask_file(self, "Сертификат удостоверяющего центра", forms, lambda path: self.ca_file.setText(str(path)))
