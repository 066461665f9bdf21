"""Who is there."""

from datetime import datetime, timedelta

import pytest

from bot.rules.availability import here_next, is_here, seconds_there, soonest
from bot.rules.business_time import ALWAYS, Schedule
from bot.rules.records import Absence
from bot.rules.vocabulary import PersonId, Presence
from tests.tickets import RAISED_AT

NINE_TO_FIVE = Schedule.parse({"timezone": "UTC", "weekly": {day: [["09:00", "17:00"]] for day in ("mon", "tue")}})
HOUR = timedelta(hours=1)


def absence(since: float, until: float | None, ended: float | None = None) -> Absence:
    """Hours from Monday at nine."""

    def at(hours: float | None) -> datetime | None:
        return None if hours is None else RAISED_AT + timedelta(hours=hours)

    return Absence(1, PersonId("U1"), Presence.AWAY, RAISED_AT + timedelta(hours=since), at(until), at(ended))


@pytest.mark.parametrize(
    ("gone", "hours", "is_there"),
    [
        (None, 0, True),
        (None, 8, False),  # at closing
        (absence(0, 2), 1, False),
        (absence(0, 2), 2, True),
        (absence(0, 2, ended=1), 1.5, True),
        (absence(0, None), 7, False),
        (absence(0, None, ended=1), 7, True),
    ],
)
def test_somebody_is_there_in_their_hours_unless_they_said_otherwise(
    gone: Absence | None,
    hours: float,
    is_there: bool,  # noqa: FBT001  a parameter
):
    assert is_here(gone, NINE_TO_FIVE, RAISED_AT + hours * HOUR) is is_there


def test_without_hours_somebody_is_always_there():
    assert is_here(None, None, RAISED_AT + 12 * HOUR)


@pytest.mark.parametrize(
    ("gone", "hours", "comes"),
    [(None, 1, 1), (None, 9, 24), (absence(0, 2), 1, 2), (absence(0, 9), 1, 24), (absence(0, None), 1, None)],
)
def test_when_somebody_is_there_next(gone: Absence | None, hours: float, comes: float | None):
    expected = None if comes is None else RAISED_AT + comes * HOUR
    assert here_next(gone, NINE_TO_FIVE, RAISED_AT + hours * HOUR) == expected


def test_the_soonest_of_those_that_are_known():
    assert soonest([None, RAISED_AT + HOUR, RAISED_AT]) == RAISED_AT
    assert soonest([None]) is None


def test_absences_take_working_time_away():
    gone = [absence(1, 2), absence(3, None, ended=3.5), absence(10, 20), absence(30, None)]
    assert seconds_there(gone, NINE_TO_FIVE, RAISED_AT, RAISED_AT + 48 * HOUR) == (8 - 1.5 + 6) * 3600
    assert seconds_there([absence(-5, None)], ALWAYS, RAISED_AT, RAISED_AT + HOUR) == 0
    assert seconds_there([], ALWAYS, RAISED_AT, RAISED_AT + HOUR) == 3600
