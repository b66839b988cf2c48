"""The figures of the report on appeals (59-ФЗ), from which each of its four customary forms takes its own."""

from dataclasses import dataclass

from mcu_desktop.rules.comparisons import Compared


@dataclass(frozen=True, slots=True)
class AppealFigures:
    """Counts of appeals; `year_ago` of each is the same period of last year, `before` the period before.

    `since_january` is the growing sum from 1 January to the end of the period. Marks are the tags that people give:
    a collective appeal, one of an organisation, one that a higher body has sent. `terms` are of the answered ones:
    up to 15 days, up to 30, longer. Results are counted by the day an appeal was taken off control.
    """

    total: Compared
    since_january: Compared
    written: Compared
    electronic: Compared
    oral: Compared
    reception: Compared  # of the oral ones
    by_channel: tuple[Compared, ...]
    by_section: tuple[Compared, ...]
    topics: tuple[Compared, ...]
    results: tuple[Compared, ...]
    in_work: int  # received in the period and not yet answered
    terms: tuple[int, int, int]
    repeated: Compared
    collective: Compared
    of_organisations: Compared
    of_higher_bodies: Compared
    on_corruption: Compared
