"""Escalating a ticket, through Slack: the card's menu, the tier's channel, the buttons under the message."""

import asyncio
from typing import Any

import pytest

from bot.clock import Clock as Ticker
from bot.helpdesk import settings
from bot.sandbox.records import Message, View
from bot.views import ids
from tests.handlers.work import choose, form, invited, menu, offers, raised, said_in, told
from tests.promises import NINE_TO_FIVE, monday
from tests.world import World, desks_document, on_both

PLEA = {ids.REASON: "It hums <!here>", ids.TRIED: "Kicking *it*"}


@pytest.fixture
async def world(world: World) -> World:
    """Tiers for the IT desk, and a ticket of Ana's that Dana has."""
    for name in ("it-second", "it-third"):
        world.ids[f"#{name}"] = world.sandbox.add_channel(name, members=["dana", "eli", "lea", "ben"]).id
    await settle(world)
    await raised(world)
    await world.dana.click(world.card(), ids.CLAIM)
    await world.deliver()
    return world


async def settle(world: World, **changes: Any) -> None:
    """Give the IT desk its tiers."""
    tiers = [
        {"level": 2, "channel": world.id("#it-second"), "people": [world.id("eli")]},
        {"level": 3, "channel": world.id("#it-third"), "group": "S0THIRD"},
    ]
    document = desks_document(world.ids, **({"tiers": tiers} | changes))
    await world.store.write(settings.apply, document)


async def escalated(world: World, level: str = "2") -> Message:
    """Dana escalates it; the message that the tier reads."""
    wanted = await form(world, "dana", ids.ESCALATE)
    assert await world.dana.submit(wanted, {ids.TIER: level, **PLEA}) is None
    await world.deliver()
    return channel(world, "it-second" if level == "2" else "it-third")


def channel(world: World, name: str = "it-second") -> Message:
    """The one message in a tier's channel."""
    (message,) = world.messages(name)
    return message


async def pressed(world: World, who: str, action_id: str, message: Message) -> View:
    """The form that a button opens."""
    person, before = world.person(who), world.person(who).modal()
    await person.click(message, action_id)
    opened = person.modal()
    assert opened is not None
    assert opened != before
    return opened


@on_both
async def test_escalating_from_the_card_reaches_the_tier_with_reason_and_what_was_tried(world: World) -> None:
    assert ids.ESCALATE in menu(world.card())
    message = await escalated(world)
    assert "IT-1" in message.text
    assert f"<@{world.id('eli')}>: please acknowledge it by" in message.text
    assert "It hums &lt;!here&gt;" in message.text
    assert "Kicking *it*" in said_in(message)
    assert message.pings == [world.id("eli")]
    assert offers(message) == [ids.ACKNOWLEDGE, ids.ASK_BACK, ids.NOT_ESCALATION, ids.LINK]
    assert "Escalated to tier 2, not acknowledged yet" in said_in(world.card())
    assert offers(world.dm("eli")[-1]) == offers(message)


async def test_the_message_says_for_whom_others_are_asked(world: World) -> None:
    rota = {"timezone": "UTC", "starts": "2026-01-05 00:00", "people": [world.id("eli")]}
    tier = {"level": 2, "channel": world.id("#it-second"), "people": [world.id("lea")], "rota": rota}
    await settle(world, tiers=[tier])
    await world.eli.slash(ids.HELPDESK, "out until Monday")
    message = await escalated(world)
    assert message.pings == [world.id("lea")]
    assert "eli is on call, but away when others were asked" in said_in(message)


async def test_the_message_says_that_whoever_is_on_call_is_asked_though_away(world: World) -> None:
    rota = {"timezone": "UTC", "starts": "2026-01-05 00:00", "people": [world.id("eli")]}
    await settle(world, tiers=[{"level": 2, "channel": world.id("#it-second"), "rota": rota}])
    await world.eli.slash(ids.HELPDESK, "out until Monday")
    message = await escalated(world)
    assert message.pings == [world.id("eli")]
    assert "eli is on call, away, and asked because nobody else of the tier is here" in said_in(message)


