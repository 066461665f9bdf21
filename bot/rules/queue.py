"""What a list of tickets shows."""

from dataclasses import dataclass
from datetime import datetime

from bot.rules.records import Ticket, TicketClock


@dataclass(frozen=True, slots=True)
class Line:
    """A ticket in a list."""

    ticket: Ticket
    requester: str  # by name, since a list notifies nobody
    url: str | None  # where the reader finds it in Slack; None until it is there
    is_followed: bool  # by the reader
    due: TicketClock | None = None  # the clock of the target that is due next


@dataclass(frozen=True, slots=True)
class Listing:
    """The first tickets of a list, and how many there are in all."""

    lines: tuple[Line, ...]
    total: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.lines)


@dataclass(frozen=True, slots=True)
class Queue:
    """What an agent has to do, and what waits for somebody to do it; the most pressing first."""

    mine: Listing
    unassigned: Listing
    as_of: datetime
