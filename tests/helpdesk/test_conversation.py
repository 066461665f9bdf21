"""One conversation in two threads: who reads what, what it does to the ticket, and nothing twice."""

import asyncio
from collections import Counter

import pytest

from bot.helpdesk import conversation, lifecycle
from bot.rules.actions import Action
from bot.rules.intake import view_source
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import SharedFile, Ticket
from bot.rules.refusals import IsClosed, NoSuchTicket, NotAllowed, NothingToSay, NotPossibleNow
from bot.rules.vocabulary import Closure, Side, Status, Visibility
from tests.office import Office, person
from tests.talk import Talk, card_of, thread_of

SCAN = SharedFile("F1", "scan.pdf", 10, "https://files.slack.com/scan.pdf")


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


async def test_an_edit_and_a_deletion_that_reach_two_processes_at_once_are_recorded_once(
    office: Office, there: Office, talk: Talk, ticket: Ticket
) -> None:
    places = [await talk.says("ana", f"Also {number}", thread_of(ticket)) for number in range(10)]
    places.append(thread_of(ticket))
    for place in places:
        await asyncio.gather(*(Talk(at).edits(place, "Changed") for at in (office, there)))
        await asyncio.gather(*(Talk(at).deletes(place) for at in (office, there)))
    happened = Counter(line[0] for line in await office.happenings(ticket))
    assert (happened["message_edited"], happened["message_deleted"]) == (10, 10)
    assert (happened["opening_edited"], happened["opening_deleted"]) == (1, 1)
