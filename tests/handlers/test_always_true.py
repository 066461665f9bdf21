"""Whatever is done from wherever: what stands in Slack is what would be written now, and nothing stands there twice."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.delivery.letter import Post
from bot.delivery.letters import letter
from bot.rules.notice_kinds import NoticeKind, NoticeState
from bot.rules.records import Notice, Ticket
from bot.sandbox.records import Message
from bot.views import ids
from storage import outbox, tickets
from tests.world import World

Step = Callable[[World, Ticket], Awaitable[object]]


def pressed(name: str, action_id: str) -> Step:
    """A button on the card as it stands."""

    async def press(world: World, ticket: Ticket) -> None:
        if action_id in str(world.card(ticket.key).blocks):
            await world.person(name).click(world.card(ticket.key), action_id)

    return press


def chosen(name: str, word: str) -> Step:
    """An entry of the card's menu, as far as it is offered."""

    async def choose(world: World, ticket: Ticket) -> None:
        value = f"{word}:{ticket.id}"
        if value in str(world.card(ticket.key).blocks):
            await world.person(name).choose(world.card(ticket.key), ids.MORE, value)

    return choose


def filled(name: str, word: str, **fields: str) -> Step:
    """A form from the card's menu, filled in and submitted."""

    async def fill(world: World, ticket: Ticket) -> None:
        await chosen(name, word)(world, ticket)
        view = world.person(name).modal()
        if view is not None:
            await world.person(name).submit(view, dict(fields))
            await world.person(name).close(view, all_layers=True)

    return fill


def said(name: str, text: str) -> Step:
    """A message in the requester's thread."""

    async def say(world: World, ticket: Ticket) -> None:
        await world.person(name).say(str(ticket.channel), text, thread_ts=str(ticket.thread_ts))

    return say


async def edited(world: World, ticket: Ticket) -> None:
    ts = await world.ana.say(str(ticket.channel), "frist", thread_ts=str(ticket.thread_ts))
    await world.deliver()
    await world.ana.edit(str(ticket.channel), ts, "first")


async def deleted(world: World, ticket: Ticket) -> None:
    ts = await world.ana.say(str(ticket.channel), "never mind", thread_ts=str(ticket.thread_ts))
    await world.deliver()
    await world.ana.delete(str(ticket.channel), ts)


async def days_pass(world: World, _ticket: Ticket) -> None:
    world.clock.advance(days=3)
    await world.tick()


STEPS: Mapping[str, Step] = {
    "claim": pressed("dana", ids.CLAIM),
    "claim too": pressed("eli", ids.CLAIM),
    "solve": pressed("dana", ids.SOLVE),
    "reopen": pressed("dana", ids.REOPEN),
    "pend": chosen("dana", ids.PEND),
    "resume": chosen("eli", ids.RESUME),
    "hold": filled("dana", ids.HOLD, reason="Parts"),
    "note": filled("dana", ids.NOTE, text="Hm"),
    "follow": chosen("lea", ids.FOLLOW),
    "answer": said("dana", "Looking"),
    "answer too": said("eli", "Me too"),
    "ask": said("ana", "It still fails"),
    "thank": said("ana", "thanks"),
    "edit": edited,
    "delete": deleted,
    "days": days_pass,
}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.booleans()), min_size=3, max_size=8))
async def test_every_message_is_true_after_any_sequence(world: World, steps: list[tuple[str, bool]]) -> None:
    world.clock.advance(minutes=5)
    ts = await world.ana.say("it", "The printer is jammed")
    await world.deliver()
    ticket = await raised_by(world, ts)
    for step, is_delivered in steps:
        await STEPS[step](world, ticket)
        if is_delivered:
            await world.deliver()
    await world.deliver()
    notices = await world.read(outbox.of_ticket, ticket.id)
    assert all(notice.state is NoticeState.SENT and notice.owed == notice.shown for notice in notices)
    for notice in notices:
        await is_true(world, notice)
    standing = [(notice.channel, notice.ts) for notice in notices if notice.ts is not None]
    assert len(standing) == len(set(standing))
    ours = [message for message in world.thread(world.card(ticket.key)) if message.bot_id]
    copies = [notice for notice in notices if notice.kind is NoticeKind.COPY_UNDER_CARD]
    assert len(ours) == len(copies)


async def raised_by(world: World, ts: str) -> Ticket:
    found = await world.read(tickets.by_source, f"message:{world.id('#it')}:{ts}")
    assert found is not None
    return found


async def is_true(world: World, notice: Notice) -> None:
    """The message shows what its letter says now."""
    written = await world.read(letter, notice)
    if not isinstance(written, Post) or notice.channel is None or notice.ts is None:
        return
    shown = message_at(world, notice.channel, notice.ts)
    assert shown.text == written.message.text, notice.kind
    assert unnumbered(shown.blocks) == unnumbered(list(written.message.blocks)), notice.kind


def message_at(world: World, channel: str, ts: str) -> Message:
    found = world.sandbox.workspace.messages.get(channel, ts)
    assert found is not None
    return found


def unnumbered(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Blocks without the ids that Slack gives those that have none."""
    return [{name: value for name, value in block.items() if name != "block_id"} for block in blocks]