async def test_outside_the_desks_hours_the_form_and_the_card_say_when_they_are_asked(world: World) -> None:
    await settle(world, hours=NINE_TO_FIVE)
    world.clock.at = monday(12, day=10)
    wanted = await form(world, "dana", ids.ESCALATE)
    opens = f"<!date^{int(monday(9, day=12).timestamp())}^"
    assert f"are asked from {opens}" in str(wanted)
    assert await world.dana.submit(wanted, {ids.TIER: "2", **PLEA}) is None
    await world.deliver()
    assert world.messages("it-second") == []
    assert f"Escalated to tier 2, asked from {opens}" in said_in(world.card())
    world.clock.at = monday(9, 1, day=12)
    await Ticker(world.store).tick()
    await world.deliver()
    assert "Escalated to tier 2, not acknowledged yet" in said_in(world.card())
    assert channel(world).pings == [world.id("eli")]
    assert "are asked from" not in str(await form(world, "dana", ids.ESCALATE))


async def test_a_group_is_called_by_its_handle(world: World) -> None:
    message = await escalated(world, "3")
    assert message.pings == ["S0THIRD"]
    assert "<!subteam^S0THIRD>: please acknowledge" in message.text


async def test_both_texts_are_asked_for_under_their_fields(world: World) -> None:
    wanted = await form(world, "dana", ids.ESCALATE)
    errors = await world.dana.submit(wanted, {ids.TIER: "2", ids.REASON: " ", ids.TRIED: "x"})
    assert errors is not None
    assert list(errors) == [ids.REASON]
    errors = await world.dana.submit(wanted, {ids.TIER: "2", ids.REASON: "x", ids.TRIED: " "})
    assert errors is not None
    assert list(errors) == [ids.TRIED]
    assert world.messages("it-second") == []


async def test_a_double_click_escalates_once(world: World) -> None:
    wanted = await form(world, "dana", ids.ESCALATE)
    await asyncio.gather(*(world.dana.submit(wanted, {ids.TIER: "2", **PLEA}) for _ in range(2)))
    await world.deliver()
    channel(world)


async def test_acknowledging_makes_it_theirs_and_the_message_says_so_in_its_place(world: World) -> None:
    message = await escalated(world)
    await asyncio.gather(*(world.eli.click(message, ids.ACKNOWLEDGE) for _ in range(2)))
    await world.deliver()
    assert (await world.ticket()).assignee_id == world.id("eli")
    shown = channel(world)
    assert shown.ts == message.ts
    assert ":white_check_mark: eli has it." in shown.text
    assert offers(shown) == [ids.ASK_BACK, ids.HAND_BACK, ids.NOT_ESCALATION, ids.LINK]
    assert f"<@{world.id('eli')}> acknowledged *IT-1* and has it now" in world.dm("dana")[-1].text
    assert "With tier 2" in said_in(world.card())


async def test_the_second_to_acknowledge_hears_who_was_first(world: World) -> None:
    message = await escalated(world)
    await world.eli.click(message, ids.ACKNOWLEDGE)
    await world.lea.click(message, ids.ACKNOWLEDGE)
    assert f"<@{world.id('eli')}> took IT-1" in told(world, "lea", "it-second")


async def test_asking_back_and_answering(world: World) -> None:
    message = await escalated(world)
    question = await pressed(world, "eli", ids.ASK_BACK, message)
    assert await world.eli.submit(question, {ids.TEXT: "Which <floor>?"}) is None
    await world.deliver()
    assert ":question: eli asks dana something back" in channel(world).text
    news = world.dm("dana")[-1]
    assert "Which &lt;floor&gt;?" in news.text
    assert ids.ANSWER in offers(news)
    answer = await pressed(world, "dana", ids.ANSWER, news)
    assert "Which <floor>?" in said_in(answer)
    assert await world.dana.submit(answer, {ids.TEXT: "The third"}) is None
    await world.deliver()
    assert "answered your question about *IT-1*" in world.dm("eli")[-1].text
    assert "The third" in world.dm("eli")[-1].text
    assert ids.ANSWER not in offers(world.dm("dana")[-1])
    assert "please acknowledge it by" in channel(world).text
    assert "1 question asked back" in said_in(channel(world))
    assert [note.text[-9:] for note in world.thread(world.card())] == ["floor&gt;?"[-9:], "The third"]


