"""Sorting tickets: by hand, with reasons, and never so that something is lost."""

import pytest

from bot.helpdesk import cards, conversation, lifecycle, people, triage
from bot.rules.actions import Action
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Ticket
from bot.rules.refusals import (
    IsClosed,
    NoPrivateChannel,
    NoSuchCategory,
    NoSuchDesk,
    NoSuchTicket,
    NotAllowed,
    NothingToSay,
    TagTooLong,
    TooManyTags,
)
from bot.rules.vocabulary import CategoryKey, DeskId, Priority, Status
from storage import following, messages
from tests.office import Office, ids, person

VPN, HR = CategoryKey("vpn"), DeskId("HR")


@pytest.fixture
async def ticket(office: Office) -> Ticket:
    return await office.raised("ana")


async def test_a_priority_by_hand_keeps_its_reason(office: Office, ticket: Ticket) -> None:
    await office.do(triage.prioritise, ticket.id, Priority.URGENT, " Payday ", person("dana"))
    changed = await office.do(triage.prioritise, ticket.id, Priority.URGENT, "Payday", person("dana"))
    assert (changed.priority, changed.priority_reason) == (Priority.URGENT, "Payday")
    happenings = await office.happenings(ticket)
    assert happenings.count(("priority_changed", person("dana"), "normal", "urgent")) == 1


@pytest.mark.parametrize("blank", ["", " \n\t", "\u200b"])
async def test_a_priority_by_hand_needs_a_reason(office: Office, ticket: Ticket, blank: str) -> None:
    with pytest.raises(NothingToSay):
        await office.do(triage.prioritise, ticket.id, Priority.URGENT, blank, person("dana"))
    assert (await office.now(ticket)).priority is Priority.NORMAL


async def test_a_category_is_one_of_the_desks_or_none(office: Office, ticket: Ticket) -> None:
    for category in (VPN, VPN, None, None):
        await office.do(triage.categorise, ticket.id, category, person("dana"))
    changes = [line[2:] for line in await office.happenings(ticket) if line[0] == "category_changed"]
    assert changes == [("", "vpn"), ("vpn", "")]


@pytest.mark.parametrize("forged", ["payroll", "", "-", "nonsense"])
async def test_a_category_of_another_desk_is_refused(office: Office, ticket: Ticket, forged: str) -> None:
    with pytest.raises(NoSuchCategory):
        await office.do(triage.categorise, ticket.id, CategoryKey(forged), person("dana"))


async def test_tags_are_added_and_removed_until_they_are_what_was_written(office: Office, ticket: Ticket) -> None:
    await office.do(triage.tag, ticket.id, "Printer, third floor", person("dana"))
    await office.do(triage.tag, ticket.id, "#printer, toner", person("dana"))
    assert await office.see(following.tags, ticket.id) == ["printer", "toner"]
    assert [line for line in await office.happenings(ticket) if "tagged" in line[0]] == [
        ("tagged", person("dana"), "", "printer"),
        ("tagged", person("dana"), "", "third floor"),
        ("tagged", person("dana"), "", "toner"),
        ("untagged", person("dana"), "third floor", ""),
    ]


async def test_too_long_and_too_many_tags_change_nothing(office: Office, ticket: Ticket) -> None:
    await office.do(triage.tag, ticket.id, "vpn", person("dana"))
    for words, refusal in (("x" * 51, TagTooLong), (",".join(f"t{n}" for n in range(11)), TooManyTags)):
        with pytest.raises(refusal):
            await office.do(triage.tag, ticket.id, words, person("dana"))
    assert await office.see(following.tags, ticket.id) == ["vpn"]


async def test_moving_keeps_number_history_and_conversation(office: Office, ticket: Ticket) -> None:
    await office.do(conversation.reply, ticket.id, person("dana"), "That is for People", "view:V1")
    before = await office.happenings(ticket)
    moved = await office.do(triage.move_to_desk, ticket.id, HR, person("dana"))
    assert (moved.desk_id, moved.key, moved.channel) == ("HR", "IT-1", ticket.channel)
    assert (await office.happenings(ticket))[: len(before)] == before
    assert ("moved", person("dana"), "IT", "HR") in await office.happenings(ticket)
    assert len(await office.see(messages.of_ticket, ticket.id)) == 2


