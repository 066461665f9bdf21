"""Business hours as they were at some time: what a ticket was created in stays, whatever the desk changes later."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from bot.rules.records import KeptSchedule
from storage import tables
from storage.transaction import Transaction


def keep(tx: Transaction, hours: Mapping[str, Any] | None) -> None:
    """Keep a document of opening hours for as long as tickets refer to it; no hours are nothing to keep."""
    if hours is not None:
        tx.add_once(tables.schedules, {"id": id_of(hours), "hours": hours})


def get(tx: Transaction, schedule_id: str) -> Mapping[str, Any] | None:
    """The document that was kept under an id."""
    found = tx.find(KeptSchedule, tables.schedules, id=schedule_id)
    return None if found is None else found.hours


def id_of(hours: Mapping[str, Any]) -> str:
    """The id of opening hours: equal ones have the same."""
    return hashlib.sha256(json.dumps(hours, sort_keys=True).encode()).hexdigest()[:32]
