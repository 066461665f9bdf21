"""How well what is similar is told from what is not: over requests in three languages of which people said so."""

import pytest

from bot.rules import intake
from bot.rules.search import Audience, Document, DocumentKind, Seeker
from bot.rules.vocabulary import DeskId, PersonId, WorkspaceId
from storage import search
from storage.store import Store, WorkspaceStore
from tests.labelled import alone, pairs

DESK = DeskId("IT")
AGENT = Seeker(PersonId("UDANA"), frozenset({DESK}))
RECALL, QUIET = 0.85, 0.9


@pytest.fixture
async def here(store: Store) -> WorkspaceStore:
    """A desk with all of them, in the order of the file."""
    workspace = store.of(WorkspaceId("T1"))
    for number, text in enumerate(_texts()):
        await workspace.write(search.keep, _document(number, text))
    return workspace


def test_the_set_is_what_it_has_to_be():
    texts = _texts()
    assert len(pairs()) >= 40
    assert len(texts) >= 120
    assert len(set(texts)) == len(texts)


async def test_what_was_asked_before_is_among_the_first_three(here: WorkspaceStore):
    missed = []
    for place, pair in enumerate(pairs()):
        first, again = 2 * place, 2 * place + 1
        if first not in await _similar(here, again):
            missed.append(pair.again)
    assert 1 - len(missed) / len(pairs()) >= RECALL, "\n".join(missed)


async def test_nothing_is_suggested_for_what_nobody_has_asked_before(here: WorkspaceStore):
    begin = 2 * len(pairs())
    disturbed = [text for place, text in enumerate(alone()) if await _similar(here, begin + place)]
    assert 1 - len(disturbed) / len(alone()) >= QUIET, "\n".join(disturbed)


async def test_what_is_found_says_by_which_words_as_whoever_asks_wrote_them(here: WorkspaceStore):
    for number, text in enumerate(_texts()):
        for one in await here.read(search.similar, text, AGENT, {DocumentKind.TICKET}):
            assert one.terms, number
            assert all(term in text or term in text.replace("-", "") for term in one.terms), one.terms


def _texts() -> list[str]:
    return [text for pair in pairs() for text in (pair.first, pair.again)] + alone()


def _document(number: int, text: str) -> Document:
    kind, owner = DocumentKind.TICKET, PersonId("UANA")
    return Document(kind, number, DESK, owner, Audience.DESK, "", intake.subject(text), text)


async def _similar(here: WorkspaceStore, number: int) -> list[int]:
    text = _texts()[number]

    def ask(tx):
        return search.similar(tx, text, AGENT, {DocumentKind.TICKET}, but=(DocumentKind.TICKET, number))

    return [one.id for one in await here.read(ask)]
