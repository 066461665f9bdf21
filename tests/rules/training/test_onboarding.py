"""Whom `/helpdesk onboard` means."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.training.onboarding import Asked, asked_for, missing
from bot.rules.vocabulary import PersonId

DANA, DAN, ELI = PersonId("UDANA"), PersonId("UDAN"), PersonId("UELI")
CALLED = {DANA: "Dana Vogt", DAN: "Dana", ELI: "eli"}


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("<@UDANA|dana> First weeks", Asked(DANA, "First weeks")),
        ("<@UDANA>  first", Asked(DANA, "first")),
        ("<@UNEW|new> first", Asked(PersonId("UNEW"), "first")),
        ("<@UDANA|dana>", Asked(DANA, "")),
        ("@Dana Vogt First weeks", Asked(DANA, "First weeks")),
        ("@dana First weeks", Asked(DAN, "First weeks")),
        ("ELI first", Asked(ELI, "first")),
        ("@elise first", Asked(None, "elise first")),
        ("@nobody first", Asked(None, "nobody first")),
        ("@", Asked(None, "")),
    ],
)
def test_the_person_comes_first_and_then_the_track(typed: str, asked: Asked):
    assert asked_for(typed, CALLED) == asked


@given(st.text(), st.dictionaries(st.just(DANA), st.text()))
def test_whatever_is_typed_means_somebody_known_or_nobody(typed: str, called: dict[Any, str]):
    asked = asked_for(typed, called)
    assert asked.person_id in (None, *called) or typed.strip().startswith("<@")


def test_what_has_to_come_before_and_was_not_passed():
    assert missing((3, 1, 2), {1}) == [3, 2]
