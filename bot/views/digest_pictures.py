"""The charts and the table of a weekly digest."""

from collections.abc import Iterator
from datetime import timedelta

from bot.i18n import Reader
from bot.rules.digest import WEEKS_OF_HOURS, Digest
from bot.rules.metrics import Spread
from bot.rules.reports import AGES, RESPONSES
from bot.views.anomalies import share
from bot.views.charts import Chart, Number, Table, lines, number
from bot.views.durations import duration
from bot.views.metric_charts import cuts

HUNDRED = 100
HOURS = 3  # of a column


def by_day(shown: Digest, reader: Reader) -> Chart:
    """Created against solved."""
    _ = reader.gettext
    return Chart(
        title=_("Created and solved"),
        x=_("Day"),
        y=_("Tickets"),
        categories=[reader.short_days(one.day, one.day) for one in shown.days],
        series={
            _("Created"): [one.created for one in shown.days],
            _("Solved"): [one.solved for one in shown.days],
        },
    )


def first_responses(shown: Digest, reader: Reader) -> Chart:
    """How long first responses took."""
    _ = reader.gettext
    return Chart(
        title=_("First responses, by how long they took"),
        x=_("Time until then"),
        y=_("Tickets"),
        categories=cuts(RESPONSES, reader),
        series={_("This week"): shown.now.responses, _("The week before"): shown.before.responses},
    )


def by_age(shown: Digest, reader: Reader) -> Chart:
    """The backlog, as the week ended and as it began."""
    _ = reader.gettext
    return Chart(
        title=_("Backlog by age"),
        x=_("Age"),
        y=_("Tickets"),
        categories=cuts(AGES, reader),
        series={_("This week"): shown.now.backlog.by_age, _("The week before"): shown.before.backlog.by_age},
    )


def csat(shown: Digest, reader: Reader) -> Chart:
    """CSAT of those of the last weeks that have ratings enough for it."""
    _ = reader.gettext
    rated = [one for one in shown.ratings if one.satisfied.percentage is not None]
    return Chart(
        title=_("CSAT, week by week"),
        x=_("Week from"),
        y=_("Percent"),
        categories=[reader.short_days(one.begins, one.begins) for one in rated],
        series={_("CSAT"): [round(HUNDRED * (one.satisfied.percentage or 0.0)) for one in rated]},
        kind="line",
        told=[share(one.satisfied, reader) for one in rated],
    )


def came(shown: Digest, reader: Reader) -> Table:
    """When tickets came in the last weeks: by weekday, and by a few hours, as a table has no room for each."""
    parts = _parts_of_days(shown)
    rows: list[list[str | Number]] = [
        [day, *(Number(n, number(n, reader)) for n in counts)]
        for day, counts in zip(reader.weekdays(), parts, strict=True)
    ]
    return Table(caption=_came(shown, reader), header=["", *_hours()], rows=rows)


def came_in_words(shown: Digest, reader: Reader) -> Iterator[str]:
    """The same without what never came."""
    yield f"*{_came(shown, reader)}*"
    for day, counts in zip(reader.weekdays(), _parts_of_days(shown), strict=True):
        some = [f"{hours} h: {number(n, reader)}" for hours, n in zip(_hours(), counts, strict=True) if n]
        if some:
            yield f"{day}: {', '.join(some)}"


def _came(shown: Digest, reader: Reader) -> str:
    text = reader.gettext("When tickets came in the last {n} weeks (time of {city})")
    return text.format(n=WEEKS_OF_HOURS, city=reader.city(shown.timezone))


def _parts_of_days(shown: Digest) -> list[list[int]]:
    return [[sum(day[hour : hour + HOURS]) for hour in range(0, len(day), HOURS)] for day in shown.came]


def _hours() -> list[str]:
    return [f"{hour}\N{EN DASH}{hour + HOURS}" for hour in range(0, 24, HOURS)]


def in_a_line(chart: Chart, reader: Reader) -> str:
    """Every value of a chart, for those who hear it."""
    return f"*{chart.title}:* {'; '.join(lines(chart, reader))}"


def figures(shown: Digest, reader: Reader) -> Table:
    """Medians and p90s against the week before; a row for each that happened."""
    _, now, before = reader.gettext, shown.now, shown.before
    rows = (
        (_("First response"), now.first_response.calendar, before.first_response.calendar),
        (_("First response, in the desk's hours"), now.first_response.business, before.first_response.business),
        (_("Full resolution"), now.full_resolution.calendar, before.full_resolution.calendar),
        (_("Full resolution, in the desk's hours"), now.full_resolution.business, before.full_resolution.business),
    )
    return Table(
        caption=_("How long it took"),
        header=["", _("Median"), _("Before"), "p90", _("Before"), "n", _("Before")],
        rows=[[label, *_cells(one, other, reader)] for label, one, other in rows if one.n],
    )


def _cells(now: Spread, before: Spread, reader: Reader) -> list[str | Number]:
    lengths = (now.median, before.median, now.p90, before.p90)
    taken = [_cell(one, reader) for one in lengths]
    return [*taken, Number(now.n, str(now.n)), Number(before.n, str(before.n))]


def _cell(length: timedelta | None, reader: Reader) -> str | Number:
    return reader.gettext("n/a") if length is None else Number(length.total_seconds(), duration(length, reader))
