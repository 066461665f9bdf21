"""The outbox: every message that the helpdesk owes to Slack, leased, paced and settled by delivery.

One row is one message in Slack, kept true: `enqueue` for a key that exists asks for the message to be shown
again, and any number of changes that wait become one call.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Table, Update, and_, bindparam, case, func, literal, or_, select, update

from bot.rules.records import Notice, Place
from bot.rules.vocabulary import ChannelId, MessageTs, NoticeId, NoticeKind, NoticeState, TicketId
from storage import lanes, tables
from storage.prepared import Begin, Prepared, Upsert
from storage.transaction import Transaction, first_id, picture

columns = tables.outbox.c
LATEST = 8  # messages, where there may be thousands


def enqueue(
    tx: Transaction,
    key: str,
    kind: NoticeKind,
    lane: str,
    *,
    params: Mapping[str, Any] | None = None,
    ticket_id: TicketId | None = None,
    under: str | None = None,
    thread: Place | None = None,
) -> None:
    """Owe a message to Slack, or owe its next state when the key is known.

    `lane` is the channel or person it goes to. `under` names the notice in whose thread it stands; `thread` the
    thread itself. Both stay as they were when the key is known.
    """
    fresh = tx.new_id()
    tx.perform(
        OWING,
        id=fresh,
        key=key,
        lane=lane,
        kind=kind,
        params=dict(params or {}),
        ticket_id=ticket_id,
        under=under,
        thread_channel=thread.channel if thread else None,
        thread_ts=thread.ts if thread else None,
        position=fresh,
        next_at=tx.now,
    )
    tx.has_news = True


def _owing(begin: Begin) -> Upsert:
    given = ("id", "key", "lane", "kind", "params", "ticket_id", "under", "thread_channel", "thread_ts", "position")
    values: dict[str, Any] = {
        name: bindparam(name, type_=columns[name].type) for name in ("workspace_id", *given, "next_at")
    }
    values |= {"state": NoticeState.PENDING, "owed": 1, "shown": 0, "attempts": 0, "error": ""}
    statement = begin(tables.outbox).values(values)
    fresh = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=["workspace_id", "key"],
        set_={"params": fresh.params} | _owed_once_more(fresh.state, fresh.position, fresh.next_at),
    )


OWING = Prepared(_owing)


def enqueue_again(tx: Transaction, notice: Notice) -> None:
    """Owe a message's next state. What it is about stays, and what delivery has remembered of it meanwhile, too."""
    tx.perform(OWING_AGAIN, id=notice.id, position=tx.new_id(), next_at=tx.now)
    tx.has_news = True


def _owing_again(_: Begin) -> Update:
    pending = literal(NoticeState.PENDING, columns.state.type)
    fresh = {name: bindparam(name, type_=columns[name].type) for name in ("position", "next_at")}
    this = and_(columns.workspace_id == bindparam("workspace_id"), columns.id == bindparam("id"))
    return update(tables.outbox).where(this).values(_owed_once_more(pending, **fresh))


def _owed_once_more(state: Any, position: Any, next_at: Any) -> dict[str, Any]:
    """What changes on a row of which more is owed: one that waits or is under way keeps its turn."""
    is_at_rest = or_(columns.state == NoticeState.SENT, columns.state == NoticeState.DEAD)
    return {
        "owed": columns.owed + 1,
        "state": case((is_at_rest, state), else_=columns.state),
        "position": case((is_at_rest, position), else_=columns.position),
        "attempts": case((is_at_rest, 0), else_=columns.attempts),
        "next_at": case((is_at_rest, next_at), else_=columns.next_at),
    }


OWING_AGAIN = Prepared(_owing_again)


