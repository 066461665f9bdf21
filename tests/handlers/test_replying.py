"""Answering with a saved reply, through Slack: sought while typing, filled in, changed, sent."""

import asyncio
from typing import Any

import pytest

from bot.helpdesk import lifecycle, people, replies
from bot.rules.deeds import Deed
from bot.rules.replies import SavedReply, Wording
from bot.rules.reply_actions import ME, ReplyActions
from bot.rules.vocabulary import DeskId, PersonId, Priority, Scope, Status
from bot.sandbox.records import Message, View
from bot.views import ids
from storage import history
from storage import replies as rows
from tests.handlers.work import raised, said_in, told
from tests.world import World, on_both

RESET = "Hi {{requester.first_name}}, please reset it: https://acme.test/vpn?a=1&b=2."


async def saved(world: World, key: str, body: str, title: str = "", scope: Scope = Scope.DESK) -> SavedReply:
    desk = DeskId("IT") if scope is Scope.DESK else None
    wording = Wording(title or key, body.replace("&", "&amp;"), key)
    return await world.store.write(replies.save, wording, world.id("dana"), scope, desk)


async def form(world: World, who: str = "dana", key: str = "IT-1") -> View:
    await world.person(who).click(world.card(key), ids.REPLY)
    view = world.person(who).modal()
    assert view is not None
    return view


async def choose(world: World, view: View, typed: str, who: str = "dana") -> View:
    """Type into the search and take the first that is offered; the form as it is then."""
    person = world.person(who)
    (first, *_rest) = await person.suggest(view, ids.SAVED_REPLY, typed)
    await person.choose(view, ids.SAVED_REPLY, first["value"])
    filled = person.modal()
    assert filled is not None
    return filled


def field(view: View) -> dict[str, Any]:
    """The field for the answer."""
    return next(block for block in view.blocks if block["block_id"].startswith(f"{ids.TEXT}:"))


def text(view: View) -> str:
    return str(field(view)["element"].get("initial_value", ""))


async def written(world: World, view: View, words: str, who: str = "dana") -> None:
    """Type into the field without sending."""
    await world.person(who).choose(view, ids.TEXT, words)


def answers(world: World, request: Message) -> list[str]:
    """What the bot wrote in the requester's thread, without the confirmation."""
    return [message.text for message in world.thread(request) if message.bot_id][1:]


@on_both
async def test_the_search_offers_what_fits_by_title_and_key_before_and_while_one_types(world: World) -> None:
    await raised(world)
    await saved(world, "vpn", RESET, "VPN reset")
    await saved(world, "paper", "Fill in paper", "Printer paper")
    view = await form(world)
    assert [one["text"]["text"] for one in await world.dana.suggest(view, ids.SAVED_REPLY, "")] == [
        "Printer paper (paper)",
        "VPN reset (vpn)",
    ]
    (found,) = await world.dana.suggest(view, ids.SAVED_REPLY, "RESET vp")
    assert found["text"]["text"] == "VPN reset (vpn)"
    assert found["description"]["text"].startswith("Hi {{requester.first_name}}, please reset it")
    assert await world.dana.suggest(view, ids.SAVED_REPLY, "nothing like that") == []


@on_both
async def test_a_reply_is_chosen_changed_and_sent_and_history_says_which(world: World) -> None:
    request = await raised(world)
    reply = await saved(world, "vpn", RESET, "VPN reset")
    view = await choose(world, await form(world), "vpn")
    assert text(view) == "Hi ana, please reset it: https://acme.test/vpn?a=1&b=2."
    assert "Filled in: *VPN reset*" in said_in(view)
    assert await world.dana.submit(view, {ids.TEXT: text(view) + " See you!"}) is None
    await world.deliver()
    (answer,) = answers(world, request)
    assert answer == "*dana* from IT help: Hi ana, please reset it: https://acme.test/vpn?a=1&amp;b=2. See you!"
    sent = world.thread(request)[-1]
    assert "'type': 'link', 'url': 'https://acme.test/vpn?a=1&b=2'" in said_in(sent)
    lines = await world.read(history.of_ticket, (await world.ticket()).id)
    assert "vpn:1" in [line.after for line in lines]
    now = await world.read(rows.get, reply.id)
    assert now is not None
    assert now.times_used == 1


async def test_an_untouched_reply_is_sent_as_it_was_filled_in(world: World) -> None:
    request = await raised(world)
    await saved(world, "vpn", "Hello {{requester.name}}")
    assert await world.dana.submit(await choose(world, await form(world), "vpn")) is None
    await world.deliver()
    assert answers(world, request) == ["*dana* from IT help: Hello ana"]


