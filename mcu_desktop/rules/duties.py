"""Who is told of which cases: the roster of the day, with deputies in the place of those who are away."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mcu_desktop.rules.terms import Addressee, Role

NO_BLOCK = -1


@dataclass(frozen=True, slots=True)
class Duty:
    """For which cases a person is an addressee: None is any block, NO_BLOCK those without one; None any channel."""

    addressee: Addressee
    block_id: int | None
    channel_id: int | None


def stand_in(person_id: int, away: Mapping[int, int | None]) -> int:
    """Return who acts for a person: the end of the chain of deputies; nobody stands in for those without one."""
    seen = {person_id}
    while person_id in away:
        deputy = away[person_id]
        if deputy is None or deputy in seen:  # nobody, or the chain has come round: the last one keeps it
            break
        seen.add(deputy)
        person_id = deputy
    return person_id


def comes_round(person_id: int, away: Mapping[int, int | None]) -> bool:
    """Return whether the chain of a person's deputies leads back to the person."""
    seen: set[int] = set()
    deputy = away.get(person_id)
    while deputy is not None and deputy not in seen:
        if deputy == person_id:
            return True
        seen.add(deputy)
        deputy = away.get(deputy)
    return False


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the roster of today, with one of the roles."""

    person_id: int
    role: Role
    block_id: int | None
    channel_id: int | None


def duties_of(
    person_id: int,
    roster: Sequence[Member],
    away: Mapping[int, int | None],
    *,
    blocks: Iterable[int],
    channels: Iterable[int],
) -> tuple[Duty, ...]:
    """Return for which cases and steps a person is told today, absent people passed over to their deputies.

    Where a block has no officer its head is told, and the other way round; where nobody, the channel's
    coordinator; where none either, the head of the centre.
    """
    assigned = _assign(roster, tuple(blocks), tuple(channels))
    mine = {duty for duty, people in assigned.items() if person_id in {stand_in(person, away) for person in people}}
    return tuple(sorted(mine, key=repr))


def _assign(roster: Sequence[Member], blocks: Sequence[int], channels: Sequence[int]) -> dict[Duty, frozenset[int]]:
    def people(role: Role, *, block: int | None = None, channel: int | None = None) -> frozenset[int]:
        return frozenset(
            member.person_id
            for member in roster
            if member.role == role
            and (block is None or member.block_id == block)
            and (channel is None or member.channel_id == channel)
        )

    heads = people(Role.HEAD) or people(Role.CURATOR)
    by_channel = {
        channel: people(Role.INCIDENT_COORDINATOR, channel=channel) | people(Role.FEEDBACK_COORDINATOR, channel=channel)
        or heads
        for channel in channels
    }
    found: dict[Duty, frozenset[int]] = {
        Duty(Addressee.HEAD, None, None): heads,
        Duty(Addressee.CURATOR, None, None): people(Role.CURATOR) or heads,
    }
    for channel, coordinators in by_channel.items():
        found[Duty(Addressee.COORDINATOR, None, channel)] = coordinators
    for block in (*blocks, NO_BLOCK):
        officers, leaders = people(Role.BLOCK_OFFICER, block=block), people(Role.BLOCK_HEAD, block=block)
        if not officers and not leaders:
            for channel, coordinators in by_channel.items():
                found[Duty(Addressee.EXECUTOR, block, channel)] = coordinators
                found[Duty(Addressee.BLOCK_HEAD, block, channel)] = coordinators
            continue
        found[Duty(Addressee.EXECUTOR, block, None)] = officers or leaders
        found[Duty(Addressee.BLOCK_HEAD, block, None)] = leaders or officers
    return found
