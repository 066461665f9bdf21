"""What can be added to a request afterwards."""

from dataclasses import replace

from bot.rules.details import Details, priority_with
from bot.rules.vocabulary import Impact, Priority, Urgency
from tests.tickets import TICKET

NOTHING = Details("view:V1", "", None, None, None, ())


def test_details_that_say_nothing_of_it_leave_the_priority() -> None:
    assert priority_with(replace(TICKET, priority=Priority.LOW), NOTHING) is Priority.LOW


def test_what_was_left_out_counts_as_usual() -> None:
    assert priority_with(TICKET, replace(NOTHING, urgency=Urgency.NOW)) is Priority.HIGH
    assert priority_with(TICKET, replace(NOTHING, impact=Impact.EVERYBODY)) is Priority.HIGH


def test_a_priority_that_was_set_by_hand_stays() -> None:
    by_hand = replace(TICKET, priority=Priority.LOW, priority_reason="it can wait")
    assert priority_with(by_hand, replace(NOTHING, urgency=Urgency.NOW)) is Priority.LOW
