"""How long a file of 10,000 tickets with their past takes to come in: read, replayed, written, and made findable."""

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.helpdesk import settings, ticket_export, ticket_import
from bot.helpdesk.settings import DesksDocument
from bot.rules import import_plan, past_lines
from bot.rules.past import Told
from bot.rules.records import Workspace
from bot.rules.vocabulary import PersonId, WorkspaceId
from storage import people
from storage.schema import upgrade
from storage.store import Store
from storage.transaction import Transaction
from tests.pasts import event, line

TICKETS, EVERY, FOUND_TOGETHER = 10_000, 7, 200  # minutes between two tickets; tickets of one transaction
AGENTS = ["UDANA", "UELI", "ULEA"]
DESK = {
    "key": "IT",
    "name": "IT",
    "triage": "C0TRIAGE",
    "agents": AGENTS,
    "categories": [{"key": "hardware", "name": "Hardware"}],
    "hours": {"timezone": "Europe/Madrid", "weekly": {day: [["09:00", "17:00"]] for day in ("mon", "wed", "fri")}},
    "targets": [{"first_response": "1h", "next_response": "2h", "resolution": "8h"}],
}


@dataclass(frozen=True, slots=True)
class Run:
    """One run on one database, in seconds."""

    read: float
    replayed: float
    written: float
    found: float
    exported: float


async def measure_import(database_url: str) -> Run:
    """Bring a file in, and write it out again."""
    written = list(_lines(random.Random(1)))
    store = Store(database_url, clock=lambda: datetime(2026, 12, 1, tzinfo=UTC), chance=random.Random(1))
    try:
        upgrade(store.engine)
        here = store.of(WorkspaceId("T1"))
        await here.write(_move_in)
        began = time.perf_counter()
        told = [one for one in (past_lines.read(n, text) for n, text in enumerate(written, 1)) if isinstance(one, Told)]
        assert len(told) == TICKETS
        read = time.perf_counter()
        plan = import_plan.plan(await here.read(ticket_import.gather, told), told)
        assert not plan.mistakes
        replayed = time.perf_counter()
        await here.write(ticket_import.write, plan)
        stored = time.perf_counter()
        for first in range(0, TICKETS, FOUND_TOGETHER):
            await here.write(ticket_import.make_findable, plan, first, first + FOUND_TOGETHER)
        found = time.perf_counter()
        await here.read(ticket_export.export, len)
        exported = time.perf_counter()
    finally:
        store.close()
    return Run(read - began, replayed - read, stored - replayed, found - stored, exported - found)


def _move_in(tx: Transaction) -> None:
    people.save_workspace(tx, Workspace(WorkspaceId("T1"), "Acme", "https://acme.slack.com/", PersonId("UBOT")))
    settings.apply(tx, DesksDocument.model_validate({"desks": [DESK]}))


def _lines(chance: random.Random) -> Iterator[str]:
    for number in range(TICKETS):
        words = f"The printer {chance.randint(1, 400)} on floor {chance.randint(1, 9)} is out of ink"
        events = list(_events(chance, EVERY * number))
        yield line(*events, key=f"old-{number + 1}", requester=f"U{1000 + number % 500}", subject=words)


def _events(chance: random.Random, minutes: int) -> Iterator[dict[str, Any]]:
    """A ticket that is answered, mostly asked about, mostly solved, sometimes reopened, mostly rated and closed."""
    agent = chance.choice(AGENTS)
    kinds: list[tuple[float, str, dict[str, Any]]] = [
        (1, "created", {}),
        (1, "bot_message", {}),
        (0.5, "agent_internal_note", {"by": agent, "text": "Looked at the log of the server and found nothing"}),
        (1, "agent_public_reply", {"by": agent, "text": "Please restart it and tell me what it says"}),
        (0.7, "status", {"to": "pending", "by": agent}),
        (0.7, "requester_reply", {"text": "It still fails with another error"}),
        (0.7, "agent_public_reply", {"by": agent, "text": "Then we shall replace it"}),
        (0.95, "status", {"to": "solved", "by": agent}),
        (0.2, "requester_reply", {"text": "No, it fails again"}),
        (1, "status", {"to": "solved", "by": agent}),
        (0.6, "rated", {"score": chance.randint(1, 5)}),
        (0.9, "status", {"to": "closed"}),
    ]
    for share, kind, fields in kinds:
        if chance.random() < share:
            yield event(minutes, kind, **fields)
            minutes += chance.randint(1, 300)
