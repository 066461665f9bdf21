"""The form for a request: every way that opens it, and what comes of it."""

from typing import Any

import pytest

from bot.helpdesk import people, settings
from bot.rules.vocabulary import Impact, Intake, Priority, Urgency
from bot.sandbox import Fault
from bot.sandbox.actor import Actor
from bot.sandbox.forms import Choice
from bot.sandbox.records import Message, View
from storage import messages, outbox, tickets
from storage.following import links
from tests.handlers.seen import actions_of
from tests.world import World, desks_document, on_both


def form_of(person: Actor) -> View:
    """The form that somebody looks at."""
    form = person.modal()
    assert form is not None
    assert form.callback_id == "raise_form"
    return form


def blocks_of(view: View) -> list[str]:
    """The fields of a form."""
    return [block["block_id"] for block in view.blocks if block["type"] == "input"]


def field(view: View, name: str) -> dict[str, Any]:
    """One field's element."""
    found: dict[str, Any] = next(block["element"] for block in view.blocks if block.get("block_id") == name)
    return found


async def test_the_command_alone_opens_a_form_and_what_it_says_becomes_a_ticket(world: World) -> None:
    await world.ana.slash("/ticket", channel="random")
    form = form_of(world.ana)
    assert blocks_of(form) == [
        "request_desk",
        "subject",
        "description",
        "request_category:IT",
        "urgency",
        "impact",
        "files",
        "private",
    ]
    file = world.ana.upload("jam.png", b"picture")
    filled: dict[str, Choice] = {
        "subject": "Printer <b>jammed</b> & hot",
        "description": "On the 3rd floor, <!channel> &amp; all",
        "request_category:IT": "hardware",
        "urgency": Urgency.NOW.value,
        "impact": Impact.EVERYBODY.value,
        "files": [file],
    }
    assert await world.ana.submit(form, filled) is None
    assert world.ana.modal() is None
    ticket = await world.ticket("IT-1")
    assert ticket.subject == "Printer <b>jammed</b> & hot"
    assert ticket.description == "On the 3rd floor, &lt;!channel&gt; &amp;amp; all"
    assert (ticket.category, ticket.priority, ticket.intake) == ("hardware", Priority.URGENT, Intake.FORM)
    await world.deliver()
    assert "IT-1" in world.dm("ana")[0].text
    card = world.card("IT-1")
    assert "On the 3rd floor, <!channel> &amp; all" in str(card.blocks)
    assert card.pings == [world.id("ana")]
    assert [file for reply in world.thread(card) for file in reply.files]


async def test_another_desk_brings_its_categories_and_what_was_written_stays(world: World) -> None:
    await world.ana.slash("/ticket", channel="it")
    await world.ana.choose(form_of(world.ana), "request_category:IT", "vpn")
    await world.ana.choose(form_of(world.ana), "subject", "Pay slip")
    await world.ana.choose(form_of(world.ana), "request_desk", "HR")
    form = form_of(world.ana)
    assert "request_category:HR" in blocks_of(form)
    assert "private" not in blocks_of(form)
    assert await world.ana.submit(form, {"request_category:HR": "payroll"}) is None
    ticket = await world.ticket("HR-1")
    assert (ticket.subject, ticket.category) == ("Pay slip", "payroll")


async def test_the_form_begins_with_the_desk_of_the_channel(world: World) -> None:
    await world.ana.slash("/ticket", channel="hr")
    assert field(form_of(world.ana), "request_desk")["initial_option"]["value"] == "HR"


async def test_one_desk_is_no_choice(world: World) -> None:
    only = desks_document(world.ids).model_dump()["desks"][:1]
    await world.store.write(remove_other_desks)
    await world.store.write(settings.apply, settings.DesksDocument.model_validate({"desks": only}))
    await world.ana.slash("/ticket", channel="it")
    assert "request_desk" not in blocks_of(form_of(world.ana))
    assert await world.ana.submit(form_of(world.ana), {"subject": "No network"}) is None
    assert (await world.ticket("IT-1")).priority is Priority.NORMAL


