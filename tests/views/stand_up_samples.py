"""Stand-up notes at their fullest and emptiest."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from bot.i18n import Reader
from bot.rules.backlog import Backlog
from bot.rules.naming import NamedTicket, NamedTickets
from bot.rules.stand_up import LISTED, Away, StandUp
from bot.rules.vocabulary import UNSOLVED, CategoryKey, DeskId
from bot.views import stand_up
from bot.views.blocks import Message
from tests.tickets import RAISED_AT
from tests.views import anomaly_samples
from tests.views.extremes import KEY, LATER, TEXTS, URL, long

MONDAY = date(2026, 1, 5)


def named(text: str, count: int = LISTED) -> NamedTickets:
    """Tickets with the longest subjects: the first late, the next due later, the others without a target."""
    due = (LATER - timedelta(hours=3), LATER + timedelta(hours=3), None)
    lines = (NamedTicket(KEY, long(text, 150), URL if n else None, RAISED_AT, due[min(n, 2)]) for n in range(count))
    return NamedTickets(tuple(lines), private=3, total=count + 1234)


def notes(reader: Reader) -> Iterator[tuple[str, Message]]:
    """After a day and after a weekend, with everything and with nothing."""
    for name, text in TEXTS.items():
        yield name, stand_up.stand_up(_full(text), reader)
        quiet = Backlog(DeskId("IT"), long(text, 75), {}, 0, None, 0, 0)
        yesterday = MONDAY - timedelta(days=1)
        none = NamedTickets()
        empty = StandUp(MONDAY, yesterday, {}, 0, quiet, none, none, (), (), {}, {}, LATER)
        yield f"{name}, nothing", stand_up.stand_up(empty, reader)


def _full(text: str) -> StandUp:
    return StandUp(
        day=MONDAY,
        since=MONDAY - timedelta(days=3),
        came={CategoryKey(f"category-{n}"): 40 - n for n in range(20)} | {None: 3},
        solved=1234,
        backlog=Backlog(DeskId("IT"), long(text, 75), dict.fromkeys(UNSOLVED, 12345), 999, RAISED_AT, 7, 3),
        urgent=named(text),
        due=named(text),
        anomalies=tuple(anomaly_samples.anomalies()),
        categories=anomaly_samples.names(text),
        causes=anomaly_samples.causes(text),
        away=tuple(Away(f"{n} {long(text, 80)}", LATER if n % 2 else None) for n in range(9)),
        as_of=LATER,
    )


SAMPLES: Mapping[str, Callable[[Reader], Iterator[tuple[str, Message]]]] = {"stand_up.stand_up": notes}
WITHOUT_KEY: Mapping[str, str] = {"stand_up.stand_up": "there may be no ticket"}
