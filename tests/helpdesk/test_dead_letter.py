"""Who is told of a message that could not be sent."""

from datetime import UTC, datetime

from bot.clock import Clock as Ticker
from bot.delivery.letter import Post
from bot.delivery.letters import letter
from bot.helpdesk import notices
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Notice, Ticket
from tests.office import Office, person


async def card(office: Office, ticket: Ticket) -> Notice:
    (owed,) = await office.owed(ticket, NoticeKind.CARD)
    return owed


async def told(office: Office, ticket: Ticket) -> list[str]:
    return sorted(notice.lane for notice in await office.owed(ticket, NoticeKind.DEAD_LETTER))


async def test_the_desks_leads_are_told_once(office: Office) -> None:
    ticket = await office.raised("ana")
    dead = await card(office, ticket)
    for _ in range(2):
        await office.do(notices.died, dead, "is_archived")
    assert await told(office, ticket) == [person("lea")]


async def test_where_nobody_leads_everybody_who_works_the_desk_is_told(office: Office) -> None:
    ticket = await office.raised("ana", "payslip", desk="HR")
    await office.do(notices.died, await card(office, ticket), "is_archived")
    assert await told(office, ticket) == [person("hana")]


async def test_news_that_dies_itself_tells_nobody(office: Office) -> None:
    ticket = await office.raised("ana")
    await office.do(notices.died, await card(office, ticket), "is_archived")
    (news,) = await office.owed(ticket, NoticeKind.DEAD_LETTER)
    await office.do(notices.died, news, "user_disabled")
    assert len(await office.owed(ticket, NoticeKind.DEAD_LETTER)) == 1


async def test_of_a_desks_digest_its_leads_are_told(office: Office) -> None:
    await office.settle(digest={"channel": "CLEADS"})
    office.clock.at = datetime(2026, 1, 12, 9, tzinfo=UTC)
    await Ticker(office.store).tick()
    digest = await office.notice("digest:IT:2026-W03")
    assert digest is not None
    for _ in range(2):
        await office.do(notices.died, digest, "is_archived")
    news = await office.notice(f"dead:{digest.id}:{person('lea')}")
    assert news is not None
    written = await office.see(letter, news)
    assert isinstance(written, Post)
    assert (
        "I could not send the weekly digest of IT help to <#CLEADS>. The channel is archived." in written.message.text
    )