async def test_a_blank_subject_is_an_error_beside_it_and_what_was_written_stays(world: World) -> None:
    await world.ana.slash("/ticket", channel="it")
    errors = await world.ana.submit(form_of(world.ana), {"subject": " \u200b ", "description": "long story"})
    assert errors is not None
    assert list(errors) == ["subject"]
    assert await world.read(tickets.every_living) == []
    assert await world.ana.submit(form_of(world.ana), {"subject": "No network", "description": "long story"}) is None


async def test_private_without_a_private_channel_is_an_error_beside_it(world: World) -> None:
    await world.ana.slash("/ticket", channel="it")
    await world.store.write(settings.apply, desks_document(world.ids, private_triage=None))
    errors = await world.ana.submit(form_of(world.ana), {"subject": "My boss", "private": ["private"]})
    assert errors is not None
    assert "no private tickets" in errors["private"]
    assert await world.read(tickets.every_living) == []


@on_both
async def test_a_form_sent_four_times_is_one_ticket(world: World) -> None:
    await world.ana.slash("/ticket", channel="it")
    await world.ana.submit(form_of(world.ana), {"subject": "No network"})
    await world.sandbox.deliver_again(4)
    assert [ticket.key for ticket in await world.read(tickets.every_living)] == ["IT-1"]


async def test_the_global_shortcut_and_homes_button_open_the_form(world: World) -> None:
    await world.ana.shortcut("raise_ticket")
    await world.ana.submit(form_of(world.ana), {"subject": "No network"})
    home = await world.ana.open_home()
    assert home is not None
    await world.ana.click(home, "raise")
    await world.ana.submit(form_of(world.ana), {"subject": "No coffee"})
    assert [ticket.subject for ticket in await world.read(tickets.every_living)] == ["No network", "No coffee"]


async def test_a_form_that_did_not_open_in_time_is_offered_again(world: World) -> None:
    world.sandbox.faults.next("views.open", Fault.SERVER_ERROR)
    answer = await world.ana.slash("/ticket", channel="it")
    assert actions_of(answer.blocks) == ["raise"]
    assert world.ana.modal() is None
    await world.ana.click(world.ana.ephemerals("it")[-1], "raise")
    assert await world.ana.submit(form_of(world.ana), {"subject": "No network"}) is None


async def test_a_form_about_a_message_that_did_not_open_keeps_the_text(world: World) -> None:
    ts = await world.ana.say("random", "the beamer shows nothing")
    world.sandbox.faults.next("views.open", Fault.RATE_LIMITED)
    await world.ana.message_shortcut("ticket_from_message", "random", ts)
    [offer] = world.ana.ephemerals("random")
    assert "Nothing you wrote is lost" in offer.text
    await world.ana.click(offer, "raise")
    assert field(form_of(world.ana), "description")["initial_value"] == "the beamer shows nothing"


@pytest.mark.parametrize("way", ["shortcut", "home"])
async def test_where_nothing_can_be_answered_the_offer_comes_as_a_direct_message(world: World, way: str) -> None:
    home = await world.ana.open_home()
    assert home is not None
    world.sandbox.faults.next("views.open", Fault.SERVER_ERROR)
    await (world.ana.shortcut("raise_ticket") if way == "shortcut" else world.ana.click(home, "raise"))
    await world.deliver()
    [offer] = world.dm("ana")
    await world.ana.click(offer, "raise")
    assert await world.ana.submit(form_of(world.ana), {"subject": "No network"}) is None


async def test_a_message_becomes_its_authors_ticket_in_its_thread_where_people_ask(world: World) -> None:
    await world.store.write(
        settings.apply, desks_document(world.ids, requests=[{"channel": world.id("#it"), "mode": "reaction"}])
    )
    ts = await world.ana.say("it", "the beamer shows nothing\nin @ben's room, see https://acme.test/4")
    await world.dana.message_shortcut("ticket_from_message", "it", ts)
    form = form_of(world.dana)
    assert "ana" in str(form.blocks[0])
    assert field(form, "subject")["initial_value"] == "the beamer shows nothing"
    assert field(form, "description")["initial_value"].endswith("in @ben's room, see https://acme.test/4")
    await world.dana.submit(form, {"urgency": Urgency.NOW.value})
    notice = world.dana.modal()
    assert notice is not None
    assert "IT-1" in str(notice.blocks)
    ticket = await world.ticket("IT-1")
    assert (ticket.requester_id, ticket.opened_by) == (world.id("ana"), world.id("dana"))
    assert (ticket.intake, ticket.thread_ts, ticket.priority) == (Intake.SHORTCUT, ts, Priority.HIGH)
    assert f"<@{world.id('ben')}>" in ticket.description
    assert ticket.waiting_since is None
    await world.deliver()
    assert "IT-1" in world.sandbox.driver.thread("it", ts)[0].text
    assert "dana opened this for you" in world.dm("ana")[0].text
    await world.ana.edit("it", ts, "the beamer shows stripes")
    assert (await world.ticket("IT-1")).description == "the beamer shows stripes"


