"""What messages and modals about training sessions draw."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.rules.actions import Action
from bot.rules.records import Category, Desk
from bot.rules.training import sessions as rules
from bot.rules.training.attendance import Feedback, Opinion
from bot.rules.training.sessions import Answer, ForWhom, Reply, Session
from bot.rules.vocabulary import CategoryKey, PersonId


@dataclass(frozen=True, slots=True)
class SessionPicture:
    """A session as one reader sees it."""

    session: Session
    desk_name: str
    category: str | None  # as people call it
    answers: tuple[Answer, ...]
    attendees: tuple[PersonId, ...]
    names: Mapping[PersonId, str]
    now: datetime
    url: str | None = None  # of the announcement
    may: frozenset[Action] = frozenset()  # what the reader may do with it
    reader_id: PersonId | None = None  # None: a channel
    opinion: Opinion | None = None  # for those who may read it
    feedback: Feedback | None = None  # the reader's own
    following: int = 0  # how many of its series come after it

    def name(self, person_id: PersonId) -> str:
        """Somebody's name; their id while it is not known."""
        return self.names.get(person_id, person_id)

    @property
    def is_ahead(self) -> bool:
        """Whether one can still answer."""
        return self.session.is_ahead(self.now)

    @property
    def has_begun(self) -> bool:
        """Whether it takes place, or did."""
        return self.session.cancelled_at is None and not self.is_ahead

    @property
    def free(self) -> int | None:
        """The places that are left; None where there are as many as come."""
        capacity = self.session.capacity
        return None if capacity is None else max(0, capacity - len(rules.seated(self.answers)))

    @property
    def shows_people(self) -> bool:
        """Whether the reader may know who comes, and whom it is for by name."""
        return not self.session.is_by_name or Action.SEE_CHOSEN in self.may

    @property
    def own(self) -> Answer | None:
        """What the reader answered."""
        return next((one for one in self.answers if one.person_id == self.reader_id), None)

    @property
    def own_number(self) -> int:
        """Which one on the waiting list the reader is; 0: not on it."""
        queue = [one.person_id for one in rules.waiting(self.answers)]
        return queue.index(self.reader_id) + 1 if self.reader_id in queue else 0

    def who(self, reply: Reply) -> list[str]:
        """The names of those who answered so; of those who said Yes, the ones who have a place."""
        if reply is Reply.YES:
            return [self.name(one.person_id) for one in rules.seated(self.answers)]
        return [self.name(one.person_id) for one in self.answers if one.reply is reply]

    @property
    def queue(self) -> list[str]:
        """The names of those who wait, in order."""
        return [self.name(one.person_id) for one in rules.waiting(self.answers)]


@dataclass(frozen=True, slots=True)
class SessionsPicture:
    """What is to come, and what was."""

    ahead: tuple[SessionPicture, ...]
    past: tuple[SessionPicture, ...]
    holds_at: tuple[Desk, ...]  # where the reader may plan one


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the form for a new session begins with, where it is known what it is for."""

    topic: str
    category: CategoryKey
    for_whom: ForWhom


@dataclass(frozen=True, slots=True)
class SessionForm:
    """What the form for a session offers."""

    desk: Desk
    categories: tuple[Category, ...]
    host_id: PersonId | None  # None: has to be chosen
    shown: SessionPicture | None = None  # the one to change; None: a new one
    suggestion: Suggestion | None = None  # of a new one


@dataclass(frozen=True, slots=True)
class HostLeftPicture:
    """A session whose host is not there any more, as those who lead the desk read it."""

    shown: SessionPicture
    host: str  # the name of the one who left
    is_settled: bool
