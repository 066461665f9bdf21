"""Whose turn it is with a draft, and what has to be the same about its ticket for it to fit."""

from dataclasses import replace
from typing import Any

import pytest

from bot.rules.training.draft_answers import DraftAnswer, DraftId, Turn, standing, turn
from bot.rules.training.onboarding import OnboardingId
from bot.rules.vocabulary import DeskId, PersonId, Priority, TicketId
from tests.tickets import RAISED_AT, TICKET

WRITTEN = DraftAnswer(
    id=DraftId(1),
    source="view:V1",
    onboarding_id=OnboardingId(2),
    place=0,
    ticket_id=TicketId(3),
    key="IT-1",
    author_id=PersonId("UDANA"),
    text="Please restart the router.",
    version=2,
    seen="IT.0.0",
    written_at=RAISED_AT,
    comment="",
    commented_at=None,
    commented_by=None,
    sent_at=None,
    approved_by=None,
)
COMMENTED, SENT = replace(WRITTEN, commented_at=RAISED_AT), replace(WRITTEN, sent_at=RAISED_AT)


@pytest.mark.parametrize(
    ("draft", "version", "what", "whose"),
    [
        (WRITTEN, 2, {}, Turn.MENTOR),
        (COMMENTED, 2, {}, Turn.LEARNER),
        (WRITTEN, 1, {}, Turn.NEWER),
        (SENT, 2, {}, Turn.SENT),
        (SENT, 2, {"is_there": False, "is_kept": False}, Turn.SENT),
        (WRITTEN, 2, {"is_kept": False}, Turn.OVER),
        (COMMENTED, 2, {"is_there": False}, Turn.GONE),
        (WRITTEN, 2, {"is_there": False, "is_kept": False}, Turn.GONE),
    ],
)
def test_whose_turn_it_is(draft: DraftAnswer, version: int, what: dict[str, bool], whose: Turn):
    assert turn(draft, version, **({"is_there": True, "is_kept": True} | what)) is whose


@pytest.mark.parametrize(
    ("change", "fits"),
    [
        ({"public_replies": 1}, False),
        ({"times_solved": 1}, False),
        ({"desk_id": DeskId("HR")}, False),
        ({"priority": Priority.URGENT}, True),
    ],
)
def test_an_answer_fits_until_somebody_answers_solves_or_moves_the_ticket(
    change: dict[str, Any],
    fits: bool,  # noqa: FBT001  a parameter
):
    assert (standing(replace(TICKET, **change)) == standing(TICKET)) is fits
