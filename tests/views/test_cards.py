"""Cards on paper: whatever was written, Slack takes them and nobody is called."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import Reader
from bot.rules.assignment import Reply
from bot.rules.pictures import Related, Relation, TicketPicture
from bot.rules.records import Category, Desk, DeskSettings, Ticket
from bot.rules.vocabulary import CategoryKey, Closure, DeskId, PersonId, Status
from bot.sandbox import problems
from bot.views import assignment, cards, ids, reminders, triage
from bot.views.blocks import Message
from tests.tickets import TICKET
from tests.views.any_text import CHARACTERS

ENGLISH = Reader()
HOSTILE = st.one_of(
    st.text(CHARACTERS, max_size=300),
    st.sampled_from(["<!channel> @here <@U1> & <https://x.org|y>", "*_~`>", "\u202e" * 300, "&lt;" * 900, "😀" * 900]),
)
DESK = Desk(DeskId("IT"), "IT help", DeskSettings())


def picture(ticket: Ticket = TICKET, **more: Any) -> TicketPicture:
    plain: dict[str, Any] = {
        "names": {},
        "category": None,
        "tags": (),
        "followers": (),
        "request_url": None,
        "card_url": None,
        "merged_into": None,
    }
    return TicketPicture(ticket=ticket, desk=DESK, **(plain | more))


def refused(shown: Message) -> list[str]:
    """What Slack would not take of a message."""
    return problems({"channel": "C1", "text": shown.text, "blocks": list(shown.blocks)}, "message")


@given(HOSTILE, HOSTILE, HOSTILE, st.lists(st.text(CHARACTERS, max_size=50), max_size=10), st.sampled_from(Status))
def test_slack_takes_every_card(subject: str, description: str, reason: str, tags: list[str], status: Status) -> None:
    ticket = replace(
        TICKET,
        subject=subject,
        description=description,
        hold_reason=reason,
        priority_reason=reason,
        status=status,
        closure=Closure.COMPLETED if status is Status.CLOSED else None,
    )
    followers = tuple(PersonId(f"U{n}") for n in range(100))
    related = tuple(Related(relation, "IT-2", "https://acme.slack.com/archives/C1/p1") for relation in Relation)
    category = Category(DESK.id, CategoryKey("x"), subject[:75], 0)
    shown = picture(ticket, tags=tuple(tags), followers=followers, related=related, category=category, can_move=True)
    card = cards.card(shown, ENGLISH, edition=1)
    assert refused(card) == []
    assert len(card.text) <= 4000
    assert "<!channel>" not in str(card.blocks)
    assert "<!channel>" not in card.text


@given(HOSTILE)
def test_slack_takes_every_form_and_message_about_it(subject: str) -> None:
    shown = picture(replace(TICKET, subject=subject, key="ABCDEFGHIJKLMNOP-1000000000"), card_url="https://x.org")
    forms = [
        assignment.assign_form(shown, ENGLISH),
        assignment.unassign_form(shown, PersonId("UANA"), ENGLISH),
        triage.priority_form(shown, ENGLISH),
        triage.category_form(
            shown, [Category(DESK.id, CategoryKey(f"c{n}"), "x" * 75, n) for n in range(120)], ENGLISH
        ),
        triage.tags_form(replace(shown, tags=("x" * 50,) * 10), ENGLISH),
        triage.move_form(shown, [DESK], ENGLISH),
        reminders.form(shown, ENGLISH),
    ]
    for form in forms:
        assert problems(form, "modal") == []
    assert refused(reminders.reminder(shown, subject[:500], None, ENGLISH)) == []
    assert refused(assignment.assigned_to_you(shown, PersonId("UDANA"), None, Reply.NONE, ENGLISH, is_yours=True)) == []


@pytest.mark.parametrize("status", Status)
def test_every_entry_of_the_menu_names_the_ticket(status: Status) -> None:
    card = cards.card(picture(replace(TICKET, status=status)), ENGLISH, edition=3)
    (work,) = [block for block in card.blocks if block["type"] == "actions"]
    for element in work["elements"]:
        values = [option["value"] for option in element.get("options", [])] or [element["value"]]
        assert all(value.rpartition(":")[2] == str(TICKET.id) for value in values)


def test_the_menu_has_another_name_each_time_it_is_shown() -> None:
    first, second = (cards.card(picture(), ENGLISH, edition=edition) for edition in (1, 2))
    assert first.blocks[-1]["block_id"] != second.blocks[-1]["block_id"]


def test_every_entry_has_its_label_and_its_condition() -> None:
    assert cards.LABELS.keys() == cards.MENU.keys()


@pytest.mark.parametrize("closure", Closure)
def test_a_closed_ticket_can_only_be_looked_at(closure: Closure) -> None:
    ticket = replace(TICKET, status=Status.CLOSED, closure=closure)
    card = cards.card(picture(ticket, request_url="https://x.org"), ENGLISH, edition=1)
    assert [element["action_id"] for element in card.blocks[-1]["elements"]] == [ids.LINK, ids.HISTORY]
