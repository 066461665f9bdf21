"""Samples of a desk in numbers: nothing, one ticket, a hundred thousand in one part; by everything there is."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.i18n import Reader
from bot.rules import asks
from bot.rules.fairness import Fairness
from bot.rules.metric_pictures import (
    BehindPicture,
    Besides,
    ChartsPicture,
    NumbersPicture,
    SharedPicture,
    SharePicture,
    TablePicture,
)
from bot.rules.metrics import Share, Spread, TeamAnswers, WayUp
from bot.rules.records import DeskChannel
from bot.rules.reports import (
    NOTHING,
    OF_TIME,
    Ages,
    Ask,
    Behind,
    BehindPage,
    Dimension,
    Figures,
    Group,
    GroupKey,
    Metric,
    Report,
    Times,
)
from bot.rules.timeline import Span
from bot.rules.vocabulary import ChannelId, ChannelPurpose, DeskId, Intake, IntakeMode, PersonId, Priority
from bot.views import behind, metric_charts, metric_tables, metrics, sharing
from bot.views.blocks import Message
from tests.tickets import TICKET
from tests.views.extremes import DANA, TEXTS, URL, desk, long, ticket

SINCE = datetime(2026, 1, 1, tzinfo=UTC)
LONG = Spread(123_456, timedelta(days=27, hours=23, minutes=59), timedelta(days=99, hours=23))
BOTH = Times(LONG, replace(LONG, median=timedelta(hours=23, minutes=59)))
MANY = Ages(LONG, timedelta(days=999, hours=23), (100_000, 99_999, 12_345, 1))
RATE = Share(99_999, 123_456)
FULL = Figures(
    created=123_456,
    solved=123_456,
    backlog=MANY,
    unanswered=MANY,
    first_response=BOTH,
    responses=(100_000, 5, 5, 5, 5, 5, 5),
    next_response=BOTH,
    first_resolution=BOTH,
    full_resolution=BOTH,
    requester_wait=BOTH,
    agent_work=BOTH,
    agent_wait=BOTH,
    on_hold=BOTH,
    first_response_target=RATE,
    next_response_target=RATE,
    resolution_target=RATE,
    satisfied=RATE,
    rated=RATE,
    reopened=RATE,
    one_touch=RATE,
    first_contact=RATE,
    escalated=RATE,
    handed_back=RATE,
    reassigned=RATE,
    without_answer=123_456,
    linked=RATE,
    deflected=RATE,
)
ALONE = Spread(1, timedelta(seconds=59), timedelta(seconds=59))
ONE = Figures(
    created=1,
    solved=1,
    first_response=Times(ALONE),
    responses=(1, 0, 0, 0, 0, 0, 0),
    full_resolution=Times(ALONE),
    satisfied=Share(1, 1),
    reopened=Share(0, 1),
)
LESS = replace(FULL, created=123_455, satisfied=Share(50_000, 123_456), full_resolution=Times(ALONE))
UP = WayUp(12345, 6789, 678, 67, dict.fromkeys((1, 2, 3), LONG))
TEAM = TeamAnswers(12345, 6789, LONG, 12345)
UNEVEN = Fairness(12345, 678, 9.876)


def keys(by: Dimension, count: int) -> tuple[str | None, ...]:
    """Keys of groups."""
    if by in OF_TIME:
        return tuple((date(2026, 1, 1) + timedelta(days=at)).isoformat() for at in range(count))
    words: Mapping[Dimension, tuple[str | None, ...]] = {
        Dimension.PRIORITY: tuple(Priority),
        Dimension.INTAKE: tuple(Intake),
        Dimension.TIER: ("1", "2", "3"),
    }
    return words.get(by, (None, *(f"key{at}" for at in range(count))))


def numbers(
    text: str,
    by: Dimension | None = None,
    count: int = 12,
    now: Figures = FULL,
    before: Figures = LESS,
    desks: int = 1,
) -> NumbersPicture:
    """A report with everything in it."""
    about = tuple(desk(text, f"DESK{at}") for at in range(desks))
    ask = Ask(tuple(one.id for one in about), SINCE, SINCE + timedelta(days=31), "Europe/Madrid", by)
    groups = () if by is None else tuple(Group(key, now, before) for key in keys(by, count))
    names = {str(group.key): long(text, 75) for group in groups}
    report = Report(ask, now, before, groups)
    return NumbersPicture(report, about, asks.written(ask), names, about, may_share=desks == 1)


def pictures() -> Iterator[tuple[str, NumbersPicture]]:
    """Reports at their extremes."""
    for name, text in TEXTS.items():
        yield name, numbers(text)
        yield f"{name}, by agent", numbers(text, Dimension.AGENT)
    for by in Dimension:
        yield f"by {by}", numbers("IT", by)
    yield "many groups", numbers("IT", Dimension.TAG, 150)
    for many in (7, 30, 120):
        yield f"{many} desks", numbers("The desk of all that is broken", desks=many)
    yield "nothing", numbers("IT", now=NOTHING, before=NOTHING)
    yield "nothing by category", numbers("IT", Dimension.CATEGORY, 0, NOTHING, NOTHING)
    yield "not counted", replace(numbers("IT", Dimension.TAG, now=NOTHING, before=NOTHING), is_counted=False)
    yield "one ticket", numbers("IT", now=ONE, before=NOTHING)
    yield "less than before", numbers("IT", now=LESS, before=FULL)
    own = numbers("IT")
    asked = replace(own.report.ask, agent_id=DANA)
    yield "one's own", replace(own, report=replace(own.report, ask=asked), is_own=True, may_share=False)


def charted() -> Iterator[tuple[str, ChartsPicture]]:
    """What charts show of them."""
    day = timedelta(days=1)
    spans = tuple(
        Span(SINCE.date() + day * at, SINCE.date() + day * at, 100_000, 99_999, Share(99_999, 123_456))
        for at in range(20)
    )
    few = tuple(replace(span, satisfied=Share(1, 1)) for span in spans[:7])
    for name, shown in pictures():
        text = TEXTS.get(name.partition(",")[0], "Somebody")
        yield name, ChartsPicture(shown, spans, tuple((long(text, 80), 100_000) for _ in range(30)), 12)
    yield "seven days", ChartsPicture(numbers("IT", now=ONE), few)
    yield "nothing at all", ChartsPicture(numbers("IT", now=NOTHING, before=NOTHING), ())
    nothing = tuple(replace(span, created=0, solved=0, satisfied=Share(0, 0)) for span in spans)
    yield "nothing happened", ChartsPicture(numbers("IT", now=NOTHING, before=NOTHING), nothing)


PICTURES = tuple(pictures())
CHARTED = tuple(charted())


def _tables(reader: Reader) -> Iterator[tuple[str, Message]]:
    for name, shown in PICTURES:
        besides = tuple(Besides(one, UNEVEN, UP, TEAM) for one in shown.desks)
        yield name, metric_tables.table(TablePicture(shown, besides), reader)
    yield "little", metric_tables.table(TablePicture(PICTURES[0][1], (Besides(PICTURES[0][1].desks[0]),)), reader)


def _charts(reader: Reader) -> Iterator[tuple[str, Message]]:
    for name, shown in CHARTED:
        for page in range(metric_charts.pages(shown)):
            yield f"{name}, {page}", metric_charts.numbers(shown, page, reader, turns=True)
            yield f"{name}, {page} alone", metric_charts.numbers(shown, page, reader)


def without_data(samples: Iterator[tuple[str, Message]]) -> Iterator[tuple[str, Message]]:
    """The same where Slack shows no charts and no tables of data; each message in both ways."""
    for name, shown in samples:
        yield name, shown
        if shown.without_data is not None:
            yield f"{name}, without", Message(shown.text, shown.without_data)


def _behind(reader: Reader) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, text in TEXTS.items():
        for metric, value in ((Metric.FIRST_RESPONSE, LONG.median), (Metric.RATED, True), (Metric.REOPENED, False)):
            of = tuple(Behind(ticket(text), value) for _ in range(10))
            page = BehindPage(numbers(text).report.ask, metric, of, 123_456, 12, 3, GroupKey("key1"))
            yield (
                f"{name}, {metric}",
                behind.behind(BehindPicture(page, numbers(text, Dimension.TAG), {TICKET.id: URL}, 12_346), reader),
            )
    for metric in Metric:
        values = (True, False, 5, None, LONG.p90)
        page = BehindPage(numbers("IT").report.ask, metric, tuple(Behind(ticket("x"), one) for one in values), 5, 0, 0)
        yield f"all of {metric}", behind.behind(BehindPicture(page, numbers("IT"), {}, 1), reader)
        nothing = replace(page, tickets=(), total=0, group=GroupKey(None))
        yield (
            f"nothing of {metric}",
            behind.behind(BehindPicture(nothing, numbers("IT", Dimension.CATEGORY), {}, 1), reader),
        )


def _places(reader: Reader) -> Iterator[tuple[str, dict[str, Any]]]:
    channels = [
        DeskChannel(ChannelId(f"C{at}"), DeskId("IT"), ChannelPurpose.REQUEST, IntakeMode.EVERY) for at in (1, 1)
    ]
    channels.append(DeskChannel(ChannelId("C1"), DeskId("IT"), ChannelPurpose.TRIAGE, None))
    for name, text in TEXTS.items():
        yield name, sharing.share_form(SharePicture(numbers(text), tuple(channels[1:2])), reader)
    yield "nowhere", sharing.share_form(SharePicture(numbers("IT"), ()), reader)
    yield "triage", sharing.share_form(SharePicture(numbers("IT"), (channels[-1],)), reader)


SAMPLES: Mapping[str, Callable[[Reader], Iterator[tuple[str, Message | dict[str, Any] | str]]]] = {
    "metrics.metrics": lambda reader: ((name, metrics.metrics(shown, reader)) for name, shown in PICTURES),
    "metrics.in_modal": lambda reader: ((name, metrics.in_modal(shown, reader)) for name, shown in PICTURES),
    "metrics.definitions": lambda reader: iter([("all", metrics.definitions(reader))]),
    "metric_charts.numbers": lambda reader: without_data(_charts(reader)),
    "metric_charts.shared": lambda reader: without_data(
        (name, metric_charts.shared(SharedPicture(shown, PersonId("U1")), reader)) for name, shown in CHARTED
    ),
    "metric_charts.sent": lambda reader: iter([("it", metric_charts.sent(reader))]),
    "metric_tables.table": lambda reader: without_data(_tables(reader)),
    "metric_tables.sent": lambda reader: iter([("it", metric_tables.sent(reader))]),
    "metric_tables.file_sent": lambda reader: iter([("it", metric_tables.file_sent(reader))]),
    "behind.behind": _behind,
    "sharing.share_form": _places,
    "sharing.shared_in": lambda reader: iter([("there", sharing.shared_in(ChannelId("C1"), reader))]),
}
PARTS = {  # texts that stand in views
    *("behind.chosen", "behind.metadata", "charts.number", "metric_charts.span"),
    *(f"metric_values.{name}" for name in ("about", "beside", "brief", "change", "group", "period", "share", "spread")),
    *("metric_values.understood", "metric_values.value", "metric_words.label", "metric_words.meaning"),
}
WITHOUT_KEY: Mapping[str, str] = dict.fromkeys(
    (
        *("metrics.metrics", "metric_charts.numbers", "metric_charts.shared", "metric_charts.sent"),
        *("metric_tables.table", "metric_tables.sent", "metric_tables.file_sent"),
    ),
    "it is about all tickets",
)
