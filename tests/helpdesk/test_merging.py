"""Merging: the newer goes into the older, its people are kept in the picture, and nothing private gets out."""

import asyncio

import pytest

from bot.helpdesk import assignment, cards, conversation, lifecycle, merging
from bot.i18n import Reader
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Ticket
from bot.rules.refusals import CannotMerge, IsClosed, NoSuchTicket, NotAllowed, WasMerged
from bot.rules.vocabulary import Closure, DeskId, LinkKind, Status, Visibility
from bot.views import intake
from bot.views import lifecycle as views
from storage import following, messages, surveys, tickets
from tests.office import Office, person
from tests.talk import Talk, card_of, thread_of
from tests.world import Clock


@pytest.fixture
async def older(talk: Talk, clock: Clock) -> Ticket:
    """IT-1, Ana's."""
    raised = await talk.request("ana", "The printer is broken")
    clock.advance(minutes=5)
    return raised


@pytest.fixture
async def newer(talk: Talk, older: Ticket) -> Ticket:
    """IT-2, Ben's, later than Ana's."""
    assert older.key == "IT-1"
    return await talk.request("ben", "Printer?")


async def merge(office: Office, one: Ticket, other: str, by: str = "dana") -> Ticket:
    return await office.do(merging.merge, one.id, other, person(by))


@pytest.mark.parametrize("way", ["newer into older", "older into newer"])
async def test_the_newer_closes_as_merged_whichever_way_round(
    office: Office, older: Ticket, newer: Ticket, way: str
) -> None:
    one, other = (newer, "IT-1") if way == "newer into older" else (older, "IT-2")
    assert (await merge(office, one, other)).id == older.id
    source = await office.now(newer)
    assert (source.status, source.closure, source.merged_into) == (Status.CLOSED, Closure.MERGED, older.id)
    assert (await office.now(older)).status is Status.NEW
    (link,) = await office.see(following.links, newer.id)
    assert (link.kind, link.other_id) == (LinkKind.MERGED_INTO, older.id)
    for ticket in (older, newer):
        assert ("merged", person("dana"), "IT-2", "IT-1") in await office.happenings(ticket)


async def test_a_solved_ticket_takes_in_an_unsolved_one_and_goes_on(
    office: Office, older: Ticket, newer: Ticket
) -> None:
    await office.solved("dana", older)
    assert (await merge(office, newer, "IT-1")).status is Status.OPEN


async def test_the_number_may_be_written_carelessly(office: Office, older: Ticket, newer: Ticket) -> None:
    assert (await merge(office, newer, "  it-1 ")).id == older.id


async def test_its_requester_is_told_and_follows_the_older(office: Office, older: Ticket, newer: Ticket) -> None:
    await office.do(following.follow, newer.id, person("lea"))
    await merge(office, newer, "IT-1")
    (told,) = await office.owed(newer, NoticeKind.CLOSED)
    assert (told.thread_channel, told.thread_ts) == (newer.channel, newer.thread_ts)
    assert set(await office.see(following.followers, older.id)) == {person("ben"), person("lea")}


async def test_a_public_reply_reaches_them_by_dm(office: Office, talk: Talk, older: Ticket, newer: Ticket) -> None:
    await merge(office, newer, "IT-1")
    await talk.says("dana", "It is the fuser", thread_of(older))
    news = await office.owed(older, NoticeKind.FOLLOWER_NEWS)
    assert [notice.lane for notice in news] == [person("ben")]


async def test_the_same_persons_two_tickets_make_them_no_follower(office: Office, talk: Talk, older: Ticket) -> None:
    await talk.request("ana", "Printer!")
    await merge(office, older, "IT-2")
    assert await office.see(following.followers, older.id) == []


async def test_what_is_written_on_goes_to_the_older(office: Office, talk: Talk, older: Ticket, newer: Ticket) -> None:
    await merge(office, newer, "IT-1")
    await talk.says("ben", "Mine blinks, too", thread_of(newer))
    await talk.says("eli", "A note under the old card", card_of(newer))
    said = [message for message in await office.see(messages.of_ticket, older.id) if not message.is_opening]
    assert [(message.text, message.visibility) for message in said] == [
        ("Mine blinks, too", Visibility.PUBLIC),
        ("A note under the old card", Visibility.INTERNAL),
    ]
    assert await talk.copies(older) == {"card": 2, "requester": 0}  # nothing of Ben's goes to Ana
    assert await talk.copies(newer) == {"card": 0, "requester": 0}


