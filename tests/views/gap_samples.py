"""Samples of what should be written next: much, nothing, and with the nastiest words."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bot.i18n import Reader
from bot.rules.gaps import DeskGaps, Gaps, Missing, Unwritten
from bot.views import gaps
from tests.tickets import RAISED_AT
from tests.views.extremes import TEXTS, long


def listings(reader: Reader) -> Iterator[tuple[str, dict[str, Any]]]:
    """Much, little, nothing."""
    for name, text in TEXTS.items():
        missing = [Missing(long(text, 100), 1234, 123, RAISED_AT)]
        desk = DeskGaps(long(text, 75), [Unwritten(long(text, 75), 1234)] * 100)
        yield name, gaps.gaps(Gaps(missing * 1000, [desk] * 100), reader)
        yield f"{name}, little", gaps.gaps(Gaps(missing, [DeskGaps(long(text, 75), [])]), reader)
    yield "nothing", gaps.gaps(Gaps([], []), reader)


SAMPLES: Mapping[str, Callable[[Reader], Iterator[tuple[str, dict[str, Any]]]]] = {"gaps.gaps": listings}