async def test_elsewhere_the_conversation_is_in_the_requesters_dm(world: World) -> None:
    ts = await world.ana.say("random", "the beamer shows nothing")
    await world.ben.message_shortcut("ticket_from_message", "random", ts)
    await world.ben.submit(form_of(world.ben))
    await world.deliver()
    [confirmation] = world.dm("ana")
    assert "ben opened this for you" in confirmation.text
    assert f"archives/{world.id('#random')}" in confirmation.text
    assert world.sandbox.driver.thread("random", ts) == []
    ticket = await world.ticket("IT-1")
    assert ticket.waiting_since == ticket.created_at  # ben works no desk: ana waits for an answer
    assert ticket.thread_ts == confirmation.ts


async def test_ones_own_message_is_nobody_elses_business(world: World) -> None:
    ts = await world.ana.say("random", "the beamer shows nothing")
    await world.ana.message_shortcut("ticket_from_message", "random", ts)
    await world.ana.submit(form_of(world.ana))
    assert world.ana.modal() is None
    await world.deliver()
    assert "opened this for you" not in world.dm("ana")[0].text


async def test_what_a_program_wrote_is_the_ticket_of_whoever_raises_it(world: World) -> None:
    world.sandbox.add_person("robot", is_bot=True)
    await world.person("robot").join("random")
    ts = await world.person("robot").say("random", "Build 7 failed")
    await world.ana.message_shortcut("ticket_from_message", "random", ts)
    await world.ana.submit(form_of(world.ana))
    assert (await world.ticket("IT-1")).requester_id == world.id("ana")


async def test_what_somebody_wrote_who_has_left_is_the_ticket_of_whoever_raises_it(world: World) -> None:
    ts = await world.ben.say("random", "the beamer shows nothing")
    await world.store.write(people.describe, {"id": world.id("ben"), "name": "ben", "deleted": True})
    await world.ana.message_shortcut("ticket_from_message", "random", ts)
    await world.ana.submit(form_of(world.ana))
    assert (await world.ticket("IT-1")).requester_id == world.id("ana")


async def test_a_message_that_is_a_ticket_already_says_which_to_those_who_may_know(world: World) -> None:
    ts = await world.ana.say("it", "printer is jammed")
    await world.deliver()
    for person, expected in ((world.ana, "IT-1"), (world.dana, "IT-1"), (world.ben, "a ticket already")):
        await person.message_shortcut("ticket_from_message", "it", ts)
        assert expected in person.ephemerals("it")[-1].text
        assert person.modal() is None
    assert "IT-1" not in world.ben.ephemerals("it")[-1].text
    card = world.card("IT-1")
    await world.dana.message_shortcut("ticket_from_message", "it-triage", card.ts)
    assert "IT-1" in world.dana.ephemerals("it-triage")[-1].text


@on_both
async def test_of_two_people_who_raise_one_message_the_second_is_told(world: World) -> None:
    ts = await world.ana.say("random", "the beamer shows nothing")
    await world.ben.message_shortcut("ticket_from_message", "random", ts)
    await world.ana.message_shortcut("ticket_from_message", "random", ts)
    assert await world.ben.submit(form_of(world.ben)) is None
    errors = await world.ana.submit(form_of(world.ana))
    assert errors is not None
    assert "IT-1" in str(errors)
    await world.sandbox.deliver_again(2)
    assert len(await world.read(tickets.every_living)) == 1


