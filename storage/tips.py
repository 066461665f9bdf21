"""Tips: as they are now, every version of them, and the tickets that they belong to."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select, update

from bot.rules.search import Audience, DocumentKind
from bot.rules.tips import Tip, TipVersion
from bot.rules.vocabulary import DeskId, PersonId, TicketId, TipId
from storage import search, tables
from storage.transaction import Transaction, as_row, picture

columns = tables.tips.c
links = tables.tip_links.c


@dataclass(frozen=True, slots=True)
class TipLink:
    """A ticket that a tip belongs to."""

    tip_id: TipId
    ticket_id: TicketId
    is_source: bool  # it was learned from it; else it helped with it
    by: PersonId
    at: datetime
    told_at: datetime | None


def add_once(tx: Transaction, tip: Tip) -> bool:
    """Store a new tip, and its first version; False when its source has made one already."""
    is_new = tx.add_once(tables.tips, as_row(tip))
    if is_new:
        _keep_version(tx, tip)
    return is_new


def get(tx: Transaction, tip_id: int) -> Tip | None:
    """A tip by its id."""
    return tx.find(Tip, tables.tips, id=tip_id)


def known(tx: Transaction, tip_ids: Collection[int]) -> dict[int, Tip]:
    """Those of these tips that there are."""
    found = tx.find_where(Tip, tables.tips, columns.id.in_(tip_ids), order_by=columns.id) if tip_ids else []
    return {tip.id: tip for tip in found}


def locked(tx: Transaction, tip_id: int) -> Tip | None:
    """A tip that no other transaction changes until this one ends."""
    return tx.find(Tip, tables.tips, lock=True, id=tip_id)


def by_source(tx: Transaction, source: str) -> Tip | None:
    """The tip that a form made."""
    return tx.find(Tip, tables.tips, source=source)


def learned_from(tx: Transaction, ticket_id: TicketId) -> Tip | None:
    """The newest tip in use that was learned from a ticket."""
    of_it = tx.here(tables.tips, ticket_id=ticket_id, retired_at=None)
    return tx.one(Tip, picture(Tip, tables.tips).where(of_it).order_by(columns.id.desc()).limit(1))


def reword(tx: Transaction, tip: Tip) -> Tip:
    """Store what a tip says from now on, as another version of it."""
    said = {name: getattr(tip, name) for name in ("audience", "issue", "cause", "resolution", "category", "language")}
    changed = change(tx, tip.id, tip.changed_by, version=tip.version, **said)
    _keep_version(tx, changed)
    return changed


def change(tx: Transaction, tip_id: TipId, by: PersonId, **values: Any) -> Tip:
    """Set columns of a tip that the caller has locked, and who did so; the tip as it is now."""
    stamps = {"changed_at": tx.now, "changed_by": by}
    changed = tx.changed(Tip, tables.tips, values | stamps, id=tip_id)
    if changed is None:
        raise LookupError(f"no tip {tip_id}")
    return changed


def versions(tx: Transaction, tip_id: TipId) -> list[TipVersion]:
    """All that a tip has ever said, the oldest first."""
    return tx.find_all(TipVersion, tables.tip_versions, tip_id=tip_id, order=("version",))


def listed(tx: Transaction, desk_ids: Collection[DeskId], *, first: int, limit: int) -> tuple[list[Tip], int]:
    """A page of the tips of these desks, and of the others' public ones, and how many there are in all.

    Those in use come first, then the flagged, then the retired; among each the newest.
    """
    is_everybodys = and_(columns.audience == Audience.PUBLIC, columns.retired_at.is_(None))
    these = and_(tx.here(tables.tips), or_(columns.desk_id.in_(sorted(desk_ids)), is_everybodys))
    in_order = (columns.retired_at.is_not(None), columns.flagged_at.is_not(None), columns.id.desc())
    page = picture(Tip, tables.tips).where(these).order_by(*in_order).offset(first).limit(limit)
    return tx.every(Tip, page), int(tx.value(select(func.count()).select_from(tables.tips).where(these)))


def link_once(tx: Transaction, tip: Tip, ticket_id: TicketId, by: PersonId, *, is_source: bool = False) -> bool:
    """Let a ticket belong to a tip; False when it does already. The tip's owner need not be told of their own use."""
    told_at = tx.now if is_source or by == tip.owner_id else None
    link = TipLink(tip.id, ticket_id, is_source, by, tx.now, told_at)
    is_new = tx.add_once(tables.tip_links, as_row(link))
    if is_new and not is_source:
        one_more = {"times_helped": columns.times_helped + 1}
        tx.run(update(tables.tips).where(tx.here(tables.tips, id=tip.id)).values(one_more))
    return is_new


