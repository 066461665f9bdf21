"""Finding by words, in the same way on both databases. What is kept here changes with the text, in its transaction."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, case, false, func, literal, or_, select, true

from bot.rules import similarity
from bot.rules import terms as rules
from bot.rules.search import Audience, Document, DocumentKind, Found, Seeker
from bot.rules.similarity import Asked
from storage import search_terms, tables
from storage.search_expression import AllOf, AnyOf, Expression, Word
from storage.search_index import index
from storage.transaction import Transaction

columns = tables.search_documents.c

LOOKED_AT = 1000  # documents that a text is compared with at most
AWAY = 10_000  # where a word stands that somebody wrote differently


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of a document."""

    place: int
    desk_id: str | None
    words: str


def keep(tx: Transaction, document: Document) -> None:
    """Let a document be found, as it is now."""
    was = tx.find(Kept, tables.search_documents, lock=True, kind=document.kind, id=document.id)
    if was is None:
        add(tx, document)
        return
    found = _terms(document)
    words = _written(found, _scopes(tx, document))
    if (was.words, was.desk_id) != (words, document.desk_id):
        _recount(tx, was, document.desk_id, found)
        index(tx).take_out(tx, was.place, was.words)
        index(tx).add(tx, was.place, words)
    tx.change(tables.search_documents, _row(document, words), kind=document.kind, id=document.id)


def add(tx: Transaction, document: Document) -> None:
    """The same, for one that was never kept."""
    place, found = tx.new_id(), _terms(document)
    words = _written(found, _scopes(tx, document))
    key = {"kind": document.kind, "id": document.id, "place": place}
    tx.add(tables.search_documents, key | _row(document, words))
    index(tx).add(tx, place, words)
    search_terms.count(tx, document.desk_id, found)


def forget(tx: Transaction, kind: DocumentKind, document_id: int) -> None:
    """Let a document be found no more."""
    was = tx.find(Kept, tables.search_documents, lock=True, kind=kind, id=document_id)
    if was is None:
        return
    index(tx).take_out(tx, was.place, was.words)
    search_terms.discount(tx, was.desk_id, _terms_in(was.words))
    tx.remove(tables.search_documents, kind=kind, id=document_id)


def find(
    tx: Transaction, typed: str, seeker: Seeker, kinds: Collection[DocumentKind], *, first: int = 0, limit: int = 20
) -> tuple[list[Found], int]:
    """A page of what somebody may find by these words, the best first; and how much there is in all."""
    wanted = search_terms.wanted(tx, typed)
    if not wanted or not kinds:
        return [], 0
    these = _these(tx, AllOf([one.expression for one in wanted]), seeker, kinds)
    far = _sum([_distance(tx, one.forms) for one in wanted])
    in_order = select(columns.kind, columns.id, far.label("far")).where(these).order_by(far, columns.place.desc())
    rows = tx.rows(in_order.offset(first).limit(limit))
    total = tx.value(select(func.count()).select_from(tables.search_documents).where(these))
    terms = [one.written for one in wanted]
    return [Found(row.kind, row.id, 1 / (1 + row.far), terms) for row in rows], int(total)


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
    own = None if but is None else tx.find(Kept, tables.search_documents, kind=but[0], id=but[1])
    asked, total = search_terms.asked(tx, text, [] if own is None else _terms_in(own.words))
    rarest = similarity.rarest(asked)
    if not rarest or not kinds:
        return []
    statement = (
        select(columns.kind, columns.id, columns.place, columns.words)
        .where(_these(tx, _sharing(rarest), seeker, kinds))
        .order_by(columns.place.desc())
        .limit(LOOKED_AT)
    )
    found: list[tuple[float, int, Found]] = []
    for row in tx.rows(statement):
        common = similarity.shared(asked, frozenset(row.words.split()))
        if (row.kind, row.id) != but and similarity.is_enough(asked, common, total):
            score = similarity.closeness(asked, common, total)
            terms = [one.written for one in sorted(common, key=lambda one: one.documents)]
            found.append((score, row.place, Found(row.kind, row.id, score, terms)))
    return [one for _, _, one in sorted(found, key=lambda each: each[:2], reverse=True)[:limit]]


def _sharing(rarest: Sequence[Asked]) -> Expression:
    alone, pairs = similarity.together(rarest, LOOKED_AT)
    both = [AllOf([_any(one.forms), _any(other.forms)]) for one, other in pairs]
    return AnyOf([*(_any(one.forms) for one in alone), *both] or [_any(rarest[0].forms)])


def _any(forms: Sequence[str]) -> Expression:
    return AnyOf([Word(form) for form in forms])


def _these(
    tx: Transaction, expression: Expression, seeker: Seeker, kinds: Collection[DocumentKind]
) -> ColumnElement[bool]:
    """The documents that fit and that somebody may find: the index narrows, the row decides."""
    scopes = [Word(scope) for kind in sorted(kinds) for scope in _open_to(tx, kind, seeker)]
    return and_(index(tx).matching(AllOf([AnyOf(scopes), expression])), _visible(tx, seeker, kinds))


def _visible(tx: Transaction, seeker: Seeker, kinds: Collection[DocumentKind]) -> ColumnElement[bool]:
    of_desk = and_(columns.audience == Audience.DESK, columns.desk_id.in_(sorted(seeker.desks)))
    of_any = and_(columns.audience == Audience.DESK, columns.desk_id.is_(None), true() if seeker.desks else false())
    own = columns.owner_id == seeker.person_id
    seen = or_(columns.audience == Audience.PUBLIC, of_desk, of_any, own)
    return and_(tx.here(tables.search_documents), columns.kind.in_(sorted(kinds)), seen)


def _distance(tx: Transaction, forms: Sequence[str]) -> ColumnElement[int]:
    """How far from the beginning of a document a word stands, which is where its title is."""
    places = [index(tx).where(columns.words, f" {form} ") for form in forms]
    return case(*((place > 0, place) for place in places), else_=AWAY) if places else literal(AWAY)


def _sum(parts: Sequence[ColumnElement[int]]) -> ColumnElement[int]:
    first, *others = parts
    for other in others:
        first = first + other
    return first


def _terms(document: Document) -> list[str]:
    return list(rules.terms(f"{document.title}\n{document.text}", document.language))


def _terms_in(words: str) -> list[str]:
    return [word for word in words.split() if not word.startswith("@")]


def _written(terms: Sequence[str], scopes: Sequence[str]) -> str:
    return f" {' '.join([*terms, *scopes])} "


def _row(document: Document, words: str) -> dict[str, object]:
    return {
        "desk_id": document.desk_id,
        "owner_id": document.owner_id,
        "audience": document.audience,
        "language": document.language,
        "title": document.title,
        "words": words,
    }


def _recount(tx: Transaction, was: Kept, desk_id: str | None, terms: Sequence[str]) -> None:
    search_terms.discount(tx, was.desk_id, _terms_in(was.words))
    search_terms.count(tx, desk_id, terms)


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
