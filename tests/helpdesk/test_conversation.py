"""One conversation in two threads: who reads what, what it does to the ticket, and nothing twice."""

import asyncio
from datetime import timedelta

import pytest

from bot.helpdesk import conversation, lifecycle, people
from bot.rules.intake import view_source
from bot.rules.records import SharedFile, Ticket
from bot.rules.refusals import IsClosed, NoSuchTicket, NotAllowed, NothingToSay, NotPossibleNow
from bot.rules.vocabulary import Action, Closure, Intake, LinkKind, NoticeKind, Side, Status, Visibility
from storage import following, messages, tickets
from storage.store import Store
from tests.office import Office, person
from tests.talk import Talk, card_of, thread_of
from tests.world import Clock

SCAN = SharedFile("F1", "scan.pdf", 10, "https://files.slack.com/scan.pdf")


@pytest.fixture
async def office(store: Store, clock: Clock) -> Office:
    return await Office.open(store, clock)


@pytest.fixture
def talk(office: Office) -> Talk:
    return Talk(office)


@pytest.fixture
async def ticket(talk: Talk) -> Ticket:
    """Raised by Ana in #it."""
    return await talk.request("ana")


async def close(office: Office, ticket: Ticket, closure: Closure = Closure.COMPLETED) -> None:
    await office.do(lambda tx: lifecycle.move(tx, ticket, Status.CLOSED, None, closure=closure))


# Two threads


async def test_what_the_requester_writes_appears_under_the_card(talk: Talk, ticket: Ticket) -> None:
    place = await talk.says("ana", "It blinks", thread_of(ticket))
    message = await talk.message(place)
    assert (message.visibility, message.side, message.text) == (Visibility.PUBLIC, Side.REQUESTER, "It blinks")
    assert await talk.copies(ticket) == {"card": 1, "requester": 0}


async def test_what_a_colleague_writes_there_appears_under_the_card_and_changes_nothing(
    office: Office, talk: Talk, ticket: Ticket
) -> None:
    solved = await office.solved("dana", ticket)
    await talk.says("ben", "Same here, it is broken", thread_of(ticket))
    assert await talk.copies(ticket) == {"card": 1, "requester": 0}
    assert await office.now(ticket) == solved


async def test_what_an_agent_writes_there_is_a_public_reply_and_appears_under_the_card(
    office: Office, talk: Talk, ticket: Ticket
) -> None:
    await talk.says("dana", "Have you tried paper?", thread_of(ticket))
    assert await talk.copies(ticket) == {"card": 1, "requester": 0}
    assert (await office.now(ticket)).public_replies == 1


async def test_what_is_written_under_the_card_is_a_note_and_goes_nowhere(
    office: Office, talk: Talk, ticket: Ticket
) -> None:
    place = await talk.says("dana", "She always says that", card_of(ticket))
    assert (await talk.message(place)).visibility is Visibility.INTERNAL
    assert await talk.copies(ticket) == {"card": 0, "requester": 0}
    after = await office.now(ticket)
    assert (after.first_response_at, after.public_replies, after.status) == (None, 0, Status.NEW)


async def test_a_desk_may_choose_that_agents_answer_under_the_card(office: Office, talk: Talk, ticket: Ticket) -> None:
    await office.settle(card_replies_are_public=True)
    await talk.says("dana", "Have you tried paper?", card_of(ticket))
    assert await talk.copies(ticket) == {"card": 0, "requester": 1}
    assert (await office.now(ticket)).public_replies == 1


async def test_a_guest_under_such_a_card_still_speaks_to_the_desk_only(
    office: Office, talk: Talk, ticket: Ticket
) -> None:
    await office.settle(card_replies_are_public=True)
    await talk.says("gus", "Who is this Ana anyway", card_of(ticket))
    assert await talk.copies(ticket) == {"card": 0, "requester": 0}


async def test_reply_appears_in_the_requesters_thread_and_under_the_card(
    office: Office, talk: Talk, ticket: Ticket
) -> None:
    await office.do(conversation.reply, ticket.id, person("dana"), "On my way", view_source("V1"))
    assert await talk.copies(ticket) == {"card": 1, "requester": 1}
    (copy,) = await office.owed(ticket, NoticeKind.COPY_TO_REQUESTER)
    assert (copy.thread_channel, copy.thread_ts) == (ticket.channel, ticket.thread_ts)


