"""Who finds what: tickets as they change, and nothing that is not open to whoever looks."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.helpdesk import details, lifecycle, merging, replies, search, tips, triage, withdrawal
from bot.rules.details import Details
from bot.rules.replies import Wording
from bot.rules.search import Audience, Document, DocumentKind, document_of
from bot.rules.search_pictures import SearchPicture
from bot.rules.tips import NewTip, TipWording
from bot.rules.vocabulary import DeskId, Scope
from storage import search as index
from storage import tables
from storage.transaction import Transaction
from tests.office import Office, person

EVERYTHING = frozenset(DocumentKind)
NASTY = [
    "",
    " ",
    "!!!",
    '"',
    "''",
    "a AND",
    "NEAR(a b)",
    "a*",
    "^a",
    "-a",
    "a:b",
    "words:ink",
    "{words}:ink",
    "@",
    "\\",
]
NASTY += [
    "ink OR",
    "(ink",
    "ink)",
    "ink & | !",
    "ink:*",
    "'ink",
    "@t1@ticket@desk@it",
    "%",
    "_",
    "\x00",
    "a\x00b",
    "\ud800",
]
NASTY += [
    "🖨️",
    "ink " * 2500,
    "x" * 10_000,
    "é" * 10_000,
    "ﬀ",
    "İ",
    "ß",
    "\u202eink",
    "<@UANA> <!here>",
    ";DROP TABLE x",
]


async def look(office: Office, who: str, typed: str) -> SearchPicture:
    """What somebody finds."""
    return await office.do(search.look_up, typed, person(who))


async def keys(office: Office, who: str, typed: str) -> list[str]:
    """The numbers of the tickets among it, in order."""
    return [line.key for line in (await look(office, who, typed)).lines if line.kind is DocumentKind.TICKET]


async def test_a_ticket_is_found_by_whoever_asked_and_whoever_works_its_desk(office: Office):
    await office.raised("ana", "Projector in the boardroom stays dark")
    for who in ("ana", "dana", "eli", "lea"):
        assert await keys(office, who, "projector") == ["IT-1"], who
    for who in ("ben", "hana", "gus"):
        assert await keys(office, who, "projector") == [], who
        assert (await look(office, who, "projector boardroom")).total == 0


async def test_a_private_ticket_is_found_by_nobody_else(office: Office):
    await office.raised("ana", "Harassment in the warehouse", private=True)
    for who in ("ben", "hana", "gus"):
        assert (await look(office, who, "harassment")).total == 0, who
        assert (await look(office, who, "harassmnet warehouse")).lines == (), who
    assert await keys(office, "ana", "harassment") == ["IT-1"]


async def test_a_moved_ticket_is_found_at_its_new_desk_only(office: Office):
    ticket = await office.raised("ana", "Payslip is wrong")
    await office.do(triage.move_to_desk, ticket.id, DeskId("HR"), person("dana"))
    assert await keys(office, "hana", "payslip") == ["IT-1"]
    assert await keys(office, "dana", "payslip") == []
    assert await keys(office, "ana", "payslip") == ["IT-1"]


async def test_what_is_added_to_a_request_is_found(office: Office):
    ticket = await office.raised("ana", "Projector stays dark")
    more = Details("view:1", "It is the Epson in Kelpie", None, None, None, ())
    await office.do(details.add, ticket.id, more, person("ana"))
    assert await keys(office, "dana", "epson kelpie") == ["IT-1"]


async def test_merged_and_cancelled_tickets_are_found_no_more(office: Office):
    first = await office.raised("ana", "Projector stays dark")
    second = await office.raised("ben", "Projector has no picture")
    third = await office.raised("ben", "Projector remote is lost")
    await office.do(merging.merge, second.id, first.key, person("dana"))
    await office.do(withdrawal.cancel, third.id, person("ben"))
    assert await keys(office, "dana", "projector") == ["IT-1"]
    assert await keys(office, "ben", "projector") == []


async def test_a_solved_ticket_is_still_found(office: Office):
    ticket = await office.raised("ana", "Projector stays dark")
    await office.do(lifecycle.solve, ticket.id, person("dana"))
    assert await keys(office, "dana", "projector") == ["IT-1"]


async def test_an_index_that_lets_too_much_through_shows_nothing_that_is_not_open(office: Office):
    ticket = await office.raised("ana", "Projector stays dark")

    document = document_of(ticket)
    assert document is not None
    await office.do(index.keep, replace(document, audience=Audience.PUBLIC))
    seeker = await office.see(search.seeker_of, person("ben"))
    assert (await office.see(index.find, "projector", seeker, EVERYTHING))[1] == 1
    assert await keys(office, "ben", "projector") == []


async def test_neither_does_it_show_tips_and_replies_that_are_not(office: Office):
    wording = TipWording("Projector stays dark", "", "Press *on*")
    tip = await office.do(tips.save, NewTip("view:V1", DeskId("HR"), wording), person("hana"))
    said = Wording("Projector", "Press *on*")
    reply = await office.do(replies.save, said, person("hana"), Scope.DESK, DeskId("HR"))
    own = await office.do(replies.save, replace(said, key="own"), person("eli"), Scope.PERSONAL)
    kept = ((DocumentKind.TIP, tip.id), (DocumentKind.REPLY, reply.id), (DocumentKind.REPLY, own.id))
    for kind, number in kept:
        open_to_all = Document(kind, number, None, None, Audience.PUBLIC, "en", "Projector", "")
        await office.do(index.keep, open_to_all)
    seeker = await office.see(search.seeker_of, person("dana"))
    assert (await office.see(index.find, "projector", seeker, EVERYTHING))[1] == 3
    assert (await look(office, "dana", "projector")).lines == ()
    assert len((await look(office, "hana", "projector")).lines) == 2


async def test_a_saved_reply_for_everybody_is_no_find_of_those_who_use_none(office: Office):
    said = Wording("Projector", "Press *on*", is_public=True)
    await office.do(replies.save, said, person("dana"), Scope.DESK, DeskId("IT"))
    assert (await look(office, "ana", "projector")).total == 0
    assert (await look(office, "dana", "projector")).total == 1


async def test_what_was_looked_for_is_kept_once(office: Office):
    await office.raised("ana", "Projector stays dark")
    await look(office, "dana", "projector")
    await look(office, "dana", "  projector ")
    await look(office, "dana", "parking")
    await look(office, "dana", "")
    office.clock.advance(minutes=11)
    await look(office, "dana", "parking")
    rows = await office.see(_searches)
    assert [(row.person_id, row.words, row.found) for row in rows] == [
        (person("dana"), "projector", 1),
        (person("dana"), "parking", 0),
        (person("dana"), "parking", 0),
    ]


async def test_a_page_that_there_is_no_more_is_the_last_one(office: Office):
    for number in range(12):
        await office.raised("ana", f"Projector number {number + 100} stays dark")
    first = await office.see(search.page, "projector", person("dana"), 1)
    last = await office.see(search.page, "projector", person("dana"), 9)
    assert (len(first.lines), first.page, first.pages, first.total) == (10, 1, 2, 12)
    assert (len(last.lines), last.page) == (2, 2)


@pytest.mark.parametrize("typed", NASTY)
async def test_whatever_is_typed_is_no_more_than_words(office: Office, typed: str):
    await office.raised("ana", "No ink")
    await _nobody_else_finds(office, typed)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=200) | st.lists(st.sampled_from(["ink", *NASTY]), max_size=6).map(" ".join))
async def test_any_text_can_be_looked_for(office: Office, typed: str):
    await _nobody_else_finds(office, typed)


async def _nobody_else_finds(office: Office, typed: str) -> None:
    for who in ("ben", "hana", "gus"):
        assert (await look(office, who, typed)).total == 0
    assert set(await keys(office, "dana", typed)) <= {"IT-1"}
    seeker = await office.see(search.seeker_of, person("ben"))
    assert await office.see(index.similar, typed, seeker, EVERYTHING) == []


def _searches(tx: Transaction) -> Any:
    rows = tables.searches
    return tx.rows(rows.select().where(tx.here(rows)).order_by(rows.c.id))
