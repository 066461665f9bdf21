"""The store's promises: all of a verb or nothing, success only after the commit, no verb at another's expense."""

import asyncio
import random
import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import event, text

from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Draft, Notice, Person
from bot.rules.vocabulary import ChannelId, MessageTs, PersonId, WorkspaceId
from storage import drafts, leases, outbox, people, tables
from storage.store import Store, WorkspaceStore
from storage.transaction import Transaction
from tests.world import MONDAY, Clock

ONLY_POSTGRESQL = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


class NotToday(Exception):  # noqa: N818  it says what happened
    """What a verb may raise."""


@pytest.fixture
def here(store: Store) -> WorkspaceStore:
    return store.of(WorkspaceId("T1"))


def owe(tx: Transaction, key: str) -> None:
    outbox.enqueue(tx, key, NoticeKind.CARD, "C1")


def owe_and_fail(tx: Transaction, key: str) -> None:
    owe(tx, key)
    raise NotToday(key)


def keys(tx: Transaction) -> set[str]:
    return {row.key for row in tx.rows(tables.outbox.select())}


async def test_a_verb_that_fails_takes_nothing_with_it_and_leaves_nothing(here: WorkspaceStore) -> None:
    answers = await asyncio.gather(
        *(here.write(owe_and_fail if number % 3 == 0 else owe, f"m{number}") for number in range(90)),
        return_exceptions=True,
    )
    failed = {number for number, answer in enumerate(answers) if isinstance(answer, NotToday)}
    assert failed == set(range(0, 90, 3))
    assert await here.read(keys) == {f"m{number}" for number in range(90) if number % 3}


async def test_a_failing_statement_spoils_no_other_verb_of_the_group(here: WorkspaceStore) -> None:
    def add_twice(tx: Transaction) -> None:
        for _ in range(2):
            tx.add(tables.tags, {"ticket_id": 1, "tag": "printer"})

    answers = await asyncio.gather(
        here.write(owe, "before"), here.write(add_twice), here.write(owe, "after"), return_exceptions=True
    )
    assert isinstance(answers[1], Exception)
    assert await here.read(keys) == {"before", "after"}


async def test_an_id_that_another_process_has_taken_is_no_message_known_already(here: WorkspaceStore) -> None:
    await here.write(drafts.keep, draft(1, "1767603600.000100"))
    fresh_ids = iter([1, 2])
    assert await here.write(lambda tx: drafts.keep(tx, draft(next(fresh_ids), "1767603600.000200")))
    assert not await here.write(lambda tx: drafts.keep(tx, draft(3, "1767603600.000200")))
    assert await here.read(drafts.get, 2) is not None


async def test_a_verb_that_gives_the_databases_complaint_another_name_is_run_again_all_the_same(
    here: WorkspaceStore,
) -> None:
    await here.write(drafts.keep, draft(1, "1767603600.000100"))
    fresh_ids = iter([1, 2])

    def keep(tx: Transaction) -> None:
        try:
            drafts.keep(tx, draft(next(fresh_ids), "1767603600.000200"))
        except Exception as complaint:
            raise NotToday from complaint

    await here.write(keep)
    assert await here.read(drafts.get, 2) is not None


def draft(draft_id: int, ts: str) -> Draft:
    """Something written in a channel."""
    return Draft(draft_id, PersonId("U1"), ChannelId("C1"), MessageTs(ts), None, "text", [], MONDAY)


async def test_success_is_told_after_the_commit_only(here: WorkspaceStore, store: Store, database_url: str) -> None:
    witness = Store(database_url, clock=store.clock, chance=random.Random(2))
    try:
        for number in range(20):
            await here.write(owe, f"m{number}")
            assert f"m{number}" in await witness.of(here.workspace).read(keys)
    finally:
        witness.close()


async def test_when_the_commit_fails_everybody_hears_so_and_nothing_is_stored(
    here: WorkspaceStore, store: Store
) -> None:
    heard = threading.Event()
    store.on_news(heard.set)

    def refuse(_connection: object) -> None:
        raise NotToday("the disk is full")

    event.listen(store.engine, "commit", refuse)
    answers = await asyncio.gather(*(here.write(owe, f"m{number}") for number in range(5)), return_exceptions=True)
    event.remove(store.engine, "commit", refuse)
    assert [type(answer) for answer in answers] == [NotToday] * 5
    assert await here.read(keys) == set()
    await here.write(people.meet, PersonId("U1"))
    assert not heard.is_set()


