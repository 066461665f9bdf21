"""Lines of files of tickets, for the tests of what such files tell."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.rules.past import Told
from bot.rules.past_lines import read

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # a Monday


def at(minutes: float) -> str:
    """So many minutes after nine, as files write it."""
    return (NINE + timedelta(minutes=minutes)).isoformat().replace("+00:00", "Z")


def event(minutes: float, kind: str, **fields: Any) -> dict[str, Any]:
    """Something that happened; `into` and `from_` as in the file."""
    return {"at": at(minutes), "type": kind} | {name.rstrip("_"): value for name, value in fields.items()}


def line(*events: dict[str, Any], **fields: Any) -> str:
    """A ticket of Ana's at the IT desk, raised at nine, to which this happened."""
    created = [] if events and events[0]["type"] == "created" else [event(0, "created", by="requester")]
    says = {"key": "old-1017", "desk": "it", "requester": "UANA", "subject": "No ink", "category": None}
    return json.dumps(says | {"priority": "high", "schedule": None, "events": [*created, *events]} | fields)


def told(*events: dict[str, Any], **fields: Any) -> Told:
    """The same, understood."""
    found = read(1, line(*events, **fields))
    assert isinstance(found, Told), found
    return found


def wrong(written: str) -> list[str]:
    """What is wrong with a line."""
    found = read(1, written)
    assert not isinstance(found, Told)
    return [mistake.text for mistake in found]
