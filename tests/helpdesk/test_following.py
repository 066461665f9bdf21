"""Following: news of public replies and of solving, for whoever wants them and may have them."""

import pytest

from bot.helpdesk import conversation, following, lifecycle
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Ticket
from bot.rules.refusals import IsClosed, NoSuchTicket
from bot.rules.vocabulary import Status
from tests.office import Office, person


@pytest.fixture
async def ticket(office: Office) -> Ticket:
    return await office.claimed("dana", await office.raised("ana"))


async def test_following_twice_is_following_once(office: Office, ticket: Ticket) -> None:
    for _ in range(2):
        await office.do(following.follow, ticket.id, person("eli"))
    assert (await office.happenings(ticket)).count(("followed", person("eli"), "", person("eli"))) == 1


async def test_a_follower_hears_of_public_replies_and_of_solving_but_not_of_notes(
    office: Office, ticket: Ticket
) -> None:
    await office.do(following.follow, ticket.id, person("eli"))
    await office.do(conversation.note, ticket.id, person("dana"), "Hm", "view:V1")
    assert await office.owed(ticket, NoticeKind.FOLLOWER_NEWS) == []
    await office.do(conversation.reply, ticket.id, person("dana"), "Try again", "view:V2")
    await office.solved("dana", ticket)
    assert [notice.lane for notice in await office.owed(ticket, NoticeKind.FOLLOWER_NEWS)] == [person("eli")] * 2


async def test_who_follows_no_more_hears_no_more(office: Office, ticket: Ticket) -> None:
    await office.do(following.follow, ticket.id, person("eli"))
    for _ in range(2):
        await office.do(following.unfollow, ticket.id, person("eli"))
    await office.do(conversation.reply, ticket.id, person("dana"), "Try again", "view:V2")
    assert await office.owed(ticket, NoticeKind.FOLLOWER_NEWS) == []
    assert (await office.happenings(ticket)).count(("unfollowed", person("eli"), "", person("eli"))) == 1


@pytest.mark.parametrize("who", ["ben", "hana"])
async def test_nobody_follows_what_they_may_not_see(office: Office, ticket: Ticket, who: str) -> None:
    with pytest.raises(NoSuchTicket):
        await office.do(following.follow, ticket.id, person(who))


async def test_a_closed_ticket_is_not_followed_but_can_be_let_go(office: Office, ticket: Ticket) -> None:
    await office.do(following.follow, ticket.id, person("eli"))
    await office.do(lifecycle.move, await office.now(ticket), Status.CLOSED, None, "")
    with pytest.raises(IsClosed):
        await office.do(following.follow, ticket.id, person("lea"))
    await office.do(following.unfollow, ticket.id, person("eli"))
    assert ("unfollowed", person("eli"), "", person("eli")) in await office.happenings(ticket)