async def test_an_answer_in_the_merged_ones_thread_reaches_the_older_ones_requester(
    office: Office, talk: Talk, older: Ticket, newer: Ticket
) -> None:
    await merge(office, newer, "IT-1")
    await talk.says("dana", "Both are fixed", thread_of(newer))
    assert await talk.copies(older) == {"card": 1, "requester": 1}
    assert (await office.now(older)).public_replies == 1


async def test_whoever_was_merged_in_reopens_like_the_requester(
    office: Office, talk: Talk, older: Ticket, newer: Ticket
) -> None:
    await merge(office, newer, "IT-1")
    await office.solved("dana", older)
    await talk.says("ben", "Mine is still broken", thread_of(newer))
    assert (await office.now(older)).status is Status.OPEN


async def test_a_follow_up_of_the_older_is_made_from_the_merged_ones_thread_too(
    office: Office, talk: Talk, older: Ticket, newer: Ticket
) -> None:
    await merge(office, newer, "IT-1")
    ended = await office.now(older)
    await office.do(lambda tx: lifecycle.move(tx, ended, Status.CLOSED, None))
    await talk.says("ben", "It is back", thread_of(newer))
    follow_up = await office.ticket("IT-3")
    assert (follow_up.requester_id, follow_up.thread_ts) == (person("ben"), newer.thread_ts)


async def test_who_waited_longer_counts(office: Office, talk: Talk, older: Ticket, newer: Ticket) -> None:
    await talk.says("dana", "Looking", thread_of(older))
    assert (await merge(office, newer, "IT-1")).waiting_since == newer.waiting_since


async def test_open_questions_of_the_merged_one_are_withdrawn(office: Office, older: Ticket, newer: Ticket) -> None:
    await office.solved("dana", newer)
    await merge(office, newer, "IT-1")
    (survey,) = await office.see(surveys.of_ticket, newer.id)
    assert survey.withdrawn_at is not None


async def test_merging_twice_at_once_merges_once(office: Office, older: Ticket, newer: Ticket) -> None:
    both_ways = [(newer, "IT-1"), (older, "IT-2")] * 3
    answers = await asyncio.gather(*(merge(office, one, other) for one, other in both_ways))
    assert {ticket.id for ticket in answers} == {older.id}
    assert [line[0] for line in await office.happenings(newer)].count("merged") == 1
    assert len(await office.owed(newer, NoticeKind.CLOSED)) == 1


async def test_what_was_merged_into_the_merged_one_goes_along(
    office: Office, talk: Talk, older: Ticket, newer: Ticket, clock: Clock
) -> None:
    clock.advance(minutes=1)
    newest = await talk.request("gus", "Printer down")
    await merge(office, newest, newer.key)
    await merge(office, newer, older.key)
    assert (await office.now(newest)).merged_into == older.id
    await talk.says("gus", "Hello?", thread_of(newest))
    assert (await office.see(messages.of_ticket, older.id))[-1].text == "Hello?"
    assert person("gus") in await office.see(following.followers, older.id)


async def test_a_ticket_is_not_merged_into_itself(office: Office, older: Ticket) -> None:
    with pytest.raises(CannotMerge):
        await merge(office, older, "IT-1")


@pytest.mark.parametrize("number", ["IT-99", "", "no number", "HR-1", "IT-1'; --"])
async def test_an_unknown_number_is_refused(office: Office, older: Ticket, number: str) -> None:
    with pytest.raises(NoSuchTicket):
        await merge(office, older, number)


