"""Messages that become tickets after a question or an emoji, that belong together, that change, or go away."""

from typing import Any

from bot.helpdesk import settings
from bot.rules.notice_kinds import NoticeState
from bot.rules.vocabulary import Closure, Intake, Status
from bot.sandbox.records import Message
from storage import following, history, messages, outbox, tickets
from tests.handlers.seen import actions_of
from tests.world import World, desks_document, on_both


async def desk_works(world: World, **changes: Any) -> None:
    """Let the IT desk work in another way."""
    await world.store.write(settings.apply, desks_document(world.ids, **changes))


async def keys(world: World) -> list[str]:
    """The tickets that are not done."""
    return [ticket.key for ticket in await world.read(tickets.every_living)]


async def confirmation_in(world: World, channel: str, ts: str) -> Message:
    """The confirmation in a message's thread."""
    await world.deliver()
    return world.sandbox.driver.thread(channel, ts)[0]


async def test_where_the_desk_asks_first_the_author_is_asked_in_private(world: World) -> None:
    await world.ana.say("hr", "my pay slip is missing")
    await world.deliver()
    [question] = world.ana.ephemerals("hr")
    assert "my pay slip is missing" in question.text
    assert actions_of(question.blocks) == ["make_ticket", "no_ticket"]
    assert await keys(world) == []
    assert world.ben.ephemerals("hr") == []


async def test_a_reply_among_colleagues_is_asked_about_by_nobody(world: World) -> None:
    ts = await world.ana.say("hr", "when is payday?")
    await world.deliver()
    await world.ben.say("hr", "on the 25th", thread_ts=ts)
    await world.deliver()
    assert world.ben.ephemerals("hr") == []
    await world.ben.say("random", "lunch?", thread_ts=await world.ana.say("random", "anyone?"))
    assert await world.read(tickets.every_living) == []


async def test_make_it_a_ticket_makes_the_message_a_ticket_with_its_thread(world: World) -> None:
    ts = await world.ana.say("hr", "my pay slip is missing")
    await world.deliver()
    [question] = world.ana.ephemerals("hr")
    await world.ana.click(question, "make_ticket")
    [answer] = world.ana.ephemerals("hr")
    assert "HR-1" in answer.text
    assert actions_of(answer.blocks) == []
    ticket = await world.ticket("HR-1")
    assert (ticket.intake, ticket.thread_ts) == (Intake.CHANNEL, ts)
    assert "HR-1" in (await confirmation_in(world, "hr", ts)).text
    await world.ana.click(question, "make_ticket")
    assert "settled already" in world.ana.ephemerals("hr")[-1].text
    assert await keys(world) == ["HR-1"]


async def test_no_leaves_nothing_behind(world: World) -> None:
    await world.ana.say("hr", "good morning")
    await world.deliver()
    [question] = world.ana.ephemerals("hr")
    await world.ana.click(question, "no_ticket")
    assert world.ana.ephemerals("hr") == []
    await world.ana.click(question, "make_ticket")
    assert await keys(world) == []


@on_both
async def test_who_writes_in_one_go_is_asked_once_and_all_of_it_is_one_ticket(world: World) -> None:
    await world.ana.say("hr", "hello")
    world.clock.advance(seconds=30)
    await world.ana.say("hr", "my pay slip is missing")
    await world.deliver()
    [question] = world.ana.ephemerals("hr")
    await world.ana.click(question, "make_ticket")
    assert await keys(world) == ["HR-1"]
    assert (await world.ticket("HR-1")).description == "hello\nmy pay slip is missing"
    world.clock.advance(seconds=30)
    await world.ana.say("hr", "of November")
    await world.deliver()
    assert (await world.ticket("HR-1")).description.endswith("of November")


async def test_a_message_deleted_before_it_was_a_ticket_never_is_one(world: World) -> None:
    ts = await world.ana.say("hr", "my pay slip is missing")
    await world.deliver()
    [question] = world.ana.ephemerals("hr")
    await world.ana.delete("hr", ts)
    await world.ana.click(question, "make_ticket")
    assert "settled already" in world.ana.ephemerals("hr")[-1].text
    assert await keys(world) == []


async def test_a_mention_where_the_desk_asks_first_is_not_asked_about(world: World) -> None:
    await world.ana.say("hr", "@helpdesk my pay slip is missing")
    await world.deliver()
    assert await keys(world) == ["HR-1"]
    assert world.ana.ephemerals("hr") == []


