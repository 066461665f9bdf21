"""The worker that empties the outbox: leases many lanes, sends at once, settles together."""

import asyncio
import contextlib
import random
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TypeAlias

import structlog

from bot.delivery.courier import Courier
from bot.delivery.errand import Errand, Outcome, person_of
from bot.delivery.letter import Letter
from bot.delivery.settling import Backoff, settle
from bot.delivery.slack import Slack, Verdict
from bot.rules.notice_kinds import TAKE_LONG
from bot.rules.records import Notice
from bot.rules.vocabulary import ChannelId, MessageTs
from storage import leases, outbox, people
from storage.store import WorkspaceStore
from storage.transaction import Transaction

log = structlog.get_logger()

LANES = 100  # messages under way at once
LEASE = timedelta(seconds=60)  # after it, another process takes a message over
WITHIN = 0.9  # the part of a lease that sending may take: nothing is under way when another process takes over
IDLE = 2.0  # seconds between looks when nobody wakes us: the command line and other replicas can't
TROUBLE = 1.0  # seconds to wait when the database does not answer

WriteLetter: TypeAlias = Callable[[Transaction, Notice], Letter | None]


class Delivery:
    """Brings to Slack what the outbox owes it.

    `letter` writes out a notice for its reader, from the state of things now. In each turn one transaction
    settles what has come back and leases the next message of each lane that is open, so a lane's order holds
    and a burst of answers costs one commit.
    """

    def __init__(
        self,
        store: WorkspaceStore,
        slack: Slack,
        letter: WriteLetter,
        *,
        chance: random.Random,
        lanes: int = LANES,
        lease: timedelta = LEASE,
    ) -> None:
        self._store = store
        self._courier = Courier(slack, store)
        self._letter = letter
        self._backoff = Backoff(chance)
        self._lanes = lanes
        self._lease = lease
        self._under_way: set[asyncio.Task[None]] = set()
        self._back: list[Outcome] = []
        self._woken = asyncio.Event()
        self._is_stopping = False
        self._took_any = False

    async def run(self) -> None:
        """Deliver until `stop`, then finish what is under way."""
        loop = asyncio.get_running_loop()

        def wake() -> None:
            with contextlib.suppress(RuntimeError):  # the loop has ended before the store
                loop.call_soon_threadsafe(self._woken.set)

        self._store.store.on_news(wake)
        try:
            while not self._is_stopping:
                self._woken.clear()
                await self._rest(await self._turn())
            await self._finish()
        finally:
            for task in self._under_way:  # cancelled from outside: their leases run out, and doubt settles the rest
                task.cancel()

    def stop(self) -> None:
        """Lease no more; `run` returns when what is under way has come back."""
        self._is_stopping = True
        self._woken.set()

    async def drain(self) -> None:
        """Work until nothing is due any more at the time that the store's clock shows."""
        while True:
            self._woken.clear()
            await self._turn()
            if not self._under_way and not self._back and not self._took_any:
                return
            if self._under_way and not self._back:
                await self._woken.wait()

    async def _turn(self) -> datetime | None:
        """Settle what is back, send out what is due; when there may be more to do, if that is known."""
        back, self._back = self._back, []
        room = 0 if self._is_stopping else self._lanes - len(self._under_way)
        try:
            leased, due = await self._store.write(turn, back, self._backoff, room, self._lease)
            at_once = [notice for notice in leased if notice.kind not in TAKE_LONG]
            errands = await self._store.read(self._addressed, at_once) if at_once else []
        except Exception:
            log.exception("delivery could not settle", messages=len(back))  # it outlives its database's troubles
            await self._settle_singly(back)
            return self._clock() + timedelta(seconds=TROUBLE)
        self._took_any = bool(leased)
        unwritten = [Errand(notice, None, None, None) for notice in leased if notice.kind in TAKE_LONG]
        for errand in (*errands, *unwritten):
            task = asyncio.create_task(self._carry(errand))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
        return due

    async def _rest(self, due: datetime | None) -> None:
        if self._back or self._is_stopping:
            return
        pause = IDLE if due is None else min(IDLE, (due - self._clock()).total_seconds())
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._woken.wait(), timeout=max(pause, 0))

    async def _finish(self) -> None:
        while self._under_way:
            await asyncio.wait(self._under_way)
        await self._turn()

    async def _carry(self, errand: Errand | Outcome) -> None:
        outcome = errand if isinstance(errand, Outcome) else await self._carried(errand)
        if outcome.verdict not in (Verdict.DONE, Verdict.WAIT):
            notice = outcome.errand.notice
            log.warning("not delivered", notice=notice.key, verdict=outcome.verdict.value, error=outcome.error)
        self._back.append(outcome)
        self._woken.set()

    async def _carried(self, errand: Errand) -> Outcome:
        leased_until = errand.notice.leased_until or self._clock()
        left = leased_until - self._clock()
        if left < self._lease / 2:
            return Outcome(errand, Verdict.WAIT, errand.place)  # too late to begin: somebody else may, any moment
        try:
            async with asyncio.timeout(left.total_seconds() * WITHIN):
                written = await self._written(errand)
                return written if isinstance(written, Outcome) else await self._courier.take(written)
        except TimeoutError:
            return Outcome(errand, Verdict.DOUBT, errand.place, error="no answer within the lease")
        except Exception as mistake:  # noqa: BLE001  one letter's mistake must not hold up the others
            return _mistaken(errand, mistake)

    async def _written(self, errand: Errand) -> Errand | Outcome:
        """The errand with its letter and address, if it had none as it takes long to write: that holds nobody up."""
        if errand.notice.kind not in TAKE_LONG:
            return errand
        (written,) = await self._store.read(self._addressed, [errand.notice])
        return written

    def _addressed(self, tx: Transaction, notices: Sequence[Notice]) -> list[Errand | Outcome]:
        return [self._address(tx, notice) for notice in notices]

    def _address(self, tx: Transaction, notice: Notice) -> Errand | Outcome:
        channel, thread_ts = notice.thread_channel, notice.thread_ts
        try:
            if notice.under is not None:
                channel, thread_ts = _under(tx, notice.under)
            errand = Errand(notice, self._letter(tx, notice), channel or _channel(tx, notice), thread_ts)
        except Exception as mistake:  # noqa: BLE001  one letter's mistake must not hold up the others
            return _mistaken(Errand(notice, None, None, None), mistake)
        if notice.under is not None and thread_ts is None:  # its place was lost a moment ago
            return Outcome(errand, Verdict.WAIT, errand.place)
        return errand

    async def _settle_singly(self, back: Sequence[Outcome]) -> None:
        """Find the one that can't be settled, and let the others pass."""
        for outcome in back:
            for way in (outcome, _mistaken(outcome.errand, None)):
                try:
                    await self._store.write(settle, [way], self._backoff)
                except Exception:
                    log.exception("not settled", notice=outcome.errand.notice.key)
                else:
                    break
            else:
                self._back.append(outcome)

    def _clock(self) -> datetime:
        return self._store.store.clock()


