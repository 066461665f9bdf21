"""What a message does to its ticket: an answer, a question, thanks, and a new request after closing."""

import asyncio
from datetime import timedelta

import pytest

from bot.helpdesk import intake, lifecycle, people
from bot.rules.intake import Request
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Place, SharedFile, Ticket
from bot.rules.vocabulary import ChannelId, Closure, Intake, LinkKind, MessageTs, Status
from storage import following, messages, tickets
from tests.office import Office, person
from tests.talk import Talk, card_of, thread_of
from tests.world import Clock

SCAN = SharedFile("F1", "scan.pdf", 10, "https://files.slack.com/scan.pdf")


async def close(office: Office, ticket: Ticket, closure: Closure = Closure.COMPLETED) -> None:
    await office.do(lambda tx: lifecycle.move(tx, ticket, Status.CLOSED, None, closure=closure))


# What a reply does


async def test_the_first_public_reply_assigns_opens_and_stamps(
    office: Office, talk: Talk, ticket: Ticket, clock: Clock
) -> None:
    clock.advance(minutes=7)
    await talk.says("dana", "Looking", thread_of(ticket))
    after = await office.now(ticket)
    assert (after.assignee_id, after.status, after.waiting_since) == (person("dana"), Status.OPEN, None)
    assert after.first_response_at == ticket.created_at + timedelta(minutes=7)


async def test_later_repliers_follow_and_the_first_response_stays(
    office: Office, talk: Talk, ticket: Ticket, clock: Clock
) -> None:
    await talk.says("dana", "Looking", thread_of(ticket))
    first = (await office.now(ticket)).first_response_at
    clock.advance(minutes=7)
    await talk.says("eli", "Me too", thread_of(ticket))
    await talk.says("eli", "Still looking", thread_of(ticket))
    after = await office.now(ticket)
    assert (after.assignee_id, after.first_response_at, after.public_replies) == (person("dana"), first, 3)
    assert await office.see(following.followers, ticket.id) == [person("eli")]


async def test_two_first_replies_at_once_make_one_assignee_and_one_follower(
    office: Office, talk: Talk, ticket: Ticket
) -> None:
    await asyncio.gather(*(talk.says(agent, "Mine", thread_of(ticket)) for agent in ("dana", "eli")))
    after = await office.now(ticket)
    assert {after.assignee_id, *await office.see(following.followers, ticket.id)} == {person("dana"), person("eli")}
    assert after.public_replies == 2


async def test_followers_hear_of_a_public_reply_but_not_its_author_nor_of_notes(
    office: Office, talk: Talk, ticket: Ticket
) -> None:
    await office.do(following.follow, ticket.id, person("lea"))
    await office.do(following.follow, ticket.id, person("dana"))
    await talk.says("dana", "Looking", thread_of(ticket))
    await talk.says("dana", "Between us", card_of(ticket))
    await talk.says("ana", "Thank you for looking into it so soon, it is urgent", thread_of(ticket))
    (news,) = await office.owed(ticket, NoticeKind.FOLLOWER_NEWS)
    assert news.lane == person("lea")


async def test_an_agent_who_asks_is_a_customer_on_that_ticket(office: Office, talk: Talk) -> None:
    own = await talk.request("dana")
    await talk.says("dana", "Anybody?", thread_of(own))
    after = await office.now(own)
    assert (after.first_response_at, after.assignee_id, after.public_replies) == (None, None, 0)
    await talk.says("eli", "Here", thread_of(own))
    assert (await office.now(own)).assignee_id == person("eli")


async def test_a_reply_to_a_solved_ticket_neither_assigns_nor_reopens_it(
    office: Office, talk: Talk, ticket: Ticket
) -> None:
    await office.solved("dana", ticket)
    await talk.says("eli", "It was the cable", thread_of(ticket))
    after = await office.now(ticket)
    assert (after.status, after.assignee_id, after.public_replies) == (Status.SOLVED, None, 1)


async def test_what_an_agent_opens_for_somebody_is_no_answer_but_the_next_public_message_is(
    office: Office, talk: Talk, clock: Clock
) -> None:
    thread = Place(ChannelId("CIT"), MessageTs("1767603600.700000"))
    asked = Request("test:1", Intake.SHORTCUT, person("ana"), person("dana"), "No ink", origin=thread, thread=thread)
    ticket = (await office.do(intake.open_ticket, asked)).ticket
    assert (ticket.first_response_at, ticket.public_replies, ticket.waiting_since) == (None, 0, None)
    clock.advance(minutes=3)
    await talk.says("dana", "I ordered some", thread_of(ticket))
    assert (await office.now(ticket)).first_response_at == clock.at


async def test_the_oldest_unanswered_message_counts_until_an_answer(
    office: Office, talk: Talk, ticket: Ticket, clock: Clock
) -> None:
    await talk.says("dana", "Looking", thread_of(ticket))
    clock.advance(minutes=1)
    asked_at = clock.at
    await talk.says("ana", "And?", thread_of(ticket))
    clock.advance(minutes=1)
    await talk.says("ana", "Hello?", thread_of(ticket))
    assert (await office.now(ticket)).waiting_since == asked_at
    await talk.says("dana", "Found it", thread_of(ticket))
    assert (await office.now(ticket)).waiting_since is None


# What the requester's message does


