"""The newer goes into the older, and nothing private gets out."""

from dataclasses import replace
from datetime import timedelta

from bot.rules.merging import merge_of, would_leak
from bot.rules.vocabulary import PersonId, TicketId
from tests.tickets import TICKET

OLDER = TICKET
NEWER = replace(TICKET, id=TicketId(2), key="IT-2", created_at=TICKET.created_at + timedelta(minutes=1))
BEN = PersonId("UBEN")
NOBODY: frozenset[PersonId] = frozenset()


def test_the_newer_goes_into_the_older_whichever_way_round_it_was_asked() -> None:
    assert merge_of(OLDER, NEWER) == merge_of(NEWER, OLDER)
    assert merge_of(OLDER, NEWER).target == OLDER


def test_of_two_from_the_same_instant_the_later_id_is_the_newer() -> None:
    twin = replace(NEWER, created_at=OLDER.created_at)
    assert merge_of(twin, OLDER).source == twin


def test_what_is_private_does_not_go_into_what_is_not() -> None:
    assert would_leak(merge_of(OLDER, replace(NEWER, is_private=True)), NOBODY)


def test_somebody_elses_ticket_does_not_go_into_a_private_one_which_they_would_then_follow() -> None:
    private = replace(OLDER, is_private=True)
    assert would_leak(merge_of(private, replace(NEWER, requester_id=BEN)), NOBODY)
    assert not would_leak(merge_of(private, NEWER), NOBODY)
    assert not would_leak(merge_of(private, replace(NEWER, is_private=True)), NOBODY)


def test_nor_does_one_that_somebody_elses_ticket_was_merged_into() -> None:
    private = replace(OLDER, is_private=True)
    assert would_leak(merge_of(private, NEWER), {BEN})
    assert not would_leak(merge_of(private, NEWER), {private.requester_id})


def test_two_public_tickets_leak_nothing() -> None:
    assert not would_leak(merge_of(OLDER, replace(NEWER, requester_id=BEN)), NOBODY)
