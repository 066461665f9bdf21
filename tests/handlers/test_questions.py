"""Asking the team, through Slack: the card's menu, the direct messages, the answer under the card, the thanks."""

import asyncio
from typing import Any

import pytest

from bot.helpdesk import people, settings, withdrawal
from bot.sandbox.records import Message, View
from bot.views import ids
from tests.handlers.test_permission import with_button
from tests.handlers.work import choose, elements, form, invited, menu, offers, raised, said_in, told
from tests.world import World, desks_document, on_both

WHAT = "Which driver <!here>?"


async def asked(world: World, *who: str, **fields: Any) -> None:
    """Dana asks these people about IT-1."""
    wanted = await form(world, "dana", ids.ASK_TEAM)
    values = {ids.ASKED: [world.id(one) for one in who], ids.TEXT: WHAT} | fields
    assert await world.dana.submit(wanted, values) is None
    await world.deliver()


async def pressed(world: World, who: str, action_id: str, message: Message) -> View:
    """The form that a button opens."""
    person, before = world.person(who), world.person(who).modal()
    await person.click(message, action_id)
    opened = person.modal()
    assert opened is not None
    assert opened != before
    return opened


async def answered(world: World, who: str, text: str = "The <old> one") -> None:
    wanted = await pressed(world, who, ids.ANSWER_QUESTION, world.dm(who)[-1])
    assert await world.person(who).submit(wanted, {ids.TEXT: text}) is None
    await world.deliver()


def under_card(world: World, about: str = "asked") -> Message:
    """What stands in the card's thread of the question."""
    return next(message for message in world.thread(world.card()) if f"* {about} " in message.text)


@on_both
async def test_somebody_from_outside_answers_in_their_dm_and_hears_the_thanks(world: World) -> None:
    await raised(world)
    assert ids.ASK_TEAM in menu(world.card())
    await asked(world, "hana")
    question = world.dm("hana")[-1]
    assert f"<@{world.id('dana')}> asks you something about *IT-1*" in question.text
    assert "Which driver &lt;!here&gt;?" in question.text
    assert offers(question) == [ids.ANSWER_QUESTION], "the card is not theirs to see"
    assert "*dana* asked hana about IT-1" in under_card(world).text
    assert "Nobody has answered yet." in under_card(world).text
    await answered(world, "hana")
    assert world.dm("hana")[-1].ts == question.ts
    assert "You answered the question about *IT-1*. Thank you!" in world.dm("hana")[-1].text
    notes = [message for message in world.thread(world.card()) if "left a note" in message.text]
    assert [("hana" in note.text, "The &lt;old&gt; one" in note.text) for note in notes] == [(True, True)]
    assert "Answered by hana." in under_card(world).text
    news = world.dm("dana")[-1]
    assert f"<@{world.id('hana')}> answered your question about *IT-1*" in news.text
    await world.dana.click(news, ids.THANK)
    await world.deliver()
    assert f"<@{world.id('dana')}> thanks you for your answer about *IT-1*" in world.dm("hana")[-1].text
    assert "thanked for 1 time." in world.dm("hana")[-1].text
    assert ids.THANK not in offers(world.dm("dana")[-1])
    assert "dana thanked hana." in under_card(world).text
    history = said_in(await form(world, "dana", ids.HISTORY))
    assert f"Asked the team: <@{world.id('hana')}>" in history
    assert f"Thanked for an answer: <@{world.id('hana')}>" in history


async def test_the_requester_reads_nothing_of_it(world: World) -> None:
    request = await raised(world)
    before = len(world.thread(request))
    await asked(world, "eli")
    await answered(world, "eli")
    assert len(world.thread(request)) == before
    assert not [message for message in world.dm("ana") if "driver" in message.text or "old" in message.text]


async def test_the_first_answer_is_told_to_the_others_in_place_of_the_question(world: World) -> None:
    await raised(world)
    await asked(world, "eli", "hana")
    early = await pressed(world, "hana", ids.ANSWER_QUESTION, world.dm("hana")[-1])
    stale = world.dm("hana")[-1]
    await answered(world, "eli")
    assert "eli answered the question about *IT-1* already. Thank you!" in world.dm("hana")[-1].text
    assert offers(world.dm("hana")[-1]) == []
    await world.person("hana").click(stale, ids.ANSWER_QUESTION)
    assert "eli answered the question about IT-1 already." in world.person("hana").ephemerals(stale.channel)[-1].text
    assert await world.person("hana").submit(early, {ids.TEXT: "Mine, too"}) is None
    await world.deliver()
    assert "Answered by eli, hana." in under_card(world).text


@on_both
async def test_two_people_answer_at_once_and_both_notes_stay(world: World) -> None:
    await raised(world)
    await asked(world, "eli", "hana")
    forms = {who: await pressed(world, who, ids.ANSWER_QUESTION, world.dm(who)[-1]) for who in ("eli", "hana")}
    answers = (world.person(who).submit(shown, {ids.TEXT: f"Says {who}"}) for who, shown in forms.items())
    assert await asyncio.gather(*answers) == [None, None]
    await world.deliver()
    notes = [message.text for message in world.thread(world.card()) if "left a note" in message.text]
    assert sorted(note[-9:].strip() for note in notes) == ["Says eli", "Says hana"]


async def test_a_colleague_of_the_desk_sees_what_it_is_about(world: World) -> None:
    await raised(world, "No ink in the big one\nIt says E 42 and hums")
    await asked(world, "eli")
    question = world.dm("eli")[-1]
    assert offers(question) == [ids.ANSWER_QUESTION, ids.LINK]
    assert "Requester: ana" in said_in(question)
    assert "It says E 42 and hums" in said_in(question)