async def test_what_has_ended_is_not_merged(office: Office, older: Ticket, newer: Ticket, talk: Talk) -> None:
    third = await talk.request("gus", "Printer down")
    await merge(office, newer, "IT-1")
    with pytest.raises(WasMerged) as refused:
        await merge(office, third, "IT-2")
    assert refused.value.into == "IT-1"
    fourth = await talk.request("gus", "No, it works")
    await office.do(lambda tx: lifecycle.move(tx, fourth, Status.CLOSED, None))
    with pytest.raises(IsClosed):
        await merge(office, third, fourth.key)
    assert (await office.now(third)).status is Status.NEW


async def test_buttons_on_the_merged_ones_card_name_the_ticket_it_goes_on_as(
    office: Office, older: Ticket, newer: Ticket
) -> None:
    await merge(office, newer, "IT-1")
    for verb in (assignment.claim, lifecycle.solve, lifecycle.pend, lifecycle.reopen):
        with pytest.raises(WasMerged):
            await office.do(verb, newer.id, person("dana"))
    with pytest.raises(WasMerged):
        await office.do(conversation.reply, newer.id, person("dana"), "Hello", "view:V1")


async def test_private_tickets_stay_private(office: Office, talk: Talk, older: Ticket) -> None:
    private = await talk.request("ana", "About my pay", private=True)
    with pytest.raises(CannotMerge):
        await merge(office, private, "IT-1")
    assert (await office.now(private)).status is Status.NEW


async def test_two_private_tickets_of_one_person_become_one(office: Office, talk: Talk, clock: Clock) -> None:
    first = await talk.request("ana", "About my pay", private=True)
    clock.advance(minutes=1)
    second = await talk.request("ana", "My pay", private=True)
    assert (await merge(office, second, first.key)).id == first.id


async def test_what_somebody_elses_ticket_was_merged_into_does_not_go_into_a_private_one(
    office: Office, talk: Talk, clock: Clock
) -> None:
    private = await talk.request("ana", "About my pay", private=True)
    clock.advance(minutes=1)
    anas = await talk.request("ana", "The printer is broken")
    clock.advance(minutes=1)
    bens = await talk.request("ben", "Printer?")
    await merge(office, bens, anas.key)
    with pytest.raises(CannotMerge):
        await merge(office, anas, private.key)
    assert (await office.now(bens)).merged_into == anas.id
    assert await office.see(following.followers, private.id) == []


async def test_the_private_ticket_that_it_went_into_is_not_named_in_its_public_thread(
    office: Office, talk: Talk, clock: Clock
) -> None:
    private = await talk.request("ana", "About my pay", private=True)
    clock.advance(minutes=1)
    public = await talk.request("ana", "Pay?")
    await merge(office, public, private.key)
    shown = await office.see(cards.picture, await office.now(public))
    assert shown.merged_into is None
    for message in (intake.confirmation(shown, Reader()), views.closed(shown, Reader())):
        assert private.key not in f"{message.text} {message.blocks}"


async def test_a_number_that_is_not_theirs_to_see_is_refused_like_one_that_does_not_exist(
    office: Office, talk: Talk, older: Ticket
) -> None:
    hidden = await talk.request("ben", "My boss", private=True)
    await office.do(lambda tx: tickets.change(tx, hidden.id, desk_id=DeskId("HR")))
    for number in (hidden.key, "IT-99"):
        with pytest.raises(NoSuchTicket) as refused:
            await merge(office, older, number)
        assert refused.value.key == number


async def test_only_who_works_both_desks_merges_across_them(office: Office, talk: Talk, older: Ticket) -> None:
    elsewhere = await talk.request("ana", "The printer at HR", channel="#hr")
    with pytest.raises(NoSuchTicket):
        await merge(office, older, elsewhere.key)
    with pytest.raises(NoSuchTicket):
        await merge(office, elsewhere, older.key, "hana")
    await office.settle(agents=[person("dana"), person("hana")])
    assert (await merge(office, elsewhere, older.key, "hana")).id == older.id


async def test_the_requester_does_not_merge(office: Office, talk: Talk, older: Ticket) -> None:
    own = await talk.request("ana", "Again")
    with pytest.raises(NotAllowed):
        await merge(office, own, "IT-1", "ana")
    with pytest.raises(NoSuchTicket):
        await merge(office, own, "IT-1", "ben")
    assert await office.see(tickets.by_key, "IT-2") == own
