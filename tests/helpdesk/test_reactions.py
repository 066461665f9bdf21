"""Emoji as buttons, where the desk wants it: the same rights and races as the buttons."""

import asyncio

import pytest

from bot.helpdesk import conversation, hearing, reactions, settings
from bot.rules.conversation import Reacted, Said
from bot.rules.records import Place, Ticket
from bot.rules.refusals import AlreadyClaimed, NoSuchTicket, NotAllowed
from bot.rules.vocabulary import ChannelId, MessageTs, Side, Status
from storage import messages, tickets
from tests.office import Office, ids, person
from tests.world import desks_document

REQUEST = Place(ChannelId("CIT"), MessageTs("1767603600.000100"))
CARD = Place(ChannelId("CITTRIAGE"), MessageTs("1767603601.000100"))


@pytest.fixture
async def ticket(office: Office) -> Ticket:
    """Ana's, from a message in the request channel, with its card in the triage channel."""
    said = Said(person("ana"), REQUEST.channel, REQUEST.ts, None, "No ink", (), is_direct=False)
    await office.do(hearing.heard, said)
    found = await office.see(tickets.by_key, "IT-1")
    assert found is not None
    await office.do(messages.point_thread, CARD, found.id, Side.CARD)
    return found


async def react(office: Office, who: str, emoji: str, place: Place) -> None:
    await office.do(reactions.added, Reacted(person(who), emoji, place))


@pytest.mark.parametrize("place", [REQUEST, CARD], ids=["request", "card"])
async def test_eyes_claim_and_a_check_mark_solves(office: Office, ticket: Ticket, place: Place) -> None:
    await react(office, "dana", "eyes", place)
    assert (await office.now(ticket)).assignee_id == person("dana")
    await react(office, "dana", "white_check_mark", place)
    assert (await office.now(ticket)).status is Status.SOLVED


async def test_only_those_emoji_mean_something(office: Office, ticket: Ticket) -> None:
    for emoji in ("heart", "eyes2", "", "ticket"):
        await react(office, "dana", emoji, REQUEST)
    assert await office.now(ticket) == ticket


async def test_eyes_race_like_buttons(office: Office, ticket: Ticket) -> None:
    answers = await asyncio.gather(
        *(react(office, who, "eyes", CARD) for who in ("dana", "eli", "lea") * 5), return_exceptions=True
    )
    winner = (await office.now(ticket)).assignee_id
    assert winner in {person("dana"), person("eli"), person("lea")}
    assert sum(isinstance(answer, AlreadyClaimed) for answer in answers) == 10


@pytest.mark.parametrize(("who", "refusal"), [("ben", NoSuchTicket), ("hana", NoSuchTicket), ("ana", NotAllowed)])
async def test_eyes_of_somebody_else_do_nothing(
    office: Office, ticket: Ticket, who: str, refusal: type[Exception]
) -> None:
    for emoji in ("eyes", "white_check_mark"):
        with pytest.raises(refusal):
            await react(office, who, emoji, REQUEST)
    assert await office.now(ticket) == ticket


async def test_a_desk_may_not_want_it(office: Office, ticket: Ticket) -> None:
    await office.do(settings.apply, desks_document(ids(), emoji_work=False))
    await react(office, "dana", "eyes", CARD)
    assert await office.now(ticket) == ticket


async def test_emoji_on_other_messages_do_nothing(office: Office, ticket: Ticket) -> None:
    said = Said(
        person("ana"), REQUEST.channel, MessageTs("1767603700.000100"), REQUEST.ts, "Hello?", (), is_direct=False
    )
    await office.do(conversation.said, said, ticket.id, Side.REQUESTER)
    await react(office, "dana", "eyes", Place(said.channel, said.ts))  # an answer is not the request
    await react(office, "dana", "eyes", Place(ChannelId("CRANDOM"), REQUEST.ts))
    assert (await office.now(ticket)).assignee_id is None


async def test_taking_an_emoji_away_changes_nothing(office: Office, ticket: Ticket) -> None:
    await react(office, "dana", "eyes", CARD)
    await office.do(reactions.removed, Reacted(person("dana"), "eyes", CARD))
    assert (await office.now(ticket)).assignee_id == person("dana")
