"""A report as rows of a file: a row for each group, or one for all. Durations are in seconds, times have their zone.

Nothing that people wrote becomes a formula in a spreadsheet: OWASP, "CSV Injection".
"""

import csv
from collections.abc import Iterator, Mapping
from datetime import timedelta
from io import StringIO
from typing import TypeAlias

from bot.rules.metrics import Share, Spread
from bot.rules.reminders import zone_of
from bot.rules.reports import NOTHING, Ages, Figures, Metric, Report, Times

Value: TypeAlias = str | int | float | None

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how a cell begins that a spreadsheet would compute
SECOND = timedelta(seconds=1)
BOM = "\N{BYTE ORDER MARK}"  # without it, Excel reads UTF-8 as something else


def csv_text(report: Report, names: Mapping[str, str]) -> str:
    """The report as CSV. `names` are those of groups, by key."""
    rows = list(rows_of(report, names))
    written = StringIO()
    writer = csv.DictWriter(written, list(rows[0]) if rows else columns(), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: harmless(value) for name, value in row.items()} for row in rows)
    return BOM + written.getvalue()


def rows_of(report: Report, names: Mapping[str, str]) -> Iterator[dict[str, Value]]:
    """A row for each group, or the only one."""
    ask = report.ask
    zone = zone_of(ask.zone)
    since, until = (at.astimezone(zone).isoformat(timespec="minutes") for at in (ask.since, ask.until))
    asked: dict[str, Value] = {"from": since, "until": until, "desks": " ".join(ask.desk_ids)}
    if ask.by is None:
        yield asked | _values(report.total)
        return
    for one in report.groups:
        key = "" if one.key is None else one.key
        yield asked | {str(ask.by): key, "name": names.get(key, key)} | _values(one.now)


def columns() -> list[str]:
    """The columns of a report of no group at all."""
    return ["from", "until", "desks", *_values(NOTHING)]


def harmless(value: Value) -> Value:
    """What a spreadsheet shows as it is."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _values(figures: Figures) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for metric in Metric:
        shown = figures.of(metric)
        if isinstance(shown, Times):
            values |= _spread(metric, shown.calendar) | _spread(metric, shown.business, "_business")
        elif isinstance(shown, Share):
            values |= {metric.value: shown.part, f"{metric}_of": shown.n}
        elif isinstance(shown, Ages):
            values |= {metric.value: shown.n, f"{metric}_oldest": _seconds(shown.oldest)}
        else:
            values[metric.value] = shown
    return values


def _spread(metric: Metric, shown: Spread, kind: str = "") -> dict[str, Value]:
    name = f"{metric}{kind}"
    return {
        f"{name}_median": _seconds(shown.median),
        f"{name}_p90": _seconds(shown.p90),
        f"{name}_n": shown.n,
    }


def _seconds(length: timedelta | None) -> int | None:
    return None if length is None else length // SECOND
