"""Приложение 2 as it is printed: what stands on the page, for PDF and DOCX alike."""

from dataclasses import dataclass

from mcu_desktop.reports.sections import Document, Grid, GridColumn, Letterhead, Signatures
from mcu_desktop.rules.roster import VACANCY, Edition

_COLUMNS = (
    GridColumn("№ п/п", 0.08),
    GridColumn("ФИО", 0.24),
    GridColumn("Должность", 0.36),
    GridColumn("Роль в проектном офисе МЦУ", 0.32),
)
_TITLE = "Структура и состав муниципального центра управления"


@dataclass(frozen=True, slots=True)
class RosterDocument:
    """An edition with the names of its day: `administration` «Администрация Вышневолоцкого городского округа»."""

    edition: Edition
    administration: str
    municipality: str
    head_name: str = ""  # «Н.П. Рощина», initials first; empty where it is not known

    @property
    def mark(self) -> tuple[str, ...]:
        """The lines of the mark of the annex, top right."""
        return ("Приложение 2 к распоряжению", *([self.of_administration] if self.administration else []), self.order)

    @property
    def of_administration(self) -> str:
        """The administration in the genitive."""
        return self.administration.replace("Администрация", "Администрации", 1)

    @property
    def order(self) -> str:
        """The date and the number of the order; a draft has neither yet."""
        if not self.edition.order_number:
            return "от ______________ № ________"
        return f"от {self.edition.order_date:%d.%m.%Y} № {self.edition.order_number}"

    @property
    def title(self) -> tuple[str, ...]:
        """The lines of the heading."""
        return (_TITLE, "муниципального образования", self.municipality) if self.municipality else (_TITLE,)

    @property
    def signer(self) -> str:
        """The post that signs, in two lines as the decree has it: «Глава / Вышневолоцкого городского округа»."""
        return f"Глава\n{self.administration.partition(' ')[2]}".strip()

    @property
    def cells(self) -> tuple[tuple[str, str, str, str], ...]:
        """The rows of the table."""
        return tuple(
            (f"{place}.", row.full_name or VACANCY, row.job_title, row.role_text)
            for place, row in enumerate(self.edition.rows, 1)
        )

    def document(self) -> Document:
        """Return the annex in the decree's form."""
        return Document(
            title="\n".join(self.title),
            subtitle=(),
            letterhead=Letterhead(),
            sections=(Grid("Состав МЦУ", _COLUMNS, self.cells), Signatures(((self.signer, self.head_name),))),
            footer="",
            corner=self.mark,
        )
