"""Whether a saved reply is still right, through Slack: the question, its buttons, the list of what to look at."""

from datetime import date

import pytest

from bot.helpdesk import replies
from bot.rules.replies import SavedReply, Wording
from bot.rules.vocabulary import DeskId, Scope
from bot.sandbox.forms import Choice
from bot.sandbox.records import Message
from bot.views import ids
from storage import replies as rows
from tests.handlers.work import offers, said_in, top
from tests.world import World, on_both


@pytest.fixture
async def reply(world: World) -> SavedReply:
    """A reply of Dana's to look at on Wednesday."""
    wording = Wording("VPN", "Reset it", "vpn", review_by=date(2026, 1, 7))
    return await world.store.write(replies.save, wording, world.id("dana"), Scope.DESK, DeskId("IT"))


async def asked(world: World) -> Message:
    """The question, on the day."""
    world.clock.advance(days=2)
    await world.tick()
    return world.dm("dana")[-1]


@on_both
async def test_the_owner_is_asked_and_says_that_it_is_still_right(world: World, reply: SavedReply) -> None:
    question = await asked(world)
    assert question.text.startswith("Is the saved reply *VPN* still right?")
    assert offers(question) == [ids.REPLY_STILL_RIGHT, ids.LOOK_AT_REPLY]
    await world.dana.click(question, ids.REPLY_STILL_RIGHT)
    await world.deliver()
    settled = world.dm("dana")[-1]
    assert (settled.ts, offers(settled)) == (question.ts, [])
    assert "I ask again on" in settled.text
    found = await world.read(rows.get, reply.id)
    assert found is not None
    assert found.review_by == date(2026, 7, 8)


async def test_the_owner_edits_it_from_the_question(world: World, reply: SavedReply) -> None:
    question = await asked(world)
    await world.dana.click(question, ids.LOOK_AT_REPLY)
    values: dict[str, Choice] = {ids.BODY: "Better", ids.REPLY_REVIEW_BY: "2026-02-02"}
    assert await world.dana.submit(top(world), values) is None
    assert "is saved" in said_in(top(world))
    await world.deliver()
    assert offers(world.dm("dana")[-1]) == []
    found = await world.read(rows.get, reply.id)
    assert found is not None
    assert (found.body, found.version, found.review_by) == ("Better", 2, date(2026, 2, 2))


async def test_somebody_else_can_not_answer_for_them(world: World, reply: SavedReply) -> None:
    question = await asked(world)
    for action in (ids.REPLY_STILL_RIGHT, ids.LOOK_AT_REPLY):
        world.sandbox.workspace.join(world.dana.dm(), world.person("hana").person)
        await world.person("hana").click(question, action)
    found = await world.read(rows.get, reply.id)
    assert found is not None
    assert found.review_by == date(2026, 1, 7)
    assert world.person("hana").modal() is None


async def test_the_list_shows_what_should_be_looked_at_and_goes_back_to_all(world: World, reply: SavedReply) -> None:
    other = Wording("Other", "Text", "other")
    await world.store.write(replies.save, other, world.id("dana"), Scope.DESK, DeskId("IT"))
    await world.dana.slash("/helpdesk", "replies")
    assert ids.REPLIES_TO_REVIEW not in said_in(top(world))
    await world.dana.close(top(world))
    world.clock.advance(days=2)
    await world.dana.slash("/helpdesk", "replies")
    assert "To review (1)" in said_in(top(world))
    await world.dana.click(top(world), ids.REPLIES_TO_REVIEW)
    assert "To review: its day has come" in said_in(top(world))
    assert "*Other*" not in said_in(top(world))
    await world.dana.click(top(world), ids.ALL_REPLIES)
    assert "*Other*" in said_in(top(world))
    world.clock.advance(days=90)
    await world.dana.click(top(world), ids.REPLIES_TO_REVIEW)
    assert "To review: not used for 90 days" in said_in(top(world))
    assert str(reply.id) in said_in(top(world))
