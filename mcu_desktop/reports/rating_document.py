"""A rating on paper: who stands where and by which numbers, the method, and a draft of what follows."""

from collections.abc import Mapping
from dataclasses import dataclass

from mcu_desktop.reports.sections import Cell, Grid, GridColumn, Section, Share, TextBlock, Words, edited_text
from mcu_desktop.rules.measures import DIMENSIONS
from mcu_desktop.rules.rating import Known, RatedRow, Rating
from mcu_desktop.rules.rating_inputs import RATING_SCOPES
from mcu_desktop.rules.rating_words import edition_words, left_out
from mcu_desktop.rules.russian import format_decimal, plural

CONCLUSIONS = "conclusions"
_PLACES = ("место", "места", "мест")
_LETTERS = (
    "V — скорость, K — качество, F — полнота, от 0 до 1; R — итог от 0 до 100."
    " Места — по R для места: по нижним границам долей."
)


@dataclass(frozen=True, slots=True)
class RatingLine:
    """One rated; shares of 0 to 1, None where not reckoned. `note` says why there is no place."""

    title: str
    place: int | None
    note: str
    change: int | None
    score: float | None
    bound: float | None
    speed: float | None
    quality: float | None
    completeness: float | None
    messages: int
    timed: int
    in_time: int
    unsolvable: int


@dataclass(frozen=True, slots=True)
class RatingPaper:
    """What a rating says on paper; `number` is that of an issued one."""

    kind: str
    objects: str
    number: str
    method: str
    compared_with: str
    left_out: tuple[str, ...]
    lines: tuple[RatingLine, ...]
    total: RatingLine


def rating_paper(rating: Rating, number: str = "") -> RatingPaper:
    """Return a rating as it is printed."""
    return RatingPaper(
        RATING_SCOPES[rating.scope],
        DIMENSIONS[rating.objects],
        number,
        edition_words(rating.edition),
        rating.compared_with,
        left_out(rating.total, rating.edition.method),
        tuple(_line(row) for row in rating.rows),
        _line(rating.total),
    )


def rating_texts(paper: RatingPaper) -> tuple[TextBlock, ...]:
    """Return drafted conclusions: the first and the last, who rose and fell the most, who is not rated."""
    return (TextBlock(CONCLUSIONS, "Выводы", "\n".join(_conclusions(paper))),)


def rating_sections(paper: RatingPaper, texts: Mapping[str, str]) -> tuple[Section, ...]:
    """Return the rating: its method, the table, the conclusions."""
    issued = f"Рейтинг № {paper.number}. " if paper.number else ""
    about = f"{issued}{paper.kind}; {paper.method}."
    if paper.compared_with:
        about += f" Места сравнены: {paper.compared_with}."
    if paper.left_out:
        about += f" Не учтено, так как нет данных: {', '.join(paper.left_out)}."
    rows = (*(_cells(line) for line in paper.lines), _cells(paper.total))
    return (
        Words(about),
        Grid("Рейтинг", _columns(paper.objects), rows, has_total=True),
        Words(_LETTERS, "small"),
        *edited_text("Выводы", texts.get(CONCLUSIONS, "")),
    )


def _columns(objects: str) -> tuple[GridColumn, ...]:
    numbers = (("Изм.", 0.07), ("R", 0.07), ("R для места", 0.08), ("V", 0.07), ("K", 0.07), ("F", 0.07))
    return (
        GridColumn("Место", 0.14),
        GridColumn(objects, 0.24),
        *(GridColumn(title, share, is_number=True) for title, share in numbers),
        GridColumn("Учтено", 0.09, is_number=True),
        GridColumn("В срок", 0.1, is_number=True),
    )


def _cells(line: RatingLine) -> tuple[Cell, ...]:
    return (
        str(line.place) if line.place is not None else line.note,
        line.title,
        _change(line.change),
        _decimal(line.score, 1),
        _decimal(line.bound, 1),
        _decimal(line.speed, 3),
        _decimal(line.quality, 3),
        _decimal(line.completeness, 3),
        line.messages,
        Share(line.in_time / line.timed) if line.timed else None,
    )


def _line(row: RatedRow) -> RatingLine:
    counts = row.entry.counts
    shares = {code: None if share is None else share.value for code, share in row.shares.items()}
    is_total = row.entry.value == ""
    notes = {Known.FEW: "мало данных", Known.NOT_RATED: "—"}
    return RatingLine(
        row.entry.title,
        row.place,
        "" if is_total else notes.get(row.known, ""),
        row.change,
        row.score,
        row.bound,
        shares["speed"],
        shares["quality"],
        shares["completeness"],
        counts.messages,
        counts.timed,
        counts.in_time,
        counts.unsolvable,
    )


def _conclusions(paper: RatingPaper) -> list[str]:
    placed = [line for line in paper.lines if line.place is not None]
    if not placed:
        return ["Мест нет: сообщений слишком мало, чтобы сравнивать."]
    said = [f"Первое место: {placed[0].title} (R = {_decimal(placed[0].score, 1)})."]
    if len(placed) > 1:
        said.append(f"Последнее место: {placed[-1].title} (R = {_decimal(placed[-1].score, 1)}).")
    changed = [(line.change, line.title) for line in placed if line.change]
    if changed:
        rose, fell = max(changed), min(changed)
        if rose[0] > 0:
            said.append(f"Больше всех поднялся: {rose[1]}, на {plural(rose[0], *_PLACES)}.")
        if fell[0] < 0:
            said.append(f"Больше всех опустился: {fell[1]}, на {plural(-fell[0], *_PLACES)}.")
    few = [line.title for line in paper.lines if line.note == "мало данных"]
    if few:
        said.append(f"Мало данных для места: {', '.join(few)}.")
    if paper.total.unsolvable and paper.total.messages:
        share = format_decimal(paper.total.unsolvable / paper.total.messages * 100)
        said.append(f"Отмечено «не решаемый»: {share} % сообщений. Проверить, верно ли отмечено.")
    return said


def _change(change: int | None) -> str:
    if change is None:
        return "—"
    if not change:
        return "="
    return f"+{change}" if change > 0 else f"−{-change}"


def _decimal(value: float | None, digits: int) -> str:
    return "—" if value is None else format_decimal(value, digits)