def turn(
    tx: Transaction, back: Sequence[Outcome], backoff: Backoff, room: int, lease: timedelta
) -> tuple[list[Notice], datetime | None]:
    """Settle errands that have come back and lease up to `room` messages; and when to look again if there were none."""
    if back:
        settle(tx, back, backoff)
    if room <= 0:
        return [], None
    leased = leases.take(tx, room, lease)
    return leased, None if leased else leases.next_due(tx)


def _under(tx: Transaction, key: str) -> tuple[ChannelId | None, MessageTs | None]:
    place = outbox.place(tx, key)
    return (None, None) if place is None else (place.channel, place.ts)


def _channel(tx: Transaction, notice: Notice) -> ChannelId | None:
    person_id = person_of(notice.lane)
    if person_id is None:
        return ChannelId(notice.lane)
    person = people.get(tx, person_id)
    return None if person is None else person.dm


def _mistaken(errand: Errand, mistake: Exception | None) -> Outcome:
    """Something of ours went wrong. The reference finds the log's line from the dead message."""
    reference = secrets.token_hex(4)
    log.error("a mistake in delivery", notice=errand.notice.key, reference=reference, exc_info=mistake)
    return Outcome(errand, Verdict.ODD, errand.place, error=f"a mistake of the helpdesk's, reference {reference}")
