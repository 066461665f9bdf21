"""The question after solving, through Slack: asked in private, answered by a reaction, kept true."""

import pytest

from bot.helpdesk import settings
from bot.rules.records import RATING_EMOJI
from bot.sandbox.records import Message
from storage import surveys
from tests.world import World, desks_document


async def solved(world: World, *, channel: str = "it") -> Message:
    """Ana's request in a channel, solved by Dana; the question she got."""
    await world.ana.say(channel, "The printer is on fire")
    await world.deliver()
    await world.dana.click(world.card("IT-1"), "claim")
    await world.dana.click(world.card("IT-1"), "solve")
    await world.deliver()
    return question(world)


def question(world: World) -> Message:
    return next(message for message in world.dm("ana") if "IT-1" in message.text)


async def rating(world: World) -> int | None:
    survey = (await world.read(surveys.of_ticket, (await world.ticket()).id))[-1]
    return await world.read(surveys.score, survey.id)


async def test_the_requester_is_asked_in_private_with_five_reactions_on_it(world: World) -> None:
    asked = await solved(world)
    bot = world.identity.bot_user_id
    assert list(asked.reactions) == list(RATING_EMOJI)
    assert all(people == [bot] for people in asked.reactions.values())
    for words in ("very bad", "bad", "all right", "good", "very good"):
        assert words in asked.text
    everywhere = [message.text for channel in ("it", "it-triage") for message in world.messages(channel)]
    threads = [reply.text for root in world.messages("it") for reply in world.thread(root)]
    assert not any("How did we do?" in text for text in everywhere + threads)
    assert await rating(world) is None


async def test_the_reaction_is_the_rating_and_the_question_says_thanks(world: World) -> None:
    asked = await solved(world)
    await world.ana.react(asked.channel, asked.ts, "slightly_smiling_face")
    await world.deliver()
    assert await rating(world) == 4
    thanks = question(world)
    assert thanks.ts == asked.ts
    assert "Thank you!" in thanks.text
    assert "*good*" in thanks.text


async def test_the_last_reaction_counts_and_removing_it_falls_back(world: World) -> None:
    asked = await solved(world)
    for emoji in ("rage", "star-struck"):
        await world.ana.react(asked.channel, asked.ts, emoji)
    assert await rating(world) == 5
    await world.ana.unreact(asked.channel, asked.ts, "star-struck")
    await world.deliver()
    assert await rating(world) == 1
    assert "*very bad*" in question(world).text
    await world.ana.unreact(asked.channel, asked.ts, "rage")
    await world.deliver()
    assert await rating(world) is None
    assert "How did we do?" in question(world).text


async def test_reactions_delivered_four_times_count_once(world: World) -> None:
    asked = await solved(world)
    await world.ana.react(asked.channel, asked.ts, "neutral_face")
    await world.sandbox.deliver_again(4)
    assert await rating(world) == 3
    await world.ana.unreact(asked.channel, asked.ts, "neutral_face")
    assert await rating(world) is None


async def test_an_emoji_off_the_scale_is_ignored(world: World) -> None:
    asked = await solved(world)
    await world.ana.react(asked.channel, asked.ts, "tada")
    await world.ana.react(asked.channel, asked.ts, "white_check_mark")
    assert await rating(world) is None


async def test_the_credit_goes_to_the_assignee_at_solving(world: World) -> None:
    await world.ana.say("it", "The printer is on fire")
    await world.deliver()
    await world.dana.click(world.card("IT-1"), "claim")
    await world.eli.click(world.card("IT-1"), "solve")
    await world.deliver()
    (survey,) = await world.read(surveys.of_ticket, (await world.ticket()).id)
    assert survey.assignee_id == world.id("dana")


async def test_reopening_takes_the_question_away_and_solving_again_asks_anew(world: World) -> None:
    first = await solved(world)
    await world.ana.say("it", "It burns again, please help", thread_ts=world.messages("it")[0].ts)
    await world.deliver()
    assert not any("How did we do?" in message.text for message in world.dm("ana"))
    await world.dana.click(world.card("IT-1"), "solve")
    await world.deliver()
    second = question(world)
    assert second.ts != first.ts
    assert list(second.reactions) == list(RATING_EMOJI)


async def test_a_rated_question_stays_when_the_ticket_is_reopened_and_takes_no_more(world: World) -> None:
    asked = await solved(world)
    await world.ana.react(asked.channel, asked.ts, "rage")
    await world.ana.say("it", "It burns again, please help", thread_ts=world.messages("it")[0].ts)
    await world.deliver()
    assert "this question is settled" in question(world).text
    await world.ana.react(asked.channel, asked.ts, "star-struck")
    await world.ana.unreact(asked.channel, asked.ts, "rage")
    assert await rating(world) == 1


async def test_a_reaction_after_a_week_is_too_late(world: World) -> None:
    asked = await solved(world)
    world.clock.advance(days=8)
    await world.ana.react(asked.channel, asked.ts, "rage")
    assert await rating(world) is None


async def test_a_desk_may_choose_its_own_emoji(world: World) -> None:
    scale = ["one", "two", "three", "four", "five"]
    await world.store.write(settings.apply, desks_document(world.ids, rating_emoji=scale))
    asked = await solved(world)
    assert list(asked.reactions) == scale
    await world.store.write(settings.apply, desks_document(world.ids))
    await world.ana.react(asked.channel, asked.ts, "two")
    assert await rating(world) == 2  # on the scale it was asked with


async def test_an_agent_is_not_asked_about_their_own_request(world: World) -> None:
    await world.dana.slash("/ticket", "my own laptop", channel="it")
    await world.deliver()
    await world.dana.click(world.card("IT-1"), "solve")
    await world.deliver()
    assert not any("How did we do?" in message.text for message in world.dm("dana"))


@pytest.mark.parametrize("channel", ["it", "it-triage"])
async def test_a_reaction_elsewhere_is_no_rating(world: World, channel: str) -> None:
    await solved(world)
    message = world.messages(channel)[0]
    person = world.ana if channel == "it" else world.dana
    await person.react(channel, message.ts, "rage")
    assert await rating(world) is None