async def test_moving_owes_the_new_desk_a_card_with_what_was_said_under_it(office: Office, ticket: Ticket) -> None:
    await office.do(conversation.reply, ticket.id, person("dana"), "That is for People", "view:V1")
    await office.do(triage.move_to_desk, ticket.id, HR, person("dana"))
    channel = ids()["#hr-triage"]
    owed = {notice.lane: notice.owed for notice in await office.owed(ticket, NoticeKind.CARD)}
    assert owed.keys() == {ids()["#it-triage"], channel}
    assert owed[ids()["#it-triage"]] > 1  # the old one is to be taken away
    copies = [notice for notice in await office.owed(ticket, NoticeKind.COPY_UNDER_CARD) if notice.lane == channel]
    assert [notice.under for notice in copies] == [f"card:{ticket.id}:{channel}"]


async def test_moving_leaves_behind_what_the_other_desk_does_not_know(office: Office, ticket: Ticket) -> None:
    await office.do(triage.categorise, ticket.id, VPN, person("dana"))
    await office.claimed("dana", ticket)
    moved = await office.do(triage.move_to_desk, ticket.id, HR, person("dana"))
    assert (moved.category, moved.assignee_id, moved.claimed_at) == (None, None, None)
    happenings = await office.happenings(ticket)
    assert ("category_changed", person("dana"), "vpn", "") in happenings
    assert ("unassigned", person("dana"), person("dana"), "") in happenings


async def test_moving_to_where_it_is_changes_nothing(office: Office, ticket: Ticket) -> None:
    before = await office.happenings(ticket)
    await office.do(triage.move_to_desk, ticket.id, DeskId("IT"), person("dana"))
    assert await office.happenings(ticket) == before


async def test_the_other_desk_works_it_and_the_old_one_does_so_no_more(office: Office, ticket: Ticket) -> None:
    await office.do(triage.move_to_desk, ticket.id, HR, person("dana"))
    with pytest.raises(NoSuchTicket):
        await office.claimed("dana", ticket)
    assert (await office.claimed("hana", ticket)).assignee_id == person("hana")


async def test_a_private_ticket_goes_only_where_there_is_a_private_channel(office: Office) -> None:
    secret = await office.raised("ana", "My salary", private=True)
    assert await office.see(triage.destinations, secret.id) == []
    with pytest.raises(NoPrivateChannel):
        await office.do(triage.move_to_desk, secret.id, HR, person("dana"))
    assert (await office.now(secret)).desk_id == "IT"


async def test_a_desk_that_is_none_takes_nothing(office: Office, ticket: Ticket) -> None:
    for forged in ("", "XX", "it"):
        with pytest.raises(NoSuchDesk):
            await office.do(triage.move_to_desk, ticket.id, DeskId(forged), person("dana"))


@pytest.mark.parametrize(("who", "refusal"), [("ben", NoSuchTicket), ("hana", NoSuchTicket), ("ana", NotAllowed)])
async def test_sorting_is_for_the_desk(office: Office, ticket: Ticket, who: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        await office.do(triage.prioritise, ticket.id, Priority.LOW, "Because", person(who))
    with pytest.raises(refusal):
        await office.do(triage.categorise, ticket.id, VPN, person(who))
    with pytest.raises(refusal):
        await office.do(triage.tag, ticket.id, "vpn", person(who))
    with pytest.raises(refusal):
        await office.do(triage.move_to_desk, ticket.id, HR, person(who))


async def test_a_closed_ticket_stays_as_it_is(office: Office, ticket: Ticket) -> None:
    await office.do(lifecycle.move, ticket, Status.CLOSED, None, "")
    for action in (Action.PRIORITISE, Action.CATEGORISE, Action.TAG, Action.MOVE):
        with pytest.raises(IsClosed):
            await office.do(lifecycle.form, ticket.id, person("dana"), action)
    with pytest.raises(IsClosed):
        await office.do(triage.tag, ticket.id, "vpn", person("dana"))
    with pytest.raises(IsClosed):
        await office.do(triage.move_to_desk, ticket.id, HR, person("dana"))


async def test_every_change_owes_the_card_again(office: Office, ticket: Ticket) -> None:
    async def owed() -> int:
        (card,) = await office.owed(ticket, NoticeKind.CARD)
        return card.owed

    before = await owed()
    await office.do(triage.prioritise, ticket.id, Priority.LOW, "Because", person("dana"))
    await office.do(triage.categorise, ticket.id, VPN, person("dana"))
    await office.do(triage.tag, ticket.id, "vpn", person("dana"))
    assert await owed() == before + 3


async def test_the_picture_offers_to_move_only_where_another_desk_can_take_it(office: Office, ticket: Ticket) -> None:
    secret = await office.raised("ana", "My salary", private=True)
    assert (await office.see(cards.picture, ticket)).can_move
    assert not (await office.see(cards.picture, secret)).can_move
    assert not await office.see(people.may, person("hana"), Action.SEE, secret)