async def test_hundreds_of_writers_in_two_processes_lose_no_change(
    here: WorkspaceStore, store: Store, database_url: str
) -> None:
    replica = Store(database_url, clock=store.clock, chance=random.Random(2))
    there = replica.of(here.workspace)
    try:
        await asyncio.gather(*(at.write(owe, "card") for at in (here, there) for _ in range(150)))
        card = await here.read(outbox.get, "card")
    finally:
        replica.close()
    assert card is not None
    assert card.owed == 300


async def test_one_of_fifty_claims_wins(here: WorkspaceStore, store: Store, database_url: str) -> None:
    await here.write(owe, "card")
    replica = Store(database_url, clock=store.clock, chance=random.Random(2))
    there = replica.of(here.workspace)
    lease = timedelta(seconds=60)
    try:
        claims = await asyncio.gather(*(at.write(leases.take, 1, lease) for at in (here, there) for _ in range(25)))
    finally:
        replica.close()
    winners: list[Notice] = [notice for taken in claims for notice in taken]
    assert [notice.key for notice in winners] == ["card"]


@ONLY_POSTGRESQL
async def test_verbs_that_lock_each_other_out_are_run_again_and_all_succeed(
    here: WorkspaceStore, database_url: str, clock: Clock
) -> None:
    one, other = PersonId("U1"), PersonId("U2")
    await here.write(people.meet, one)
    await here.write(people.meet, other)
    quick = Store(database_url, clock=clock, chance=random.Random(2), writers=1)
    slow = Store(database_url, clock=clock, chance=random.Random(3), writers=1)
    both_hold = threading.Barrier(2, timeout=10)
    goes_on = threading.Event()
    try:
        held_back = asyncio.create_task(quick.of(here.workspace).write(lambda _tx: goes_on.wait(10)))
        # These two are one group: the first one's lock stays while the second waits.
        grouped = [
            asyncio.create_task(quick.of(here.workspace).write(locking("50ms", one, both_hold))),
            asyncio.create_task(quick.of(here.workspace).write(locking("50ms", other, None))),
        ]
        alone = asyncio.create_task(slow.of(here.workspace).write(locking("1min", other, both_hold, then=one)))
        await asyncio.sleep(0)
        goes_on.set()
        await asyncio.gather(held_back, *grouped, alone)
    finally:
        quick.close()
        slow.close()
    assert set(await here.read(keys)) == {"U1", "U2", "U2U1"}


def locking(
    patience: str, person: PersonId, meeting: threading.Barrier | None, then: PersonId | None = None
) -> Callable[[Transaction], None]:
    """A verb that locks a person, meets another verb the first time, and locks a second person."""
    meetings = [meeting] if meeting else []

    def verb(tx: Transaction) -> None:
        tx.connection.execute(text(f"SET LOCAL deadlock_timeout = '{patience}'"))
        lock(tx, person)
        if meetings:
            meetings.pop().wait()
        if then:
            lock(tx, then)
        owe(tx, f"{person}{then or ''}")

    return verb


def lock(tx: Transaction, person: PersonId) -> None:
    """Let no other transaction change this person until this one ends."""
    tx.find(Person, tables.people, lock=True, id=person)


async def test_news_is_heard_after_the_commit_that_brought_it_and_of_nothing_else(
    here: WorkspaceStore, store: Store
) -> None:
    heard = threading.Event()
    store.on_news(heard.set)
    await here.write(people.meet, PersonId("U1"))
    await here.write(people.meet, PersonId("U2"))  # the writer has told the news of the first, if there were any
    assert not heard.is_set()
    await here.write(owe, "card")
    assert await asyncio.to_thread(heard.wait, 5)
    assert await here.read(keys) == {"card"}


async def test_a_caller_who_has_gone_away_spoils_nothing(here: WorkspaceStore, store: Store) -> None:
    heard = threading.Event()
    store.on_news(heard.set)
    gone = asyncio.create_task(here.write(owe, "gone"))
    await asyncio.sleep(0)
    gone.cancel()
    await asyncio.gather(gone, return_exceptions=True)
    await here.write(owe, "here")
    while "gone" not in await here.read(keys):  # another writer may have it, and nobody awaits that
        assert await asyncio.to_thread(heard.wait, 5)
        heard.clear()
    assert await here.read(keys) == {"gone", "here"}


async def test_a_closed_store_finishes_what_it_took_and_takes_no_more(
    here: WorkspaceStore, store: Store, database_url: str, clock: Clock
) -> None:
    pending = [asyncio.create_task(here.write(owe, f"m{number}")) for number in range(100)]
    await asyncio.sleep(0)
    await asyncio.to_thread(store.close)
    await asyncio.gather(*pending)
    with pytest.raises(RuntimeError, match="closed"):
        await here.write(owe, "late")
    witness = Store(database_url, clock=clock, chance=random.Random(2))
    assert len(await witness.of(here.workspace).read(keys)) == 100
    witness.close()
