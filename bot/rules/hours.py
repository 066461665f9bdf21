"""The hours of desks and people, read once and kept ready."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from bot.rules.business_time import Schedule

KEPT = 256  # in memory


def schedule(document: Mapping[str, Any] | None) -> Schedule | None:
    """The schedule of a document of opening hours, with the years that it has worked out so far; None without one."""
    return None if document is None else _read(json.dumps(document))


@lru_cache(maxsize=KEPT)
def _read(document: str) -> Schedule:
    hours: Mapping[str, Any] = json.loads(document)
    return Schedule.parse(hours)