async def test_a_note_appears_under_the_card_only(office: Office, talk: Talk, ticket: Ticket) -> None:
    await office.do(conversation.note, ticket.id, person("dana"), "Third time this week", view_source("V1"))
    assert await talk.copies(ticket) == {"card": 1, "requester": 0}
    assert (await office.now(ticket)).public_replies == 0


async def test_files_follow_the_message_they_came_with(office: Office, talk: Talk, ticket: Ticket) -> None:
    await talk.says("ana", "", thread_of(ticket), files=(SCAN,))
    (copy,) = await office.owed(ticket, NoticeKind.FILE_COPY)
    assert copy.under == f"card:{ticket.id}:{card_of(ticket).channel}"
    assert copy.params["file"]["name"] == "scan.pdf"


async def test_history_names_every_message_but_not_its_words(office: Office, talk: Talk, ticket: Ticket) -> None:
    await talk.says("ana", "secret", thread_of(ticket))
    await talk.says("dana", "noted", card_of(ticket))
    assert (await office.happenings(ticket))[-2:] == [
        ("message_added", person("ana"), "", "public"),
        ("message_added", person("dana"), "", "internal"),
    ]


# Once


async def test_a_message_delivered_four_times_at_once_is_one(office: Office, talk: Talk, ticket: Ticket) -> None:
    await asyncio.gather(*(talk.says("dana", "Hello", thread_of(ticket), ts="1767603700.000001") for _ in range(4)))
    assert await talk.copies(ticket) == {"card": 1, "requester": 0}
    assert (await office.now(ticket)).public_replies == 1


async def test_a_message_that_also_mentions_the_bot_is_one(talk: Talk, ticket: Ticket) -> None:
    await talk.says("ana", "<@UBOT> hello", thread_of(ticket), ts="1767603700.000001")
    await talk.says("ana", "<@UBOT> hello", thread_of(ticket), ts="1767603700.000001", mention=True)
    assert await talk.copies(ticket) == {"card": 1, "requester": 0}


async def test_a_form_submitted_twice_replies_once(office: Office, talk: Talk, ticket: Ticket) -> None:
    answer = (ticket.id, person("dana"), "On my way", view_source("V1"))
    await asyncio.gather(*(office.do(conversation.reply, *answer) for _ in range(3)))
    assert await talk.copies(ticket) == {"card": 1, "requester": 1}
    assert (await office.now(ticket)).public_replies == 1


async def test_a_form_submitted_again_after_closing_is_no_mistake(office: Office, ticket: Ticket) -> None:
    answer = (ticket.id, person("dana"), "On my way", view_source("V1"))
    await office.do(conversation.reply, *answer)
    await close(office, await office.now(ticket))
    assert (await office.do(conversation.reply, *answer)).status is Status.CLOSED


async def test_two_people_saying_the_same_say_it_twice(talk: Talk, ticket: Ticket) -> None:
    await talk.says("ana", "Hello", thread_of(ticket))
    await talk.says("ben", "Hello", thread_of(ticket))
    assert await talk.copies(ticket) == {"card": 2, "requester": 0}


# Edits and deletions


async def test_an_edit_is_stored_recorded_and_shown_on_the_copy(office: Office, talk: Talk, ticket: Ticket) -> None:
    place = await talk.says("ana", "It blnks", thread_of(ticket))
    await talk.edits(place, "It blinks")
    assert (await talk.message(place)).text == "It blinks"
    assert ("message_edited", person("ana"), "It blnks", "It blinks") in await office.happenings(ticket)
    (copy,) = await office.owed(ticket, NoticeKind.COPY_UNDER_CARD)
    assert copy.owed == 2


async def test_an_edit_that_only_adds_a_preview_changes_nothing(office: Office, talk: Talk, ticket: Ticket) -> None:
    place = await talk.says("ana", "<https://example.com>", thread_of(ticket))
    await talk.edits(place, "<https://example.com>")
    assert (await talk.message(place)).edited_at is None


async def test_a_deletion_is_recorded_with_the_text_and_shown_on_every_copy(
    office: Office, talk: Talk, ticket: Ticket
) -> None:
    place = await talk.says("ana", "my password", thread_of(ticket), files=(SCAN,))
    await talk.deletes(place)
    await talk.deletes(place)
    assert ("message_deleted", person("ana"), "my password", "") in await office.happenings(ticket)
    (copy,) = await office.owed(ticket, NoticeKind.COPY_UNDER_CARD)
    (file,) = await office.owed(ticket, NoticeKind.FILE_COPY)
    assert (copy.owed, file.owed) == (2, 2)