async def test_handing_back_needs_a_note_and_brings_the_ticket_home(world: World) -> None:
    message = await escalated(world)
    await world.eli.click(message, ids.ACKNOWLEDGE)
    await world.deliver()
    back = await pressed(world, "eli", ids.HAND_BACK, channel(world))
    assert await world.eli.submit(back, {ids.TEXT: "\n"}) is not None
    assert await world.eli.submit(back, {ids.TEXT: "Restarted"}) is None
    await world.deliver()
    assert (await world.ticket()).assignee_id == world.id("dana")
    assert "eli handed it back." in channel(world).text
    assert offers(channel(world)) == [ids.LINK]
    assert "hands *IT-1* back to you" in world.dm("dana")[-1].text
    assert not any("gave you" in news.text for news in world.dm("dana")), "one message is enough"
    assert "Restarted" in world.thread(world.card())[-1].text


async def test_not_an_escalation_says_why(world: World) -> None:
    message = await escalated(world)
    refused = await pressed(world, "eli", ids.NOT_ESCALATION, message)
    assert await world.eli.submit(refused, {ids.TEXT: "See the tip"}) is None
    await world.deliver()
    assert "eli says that it is not an escalation." in channel(world).text
    assert "See the tip" in world.dm("dana")[-1].text
    assert (await world.ticket()).assignee_id == world.id("dana")


@on_both
async def test_unacknowledged_it_goes_to_the_next_tier_and_then_to_the_leads(world: World) -> None:
    await escalated(world)
    world.clock.at = monday(9, 30)
    await world.tick()
    assert "It went on to a higher tier." in channel(world).text
    third = channel(world, "it-third")
    assert "The tier below did not acknowledge it in time." in said_in(third)
    world.clock.at = monday(10, 0)
    await world.tick()
    assert "Nobody acknowledged *IT-1* in time" in world.dm("lea")[-1].text
    assert "<!subteam^S0THIRD>: nobody acknowledged it in time. Please do so now." in channel(world, "it-third").text
    await world.lea.click(world.dm("lea")[-1], ids.ACKNOWLEDGE)
    await world.deliver()
    assert (await world.ticket()).assignee_id == world.id("lea")
    assert ids.ACKNOWLEDGE not in offers(world.dm("lea")[-1])


async def test_a_second_escalation_takes_the_place_of_the_first_message(world: World) -> None:
    first = await escalated(world)
    refused = await pressed(world, "eli", ids.NOT_ESCALATION, first)
    await world.eli.submit(refused, {ids.TEXT: "See the tip"})
    await world.deliver()
    second = await escalated(world)
    assert second.ts != first.ts
    assert second.pings == [world.id("eli")]


async def test_a_stranger_in_the_tiers_channel_is_refused(world: World) -> None:
    message = await escalated(world)
    for action_id in (ids.ACKNOWLEDGE, ids.ASK_BACK, ids.NOT_ESCALATION):
        await world.ben.click(message, action_id)
        assert "Only the people who work its desk, and whoever asked, can do that with IT-1" in told(
            world, "ben", "it-second"
        )
    await world.dana.click(message, ids.ACKNOWLEDGE)
    assert "IT-1 went to other people" in told(world, "dana", "it-second")
    assert (await world.ticket()).assignee_id == world.id("dana")


async def test_somebody_from_outside_the_desk_cannot_escalate(world: World) -> None:
    await invited(world, "hana")
    assert await choose(world, "hana", ids.ESCALATE) is None
    assert "Only the people who work its desk, and whoever asked, can do that with IT-1" in told(world, "hana")


