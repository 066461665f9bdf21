"""The outbox as delivery works it: it takes messages on lease, and says of each what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table, Update, bindparam, case, func, literal, select, update

from bot.rules.notice_kinds import NoticeState
from bot.rules.records import Notice, Place
from bot.rules.vocabulary import NoticeId
from storage import lanes, tables
from storage.prepared import Begin, Prepared
from storage.transaction import Transaction, picture

columns = tables.outbox.c


def take(tx: Transaction, limit: int, duration: timedelta) -> list[Notice]:
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


def take_all(tx: Transaction, duration: timedelta) -> list[Notice]:
    """Take everything that is due, whatever its lane: for a caller that sends it all itself, in this order."""
    due = tx.prepared(TAKING, now=tx.now, until=tx.now + duration)
    return _leased(tx, [Notice(*row) for _, *row in sorted(due, key=lambda row: row[0])])


def _leased(tx: Transaction, notices: list[Notice]) -> list[Notice]:
    """What is owed of them from now on is more than is about to be shown."""
    for notice in notices:
        tx.may_again(("owed", notice.id))
    return notices


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


def next_due(tx: Transaction) -> datetime | None:
    """When `take` may next have something to give: a lane's first message, or a lease that runs out.

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