async def test_a_reply_in_a_tickets_thread_can_be_a_ticket_of_its_own(world: World) -> None:
    ts = await world.ana.say("it", "printer is jammed")
    await world.deliver()
    reply = await world.ana.say("it", "and the VPN is slow", thread_ts=ts, files=[("slow.png", b"chart")])
    await world.dana.message_shortcut("ticket_from_message", "it", reply)
    await world.dana.submit(form_of(world.dana))
    ticket = await world.ticket("IT-2")
    assert (ticket.subject, ticket.thread_ts) == ("and the VPN is slow", None)
    assert [message.text for message in await world.read(messages.openings, ticket.id)] == ["and the VPN is slow"]
    await world.deliver()
    assert "IT-2" in world.dm("ana")[-1].text
    assert [file for said in world.thread(world.card("IT-2")) for file in said.files]
    assert await world.read(links, ticket.id) == []


async def test_a_message_longer_than_a_form_loses_nothing(world: World) -> None:
    text = "x" * 2990 + " & " + "y" * 37_000
    ts = await world.ana.say("random", text)
    await world.ana.message_shortcut("ticket_from_message", "random", ts)
    assert await world.ana.submit(form_of(world.ana), {"subject": "Long"}) is None
    assert (await world.ticket("IT-1")).description == "x" * 2990 + " &amp; " + "y" * 37_000
    await world.deliver()
    assert "Long" in world.card("IT-1").text


async def test_a_message_deleted_while_the_form_was_open_is_still_its_authors_ticket(world: World) -> None:
    ts = await world.ana.say("random", "the beamer shows nothing")
    await world.dana.message_shortcut("ticket_from_message", "random", ts)
    await world.ana.delete("random", ts)
    await world.dana.submit(form_of(world.dana))
    ticket = await world.ticket("IT-1")
    assert (ticket.requester_id, ticket.description) == (world.id("ana"), "the beamer shows nothing")
    assert ticket.origin_ts is None


async def test_a_private_ticket_leaves_no_trace_in_public(world: World) -> None:
    before = everywhere_public(world)
    ts = await world.ana.say("random", "I want to complain about my boss")
    await world.ana.message_shortcut("ticket_from_message", "random", ts)
    await world.ana.submit(form_of(world.ana), {"private": ["private"]})
    await world.deliver()
    assert len(everywhere_public(world)) == len(before) + 1
    assert world.sandbox.driver.thread("random", ts) == []
    [card] = world.messages("it-private")
    assert "IT-1" in card.text
    assert "Private" in card.text
    assert "IT-1" in world.dm("ana")[0].text
    lanes = {notice.lane for notice in await world.read(outbox.of_ticket, (await world.ticket("IT-1")).id)}
    assert lanes == {world.id("ana"), world.id("#it-private")}


async def test_a_message_of_a_request_channel_raised_in_private_is_answered_in_the_dm(world: World) -> None:
    await world.store.write(
        settings.apply, desks_document(world.ids, requests=[{"channel": world.id("#it"), "mode": "reaction"}])
    )
    ts = await world.ana.say("it", "my boss reads my mail")
    await world.ana.message_shortcut("ticket_from_message", "it", ts)
    await world.ana.submit(form_of(world.ana), {"private": ["private"]})
    await world.deliver()
    assert world.sandbox.driver.thread("it", ts) == []
    assert "IT-1" in world.dm("ana")[0].text


async def test_without_any_desk_everybody_is_told_what_is_missing(world: World) -> None:
    await world.store.write(remove_other_desks)
    answer = await world.ana.slash("/ticket", channel="it")
    assert "No desk has been set up" in answer.text
    answer = await world.ana.slash("/ticket", "no network", channel="it")
    assert "No desk has been set up" in answer.text


def everywhere_public(world: World) -> list[Message]:
    """What everybody can read."""
    return [message for channel in ("it", "hr", "random", "it-triage") for message in world.messages(channel)]


def remove_other_desks(tx: Any) -> None:
    """Take every desk away, as an admin may do in the database."""
    from sqlalchemy import delete  # noqa: PLC0415  only here: nothing in the product removes desks

    from storage import tables  # noqa: PLC0415  for the same reason as above

    for table in (tables.desk_channels, tables.desk_members, tables.categories, tables.desks):
        tx.run(delete(table).where(tx.here(table)))
