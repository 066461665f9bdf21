"""In how many documents a term stands, and what somebody may have meant who mistyped it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select

from bot.rules import misspelling
from bot.rules import terms as rules
from bot.rules.similarity import Asked, Subject
from storage import tables
from storage.search_expression import EVERY_DOCUMENT, AnyOf, Expression, Word
from storage.search_index import index
from storage.transaction import Transaction

columns = tables.search_terms.c

LAST = "\U0010ffff"  # comes after every letter
MOST = 12  # words that are looked for at once


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word that somebody looks for."""

    written: str
    forms: Sequence[str]  # that documents have it in
    expression: Expression


def frequencies(tx: Transaction, terms: Iterable[str]) -> dict[str, int]:
    """In how many documents each of these stands; not named when in none. All documents under EVERY_DOCUMENT."""
    counted = index(tx).counted(tx, {EVERY_DOCUMENT, *terms})
    return {term: int(number) for term, number in counted.items() if number > 0}


def subject(tx: Transaction, text: str, theirs: Collection[str]) -> Subject:
    """What a text is about. `theirs` are the terms of its own document, if it has one that is kept already."""
    found = {term: (written, rules.forms(rules.fold(written))) for term, written in rules.terms(text).items()}
    known = frequencies(tx, {form for _, forms in found.values() for form in forms})
    own = frozenset(theirs)
    every = [
        Asked(written, tuple(forms), sum(known.get(form, 0) - (form in own) for form in forms))
        for written, forms in found.values()
    ]
    return Subject(every, known.get(EVERY_DOCUMENT, 0))


def wanted(tx: Transaction, typed: str) -> list[Wanted]:
    """What somebody looks for, word by word. The last one may not be finished; what nobody wrote may be mistyped."""
    found = list(dict(rules.words(typed)).items())[:MOST]
    said = [(folded, written) for folded, written in found if rules.means_something(folded)] or found
    known = frequencies(tx, {form for folded, _ in said for form in rules.forms(folded)})
    every = []
    for place, (folded, written) in enumerate(said, start=1):
        forms = [form for form in rules.forms(folded) if form in known]
        parts = [Word(form) for form in forms]
        if (place == len(said) or not forms) and _begins(tx, folded):
            parts.append(Word(folded, is_prefix=True))
        if not parts:
            parts = [Word(term) for term in _meant(tx, folded)] or [Word(folded)]
        every.append(Wanted(written, forms, AnyOf(parts)))
    return every


def _begins(tx: Transaction, folded: str) -> bool:
    """Whether a term begins so, with more than one letter."""
    return len(folded) > 1 and tx.value(select(columns.term).where(_between(tx, folded)).limit(1)) is not None


def _meant(tx: Transaction, folded: str) -> list[str]:
    """What somebody may mean by a word that nobody has written."""
    slips = misspelling.slips(folded)
    if not slips:
        return []
    length = func.length(columns.term)
    near = and_(
        or_(_between(tx, folded[0]), _between(tx, folded[1])),
        length.between(len(folded) - slips, len(folded) + slips),
    )
    number = func.sum(columns.documents).label("number")
    rows = tx.rows(select(columns.term, number).where(near).group_by(columns.term))
    return misspelling.meant(folded, [(row.term, row.number) for row in rows]) or _stems(tx, folded)


def _stems(tx: Transaction, folded: str) -> list[str]:
    """The longest term that a word begins with: its ending may be what was mistyped."""
    shortest = max(misspelling.SHORTEST, len(folded) // 2)
    beginnings = [folded[:length] for length in range(len(folded) - 1, shortest - 1, -1)]
    known = frequencies(tx, beginnings)
    return [one for one in beginnings if one in known][:1]


def _between(tx: Transaction, beginning: str) -> ColumnElement[bool]:
    """The terms in use that begin so."""
    after = beginning + LAST
    return and_(tx.here(tables.search_terms), columns.term >= beginning, columns.term < after, columns.documents > 0)
