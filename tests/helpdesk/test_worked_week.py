"""One week of six tickets, every share of it worked out by hand, from what a file tells to what a report says."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.helpdesk import reports
from bot.rules.metrics import Share, Spread
from bot.rules.reports import Ask, Dimension, Figures
from bot.rules.vocabulary import DeskId
from tests.carrying import brought
from tests.office import Office
from tests.pasts import NINE, event, line
from tests.world import Clock

DAY = 24 * 60  # minutes
WEEK = Ask((DeskId("IT"),), datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 9, tzinfo=UTC), "UTC")
MINUTE = timedelta(minutes=1)


def said(minutes: float, by: str = "UDANA") -> dict[str, object]:
    return event(minutes, "agent_public_reply", by=by)


def solved(minutes: float) -> dict[str, object]:
    return event(minutes, "status", to="solved", by="UDANA")


LINES = (
    # Answered after 30 minutes, solved after an hour, praised: one answer, never reopened.
    line(said(30), solved(60), event(70, "rated", score=5), key="OLD-1"),
    # Two answers, of which the second came 20 minutes after a question; a rating of 3.
    line(said(10), event(20, "requester_reply"), said(40), solved(50), event(60, "rated", score=3), key="OLD-2"),
    # Solved after 20 minutes, reopened, solved after two hours; first a 4, which the 2 replaced.
    line(
        *(said(10), solved(20), event(60, "requester_reply", text="It is back"), said(90), solved(120)),
        *(event(130, "rated", score=4), event(140, "rated", score=2)),
        key="OLD-3",
    ),
    # Solved without a word, asked, and never rated.
    line(solved(40), event(40, "surveyed"), key="OLD-4"),
    # Nobody has looked at it since Tuesday, nine o'clock.
    line(event(DAY, "created"), key="OLD-5"),
    # The same as the first.
    line(event(10, "merged", into="OLD-1"), key="OLD-6"),
)


@pytest.fixture
def clock() -> Clock:
    """Two months later."""
    return Clock(datetime(2026, 5, 4, 9, 0, tzinfo=UTC))


@pytest.fixture
async def week(office: Office) -> Figures:
    """What a report says of it."""
    await brought(office, LINES)
    return (await office.see(reports.count, WEEK)).total


async def test_the_merged_ticket_is_in_no_number_and_the_others_are(week: Figures) -> None:
    assert (week.created, week.solved, week.backlog.n, week.unanswered.n) == (5, 4, 1, 1)


async def test_what_waits_is_as_old_as_it_is_when_the_week_ends(week: Figures) -> None:
    """From Tuesday, nine o'clock, to Sunday's midnight: five days and 15 hours."""
    assert week.backlog.oldest == week.unanswered.oldest == timedelta(days=5, hours=15)


async def test_first_responses_are_those_that_were_given(week: Figures) -> None:
    """10, 10 and 30 minutes: the median is 10; p90 lies four fifths of the way from 10 to 30, at 26."""
    assert week.first_response.calendar == Spread(3, 10 * MINUTE, 26 * MINUTE)


async def test_a_ticket_solved_without_a_word_stands_apart(week: Figures) -> None:
    assert week.without_answer == 1


async def test_next_responses_are_of_questions_after_the_first_answer(week: Figures) -> None:
    """20 minutes of the second ticket, and 30 of the third, whose requester wrote that it was back."""
    assert week.next_response.calendar == Spread(2, 25 * MINUTE, 29 * MINUTE)


async def test_a_reopened_ticket_counts_with_its_first_solution_and_with_its_last(week: Figures) -> None:
    """60, 50, 20 and 40 minutes: the median is 45. In the end the third took 120, so then it is 55."""
    assert week.first_resolution.calendar.median == 45 * MINUTE
    assert week.full_resolution.calendar.median == 55 * MINUTE


async def test_csat_counts_the_latest_rating_of_each_and_3_is_not_positive(week: Figures) -> None:
    """5, 3, and the 2 that replaced a 4: one of three."""
    assert week.satisfied == Share(1, 3)
    assert week.satisfied.percentage is None  # too few answers


async def test_the_response_rate_is_of_those_who_were_asked(week: Figures) -> None:
    """Four were asked, and three have answered."""
    assert week.rated == Share(3, 4)


async def test_one_of_four_solved_tickets_was_reopened(week: Figures) -> None:
    assert week.reopened == Share(1, 4)


async def test_one_touch_is_exactly_one_answer(week: Figures) -> None:
    """The first ticket has one answer; two and three have two, and the fourth has none."""
    assert (week.one_touch, week.first_contact) == (Share(1, 4), Share(1, 4))


async def test_the_week_before_and_the_one_after_have_nothing_of_it_but_what_waits(office: Office) -> None:
    """The period begins with its first instant and ends before its last: nine o'clock on Monday is the next one's."""
    await brought(office, LINES)
    before = Ask(WEEK.desk_ids, NINE - timedelta(days=7), NINE, "UTC")
    assert (await office.see(reports.count, before)).total == Figures()
    at_nine = Ask(WEEK.desk_ids, NINE, NINE + MINUTE, "UTC", Dimension.DAY)
    assert (await office.see(reports.count, at_nine)).total.created == 4
