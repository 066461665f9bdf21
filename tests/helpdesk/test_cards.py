"""Cards: a ticket with all that belongs to it, and the repair of all of them."""

import pytest

from bot.helpdesk import cards, lifecycle, merging, settings
from bot.rules.notice_kinds import NoticeKind
from bot.rules.pictures import Relation
from bot.rules.records import Link, Ticket
from bot.rules.vocabulary import LinkKind, Status, TicketId
from storage import following
from tests.office import Office, ids, person
from tests.world import desks_document


@pytest.fixture
async def ticket(office: Office) -> Ticket:
    return await office.raised("ana")


async def test_a_picture_names_follow_ups_and_merged_tickets_from_both_sides(office: Office, ticket: Ticket) -> None:
    later = await office.raised("ana", "Again no ink")
    await office.do(following.link, Link(later.id, LinkKind.FOLLOW_UP_OF, ticket.id))
    double = await office.raised("ana", "No ink!")
    await office.do(merging.merge, double.id, ticket.key, person("dana"))
    here = await office.see(cards.picture, ticket)
    assert {(other.relation, other.key) for other in here.related} == {
        (Relation.FOLLOWED_UP_BY, later.key),
        (Relation.MERGED_FROM, double.key),
    }
    assert [other.key for other in (await office.see(cards.picture, await office.now(double))).related] == [ticket.key]
    [other] = (await office.see(cards.picture, later)).related
    assert (other.relation, other.key) == (Relation.FOLLOW_UP_OF, ticket.key)


async def test_a_private_ticket_is_not_named_on_another_ones_card(office: Office, ticket: Ticket) -> None:
    secret = await office.raised("ana", "My salary", private=True)
    await office.do(following.link, Link(secret.id, LinkKind.FOLLOW_UP_OF, ticket.id))
    assert (await office.see(cards.picture, ticket)).related == ()
    assert [other.key for other in (await office.see(cards.picture, secret)).related] == [ticket.key]


async def test_showing_again_owes_a_card_that_differs(office: Office, ticket: Ticket) -> None:
    (before,) = await office.owed(ticket, NoticeKind.CARD)
    await office.do(cards.show_again, ticket.id)
    await office.do(cards.show_again, TicketId(1))  # a forged one
    (after,) = await office.owed(ticket, NoticeKind.CARD)
    assert after.owed == before.owed + 1


async def test_repair_owes_card_and_confirmation_of_every_ticket_not_closed(office: Office, ticket: Ticket) -> None:
    solved = await office.solved("dana", await office.raised("ana", "two"))
    closed = await office.raised("ana", "three")
    await office.do(lifecycle.move, closed, Status.CLOSED, None, "")
    before = await owed(office, ticket), await owed(office, solved), await owed(office, closed)
    assert await office.do(cards.repair) == 2
    after = await owed(office, ticket), await owed(office, solved), await owed(office, closed)
    once_more = [{kind: count + 1 for kind, count in kinds.items()} for kinds in before[:2]]
    assert after == (*once_more, before[2])


async def test_repair_follows_a_desk_to_its_new_channel(office: Office, ticket: Ticket) -> None:
    elsewhere = ids() | {"#it-triage": "CELSEWHERE"}
    await office.do(settings.apply, desks_document(elsewhere))
    await office.do(cards.repair)
    (old, new) = await office.owed(ticket, NoticeKind.CARD)
    assert (old.lane, new.lane) == (ids()["#it-triage"], "CELSEWHERE")
    assert old.owed == 2  # to be taken away


async def owed(office: Office, ticket: Ticket) -> dict[NoticeKind, int]:
    kinds = (NoticeKind.CARD, NoticeKind.CONFIRMATION)
    return {kind: (await office.owed(ticket, kind))[0].owed for kind in kinds}