async def test_where_the_desk_waits_for_an_emoji_ticket_makes_it_its_authors_ticket(world: World) -> None:
    await desk_works(world, requests=[{"channel": world.id("#it"), "mode": "reaction"}])
    ts = await world.ana.say("it", "printer is jamed")
    await world.ana.edit("it", ts, "printer is jammed")
    assert await keys(world) == []
    await world.dana.react("it", ts, "ticket")
    await world.ben.react("it", ts, "ticket")
    assert await keys(world) == ["IT-1"]
    ticket = await world.ticket("IT-1")
    assert (ticket.intake, ticket.subject, ticket.thread_ts) == (Intake.REACTION, "printer is jammed", ts)
    assert (ticket.requester_id, ticket.opened_by) == (world.id("ana"), world.id("dana"))
    assert ticket.waiting_since is None
    confirmation = await confirmation_in(world, "it", ts)
    assert "dana opened this for you" in confirmation.text
    [news] = world.dm("ana")
    assert "dana opened this for you" in news.text
    assert "IT-1" in news.text


async def test_an_emoji_on_a_message_that_was_never_heard_or_is_gone_changes_nothing(world: World) -> None:
    await desk_works(world, requests=[{"channel": world.id("#it"), "mode": "reaction"}])
    await world.ana.react("random", await world.ana.say("random", "lunch?"), "ticket")
    ts = await world.ana.say("it", "printer is jammed")
    await world.ana.delete("it", ts)
    assert await keys(world) == []


async def test_messages_of_one_person_within_two_minutes_are_one_ticket(world: World) -> None:
    first = await world.ana.say("it", "printer is jammed")
    world.clock.advance(seconds=110)
    second = await world.ana.say("it", "the one on the 3rd floor", files=[("jam.png", b"picture")])
    await world.sandbox.deliver_again(4)
    await world.ben.say("it", "no network")
    world.clock.advance(seconds=121)
    await world.ana.say("it", "and no coffee")
    assert await keys(world) == ["IT-1", "IT-2", "IT-3"]
    ticket = await world.ticket("IT-1")
    assert ticket.description == "printer is jammed\nthe one on the 3rd floor"
    confirmation = await confirmation_in(world, "it", first)
    assert actions_of(confirmation.blocks) == ["confirm_solved", "add_details", "split", "not_a_ticket"]
    assert world.sandbox.driver.thread("it", second) == []
    card = world.card("IT-1")
    assert "the one on the 3rd floor" in str(card.blocks)
    assert [file for reply in world.thread(card) for file in reply.files]
    assert "joined" in [entry.what for entry in await world.read(history.of_ticket, ticket.id)]
    await world.ana.say("it", "still jammed", thread_ts=second)
    await world.deliver()
    assert any("still jammed" in reply.text for reply in world.thread(world.card("IT-1")))


async def test_a_message_that_joins_bears_a_mark_and_raises_nothing(world: World) -> None:
    first = await world.ana.say("it", "printer is jammed")
    second = await world.ana.say("it", "the one on the 3rd floor")
    await world.deliver()
    await world.sandbox.driver.quiet()  # the mark is an event too
    assert world.sandbox.driver.message("it", first).reactions == {}
    assert world.sandbox.driver.message("it", second).reactions == {"ticket": [world.identity.bot_user_id]}
    assert await keys(world) == ["IT-1"]


async def test_nobody_misses_the_mark_on_a_message_that_is_gone(world: World) -> None:
    await world.ana.say("it", "printer is jammed")
    second = await world.ana.say("it", "the one on the 3rd floor")
    await world.ana.delete("it", second)
    await world.deliver()
    assert await world.read(outbox.in_state, NoticeState.DEAD, 9) == []
    assert await world.read(outbox.in_state, NoticeState.PENDING, 9) == []


async def test_a_request_that_somebody_works_on_is_joined_no_more(world: World) -> None:
    await world.ana.say("it", "printer is jammed")
    await world.deliver()
    world.clock.advance(seconds=30)
    await world.dana.click(world.card("IT-1"), "claim")
    await world.ana.say("it", "and no network")
    assert await keys(world) == ["IT-1", "IT-2"]


async def test_direct_messages_belong_together_too(world: World) -> None:
    dm = world.ana.dm().id
    await world.ana.say(dm, "hello")
    await world.ana.say(dm, "my laptop is slow")
    assert await keys(world) == ["IT-1"]


async def test_a_desk_may_want_every_message_by_itself(world: World) -> None:
    await desk_works(world, burst_seconds=0)
    await world.ana.say("it", "printer is jammed")
    await world.ana.say("it", "no network")
    assert await keys(world) == ["IT-1", "IT-2"]


