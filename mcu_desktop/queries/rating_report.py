"""A rating as it is printed: of now, or one that was issued, exactly as it was."""

from datetime import datetime
from zoneinfo import ZoneInfo

from mcu_desktop.queries.rating import read_rating
from mcu_desktop.reports.frozen_json import from_json
from mcu_desktop.reports.rating_document import RatingPaper, rating_paper
from mcu_desktop.reports.report import ReportWish
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.measures import Dimension
from mcu_desktop.rules.periods import Period
from mcu_desktop.rules.rating import Rating
from mcu_desktop.rules.rating_inputs import RatingScope
from mcu_desktop.store.reading import Reader


def read_rating_paper(reader: Reader, scope: str, wish: ReportWish, *, now: datetime, zone: ZoneInfo) -> RatingPaper:
    """Return the rating of blocks for the days, or the issued one whose number is the subject."""
    number = wish.subject.strip()
    if not number:
        period = Period(wish.first, wish.last)
        return rating_paper(read_rating(reader, RatingScope(scope), Dimension.BLOCK, period, now=now, zone=zone))
    rows = reader.rows(
        "SELECT content FROM issued_ratings WHERE number = :number AND scope = :scope AND objects <> 'executor'"
        " AND first_day = :first AND last_day = :last",
        number=number,
        scope=scope,
        first=wish.first,
        last=wish.last,
    )
    if not rows:
        raise UserFacingError(
            f"Рейтинга № {number} этого вида за эти дни не выпускали. Отчёт не составлен: проверьте номер и период."
        )
    return rating_paper(from_json(Rating, rows[0][0]), number)