def lease(tx: Transaction, limit: int, duration: timedelta) -> list[Notice]:
    """Take the first message of up to `limit` lanes, for `duration`.

    The records show the rows as they were before, but for `leased_until`, which proves the lease when it is
    settled. One whose `called_at` is set was leased earlier and never settled: Slack may have the message
    already. A lane with a leased row stays closed until that is settled or its lease runs out, which keeps the
    lane's order. A message whose place is under another that has none yet waits, and holds nobody up.
    """
    here = {"workspace": tx.workspace, "now": tx.now}
    taken = [Notice(*row) for row in tx.connection.execute(lanes.HAVE_RUN_OUT, here | {"limit": limit})]
    if len(taken) < limit:
        due = tx.connection.execute(lanes.ARE_DUE, here | {"limit": limit - len(taken)})
        taken += [Notice(*row) for row in due]
    until = tx.now + duration
    if taken:
        tx.run(
            update(tables.outbox)
            .where(tx.here(tables.outbox), columns.id.in_([notice.id for notice in taken]))
            .values(
                state=NoticeState.LEASED,
                leased_until=until,
                called_at=func.coalesce(columns.called_at, literal(tx.now, columns.called_at.type)),
                attempts=columns.attempts + 1,
            )
        )
    return [replace(notice, leased_until=until) for notice in taken]


def lease_all(tx: Transaction, duration: timedelta) -> list[Notice]:
    """Take everything that is due, whatever its lane: for a caller that sends it all itself, in this order."""
    due = tx.prepared(TAKING, now=tx.now, until=tx.now + duration)
    return [Notice(*row) for _, *row in sorted(due, key=lambda row: row[0])]


def _taking(_: Begin) -> Update:
    now, until = (bindparam(name, type_=columns.next_at.type) for name in ("now", "until"))
    return (
        update(tables.outbox)
        .where(
            columns.workspace_id == bindparam("workspace_id"),
            columns.state == NoticeState.PENDING,
            columns.next_at <= now,
        )
        .values(state=NoticeState.LEASED, leased_until=until, called_at=now, attempts=columns.attempts + 1)
        .returning(*TAKEN)
    )


TAKEN = (columns.position, *picture(Notice, tables.outbox).selected_columns)
TAKING = Prepared(_taking, [column.type for column in TAKEN])


def held(tx: Transaction, notices: Sequence[Notice]) -> set[NoticeId]:
    """Those of these leased messages that nobody else has taken over since, locked for this transaction."""
    rows = tx.rows(
        select(columns.id, columns.leased_until)
        .where(
            tx.here(tables.outbox, state=NoticeState.LEASED),
            columns.id.in_([notice.id for notice in notices]),
        )
        .order_by(columns.id)
        .with_for_update()
    )
    leases = {row.id: row.leased_until for row in rows}
    return {notice.id for notice in notices if leases.get(notice.id) == notice.leased_until}


def settle(tx: Transaction, shown: Sequence[tuple[Notice, Place | None]]) -> None:
    """Slack shows these messages as they were owed when they were leased, each at its place or at none.

    One of which more has been owed since is pending again, last in its lane.
    """
    if not shown:
        return
    tx.connection.execute(
        SETTLE,
        [
            {
                "of": tx.workspace,
                "settled": notice.id,
                "lease": notice.leased_until,
                "was_owed": notice.owed,
                "fresh": tx.new_id(),
                "now": tx.now,
                "at_channel": place.channel if place else None,
                "at_ts": place.ts if place else None,
            }
            for notice, place in shown
        ],
    )


def keep_place(tx: Transaction, notice: Notice, place: Place) -> None:
    """Remember where a leased message stands while more is done to it, such as adding reactions."""
    _change(tx, notice, channel=place.channel, ts=place.ts)


def note(tx: Transaction, notice: Notice, remembered: Mapping[str, Any]) -> None:
    """Remember something of a send that is under way, such as the id of an uploaded file, among the params."""
    params = tx.value(select(columns.params).where(tx.here(tables.outbox, id=notice.id)).with_for_update())
    _change(tx, notice, params={**params, **remembered})


def retry(tx: Transaction, notice: Notice, at: datetime, error: str, *, in_doubt: bool) -> None:
    """Try a leased message again at a later time. `in_doubt`: Slack may have accepted the call."""
    _let_go(tx, notice, at, in_doubt=in_doubt, error=error)


