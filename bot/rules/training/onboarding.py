"""Being on a track: one step after the other, with a mentor, until it is passed, ended or left."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from bot.rules.intake import is_blank
from bot.rules.refusals import NothingToSay, TextTooLong
from bot.rules.training.tracks import TrackId
from bot.rules.vocabulary import DeskId, PersonId

OnboardingId = NewType("OnboardingId", int)

SLACKS = re.compile(r"<@([A-Z0-9]{1,31})(?:\|[^<>]*)?>(?:\s+|$)")


class Outcome(StrEnum):
    """How it came to an end."""

    PASSED = "passed"
    ENDED = "ended"  # by somebody who leads the desk
    LEFT = "left"  # they do not work the desk any more


class News(StrEnum):
    """What people are told of it, each once."""

    BEGAN = "began"
    MENTOR = "mentor"  # it is somebody else from now on
    PASSED = "passed"
    ENDED = "ended"
    LEFT = "left"


NEWS_OF: Mapping[Outcome, News] = {
    Outcome.PASSED: News.PASSED,
    Outcome.ENDED: News.ENDED,
    Outcome.LEFT: News.LEFT,
}


@dataclass(frozen=True, slots=True)
class Pairing:
    """Somebody whom a lead puts on a track, and who shall be there for them."""

    source: str  # natural key: the form
    track_id: TrackId
    person_id: PersonId
    mentor_id: PersonId


@dataclass(frozen=True, slots=True)
class Onboarding:
    """Somebody on a track, now or once."""

    id: OnboardingId
    source: str
    track_id: TrackId
    version: int  # of the track, when they began: its steps are theirs
    desk_id: DeskId
    person_id: PersonId
    mentor_id: PersonId
    number: int  # how often they have begun this track, from 1
    started_at: datetime
    started_by: PersonId
    place: int  # of the step that comes next, from 0; how many are done
    step_since: datetime  # when the step before was done
    told_at: datetime | None  # when the step was told
    paused_at: datetime | None
    ended_at: datetime | None
    outcome: Outcome | None

    @property
    def is_running(self) -> bool:
        """Whether it has not come to an end; it may be paused."""
        return self.ended_at is None

    @property
    def keeps_drafts(self) -> bool:
        """Whether answers can wait for the mentor: also once it is passed, those that were written before."""
        return self.is_running or self.outcome is Outcome.PASSED


@dataclass(frozen=True, slots=True)
class StepDone:
    """A step that somebody has done."""

    onboarding_id: OnboardingId
    place: int
    at: datetime
    evidence: str  # tickets by number, the session's topic: plain characters
    is_left_out: bool = False  # what it was about was retired, so that nobody could do it any more


@dataclass(frozen=True, slots=True)
class Asked:
    """What stands behind `/helpdesk onboard`: a person and the title of a track, or its beginning."""

    person_id: PersonId | None  # None: nobody was named whom the asker could mean
    title: str


def asked_for(typed: str, called: Mapping[PersonId, str]) -> Asked:
    """What somebody typed. `called` are the names of those whom they can mean by `@name`, in any case.

    Slack sends `<@U…|name>` where it knows whom somebody means, and `@name` where it does not.
    """
    typed = typed.strip()
    found = SLACKS.match(typed)
    if found is not None:
        return Asked(PersonId(found[1]), typed[found.end() :].strip())
    rest = typed.removeprefix("@")
    fitting = [person for person, name in called.items() if _begins(rest, name)]
    if not fitting:
        return Asked(None, rest)
    person = max(fitting, key=lambda one: len(called[one]))
    return Asked(person, rest[len(called[person]) :].strip())


def missing(requires: Collection[int], passed: Collection[int]) -> list[TrackId]:
    """The tracks that have to be passed before, and were not."""
    return [TrackId(track) for track in requires if track not in passed]


def checked_text(text: str, limit: int) -> str:
    """What somebody on a track, or their mentor, wrote, as it is stored. Raises NothingToSay, TextTooLong."""
    text = text.strip()
    if is_blank(text):
        raise NothingToSay
    if len(text) > limit:
        raise TextTooLong(limit)
    return text


def _begins(text: str, name: str) -> bool:
    after = text[len(name) :]
    return bool(name) and text.casefold().startswith(name.casefold()) and (not after or after[0].isspace())
