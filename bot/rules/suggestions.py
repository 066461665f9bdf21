"""Suggestions: what may be shown under a new ticket's card, and in which order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.rules.records import Ticket
from bot.rules.search import Audience, DocumentKind, Found
from bot.rules.tips import Tip
from bot.rules.vocabulary import UNSOLVED, Closure, PersonId, TicketId

AT_MOST = 3
LOOKED_AT = 20  # of what a search finds: some of it may not be shown
TERMS = 5  # that say why


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something similar to a new ticket, and what agents said of it."""

    ticket_id: TicketId
    kind: DocumentKind  # a tip or another ticket
    other_id: int
    position: int
    why: str  # the words that both have, one a line
    suggested_at: datetime
    helped: bool
    answered_at: datetime | None
    answered_by: PersonId | None

    @property
    def terms(self) -> tuple[str, ...]:
        """The words that both have."""
        return tuple(self.why.splitlines())


def may_be_suggested(ticket: Ticket, other: Ticket) -> bool:
    """Whether a ticket may stand under another one's card: solved at the same desk, and no more private than that."""
    was_solved = other.status not in UNSOLVED and other.closure in (None, Closure.COMPLETED)
    is_readable = other.desk_id == ticket.desk_id and (ticket.is_private or not other.is_private)
    return other.id != ticket.id and was_solved and is_readable


def may_be_advised(ticket: Ticket, tip: Tip, *, is_private: bool) -> bool:
    """The same of a tip: the desk's own, or a public one. `is_private`: it was learned from a private ticket."""
    is_public = tip.audience is Audience.PUBLIC and tip.flagged_at is None
    is_the_desks = tip.desk_id == ticket.desk_id and (ticket.is_private or not is_private)
    return tip.retired_at is None and (is_public or is_the_desks)


def chosen(found: Iterable[Found], tips: Mapping[int, Tip], tickets: Mapping[int, Ticket]) -> list[Found]:
    """The best of what was found, as far as it is among what may be shown. A tip stands for the ticket it came from."""
    known = [one for one in found if one.id in (tips if one.kind is DocumentKind.TIP else tickets)]
    told = {tips[one.id].ticket_id for one in known if one.kind is DocumentKind.TIP}
    kept = [one for one in known if one.kind is DocumentKind.TIP or one.id not in told]
    return sorted(kept, key=lambda one: (-one.score, one.kind is not DocumentKind.TIP, -one.id))[:AT_MOST]
