"""The form for a saved reply, through Slack: languages, what it does, answers that become replies, bad input."""

from datetime import date

import pytest

from bot.helpdesk import replies
from bot.rules.replies import SavedReply, Wording
from bot.rules.reply_actions import ME, ReplyActions
from bot.rules.vocabulary import DeskId, PersonId, Priority, Scope, Status
from bot.sandbox.forms import Choice
from bot.sandbox.records import Message, View
from bot.views import ids
from storage import replies as rows
from tests.handlers.work import raised, said_in, told, top
from tests.world import World, on_both

FILLED: dict[str, Choice] = {ids.TITLE: "VPN reset", ids.BODY: "Hello"}


async def blank(world: World, who: str = "dana") -> View:
    """The form for a new reply."""
    await world.person(who).slash("/helpdesk", "replies")
    await world.person(who).click(top(world, who), ids.NEW_REPLY)
    return top(world, who)


async def stored(world: World, key: str = "vpn-reset") -> SavedReply:
    found = await world.read(rows.by_key, Scope.DESK, "IT", key)
    assert found is not None
    return found


def initial(view: View, block_id: str) -> str:
    """What stands in a field at first."""
    found = next(block for block in view.blocks if block["block_id"] == block_id)
    return str(found["element"].get("initial_value", ""))


async def answered(world: World, text: str = "Hi ana, IT-1 is done, says dana") -> tuple[Message, Message]:
    """An answer of Dana's from the card: the request, and the copy in its thread."""
    request = await raised(world)
    await world.dana.click(world.card(), ids.REPLY)
    assert await world.dana.submit(top(world), {ids.TEXT: text}) is None
    await world.deliver()
    return request, world.thread(request)[-1]


# What it does


async def test_a_reply_is_given_actions_a_day_and_readers(world: World) -> None:
    chosen: dict[str, Choice] = {
        ids.SETS_STATUS: Status.PENDING,
        ids.SETS_PRIORITY: Priority.HIGH,
        ids.ADDS_TAGS: "VPN, hotel",
        ids.GIVES_TO: world.id("eli"),
        ids.REPLY_REVIEW_BY: "2026-03-02",
        ids.SUGGESTED: ["yes"],
    }
    assert await world.dana.submit(await blank(world), FILLED | chosen) is None
    reply = await stored(world)
    assert reply.actions == ReplyActions(world.id("eli"), Priority.HIGH, ("hotel", "vpn"), Status.PENDING)
    assert (reply.review_by, reply.is_public) == (date(2026, 3, 2), True)
    shown = said_in(top(world))
    assert "Does besides: Give the ticket to “eli”; Priority: High; Add tags: “hotel, vpn”" in shown
    assert "Looked at again on" in shown


async def test_what_a_reply_does_is_shown_again_and_can_be_taken_away(world: World) -> None:
    wording = Wording("VPN reset", "Hello", actions=ReplyActions(PersonId(ME), None, ("vpn",), Status.SOLVED))
    reply = await world.store.write(replies.save, wording, world.id("dana"), Scope.DESK, DeskId("IT"))
    await world.dana.slash("/helpdesk", "replies")
    await world.dana.choose(top(world), ids.REPLY_MENU, f"{ids.EDIT_REPLY}:{reply.id}")
    assert initial(top(world), ids.ADDS_TAGS) == "vpn"
    assert await world.dana.submit(top(world), {ids.SETS_STATUS: "as_it_is", ids.ADDS_TAGS: ""}) is None
    assert (await stored(world)).actions == ReplyActions(PersonId(ME))


async def test_tags_that_no_ticket_takes_are_refused_at_their_field(world: World) -> None:
    view = await blank(world)
    for words in ("x" * 51, ",".join("abcdefghijk")):
        refused = await world.dana.submit(view, FILLED | {ids.ADDS_TAGS: words})
        assert refused is not None
        assert list(refused) == [ids.ADDS_TAGS]


# Languages


