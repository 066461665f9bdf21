"""When things happen in a week, by the clocks of a place."""

from datetime import UTC, datetime

from bot.rules.heat import by_hour


def test_hours_and_days_are_those_of_the_zone():
    sunday = datetime(2026, 1, 4, 23, 30, tzinfo=UTC)
    assert by_hour([sunday], "UTC")[6][23] == 1
    counts = by_hour([sunday, sunday], "Europe/Madrid")
    assert counts[0][0] == 2
    assert sum(map(sum, counts)) == 2


def test_the_hour_that_comes_twice_is_one():
    once, again = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert by_hour([once, again], "Europe/Madrid")[6][2] == 2
