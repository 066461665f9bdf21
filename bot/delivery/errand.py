"""One leased message on its way: what to take where, and how that ended."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.delivery.letter import Letter
from bot.delivery.slack import Answer, Verdict
from bot.rules.records import Notice, Place
from bot.rules.vocabulary import ChannelId, MessageTs, PersonId

PERSON = ("U", "W")  # how the ids of people begin


@dataclass(frozen=True, slots=True)
class Errand:
    """A notice with its letter and its address."""

    notice: Notice
    letter: Letter | None  # None: there is nothing to say any more
    channel: ChannelId | None  # None: the person's DM has not been opened yet
    thread_ts: MessageTs | None

    @property
    def place(self) -> Place | None:
        """Where the message stands already."""
        notice = self.notice
        return None if notice.channel is None or notice.ts is None else Place(notice.channel, notice.ts)

    @property
    def is_in_doubt(self) -> bool:
        """Whether an earlier call was never answered, so that Slack may have the message."""
        return self.notice.called_at is not None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an errand ended. `place`: where the message stands now."""

    errand: Errand
    verdict: Verdict
    place: Place | None = None
    is_new: bool = False  # the message was not at this place before
    error: str = ""
    until: datetime | None = None  # of Verdict.WAIT
    remember: Mapping[str, Any] = field(default_factory=dict)  # for the next attempt, among the notice's params


def done(errand: Errand, place: Place | None, *, is_new: bool = False) -> Outcome:
    """Slack shows what was owed."""
    return Outcome(errand, Verdict.DONE, place, is_new=is_new)


def failed(errand: Errand, answer: Answer) -> Outcome:
    """The errand ended with this answer."""
    return Outcome(errand, answer.verdict, errand.place, error=answer.error, until=answer.until)


def person_of(lane: str) -> PersonId | None:
    """The person whose DM a lane is; None when it is a channel."""
    return PersonId(lane) if lane.startswith(PERSON) else None