async def test_a_language_is_added_and_what_was_written_so_far_stays(world: World) -> None:
    view = await blank(world)
    for name, text in FILLED.items():
        await world.dana.choose(view, name, text)
    await world.dana.choose(top(world), ids.ADD_LANGUAGE, "de")
    await world.dana.choose(top(world), f"{ids.BODY_IN}:de", "Hallo & <guten Tag>")
    await world.dana.choose(top(world), ids.ADD_LANGUAGE, "es")
    view = top(world)
    assert (initial(view, ids.TITLE), initial(view, ids.BODY)) == ("VPN reset", "Hello")
    assert initial(view, f"{ids.BODY_IN}:de") == "Hallo & <guten Tag>"
    assert "Text in español" in said_in(view)
    assert await world.dana.submit(view) is None
    reply = await stored(world)
    assert reply.translations == {"de": "Hallo &amp; &lt;guten Tag&gt;"}
    assert "Also in Deutsch" in said_in(top(world))
    (version,) = await world.read(rows.versions, reply.id)
    assert version.translations == reply.translations


# An answer that becomes a reply


@on_both
async def test_an_answer_becomes_a_reply_for_others_wherever_one_points_at_it(world: World) -> None:
    request, copy = await answered(world)
    await world.eli.join("it")
    await world.eli.message_shortcut(ids.SAVE_SHORTCUT, "it", copy.ts)
    view = top(world, "eli")
    body = "Hi {{requester.name}}, {{ticket.number}} is done, says {{agent.name}}"
    assert initial(view, ids.BODY) == body
    assert await world.eli.submit(view, {ids.TITLE: "Done"}) is None
    assert "“Done” is saved" in said_in(top(world, "eli"))
    assert ((await stored(world, "done")).body, (await stored(world, "done")).owner_id) == (body, world.id("eli"))
    assert world.thread(request)[-1] == copy


async def test_what_an_agent_wrote_in_the_thread_themselves_becomes_one_too(world: World) -> None:
    request = await raised(world)
    await world.dana.join("it")
    ts = await world.dana.say("it", "Please turn it off and on", thread_ts=request.ts)
    await world.dana.message_shortcut(ids.SAVE_SHORTCUT, "it", ts)
    assert initial(top(world), ids.BODY) == "Please turn it off and on"


async def test_nothing_else_becomes_a_reply(world: World) -> None:
    request, copy = await answered(world)
    await world.dana.join("it")
    note = await world.dana.say("it-triage", "They never turn it off", thread_ts=world.card().ts)
    for channel, ts in (("it", request.ts), ("it-triage", note), ("it-triage", world.card().ts)):
        await world.dana.message_shortcut(ids.SAVE_SHORTCUT, channel, ts)
        assert "Only what a desk has answered" in told(world, "dana", channel)
    await world.person("hana").join("it")
    for who in ("ana", "hana"):
        await world.person(who).message_shortcut(ids.SAVE_SHORTCUT, "it", copy.ts)
        assert "work" in told(world, who, "it")
        assert world.person(who).modal() is None


# Bad input


async def test_a_text_of_as_many_characters_as_the_form_takes_is_kept_whatever_they_are(world: World) -> None:
    for title, text in (
        ("Signs", "&" * 3000),
        ("Braces", "{{" * 1500),
        ("Broken", "*bold _not `closed <!channel> <@U1"),
    ):
        assert await world.dana.submit(await blank(world), {ids.TITLE: title, ids.BODY: text}) is None
        await world.dana.close(top(world), all_layers=True)
    assert (await stored(world, "signs")).body == "&amp;" * 3000
    assert (await stored(world, "broken")).body.endswith("&lt;!channel&gt; &lt;@U1")


@pytest.mark.parametrize(("field", "value"), [(ids.SETS_STATUS, "closed"), (ids.SETS_PRIORITY, "x")])
async def test_a_choice_that_was_not_offered_is_answered_kindly(world: World, field: str, value: str) -> None:
    view = await blank(world)
    for block in view.blocks:
        if block["block_id"] == field:
            block["element"]["options"][1]["value"] = value
    refused = await world.dana.submit(view, FILLED | {field: value})
    assert refused is not None
    assert await world.read(rows.by_key, Scope.DESK, "IT", "vpn-reset") is None