def postpone(tx: Transaction, notice: Notice, at: datetime) -> None:
    """Give a leased message back until its turn comes: nothing was tried, so nothing is counted."""
    _let_go(tx, notice, at, in_doubt=notice.called_at is not None, attempts=columns.attempts - 1)


def rebuild(tx: Transaction, notice: Notice) -> None:
    """A leased message is gone from Slack: post it anew, before everything that stands under it."""
    _let_go(tx, notice, tx.now, in_doubt=False, channel=None, ts=None, shown=0)


def lost_thread(tx: Transaction, notice: Notice, at: datetime) -> bool:
    """A leased message found its thread gone: post the message that began it anew, and try again after that.

    Whether there is such a message: a thread that somebody else began can't be had back.
    """
    if notice.under is None:
        return False
    _let_go(tx, notice, at, in_doubt=False)
    was_sent = columns.state == NoticeState.SENT
    tx.run(
        update(tables.outbox)
        .where(tx.here(tables.outbox, key=notice.under), columns.state != NoticeState.LEASED)
        .values(
            state=case((was_sent, NoticeState.PENDING), else_=columns.state),
            next_at=case((was_sent, literal(tx.now, columns.next_at.type)), else_=columns.next_at),
            channel=None,
            ts=None,
            shown=0,
            called_at=None,
        )
    )
    return True


def bury(tx: Transaction, notice: Notice, error: str, *, in_doubt: bool) -> None:
    """Give a leased message up until it is revived, or owed anew."""
    _let_go(tx, notice, tx.now, in_doubt=in_doubt, state=NoticeState.DEAD, error=error)


def revive(tx: Transaction, notice_id: NoticeId) -> bool:
    """Try a dead message again, last in its lane; whether it was dead."""
    statement = (
        update(tables.outbox)
        .where(tx.here(tables.outbox, id=notice_id, state=NoticeState.DEAD))
        .values(state=NoticeState.PENDING, attempts=0, next_at=tx.now, position=tx.new_id())
    )
    tx.has_news = True
    return tx.run(statement) == 1


def redirect(tx: Transaction, key: str, lane: str) -> None:
    """Bring a message that has not been posted to another channel or person, outside of any thread."""
    tx.run(
        update(tables.outbox)
        .where(tx.here(tables.outbox, key=key, ts=None))
        .values(lane=lane, thread_channel=None, thread_ts=None)
    )


def get(tx: Transaction, key: str) -> Notice | None:
    """The message with this key."""
    return tx.find(Notice, tables.outbox, key=key)


def place(tx: Transaction, key: str) -> Place | None:
    """Where the message with this key stands in Slack; None before it was posted."""
    found = get(tx, key)
    return None if found is None or found.channel is None or found.ts is None else Place(found.channel, found.ts)


def places(tx: Transaction, keys: Collection[str]) -> dict[str, Place]:
    """Where those of the messages with these keys stand that have been posted, by key."""
    statement = select(columns.key, columns.channel, columns.ts).where(
        tx.here(tables.outbox), columns.key.in_(keys), columns.ts.is_not(None)
    )
    return {row.key: Place(row.channel, row.ts) for row in tx.rows(statement)}


def by_place(tx: Transaction, channel: ChannelId, ts: MessageTs) -> Notice | None:
    """The message of ours that stands at a place in Slack."""
    return tx.find(Notice, tables.outbox, channel=channel, ts=ts)


def of_ticket(tx: Transaction, ticket_id: TicketId) -> list[Notice]:
    """Every message about a ticket."""
    return tx.find_all(Notice, tables.outbox, ticket_id=ticket_id, order=("id",))


def of_kinds(tx: Transaction, ticket_id: TicketId, kinds: Collection[NoticeKind]) -> list[Notice]:
    """The messages of some kinds about a ticket."""
    rows = picture(Notice, tables.outbox).where(tx.here(tables.outbox, ticket_id=ticket_id), columns.kind.in_(kinds))
    return tx.every(Notice, rows.order_by(columns.id))


