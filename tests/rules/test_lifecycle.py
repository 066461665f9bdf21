"""The life of a ticket on paper: what may follow what, and what each step writes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.lifecycle import MAY_FOLLOW, Due, due, may_follow, stamps
from bot.rules.records import DeskSettings, Ticket
from bot.rules.vocabulary import UNSOLVED, Closure, PersonId, Status
from tests.tickets import TICKET

NOW = datetime(2026, 1, 6, 9, 0, tzinfo=UTC)
DANA, ELI = PersonId("UDANA"), PersonId("UELI")


def test_every_status_has_its_row_in_the_table() -> None:
    assert set(MAY_FOLLOW) == set(Status)


def test_nothing_follows_closed_and_nothing_becomes_new_again() -> None:
    assert not MAY_FOLLOW[Status.CLOSED]
    assert all(not may_follow(status, Status.NEW) for status in Status)


@pytest.mark.parametrize("status", sorted(UNSOLVED))
def test_whatever_is_unsolved_can_be_solved_and_closed(status: Status) -> None:
    assert may_follow(status, Status.SOLVED)
    assert may_follow(status, Status.CLOSED)


def test_a_solved_ticket_is_reopened_before_it_waits_again() -> None:
    assert MAY_FOLLOW[Status.SOLVED] == {Status.OPEN, Status.CLOSED}


def test_solving_stamps_who_and_when_and_whose_it_was() -> None:
    ticket = replace(TICKET, assignee_id=ELI, waiting_since=NOW)
    assert _stamps(ticket, Status.SOLVED) == {
        "status": Status.SOLVED,
        "hold_reason": "",
        "solved_at": NOW,
        "first_solved_at": NOW,
        "times_solved": 1,
        "solved_by": DANA,
        "assignee_at_solving": ELI,
        "waiting_since": None,
    }


def test_solving_again_keeps_the_first_time() -> None:
    earlier = NOW - timedelta(days=1)
    written = _stamps(replace(TICKET, first_solved_at=earlier, times_solved=1), Status.SOLVED)
    assert (written["first_solved_at"], written["solved_at"], written["times_solved"]) == (earlier, NOW, 2)


def test_reopening_takes_the_solution_back() -> None:
    solved = replace(TICKET, status=Status.SOLVED, solved_at=NOW, first_solved_at=NOW, times_solved=1)
    assert _stamps(solved, Status.OPEN) == {"status": Status.OPEN, "hold_reason": "", "solved_at": None}


def test_closing_keeps_when_it_was_solved() -> None:
    assert _stamps(replace(TICKET, status=Status.SOLVED, solved_at=NOW), Status.CLOSED) == {
        "status": Status.CLOSED,
        "hold_reason": "",
        "closed_at": NOW,
        "closure": Closure.COMPLETED,
    }


def test_the_reason_is_kept_only_while_a_ticket_is_on_hold() -> None:
    assert _stamps(TICKET, Status.ON_HOLD, why="parts ordered")["hold_reason"] == "parts ordered"
    assert _stamps(replace(TICKET, hold_reason="parts ordered"), Status.OPEN, why="asked")["hold_reason"] == ""


def test_time_brings_a_question_after_pending_and_the_end_after_solved() -> None:
    settings = DeskSettings(nudge_pending_after_days=3, close_after_days=4)
    assert due(Status.PENDING, settings) == Due(DeadlineKind.NUDGE_PENDING, timedelta(days=3))
    assert due(Status.SOLVED, settings) == Due(DeadlineKind.CLOSE_SOLVED, timedelta(days=4))
    assert all(due(status, settings) is None for status in set(Status) - {Status.PENDING, Status.SOLVED})


def test_nought_days_is_never() -> None:
    never = DeskSettings(nudge_pending_after_days=0, close_after_days=0)
    assert all(due(status, never) is None for status in Status)


def _stamps(ticket: Ticket, wanted: Status, why: str = "") -> dict[str, object]:
    return stamps(ticket, wanted, by=DANA, at=NOW, why=why, closure=Closure.COMPLETED)
