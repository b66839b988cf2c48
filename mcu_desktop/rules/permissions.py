"""Who may do what: one table of roles and deeds, made of п. 3.2-3.7 of the decree.

On a local store it is a convenience, for whoever owns the file can do all; on a shared store the database holds it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mcu_desktop.rules.grants import FEEDBACK_CHANNEL, INCIDENT_CHANNEL, RoleGrant
from mcu_desktop.rules.terms import Role
from mcu_desktop.rules.titles import ROLES, SHORT_ROLES


class Deed(StrEnum):
    """What can be done in the program and changes something."""

    TAKE_IN = "take_in"
    MEND_ROW = "mend_row"
    REGISTER = "register"
    EDIT_CASE = "edit_case"
    COMMENT = "comment"
    SEE_CITIZEN = "see_citizen"
    ANSWER = "answer"
    CHECK_ANSWER = "check_answer"
    REOPEN = "reopen"
    EDIT_TEMPLATES = "edit_templates"
    MOVE_TERM = "move_term"
    SET_TASK = "set_task"
    CLOSE = "close"
    NOTE_BREACH = "note_breach"
    EDIT_LIMITS = "edit_limits"
    EDIT_CALENDAR = "edit_calendar"
    EDIT_LADDER = "edit_ladder"
    EDIT_ABSENCES = "edit_absences"
    EDIT_ROSTER = "edit_roster"
    EDIT_ACCOUNTS = "edit_accounts"
    EDIT_RATING = "edit_rating"
    ISSUE_RATING = "issue_rating"
    RATE_PEOPLE = "rate_people"
    EDIT_MAP = "edit_map"
    ISSUE_REPORT = "issue_report"
    EDIT_REPORTS = "edit_reports"
    NOTE_FIGURES = "note_figures"
    EDIT_WALL = "edit_wall"
    DEMONSTRATE = "demonstrate"
    KEEP_STORE = "keep_store"


class Reach(StrEnum):
    """Which cases a role may do a deed with."""

    ALL = "all"
    OWN_BLOCK = "own_block"
    OWN_CHANNEL = "own_channel"  # and channels that no coordinator has: letters, calls, receptions


DEEDS: Final = {
    Deed.TAKE_IN: "Загружать выгрузки",
    Deed.MEND_ROW: "Исправлять отказанные строки",
    Deed.REGISTER: "Вносить сообщения вручную",
    Deed.EDIT_CASE: "Править карточку, назначать блок и получателя",
    Deed.COMMENT: "Писать заметки и прикладывать файлы",
    Deed.SEE_CITIZEN: "Открывать данные заявителя",
    Deed.ANSWER: "Готовить ответ и отмечать отправку",
    Deed.CHECK_ANSWER: "Проверять ответ и возвращать на доработку",
    Deed.REOPEN: "Возвращать на контроль",
    Deed.EDIT_TEMPLATES: "Менять шаблоны ответов и общие виды",
    Deed.MOVE_TERM: "Продлевать, откладывать и возобновлять сроки",
    Deed.SET_TASK: "Давать поручения со сроком",
    Deed.CLOSE: "Снимать с контроля",
    Deed.NOTE_BREACH: "Указывать причины нарушений",
    Deed.EDIT_LIMITS: "Менять нормативы сроков",
    Deed.EDIT_CALENDAR: "Менять производственный календарь",
    Deed.EDIT_LADDER: "Менять лестницу уведомлений",
    Deed.EDIT_ABSENCES: "Отмечать отсутствия и замещения",
    Deed.EDIT_ROSTER: "Менять состав МЦУ и сведения о людях",
    Deed.EDIT_ACCOUNTS: "Вести учётные записи, смотреть журнал изменений",
    Deed.EDIT_RATING: "Менять методику рейтинга",
    Deed.ISSUE_RATING: "Выпускать рейтинг",
    Deed.RATE_PEOPLE: "Видеть показатели исполнителей",
    Deed.EDIT_MAP: "Менять контур карты и координаты мест",
    Deed.ISSUE_REPORT: "Выдавать отчёты с номером",
    Deed.EDIT_REPORTS: "Менять бланк отчётов и их расписание",
    Deed.NOTE_FIGURES: "Отмечать рост и его причины, вести проблемные точки и предложения",
    Deed.EDIT_WALL: "Настраивать экран ситуационного зала",
    Deed.DEMONSTRATE: "Добавлять и убирать демонстрационные данные",
    Deed.KEEP_STORE: "Делать и возвращать копии, переносить хранилище",
}
REACHES: Final = {Reach.ALL: "все", Reach.OWN_BLOCK: "свой блок", Reach.OWN_CHANNEL: "свой канал"}
REACH_WORDS: Final = (
    "«Все», «свой канал», «свой блок» — с какими сообщениями; к своему каналу относятся и письма, звонки и приём, "
    "за которые в составе отдельно никто не отвечает."
)
# Deeds on one case; the store guards its rows by the same list.
ON_CASES: Final = (
    Deed.EDIT_CASE,
    Deed.COMMENT,
    Deed.SEE_CITIZEN,
    Deed.ANSWER,
    Deed.CHECK_ANSWER,
    Deed.REOPEN,
    Deed.MOVE_TERM,
    Deed.SET_TASK,
    Deed.CLOSE,
    Deed.NOTE_BREACH,
)
_OF_COORDINATOR = {
    Deed.TAKE_IN: Reach.ALL,
    Deed.MEND_ROW: Reach.ALL,
    Deed.REGISTER: Reach.ALL,
    Deed.EDIT_TEMPLATES: Reach.ALL,
    Deed.ISSUE_RATING: Reach.ALL,
    Deed.ISSUE_REPORT: Reach.ALL,
    Deed.NOTE_FIGURES: Reach.ALL,
    **dict.fromkeys(ON_CASES, Reach.OWN_CHANNEL),
}
_OF_BLOCK_HEAD: dict[Deed, Reach] = {
    **dict.fromkeys((deed for deed in ON_CASES if deed is not Deed.REOPEN), Reach.OWN_BLOCK),
    Deed.ISSUE_REPORT: Reach.ALL,
}
# Whoever writes answers does not approve them.
_OF_BLOCK_OFFICER: dict[Deed, Reach] = {
    deed: reach for deed, reach in _OF_BLOCK_HEAD.items() if deed is not Deed.CHECK_ANSWER
}
PERMISSIONS: Final[dict[Role, dict[Deed, Reach]]] = {
    Role.CURATOR: dict.fromkeys(
        (Deed.COMMENT, Deed.SET_TASK, Deed.RATE_PEOPLE, Deed.ISSUE_REPORT, Deed.NOTE_FIGURES), Reach.ALL
    ),
    Role.HEAD: dict.fromkeys(
        (
            Deed.TAKE_IN,
            Deed.MEND_ROW,
            Deed.REGISTER,
            *ON_CASES,
            Deed.EDIT_TEMPLATES,
            Deed.EDIT_LADDER,
            Deed.EDIT_ABSENCES,
            Deed.EDIT_WALL,
            Deed.ISSUE_RATING,
            Deed.RATE_PEOPLE,
            Deed.ISSUE_REPORT,
            Deed.EDIT_REPORTS,
            Deed.NOTE_FIGURES,
        ),
        Reach.ALL,
    ),
    Role.ADMINISTRATOR: dict.fromkeys(
        (
            Deed.TAKE_IN,
            Deed.MEND_ROW,
            Deed.EDIT_TEMPLATES,
            Deed.EDIT_LIMITS,
            Deed.EDIT_CALENDAR,
            Deed.EDIT_LADDER,
            Deed.EDIT_ABSENCES,
            Deed.EDIT_ROSTER,
            Deed.EDIT_ACCOUNTS,
            Deed.EDIT_RATING,
            Deed.RATE_PEOPLE,
            Deed.EDIT_MAP,
            Deed.ISSUE_REPORT,
            Deed.EDIT_REPORTS,
            Deed.EDIT_WALL,
            Deed.DEMONSTRATE,
            Deed.KEEP_STORE,
        ),
        Reach.ALL,
    ),
    Role.INCIDENT_COORDINATOR: _OF_COORDINATOR,
    Role.FEEDBACK_COORDINATOR: _OF_COORDINATOR,
    Role.BLOCK_HEAD: _OF_BLOCK_HEAD,
    Role.BLOCK_OFFICER: _OF_BLOCK_OFFICER,
}
_COORDINATED = frozenset({INCIDENT_CHANNEL, FEEDBACK_CHANNEL})


@dataclass(frozen=True, slots=True)
class CasePlace:
    """Where a case belongs: codes of its block, None where it has none, and of its channel."""

    block_code: str | None
    channel_code: str


@dataclass(frozen=True, slots=True)
class Rights:
    """What a person may do: the own roles and those of the people the person stands in for today.

    The owner of a local store, where nobody has said who is working, may do all.
    """

    grants: tuple[RoleGrant, ...] = ()
    is_owner: bool = False

    @property
    def sees_all_cases(self) -> bool:
        """Whether a shared store shows the person the cases of every block: it shows a block's people their own."""
        return self.is_owner or any(grant.block_code is None for grant in self.grants)

    def allows(self, deed: Deed, place: CasePlace | None = None) -> bool:
        """Return whether a deed may be done: with the case at a place, or with any where none is named."""
        return self.is_owner or any(_reaches(grant, deed, place) for grant in self.grants)

    def refusal(self, deed: Deed, place: CasePlace | None = None) -> str:
        """Return why a deed may not be done and who may; an empty text where it may."""
        if self.allows(deed, place):
            return ""
        mine = ", ".join(dict.fromkeys(ROLES[grant.role] for grant in self.grants)) or "вас нет в составе МЦУ"
        return f"{DEEDS[deed]} может: {who_may(deed)}. Ваша роль: {mine}."