def move_links(tx: Transaction, source: TipId, target: TipId, by: PersonId) -> None:
    """Let the tickets of one tip belong to another, and what was merged into it before lead there, too."""
    for link in tx.find_all(TipLink, tables.tip_links, tip_id=source, order=("ticket_id",)):
        tx.add_once(tables.tip_links, {**as_row(link), "tip_id": target})
    tx.remove(tables.tip_links, tip_id=source)
    tx.change(tables.tips, {"merged_into": target}, merged_into=source)
    helped = select(func.count()).select_from(tables.tip_links)
    helped_by_now = int(tx.value(helped.where(tx.here(tables.tip_links, tip_id=target, is_source=False))))
    change(tx, source, by, times_helped=0)
    change(tx, target, by, times_helped=helped_by_now)


def untold(tx: Transaction, owner: PersonId) -> list[TipLink]:
    """Where tips of somebody have helped that they have not heard of, in order, locked until this ends."""
    of_theirs = and_(
        tx.here(tables.tip_links, told_at=None),
        links.tip_id.in_(select(columns.id).where(tx.here(tables.tips, owner_id=owner))),
    )
    statement = picture(TipLink, tables.tip_links).where(of_theirs).order_by(links.at, links.tip_id, links.ticket_id)
    return tx.every(TipLink, statement.with_for_update())


def is_untold(tx: Transaction, tip_id: TipId) -> bool:
    """Whether a tip has helped where its owner has not heard of it."""
    return bool(tx.find_values(tables.tip_links, "ticket_id", tip_id=tip_id, told_at=None, order=("ticket_id",)))


def needs_no_telling(tx: Transaction, tip: Tip) -> None:
    """The owner of a tip need not be told of their own use."""
    tx.change(tables.tip_links, {"told_at": tx.now}, tip_id=tip.id, by=tip.owner_id, told_at=None)


def told(tx: Transaction, heard: Collection[TipLink]) -> None:
    """Their owner has heard of these."""
    for link in heard:
        tx.change(tables.tip_links, {"told_at": tx.now}, tip_id=link.tip_id, ticket_id=link.ticket_id)


def next_of_the_day(tx: Transaction, desk_id: DeskId) -> Tip | None:
    """The tip of a desk that was shown least recently, the oldest first; locked until this ends.

    Not one that is flagged as outdated, nor a desk's own one from a private ticket, which no channel reads of.
    """
    tickets = tables.tickets
    private = select(tickets.c.id).where(tx.here(tickets, is_private=True), tickets.c.id == columns.ticket_id)
    statement = (
        picture(Tip, tables.tips)
        .where(
            tx.here(tables.tips, desk_id=desk_id, retired_at=None, flagged_at=None),
            or_(columns.audience == Audience.PUBLIC, ~private.exists()),
        )
        .order_by(columns.shown_at.is_not(None), columns.shown_at, columns.id)
        .limit(1)
        .with_for_update()
    )
    return tx.one(Tip, statement)


def shown(tx: Transaction, tip_id: TipId) -> None:
    """A tip is the tip of the day."""
    tx.change(tables.tips, {"shown_at": tx.now}, id=tip_id)


def privates(tx: Transaction, tip_ids: Collection[int]) -> set[int]:
    """Those of these tips that were learned from a private ticket."""
    ticket = tables.tickets.c
    of_it = and_(ticket.workspace_id == columns.workspace_id, ticket.id == columns.ticket_id)
    statement = select(columns.id).join(tables.tickets, of_it)
    rows = tx.rows(statement.where(tx.here(tables.tips), columns.id.in_(tip_ids), ticket.is_private))
    return {row.id for row in rows}


def not_kept_for_search(tx: Transaction, after: int, limit: int) -> list[int]:
    """Tips in use that should be found by their words and are not, the oldest first, from an id on."""
    in_use = tables.tips.c.retired_at.is_(None)
    return search.not_kept(tx, DocumentKind.TIP, tables.tips, in_use, after, limit)


def _keep_version(tx: Transaction, tip: Tip) -> None:
    said = TipVersion(
        tip_id=tip.id,
        version=tip.version,
        audience=tip.audience,
        issue=tip.issue,
        cause=tip.cause,
        resolution=tip.resolution,
        category=tip.category,
        language=tip.language,
        at=tip.changed_at,
        by=tip.changed_by,
    )
    tx.add(tables.tip_versions, as_row(said))
