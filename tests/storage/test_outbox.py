"""The outbox under any sequence of owing, leasing, dying, answering: in order, once, and never stuck."""

import asyncio
import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any, TypeVar

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.rules.notice_kinds import NoticeKind, NoticeState
from bot.rules.records import Notice, Place
from bot.rules.vocabulary import ChannelId, MessageTs, WorkspaceId
from storage import leases, outbox
from storage.store import Store, WorkspaceStore
from tests.world import Clock

T = TypeVar("T")

LEASE = timedelta(seconds=60)
KEYS = [f"m{number}" for number in range(6)]
workspaces = count(1)


def lane(key: str) -> str:
    """Six messages in two lanes."""
    return f"C{int(key[1:]) % 2}"


@dataclass
class Slack:
    """What stands in Slack, in the order in which it was posted, and which state of it."""

    posted: list[str] = field(default_factory=list)
    shows: dict[str, int] = field(default_factory=dict)


@dataclass
class Model:
    """Workers at the outbox, as careless as the example wants them: some die before the call, some after it."""

    run: Callable[..., Any]
    clock: Clock
    slack: Slack = field(default_factory=Slack)
    owed: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    first_owed: list[str] = field(default_factory=list)
    under_way: list[Notice] = field(default_factory=list)
    of_the_dead: list[Notice] = field(default_factory=list)

    def owe(self, key: str) -> None:
        if not self.owed[key]:
            self.first_owed.append(key)
        self.owed[key] += 1
        self.run(outbox.enqueue, key, NoticeKind.CARD, lane(key), params={"state": self.owed[key]})

    def lease(self, limit: int) -> None:
        taken = self.run(leases.take, limit, LEASE)
        lanes = [notice.lane for notice in self._in_force(self.under_way + self.of_the_dead) + taken]
        assert len(lanes) == len(set(lanes)), "two messages of one lane are under way"
        self.under_way += taken

    def holding(self) -> list[Notice]:
        """Messages of the living whose lease has not run out."""
        return self._in_force(self.under_way)

    def call(self, notice: Notice) -> None:
        """What a careful worker does: when in doubt it looks before it posts."""
        if notice.ts is None and (notice.called_at is None or notice.key not in self.slack.posted):
            self.slack.posted.append(notice.key)
        self.slack.shows[notice.key] = notice.params["state"]

    def settle(self, which: int) -> None:
        if self.holding():
            notice = self.holding()[which % len(self.holding())]
            self.call(notice)
            self.run(leases.settle, [(notice, Place(ChannelId(notice.lane), MessageTs(notice.key)))])
            self.under_way.remove(notice)

    def settle_too_late(self, which: int) -> None:
        late = [notice for notice in self.under_way if notice not in self.holding()]
        if late:
            notice = late[which % len(late)]
            before = self.run(outbox.get, notice.key)
            is_taken_over = before.leased_until != notice.leased_until
            self.run(leases.bury, notice, "too late", in_doubt=True)
            if is_taken_over or before.state is not NoticeState.LEASED:
                assert self.run(outbox.get, notice.key) == before
            else:
                self.run(outbox.revive, notice.id)
            self.under_way.remove(notice)

    def fail(self, which: int) -> None:
        if self.holding():
            notice = self.holding()[which % len(self.holding())]
            at = self.clock() + timedelta(seconds=10)
            self.run(leases.retry, notice, at, "no", in_doubt=notice.called_at is not None)
            self.under_way.remove(notice)

    def lose_the_answer(self, which: int) -> None:
        if self.holding():
            notice = self.holding()[which % len(self.holding())]
            self.call(notice)
            self.run(leases.retry, notice, self.clock() + timedelta(seconds=5), "reset", in_doubt=True)
            self.under_way.remove(notice)

    def die_after_the_call(self, which: int) -> None:
        if self.holding():
            notice = self.holding()[which % len(self.holding())]
            self.call(notice)
            self.under_way.remove(notice)
            self.of_the_dead.append(notice)

    def put_off(self, which: int) -> None:
        if self.holding():
            notice = self.holding()[which % len(self.holding())]
            self.run(leases.postpone, notice, self.clock() + timedelta(seconds=1))
            self.under_way.remove(notice)

    def wait(self, seconds: int) -> None:
        self.clock.advance(seconds=seconds)

    def finish(self) -> None:
        """Everybody who is still there works on until nothing waits."""
        for _ in range(200):
            self.lease(10)
            while self.holding():
                self.settle(0)
            due = self.run(leases.next_due)
            if due is None:
                return
            self.clock.at = max(self.clock.at, due)
        raise AssertionError("the outbox never empties")

    def _in_force(self, notices: list[Notice]) -> list[Notice]:
        return [notice for notice in notices if notice.leased_until and notice.leased_until > self.clock()]


