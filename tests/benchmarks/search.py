"""How long it takes to find what is similar, and what somebody types, among 100,000 tickets.

The tickets are made of words as people use them: few often, most of them rarely. Among them stand the labelled ones of
`tests/data/tickets.yml`, so that what is measured also finds them.
"""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate

from bot.rules import intake, terms
from bot.rules.search import Audience, Document, DocumentKind, Found, Seeker
from bot.rules.vocabulary import DeskId, PersonId, WorkspaceId
from storage import search
from storage.schema import upgrade
from storage.store import Store, WorkspaceStore
from storage.transaction import Transaction
from tests.labelled import alone, pairs

TICKETS, ASKED = 100_000, 400
RARE_WORDS = 40_000
WORDS = (8, 45)  # of a ticket, from and to
CHUNK = 500  # tickets of one transaction
DESKS = [DeskId("IT"), DeskId("HR"), DeskId("FIN")]
AGENT = Seeker(PersonId("UDANA"), frozenset(DESKS[:2]))
KINDS = frozenset(DocumentKind)


@dataclass(frozen=True, slots=True)
class Run:
    """One run on one database."""

    filled: float  # seconds
    similar: Sequence[float]  # ms that each search took, sorted
    typed: Sequence[float]
    recall: float  # of the labelled pairs, among the first three

    @staticmethod
    def p95(taken: Sequence[float]) -> float:
        """What 95 of 100 did not exceed."""
        return taken[len(taken) * 95 // 100]


async def measure_search(database_url: str, tickets: int = TICKETS) -> Run:
    """Fill a database, then ask one after the other."""
    store = Store(database_url, clock=lambda: datetime.now(UTC), chance=random.Random(1))  # noqa: TID251  real time
    chance = random.Random(1)
    try:
        upgrade(store.engine)
        here = store.of(WorkspaceId("T1"))
        texts = _texts(chance, tickets)
        began = time.perf_counter()
        for start in range(0, tickets, CHUNK):
            await here.write(_keep, list(enumerate(texts[start : start + CHUNK], start)))
        filled = time.perf_counter() - began
        others = [word for text in _labelled() for word in _said(text)]
        rewritten = [_rewritten(chance, chance.choice(texts), others) for _ in range(ASKED)]
        queries = [" ".join(chance.sample(_said(chance.choice(texts)), 2)) for _ in range(ASKED)]
        queries = [query[:-1] if chance.random() < 0.5 else query for query in queries]  # not finished, or mistyped
        similar = [await _timed(here, _ask_similar, text) for text in rewritten]
        typed = [await _timed(here, _ask_typed, query) for query in queries]
        return Run(filled, sorted(similar), sorted(typed), await _recall(here, texts))
    finally:
        store.close()


def _texts(chance: random.Random, tickets: int) -> list[str]:
    common = sorted({word for text in _labelled() for word in _said(text)})
    rare = [
        "".join(chance.choice("bdfgklmnprst") + chance.choice("aeiou") for _ in range(4)) for _ in range(RARE_WORDS)
    ]
    by_rank = list(accumulate(1 / rank for rank in range(1, len(common) + len(rare) + 1)))
    chance.shuffle(common)
    words = common + rare
    made = (" ".join(chance.choices(words, cum_weights=by_rank, k=chance.randint(*WORDS))) for _ in range(tickets))
    texts = list(made)
    for text in [*(pair.first for pair in pairs()), *alone()]:
        texts[chance.randrange(tickets)] = text
    return texts


def _labelled() -> list[str]:
    return [text for pair in pairs() for text in (pair.first, pair.again)] + alone()


def _said(text: str) -> list[str]:
    return [folded for folded, _ in terms.words(text)] or ["nothing"]


def _rewritten(chance: random.Random, text: str, others: Sequence[str]) -> str:
    """About half of the words of a text, among others."""
    said = _said(text)
    kept = chance.sample(said, max(len(said) // 2, 1))
    return " ".join([*kept, *chance.sample(others, len(kept))])


def _keep(tx: Transaction, chunk: Sequence[tuple[int, str]]) -> None:
    kind, owner = DocumentKind.TICKET, PersonId("UANA")
    for number, text in chunk:
        desk = DESKS[number % 7 % len(DESKS)]
        search.keep(tx, Document(kind, number, desk, owner, Audience.DESK, "", intake.subject(text), text))


def _ask_similar(tx: Transaction, text: str) -> list[Found]:
    return search.similar(tx, text, AGENT, KINDS)


def _ask_typed(tx: Transaction, typed: str) -> list[Found]:
    return search.find(tx, typed, AGENT, KINDS)[0]


async def _timed(here: WorkspaceStore, ask: Callable[[Transaction, str], list[Found]], text: str) -> float:
    began = time.perf_counter()
    await here.read(ask, text)
    return 1000 * (time.perf_counter() - began)


async def _recall(here: WorkspaceStore, texts: Sequence[str]) -> float:
    """Of the pairs whose first one is of a desk that is searched."""
    asked = [(pair, number) for pair in pairs() for number in [texts.index(pair.first)] if number % 7 % 3 < 2]
    hits = [number in {one.id for one in await here.read(_ask_similar, pair.again)} for pair, number in asked]
    return sum(hits) / len(hits)
