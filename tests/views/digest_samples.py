"""Weekly digests at their fullest and emptiest, and each suggestion."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from bot.i18n import Reader
from bot.rules.anomalies import Different, Doubled, SharedCause, Slower
from bot.rules.digest import Advice, Day, Digest, Load, Moved, Rated, Sent, Step
from bot.rules.metrics import Share, Spread
from bot.rules.naming import NamedTicket, NamedTickets
from bot.rules.reports import NOTHING, Ages, Figures, Metric, Times
from bot.rules.vocabulary import DeskId, Priority
from bot.views import digest
from bot.views.blocks import Message
from tests.tickets import RAISED_AT
from tests.views.anomaly_samples import HOUR, MANY, PROBLEM, SOME, TIP, anomalies, causes, names
from tests.views.extremes import KEY, LATER, TEXTS, URL, long

MONDAY = date(2026, 1, 5)


def digests(reader: Reader) -> Iterator[tuple[str, Message]]:
    """With everything and with nothing."""
    for name, text in TEXTS.items():
        yield name, digest.digest(full(text), reader)
        yield f"{name}, quiet", digest.digest(empty(text), reader)
        plain = digest.digest(full(text), reader)
        yield f"{name}, without data", replace(plain, blocks=plain.without_data or ())


def suggestions(reader: Reader) -> Iterator[tuple[str, Message]]:
    """Each suggestion."""
    for name in ("plain", "hostile"):
        for advice in _advices():
            yield f"{name}, {advice.step}", digest.digest(replace(full(TEXTS[name]), advice=advice), reader)
    yield "grown", digest.digest(replace(full("x"), before=NOTHING), reader)


def answers(reader: Reader) -> Iterator[tuple[str, Message]]:
    """To whoever leads many desks, and to whoever leads one."""
    others = tuple(DeskId(f"ABCDEFGHIJKLMN{n}") for n in range(10, 60))
    for name, text in TEXTS.items():
        for led in (others, ()):
            yield name, digest.sent(Sent(long(text, 75), MONDAY, MONDAY + timedelta(days=7), led), reader)


def pictures(reader: Reader) -> Iterator[tuple[str, Message]]:
    """What stands in its thread."""
    for name, text in TEXTS.items():
        for what, shown in (("both", full(text)), ("no ratings", replace(full(text), ratings=()))):
            message = digest.more(shown, reader)
            yield f"{name}, {what}", message
            yield f"{name}, {what}, without data", replace(message, blocks=message.without_data or ())


def full(text: str) -> Digest:
    """A week of a large desk, in which everything stands out."""
    now = _figures(1234)
    return Digest(
        desk_id=DeskId("IT"),
        name=long(text, 75),
        begins=MONDAY,
        ends=MONDAY + timedelta(days=7),
        now=now,
        before=replace(now, backlog=Ages(Spread(1200, HOUR, HOUR), HOUR, (300, 300, 300, 300))),
        priorities=dict.fromkeys(Priority, now),
        days=tuple(Day(MONDAY + timedelta(days=n), 1234 - n, n) for n in range(7)),
        ratings=tuple(Rated(MONDAY - timedelta(weeks=n), Share(n, 6 * n)) for n in range(8)),
        came=((1234,) * 24,) * 7,
        timezone="America/Argentina/Buenos_Aires",
        moved=tuple(Moved(f"category-{n}" if n else None, 1234, n) for n in range(5)),
        anomalies=tuple(anomalies()),
        oldest=NamedTickets(tuple(NamedTicket(KEY, long(text, 150), URL, RAISED_AT) for _ in range(5)), 2, 1234),
        load=tuple(Load(f"{n} {long(text, 80)}", 99, n % 2, 100) for n in range(40)),
        advice=Advice(Step.SOLVE_CAUSE, SharedCause(*PROBLEM, 12, 2345)),
        categories=names(text),
        causes=causes(text),
        as_of=LATER,
    )


def empty(text: str) -> Digest:
    """A week without a ticket."""
    return replace(
        full(text),
        now=NOTHING,
        before=NOTHING,
        priorities={},
        days=tuple(Day(MONDAY + timedelta(days=n), 0, 0) for n in range(7)),
        ratings=(),
        came=((0,) * 24,) * 7,
        moved=(),
        anomalies=(),
        oldest=NamedTickets(),
        load=(),
        advice=Advice(Step.NOTHING),
    )


def _figures(n: int) -> Figures:
    spread = Spread(n, 99 * HOUR, 999 * HOUR)
    times = Times(spread, spread)
    return Figures(
        created=n,
        solved=n,
        backlog=Ages(spread, 999 * HOUR, (n, n, n, n)),
        first_response=times,
        responses=(n,) * 7,
        full_resolution=times,
        first_response_target=MANY,
        next_response_target=Share(1, 2),
        resolution_target=MANY,
        satisfied=MANY,
        rated=MANY,
        reopened=MANY,
        escalated=SOME,
    )


def _advices() -> Iterator[Advice]:
    slower, doubled = Slower(None, 99 * HOUR, 12, HOUR, 34, is_business=True), Doubled("category-3", 1234, 1235)
    yield Advice(Step.SOLVE_CAUSE, SharedCause(*PROBLEM, 12, 2345))
    for target in (Metric.FIRST_RESPONSE_TARGET, Metric.NEXT_RESPONSE_TARGET, Metric.RESOLUTION_TARGET):
        yield Advice(Step.LOOK_AT_TARGET, share=MANY, priority=Priority.URGENT, target=target)
    yield Advice(Step.ANSWER_SOONER, slower)
    yield Advice(Step.READ_RATINGS, Different(Metric.SATISFIED, "category-1", SOME, MANY))
    yield Advice(Step.ASK_WHY_REOPENED, Different(Metric.REOPENED, "category-1", MANY, SOME))
    yield Advice(Step.TEACH, Different(Metric.ESCALATED, None, MANY, SOME))
    yield Advice(Step.WRITE_DOWN, doubled)
    yield Advice(Step.PUBLISH_TIP, SharedCause(*TIP, 12, 2345))
    for step in (Step.GO_THROUGH_OLD, Step.CATEGORISE, Step.SAVE_TIPS):
        yield Advice(step, share=MANY)
    yield Advice(Step.CATCH_UP)
    yield Advice(Step.NOTHING)


SAMPLES: Mapping[str, Callable[[Reader], Iterator[tuple[str, Message]]]] = {
    "digest.digest": digests,
    "digest.digest, each suggestion": suggestions,
    "digest.sent": answers,
    "digest.more": pictures,
}
WITHOUT_KEY: Mapping[str, str] = {
    "digest.digest": "there may be no ticket",
    "digest.digest, each suggestion": "there may be no ticket",
    "digest.sent": "it is about all tickets",
    "digest.more": "it is about all tickets",
}
