"""What may stand under a new ticket's card."""

from dataclasses import replace
from typing import Any

import pytest

from bot.rules.records import Ticket
from bot.rules.search import Audience, DocumentKind, Found
from bot.rules.suggestions import AT_MOST, chosen, may_be_advised, may_be_suggested
from bot.rules.tips import Tip
from bot.rules.vocabulary import Closure, DeskId, PersonId, Status, TicketId, TipId
from tests.tickets import RAISED_AT, TICKET

HR = DeskId("HR")
SOLVED = replace(TICKET, id=TicketId(2), key="IT-2", status=Status.SOLVED)
PRIVATE = replace(TICKET, is_private=True)
TIP = Tip(
    id=TipId(7),
    source="view:V1",
    desk_id=TICKET.desk_id,
    audience=Audience.DESK,
    issue="No ink",
    cause="",
    resolution="Shake it",
    category=None,
    language="en",
    owner_id=PersonId("UDANA"),
    ticket_id=None,
    channel=None,
    ts=None,
    version=1,
    review_by=None,
    flagged_at=None,
    flagged_by=None,
    flag_reason="",
    merged_into=None,
    retired_at=None,
    times_helped=0,
    shown_at=None,
    created_at=RAISED_AT,
    changed_at=RAISED_AT,
    changed_by=PersonId("UDANA"),
)


@pytest.mark.parametrize(
    ("ticket", "changes"),
    [
        (TICKET, {}),
        (TICKET, {"status": Status.CLOSED, "closure": Closure.COMPLETED}),
        (PRIVATE, {"is_private": True}),
        (PRIVATE, {}),
    ],
)
def test_a_ticket_is_suggested_that_the_same_desk_has_solved(ticket: Ticket, changes: dict[str, Any]):
    assert may_be_suggested(ticket, replace(SOLVED, **changes))


@pytest.mark.parametrize(
    ("ticket", "changes"),
    [
        (TICKET, {"status": Status.OPEN}),
        (TICKET, {"status": Status.CLOSED, "closure": Closure.CANCELLED}),
        (TICKET, {"status": Status.CLOSED, "closure": Closure.MERGED}),
        (TICKET, {"desk_id": HR}),
        (TICKET, {"is_private": True}),
        (PRIVATE, {"is_private": True, "desk_id": HR}),
        (TICKET, {"id": TICKET.id}),
    ],
)
def test_no_other_ticket_is_and_none_that_is_more_private(ticket: Ticket, changes: dict[str, Any]):
    assert not may_be_suggested(ticket, replace(SOLVED, **changes))


@pytest.mark.parametrize(
    "changes",
    [{}, {"flagged_at": RAISED_AT}, {"desk_id": HR, "audience": Audience.PUBLIC}, {"audience": Audience.PUBLIC}],
)
def test_a_tip_is_advised_that_the_desk_may_read(changes: dict[str, Any]):
    assert may_be_advised(TICKET, replace(TIP, **changes), is_private=False)


@pytest.mark.parametrize(
    ("ticket", "changes"),
    [
        (TICKET, {"retired_at": RAISED_AT}),
        (TICKET, {"desk_id": HR}),
        (PRIVATE, {"desk_id": HR}),
        (TICKET, {"desk_id": HR, "audience": Audience.PUBLIC, "flagged_at": RAISED_AT}),
    ],
)
def test_no_other_tip_is(ticket: Ticket, changes: dict[str, Any]):
    assert not may_be_advised(ticket, replace(TIP, **changes), is_private=False)


def test_what_was_learned_from_a_private_ticket_is_advised_for_private_ones():
    assert may_be_advised(PRIVATE, TIP, is_private=True)
    assert not may_be_advised(TICKET, TIP, is_private=True)


def test_the_best_three_are_chosen_and_a_tip_stands_before_the_ticket_that_it_came_from():
    tips: dict[int, Tip] = {7: replace(TIP, ticket_id=TicketId(2))}
    tickets: dict[int, Ticket] = {number: replace(SOLVED, id=TicketId(number)) for number in range(2, 7)}
    kind = DocumentKind.TICKET
    found = [Found(kind, number, score=10 - number, terms=()) for number in tickets]
    found += [Found(DocumentKind.TIP, 7, 1, ()), Found(DocumentKind.TIP, 8, 99, ()), Found(kind, 9, 99, ())]
    best = [(one.kind, one.id) for one in chosen(found, tips, tickets)]
    assert best == [(kind, 3), (kind, 4), (kind, 5)]
    assert len(best) == AT_MOST
    few = chosen(found, tips, {2: tickets[2], 3: tickets[3]})
    assert [(one.kind, one.id) for one in few] == [(kind, 3), (DocumentKind.TIP, 7)]
