"""How a desk asks for feedback, as its document says it."""

from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from bot.helpdesk import settings
from bot.helpdesk.settings import DesksDocument
from bot.rules.feedback_settings import USUAL, CommentReaders, FeedbackSettings
from bot.rules.vocabulary import CategoryKey, DeskId
from storage import desks
from tests.office import Office, ids
from tests.world import desks_document

TOLD: dict[str, Any] = {
    "delay": "2h",
    "hours": ["09:30", "24:00"],
    "words": ["awful", "poor", "so so", "fine", "great"],
    "reasons": ["Too slow", "Too hot"],
    "expires_after_days": 3,
    "cool_down_days": 14,
    "one_in": 4,
    "categories": ["vpn"],
    "anonymous": True,
    "comments": "lead",
    "remind": False,
}


async def test_what_was_told_is_kept_exported_and_applied_again(office: Office) -> None:
    await office.settle(feedback=TOLD)
    exported = await office.see(settings.export)
    assert exported["desks"][0]["feedback"] == TOLD
    await office.do(settings.apply, DesksDocument.model_validate(yaml.safe_load(yaml.safe_dump(exported))))
    assert await office.see(settings.export) == exported
    desk = await office.see(desks.get, DeskId("IT"))
    assert desk is not None
    assert desk.settings.feedback == FeedbackSettings(
        delay=7200,
        hours=("09:30", "24:00"),
        words=("awful", "poor", "so so", "fine", "great"),
        reasons=("Too slow", "Too hot"),
        expires_after_days=3,
        cool_down_days=14,
        one_in=4,
        categories=(CategoryKey("vpn"),),
        anonymous=True,
        comments=CommentReaders.LEAD,
        remind=False,
    )


async def test_at_first_requesters_are_asked_at_once_about_every_ticket(office: Office) -> None:
    desk = await office.see(desks.get, DeskId("IT"))
    assert desk is not None
    assert desk.settings.feedback == USUAL
    exported = await office.see(settings.export)
    assert exported["desks"][0]["feedback"]["delay"] == "at once"


def test_times_without_quotes_are_read_as_yaml_hands_them_over() -> None:
    told = yaml.safe_load("{delay: at once, hours: [8:00, 24:00]}")
    (it, _) = desks_document(ids(), feedback=told).desks
    assert it.settings().feedback.hours == ("08:00", "24:00")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"delay": "soon"}, "hours and minutes"),
        ({"delay": False}, "hours and minutes"),
        ({"delay": -1}, "hours and minutes"),
        ({"hours": ["20:00", "08:00"]}, "20:00 should be before 08:00"),
        ({"hours": ["08:00", "08:00"]}, "should be before"),
        ({"hours": ["8 o'clock", "20:00"]}, "time of day"),
        ({"hours": ["off", "20:00"]}, "time of day"),
        ({"hours": ["08:00"]}, "Field required"),
        ({"words": ["bad", "good"]}, "there should be five"),
        ({"words": ["a", "b", "c", "d", " "]}, "pattern"),
        ({"words": ["a", "b", "c", "d", "e" * 31]}, "at most 30"),
        ({"reasons": ["slow", "slow"]}, "given twice"),
        ({"reasons": [f"{n}" for n in range(21)]}, "at most 20"),
        ({"reasons": ["x" * 76]}, "at most 75"),
        ({"expires_after_days": 0}, "greater than or equal to 1"),
        ({"cool_down_days": -1}, "greater than or equal to 0"),
        ({"one_in": 0}, "greater than or equal to 1"),
        ({"categories": ["tea"]}, "feedback.categories: the desk has no category tea"),
        ({"comments": "everybody"}, "agent"),
        ({"surveys": True}, "not permitted"),
    ],
)
def test_a_mistake_is_named(changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValidationError) as refused:
        desks_document(ids(), feedback=changes)
    assert reason in str(refused.value)