@pytest.mark.parametrize("verb", [lifecycle.pend, lifecycle.solve])
async def test_the_requesters_message_reopens_what_was_pending_or_solved(
    office: Office, talk: Talk, ticket: Ticket, verb: object
) -> None:
    await office.do(verb, ticket.id, person("dana"))  # type: ignore[arg-type]  # two verbs of one shape
    await talk.says("ana", "It blinks again", thread_of(ticket))
    after = await office.now(ticket)
    assert (after.status, after.solved_at, after.waiting_since) == (Status.OPEN, None, office.clock.at)


async def test_the_requesters_message_leaves_a_ticket_on_hold_where_it_is(
    office: Office, talk: Talk, ticket: Ticket
) -> None:
    await office.do(lifecycle.hold, ticket.id, person("dana"), "Parts ordered")
    await talk.says("ana", "Any news?", thread_of(ticket))
    assert (await office.now(ticket)).status is Status.ON_HOLD


@pytest.mark.parametrize(("locale", "thanks"), [("en-US", "thanks!"), ("de-DE", "Vielen Dank"), ("en-US", ":pray:")])
async def test_thanks_in_the_requesters_language_leave_it_solved(
    office: Office, talk: Talk, ticket: Ticket, locale: str, thanks: str
) -> None:
    await office.do(people.describe, {"id": person("ana"), "real_name": "Ana Ruiz", "locale": locale})
    solved = await office.solved("dana", ticket)
    await talk.says("ana", thanks, thread_of(ticket))
    assert await office.now(ticket) == solved
    assert await talk.copies(ticket) == {"card": 1, "requester": 0}


async def test_thanks_in_a_language_that_is_not_theirs_reopen(office: Office, talk: Talk, ticket: Ticket) -> None:
    await office.solved("dana", ticket)
    await talk.says("ana", "vielen dank", thread_of(ticket))
    assert (await office.now(ticket)).status is Status.OPEN


async def test_thanks_with_a_picture_reopen(office: Office, talk: Talk, ticket: Ticket) -> None:
    await office.solved("dana", ticket)
    await talk.says("ana", "thanks", thread_of(ticket), files=(SCAN,))
    assert (await office.now(ticket)).status is Status.OPEN


# After closing


async def test_a_message_after_closing_makes_a_linked_follow_up_which_has_the_thread_from_then_on(
    office: Office, talk: Talk, ticket: Ticket
) -> None:
    await close(office, ticket)
    place = await talk.says("ana", "It is back", thread_of(ticket))
    follow_up = await office.ticket("IT-2")
    assert (follow_up.intake, follow_up.requester_id, follow_up.description) == (
        Intake.FOLLOW_UP,
        person("ana"),
        "It is back",
    )
    assert (follow_up.channel, follow_up.thread_ts) == (ticket.channel, ticket.thread_ts)
    (link,) = await office.see(following.links, follow_up.id)
    assert (link.kind, link.other_id) == (LinkKind.FOLLOW_UP_OF, ticket.id)
    assert ("followed_up", person("ana"), "", "IT-2") in await office.happenings(ticket)
    await talk.says("ana", "Every morning", thread_of(ticket))
    assert [m.text for m in await office.see(messages.of_ticket, follow_up.id)] == ["It is back", "Every morning"]
    assert (await talk.message(place)).is_opening


async def test_two_messages_at_once_after_closing_make_one_follow_up(
    office: Office, talk: Talk, ticket: Ticket
) -> None:
    await close(office, ticket)
    await asyncio.gather(*(talk.says("ana", f"It is back {n}", thread_of(ticket)) for n in range(4)))
    assert await office.see(tickets.by_key, "IT-3") is None
    follow_up = await office.ticket("IT-2")
    assert len(await office.see(messages.of_ticket, follow_up.id)) == 4


async def test_the_same_message_delivered_again_makes_no_second_follow_up(
    office: Office, talk: Talk, ticket: Ticket
) -> None:
    await close(office, ticket)
    for _ in range(2):
        await talk.says("ana", "It is back", thread_of(ticket), ts="1767603700.000001")
    assert await office.see(tickets.by_key, "IT-3") is None


async def test_thanks_after_closing_make_none(office: Office, talk: Talk, ticket: Ticket) -> None:
    await close(office, ticket)
    await talk.says("ana", "thanks", thread_of(ticket))
    assert await office.see(tickets.by_key, "IT-2") is None
    assert await talk.copies(ticket) == {"card": 1, "requester": 0}


async def test_what_an_agent_adds_after_closing_makes_none_and_changes_nothing(
    office: Office, talk: Talk, ticket: Ticket
) -> None:
    await close(office, ticket)
    closed = await office.now(ticket)
    await talk.says("dana", "For the record: it was the cable", thread_of(ticket))
    await talk.says("dana", "A note", card_of(ticket))
    assert await office.see(tickets.by_key, "IT-2") is None
    assert await office.now(ticket) == closed


async def test_people_may_go_on_talking_where_it_was_no_ticket(office: Office, talk: Talk, ticket: Ticket) -> None:
    await close(office, ticket, Closure.NOT_A_TICKET)
    await talk.says("ana", "Lunch?", thread_of(ticket))
    assert await office.see(tickets.by_key, "IT-2") is None
    assert await talk.copies(ticket) == {"card": 0, "requester": 0}


async def test_a_private_tickets_follow_up_is_private(office: Office, talk: Talk) -> None:
    private = await talk.request("ana", private=True)
    await close(office, private)
    await talk.says("ana", "It is back", thread_of(private))
    assert (await office.ticket("IT-2")).is_private
