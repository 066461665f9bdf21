"""Who is there: what agents say of themselves, their working hours, and when the next one comes."""

from collections.abc import Iterable
from datetime import datetime

from bot.rules.business_time import Schedule
from bot.rules.records import Absence


def is_absent(absence: Absence | None, at: datetime) -> bool:
    """Whether what somebody said of themselves keeps them away at an instant."""
    if absence is None or absence.ended_at is not None:
        return False
    return absence.until is None or at < absence.until


def is_here(absence: Absence | None, schedule: Schedule | None, at: datetime) -> bool:
    """Whether somebody is there for tickets: not absent, and inside their hours. Without hours they always are."""
    return not is_absent(absence, at) and (schedule is None or schedule.is_open(at))


def here_next(absence: Absence | None, schedule: Schedule | None, at: datetime) -> datetime | None:
    """When somebody is there next; `at` itself when they are, None when nobody can tell."""
    if absence is not None and is_absent(absence, at):
        if absence.until is None:
            return None
        at = absence.until
    return at if schedule is None else schedule.next_open(at)


def soonest(instants: Iterable[datetime | None]) -> datetime | None:
    """The first of these instants that is known."""
    return min((at for at in instants if at is not None), default=None)


def seconds_there(absences: Iterable[Absence], schedule: Schedule, since: datetime, until: datetime) -> int:
    """The seconds of somebody's hours within a period that no absence of theirs took away. Absences are in order."""
    there, begin = 0, since
    for absence in absences:
        there += schedule.elapsed(begin, min(absence.since, until))
        begin = max(begin, absence.ended_at or absence.until or until)
    return there + schedule.elapsed(begin, until)
