"""The numbers of a period, for programs and for people at a terminal: any desks, of any size."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.cli.opening import Unable, opened
from bot.config import Tools
from bot.helpdesk import people, reports
from bot.i18n import Reader
from bot.rules import report_words
from bot.rules.metrics import Share, Spread
from bot.rules.refusals import Refusal
from bot.rules.reports import AGES, RESPONSES, Ages, Ask, Dimension, Figures, Group, Metric, Report, Times, interval
from bot.rules.vocabulary import PersonId
from bot.views.durations import duration
from bot.views.refusals import refusal
from storage import desks
from storage.transaction import Transaction

NOTHING = "-"  # for what has not happened
HERE = Reader()  # the terminal speaks English


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for at the terminal. The days are inclusive, and begin at midnight in the zone."""

    first: str  # 2026-01-01, 2026-01, 2026
    last: str = ""  # the same; empty: up to now
    by: Dimension | None = None
    desk: str = ""  # a key or a name; empty: every desk
    zone: str = "UTC"
    as_json: bool = False


async def of_period(given: Tools, wish: Wish) -> str:
    """Every number of a period and of the one before it, as JSON or as a table. Raises Unable."""
    async with opened(given) as at_hand:
        try:
            report, names = await at_hand.store.read(_count, wish)
        except Refusal as reason:
            raise Unable(refusal(reason, HERE).replace("`", "")) from None
    return json.dumps(document(report), indent=2) if wish.as_json else table(report, names)


def document(report: Report) -> dict[str, Any]:
    """The numbers in plain values: durations in seconds, null where there is none, and n beside each."""
    ask, before = report.ask, report.ask.before
    return {
        "desks": list(ask.desk_ids),
        "from": ask.since.isoformat(),
        "to": ask.until.isoformat(),
        "zone": ask.zone,
        "by": ask.by,
        "metrics": _plain(report.total),
        "before": {"from": before.since.isoformat(), "to": before.until.isoformat(), "metrics": _plain(report.before)},
        "groups": [_plain_group(group) for group in report.groups],
    }


def table(report: Report, names: Mapping[PersonId, str]) -> str:
    """The numbers in lines, beside those of the period before; then a line for each group."""
    zone, ask = ZoneInfo(report.ask.zone), report.ask
    since, until = (f"{at.astimezone(zone):%Y-%m-%d %H:%M}" for at in (ask.since, ask.until))
    lines = [f"{', '.join(ask.desk_ids)}: {since} to {until} ({ask.zone})", ""]
    head = ("", "n", "median", "p90", "business median", "business p90", "before: n", "median")
    lines += _columns([head, *_rows(report.total, report.before)])
    if report.groups:
        called = [names.get(PersonId(group.key), group.key) if group.key else NOTHING for group in report.groups]
        shown = [(name, *_short(group.now)) for name, group in zip(called, report.groups, strict=True)]
        lines += ["", *_columns([(f"by {ask.by}", *SHORT), *shown])]
    return "\n".join(lines)


def _count(tx: Transaction, wish: Wish) -> tuple[Report, dict[PersonId, str]]:
    try:
        ZoneInfo(wish.zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise Unable(f"There is no time zone called {wish.zone}. They go by names such as Europe/Berlin.") from None
    window = report_words.between(wish.first, wish.last, tx.now, wish.zone)
    wanted = wish.desk.strip().casefold()
    every = desks.every(tx)
    chosen = [desk.id for desk in every if not wanted or wanted in (desk.id.casefold(), desk.name.casefold())]
    if not chosen:
        known = ", ".join(desk.id for desk in every)
        raise Unable(f"There is no desk called {wish.desk}. There are: {known}." if known else "There is no desk yet.")
    report = reports.count(tx, Ask(tuple(chosen), window.since, window.until, wish.zone, wish.by))
    whose = {PersonId(group.key) for group in report.groups if group.key} if wish.by is Dimension.AGENT else set()
    return report, people.names(tx, whose)


def _plain(figures: Figures) -> dict[str, Any]:
    plain = {metric.value: _figure(figures.of(metric)) for metric in Metric}
    plain["first_response"]["within"] = _cut(RESPONSES, figures.responses)
    return plain


def _plain_group(group: Group) -> dict[str, Any]:
    before = None if group.before is None else _plain(group.before)
    return {"key": group.key, "metrics": _plain(group.now), "before": before}


def _figure(figure: int | Ages | Times | Share) -> dict[str, Any]:
    match figure:
        case Times():
            return {"calendar": _spread(figure.calendar), "business": _spread(figure.business)}
        case Ages():
            oldest = None if figure.oldest is None else figure.oldest.total_seconds()
            return {**_spread(figure.spread), "oldest": oldest, "younger_than": _cut(AGES, figure.by_age)}
        case Share():
            between = interval(figure)
            share = {"n": figure.n, "part": figure.part, "share": figure.percentage}
            return share | {"low": between and between.low, "high": between and between.high}
        case _:
            return {"n": figure}


def _spread(spread: Spread) -> dict[str, Any]:
    median, p90 = (None if length is None else length.total_seconds() for length in (spread.median, spread.p90))
    return {"n": spread.n, "median": median, "p90": p90}


def _cut(cuts: tuple[timedelta, ...], counts: tuple[int, ...]) -> list[dict[str, Any]]:
    """How many there are up to each cut, in seconds, from the one before on; null: the rest."""
    bounds = [*(cut.total_seconds() for cut in cuts), None]
    return [{"seconds": bound, "n": n} for bound, n in zip(bounds, counts, strict=True)]


def _rows(now: Figures, before: Figures) -> Iterator[tuple[str, ...]]:
    for metric in Metric:
        was = _cells(before.of(metric))
        yield (metric.value.replace("_", " "), *_cells(now.of(metric)), was[0], was[1])


def _cells(figure: int | Ages | Times | Share) -> tuple[str, ...]:
    """n, median, p90, and the same two in business time; of a share, the percentage instead of the median."""
    match figure:
        case Times():
            return (str(figure.calendar.n), *_lengths(figure.calendar), *_lengths(figure.business))
        case Ages():
            return (str(figure.n), *_lengths(figure.spread), "", "")
        case Share():
            return (str(figure.n), _percent(figure), "", "", "")
        case _:
            return (str(figure), "", "", "", "")


SHORT = ("created", "solved", "backlog", "first response", "full resolution", "satisfied")


def _short(figures: Figures) -> tuple[str, ...]:
    """What a line says of a group."""
    speed = (figures.first_response.calendar, figures.full_resolution.calendar)
    counts = (figures.created, figures.solved, figures.backlog.n)
    return (*map(str, counts), *(_lengths(one)[0] for one in speed), _percent(figures.satisfied))


def _lengths(spread: Spread) -> tuple[str, str]:
    return (_length(spread.median), _length(spread.p90))


def _length(length: timedelta | None) -> str:
    return NOTHING if length is None else duration(length, HERE)


def _percent(share: Share) -> str:
    if share.percentage is None:
        return f"{share.part} of {share.n}" if share.n else NOTHING
    return f"{share.percentage:.0%}"


def _columns(rows: list[tuple[str, ...]]) -> list[str]:
    """Rows as lines, the first column to the left and the others to the right."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return [
        "  ".join(
            [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        ).rstrip()
        for row in rows
    ]