@pytest.mark.parametrize(
    ("who", "said"),
    [
        (["dana"], "You can't ask yourself."),
        (["ana"], "ana raised IT-1: please ask with Reply"),
        ([], "There is nobody to ask in that."),
    ],
)
async def test_who_can_not_be_asked_is_said_under_the_field(world: World, who: list[str], said: str) -> None:
    await raised(world)
    wanted = await form(world, "dana", ids.ASK_TEAM)
    errors = await world.dana.submit(wanted, {ids.ASKED: [world.id(one) for one in who], ids.TEXT: WHAT})
    assert errors is not None
    assert said in errors[ids.ASKED]
    assert await world.dana.submit(wanted, {ids.ASKED: [world.id("eli")], ids.TEXT: " "}) is not None


async def test_a_question_about_a_private_ticket_names_who_may_not_see_it(world: World) -> None:
    await world.ana.shortcut("raise_ticket")
    shown = world.ana.modal()
    assert shown is not None
    values: dict[str, Any] = {ids.SUBJECT: "My contract", ids.DESCRIPTION: "It ends", ids.PRIVATE: ["private"]}
    assert await world.ana.submit(shown, values) is None
    await world.deliver()
    card = world.card("IT-1", "it-private")
    wanted = await choose(world, "dana", ids.ASK_TEAM, card=card)
    assert wanted is not None
    errors = await world.dana.submit(wanted, {ids.ASKED: [world.id("hana")], ids.TEXT: WHAT})
    assert errors == {ids.ASKED: "IT-1 is private, and hana may not see it. Please choose somebody of its desk."}
    assert world.dm("hana") == []


async def test_an_agent_closes_the_question_and_nobody_needs_to_answer(world: World) -> None:
    await raised(world)
    await asked(world, "hana")
    await world.eli.click(under_card(world), ids.CLOSE_QUESTION)
    await world.deliver()
    assert "Closed without an answer by eli." in under_card(world).text
    assert offers(under_card(world)) == []
    assert "Nobody needs to answer the question about *IT-1* any more." in world.dm("hana")[-1].text


async def test_an_answer_to_a_ticket_that_was_closed_meanwhile_is_kindly_declined(world: World) -> None:
    await raised(world)
    await asked(world, "hana")
    wanted = await pressed(world, "hana", ids.ANSWER_QUESTION, world.dm("hana")[-1])
    await world.store.write(withdrawal.cancel, (await world.ticket()).id, world.id("ana"))
    errors = await world.person("hana").submit(wanted, {ids.TEXT: "The old one"})
    assert errors == {ids.TEXT: "Nobody needs to answer the question about IT-1 any more. Thank you for looking at it!"}
    await world.deliver()
    assert "Closed without an answer, as the ticket was." in under_card(world).text


async def test_forged_buttons_lead_nowhere(world: World) -> None:
    await raised(world)
    await invited(world, "ben")
    await asked(world, "hana")
    value = elements(under_card(world))[0]["value"]
    card = world.card()
    await world.ben.click(with_button(card, ids.ANSWER_QUESTION, value), ids.ANSWER_QUESTION)
    assert told(world, "ben") == "That is for the people who were asked. Nothing was changed."
    for action_id, forged in ((ids.CLOSE_QUESTION, value), (ids.THANK, f"{world.id('hana')}:{value}")):
        await world.ben.click(with_button(card, action_id, forged), action_id)
        assert "Only the people who work its desk" in told(world, "ben")
    for nonsense in ("17", "x", f"U1:{value}"):
        await world.ben.click(with_button(card, ids.ANSWER_QUESTION, nonsense), ids.ANSWER_QUESTION)
        assert world.ben.modal() is None


async def test_a_user_group_reads_it_in_the_channel_of_its_tier(world: World) -> None:
    world.ids["#it-third"] = world.sandbox.add_channel("it-third", members=["dana", "eli", "ben"]).id
    tiers = [{"level": 3, "channel": world.id("#it-third"), "group": "S0THIRD"}]
    await world.store.write(settings.apply, desks_document(world.ids, tiers=tiers))
    await raised(world)
    await asked(world, **{ids.ASKED_GROUP: "tier:3"})
    (question,) = world.messages("it-third")
    assert question.pings == ["S0THIRD"]
    await world.ben.click(question, ids.ANSWER_QUESTION)
    assert told(world, "ben", "it-third") == "That is for the people who were asked. Nothing was changed."
    wanted = await pressed(world, "eli", ids.ANSWER_QUESTION, question)
    assert await world.eli.submit(wanted, {ids.TEXT: "The old one"}) is None
    await world.deliver()
    assert "eli answered the question about *IT-1* already." in world.messages("it-third")[0].text


async def test_whoever_knows_it_is_asked_in_their_language(world: World) -> None:
    special = [{"person": world.id("eli"), "skills": ["vpn"]}]
    await world.store.write(settings.apply, desks_document(world.ids, assignment={"special": special}))
    await world.store.write(people.describe, {"id": world.id("eli"), "real_name": "Eli", "locale": "de-DE"})
    await raised(world)
    wanted = await form(world, "dana", ids.ASK_TEAM)
    assert "VPN: whoever knows it" in said_in(wanted)
    await asked(world, **{ids.ASKED_GROUP: "skill:vpn"})
    assert "fragt dich etwas zu *IT-1*" in world.dm("eli")[-1].text
