"""How a desk writes down what it promises: 30m, 8h, 1h 30m, of its own hours or of the calendar."""

import re
from enum import StrEnum
from typing import Any

MINUTE, HOUR = 60, 3600
LONGEST = 366 * 24 * HOUR
PROMISE = re.compile(r"(?:(\d{1,5})\s*h)?\s*(?:(\d{1,6})\s*m(?:in)?)?")


class Counted(StrEnum):
    """Which time a target is counted in."""

    BUSINESS = "business"
    CALENDAR = "calendar"


def seconds(told: Any) -> int:
    """The seconds of a promise. Raises ValueError for what is none, or shorter than a minute, or longer than a year."""
    read = PROMISE.fullmatch(told.strip().lower()) if isinstance(told, str) else None
    length = 0 if read is None else HOUR * int(read[1] or 0) + MINUTE * int(read[2] or 0)
    if not MINUTE <= length <= LONGEST:
        raise ValueError("this should be hours and minutes, such as 30m, 8h or 1h 30m, and at most a year")
    return length


def written(length: int) -> str:
    """A promise as people write it."""
    hours, rest = divmod(length, HOUR)
    parts = [f"{hours}h"] if hours else []
    return " ".join([*parts, f"{rest // MINUTE}m"] if rest else parts)
