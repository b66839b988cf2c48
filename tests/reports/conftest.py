"""An invented week, and a report of it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mcu_desktop.reports.period_figures import OverdueRow, PeriodFigures, RecipientRow
from mcu_desktop.reports.report import Report, ReportWish
from mcu_desktop.reports.sections import Letterhead
from mcu_desktop.rules.comparisons import Compared

ZONE = ZoneInfo("Asia/Yekaterinburg")
MONDAY = date(2026, 11, 16)
SUNDAY = MONDAY + timedelta(days=6)


def overdue(count: int, gist: str = "Не вывозят мусор") -> tuple[OverdueRow, ...]:
    deadline = datetime(2026, 11, 1, 18, tzinfo=ZONE)
    length = timedelta(days=22, hours=3)
    return tuple(OverdueRow(f"В-{place:04}", "ЖКХ", "Управа", deadline, length, gist) for place in range(count))


@pytest.fixture
def figures() -> PeriodFigures:
    return PeriodFigures(
        first=MONDAY,
        last=SUNDAY,
        before_first=MONDAY - timedelta(days=7),
        before_last=MONDAY - timedelta(days=1),
        with_year=False,
        year_wanted=False,
        block_title=None,
        received=Compared("Поступило", 1204, 1000),
        answered=Compared("Дан ответ", 70, 64),
        answered_in_time=Compared("Из них в срок", 61, 58),
        closed=Compared("Снято с контроля", 60, 61),
        reopened=Compared("Возвращено", 1, 0),
        rated=Compared("Оценено", 0, 0),
        satisfied=Compared("Из них на 4 и 5", 0, 0),
        by_block=(Compared("Дороги", 30, 42), Compared("Образование", 5, 0)),
        by_channel=(Compared("Платформа обратной связи", 50, 50),),
        topic_groups=(Compared("Дороги", 9, 4),),
        top_topics=(Compared("Ямы во дворах", 9, 4),),
        outcomes=(Compared("решено", 60, 61),),
        breach_reasons=(Compared("Поздно передано исполнителю", 3, 1), Compared("причина не указана", 2, 0)),
        by_step=tuple((MONDAY + timedelta(days=day), day * 3) for day in range(7)),
        step="day",
        recipients=(RecipientRow("Управа", 40, 30, 25, 31.25, 0, 0),),
        open_now=21,
        overdue_now=2,
        overdue=overdue(2),
        promises_broken=0,
        promises=(),
    )


@pytest.fixture
def report(figures: PeriodFigures) -> Report:
    return Report(
        wish=ReportWish("weekly", MONDAY, SUNDAY),
        counted_at=datetime(2026, 11, 23, 4, 15, tzinfo=UTC),
        zone_name="Asia/Yekaterinburg",
        letterhead=Letterhead(
            administration="Администрация Вымышленска",
            centre="Центр управления",
            municipality="Вымышленск",
            signers=(("Руководитель МЦУ", "А.Б. Придуманный"),),
        ),
        figures=figures,
    )
