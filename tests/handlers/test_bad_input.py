"""Whatever comes in, by whichever way: a clear private answer or a quiet nothing, and nothing is lost or doubled."""

from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.rules.notice_kinds import NoticeState
from bot.rules.vocabulary import Status
from bot.sandbox.records import Message, View
from bot.views import ids
from storage import outbox, tickets
from tests.handlers.work import choose, form, raised
from tests.world import World

TEXTS = {
    "mentions": "<!channel> <!here> <!everyone> <@BEN> @ben @here",
    "markup": "*now* _or_ ~never~ `rm` > <b>x</b> & &amp; <https://example.com|bank> ```",
    "emoji": ":fire::fire:",
    "right to left": "\u202eשלג\u202c",
    "control characters": "a\x00b\x07\u2028c",
    "endless": "x" * 40_000,
    "half a character": "broken \ud83d",
    "nothing": " \u200b\u3164\n",
}


TROUBLE_FOR_A_DATABASE = ("control characters", "endless", "half a character")  # the other texts are the views' trouble
ANYWHERE = pytest.mark.parametrize(
    ("world", "text"),
    [
        *(pytest.param("sqlite", text, id=name) for name, text in TEXTS.items()),
        *(pytest.param("postgresql", TEXTS[name], id=f"postgresql-{name}") for name in TROUBLE_FOR_A_DATABASE),
    ],
    indirect=["world"],
)


def everything(world: World) -> list[Message]:
    """All that the bot has written anywhere."""
    channels: list[str] = [world.id(name) for name in world.ids if name.startswith("#")]
    channels += [world.person(name).dm().id for name in ("ana", "ben", "dana", "eli", "lea")]
    written = [message for channel in channels for message in world.sandbox.workspace.messages.in_channel(channel)]
    return [message for message in written if message.bot_id]


async def is_well(world: World) -> None:
    """Everything was sent, nothing broke on its way, and nobody was called who should not be."""
    await world.deliver()
    assert await world.read(outbox.in_state, NoticeState.DEAD, 10) == []
    assert await world.read(outbox.number_in, NoticeState.PENDING) == 0
    called = {whom for message in everything(world) for whom in message.pings}
    assert not called & {"channel", "here", "everyone", world.id("ben")}


async def submit(world: World, view: View | None, who: str = "dana", **fields: Any) -> None:
    """Fill in a form; what it says of a field that it doesn't take is an answer, too."""
    assert view is not None
    await world.person(who).submit(view, fields)
    if world.person(who).modal() is not None:
        await world.person(who).close(view, all_layers=True)


@ANYWHERE
async def test_any_text_in_any_way_of_asking_is_a_ticket_or_kindly_refused(world: World, text: str) -> None:
    text = text.replace("BEN", world.id("ben"))
    with capture_logs() as logs:
        await world.ana.slash("/ticket", text, channel="it")
        await world.ana.say("it", text)
        await world.ana.say(world.ana.dm().id, text)
        await world.ana.say("random", f"<@{world.identity.bot_user_id}> {text}")
        await world.ana.shortcut(ids.RAISE_SHORTCUT)
        await submit(world, world.ana.modal(), "ana", subject=text[:150], description=text[:3000])
        ts = await world.ana.say("random", text)
        await world.ana.message_shortcut(ids.MESSAGE_SHORTCUT, "random", ts)
        await submit(world, world.ana.modal(), "ana")
        await is_well(world)
    assert [line for line in logs if line["log_level"] == "error"] == []
    raised_ones = await world.read(tickets.every_living)
    assert len({ticket.key for ticket in raised_ones}) == len(raised_ones)
    assert len(world.messages("it-triage")) == len(raised_ones)
    assert bool(raised_ones) is bool(text.strip(" \u200b\u3164\n"))


@ANYWHERE
async def test_any_text_in_any_field_of_a_tickets_life_is_taken_or_kindly_refused(world: World, text: str) -> None:
    text = text.replace("BEN", world.id("ben"))
    await raised(world)
    await world.dana.click(world.card(), ids.CLAIM)
    await world.deliver()
    with capture_logs() as logs:
        await said_everywhere(world, text)
        await filled_in_everywhere(world, text)
        world.clock.advance(hours=1)
        await world.tick()
        await form(world, "dana", ids.HISTORY)
        await world.ana.open_home()
        await world.dana.open_home()
        await is_well(world)
    assert [line for line in logs if line["log_level"] == "error"] == []
    assert [ticket.key for ticket in await world.read(tickets.every_living)] == ["IT-1"]
    assert len(world.messages("it-triage")) == 1


async def said_everywhere(world: World, text: str) -> None:
    """In commands, in both threads of the ticket, and in place of the request."""
    request = world.messages("it")[0]
    await world.ana.slash("/helpdesk", text, channel="it")
    await world.dana.slash("/helpdesk", f"metrics {text}", channel="it")
    await world.ana.say("it", text, thread_ts=request.ts)
    await world.dana.say("it", text, thread_ts=request.ts)
    await world.dana.say("it-triage", text, thread_ts=world.card().ts)
    await world.ana.edit("it", request.ts, text)


