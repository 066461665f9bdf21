"""A ticket on its way through a past that a file tells, and what that is replayed on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.rules.business_time import Schedule
from bot.rules.happenings import Happening
from bot.rules.past import Event, Told, source
from bot.rules.records import DeskSettings, HistoryEntry, Message, Ticket
from bot.rules.replay_clocks import USUAL, Clocks
from bot.rules.replay_feedback import Answers
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId, TicketId


@dataclass(frozen=True, slots=True)
class Target:
    """The ticket that one was merged into, and the one that it lives on in by now, after further merges."""

    id: TicketId
    number: str
    lives_on_in: TicketId


@dataclass(frozen=True, slots=True)
class Merged:
    """A ticket that went into another."""

    number: str
    waited_since: datetime | None  # of its requester, who waits in the other from then on


@dataclass(frozen=True, slots=True)
class Ground:
    """What a past is replayed on."""

    ticket_id: TicketId
    number: str  # by which people name the ticket: OLD-1017
    desk_id: DeskId  # where it is in the end
    category: CategoryKey | None
    desks: Mapping[DeskId, DeskSettings]
    hours: Schedule | None  # those that count for it
    schedule_id: str | None
    bot: PersonId
    locale: str  # the requester's
    now: datetime
    new_id: Callable[[], int]
    target: Target | None = None  # when it was merged into another
    merged: Mapping[str, Merged] = field(default_factory=dict)  # those that went into it, by their sources

    def desk(self, word: str) -> DeskId:
        """A desk's key as desks have it; as it is written, where there is no such desk any more."""
        return next((desk for desk in self.desks if desk.casefold() == word.casefold()), DeskId(word))

    def number_of(self, key: str) -> str:
        """The number of a ticket that went into this one; its key, where nobody knows it."""
        merged = self.merged.get(source(key))
        return key if merged is None else merged.number


@dataclass(slots=True)
class Living:
    """A ticket on its way through its past."""

    told: Told
    ground: Ground
    ticket: Ticket
    clocks: Clocks
    answers: Answers
    history: list[HistoryEntry] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)
    followers: set[PersonId] = field(default_factory=set)
    asked_at: frozenset[int] = frozenset()  # numbers of the events after which a rating tells that it was asked for

    def change(self, event: Event, **values: Any) -> None:
        self.ticket = replace(self.ticket, updated_at=event.at, **values)

    def record(self, event: Event, what: Happening, before: str = "", after: str = "", **other: Any) -> None:
        """Append a line; who did it and why, unless other words say so, are the event's."""
        by, why = other.get("by", event.by), other.get("why", event.why)
        self.history.append(HistoryEntry(self.ground.new_id(), self.ticket.id, event.at, by, what, before, after, why))

    def catch_up(self, event: Event) -> None:
        self.clocks.catch_up(self.ticket, event.at)

    def follow(self, event: Event, *, answered: bool = False) -> None:
        self.clocks.follow(self.ticket, event.at, answered=answered)

    @property
    def settings(self) -> DeskSettings:
        """How the desk works that has the ticket."""
        return self.ground.desks.get(self.ticket.desk_id, USUAL)