def latest(tx: Transaction, ticket_id: TicketId, kind: NoticeKind) -> Notice | None:
    """The newest message of a kind about a ticket."""
    rows = picture(Notice, tables.outbox).where(tx.here(tables.outbox, ticket_id=ticket_id, kind=kind))
    return tx.one(Notice, rows.order_by(columns.id.desc()).limit(1))


def latest_in(tx: Transaction, ticket_id: TicketId | None, kind: NoticeKind, lane: str) -> Notice | None:
    """The newest message of a kind about a ticket in one channel."""
    rows = picture(Notice, tables.outbox).where(tx.here(tables.outbox, ticket_id=ticket_id, kind=kind, lane=lane))
    return tx.one(Notice, rows.order_by(columns.id.desc()).limit(1))


def since(tx: Transaction, lane: str, kinds: Collection[NoticeKind], at: datetime) -> list[Notice]:
    """The messages of some kinds that somebody, or a channel, has been owed for the first time since then, in order.

    Of many the latest.
    """
    latest = tx.prepared(_since(tuple(sorted(kinds))), lane=lane, first=first_id(at))
    return [Notice(*row) for row in reversed(latest)]


@cache
def _since(kinds: tuple[NoticeKind, ...]) -> Prepared:
    rows = picture(Notice, tables.outbox).where(
        columns.workspace_id == bindparam("workspace_id"),
        columns.lane == bindparam("lane"),
        columns.id >= bindparam("first", type_=columns.id.type),
        or_(*(columns.kind == kind for kind in kinds)),
    )
    latest = rows.order_by(columns.id.desc()).limit(LATEST)
    return Prepared(lambda _: latest, [column.type for column in latest.selected_columns])


def in_state(tx: Transaction, state: NoticeState, limit: int) -> Sequence[Notice]:
    """Messages in a state, oldest first."""
    statement = (
        picture(Notice, tables.outbox).where(tx.here(tables.outbox, state=state)).order_by(columns.id).limit(limit)
    )
    return [Notice(*row) for row in tx.connection.execute(statement)]


def number_in(tx: Transaction, state: NoticeState) -> int:
    """How many messages are in a state. Those already sent are many: don't ask for them often."""
    return int(tx.value(select(func.count()).select_from(tables.outbox).where(tx.here(tables.outbox, state=state))))


def next_due(tx: Transaction) -> datetime | None:
    """When `lease` may next have something to give: a lane's first message, or a lease that runs out.

    None when nothing waits but for other messages.
    """
    here = {"workspace": tx.workspace}
    times = [
        tx.connection.execute(lanes.FIRST_TIME, here).scalar(),
        tx.connection.execute(lanes.LAST_CHANCE, here).scalar(),
    ]
    return min((at for at in times if at is not None), default=None)


def _let_go(tx: Transaction, notice: Notice, at: datetime, *, in_doubt: bool, **values: Any) -> None:
    doubt: dict[str, Any] = {} if in_doubt else {"called_at": None}
    _change(tx, notice, **{"state": NoticeState.PENDING, "next_at": at, "leased_until": None} | doubt | values)
    tx.has_news = True


def _change(tx: Transaction, notice: Notice, **values: Any) -> None:
    leased = tx.here(tables.outbox, id=notice.id, state=NoticeState.LEASED, leased_until=notice.leased_until)
    tx.run(update(tables.outbox).where(leased).values(**values))


def _settling(table: Table) -> Update:
    is_behind = table.c.owed > bindparam("was_owed")
    return (
        update(table)
        .where(
            table.c.workspace_id == bindparam("of"),
            table.c.id == bindparam("settled"),
            table.c.state == NoticeState.LEASED,
            table.c.leased_until == bindparam("lease"),
        )
        .values(
            shown=bindparam("was_owed"),
            state=case((is_behind, NoticeState.PENDING), else_=NoticeState.SENT),
            position=case((is_behind, bindparam("fresh")), else_=table.c.position),
            next_at=bindparam("now"),
            channel=bindparam("at_channel"),
            ts=bindparam("at_ts"),
            attempts=0,
            leased_until=None,
            called_at=None,
            error="",
        )
    )


SETTLE = _settling(tables.outbox)
