"""Targets as other projects' tests expect them: inputs and answers, restated; each names its source."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.rules.business_time import Schedule
from bot.rules.records import Policy, TicketClock
from bot.rules.vocabulary import Status, Target
from tests.course import Life

SHARED = json.loads((Path(__file__).parents[1] / "data" / "business_time.json").read_text())
SCHEDULES = {name: Schedule.parse(document) for name, document in SHARED["schedules"].items()}
FIRST, RESOLUTION = Target.FIRST_RESPONSE, Target.RESOLUTION


def at(written: str) -> datetime:
    return datetime.fromisoformat(written)


DUE_CASES = [case for case in SHARED["cases"] if case["op"] == "response_and_resolution_due"]
TIMELINES = [case for case in SHARED["cases"] if case["op"] == "ticket_timeline"]


def _policy(asked: Mapping[str, Any]) -> Policy:
    return Policy(
        first_response=60 * asked["response_target_minutes"], resolution=60 * asked["resolution_target_minutes"]
    )


@pytest.mark.parametrize("case", DUE_CASES, ids=lambda case: f"{case['id']}: {case['source']}")
def test_targets_are_due_when_other_projects_expect_it(case):
    asked, hours = case["input"], SCHEDULES[case["schedule"]]
    created = at(asked["created"])
    life = Life(hours, _policy(asked), created)
    if asked["hold_seconds"]:
        life.moves(Status.ON_HOLD, created)
        life.moves(Status.OPEN, hours.add(created, asked["hold_seconds"]))
    for name, target in (("response_due", FIRST), ("resolution_due", RESOLUTION)):
        due, expected = life.due(target), at(case["expected"][name])
        assert due is not None
        if case.get("compare") == "business_equivalent":
            assert hours.elapsed(due, expected) == hours.elapsed(expected, due) == 0, case["source"]
        else:
            assert due == expected, case["source"]


@pytest.mark.parametrize("case", TIMELINES, ids=lambda case: f"{case['id']}: {case['source']}")
def test_a_ticket_goes_as_other_projects_expect(case):
    hours = SCHEDULES[case["schedule"]]
    created, *later = case["expected"]["steps"]
    life = Life(hours, _policy(case["input"]), at(created["at"]))
    _expect(life, created, case["source"])
    for step in later:
        _live(life, step["event"], at(step["at"]))
        _expect(life, step, case["source"])


def _live(life: Life, event: str, now: datetime) -> None:
    if event.startswith("agent reply") or (event == "Replied" and life.ticket.first_response_at is None):
        life.replies(now)  # there, a reply is what makes a ticket wait for the customer
    statuses = {"Replied": Status.PENDING, "Open": Status.OPEN, "Resolved": Status.SOLVED, "Closed": Status.CLOSED}
    word = event.rpartition(", ")[2]
    if word in statuses:
        life.moves(statuses[word], now)
    else:
        life.is_looked_at(now)


def _expect(life: Life, step: Mapping[str, Any], source: str) -> None:
    told = {
        "sla_status": lambda: _standing(life),
        "response_due": lambda: life.due(FIRST),
        "resolution_due": lambda: life.due(RESOLUTION),
        "first_responded_on": lambda: life.clock(FIRST).ended_at,
        "resolution_seconds": lambda: life.clock(RESOLUTION).spent,
        "hold_seconds": lambda: _paused(life),
        "response_late_seconds": lambda: _late(life.clock(FIRST)),
        "resolution_late_seconds": lambda: _late(life.clock(RESOLUTION)),
    }
    for name, answer in told.items():
        if name in step:
            expected = step[name]
            is_instant = isinstance(expected, str) and expected[:2] == "20"
            assert answer() == (at(expected) if is_instant else expected), (name, source)


def _standing(life: Life) -> str:
    """The word that the source uses for all clocks of a ticket together."""
    if any(clock.breached_at for clock in life.clocks):
        return "Failed"
    if life.ticket.solved_at is not None:
        return "Fulfilled"
    if life.course.spans(life.clock(RESOLUTION))[-1].still_in is not None:
        return "Paused"
    return "First Response Due" if life.clock(FIRST).ended_at is None else "Resolution Due"


def _late(clock: TicketClock) -> int | None:
    assert clock.seconds is not None
    return clock.spent - clock.seconds if clock.spent is not None and clock.spent > clock.seconds else None


def _paused(life: Life) -> int:
    assert life.hours is not None
    course = life.course.spans(life.clock(RESOLUTION))
    return sum(
        life.hours.elapsed(span.began_at, span.ended_at or life.now) for span in course if span.still_in is not None
    )
