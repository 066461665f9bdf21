"""Agents say whether they are here, and tickets find those who are, through Slack."""

from typing import Any

import pytest

from bot.helpdesk import settings
from bot.views import ids
from tests.handlers.test_people import change
from tests.handlers.work import form, offers, raised, said_in
from tests.world import World, desks_document


async def automatic(world: World, **rest: Any) -> None:
    """Tickets of the IT desk go to Dana and Eli."""
    special = [{"person": world.id("lea"), "receives": False}]
    document = desks_document(world.ids, assignment={"mode": "automatic", "special": special}, **rest)
    await world.store.write(settings.apply, document)


async def said(world: World, who: str, words: str) -> str:
    answer = await world.person(who).slash(ids.HELPDESK, words)
    assert not answer.error
    return answer.text


async def test_a_ticket_reaches_an_agent_by_itself_and_history_says_why(world: World) -> None:
    await automatic(world)
    await world.dana.slash(ids.HELPDESK, "away")
    await raised(world)
    (news,) = world.dm("eli")
    assert "*IT-1* is yours" in news.text
    assert "Why you: the only one free, 0 of 10." in news.text
    assert offers(news)[:3] == [ids.ACCEPT, ids.HAND_ON, ids.DECLINE]
    assert f"<@{world.id('eli')}>" in said_in(world.card())
    assert "the only one free, 0 of 10" in said_in(await form(world, "lea", ids.HISTORY))


async def test_news_of_a_ticket_leads_to_its_card_though_it_comes_before_it(world: World) -> None:
    await automatic(world)
    await world.dana.slash(ids.HELPDESK, "away")
    await world.ana.say("it", "No ink")
    await world.deliver()
    (news,) = world.dm("eli")
    assert offers(news) == [ids.ACCEPT, ids.HAND_ON, ids.DECLINE, ids.LINK]


async def test_messages_of_a_moment_are_one_request_though_somebody_has_it_already(world: World) -> None:
    await automatic(world)
    await raised(world, "The printer is jammed")
    await raised(world, "The one on the 3rd floor")
    ticket = await world.ticket()
    assert "3rd floor" in ticket.description
    assert ticket.assignee_id is not None
    assert not [card for card in world.messages("it-triage") if "IT-2" in card.text]


async def test_away_says_until_when_and_available_ends_it(world: World) -> None:
    assert "You are away until <!date^1767618000^" in await said(world, "dana", "away until 14:00")
    assert "You are out of office until <!date^1768204800^" in await said(world, "dana", "OUT until Monday")
    assert "until you say `/helpdesk available`" in await said(world, "dana", "away")
    assert "Welcome back" in await said(world, "dana", "available")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("away until the cows come home", "I don't understand “until the cows come home”"),
        ("away for ages", "try `/helpdesk away until 14:00`, `/helpdesk away 30 minutes`, `/helpdesk out"),
        ("away until <!channel>", "I don't understand “until"),
        ("out until today 8:00", "has passed already"),
        ("out until 2050-01-01", "more than a year away"),
    ],
)
async def test_what_is_no_time_is_answered_with_examples(world: World, words: str, answer: str) -> None:
    heard = await said(world, "dana", words)
    assert answer in heard
    assert "<!channel>" not in heard


@pytest.mark.parametrize("words", ["away", "out until Monday", "available", "team"])
async def test_who_works_no_desk_is_told_so(world: World, words: str) -> None:
    heard = await said(world, "ben", words)
    assert "for the people who work a desk" in heard
    assert "queue" not in heard  # they did not ask for one


async def test_the_team_shows_who_is_here(world: World) -> None:
    await raised(world)
    await world.dana.click(world.card(), ids.CLAIM)
    await world.eli.slash(ids.HELPDESK, "out until Monday")
    shown = await said(world, "dana", "team")
    assert "*IT help*" in shown
    assert "dana: here; 1 of 10 tickets" in shown
    assert "eli: out of office, back <!date^" in shown
    assert "IT help" not in await said(world, "hana", "team")


async def test_going_away_offers_ones_tickets_and_all_go_on_with_a_note(world: World) -> None:
    await raised(world)
    await world.dana.click(world.card(), ids.CLAIM)
    await world.dana.slash(ids.HELPDESK, "out until Monday")
    await world.deliver()
    (question,) = world.dm("dana")
    assert "IT-1" in question.text
    await world.dana.click(question, ids.HAND_ON_ALL)
    opened = world.dana.modal()
    assert opened is not None
    filled: dict[str, Any] = {ids.ASSIGNEE: "eli", ids.STATE: "Toner ordered", ids.NEXT_STEP: "Put it in"}
    assert await world.dana.submit(opened, filled) is None
    await world.deliver()
    assert (await world.ticket()).assignee_id == world.id("eli")
    assert "Where it stands: Toner ordered Next step: Put it in" in world.thread(world.card())[-1].text
    (answered,) = world.dm("dana")
    assert offers(answered) == []


