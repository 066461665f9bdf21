"""Required reading: who has to read a resource, until when, and when they are reminded."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.rules import hours
from bot.rules.actions import Role
from bot.rules.business_time import ALWAYS, Schedule
from bot.rules.opening_hours import WEEKDAYS
from bot.rules.reminders import NINE, local
from bot.rules.training import standing as standings
from bot.rules.training.refusals import NotADayFromToday
from bot.rules.training.resources import NOON, ResourceId
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId

EARLY, WEEKLY = timedelta(days=2), timedelta(days=7)
AT_LEAST = timedelta(days=7)  # for a new version, and for whoever joins later
FURTHEST = 366  # days
OFFICE_HOURS = {day: [["09:00", "17:00"]] for day in WEEKDAYS[:5]}  # of whoever has no hours of their own


class Readers(StrEnum):
    """Who at a desk has to read something."""

    EVERYBODY = "everybody"
    AGENTS = "agents"
    LEADS = "leads"


class When(StrEnum):
    """How a reminder stands to the day by which something has to be read."""

    BEFORE = "before"
    TODAY = "today"
    LATE = "late"


ROLES: dict[Readers, frozenset[Role]] = {
    Readers.EVERYBODY: frozenset({Role.AGENT, Role.LEAD}),
    Readers.AGENTS: frozenset({Role.AGENT}),
    Readers.LEADS: frozenset({Role.LEAD}),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a lead asks for."""

    readers: Readers
    category: CategoryKey | None  # of these only those who have the skill for it
    due_on: date | None  # None: not said


@dataclass(frozen=True, slots=True)
class Requirement:
    """That a resource has to be read. A resource has one, or none."""

    resource_id: ResourceId
    desk_id: DeskId
    readers: Readers
    category: CategoryKey | None
    due_by: datetime  # noon of the day, in UTC
    since: datetime
    by: PersonId
    ended_at: datetime | None  # nobody has to any more

    @property
    def due_on(self) -> date:
        """The last day on which it is read in time."""
        return self.due_by.date()


@dataclass(frozen=True, slots=True)
class Asked:
    """That somebody was asked to read a resource. Of several times, the last one."""

    resource_id: ResourceId
    person_id: PersonId
    version: int  # that they were asked to read
    due_by: datetime  # noon of their day, in UTC
    asked_at: datetime
    told_at: datetime | None  # when they heard of it
    reminded: int  # times

    @property
    def due_on(self) -> date:
        """The last day on which they read it in time."""
        return self.due_by.date()

    @property
    def stamp(self) -> int:
        """What tells this time that they were asked from others: in seconds since 1970."""
        return int(self.asked_at.timestamp())


def standing(requirement: Requirement | None) -> str:
    """How it stands with what is required of a resource, in all that its form can change."""
    if requirement is None or requirement.ended_at is not None:
        return standings.of(None)
    return standings.of(requirement.readers, requirement.category, requirement.due_on)


def checked_day(day: date | None, today: date) -> date:
    """The day by which something has to be read, today or later. Raises NotADayFromToday."""
    if day is None or not today <= day <= today + timedelta(days=FURTHEST):
        raise NotADayFromToday(FURTHEST)
    return day


def concerns(requirement: Requirement, role: Role | None, *, knows: bool) -> bool:
    """Whether somebody who is this at the desk has to read it. `knows`: they have the skill for its category."""
    if requirement.ended_at is not None or role not in ROLES[requirement.readers]:
        return False
    return requirement.category is None or knows


def due_for(requirement: Requirement, today: date, *, is_later: bool) -> datetime:
    """By when somebody has to have read it, who is asked today.

    `is_later`: they are asked by themselves, since they joined or there is a new version: they have a week at least.
    """
    day = max(requirement.due_on, today + AT_LEAST) if is_later else requirement.due_on
    return datetime.combine(day, NOON)


def next_reminder(due_on: date, zone: ZoneInfo, after: datetime) -> datetime:
    """When somebody is reminded next: at nine, where they are; two days before, on the day, then every week."""
    late = (after.astimezone(zone).date() - due_on) // WEEKLY
    days = [due_on - EARLY, due_on, *(due_on + weeks * WEEKLY for weeks in range(max(1, late), max(1, late) + 3))]
    return next(at for day in days if (at := local(day, NINE, zone)) > after)


def office_hours(zone: ZoneInfo) -> Schedule:
    """When somebody works of whom nobody has said it: Monday to Friday from nine to five, where they are."""
    return hours.schedule({"timezone": zone.key, "weekly": OFFICE_HOURS}) or ALWAYS


def when(due_on: date, today: date) -> When:
    """How a day stands to the one by which something has to be read."""
    if today < due_on:
        return When.BEFORE
    return When.TODAY if today == due_on else When.LATE
