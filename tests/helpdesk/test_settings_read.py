"""What desks are read for: the settings that hold, without asking for them again and again."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

import pytest

from bot.clock import Clock as Ticker
from bot.rules.records import Desk, Ticket
from bot.rules.vocabulary import ChannelId, DeskId
from storage import desks, tickets
from storage.store import Store
from storage.transaction import Transaction
from tests.office import Office
from tests.promises import PROMISING, monday
from tests.statements import counted
from tests.world import Clock

Lock: TypeAlias = Callable[[Transaction, Ticket], object]

IT = DeskId("IT")
ONLY_POSTGRESQL = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
LOCKS: list[Lock] = [
    lambda tx, ticket: tickets.locked(tx, ticket.id),
    lambda tx, ticket: tickets.locked_if_free(tx, [ticket.id]),
    lambda tx, ticket: tickets.latest_in_channel(tx, ticket.requester_id, ChannelId("CIT")),
]


class NotToday(Exception):  # noqa: N818  it says what happened
    """What a verb may raise."""


def renamed(tx: Transaction, name: str) -> Desk:
    desk = desks.get(tx, IT)
    assert desk is not None
    desks.save(tx, replace(desk, name=name), 0)
    return desk


def name_of(tx: Transaction) -> str:
    desk = desks.get(tx, IT)
    return "" if desk is None else desk.name


async def test_a_deadline_that_fires_reads_its_desk_once(office: Office, store: Store, clock: Clock) -> None:
    await office.settle(**PROMISING)
    await office.claimed("dana", await office.raised("ana"))
    clock.at = monday(9, 54)
    with counted(store) as statements:
        await Ticker(office.store).tick()
    assert len([one for one in statements if "FROM desks" in one]) == 1, "\n".join(statements)


async def test_a_change_is_seen_by_the_transaction_that_made_it(office: Office) -> None:
    def rename_and_look(tx: Transaction) -> tuple[str, str]:
        return renamed(tx, "Machines").name, name_of(tx)

    assert await office.do(rename_and_look) == ("IT help", "Machines")


async def test_nothing_is_kept_of_a_verb_that_failed(office: Office) -> None:
    def rename_and_fail(tx: Transaction) -> None:
        renamed(tx, "Machines")
        raise NotToday(name_of(tx))

    with pytest.raises(NotToday, match="Machines"):
        await office.do(rename_and_fail)
    assert await office.do(name_of) == "IT help"


@ONLY_POSTGRESQL  # SQLite has one writer: nobody changes anything meanwhile
@pytest.mark.parametrize("lock", LOCKS)
async def test_a_ticket_is_worked_on_by_what_holds_once_it_is_locked(
    office: Office, ticket: Ticket, there: Office, lock: Lock
) -> None:
    def look_lock_and_look(tx: Transaction) -> tuple[str, str]:
        before = name_of(tx)
        with there.store.store.engine.begin() as meanwhile:
            renamed(Transaction(meanwhile, tx.workspace, tx.now, tx.ids), "Machines")
        lock(tx, ticket)
        return before, name_of(tx)

    assert await office.do(look_lock_and_look) == ("IT help", "Machines")
