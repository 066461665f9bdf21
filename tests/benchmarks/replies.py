"""How long the menu of saved replies takes to answer: 5,000 replies, with nothing typed and with words."""

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass

from bot.helpdesk import intake, replies, replying, settings
from bot.helpdesk.settings import DesksDocument
from bot.rules.intake import Request
from bot.rules.replies import Wording
from bot.rules.vocabulary import CategoryKey, DeskId, Intake, PersonId, Scope, TicketId, WorkspaceId
from storage.schema import upgrade
from storage.store import Store, WorkspaceStore
from storage.transaction import Transaction
from tests.tickets import RAISED_AT

REPLIES, CHUNK, ASKED = 5000, 500, 200
DANA, ANA, IT = PersonId("U0DANA"), PersonId("U0ANA"), DeskId("IT")
CATEGORIES = [f"kind-{number}" for number in range(10)]
DESK = {
    "key": "IT",
    "name": "IT",
    "triage": "C0TRIAGE",
    "agents": [DANA],
    "categories": [{"key": key, "name": key} for key in CATEGORIES],
}
STEMS = ("print", "scan", "net", "mail", "lock", "cable", "screen", "badge", "phone", "share")
WORDS = [f"{stem}{end}" for stem in STEMS for end in range(600)]
TYPED = ("", "print", "scan4 net", "mail12")  # a beginning that all have, two, one that few have


@dataclass(frozen=True, slots=True)
class Run:
    """One run on one database."""

    answers: Sequence[float]  # ms, sorted


async def measure_replies(database_url: str) -> Run:
    """Fill a database, then open the menu and type in it."""
    store = Store(database_url, clock=lambda: RAISED_AT, chance=random.Random(1))
    chance = random.Random(1)
    try:
        upgrade(store.engine)
        here = store.of(WorkspaceId("T1"))
        await here.write(settings.apply, DesksDocument.model_validate({"desks": [DESK]}))
        for begin in range(0, REPLIES, CHUNK):
            await here.write(_fill, range(begin, begin + CHUNK), chance)
        ticket_id = await here.write(_raise, " ".join(chance.choices(WORDS, k=40)))
        return Run(sorted([await _ask(here, ticket_id, TYPED[number % len(TYPED)]) for number in range(ASKED)]))
    finally:
        store.close()


async def _ask(here: WorkspaceStore, ticket_id: TicketId, typed: str) -> float:
    began = time.perf_counter()
    await here.read(replying.find, ticket_id, DANA, typed)
    return (time.perf_counter() - began) * 1000


def _fill(tx: Transaction, numbers: range, chance: random.Random) -> None:
    for number in numbers:
        body = f"Hi {{{{requester.first_name|there}}}}, {' '.join(chance.choices(WORDS, k=60))}"
        category = CategoryKey(chance.choice(CATEGORIES))
        replies.save(tx, Wording(f"Reply {number}", body, f"r{number}", category), DANA, Scope.DESK, IT)


def _raise(tx: Transaction, text: str) -> TicketId:
    asked = Request("benchmark:1", Intake.SLASH, ANA, ANA, text, desk_id=IT)
    return intake.open_ticket(tx, asked).ticket.id
