"""The question after solving, through Slack: asked in private, answered by a reaction, kept true."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.helpdesk import settings
from bot.rules.records import RATING_EMOJI, Place
from bot.rules.vocabulary import ChannelId, MessageTs
from bot.sandbox.records import Message
from bot.views import ids
from bot.views.blocks import button
from storage import surveys
from tests.handlers.work import elements, forged, offers, told, top
from tests.world import World, desks_document, on_both


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


def permalink(world: World, message: Message) -> str:
    return world.identity.workspace.permalink(Place(ChannelId(message.channel), MessageTs(message.ts)))


def rate(score: int) -> str:
    return f"{ids.GIVE_RATING}:{score}"


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


async def test_reopening_takes_the_question_back_where_it_stands_and_solving_again_asks_anew(world: World) -> None:
    first = await solved(world)
    await world.ana.say("it", "It burns again, please help", thread_ts=world.messages("it")[0].ts)
    await world.deliver()
    assert not any("How did we do?" in message.text for message in world.dm("ana"))
    taken_back = world.sandbox.driver.message(first.channel, first.ts)
    assert "is open again, so I take my question back" in taken_back.text
    assert offers(taken_back) == []
    await world.dana.click(world.card("IT-1"), "solve")
    await world.deliver()
    second = world.dm("ana")[-1]
    assert "How did we do?" in second.text
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


async def test_buttons_rate_for_those_who_cannot_use_reactions(world: World) -> None:
    asked = await solved(world)
    buttons = [one for one in elements(asked) if one["action_id"].startswith(ids.GIVE_RATING)]
    assert [one["text"]["text"].split("\N{NO-BREAK SPACE}")[1] for one in buttons] == [
        "very bad",
        "bad",
        "all right",
        "good",
        "very good",
    ]
    await world.ana.click(asked, rate(5))
    assert await rating(world) == 5
    await world.ana.click(asked, rate(4))
    await world.deliver()
    assert await rating(world) == 4
    assert "*good*" in question(world).text
    await world.ana.click(question(world), ids.TAKE_RATING_BACK)
    await world.deliver()
    assert await rating(world) is None
    assert "How did we do?" in question(world).text


async def test_a_button_is_the_last_word_after_a_reaction_of_the_same_meaning(world: World) -> None:
    asked = await solved(world)
    for emoji in ("slightly_frowning_face", "star-struck"):
        await world.ana.react(asked.channel, asked.ts, emoji)
    await world.ana.click(asked, rate(2))
    assert await rating(world) == 2


@on_both
async def test_a_low_rating_asks_why_tells_the_lead_in_private_and_offers_to_reopen(world: World) -> None:
    asked = await solved(world)
    await world.ana.react(asked.channel, asked.ts, "slightly_frowning_face")
    await world.deliver()
    thanks = question(world)
    assert "We are sorry. What went wrong?" in thanks.text
    (told,) = [message for message in world.dm("lea") if "rated" in message.text]
    assert "ana rated *IT-1* (The printer is on fire) :slightly_frowning_face: *bad*." in told.text
    assert "dana had the ticket." in told.text
    assert [one["url"] for one in elements(told)] == [permalink(world, world.card())]
    assert not [message for message in world.dm("eli") if "rated" in message.text]
    assert not [m for channel in ("it", "it-triage") for m in world.messages(channel) if "rated" in m.text]

    await world.ana.click(thanks, ids.COMMENT)
    why = top(world, "ana")
    assert (
        await world.ana.submit(why, {ids.WHAT_WENT_WRONG: "It took too long", ids.TEXT: "Two <days> & no *ink*"})
        is None
    )
    await world.deliver()
    (told,) = [message for message in world.dm("lea") if "rated" in message.text]
    assert "It took too long: Two &lt;days&gt; &amp; no *ink*" in told.text
    (agents,) = [message for message in world.dm("dana") if "rated" in message.text]
    assert "ana rated *IT-1* (The printer is on fire) :slightly_frowning_face: *bad* and says:" in agents.text
    assert "You wrote: It took too long: Two &lt;days&gt; &amp; no *ink*" in question(world).text

    await world.ana.click(question(world), ids.REOPEN)
    await world.deliver()
    assert (await world.ticket()).status == "open"
    assert "so this question is settled" in question(world).text


async def test_a_low_rating_by_a_button_opens_the_form_that_asks_why(world: World) -> None:
    asked = await solved(world)
    await world.ana.click(asked, rate(1))
    why = top(world, "ana")
    assert why.title["text"] == "Tell us why"
    assert await rating(world) == 1, "it counts whether the form is sent or not"
    assert (await world.ana.submit(why, {ids.TEXT: " "})) == {
        ids.TEXT: "There is nothing to read in that. Please say in a few words what you need."
    }


async def test_a_desk_has_its_own_reasons_and_words(world: World) -> None:
    words = ["awful", "poor", "so so", "fine", "great"]
    await world.store.write(
        settings.apply, desks_document(world.ids, feedback={"reasons": ["Too slow", "Too hot"], "words": words})
    )
    asked = await solved(world)
    assert ":star-struck:\N{NO-BREAK SPACE}great" in asked.text
    await world.ana.click(asked, rate(3))
    why = top(world, "ana")
    (field,) = [block for block in why.blocks if block.get("block_id") == ids.WHAT_WENT_WRONG]
    assert [one["text"]["text"] for one in field["element"]["options"]] == ["Too slow", "Too hot"]


async def test_a_rating_that_gets_better_is_told_where_the_bad_one_was(world: World) -> None:
    asked = await solved(world)
    await world.ana.react(asked.channel, asked.ts, "rage")
    await world.deliver()
    await world.ana.react(asked.channel, asked.ts, "star-struck")
    await world.deliver()
    (told,) = [message for message in world.dm("lea") if "IT-1" in message.text]
    assert "changed the low rating of *IT-1* (The printer is on fire) to :star-struck: *very good*" in told.text


async def test_a_comment_reaches_whom_the_desk_lets_read_it(world: World) -> None:
    for readers, expected in (("agent", ["dana"]), ("lead", ["lea"]), ("both", ["dana", "lea"])):
        await world.store.write(settings.apply, desks_document(world.ids, feedback={"comments": readers}))
        ts = await world.ana.say("it", f"Printer {readers}")
        world.clock.advance(minutes=5)
        await world.deliver()
        card = next(card for card in world.messages("it-triage") if readers in card.text)
        await world.dana.click(card, "claim")
        await world.dana.click(card, "solve")
        await world.deliver()
        await world.ana.click(world.dm("ana")[-1], ids.COMMENT)
        assert await world.ana.submit(top(world, "ana"), {ids.TEXT: f"Fine, says {readers}"}) is None
        await world.deliver()
        read = [who for who in ("dana", "eli", "lea") if any(f"Fine, says {readers}" in m.text for m in world.dm(who))]
        assert read == expected, ts


async def test_praise_is_shared_only_when_the_requester_says_so_and_only_once(world: World) -> None:
    asked = await solved(world)
    await world.ana.react(asked.channel, asked.ts, "star-struck")
    await world.deliver()
    assert not [message for message in world.messages("it-triage") if "praises" in message.text]
    await world.ana.click(question(world), ids.COMMENT)
    assert await world.ana.submit(top(world, "ana"), {ids.TEXT: "So kind <!here>"}) is None
    await world.deliver()
    thanks = question(world)
    await asyncio.gather(*(world.ana.click(thanks, ids.SHARE_PRAISE) for _ in range(3)))
    await world.deliver()
    (praise,) = [message for message in world.messages("it-triage") if "praises" in message.text]
    dana = world.id("dana")
    assert (
        f"ana praises the work of <@{dana}> on *IT-1* (The printer is on fire): :star-struck: *very good*"
        in praise.text
    )
    assert "So kind &lt;!here&gt;" in praise.text
    assert ids.SHARE_PRAISE not in offers(question(world))
    assert "Your praise stands in <#" in question(world).text

    await world.ana.click(question(world), rate(2))
    await world.deliver()
    assert not [message for message in world.messages("it-triage") if "praises" in message.text], "it is none any more"


async def test_praise_for_what_is_private_is_shared_nowhere(world: World) -> None:
    await world.ana.shortcut("raise_ticket")
    values: dict[str, Any] = {ids.SUBJECT: "My contract", ids.DESCRIPTION: "It ends", ids.PRIVATE: ["private"]}
    assert await world.ana.submit(top(world, "ana"), values) is None
    await world.deliver()
    card = world.card("IT-1", "it-private")
    await world.dana.click(card, "claim")
    await world.dana.click(card, "solve")
    await world.deliver()
    asked = world.dm("ana")[-1]
    await world.ana.react(asked.channel, asked.ts, "star-struck")
    await world.deliver()
    assert ids.SHARE_PRAISE not in offers(world.dm("ana")[-1])


@pytest.mark.parametrize("who", ["ben", "dana", "lea", "gus"])
async def test_nobody_else_can_rate_comment_or_share_in_somebodys_name(world: World, who: str) -> None:
    asked = await solved(world)
    await world.ana.react(asked.channel, asked.ts, "star-struck")
    await world.deliver()
    survey = (await world.read(surveys.of_ticket, (await world.ticket()).id))[-1]
    request = world.messages("it")[0]
    for action, value in (
        (rate(1), f"1:{survey.id}"),
        (ids.TAKE_RATING_BACK, str(survey.id)),
        (ids.COMMENT, str(survey.id)),
        (ids.SHARE_PRAISE, str(survey.id)),
    ):
        block = {"type": "actions", "block_id": "b", "elements": [button("Press me", action, value)]}
        await world.person(who).click(replace(request, blocks=[block]), action)
        assert "Nothing was changed." in told(world, who, "it")
    assert world.person(who).modal() is None
    assert await rating(world) == 5


async def test_after_a_week_the_question_says_that_it_has_ended_and_buttons_answer_kindly(world: World) -> None:
    asked = await solved(world)
    await world.ana.react(asked.channel, asked.ts, "slightly_smiling_face")
    await world.deliver()
    stale = question(world)
    world.clock.advance(days=7)
    await world.tick()
    ended = question(world)
    assert ended.ts == asked.ts
    assert "*good*. Thank you! This question has ended." in ended.text
    assert offers(ended) == []
    await world.ana.react(asked.channel, asked.ts, "rage")
    await world.ana.unreact(asked.channel, asked.ts, "slightly_smiling_face")
    await world.ana.click(stale, rate(1))
    assert "has ended, so nothing was changed. Thank you all the same!" in world.ana.ephemerals(asked.channel)[-1].text
    assert await rating(world) == 4


async def test_a_rating_of_a_ticket_that_is_open_again_is_refused_in_words(world: World) -> None:
    asked = await solved(world)
    await world.dana.click(world.card("IT-1"), "reopen")
    await world.ana.click(asked, rate(1))
    said = world.ana.ephemerals(asked.channel)[-1].text
    assert "IT-1 has gone on since it was solved, so nothing was changed." in said
    assert await rating(world) is None


@pytest.mark.parametrize("value", ["6:1", "0:1", "x:y", "", "-1:-1", f"1:{2**70}"])
async def test_what_is_no_rating_is_refused(world: World, value: str) -> None:
    asked = await solved(world)
    survey = (await world.read(surveys.of_ticket, (await world.ticket()).id))[-1]
    sent = value.replace(":1", f":{survey.id}") if value[:1] in "60" and value else value
    await world.ana.click(forged(asked, rate(1), sent), rate(1), sent)
    assert world.ana.ephemerals(asked.channel)
    assert await rating(world) is None


async def test_one_reminder_comes_on_the_next_working_day_and_goes_once_it_is_answered(world: World) -> None:
    asked = await solved(world)
    world.clock.advance(days=1, minutes=1)
    await world.tick()
    reminder = world.dm("ana")[-1]
    assert reminder.ts != asked.ts
    assert "May I ask once more how it went with *IT-1* (The printer is on fire)?" in reminder.text
    assert [one["url"] for one in elements(reminder) if "url" in one] == [permalink(world, asked)]
    await world.ana.click(reminder, rate(5))
    await world.deliver()
    assert await rating(world) == 5
    assert not any("once more" in message.text for message in world.dm("ana"))
    world.clock.advance(days=2)
    await world.tick()
    assert not any("once more" in message.text for message in world.dm("ana"))