STEPS: Sequence[tuple[Callable[[Model, Any], None], st.SearchStrategy[Any]]] = (
    (Model.owe, st.sampled_from(KEYS)),
    (Model.lease, st.integers(1, 3)),
    (Model.settle, st.integers(0, 2)),
    (Model.fail, st.integers(0, 2)),
    (Model.lose_the_answer, st.integers(0, 2)),
    (Model.die_after_the_call, st.integers(0, 2)),
    (Model.settle_too_late, st.integers(0, 2)),
    (Model.put_off, st.integers(0, 2)),
    (Model.wait, st.sampled_from([1, 5, 61])),
)
step = st.one_of(*[st.tuples(st.just(act), argument) for act, argument in STEPS])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(step, min_size=5, max_size=40))
def test_every_message_is_posted_once_in_its_lanes_order_and_shows_its_last_state(
    store: Store, clock: Clock, steps: list[tuple[Callable[[Model, Any], None], Any]]
) -> None:
    here = store.of(WorkspaceId(f"T{next(workspaces)}"))
    with asyncio.Runner() as runner:
        model = Model(lambda verb, *args, **named: runner.run(here.write(verb, *args, **named)), clock)
        for act, value in steps:
            act(model, value)
        model.finish()
        assert sorted(model.slack.posted) == sorted(model.first_owed), "each is in Slack exactly once"
        assert model.slack.shows == {key: owed for key, owed in model.owed.items() if owed}
        for key in model.first_owed:
            notice = model.run(outbox.get, key)
            assert (notice.state, notice.shown) == (NoticeState.SENT, notice.owed)


async def test_messages_leave_their_lane_in_the_order_in_which_they_were_owed(store: Store) -> None:
    here = store.of(WorkspaceId("T0"))
    for key in KEYS:
        await here.write(outbox.enqueue, key, NoticeKind.CARD, "C1")
    seen = []
    while taken := await here.write(leases.take, 10, LEASE):
        assert len(taken) == 1
        seen.append(taken[0].key)
        await settled(here, taken)
    assert seen == KEYS


async def test_a_lane_whose_first_message_waits_gives_nothing_and_says_when_to_come_back(
    store: Store, clock: Clock
) -> None:
    here = store.of(WorkspaceId("T0"))
    await here.write(outbox.enqueue, "first", NoticeKind.CARD, "C1")
    await here.write(outbox.enqueue, "second", NoticeKind.CARD, "C1")
    [first] = await here.write(leases.take, 10, LEASE)
    later = clock() + timedelta(seconds=30)
    await here.write(leases.retry, first, later, "no", in_doubt=False)
    assert await here.write(leases.take, 10, LEASE) == []
    assert await here.read(leases.next_due) == later


async def test_what_waits_for_another_message_only_is_never_due(store: Store) -> None:
    here = store.of(WorkspaceId("T0"))
    await here.write(outbox.enqueue, "card", NoticeKind.CARD, "C1")
    await here.write(outbox.enqueue, "note", NoticeKind.COPY_UNDER_CARD, "C2", under="card")
    [card] = await here.write(leases.take, 10, LEASE)
    await here.write(leases.bury, card, "is_archived", in_doubt=False)
    assert await here.read(leases.next_due) is None
    assert await here.write(leases.take, 10, LEASE) == []


async def test_a_message_owed_again_keeps_what_delivery_remembered_of_it_meanwhile(store: Store) -> None:
    here = store.of(WorkspaceId("T0"))
    await here.write(outbox.enqueue, "file", NoticeKind.FILE_COPY, "C1", params={"message_id": 1})
    before = await here.read(outbox.get, "file")
    assert before is not None
    [under_way] = await here.write(leases.take, 10, LEASE)
    await here.write(leases.note, under_way, {"uploaded": "F1"})
    await here.write(outbox.enqueue_again, before)  # the message was deleted: its copy has to go
    after = await here.read(outbox.get, "file")
    assert after is not None
    assert (after.owed, after.params) == (2, {"message_id": 1, "uploaded": "F1"})
    await settled(here, [under_way])
    assert len(await here.write(leases.take, 10, LEASE)) == 1


async def test_workspaces_see_nothing_of_one_another(store: Store) -> None:
    one, other = store.of(WorkspaceId("T1")), store.of(WorkspaceId("T2"))
    await one.write(outbox.enqueue, "card", NoticeKind.CARD, "C1")
    assert await other.write(leases.take, 10, LEASE) == []
    assert await other.read(leases.next_due) is None
    assert len(await one.write(leases.take, 10, LEASE)) == 1


async def test_two_replicas_lease_different_lanes(database_url: str, store: Store, clock: Clock) -> None:
    here = store.of(WorkspaceId("T0"))
    for number in range(300):
        await here.write(outbox.enqueue, f"m{number}", NoticeKind.CARD, f"C{number % 100}")
    replica = Store(database_url, clock=clock, chance=random.Random(2))
    there = replica.of(WorkspaceId("T0"))
    try:
        seen: list[str] = []
        while len(seen) < 300:
            batches = await asyncio.gather(*(at.write(leases.take, 7, LEASE) for at in (here, there) for _ in range(4)))
            taken = [notice for batch in batches for notice in batch]
            lanes = [notice.lane for notice in taken]
            assert len(lanes) == len(set(lanes))
            seen += [notice.key for notice in taken]
            await settled(here, taken)
        assert sorted(seen) == sorted(f"m{number}" for number in range(300))
    finally:
        replica.close()


async def settled(here: WorkspaceStore, notices: Sequence[Notice]) -> None:
    """Let Slack have these messages."""
    await here.write(leases.settle, [(notice, Place(ChannelId(notice.lane), MessageTs("1.1"))) for notice in notices])
