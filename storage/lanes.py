"""Which messages are next: the first of each lane, and those whose lease has run out.

The statements of delivery's own loop, built once. They hop from lane to lane along the index (workspace, state, lane,
position), so that a long lane costs no more than a short one.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, or_, select

from bot.rules.notice_kinds import NoticeState
from bot.rules.records import Notice
from storage import tables
from storage.transaction import picture

columns = tables.outbox.c

WORKSPACE: ColumnElement[str] = bindparam("workspace")
NOW: ColumnElement[datetime] = bindparam("now", type_=columns.next_at.type)


def _are(rows: Any, state: NoticeState) -> ColumnElement[bool]:
    return and_(rows.c.workspace_id == WORKSPACE, rows.c.state == state)


def _first_of_each_lane() -> tuple[Any, ColumnElement[bool]]:
    """The lanes with pending messages, and the condition on an outbox row that it is the first of an open one."""
    ahead, head, parent, leased = (tables.outbox.alias(name) for name in ("ahead", "head", "parent", "leased"))
    first_lane = select(func.min(ahead.c.lane).label("lane")).where(_are(ahead, NoticeState.PENDING))
    lanes = first_lane.cte("lanes", recursive=True)
    following = (
        select(func.min(ahead.c.lane))
        .where(_are(ahead, NoticeState.PENDING), ahead.c.lane > lanes.c.lane)
        .correlate(lanes)
        .scalar_subquery()
    )
    lanes = lanes.union_all(select(following).where(lanes.c.lane.is_not(None)))
    waits_for_its_place = exists().where(
        parent.c.workspace_id == WORKSPACE, parent.c.key == head.c.under, parent.c.ts.is_(None)
    )
    first = (
        select(head.c.id)
        .where(
            _are(head, NoticeState.PENDING),
            head.c.lane == lanes.c.lane,
            or_(head.c.under.is_(None), ~waits_for_its_place),
        )
        .order_by(head.c.position)
        .limit(1)
        .correlate(lanes)
        .scalar_subquery()
    )
    is_closed = exists().where(_are(leased, NoticeState.LEASED), leased.c.lane == columns.lane)
    return lanes, and_(_are(tables.outbox, NoticeState.PENDING), columns.id == first, ~is_closed)


LANES, IS_FIRST = _first_of_each_lane()
ARE_DUE = (
    picture(Notice, tables.outbox)
    .join_from(LANES, tables.outbox, IS_FIRST)
    .where(columns.next_at <= NOW)
    .order_by(columns.position)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True, of=tables.outbox)
)
HAVE_RUN_OUT = (
    picture(Notice, tables.outbox)
    .where(_are(tables.outbox, NoticeState.LEASED), columns.leased_until <= NOW)
    .order_by(columns.position)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
)
FIRST_TIME = select(func.min(columns.next_at)).select_from(LANES).join(tables.outbox, IS_FIRST)
LAST_CHANCE = select(func.min(columns.leased_until)).where(_are(tables.outbox, NoticeState.LEASED))
