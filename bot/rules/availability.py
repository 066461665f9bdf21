"""Who is there: what agents say of themselves, their working hours, and when the next one comes."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.rules.assignment import AssignmentSettings
from bot.rules.business_time import Schedule
from bot.rules.records import Absence, Sign
from bot.rules.vocabulary import PersonId

FRESH = timedelta(minutes=10)  # after it, what Slack said counts no more: better a ticket too many than nobody at all


def is_absent(absence: Absence | None, at: datetime) -> bool:
    """Whether what somebody said of themselves keeps them away at an instant."""
    if absence is None or absence.ended_at is not None:
        return False
    return absence.until is None or at < absence.until


def counting(sign: Sign | None, settings: AssignmentSettings, at: datetime) -> Sign | None:
    """As much of what Slack said as a desk minds, while it is fresh."""
    if sign is None or at - sign.read_at > FRESH:
        return None
    if not settings.mind_presence:
        sign = replace(sign, is_active=True)
    return sign if settings.mind_do_not_disturb else replace(sign, quiet_since=None, quiet_until=None)


def is_quiet(sign: Sign | None, at: datetime) -> bool:
    """Whether somebody does not want to be disturbed at an instant."""
    if sign is None or sign.quiet_since is None or sign.quiet_until is None:
        return False
    return sign.quiet_since <= at < sign.quiet_until


def is_here(absence: Absence | None, schedule: Schedule | None, at: datetime, sign: Sign | None = None) -> bool:
    """Whether somebody is there for tickets: not absent, and inside their hours. Without hours they always are.

    `sign` is what counts of that which Slack said of them.
    """
    if is_absent(absence, at) or is_quiet(sign, at) or (sign is not None and not sign.is_active):
        return False
    return schedule is None or schedule.is_open(at)


def here_next(
    absence: Absence | None, schedule: Schedule | None, at: datetime, sign: Sign | None = None
) -> datetime | None:
    """When somebody is there next; `at` itself when they are, None when nobody can tell."""
    if sign is not None and not sign.is_active:
        return None
    if absence is not None and is_absent(absence, at):
        if absence.until is None:
            return None
        at = absence.until
    if sign is not None and sign.quiet_until is not None and is_quiet(sign, at):
        at = sign.quiet_until
    return at if schedule is None else schedule.next_open(at)


def soonest(instants: Iterable[datetime | None]) -> datetime | None:
    """The first of these instants that is known."""
    return min((at for at in instants if at is not None), default=None)


def to_call(leads: Sequence[PersonId], team: Sequence[PersonId], away: Collection[PersonId]) -> list[PersonId]:
    """Who hears of what cannot wait: the leads who have not said that they are away, else anybody, else the leads."""
    groups = ([person for person in group if person not in away] for group in (leads, team))
    return next((group for group in groups if group), list(leads))


def seconds_there(absences: Iterable[Absence], schedule: Schedule, since: datetime, until: datetime) -> int:
    """The seconds of somebody's hours within a period that no absence of theirs took away. Absences are in order."""
    there, begin = 0, since
    for absence in absences:
        there += schedule.elapsed(begin, min(absence.since, until))
        begin = max(begin, absence.ended_at or absence.until or until)
    return there + schedule.elapsed(begin, until)