OWNER: Final = Rights(is_owner=True)


def who_may(deed: Deed) -> str:
    """Return in words which roles may do a deed, and with which cases."""
    return "; ".join(
        ROLES[role] + ("" if reach is Reach.ALL else f" ({REACHES[reach]})")
        for role, reach in ((role, deeds.get(deed)) for role, deeds in PERMISSIONS.items())
        if reach is not None
    )


def permission_table() -> Iterable[tuple[str, tuple[str, ...]]]:
    """Return the table for people: each deed with a word for each role, in the order of `Role`; «—» is not allowed.

    A deed with cases says with which, any other one «да».
    """
    for deed, title in DEEDS.items():
        words = REACHES if deed in ON_CASES else dict.fromkeys(Reach, "да")
        reaches = (PERMISSIONS[role].get(deed) for role in Role)
        yield title, tuple("—" if reach is None else words[reach] for reach in reaches)


def permission_page() -> str:
    """Return the table as the page of the handbook, in Markdown."""
    titles = [SHORT_ROLES[role] for role in Role]
    lines = [
        "# Кто что может",
        "",
        "Права следуют из п. 3.2–3.7 распоряжения № 1662-р. На хранилище одного рабочего места они — удобство:",
        "владелец файла может всё. На общем хранилище их держит сама база. Эту же таблицу показывает программа:",
        "меню «Люди», «Кто работает и что может» (Ctrl+I). Страница составлена программой из её правил.",
        "",
        f"{REACH_WORDS} У кого несколько ролей, может всё, что может каждая из них.",
        "",
        "| Что можно делать | " + " | ".join(titles) + " |",
        "|---" * (len(titles) + 1) + "|",
    ]
    lines += [f"| {title} | " + " | ".join(reaches) + " |" for title, reaches in permission_table()]
    return "\n".join(lines) + "\n"


def _reaches(grant: RoleGrant, deed: Deed, place: CasePlace | None) -> bool:
    reach = PERMISSIONS[grant.role].get(deed)
    if reach is None or place is None or reach is Reach.ALL:
        return reach is not None
    if reach is Reach.OWN_BLOCK:
        return grant.block_code is not None and grant.block_code == place.block_code
    return place.channel_code == grant.channel_code or place.channel_code not in _COORDINATED
