"""Tickets as a message to many names them: private ones are numbers in a channel."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class NamedTicket:
    """A ticket that whoever reads the message may know of."""

    key: str
    subject: str
    url: str | None  # its card; None while it has none
    created_at: datetime
    due_at: datetime | None = None  # its nearest target


@dataclass(frozen=True, slots=True)
class NamedTickets:
    """The first tickets of a list, in its order."""

    named: tuple[NamedTicket, ...] = ()
    private: int = 0  # of the same, those that may only be counted
    total: int = 0  # with those that are not shown

    @property
    def more(self) -> int:
        """How many follow."""
        return self.total - len(self.named) - self.private
