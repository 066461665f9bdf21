"""Many tickets in one transaction: all are there, or none is, whatever happens in the middle."""

import asyncio
import random
import signal
import sqlite3
import sys
from pathlib import Path

import pytest
from sqlalchemy import Table

from bot.helpdesk import ticket_import
from bot.rules import import_plan
from bot.rules.search import DocumentKind, Seeker
from bot.rules.vocabulary import DeskId
from storage import bulk, search, tables, ticket_transfer, tickets
from storage.errors import Busy, refused_when_busy
from storage.store import Store
from storage.transaction import Transaction
from tests.carrying import brought, read
from tests.office import Office, person
from tests.pasts import event, line
from tests.tickets import TICKET
from tests.world import Clock

ROOT = Path(__file__).parents[2]
KILLED = """
import asyncio, os, random, signal, sys
from datetime import UTC, datetime
from bot.helpdesk import ticket_import
from bot.rules import import_plan
from bot.rules.vocabulary import WorkspaceId
from storage.errors import Busy, refused_when_busy
from storage.store import Store
from tests.carrying import read
from tests.pasts import line

def halfway(written):
    os.kill(os.getpid(), signal.SIGKILL)

async def main():
    here = Store(sys.argv[1], clock=lambda: datetime(2026, 5, 4, tzinfo=UTC), chance=random.Random(3))
    store = here.of(WorkspaceId("T1"))
    told = read([line(key=f"old-{number}") for number in range(1, 601)])
    plan = import_plan.plan(await store.read(ticket_import.gather, told), told)
    await store.write(ticket_import.write, plan, halfway)

asyncio.run(main())
"""


@pytest.fixture
async def office(store: Store, clock: Clock) -> Office:
    """The desks and their people, months after what the files tell."""
    clock.advance(days=120)
    return await Office.open(store, clock)


async def test_an_import_that_is_killed_in_the_middle_has_left_nothing(office: Office, database_url: str) -> None:
    command = [sys.executable, "-c", KILLED, database_url]
    killed = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env={"PYTHONPATH": str(ROOT)})
    assert await killed.wait() == -signal.SIGKILL
    for table in (tables.tickets, tables.history, tables.ticket_facts, tables.ticket_sources, tables.imported_tickets):
        assert await office.see(counted, table) == 0
    await brought(office, [line(key=f"old-{number}") for number in range(1, 601)])
    assert await office.see(counted, tables.tickets) == 600


def counted(tx: Transaction, table: Table) -> int:
    return len(tx.find_values(table, "workspace_id", order=("workspace_id",)))


async def test_who_waits_in_vain_for_another_process_on_the_file_hears_it(
    sqlite_url: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.engine.SQLITE_SETTINGS", ("PRAGMA busy_timeout=50",))  # instead of ten seconds
    store = Store(sqlite_url, clock=clock, chance=random.Random(1))
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(Busy), refused_when_busy():
            await Office.open(store, clock)
    finally:
        other.close()
        store.close()


async def test_what_is_added_in_bulk_is_what_is_added_one_by_one(office: Office) -> None:
    odd = TICKET.__class__(
        **{name: getattr(TICKET, name) for name in TICKET.__slots__} | {"subject": "tab\tnew\\n\nline"}
    )
    await office.do(bulk.add, tables.tickets, [odd])
    assert await office.see(tickets.get, TICKET.id) == odd


async def test_terms_are_counted_as_if_each_ticket_had_been_raised_by_itself(office: Office) -> None:
    subjects = ["Toner is empty", "Toner again", "The projector"]
    await brought(office, [line(key=f"old-{number}", subject=words) for number, words in enumerate(subjects, start=1)])
    together = await office.see(terms)
    for ticket_id in await office.see(ticket_transfer.in_order):
        await office.do(search.forget, DocumentKind.TICKET, ticket_id)
        await office.do(tickets.keep_for_search, ticket_id)
    assert await office.see(terms) == together
    seeker = Seeker(person("dana"), frozenset({DeskId("IT")}))
    _, found = await office.see(search.find, "toner", seeker, [DocumentKind.TICKET])
    assert found == 2


def terms(tx: Transaction) -> list[tuple[str, str, int]]:
    columns = ("term", "desk_id", "documents")
    rows = zip(*(tx.find_values(tables.search_terms, name, order=("term", "desk_id")) for name in columns), strict=True)
    return [row for row in rows if row[2]]


async def test_a_past_of_hundreds_of_events_comes_in(office: Office) -> None:
    replies = [event(number, "requester_reply", text="Hello?") for number in range(1, 501)]
    told = read([line(*replies)])
    plan = import_plan.plan(await office.see(ticket_import.gather, told), told)
    await office.do(ticket_import.write, plan)
    assert await office.see(counted, tables.messages) == 501
