"""Tickets that are older than search are found once the program has caught up."""

from bot.helpdesk import indexing
from bot.rules.search import DocumentKind, Seeker
from bot.rules.vocabulary import DeskId, TicketId
from bot.service import catch_up
from storage import search
from tests.office import Office, person

AGENT = Seeker(person("dana"), frozenset({DeskId("IT")}))


async def found(office: Office, typed: str) -> int:
    """How many tickets have these words."""
    return (await office.see(search.find, typed, AGENT, {DocumentKind.TICKET}))[1]


async def test_what_was_stored_before_there_was_a_search_is_found_after_it_has_caught_up(office: Office, monkeypatch):
    monkeypatch.setattr(indexing, "TOGETHER", 2)
    for number in range(5):
        ticket = await office.raised("ana", f"Projector {number + 100} dark")
        await office.do(search.forget, DocumentKind.TICKET, ticket.id)
    assert await found(office, "projector") == 0
    await catch_up(office.store)
    assert await found(office, "projector") == 5
    assert await office.see(indexing.missing, TicketId(0)) == []


async def test_catching_up_twice_counts_nothing_twice(office: Office):
    ticket = await office.raised("ana", "Projector dark")
    for _ in range(2):
        await office.do(indexing.keep, [ticket.id])
    await office.raised("ana", "Beamer dark")
    assert await found(office, "projector") == 1
    assert [one.id for one in await office.see(search.similar, "projector dark", AGENT, {DocumentKind.TICKET})] == [
        ticket.id
    ]