async def test_what_was_typed_before_stays_above_the_reply(world: World) -> None:
    await raised(world)
    await saved(world, "one", "First")
    await saved(world, "two", "Second")
    view = await form(world)
    await written(world, view, "My own words")
    first = await choose(world, view, "one")
    assert text(first) == "My own words\n\nFirst"
    second = await choose(world, first, "two")
    assert text(second) == "My own words\n\nSecond"
    await written(world, second, "My own words\n\nSecond, changed")
    assert text(await choose(world, second, "one")) == "My own words\n\nSecond, changed\n\nFirst"


async def test_each_choice_gives_field_and_menu_another_name_so_that_slack_shows_what_is_new(world: World) -> None:
    await raised(world)
    await saved(world, "vpn", "Text")
    empty = await form(world)
    once = await choose(world, empty, "vpn")
    twice = await choose(world, once, "vpn")
    assert len({field(view)["block_id"] for view in (empty, once, twice)}) == 3
    assert text(once) == text(twice) == "Text"


async def test_an_unfilled_placeholder_is_named_and_not_sent(world: World) -> None:
    request = await raised(world)
    await saved(world, "pick-up", "Ready at {{pick-up time}}")
    view = await choose(world, await form(world), "pick")
    assert "Still open in the text: *{{pick-up time}}*" in said_in(view)
    refused = await world.dana.submit(view)
    asked = f"{ids.PLACEHOLDER}:{{{{pick-up time}}}}"
    assert refused == {asked: "This still has to be filled in, or taken out: {{pick-up time}}"}
    await world.deliver()
    assert answers(world, request) == []
    assert await world.dana.submit(view, {asked: "5 < 6"}) is None
    await world.deliver()
    assert answers(world, request) == ["*dana* from IT help: Ready at 5 &lt; 6"]


async def test_a_text_written_around_its_placeholder_needs_no_value(world: World) -> None:
    await raised(world)
    await saved(world, "pick-up", "Ready at {{pick-up time}}")
    view = await choose(world, await form(world), "pick")
    assert await world.dana.submit(view, {ids.TEXT: "Ready at 5"}) is None


async def test_what_a_reply_does_is_ticked_and_done_with_the_answer(world: World) -> None:
    request = await raised(world)
    actions = ReplyActions(PersonId(ME), Priority.HIGH, ("vpn",), Status.SOLVED)
    wording = Wording("VPN", "Done", "vpn", actions=actions)
    await world.store.write(replies.save, wording, world.id("dana"), Scope.DESK, DeskId("IT"))
    view = await choose(world, await form(world), "vpn")
    for said in ("Give the ticket to me", "Priority: High", "Add tags: “vpn”", "Status: Solved"):
        assert said in said_in(view)
    assert await world.dana.submit(view, {ids.REPLY_ACTIONS: [Deed.ASSIGN, Deed.STATUS]}) is None
    await world.deliver()
    ticket = await world.ticket()
    assert (ticket.assignee_id, ticket.priority, ticket.status) == (world.id("dana"), Priority.NORMAL, Status.SOLVED)
    assert answers(world, request)[0] == "*dana* from IT help: Done"


async def test_what_can_not_be_done_is_left_out_and_named_and_refused_when_it_comes_later(world: World) -> None:
    request = await raised(world)
    wording = Wording("VPN", "Done", "vpn", actions=ReplyActions(tags=("vpn",), status=Status.PENDING))
    await world.store.write(replies.save, wording, world.id("dana"), Scope.DESK, DeskId("IT"))
    before = await choose(world, await form(world), "vpn")
    await world.store.write(lifecycle.solve, (await world.ticket()).id, world.id("eli"))
    refused = await world.dana.submit(before)
    assert refused is not None
    (field_id,) = refused
    assert field_id.startswith(f"{ids.REPLY_ACTIONS}:")
    assert "the ticket's status does not allow it" in refused[field_id]
    await world.deliver()
    assert "Done" not in str(answers(world, request))
    after = await choose(world, before, "vpn")
    assert "Left out: Status: Waiting for the requester" in said_in(after)
    assert await world.dana.submit(after) is None


async def test_a_reply_speaks_the_requesters_language(world: World) -> None:
    await raised(world)
    await world.store.write(people.describe, {"id": world.id("ana"), "real_name": "Ana", "locale": "de-AT"})
    wording = Wording("VPN", "Hello {{today}}", "vpn", translations={"de": "Hallo, heute ist der {{today}}"})
    await world.store.write(replies.save, wording, world.id("dana"), Scope.DESK, DeskId("IT"))
    assert text(await choose(world, await form(world), "vpn")) == "Hallo, heute ist der 5. Januar 2026"


