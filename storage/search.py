"""Finding by words, in the same way on both databases. What is kept here changes with the text, in its transaction."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Table, select

from bot.rules import similarity
from bot.rules import terms as rules
from bot.rules.search import Audience, Document, DocumentKind, Found, Listed, Seeker, may_find
from bot.rules.similarity import Asked
from storage import search_terms, tables
from storage.search_expression import AllOf, AnyOf, Entry, Expression, Word
from storage.search_index import index
from storage.search_terms import Wanted
from storage.transaction import Transaction

LOOKED_AT = 1000  # documents that are ranked at most
COMPARED = 500  # that a text is compared with
AWAY = 10_000  # where a word stands that somebody wrote differently


def keep(tx: Transaction, document: Document) -> None:
    """Let a document be found, as it is now."""
    was = tx.find(Entry, tables.search_documents, lock=True, kind=document.kind, id=document.id)
    if was is None:
        add(tx, document)
        return
    entry = Entry(was.place, document.desk_id, _words(tx, document))
    if entry != was:
        index(tx).leave(tx, was)
        index(tx).enter(tx, entry)
    tx.change(tables.search_documents, _row(document, entry), kind=document.kind, id=document.id)


def add(tx: Transaction, document: Document) -> None:
    """The same, for one that was never kept."""
    entry = Entry(tx.new_id(), document.desk_id, _words(tx, document))
    key = {"kind": document.kind, "id": document.id, "place": entry.place}
    tx.add(tables.search_documents, key | _row(document, entry))
    index(tx).enter(tx, entry)


def add_all(tx: Transaction, documents: Sequence[Document]) -> None:
    """The same with many of one kind, less those that are kept already."""
    columns = tables.search_documents.c
    wanted = {document.id: document for document in documents}
    kept = select(columns.id).where(tx.here(tables.search_documents), columns.id.in_(wanted))
    known = {row.id for row in tx.rows(kept.where(columns.kind.in_({document.kind for document in documents})))}
    new = [document for document in documents if document.id not in known]
    entries = [Entry(tx.new_id(), document.desk_id, _words(tx, document)) for document in new]
    rows = [
        {"kind": document.kind, "id": document.id, "place": entry.place, **_row(document, entry)}
        for document, entry in zip(new, entries, strict=True)
    ]
    tx.add_all(tables.search_documents, rows)
    index(tx).enter_all(tx, entries)


def not_kept(
    tx: Transaction, kind: DocumentKind, written: Table, these: ColumnElement[bool], after: int, limit: int
) -> list[int]:
    """The ids of `these` rows of a table that nobody finds by their words, the smallest first, from an id on."""
    document = tables.search_documents
    kept = select(document.c.id).where(tx.here(document, kind=kind), document.c.id == written.c.id).exists()
    statement = select(written.c.id).where(tx.here(written), written.c.id > after, these, ~kept)
    return [row.id for row in tx.rows(statement.order_by(written.c.id).limit(limit))]


def forget(tx: Transaction, kind: DocumentKind, document_id: int) -> None:
    """Let a document be found no more."""
    was = tx.find(Entry, tables.search_documents, lock=True, kind=kind, id=document_id)
    if was is None:
        return
    index(tx).leave(tx, was)
    tx.remove(tables.search_documents, kind=kind, id=document_id)


def find(
    tx: Transaction, typed: str, seeker: Seeker, kinds: Collection[DocumentKind], *, first: int = 0, limit: int = 20
) -> tuple[list[Found], int]:
    """A page of what somebody may find by these words, the best first; and how much there is in all.

    Of more than LOOKED_AT documents the newest so many are found. What has every word comes before what has not; where
    nothing has, what is near enough is found.
    """
    wanted = search_terms.wanted(tx, typed)
    if not wanted or not kinds:
        return [], 0
    listed = _listed(tx, AllOf([one.expression for one in wanted]), seeker, kinds, LOOKED_AT)
    if not listed:
        nearest = similar(tx, typed, seeker, kinds, limit=first + limit)
        return nearest[first:], len(nearest)
    by_distance = sorted(((_distance(one.words, wanted), -one.place), one) for one in listed)
    written = [one.written for one in wanted]
    page = by_distance[first : first + limit]
    return [Found(DocumentKind(one.kind), one.id, 1 / (1 + far), written) for (far, _), one in page], len(listed)


def similar(
    tx: Transaction,
    text: str,
    seeker: Seeker,
    kinds: Collection[DocumentKind],
    *,
    limit: int = 3,
    but: tuple[DocumentKind, int] | None = None,
) -> list[Found]:
    """What is about the same as a text, the best first; nothing rather than something that is not.

    `but` is the document that the text is of, when it is kept already.
    """
    own = None if but is None else tx.find(Entry, tables.search_documents, kind=but[0], id=but[1])
    subject = search_terms.subject(tx, text, [] if own is None else own.terms)
    rarest = similarity.rarest(subject.asked)
    if not rarest or not kinds:
        return []
    close: list[tuple[float, int, Found]] = []
    for one in _listed(tx, _sharing(rarest), seeker, kinds, COMPARED):
        common = subject.shared(one.words.split())
        if (one.kind, one.id) != but and subject.is_enough(common):
            score = subject.closeness(common)
            close.append((score, one.place, Found(DocumentKind(one.kind), one.id, score, subject.written(common))))
    return [found for _, _, found in sorted(close, key=lambda each: each[:2], reverse=True)[:limit]]


def _listed(
    tx: Transaction, expression: Expression, seeker: Seeker, kinds: Collection[DocumentKind], most: int
) -> list[Listed]:
    """The newest documents that fit and that somebody may find: the index narrows, the row decides."""
    scopes = [Word(scope) for kind in sorted(kinds) for scope in _open_to(tx, kind, seeker)]
    rows = index(tx).newest(tx, AllOf([AnyOf(scopes), expression]), most)
    return [one for one in (Listed(*row) for row in rows) if one.kind in kinds and may_find(seeker, one)]


def _sharing(rarest: Sequence[Asked]) -> Expression:
    alone, pairs = similarity.together(rarest, COMPARED)
    both = [AllOf([_any(one.forms), _any(other.forms)]) for one, other in pairs]
    return AnyOf([*(_any(one.forms) for one in alone), *both] or [_any(rarest[0].forms)])


def _any(forms: Sequence[str]) -> Expression:
    return AnyOf([Word(form) for form in forms])


def _distance(words: str, wanted: Sequence[Wanted]) -> int:
    """How far from the beginning of a document, which is where its title is, the words stand; far, if others do."""
    return sum(
        min((place for form in one.forms if (place := words.find(f" {form} ")) >= 0), default=AWAY) for one in wanted
    )


def _words(tx: Transaction, document: Document) -> str:
    terms = rules.terms(f"{document.title}\n{document.text}", document.language)
    return f" {' '.join([*terms, *_scopes(tx, document)])} "


def _row(document: Document, entry: Entry) -> dict[str, object]:
    return {
        "desk_id": document.desk_id,
        "owner_id": document.owner_id,
        "audience": document.audience,
        "language": document.language,
        "title": document.title,
        "words": entry.words,
    }


def _scopes(tx: Transaction, document: Document) -> list[str]:
    """Who may find a document, as words of the index that no text has."""
    to = {
        Audience.PUBLIC: _scope(tx, document.kind, "public"),
        Audience.DESK: _scope(tx, document.kind, "desk", document.desk_id or ""),
    }
    owner = [] if document.owner_id is None else [_scope(tx, document.kind, "own", document.owner_id)]
    return owner if document.audience is Audience.OWNER else [to[document.audience], *owner]


def _open_to(tx: Transaction, kind: DocumentKind, seeker: Seeker) -> list[str]:
    desks = ["", *sorted(seeker.desks)] if seeker.desks else []
    shared = [_scope(tx, kind, "desk", desk) for desk in desks]
    return [_scope(tx, kind, "public"), *shared, _scope(tx, kind, "own", seeker.person_id)]


def _scope(tx: Transaction, *parts: str) -> str:
    plain = ("".join(sign if sign.isalnum() else f"@{ord(sign):x}@" for sign in part) for part in parts)
    return f"@{tx.workspace.lower()}@{'@'.join(plain)}".lower()
