"""Samples of a desk in numbers: one, more than are shown, busy ones."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.i18n import Reader
from bot.rules.fairness import Fairness
from bot.rules.metrics import Numbers, Spread, TeamAnswers, WayUp
from bot.rules.vocabulary import DeskId
from bot.views import metrics
from bot.views.blocks import Message
from tests.views.extremes import TEXTS, reports

LONG = Spread(12345, timedelta(days=99), None)
UP = WayUp(12345, 6789, 678, 67, dict.fromkeys((1, 2, 3), LONG))
TEAM = TeamAnswers(12345, 6789, LONG, 12345)


def messages(reader: Reader) -> Iterator[tuple[str, Message]]:
    """The private answer."""
    for name, text in TEXTS.items():
        for count in (1, 6, 7, 30):
            yield f"{name}, {count} desks", metrics.metrics(Numbers(reports(text, count)), reader)
        uneven = Fairness(12345, 678, 9.876)
        busy = tuple(replace(report, fairness=uneven, way_up=UP, team=TEAM) for report in reports(text, 6))
        others = tuple(DeskId("D" * 16) for _ in range(30))
        yield f"{name}, uneven", metrics.metrics(Numbers(busy, others), reader)


def modals(reader: Reader) -> Iterator[tuple[str, dict[str, Any]]]:
    """The same from Home."""
    for name, text in TEXTS.items():
        yield name, metrics.in_modal(Numbers(reports(text, 30)), reader)


SAMPLES: Mapping[str, Callable[[Reader], Iterator[tuple[str, Message | dict[str, Any]]]]] = {
    "metrics.metrics": messages,
    "metrics.in_modal": modals,
}
