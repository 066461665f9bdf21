"""Finding by words, in the same way on both databases. What is kept here changes with the text, in its transaction."""

import unicodedata
from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, false, func, or_, select, true

from bot.rules.search import Audience, Document, DocumentKind, Found, Seeker
from storage import tables
from storage.transaction import Transaction, as_row

columns = tables.search_documents.c


def keep(tx: Transaction, document: Document) -> None:
    """Let a document be found, as it is now."""
    row = as_row(document)
    text = row.pop("text")
    key = {name: row.pop(name) for name in ("kind", "id")}
    tx.put(tables.search_documents, key, row | {"words": _folded(f"{document.title} {text}")})


def forget(tx: Transaction, kind: DocumentKind, document_id: int) -> None:
    """Let a document be found no more."""
    tx.remove(tables.search_documents, kind=kind, id=document_id)


def find(
    tx: Transaction, typed: str, seeker: Seeker, kinds: Collection[DocumentKind], *, first: int = 0, limit: int = 20
) -> tuple[list[Found], int]:
    """A page of what somebody may find by these words, the best first; and how much there is in all."""
    words = _folded(typed).split()
    if not words:
        return [], 0
    these = and_(_visible(tx, seeker, kinds), *(columns.words.contains(word, autoescape=True) for word in words))
    rows = tx.rows(select(columns.kind, columns.id).where(these).order_by(columns.id.desc()).offset(first).limit(limit))
    total = tx.value(select(func.count()).select_from(tables.search_documents).where(these))
    return [Found(row.kind, row.id, 1.0, words) for row in rows], int(total)


def similar(
    tx: Transaction, text: str, seeker: Seeker, kinds: Collection[DocumentKind], *, limit: int = 3
) -> list[Found]:
    """What is about the same as a text, the best first; nothing rather than something that is not."""
    return find(tx, text, seeker, kinds, limit=limit)[0]


def _visible(tx: Transaction, seeker: Seeker, kinds: Collection[DocumentKind]) -> ColumnElement[bool]:
    of_desk = and_(columns.audience == Audience.DESK, columns.desk_id.in_(sorted(seeker.desks)))
    of_any = and_(columns.audience == Audience.DESK, columns.desk_id.is_(None), true() if seeker.desks else false())
    own = columns.owner_id == seeker.person_id
    seen = or_(columns.audience == Audience.PUBLIC, of_desk, of_any, own)
    return and_(tx.here(tables.search_documents), columns.kind.in_(sorted(kinds)), seen)


def _folded(text: str) -> str:
    bare = (sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))
    return "".join(sign if sign.isalnum() else " " for sign in bare)
