"""Levels of skill as they change: what a certification falls to, what the desk's matrix shows, and what it lacks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Self

from bot.rules.refusals import NotPossibleNow
from bot.rules.skills import HIGHEST, NONE
from bot.rules.training.refusals import NoSuchLevel, NotALaterDay
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId

NOTICE = (30, 7)  # days before the day after which a level falls
LONGEST = timedelta(days=3660)  # that a level may hold: ten years


class Change(StrEnum):
    """What became of a level."""

    SET = "set"  # by somebody who leads the desk
    LEARNED = "learned"  # by passing a track
    RENEWED = "renewed"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class SkillLevel:
    """What somebody has learned of a category."""

    desk_id: DeskId
    category: CategoryKey
    person_id: PersonId
    level: int
    evidence: str
    expires_on: date | None  # the last day to which it holds; None: it stays
    falls_to: int  # after that day
    version: int
    changed_at: datetime
    changed_by: PersonId | None

    @property
    def skill(self) -> "Skill":
        """Whose level of what it is."""
        return Skill(self.desk_id, self.category, self.person_id)

    def says(self, wish: "Wish") -> bool:
        """Whether it is as somebody wants it."""
        return (self.level, self.evidence, self.expires_on) == (wish.level, wish.evidence.strip(), wish.expires_on)


@dataclass(frozen=True, slots=True)
class SkillChange:
    """One line of the history of somebody's levels. Nothing rewrites it."""

    id: int
    desk_id: DeskId
    category: CategoryKey
    person_id: PersonId
    what: Change
    before: int
    after: int
    evidence: str
    expires_on: date | None
    at: datetime
    by: PersonId | None

    @property
    def skill(self) -> "Skill":
        """Whose level of what it is."""
        return Skill(self.desk_id, self.category, self.person_id)


@dataclass(frozen=True, slots=True)
class Skill:
    """Whose level of what."""

    desk_id: DeskId
    category: CategoryKey
    person_id: PersonId

    def written(self) -> str:
        """As one word, for buttons and keys."""
        return f"{self.desk_id}:{self.category}:{self.person_id}"

    @classmethod
    def read(cls, word: str) -> Self:
        """What `written` wrote. Raises NotPossibleNow for anything else: nothing of that name is there."""
        match word.split(":"):
            case [desk_id, category, person_id]:
                return cls(DeskId(desk_id), CategoryKey(category), PersonId(person_id))
        raise NotPossibleNow


@dataclass(frozen=True, slots=True)
class Wish:
    """What a level is to be, and why."""

    level: int
    evidence: str  # plain text: what shows it, or where that is
    expires_on: date | None = None


def possible(wish: Wish, today: date) -> None:
    """Raise NoSuchLevel and NotALaterDay for a level that can't be."""
    if not NONE <= wish.level <= HIGHEST:
        raise NoSuchLevel(HIGHEST)
    if wish.expires_on is not None and not today < wish.expires_on <= today + LONGEST:
        raise NotALaterDay(LONGEST.days // 366)


def falls_to(before: SkillLevel | None, now: int, wanted: int) -> int:
    """What a level falls to after its day: the last one that stays, or one lower, where that was not lower.

    `now` is what the person can do before it is set.
    """
    stays = now if before is None or before.expires_on is None else before.falls_to
    return max(NONE, min(stays, wanted - 1))


def renewed_until(last_day: date, given_for: timedelta) -> date:
    """The day to which a level holds when it is renewed: for as long as it was given."""
    return last_day + max(given_for, timedelta(days=1))


def given_for(changes: Sequence[SkillChange], last_day: date, given_on: Callable[[SkillChange], date]) -> timedelta:
    """For how long a level was given that holds to `last_day`. `changes`: what became of it, in order.

    What was said of it since, with the same last day, gives no other time; a renewal gives the time from the last day
    before it. `given_on` is the day of a change where the person is.
    """
    since = len(changes)
    while since and changes[since - 1].expires_on == last_day:
        since -= 1
    first, before = changes[since], changes[since - 1].expires_on if since else None
    is_renewal = first.what is Change.RENEWED and before is not None
    return last_day - (before if is_renewal and before is not None else given_on(first))


def days_of_notice(expires_on: date, today: date) -> int | None:
    """Which notice is due, in days before: the last one that has come; None before the first one."""
    left = (expires_on - today).days
    return min((days for days in NOTICE if left <= days), default=None)


def first_look(expires_on: date, today: date) -> date:
    """The day on which a level is to be looked at that ends from now on: today, when it ends soon."""
    return next_look(expires_on, today) if days_of_notice(expires_on, today) is None else today


def next_look(expires_on: date, today: date) -> date:
    """The next day on which a level that ends is to be looked at: of a notice, or the one after its last."""
    days = (expires_on - timedelta(days=days) for days in NOTICE)
    return next((day for day in days if day > today), expires_on + timedelta(days=1))
