"""Saved replies: as they are now, every version of them, and each message that one went into."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, false, func, or_, select, true, update

from bot.rules.records import Message
from bot.rules.replies import Fit, Offer, ReplyVersion, SavedReply, Use, Wording, search_words
from bot.rules.search import DocumentKind
from bot.rules.vocabulary import ReplyId, Scope
from storage import search as search_index
from storage import tables
from storage.transaction import Transaction, as_row, picture

OPENING = 300  # characters of a body that a list begins with
WORDING = ("key", "title", "body", "category", "language", "translations", "actions", "is_public", "review_by")


def add_once(tx: Transaction, reply: SavedReply) -> bool:
    """Store a new reply, and its first version; False when its key is taken where it is held."""
    is_new = tx.add_once(tables.saved_replies, as_row(reply) | _sought(reply.wording))
    if is_new:
        _keep_version(tx, reply)
    return is_new


def get(tx: Transaction, reply_id: ReplyId) -> SavedReply | None:
    """A reply by its id."""
    return tx.find(SavedReply, tables.saved_replies, id=reply_id)


def locked(tx: Transaction, reply_id: ReplyId) -> SavedReply | None:
    """A reply that no other transaction changes until this one ends."""
    return tx.find(SavedReply, tables.saved_replies, lock=True, id=reply_id)


def by_key(tx: Transaction, scope: Scope, held_by: str, key: str) -> SavedReply | None:
    """A reply by its key, where it is held."""
    return tx.find(SavedReply, tables.saved_replies, scope=scope, held_by=held_by, key=key)


def held(tx: Transaction, scope: Scope) -> list[SavedReply]:
    """Every reply of a scope, the retired ones too, place by place and by key."""
    found = tx.find_all(SavedReply, tables.saved_replies, scope=scope, order=("id",))
    return sorted(found, key=lambda reply: (reply.held_by, reply.key))  # databases sort letters each in their own way


def reword(tx: Transaction, reply: SavedReply) -> None:
    """Store what a reply says from now on, as another version of it."""
    wording = {name: getattr(reply, name) for name in WORDING}
    change(tx, reply, version=reply.version, **_sought(reply.wording), **wording)
    _keep_version(tx, reply)


def change(tx: Transaction, reply: SavedReply, **values: Any) -> None:
    """Set columns of a reply, and who did so when."""
    changed = {"changed_at": reply.changed_at, "changed_by": reply.changed_by}
    tx.change(tables.saved_replies, changed | values, id=reply.id)


def version(tx: Transaction, use: Use) -> ReplyVersion | None:
    """What a reply said in one version."""
    return tx.find(ReplyVersion, tables.saved_reply_versions, reply_id=use.reply_id, version=use.version)


def versions(tx: Transaction, reply_id: ReplyId) -> list[ReplyVersion]:
    """All that a reply has ever said, the oldest first."""
    return tx.find_all(ReplyVersion, tables.saved_reply_versions, reply_id=reply_id, order=("version",))


def count_use(tx: Transaction, use: Use, message: Message) -> bool:
    """Remember that a message was written with a reply; False when that is known."""
    row = {"message_id": message.id, "ticket_id": message.ticket_id, "at": tx.now, "by": message.author_id}
    is_new = tx.add_once(tables.saved_reply_uses, as_row(use) | row)
    if is_new:
        columns = tables.saved_replies.c
        tx.run(
            update(tables.saved_replies)
            .where(tx.here(tables.saved_replies, id=use.reply_id))
            .values(times_used=columns.times_used + 1, last_used_at=tx.now)
        )
    return is_new


def search(
    tx: Transaction,
    shelves: Collection[tuple[Scope, str]],
    beginnings: Sequence[str],
    fit: Fit,
    *,
    key: str,
    limit: int,
) -> list[Offer]:
    """The replies held there, less the retired ones, that have a word with each of these beginnings.

    Of more than `limit`, those that look best at a glance; `ranked` looks closer. `key` is what was typed, as a key.
    """
    columns = tables.saved_replies.c
    looked_for = [columns.words.like(f"% {beginning}%") for beginning in beginnings]  # they are letters and digits
    in_name = [func.lower(columns.title).like(f"%{beginning}%") for beginning in beginnings]
    is_other = case((columns.category == fit.category, 0), (columns.category.is_(None), 1), else_=2)
    speaks = or_(columns.languages == fit.language, columns.languages.like(f"%{fit.language}%"))
    statement = (
        picture(Offer, tables.saved_replies)
        .where(tx.here(tables.saved_replies), _held(shelves), columns.retired_at.is_(None), *looked_for)
        .order_by(
            case((columns.key == key, 0), (columns.id.in_(fit.similar), 1), (and_(true(), *in_name), 2), else_=3),
            is_other,
            case((speaks, 0), else_=1),
            columns.times_used.desc(),
            columns.key,
        )
        .limit(limit)
    )
    return tx.every(Offer, statement)


def openings(tx: Transaction, ids: Collection[ReplyId]) -> dict[ReplyId, str]:
    """How the bodies of these replies begin."""
    columns = tables.saved_replies.c
    opening = func.substr(columns.body, 1, OPENING).label("opening")
    rows = tx.rows(select(columns.id, opening).where(tx.here(tables.saved_replies), columns.id.in_(ids)))
    return {ReplyId(row.id): row.opening for row in rows}


def listed(
    tx: Transaction,
    shelves: Collection[tuple[Scope, str]],
    beginnings: Iterable[str],
    *,
    among: ColumnElement[bool] | None = None,
    first: int,
    limit: int,
) -> tuple[list[SavedReply], int]:
    """A page of the replies held there, by title, the retired ones last; and how many there are in all."""
    columns = tables.saved_replies.c
    looked_for = [columns.words.like(f"% {beginning}%") for beginning in beginnings]
    these = and_(tx.here(tables.saved_replies), _held(shelves), true() if among is None else among, *looked_for)
    in_order = (columns.retired_at.is_not(None), func.lower(columns.title), columns.id)
    page = picture(SavedReply, tables.saved_replies).where(these).order_by(*in_order).offset(first).limit(limit)
    return tx.every(SavedReply, page), int(
        tx.value(select(func.count()).select_from(tables.saved_replies).where(these))
    )


def is_any(tx: Transaction, shelves: Collection[tuple[Scope, str]]) -> bool:
    """Whether a reply is held there that may be used."""
    columns = tables.saved_replies.c
    usable = exists().where(tx.here(tables.saved_replies), _held(shelves), columns.retired_at.is_(None))
    return bool(tx.value(select(usable)))


def not_kept_for_search(tx: Transaction, after: int, limit: int) -> list[int]:
    """Saved replies in use that should be found by their words and are not, the oldest first, from an id on."""
    in_use = tables.saved_replies.c.retired_at.is_(None)
    return search_index.not_kept(tx, DocumentKind.REPLY, tables.saved_replies, in_use, after, limit)


def _keep_version(tx: Transaction, reply: SavedReply) -> None:
    said = ReplyVersion(
        reply_id=reply.id,
        version=reply.version,
        key=reply.key,
        title=reply.title,
        body=reply.body,
        category=reply.category,
        language=reply.language,
        translations=reply.translations,
        actions=reply.actions,
        at=reply.changed_at,
        by=reply.changed_by,
    )
    tx.add(tables.saved_reply_versions, as_row(said))


def _sought(wording: Wording) -> dict[str, str]:
    """What a search asks for."""
    return {"words": search_words(wording), "languages": " ".join([wording.language, *wording.translations])}


def _held(shelves: Collection[tuple[Scope, str]]) -> ColumnElement[bool]:
    columns = tables.saved_replies.c
    held = [and_(columns.scope == scope, columns.held_by == held_by) for scope, held_by in sorted(shelves)]
    return or_(false(), *held)
