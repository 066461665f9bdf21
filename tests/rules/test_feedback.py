"""Whom to ask for a rating, and which reactions count."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.rules import feedback
from bot.rules.records import RATING_EMOJI, Survey
from bot.rules.vocabulary import Closure, PersonId, Status, TicketId
from tests.tickets import RAISED_AT as NOW
from tests.tickets import TICKET

ANA, DANA = PersonId("UANA"), PersonId("UDANA")
SOLVED = replace(
    TICKET,
    status=Status.SOLVED,
    assignee_id=DANA,
    first_solved_at=NOW,
    solved_at=NOW,
    times_solved=1,
    solved_by=DANA,
    assignee_at_solving=DANA,
)
SURVEY = Survey(1, TicketId(1), 1, ANA, DANA, list(RATING_EMOJI), NOW, None, None, None)


def test_the_requester_of_a_solved_ticket_is_asked() -> None:
    assert feedback.is_asked(SOLVED, requester_works_here=False)


def test_a_requester_who_says_it_is_solved_is_asked_too() -> None:
    assert feedback.is_asked(replace(SOLVED, solved_by=ANA), requester_works_here=False)


def test_a_ticket_without_an_assignee_is_asked_about() -> None:
    assert feedback.is_asked(replace(SOLVED, assignee_id=None, assignee_at_solving=None), requester_works_here=False)


def test_nobody_rates_their_own_work() -> None:
    assert not feedback.is_asked(replace(SOLVED, requester_id=DANA), requester_works_here=True)
    assert not feedback.is_asked(
        replace(SOLVED, requester_id=DANA, assignee_at_solving=None), requester_works_here=True
    )


@pytest.mark.parametrize("closure", [Closure.MERGED, Closure.CANCELLED, Closure.NOT_A_TICKET])
def test_tickets_that_end_without_a_solution_are_not_asked_about(closure: Closure) -> None:
    ended = replace(SOLVED, status=Status.CLOSED, closure=closure)
    assert not feedback.is_asked(ended, requester_works_here=False)


def test_emoji_are_scored_from_one_to_five() -> None:
    assert [feedback.score(emoji, RATING_EMOJI) for emoji in RATING_EMOJI] == [1, 2, 3, 4, 5]
    assert feedback.score("tada", RATING_EMOJI) is None


def test_only_the_person_asked_can_rate() -> None:
    assert feedback.takes_rating(SURVEY, ANA, NOW)
    assert not feedback.takes_rating(SURVEY, DANA, NOW)


def test_a_question_takes_ratings_for_a_week() -> None:
    assert feedback.takes_rating(SURVEY, ANA, NOW + timedelta(days=7) - timedelta(seconds=1))
    assert not feedback.takes_rating(SURVEY, ANA, NOW + timedelta(days=7))


def test_a_withdrawn_question_takes_no_rating() -> None:
    assert not feedback.takes_rating(replace(SURVEY, withdrawn_at=NOW), ANA, NOW)