async def test_a_card_of_a_desk_without_tiers_offers_no_escalation(world: World) -> None:
    await settle(world, tiers=[])
    await world.ben.say("it", "Another printer")
    await world.deliver()
    assert ids.ESCALATE not in menu(world.card("IT-2"))


async def test_when_the_tiers_channel_is_archived_the_lead_is_told_and_the_people_still_are(world: World) -> None:
    world.sandbox.workspace.channels.change(world.id("#it-second"), archived=True)
    wanted = await form(world, "dana", ids.ESCALATE)
    assert await world.dana.submit(wanted, {ids.TIER: "2", **PLEA}) is None
    await world.deliver()
    (dead,) = [news for news in world.dm("lea") if "the news of an escalation" in news.text]
    assert "archived" in dead.text
    await world.eli.click(world.dm("eli")[-1], ids.ACKNOWLEDGE)
    assert (await world.ticket()).assignee_id == world.id("eli")


async def test_a_breach_by_itself_reaches_assignee_and_tier(world: World) -> None:
    targets = [{"resolution": "1h", "time": "calendar"}]
    await settle(world, targets=targets, escalate=[{"when": "breach"}])
    await world.tick()
    world.clock.at = monday(10, 0, 1)
    await world.tick()
    assert any("*IT-1* went up to tier 2" in news.text for news in world.dm("dana"))
    assert "A target was missed." in said_in(channel(world))
    assert offers(channel(world))[0] == ids.ACKNOWLEDGE


async def test_history_tells_the_way_up_in_words(world: World) -> None:
    message = await escalated(world)
    await world.eli.click(message, ids.ACKNOWLEDGE)
    history = said_in(await form(world, "dana", ids.HISTORY))
    assert "Escalated to: tier 2" in history
    assert "Acknowledged by: tier 2" in history
    assert "Time per tier" not in said_in(await form(world, "dana", ids.HISTORY, await never_escalated(world)))


async def never_escalated(world: World) -> str:
    await raised(world, "No ink", "ben")
    return "IT-2"


async def test_history_counts_the_time_per_tier_and_what_was_asked_and_handed_back(world: World) -> None:
    world.clock.at = monday(11)
    message = await escalated(world)
    question = await pressed(world, "eli", ids.ASK_BACK, message)
    await world.eli.submit(question, {ids.TEXT: "Which floor?"})
    await world.eli.click(message, ids.ACKNOWLEDGE)
    await world.deliver()
    world.clock.at = monday(11, 35)
    back = await pressed(world, "eli", ids.HAND_BACK, channel(world))
    await world.eli.submit(back, {ids.TEXT: "Restarted"})
    history = said_in(await form(world, "dana", ids.HISTORY))
    assert "Time per tier, nights and weekends too: tier 1 2 h, tier 2 35 min" in history
    assert "1 question asked back  ·  handed back 1 time" in history
    assert "not an escalation" not in history


async def test_who_has_the_skill_is_asked_by_it(world: World) -> None:
    special = [{"person": world.id("eli"), "skills": ["vpn"]}]
    await settle(world, tiers=[], assignment={"special": special})
    await world.ben.say("it", "The tunnel is down")
    await world.deliver()
    wanted = await form(world, "dana", ids.ESCALATE, "IT-2")
    assert "VPN: whoever knows it" in said_in(wanted)
    assert await world.dana.submit(wanted, {ids.TIER: "0:vpn", **PLEA}) is None
    await world.deliver()
    asked = world.dm("eli")[-1]
    assert "*IT-2* needs somebody who knows VPN" in asked.text
    await world.eli.click(asked, ids.ACKNOWLEDGE)
    await world.deliver()
    assert (await world.ticket("IT-2")).assignee_id == world.id("eli")
    assert "With somebody who knows it" in said_in(world.card("IT-2"))
    assert "Escalated to: whoever knows VPN" in said_in(await form(world, "dana", ids.HISTORY, "IT-2"))