async def filled_in_everywhere(world: World, text: str) -> None:
    """In every field that takes text."""
    await world.dana.click(world.card(), ids.REPLY)
    await submit(world, world.dana.modal(), text=text[:3000])
    await submit(world, await form(world, "dana", ids.NOTE), text=text[:3000])
    await submit(world, await form(world, "dana", ids.TAGS), tags=text[:500])
    await submit(world, await form(world, "dana", ids.PRIORITY), priority="high", reason=text[:500])
    await submit(world, await form(world, "dana", ids.MERGE), other=text[:20])
    await submit(world, await form(world, "dana", ids.REMIND), text=text[:500])
    await submit(world, await form(world, "dana", ids.HOLD), reason=text[:500])
    await submit(world, await form(world, "dana", ids.UNASSIGN), text=text[:500])
    await world.ana.click(world.thread(world.messages("it")[0])[0], ids.ADD_DETAILS)
    await submit(world, world.ana.modal(), "ana", description=text[:3000])


@pytest.mark.parametrize("trouble", ["archived", "left"])
async def test_an_answer_into_a_channel_that_is_lost_waits_for_it_and_a_lead_is_told(
    world: World, trouble: str
) -> None:
    request = await raised(world)
    channels, channel = world.sandbox.workspace.channels, world.id("#it")
    if trouble == "archived":
        channels.change(channel, archived=True)
    else:
        channels.leave(channel, world.identity.bot_user_id)
    await world.dana.click(world.card(), ids.REPLY)
    await submit(world, world.dana.modal(), text="Try again")
    await world.deliver()
    assert "Try again" in str(world.thread(world.card())[-1].blocks)
    assert any("could not send" in message.text for message in world.dm("lea"))
    assert not any("Try again" in message.text for message in world.thread(request))
    if trouble == "archived":
        channels.change(channel, archived=False)
    else:
        await world.ana.invite("it", world.identity.bot_user_id)
    for notice in await world.read(outbox.in_state, NoticeState.DEAD, 10):
        await world.store.write(outbox.revive, notice.id)
    await world.deliver()
    assert sum("Try again" in message.text for message in world.thread(request)) == 1


async def test_while_the_token_is_revoked_nothing_is_lost_and_later_nothing_is_doubled(world: World) -> None:
    await raised(world)
    world.sandbox.workspace.revoke_token()
    answer = await world.ana.slash("/ticket", "The door is stuck", channel="it")
    assert "IT-2" in answer.text
    await world.dana.click(world.card(), ids.CLAIM)
    await world.deliver()
    assert len(world.messages("it-triage")) == 1
    world.sandbox.workspace.restore_token()
    for notice in await world.read(outbox.in_state, NoticeState.DEAD, 100):
        await world.store.write(outbox.revive, notice.id)
    await world.deliver()
    assert len(world.messages("it-triage")) == 2
    assert world.id("dana") in str(world.card("IT-1").blocks)
    assert sum("IT-2" in message.text for message in world.dm("ana")) == 1


async def test_a_ticket_of_somebody_who_was_deactivated_is_worked_to_its_end(world: World) -> None:
    await world.ben.slash("/ticket", "My laptop is broken", channel="it")
    await world.deliver()
    await deactivated(world, "ben")
    await world.dana.click(world.card(), ids.CLAIM)
    await world.dana.click(world.card(), ids.REPLY)
    await submit(world, world.dana.modal(), text="Bring it here")
    await world.dana.click(world.card(), ids.SOLVE)
    await world.deliver()
    assert (await world.ticket()).status is Status.SOLVED
    assert "Solved" in world.card().text


async def test_an_agent_who_was_deactivated_is_given_nothing_and_told_nothing(world: World) -> None:
    request = await raised(world)
    await choose(world, "eli", ids.FOLLOW)
    await deactivated(world, "eli")
    opened = await form(world, "dana", ids.ASSIGN)
    errors = await world.dana.submit(opened, {ids.ASSIGNEE: world.id("eli")})
    assert errors is not None
    assert "who does" in errors[ids.ASSIGNEE]
    await world.dana.say("it", "On my way", thread_ts=request.ts)
    await world.deliver()
    assert (await world.ticket()).assignee_id == world.id("dana")
    assert await world.read(outbox.in_state, NoticeState.DEAD, 10) == []
    assert world.dm("lea") == []


async def deactivated(world: World, who: str) -> None:
    """Somebody leaves the workspace, and the bot has heard of it."""
    with world.sandbox.socket_mode.watching() as caused:
        world.sandbox.workspace.people.change(world.id(who), deleted=True)
    await caused.settled()
