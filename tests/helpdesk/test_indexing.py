"""What is older than search is found once the program has caught up."""

from bot.helpdesk import indexing, replies, tips
from bot.rules.replies import Wording
from bot.rules.search import DocumentKind, Seeker
from bot.rules.tips import NewTip, TipWording
from bot.rules.vocabulary import DeskId, Scope
from bot.service import catch_up
from storage import search
from tests.office import Office, person

AGENT = Seeker(person("dana"), frozenset({DeskId("IT")}))


async def found(office: Office, typed: str, kind: DocumentKind = DocumentKind.TICKET) -> int:
    """How many tickets, tips or replies have these words."""
    return (await office.see(search.find, typed, AGENT, {kind}))[1]


async def test_what_was_stored_before_there_was_a_search_is_found_after_it_has_caught_up(office: Office, monkeypatch):
    monkeypatch.setattr(indexing, "TOGETHER", 2)
    for number in range(5):
        ticket = await office.raised("ana", f"Projector {number + 100} dark")
        await office.do(search.forget, DocumentKind.TICKET, ticket.id)
    assert await found(office, "projector") == 0
    await catch_up(office.store)
    assert await found(office, "projector") == 5
    assert await office.see(indexing.missing, DocumentKind.TICKET, 0) == []


async def test_so_are_saved_replies_and_tips_but_not_those_that_were_retired(office: Office, monkeypatch):
    monkeypatch.setattr(indexing, "TOGETHER", 2)
    for number in range(4):
        wording = Wording(f"Projector {number + 100}", "Press *on*")
        reply = await office.do(replies.save, wording, person("dana"), Scope.DESK, DeskId("IT"))
        new = NewTip(f"view:{number}", DeskId("IT"), TipWording(f"Projector {number + 100} dark", "", "Press *on*"))
        tip = await office.do(tips.save, new, person("dana"))
        if number == 0:
            await office.do(replies.retire, reply.id, person("dana"))
            await office.do(tips.retire, tip.id, person("dana"))
        else:
            await office.do(search.forget, DocumentKind.REPLY, reply.id)
            await office.do(search.forget, DocumentKind.TIP, tip.id)
    await catch_up(office.store)
    for kind in (DocumentKind.REPLY, DocumentKind.TIP):
        assert await found(office, "projector", kind) == 3
        assert await office.see(indexing.missing, kind, 0) == []


async def test_catching_up_twice_counts_nothing_twice(office: Office):
    ticket = await office.raised("ana", "Projector dark")
    for _ in range(2):
        await office.do(indexing.keep, DocumentKind.TICKET, [ticket.id])
    await office.raised("ana", "Beamer dark")
    assert await found(office, "projector") == 1
    assert [one.id for one in await office.see(search.similar, "projector dark", AGENT, {DocumentKind.TICKET})] == [
        ticket.id
    ]
