"""The outbox: every message that the helpdesk owes to Slack. Delivery takes them from here, by `storage.leases`.

One row is one message in Slack, kept true: `enqueue` for a key that exists asks for the message to be shown
again, and any number of changes that wait become one call.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Update, and_, bindparam, case, func, literal, or_, select, update

from bot.rules.notice_kinds import NoticeKind, NoticeState
from bot.rules.records import Notice, Place
from bot.rules.vocabulary import ChannelId, MessageTs, NoticeId, TicketId
from storage import tables
from storage.prepared import Begin, Prepared, Upsert, selecting
from storage.transaction import Transaction, first_id, picture

columns = tables.outbox.c
LATEST = 8  # messages, where there may be thousands
FEW = 3  # messages, which are sooner found one by one


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
    """Owe a message's next state. What it is about stays, and what delivery has remembered of it meanwhile, too.

    Once in a transaction: what is shown is its state after it.
    """
    if tx.is_first(("owed", notice.id)):
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
    if len(keys) <= FEW:  # mostly one: found by a statement that is prepared
        return {key: found for key in keys if (found := place(tx, key)) is not None}
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
    return [Notice(*row) for row in tx.prepared(_of_kinds(tuple(sorted(kinds))), ticket_id=ticket_id)]


@cache
def _of_kinds(kinds: tuple[NoticeKind, ...]) -> Prepared:
    rows = picture(Notice, tables.outbox).where(
        columns.workspace_id == bindparam("workspace_id"),
        columns.ticket_id == bindparam("ticket_id"),
        or_(*(columns.kind == kind for kind in kinds)),
    )
    return selecting(rows.order_by(columns.id))


LATEST_OF_TICKET = selecting(
    picture(Notice, tables.outbox)
    .where(
        columns.workspace_id == bindparam("workspace_id"),
        columns.ticket_id == bindparam("ticket_id"),
        columns.kind == bindparam("kind", type_=columns.kind.type),
    )
    .order_by(columns.id.desc())
    .limit(1)
)


def latest(tx: Transaction, ticket_id: TicketId, kind: NoticeKind) -> Notice | None:
    """The newest message of a kind about a ticket."""
    return next((Notice(*row) for row in tx.prepared(LATEST_OF_TICKET, ticket_id=ticket_id, kind=kind)), None)


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


def is_older(notice: Notice, at: datetime) -> bool:
    """Whether a message was owed for the first time before a moment."""
    return notice.id < first_id(at)


@cache
def _since(kinds: tuple[NoticeKind, ...]) -> Prepared:
    rows = picture(Notice, tables.outbox).where(
        columns.workspace_id == bindparam("workspace_id"),
        columns.lane == bindparam("lane"),
        columns.id >= bindparam("first", type_=columns.id.type),
        or_(*(columns.kind == kind for kind in kinds)),
    )
    return selecting(rows.order_by(columns.id.desc()).limit(LATEST))


def in_state(tx: Transaction, state: NoticeState, limit: int) -> Sequence[Notice]:
    """Messages in a state, oldest first."""
    statement = (
        picture(Notice, tables.outbox).where(tx.here(tables.outbox, state=state)).order_by(columns.id).limit(limit)
    )
    return [Notice(*row) for row in tx.connection.execute(statement)]


def number_in(tx: Transaction, state: NoticeState) -> int:
    """How many messages are in a state. Those already sent are many: don't ask for them often."""
    return int(tx.value(select(func.count()).select_from(tables.outbox).where(tx.here(tables.outbox, state=state))))