@pytest.mark.parametrize("words", ["hand on", "hand over", "handover", "hand on it-1", "hand over it-1", "Hand IT-1"])
async def test_one_hands_over_at_any_time(world: World, words: str) -> None:
    await raised(world)
    await world.dana.click(world.card(), ids.CLAIM)
    assert await said(world, "dana", words) == ""
    opened = world.dana.modal()
    assert opened is not None
    assert "IT-1" in said_in(opened) or "You have one ticket. It goes on with this note." in said_in(opened)
    assert await world.dana.submit(opened, {ids.ASSIGNEE: "eli", ids.STATE: "Toner ordered"}) is not None
    filled: dict[str, Any] = {ids.ASSIGNEE: "eli", ids.STATE: "Toner ordered", ids.NEXT_STEP: "Put it in"}
    assert await world.dana.submit(opened, filled) is None
    assert (await world.ticket()).assignee_id == world.id("eli")


@pytest.mark.parametrize(
    ("who", "words", "answer"),
    [
        ("dana", "hand over", "You have no tickets to hand on."),
        ("ben", "hand over", "You have no tickets to hand on."),
        ("dana", "hand over IT-99", "I can't find IT-99."),
        ("ben", "hand over IT-1", "I can't find IT-1."),
        ("dana", "hand over IT-1", "You don't have IT-1, so you can't hand it on."),
    ],
)
async def test_what_one_does_not_have_is_not_handed_on(world: World, who: str, words: str, answer: str) -> None:
    await raised(world)
    assert answer in await said(world, who, words)


async def test_keeping_them_takes_the_buttons_away(world: World) -> None:
    await raised(world)
    await world.dana.click(world.card(), ids.CLAIM)
    await world.dana.slash(ids.HELPDESK, "away 30 minutes")
    await world.deliver()
    (question,) = world.dm("dana")
    await world.dana.click(question, ids.KEEP_ALL)
    await world.deliver()
    assert offers(world.dm("dana")[0]) == []
    assert "You keep what you have." in world.dm("dana")[0].text
    assert (await world.ticket()).assignee_id == world.id("dana")


async def test_a_question_is_over_once_they_say_anew_whether_they_are_here(world: World) -> None:
    await raised(world)
    await world.dana.click(world.card(), ids.CLAIM)
    for words in ("away", "out until Monday", "available"):
        await world.dana.slash(ids.HELPDESK, words)
        await world.deliver()
    first, second = world.dm("dana")
    for question in (first, second):
        assert "I ask nothing here any more" in question.text
        assert "IT-1" not in question.text
        assert offers(question) == []


async def test_accepting_takes_the_buttons_away(world: World) -> None:
    await automatic(world)
    await world.dana.slash(ids.HELPDESK, "away")
    await raised(world)
    (news,) = world.dm("eli")
    await world.eli.click(news, ids.ACCEPT)
    await world.deliver()
    (news,) = world.dm("eli")
    assert "You accepted it." in news.text
    assert offers(news) == [ids.LINK]


async def test_declining_sends_it_to_somebody_else(world: World) -> None:
    await automatic(world)
    await world.dana.slash(ids.HELPDESK, "away")
    await raised(world)
    await world.dana.slash(ids.HELPDESK, "available")
    await world.eli.click(world.dm("eli")[0], ids.DECLINE)
    opened = world.eli.modal()
    assert opened is not None
    assert await world.eli.submit(opened, {ids.REASON: "I know nothing of printers"}) is None
    await world.tick()
    assert (await world.ticket()).assignee_id == world.id("dana")
    assert "You declined it." in world.dm("eli")[0].text
    assert any("I know nothing of printers" in message.text for message in world.thread(world.card()))


async def test_a_form_without_state_or_next_step_says_so_under_the_field(world: World) -> None:
    await raised(world)
    await world.dana.click(world.card(), ids.CLAIM)
    await world.deliver()
    opened = await form(world, "dana", ids.HAND_ON)
    errors = await world.dana.submit(opened, {ids.STATE: "\u200b", ids.NEXT_STEP: "Go on"})
    assert errors is not None
    assert (await world.ticket()).assignee_id == world.id("dana")


async def test_nobody_there_is_told_to_the_desk_once_and_to_the_requester(world: World) -> None:
    days = {day: [["12:00", "17:00"]] for day in ("mon", "tue")}
    await automatic(world, hours={"timezone": "UTC", "weekly": days})
    await raised(world, "No ink")
    second = await raised(world, "No paper", "ben")
    (notice,) = [message for message in world.messages("it-triage") if "wait for somebody" in message.text]
    assert "IT help: 2 tickets wait for somebody to be free. The next one comes <!date^1767614400^" in notice.text
    assert any("Somebody will be from <!date^1767614400^" in reply.text for reply in world.thread(second))
    world.clock.advance(hours=3)
    await world.tick()
    (notice,) = [message for message in world.messages("it-triage") if "waits for somebody" in message.text]
    assert "no ticket waits for somebody any more" in notice.text


async def test_at_home_one_switches_oneself_off_and_on(world: World) -> None:
    for action, words in ((ids.GO_AWAY, "You are away"), (ids.COME_BACK, "You are available")):
        home = await world.dana.open_home()
        assert home is not None
        await world.dana.click(home, action)
        await world.deliver()
        shown = world.dana.home()
        assert shown is not None
        assert words in said_in(shown)
    others = await world.ana.open_home()
    assert others is not None
    assert ids.GO_AWAY not in said_in(others)


async def test_whoever_leaves_the_company_leaves_their_tickets(world: World) -> None:
    await raised(world)
    await world.dana.click(world.card(), ids.CLAIM)
    await change(world, "dana", deleted=True)
    await world.deliver()
    assert (await world.ticket()).assignee_id is None
    assert any("dana is not here any more" in message.text for message in world.messages("it-triage"))
