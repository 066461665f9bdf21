"""What a desk reads at the beginning of a working day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.rules.anomalies import Anomaly, CauseKind
from bot.rules.backlog import Backlog
from bot.rules.digest import Cause
from bot.rules.naming import NamedTickets
from bot.rules.opening_hours import OpeningHours
from bot.rules.reminders import local
from bot.rules.reports import Window
from bot.rules.vocabulary import CategoryKey
from bot.rules.working_days import last_before

MIDNIGHT, ONE_DAY = time(), timedelta(days=1)
LISTED = 5  # tickets of a list: more than that is not read on a phone


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody who said that they are not there."""

    name: str
    until: datetime | None  # None: they did not say


@dataclass(frozen=True, slots=True)
class StandUp:
    """A desk's morning."""

    day: date
    since: date  # the first day of which what came is counted: yesterday, or the working day before a weekend
    came: Mapping[CategoryKey | None, int]  # tickets by category, most first; None: they have none
    solved: int
    backlog: Backlog
    urgent: NamedTickets  # unsolved
    due: NamedTickets  # a target runs out today, or ran out
    away: tuple[Away, ...]
    anomalies: tuple[Anomaly, ...]  # of the last seven days, that were none on the working day before
    categories: Mapping[str, str]  # names by keys
    causes: Mapping[tuple[CauseKind, int], Cause]
    as_of: datetime


def since(hours: OpeningHours, day: date) -> date:
    """The first day that the note of a working day looks back on: no day is left out, and none comes twice."""
    return last_before(hours, day)


def looks_back_on(hours: OpeningHours, day: date) -> Window:
    """From when until when that is: from midnight to midnight by the desk's clocks."""
    return Window(local(since(hours, day), MIDNIGHT, hours.zone), local(day, MIDNIGHT, hours.zone))


def ends(hours: OpeningHours, day: date) -> datetime:
    """The midnight that ends a day."""
    return local(day + ONE_DAY, MIDNIGHT, hours.zone)
