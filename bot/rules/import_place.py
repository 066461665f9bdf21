"""Where each line of a file of tickets belongs: desk, category, hours, number, and what is known of the ticket."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.rules import past_lines
from bot.rules.intake import KEY
from bot.rules.mistakes import Wrong
from bot.rules.past import Told, fits, identity, source
from bot.rules.records import Category, Desk, Ticket
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId, TicketId


@dataclass(frozen=True, slots=True)
class Known:
    """A ticket that there is already."""

    ticket: Ticket
    digest: str | None  # of the line that it came from; None: it came from no file
    newest_line: int  # of its history
    is_touched: bool = False  # something has happened to it here since it was imported
    told: Told | None = None  # what a file would say of it, when it came from none


@dataclass(frozen=True, slots=True)
class Here:
    """What there is before an import."""

    desks: Sequence[Desk]
    categories: Mapping[DeskId, Sequence[Category]]
    known: Mapping[str, Known]  # by natural key
    taken: frozenset[str]  # numbers that other tickets have
    last_numbers: Mapping[DeskId, int]
    locales: Mapping[PersonId, str]
    bot: PersonId
    now: datetime
    new_id: Callable[[], int]
    past_id: Callable[[datetime], TicketId]
    schedule_id: Callable[[Mapping[str, Any]], str]


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with everything that it means here."""

    told: Told
    source: str
    ticket_id: TicketId
    number: str  # empty, until one is given
    desk: Desk
    category: CategoryKey | None
    hours: Mapping[str, Any] | None
    schedule_id: str | None
    digest: str
    known: Known | None

    @property
    def is_unchanged(self) -> bool:
        """Whether it says what is there."""
        return self.known is not None and self.digest == self.known.digest


def placed(here: Here, told: Told) -> Placed:
    """Where a line belongs. Raises Wrong for a desk or category that there is not, and what must not be replaced."""
    desk = next((one for one in here.desks if one.id.casefold() == told.desk.casefold()), None)
    if desk is None:
        there = ", ".join(one.id for one in here.desks) or "none"
        raise Wrong(f"desk: there is no “{told.desk}”. There are: {there}.")
    known, digest = here.known.get(source(told.key)), digest_of(told)
    if known is not None and known.told is not None:
        known = replace(known, digest=digest_of(known.told))
    hours = desk.settings.hours if told.schedule is None else told.schedule
    hours = None if isinstance(hours, str) else hours
    found = Placed(
        told=told,
        source=source(told.key),
        ticket_id=here.past_id(told.events[0].at) if known is None else known.ticket.id,
        number="" if known is None else known.ticket.key,
        desk=desk,
        category=_category(here.categories[desk.id], told.category),
        hours=hours,
        schedule_id=None if hours is None else here.schedule_id(hours),
        digest=digest,
        known=known,
    )
    if known is not None and not found.is_unchanged:
        _refuse_others(known)
    return found


def digest_of(told: Told) -> str:
    """What tells that two lines say the same, however they are written."""
    says = past_lines.document(told)
    return hashlib.sha256(json.dumps(says, sort_keys=True).encode()).hexdigest()


def numbered(here: Here, lines: Sequence[Placed]) -> tuple[list[Placed], dict[DeskId, int]]:
    """The same lines with their numbers, and the last one that each desk has given by then.

    A key that people could write as a ticket's number is the number; any other gets the next one of its desk.
    """
    last = dict(here.last_numbers)
    own = {one.source: identity(one.told.key) for one in lines if not one.number and fits(one.told.key)}
    own = {key: number for key, number in own.items() if number not in here.taken}
    for number in own.values():
        written = KEY.fullmatch(number)
        assert written is not None  # it fits
        prefix = DeskId(written[1])
        if prefix in last:
            last[prefix] = max(last[prefix], int(written[2]))
    return [replace(one, number=one.number or own.get(one.source) or _next(last, one.desk.id)) for one in lines], last


def _next(last: dict[DeskId, int], desk_id: DeskId) -> str:
    last[desk_id] = last.get(desk_id, 0) + 1
    return f"{desk_id}-{last[desk_id]}"


def _category(known: Sequence[Category], word: str | None) -> CategoryKey | None:
    if word is None:
        return None
    found = next((one.key for one in known if word.casefold() in (one.key.casefold(), one.name.casefold())), None)
    if found is None:
        there = ", ".join(one.key for one in known) or "none"
        raise Wrong(f"category: there is no “{word}” at this desk. There are: {there}.")
    return found


def _refuse_others(known: Known) -> None:
    """Only a past that came from a file may be replaced, as long as that is all there is."""
    if known.told is not None:
        raise Wrong(f"key: {known.ticket.key} is a ticket of this helpdesk, and did not come from a file.")
    if known.is_touched:
        raise Wrong(
            f"something has happened to {known.ticket.key} here since it was imported: its past stays as it is."
        )