@pytest.mark.parametrize(("channel", "where"), [("it", "request"), ("it-triage", "card")])
async def test_the_form_opens_from_any_message_of_the_tickets_threads(world: World, channel: str, where: str) -> None:
    request = await raised(world)
    await saved(world, "vpn", "Text")
    await world.dana.join("it")
    root = request if where == "request" else world.card()
    said = await world.dana.say(channel, "Looking at it", thread_ts=root.ts)
    for ts in (root.ts, said):
        await world.dana.message_shortcut(ids.REPLY_SHORTCUT, channel, ts)
        view = world.dana.modal()
        assert view is not None
        assert "IT-1" in said_in(view)
        await world.dana.close(view)


async def test_a_message_of_no_ticket_or_of_another_desks_opens_nothing(world: World) -> None:
    request = await raised(world)
    ts = await world.dana.say("it-triage", "Lunch?")
    await world.dana.message_shortcut(ids.REPLY_SHORTCUT, "it-triage", ts)
    assert told(world, "dana").startswith("That message belongs to no ticket.")
    await world.person("hana").join("it")
    for who in ("hana", "ana"):
        await world.person(who).message_shortcut(ids.REPLY_SHORTCUT, "it", request.ts)
        assert "Nothing was changed" in told(world, who, "it")
        assert world.person(who).modal() is None


async def test_without_saved_replies_the_form_has_no_search(world: World) -> None:
    await raised(world)
    assert ids.SAVED_REPLY not in said_in(await form(world))


async def test_a_command_opens_the_form_with_the_reply_in_it(world: World) -> None:
    request = await raised(world)
    await saved(world, "vpn", "Hello {{requester.name}}")
    answer = await world.dana.slash("/helpdesk", "reply VPN it-1")
    assert (answer.text, answer.error) == ("", "")
    view = world.dana.modal()
    assert view is not None
    assert text(view) == "Hello ana"
    assert await world.dana.submit(view) is None
    await world.deliver()
    assert answers(world, request) == ["*dana* from IT help: Hello ana"]


@pytest.mark.parametrize(
    ("who", "typed", "told"),
    [
        ("dana", "reply", "Please name a saved reply and a ticket"),
        ("dana", "reply vpn", "Please name a saved reply and a ticket"),
        ("dana", "reply nothing IT-1", "There is no saved reply “nothing”"),
        ("dana", "reply vpn IT-99", "I can't find IT-99"),
        ("ben", "reply vpn IT-1", "I can't find IT-1"),
        ("hana", "reply vpn IT-1", "I can't find IT-1"),
        ("ana", "reply vpn IT-1", "That is for the people who work this desk"),
    ],
)
async def test_a_command_that_can_not_be_done_says_why(world: World, who: str, typed: str, told: str) -> None:
    await raised(world)
    await saved(world, "vpn", "Text")
    assert (await world.person(who).slash("/helpdesk", typed)).text.startswith(told)
    assert world.person(who).modal() is None


async def test_a_double_click_on_send_answers_once_and_counts_once(world: World) -> None:
    request = await raised(world)
    reply = await saved(world, "vpn", "Text")
    view = await choose(world, await form(world), "vpn")
    await asyncio.gather(world.dana.submit(view), world.dana.submit(view))
    await world.deliver()
    assert answers(world, request) == ["*dana* from IT help: Text"]
    now = await world.read(rows.get, reply.id)
    assert now is not None
    assert now.times_used == 1


async def test_a_reply_retired_meanwhile_is_not_filled_in_and_what_was_typed_stays(world: World) -> None:
    await raised(world)
    reply = await saved(world, "vpn", "Text")
    view = await form(world)
    await written(world, view, "Mine")
    (offered,) = await world.dana.suggest(view, ids.SAVED_REPLY, "")
    await world.store.write(replies.retire, reply.id, world.id("lea"))
    await world.dana.choose(view, ids.SAVED_REPLY, offered["value"])
    told = world.dana.modal()
    assert told is not None
    assert "can't be used here" in said_in(told)
    await world.dana.close(told)
    below = world.dana.modal()
    assert below is not None
    assert below.id == view.id
    assert await world.dana.submit(below) is None


@pytest.mark.parametrize("metadata", ["", "x", "1:2", "1:2.x", "1:a.1", "99999999999999999999999"])
async def test_a_forged_form_is_answered_kindly(world: World, metadata: str) -> None:
    await raised(world)
    await saved(world, "vpn", "Text")
    view = await form(world)
    form_as = {name: getattr(view, name) for name in ("title", "submit", "close", "callback_id", "blocks")}
    forged = world.sandbox.workspace.views.open(world.id("dana"), form_as | {"private_metadata": metadata})
    assert await world.dana.submit(forged, {ids.TEXT: "Text"}) is not None
    assert (await world.ticket()).public_replies == 0
