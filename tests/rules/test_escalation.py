"""A ticket on its way up: what may follow what, where it is, until when somebody answers, what it comes to."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.rules import escalation as rules
from bot.rules.business_time import Schedule
from bot.rules.escalation import FOLLOWS, Escalation, State, Step, after, current, level, may_follow, tally
from bot.rules.refusals import NotPossibleNow
from bot.rules.vocabulary import PersonId, Priority
from tests.tickets import RAISED_AT, TICKET

DANA, ELI, LEA = (PersonId(name) for name in ("UDANA", "UELI", "ULEA"))
OPEN = replace(TICKET, assignee_id=DANA)
RAISED = Escalation(
    id=1,
    ticket_id=TICKET.id,
    cause="by:V1",
    level=2,
    skill=None,
    state=State.RAISED,
    raised_by=DANA,
    from_person=DANA,
    reason="It hums",
    tried="Kicking it",
    raised_at=RAISED_AT,
    acknowledge_by=RAISED_AT + timedelta(minutes=30),
    acknowledged_at=None,
    acknowledged_by=None,
    asked_by=None,
    question="",
    asks_back=0,
    ended_at=None,
    ended_by=None,
    end_note="",
)
OFFICE = Schedule.parse({"timezone": "Europe/Berlin", "weekly": {day: [["09:00", "17:00"]] for day in ("mon", "tue")}})


def at(minutes: int) -> datetime:
    return RAISED_AT + timedelta(minutes=minutes)


def steps(*taken: Step, first: Escalation = RAISED) -> Escalation:
    """An escalation after these, one each ten minutes, by Eli."""
    escalation = first
    for number, step in enumerate(taken, 1):
        escalation = after(escalation, step, ELI, at(10 * number), "words")
    return escalation


def test_whoever_acknowledges_is_known_and_nobody_else_has_to():
    acknowledged = steps(Step.ACKNOWLEDGE)
    assert (acknowledged.state, acknowledged.acknowledged_by) == (State.ACKNOWLEDGED, ELI)
    assert (acknowledged.acknowledged_at, acknowledged.acknowledge_by) == (at(10), None)


def test_a_question_waits_for_its_answer_and_then_goes_on_where_it_was():
    asked = steps(Step.ASK_BACK)
    assert (asked.state, asked.asked_by, asked.question) == (State.ASKED_BACK, ELI, "words")
    assert asked.acknowledge_by is None
    assert steps(Step.ASK_BACK, Step.ANSWER).state is State.RAISED
    assert steps(Step.ACKNOWLEDGE, Step.ASK_BACK, Step.ANSWER).state is State.ACKNOWLEDGED
    assert steps(Step.ASK_BACK, Step.ANSWER, Step.ASK_BACK).asks_back == 2


def test_asking_does_not_change_when_it_was_acknowledged():
    acknowledged = steps(Step.ACKNOWLEDGE, Step.ASK_BACK, Step.ACKNOWLEDGE)
    assert (acknowledged.state, acknowledged.acknowledged_at) == (State.ACKNOWLEDGED, at(10))


@pytest.mark.parametrize(
    ("step", "state"),
    [
        (Step.HAND_BACK, State.HANDED_BACK),
        (Step.REJECT, State.REJECTED),
        (Step.MOVE_UP, State.PASSED_ON),
        (Step.SETTLE, State.SETTLED),
    ],
)
def test_an_end_says_who_when_and_why(step: Step, state: State):
    ended = steps(Step.ACKNOWLEDGE, step)
    assert (ended.state, ended.ended_by, ended.ended_at, ended.end_note) == (state, ELI, at(20), "words")
    assert ended.is_over


@pytest.mark.parametrize("before", [(), (Step.ASK_BACK,)])
def test_nobody_hands_back_what_nobody_has_acknowledged(before: tuple[Step, ...]):
    with pytest.raises(NotPossibleNow):
        steps(*before, Step.HAND_BACK)


@given(some.lists(some.sampled_from(Step), max_size=12))
def test_whatever_is_tried_an_escalation_stays_true_to_itself(tried: list[Step]):
    escalation = RAISED
    for number, step in enumerate(tried, 1):
        before = escalation
        if not may_follow(escalation, step):
            with pytest.raises(NotPossibleNow):
                after(escalation, step, ELI, at(number), "words")
            continue
        escalation = after(escalation, step, ELI, at(number), "words")
        assert not before.is_over
        assert escalation.acknowledged_at == before.acknowledged_at or step is Step.ACKNOWLEDGE
        assert (escalation.ended_at is None) is not escalation.is_over
        assert (escalation.asked_by is not None) is (escalation.state is State.ASKED_BACK)
        assert escalation.acknowledge_by is None or escalation.state is State.RAISED
        assert escalation.asks_back == before.asks_back + (step is Step.ASK_BACK)
        if escalation.state in (State.ACKNOWLEDGED, State.HANDED_BACK):
            assert escalation.acknowledged_by is not None


def test_every_state_says_what_may_follow_it():
    assert set(FOLLOWS) == set(State)


def test_the_one_that_a_ticket_is_in_is_the_last_that_is_not_over():
    second = replace(RAISED, id=2, level=3)
    assert current([]) is None
    assert current([steps(Step.ACKNOWLEDGE), second]) == second
    assert current([steps(Step.ACKNOWLEDGE), steps(Step.REJECT, first=second)]) == steps(Step.ACKNOWLEDGE)
    assert current([steps(Step.REJECT)]) is None


def test_a_ticket_is_at_the_highest_level_that_took_it_and_kept_it():
    assert level(TICKET, [], at(60)) == 0
    assert level(OPEN, [], at(60)) == 1
    assert level(OPEN, [RAISED], at(60)) == 1
    assert level(OPEN, [steps(Step.ACKNOWLEDGE)], at(60)) == 2
    assert level(OPEN, [steps(Step.ACKNOWLEDGE, Step.HAND_BACK)], at(60)) == 1
    third = steps(Step.ACKNOWLEDGE, first=replace(RAISED, id=2, level=3))
    assert level(OPEN, [steps(Step.ACKNOWLEDGE, Step.MOVE_UP), third], at(60)) == 3
    given_back = after(third, Step.HAND_BACK, ELI, at(30), "words")
    assert level(OPEN, [steps(Step.ACKNOWLEDGE, Step.MOVE_UP), given_back], at(60)) == 2


def test_the_time_to_acknowledge_runs_in_the_hours_of_the_desk_but_for_urgent_tickets():
    evening = datetime(2026, 1, 5, 15, 45, tzinfo=UTC)  # a quarter to five in Berlin
    assert rules.acknowledge_by(evening, 1800, Priority.HIGH, None) == evening + timedelta(minutes=30)
    assert rules.acknowledge_by(evening, 1800, Priority.URGENT, OFFICE) == evening + timedelta(minutes=30)
    assert rules.acknowledge_by(evening, 1800, Priority.HIGH, OFFICE) == datetime(2026, 1, 6, 8, 15, tzinfo=UTC)


def test_nobody_is_told_outside_of_their_hours_unless_it_is_urgent():
    night = datetime(2026, 1, 5, 22, 0, tzinfo=UTC)
    assert rules.heard_at(night, Priority.NORMAL, OFFICE) == datetime(2026, 1, 6, 8, 0, tzinfo=UTC)
    assert rules.heard_at(night, Priority.URGENT, OFFICE) == night
    assert rules.heard_at(night, Priority.NORMAL, None) == night
    assert rules.heard_at(RAISED_AT, Priority.NORMAL, OFFICE) == RAISED_AT


def test_each_level_is_given_the_time_in_which_it_had_the_ticket():
    second = steps(Step.ACKNOWLEDGE, Step.ASK_BACK, Step.ANSWER, Step.MOVE_UP)  # at 10 minutes, until 40
    third = after(replace(RAISED, id=2, level=3), Step.ACKNOWLEDGE, LEA, at(40))
    third = after(third, Step.HAND_BACK, LEA, at(55), "words")
    counted = tally(OPEN, [second, third], at(60))
    assert counted.per_level == {1: timedelta(minutes=10), 2: timedelta(minutes=35), 3: timedelta(minutes=15)}
    assert (counted.asks_back, counted.hand_backs, counted.rejections) == (1, 1, 0)


def test_the_time_per_level_ends_with_the_solution():
    solved = replace(OPEN, solved_at=at(30))
    assert tally(solved, [steps(Step.ACKNOWLEDGE)], at(90)).per_level == {
        1: timedelta(minutes=10),
        2: timedelta(minutes=20),
    }


@given(some.lists(some.tuples(some.sampled_from(Step), some.integers(1, 3)), max_size=10))
def test_the_times_of_all_levels_are_the_life_of_the_ticket(tried: list[tuple[Step, int]]):
    escalations: list[Escalation] = []
    for number, (step, at_level) in enumerate(tried, 1):
        if not escalations or escalations[-1].is_over:
            escalations.append(replace(RAISED, id=number, level=at_level))
        elif may_follow(escalations[-1], step):
            escalations[-1] = after(escalations[-1], step, ELI, at(number))
    assert sum(tally(OPEN, escalations, at(60)).per_level.values(), timedelta()) == timedelta(minutes=60)
