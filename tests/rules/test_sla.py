"""Targets and their clocks: policies, pauses, changes, reopening, warnings."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules import sla
from bot.rules.business_time import Schedule
from bot.rules.opening_hours import WEEKDAYS
from bot.rules.records import Policy
from bot.rules.vocabulary import CategoryKey, Priority, Status, Target
from tests.course import Life

OFFICE = Schedule.parse(
    {"timezone": "Europe/Berlin", "weekly": {day: [["09:00", "17:00"]] for day in WEEKDAYS[:5]}},
)
HOUR = 3600
FIRST, NEXT, RESOLUTION = Target.FIRST_RESPONSE, Target.NEXT_RESPONSE, Target.RESOLUTION
PROMISES = Policy(first_response=HOUR, next_response=2 * HOUR, resolution=4 * HOUR)
WARN_AT = (50, 75, 90)


def at(written: str) -> datetime:
    return datetime.fromisoformat(written)


def monday(hour: int, minute: int = 0, second: int = 0, *, day: int = 5) -> datetime:
    """In Berlin, 5 January 2026 or another day of that month."""
    return at(f"2026-01-{day:02}T{hour:02}:{minute:02}:{second:02}+01:00").astimezone(UTC)


# Policies


def test_the_first_policy_that_matches_category_and_priority_counts():
    urgent = Policy(priorities=(Priority.URGENT,), first_response=1)
    urgent_access = Policy((CategoryKey("access"),), (Priority.URGENT, Priority.HIGH), 2)
    access, rest = Policy((CategoryKey("access"),), first_response=3), Policy(first_response=4)
    policies = (urgent, urgent_access, access, rest)
    found = {
        (category, priority): sla.policy_for(policies, None if category is None else CategoryKey(category), priority)
        for category in ("access", "vpn", None)
        for priority in (Priority.URGENT, Priority.HIGH, Priority.LOW)
    }
    assert found["access", Priority.URGENT] is urgent
    assert found["access", Priority.HIGH] is urgent_access
    assert found["access", Priority.LOW] is access
    assert found["vpn", Priority.HIGH] is rest
    assert found[None, Priority.LOW] is rest
    assert sla.policy_for((urgent,), None, Priority.LOW) is None


def test_what_the_policy_does_not_promise_has_no_clock():
    life = Life(OFFICE, Policy(resolution=HOUR), monday(9))
    assert [clock.target for clock in life.clocks] == [RESOLUTION]
    assert Life(OFFICE, None, monday(9)).clocks == ()


def test_a_target_in_calendar_time_runs_at_night():
    life = Life(OFFICE, replace(PROMISES, in_calendar_time=True), monday(18))
    assert life.due(FIRST) == monday(19)
    assert Life(OFFICE, PROMISES, monday(18)).due(FIRST) == monday(10, day=6)


# First response


def test_an_answer_in_the_evening_to_a_due_time_of_closing_is_on_time():
    life = Life(OFFICE, PROMISES, monday(16))
    assert life.due(FIRST) == monday(17)
    life.replies(monday(22))
    assert (life.clock(FIRST).spent, life.clock(FIRST).breached_at) == (HOUR, None)


def test_a_second_more_than_the_target_is_a_breach_and_the_target_itself_is_not():
    on_time = Life(OFFICE, PROMISES, monday(9)).replies(monday(10))
    assert on_time.clock(FIRST).breached_at is None
    late = Life(OFFICE, PROMISES, monday(9)).replies(monday(10, 0, 1))
    assert (late.clock(FIRST).breached_at, late.clock(FIRST).spent) == (monday(10), HOUR + 1)


def test_a_weekend_ticket_answered_on_the_weekend_has_no_business_seconds_not_null():
    life = Life(OFFICE, PROMISES, monday(12, day=10)).replies(monday(13, day=10))
    assert life.clock(FIRST).spent == 0


@pytest.mark.parametrize("status", [Status.OPEN, Status.PENDING, Status.ON_HOLD])
def test_no_status_stops_the_response_clock(status):
    life = Life(OFFICE, PROMISES, monday(9)).moves(status, monday(9, 30)).is_looked_at(monday(11))
    assert life.due(FIRST) == monday(10)
    assert life.clock(FIRST).ended_at is None
    assert life.clock(FIRST).breached_at == monday(10)


def test_a_ticket_that_staff_open_has_no_first_response_target_but_answers_are_due():
    life = Life(OFFICE, PROMISES, monday(9), owes_first_response=False)
    assert [clock.target for clock in life.clocks] == [RESOLUTION]
    life.asks(monday(10))
    assert life.due(NEXT) == monday(12)


def test_a_solution_without_an_answer_leaves_the_response_unjudged_and_a_reopening_goes_on():
    life = Life(OFFICE, PROMISES, monday(9)).moves(Status.SOLVED, monday(9, 30)).is_looked_at(monday(15))
    assert (life.clock(FIRST).ended_at, life.clock(FIRST).breached_at) == (None, None)
    life.moves(Status.OPEN, monday(15))
    assert life.due(FIRST) == monday(15, 30)


def test_what_is_closed_without_an_answer_ends_unjudged():
    life = Life(OFFICE, PROMISES, monday(9)).moves(Status.CLOSED, monday(9, 30))
    assert [(clock.ended_at, clock.spent) for clock in life.clocks] == [(monday(9, 30), None)] * 2


# Next response


def test_the_oldest_unanswered_message_starts_the_next_response_and_more_of_them_do_not_move_it():
    life = Life(OFFICE, PROMISES, monday(9)).asks(monday(9, 10)).replies(monday(9, 30))
    assert [clock.target for clock in life.clocks] == [FIRST, RESOLUTION]
    life.asks(monday(10)).asks(monday(11))
    assert life.due(NEXT) == monday(12)
    life.replies(monday(11, 30))
    assert (life.clock(NEXT).spent, life.clock(NEXT).ended_at) == (5400, monday(11, 30))
    life.asks(monday(13))
    assert life.clock(NEXT, 1).due_at == monday(15)
    assert life.clock(NEXT).spent == 5400


def test_a_solution_ends_the_wait_for_the_next_answer_unjudged():
    life = Life(OFFICE, PROMISES, monday(9)).replies(monday(9, 30)).asks(monday(10)).moves(Status.SOLVED, monday(11))
    assert (life.clock(NEXT).ended_at, life.clock(NEXT).spent) == (monday(11), None)


# Resolution


def test_a_hold_moves_the_due_instant_by_the_business_time_paused():
    until_six = Schedule.parse({"timezone": "Europe/Berlin", "weekly": {d: [["10:00", "18:00"]] for d in WEEKDAYS}})
    for seconds, due in ((HOUR, monday(18)), (HOUR + 1, monday(10, 0, 1, day=6))):
        life = Life(until_six, Policy(resolution=4 * HOUR), monday(13)).moves(Status.ON_HOLD, monday(14))
        assert life.due(RESOLUTION) is None
        life.moves(Status.OPEN, monday(14) + timedelta(seconds=seconds))
        assert life.due(RESOLUTION) == due


def test_replies_never_move_the_resolution():
    life = Life(OFFICE, PROMISES, monday(9))
    before = life.due(RESOLUTION)
    life.replies(monday(10)).asks(monday(11)).replies(monday(12))
    assert life.due(RESOLUTION) == before == monday(13)


def test_a_change_of_priority_is_counted_from_creation_and_keeps_the_pauses():
    life = Life(OFFICE, PROMISES, monday(9)).moves(Status.PENDING, monday(10)).moves(Status.OPEN, monday(11))
    assert life.due(RESOLUTION) == monday(14)
    life.is_promised(Policy(first_response=600, resolution=2 * HOUR), monday(11, 30))
    assert life.due(RESOLUTION) == monday(12)
    assert life.clock(FIRST).breached_at == monday(9, 10)
    life.is_promised(PROMISES, monday(11, 40))
    assert life.due(RESOLUTION) == monday(14)


def test_an_event_is_judged_by_the_target_in_force_when_it_happened():
    life = Life(OFFICE, PROMISES, monday(9)).replies(monday(9, 50))
    life.is_promised(Policy(first_response=600, resolution=HOUR), monday(9, 55))
    assert life.clock(FIRST).breached_at is None
    assert life.clock(FIRST).seconds == HOUR


def test_nothing_is_promised_afterwards_for_what_has_happened():
    life = Life(OFFICE, None, monday(9)).replies(monday(9, 30)).is_promised(PROMISES, monday(10))
    assert [clock.target for clock in life.clocks] == [RESOLUTION]


def test_a_ticket_that_is_reopened_goes_on_where_it_was_solved():
    life = Life(OFFICE, PROMISES, monday(9)).moves(Status.SOLVED, monday(10))
    assert (life.clock(RESOLUTION).spent, life.clock(RESOLUTION).ended_at) == (HOUR, monday(10))
    life.moves(Status.OPEN, monday(14))
    assert (life.clock(RESOLUTION).spent, life.due(RESOLUTION)) == (None, monday(17))
    life.moves(Status.SOLVED, monday(15)).moves(Status.CLOSED, monday(16))
    assert (life.clock(RESOLUTION).spent, life.clock(RESOLUTION).ended_at) == (2 * HOUR, monday(15))


def test_a_ticket_that_pends_from_the_beginning_starts_paused():
    life = Life(OFFICE, PROMISES, monday(9)).moves(Status.PENDING, monday(9)).is_looked_at(monday(16))
    assert [span.still_in for span in life.course.spans(life.clock(RESOLUTION))] == [Status.PENDING]
    assert life.due(RESOLUTION) is None


def test_a_policy_that_promises_it_no_longer_stops_asking_for_it_and_one_that_does_again_goes_on():
    life = Life(OFFICE, PROMISES, monday(9)).is_promised(None, monday(10))
    assert (life.clock(RESOLUTION).seconds, life.due(RESOLUTION)) == (None, None)
    life.is_promised(PROMISES, monday(11))
    assert life.due(RESOLUTION) == monday(13)


# Warnings


def _wakes(life: Life, target: Target) -> Iterator[tuple[datetime, int]]:
    """When there is something to tell, and what, as it is told."""
    while (wake := sla.next_wake(life.course, life.clock(target), WARN_AT)) is not None:
        life.is_looked_at(wake)
        percent = sla.to_tell(life.course, life.clock(target), WARN_AT)
        yield wake, percent
        life.clocks = tuple(replace(c, fired=percent) if c.target is target else c for c in life.clocks)


def test_it_warns_at_half_three_quarters_and_nine_tenths_and_breaches_a_second_after_the_target():
    life = Life(OFFICE, Policy(resolution=4 * HOUR), monday(9))
    assert list(_wakes(life, RESOLUTION)) == [
        (monday(11), 50),
        (monday(12), 75),
        (monday(12, 36), 90),
        (monday(13, 0, 1), 100),
    ]


def test_a_breach_at_closing_time_comes_with_the_next_opening():
    life = Life(OFFICE, Policy(resolution=8 * HOUR), monday(9))
    *_, (breach, _percent) = _wakes(life, RESOLUTION)
    assert breach == monday(9, 0, 1, day=6)


def test_nothing_is_told_while_the_clock_stands_still():
    life = Life(OFFICE, Policy(resolution=4 * HOUR), monday(9)).moves(Status.ON_HOLD, monday(10))
    assert sla.next_wake(life.course, life.clock(RESOLUTION), WARN_AT) is None
    late = Life(OFFICE, Policy(resolution=HOUR), monday(9)).moves(Status.ON_HOLD, monday(11))
    assert late.clock(RESOLUTION).breached_at == monday(10)
    assert sla.to_tell(late.course, late.clock(RESOLUTION), WARN_AT) == 0


def test_of_several_percentages_reached_at_once_the_highest_is_told():
    life = Life(OFFICE, Policy(resolution=4 * HOUR), monday(9)).is_looked_at(monday(9, day=8))
    assert sla.to_tell(life.course, life.clock(RESOLUTION), WARN_AT) == 100


def test_the_nearest_target_is_the_one_due_next():
    life = Life(OFFICE, PROMISES, monday(9))
    first = sla.nearest(life.clocks)
    assert first is not None
    assert first.target is FIRST
    life.replies(monday(9, 5))
    assert sla.nearest(life.clocks) == life.clock(RESOLUTION)
    life.moves(Status.PENDING, monday(9, 10))
    assert sla.nearest(life.clocks) is None


# Whatever happens

STATUSES = (Status.OPEN, Status.PENDING, Status.ON_HOLD, Status.SOLVED)
events = st.lists(
    st.tuples(st.integers(1, 40_000), st.sampled_from(("replies", "asks", *STATUSES))), min_size=1, max_size=12
)


def _lived(story: Sequence[tuple[int, str]]) -> Life:
    life, now = Life(OFFICE, PROMISES, monday(8)), monday(8)
    for seconds, event in story:
        now += timedelta(seconds=seconds)
        if isinstance(event, Status):
            life.moves(event, now)
        else:
            getattr(life, event)(now)
    return life


@given(events)
def test_the_spans_of_every_clock_follow_each_other_and_make_its_sum(story):
    life = _lived(story)
    for clock in life.clocks:
        course = life.course.spans(clock)
        assert course[0].began_at == clock.began_at
        assert course[-1].ended_at == clock.ended_at
        for one, other in pairwise(course):
            assert one.ended_at == other.began_at
            assert one.still_in is not other.still_in
        if clock.spent is not None:
            assert clock.spent == sla.elapsed(course, OFFICE, life.now)


@given(events)
def test_a_running_clock_is_due_when_its_target_has_passed(story):
    life = _lived(story)
    for clock in life.clocks:
        if clock.ended_at is None and clock.due_at is not None and clock.breached_at is None:
            assert clock.seconds == OFFICE.elapsed(life.now, clock.due_at) + life.course.elapsed(clock)


@given(events)
def test_following_a_second_time_changes_nothing(story):
    life = _lived(story)
    assert sla.follow(life.course, life.clocks) == life.clocks


@given(events)
def test_the_reading_of_a_clock_is_the_sum_of_its_spans(story):
    life = _lived(story)
    for clock in life.clocks:
        reading = sla.read(life.course, clock)
        assert reading.spent == sum(seconds for _, seconds in reading.spans) == life.course.elapsed(clock)
        assert all(seconds == 0 for span, seconds in reading.spans if span.still_in is not None)