async def test_split_makes_the_last_message_a_ticket_of_its_own(world: World) -> None:
    first = await world.ana.say("it", "printer is jammed")
    second = await world.ana.say("it", "and no network")
    confirmation = await confirmation_in(world, "it", first)
    await world.ben.click(confirmation, "split")
    assert await keys(world) == ["IT-1"]
    await world.ana.click(confirmation, "split")
    await world.ana.click(confirmation, "split")
    await world.deliver()
    assert await keys(world) == ["IT-1", "IT-2"]
    whole, part = await world.ticket("IT-1"), await world.ticket("IT-2")
    assert (whole.description, part.description) == ("printer is jammed", "and no network")
    assert (part.subject, part.intake, part.thread_ts) == ("and no network", Intake.SPLIT, second)
    assert [link.other_id for link in await world.read(following.links, part.id)] == [whole.id]
    for ticket in (whole, part):
        assert "split_off" in [entry.what for entry in await world.read(history.of_ticket, ticket.id)]
    assert "IT-2" in (await confirmation_in(world, "it", second)).text
    assert "split" not in actions_of((await confirmation_in(world, "it", first)).blocks)
    assert "Split from" in str(world.card("IT-2").blocks)
    await world.ana.edit("it", second, "and no wifi")
    assert (await world.ticket("IT-2")).subject == "and no wifi"


async def test_what_was_taken_back_speaks_of_no_split(world: World) -> None:
    first = await world.ana.say("it", "printer is jammed")
    await world.ana.say("it", "and no network")
    await world.ana.click(await confirmation_in(world, "it", first), "not_a_ticket")
    assert "Split" not in (await confirmation_in(world, "it", first)).text


async def test_an_agent_splits_what_three_messages_made_one_by_one(world: World) -> None:
    first = await world.ana.say("it", "printer is jammed")
    await world.ana.say("it", "no network")
    await world.ana.say("it", "no coffee")
    await world.dana.click(await confirmation_in(world, "it", first), "split")
    await world.dana.click(await confirmation_in(world, "it", first), "split")
    assert await keys(world) == ["IT-1", "IT-2", "IT-3"]
    subjects = [(await world.ticket(f"IT-{n}")).subject for n in (1, 2, 3)]
    assert subjects == ["printer is jammed", "no coffee", "no network"]


async def test_an_edit_of_the_request_changes_the_ticket_and_is_recorded(world: World) -> None:
    ts = await world.ana.say("it", "printer is jamed")
    await world.ana.edit("it", ts, "printer is jammed")
    await world.sandbox.deliver_again(2)
    await world.deliver()
    ticket = await world.ticket("IT-1")
    assert (ticket.subject, ticket.description) == ("printer is jammed", "printer is jammed")
    assert "printer is jammed" in world.card("IT-1").text
    edits = [entry for entry in await world.read(history.of_ticket, ticket.id) if entry.what == "opening_edited"]
    assert [(entry.by, entry.before, entry.after) for entry in edits] == [
        (world.id("ana"), "printer is jamed", "printer is jammed")
    ]


async def test_a_deleted_request_is_recorded_and_agents_keep_its_text(world: World) -> None:
    ts = await world.ana.say("it", "printer is jammed")
    await world.deliver()
    await world.ana.delete("it", ts)
    await world.deliver()
    ticket = await world.ticket("IT-1")
    assert ticket.description == "printer is jammed"
    [gone] = [entry for entry in await world.read(history.of_ticket, ticket.id) if entry.what == "opening_deleted"]
    assert gone.before == "printer is jammed"
    assert "deleted" in str(world.card("IT-1").blocks)


async def test_a_desk_that_keeps_no_deleted_text_forgets_it_everywhere(world: World) -> None:
    await desk_works(world, keep_deleted_text=False)
    ts = await world.ana.say("it", "my password is sesame")
    await world.ana.edit("it", ts, "my password is sesame1")
    await world.deliver()
    await world.ana.delete("it", ts)
    await world.deliver()
    ticket = await world.ticket("IT-1")
    told = [ticket.subject, ticket.description]
    told += [message.text for message in await world.read(messages.of_ticket, ticket.id)]
    told += [entry.before + entry.after for entry in await world.read(history.of_ticket, ticket.id)]
    card = world.card("IT-1")
    told += [card.text, str(card.blocks), *(reply.text for reply in world.sandbox.driver.thread("it", ts))]
    assert not [text for text in told if "sesame" in text]
    assert ticket.status is Status.NEW


async def test_a_request_deleted_before_it_was_confirmed_goes_on_in_the_dm(world: World) -> None:
    ts = await world.ana.say("it", "printer is jammed")
    await world.ana.delete("it", ts)
    await world.deliver()
    [confirmation] = world.dm("ana")
    assert "IT-1" in confirmation.text
    ticket = await world.ticket("IT-1")
    assert (ticket.channel, ticket.thread_ts) == (confirmation.channel, confirmation.ts)


async def test_what_was_taken_back_is_never_asked_about_nor_raised_again(world: World) -> None:
    ts = await world.ana.say("it", "good morning")
    await world.ana.click(await confirmation_in(world, "it", ts), "not_a_ticket")
    await world.dana.react("it", ts, "ticket")
    assert await keys(world) == []
    assert (await world.ticket("IT-1")).closure is Closure.NOT_A_TICKET
