"""A report as one page of HTML: everything in one file, without scripts, to be read, printed and sent on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.cli.report import plots
from bot.cli.report.plots import Heat, Plot
from bot.i18n import Reader
from bot.rules.metric_pictures import HEADLINES, ChartsPicture, PrintedPicture
from bot.rules.metrics import Share
from bot.rules.reports import Ages, Ask, Figures, Metric, Times
from bot.rules.timeline import days
from bot.views import charts, metric_charts, metric_tables, metric_words
from bot.views.charts import Chart, Number, Table
from bot.views.durations import duration
from bot.views.metric_values import beside, change, period, value

HOURS, WEEKDAYS = 24, 7


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of texts."""

    caption: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Tile:
    """A number that is read at once."""

    name: str
    first: str
    rest: str
    change: str


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter: a drawing with its table, or a table alone."""

    title: str
    table: Grid | None = None
    plot: Plot | None = None
    heat: Heat | None = None
    notes: Sequence[str] = field(default_factory=tuple)
    ends_in_words: bool = False  # the table's last column


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything that the page says."""

    language: str
    title: str
    about: Sequence[str]
    tiles: Sequence[Tile]
    figures: Sequence[Part]
    tables: Sequence[Part]
    meanings_title: str
    meanings: Sequence[tuple[str, str]]


def page(shown: PrintedPicture, reader: Reader) -> str:
    """The report as HTML. Whatever people wrote is escaped by the template."""
    environment = Environment(
        loader=PackageLoader("bot.cli.report", "."),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    return environment.get_template("page.html").render(paper=paper(shown, reader))


def paper(shown: PrintedPicture, reader: Reader) -> Paper:
    """What the page says, in the reader's words."""
    _, numbers = reader.gettext, shown.charts.numbers
    ask = numbers.report.ask
    return Paper(
        language=reader.language,
        title=", ".join(desk.name for desk in numbers.desks) or _("No desk"),
        about=list(_about(shown, ask, reader)),
        tiles=[_tile(metric, numbers.report.total, numbers.report.before, reader) for metric in HEADLINES],
        figures=[*_drawn(shown.charts, reader), _heat(shown, reader)],
        tables=list(_tables(shown, reader)),
        meanings_title=_("What the numbers mean"),
        meanings=[(metric_words.label(metric, reader), metric_words.meaning(metric, reader)) for metric in Metric],
    )


def _about(shown: PrintedPicture, ask: Ask, reader: Reader) -> Iterator[str]:
    _ = reader.gettext
    yield period(ask, reader)
    before = ask.before
    earlier = reader.days(*days(Ask(ask.desk_ids, before.since, before.until, ask.zone)))
    yield _("Compared with the period of the same length before: {days}.").format(days=earlier)
    yield _("Written on {day}.").format(day=reader.day(shown.at))


def _tile(metric: Metric, now: Figures, before: Figures, reader: Reader) -> Tile:
    """A number, large; and what else is said of it."""
    shown = now.of(metric)
    first = value(metric, now, reader)
    if isinstance(shown, Times):
        median = shown.calendar.median
        first = reader.gettext("n/a") if median is None else duration(median, reader)
    elif isinstance(shown, Ages):
        first = reader.number(shown.n)
    elif isinstance(shown, Share):
        first = reader.percentage(shown.percentage) if shown.percentage is not None else f"{shown.part}/{shown.n}"
    return Tile(
        metric_words.label(metric, reader), first, beside(metric, now, reader), change(metric, now, before, reader)
    )


def _drawn(shown: ChartsPicture, reader: Reader) -> Iterator[Part]:
    drawn = [metric_charts.created, metric_charts.ages, metric_charts.responses, metric_charts.satisfaction]
    if not shown.numbers.is_own:
        drawn.append(metric_charts.load)
    for draw in drawn:
        chart = draw(shown, reader)
        if charts.is_empty(chart):
            note = reader.gettext("There is too little in this period to draw.")
            yield Part(chart.title, notes=(note,))
        else:
            yield Part(chart.title, _grid(chart, reader), _plot(chart, reader))


def _plot(chart: Chart, reader: Reader) -> Plot:
    written = {name: [charts.number(one, reader) for one in values] for name, values in chart.series.items()}
    return plots.plot(chart.categories, chart.series, written, chart.y, is_line=chart.kind == "line")


def _grid(chart: Chart, reader: Reader) -> Grid:
    """The same as a table; what is said of each category, where its value alone says too little."""
    if chart.told:
        rows = [[category, told] for category, told in zip(chart.categories, chart.told, strict=True)]
        return Grid(chart.y, [chart.x, *chart.series], rows)
    values = [[charts.number(one, reader) for one in values] for values in chart.series.values()]
    rows = [[category, *(series[at] for series in values)] for at, category in enumerate(chart.categories)]
    return Grid(chart.y, [chart.x, *chart.series], rows)


def _heat(shown: PrintedPicture, reader: Reader) -> Part:
    _ = reader.gettext
    days = reader.weekdays()
    say = reader.gettext("{day} at {hour}: {n} created")
    title = _("When tickets are created")
    note = _("By weekday and hour; the hours are those of {city}.").format(city=reader.city(shown.zone))
    if not any(map(any, shown.created)):
        return Part(title, notes=(note, _("There is too little in this period to draw.")))
    rows = [[day, *(str(n or "") for n in row)] for day, row in zip(days, shown.created, strict=True)]
    grid = Grid(_("Tickets created"), [_("Weekday"), *(f"{hour:02}" for hour in range(HOURS))], rows)
    return Part(title, grid, heat=plots.heat(shown.created, days, say), notes=(note,))


def _tables(shown: PrintedPicture, reader: Reader) -> Iterator[Part]:
    _ = reader.gettext
    every = metric_tables.of_metrics(shown.every.numbers, reader)
    below = [line.replace("*", "") for one in shown.every.besides for line in metric_tables.besides(one, reader)]
    yield Part(_("Every number"), _texts(every), notes=below, ends_in_words=True)
    if shown.groups is not None:
        grouped = metric_tables.of_groups(shown.groups, reader)
        yield Part(grouped.header[0], _texts(grouped))


def _texts(table: Table) -> Grid:
    rows = [[cell.text if isinstance(cell, Number) else cell for cell in row] for row in table.rows]
    return Grid(table.caption, table.header, rows)