async def test_a_desk_may_choose_to_forget_what_was_deleted_or_edited_away(
    office: Office, talk: Talk, ticket: Ticket
) -> None:
    await office.settle(keep_deleted_text=False)
    place = await talk.says("ana", "my password is hunter2", thread_of(ticket))
    await talk.edits(place, "my password")
    await talk.deletes(place)
    assert (await talk.message(place)).text == ""
    assert "password" not in str(await office.happenings(ticket))


async def test_an_edit_after_the_deletion_comes_too_late(talk: Talk, ticket: Ticket) -> None:
    place = await talk.says("ana", "one", thread_of(ticket))
    await talk.deletes(place)
    await talk.edits(place, "two")
    assert (await talk.message(place)).text == "one"


async def test_an_edit_of_a_message_nobody_heard_is_a_quiet_no_op(talk: Talk, ticket: Ticket) -> None:
    before = await talk.copies(ticket)
    stranger = card_of(ticket)
    await talk.edits(stranger, "hello")
    await talk.deletes(stranger)
    assert await talk.copies(ticket) == before


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


# Bad input


@pytest.mark.parametrize("text", ["", "   ", "\u200b\n\u00a0", "\x00\x07"])
async def test_a_blank_reply_is_refused_and_a_blank_message_is_nothing(
    office: Office, talk: Talk, ticket: Ticket, text: str
) -> None:
    with pytest.raises(NothingToSay):
        await office.do(conversation.reply, ticket.id, person("dana"), text, view_source("V1"))
    await talk.says("ana", text, thread_of(ticket))
    assert await talk.copies(ticket) == {"card": 0, "requester": 0}


async def test_a_reply_to_a_closed_ticket_is_refused(office: Office, ticket: Ticket) -> None:
    await close(office, ticket)
    with pytest.raises(IsClosed):
        await office.do(conversation.reply, ticket.id, person("dana"), "Hello", view_source("V1"))


@pytest.mark.parametrize("verb", [conversation.reply, conversation.note])
async def test_only_those_who_work_the_desk_reply_and_note(office: Office, ticket: Ticket, verb: object) -> None:
    with pytest.raises(NotAllowed):
        await office.do(verb, ticket.id, person("ana"), "Hello", view_source("V1"))  # type: ignore[arg-type]  # as above
    for outsider in ("ben", "hana", "gus"):
        with pytest.raises(NoSuchTicket):
            await office.do(verb, ticket.id, person(outsider), "Hi", view_source("V2"))  # type: ignore[arg-type]  # as above


async def test_the_whole_of_a_message_is_for_those_who_may_see_it(office: Office, talk: Talk, ticket: Ticket) -> None:
    said = await talk.message(await talk.says("ana", "long", thread_of(ticket)))
    note = await talk.message(await talk.says("dana", "long", card_of(ticket)))
    assert (await office.see(conversation.whole, said.id, person("ana"))).message == said
    assert (await office.see(conversation.whole, note.id, person("eli"))).message == note
    with pytest.raises(NotAllowed):
        await office.see(conversation.whole, note.id, person("ana"))
    with pytest.raises(NoSuchTicket):
        await office.see(conversation.whole, said.id, person("ben"))
    with pytest.raises(NoSuchTicket):
        await office.see(conversation.whole, 1, person("ana"))


async def test_what_was_deleted_can_not_be_read_in_whole(office: Office, talk: Talk, ticket: Ticket) -> None:
    place = await talk.says("ana", "long", thread_of(ticket))
    said = await talk.message(place)
    await talk.deletes(place)
    with pytest.raises(NotPossibleNow):
        await office.see(conversation.whole, said.id, person("ana"))


async def test_a_form_is_opened_only_by_those_who_could_submit_it(office: Office, ticket: Ticket) -> None:
    shown = await office.see(lifecycle.form, ticket.id, person("dana"), Action.REPLY)
    assert shown.ticket.id == ticket.id
    with pytest.raises(NotAllowed):
        await office.see(lifecycle.form, ticket.id, person("ana"), Action.REPLY)
    await close(office, ticket)
    with pytest.raises(IsClosed):
        await office.see(lifecycle.form, ticket.id, person("dana"), Action.REPLY)
