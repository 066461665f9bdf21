"""How the targets of tickets came out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.rules.records import TicketClock
from bot.rules.vocabulary import Target, TicketId


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a target of a ticket came out. What still runs has none, nor what ended before anybody could tell."""

    ticket_id: TicketId
    target: Target
    cycle: int  # as the clock's
    at: datetime  # when it was met; when it ran out
    is_met: bool


def verdicts(clocks: Iterable[TicketClock]) -> tuple[Verdict, ...]:
    """How the targets of a ticket came out so far: missed from the instant on at which they ran out, answered or not.

    A clock that was stopped otherwise, in time, tells nothing: nobody was late, and nobody has done what was promised.
    """
    return tuple(
        Verdict(clock.ticket_id, clock.target, clock.cycle, at, clock.breached_at is None)
        for clock in clocks
        if clock.seconds is not None and (at := clock.breached_at or _met_at(clock)) is not None
    )


def _met_at(clock: TicketClock) -> datetime | None:
    return None if clock.spent is None else clock.ended_at
