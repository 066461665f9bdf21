"""Numbers as charts, two in a message, each with the same facts in words."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from bot.i18n import Reader, marked
from bot.rules.metric_pictures import ChartsPicture, SharedPicture
from bot.rules.reports import AGES, RESPONSES, Dimension
from bot.rules.timeline import POINTS, Span, dimension, with_answers
from bot.views import charts, ids
from bot.views.blocks import MESSAGE_TEXT, Block, Element, Message, actions, button, context, section
from bot.views.charts import Chart
from bot.views.durations import duration
from bot.views.metric_values import about, share
from bot.views.metrics import headlines
from bot.views.mrkdwn import in_bold, mention, whole_lines

SPANS = {Dimension.DAY: marked("Day"), Dimension.WEEK: marked("Week"), Dimension.MONTH: marked("Month")}


def pages(shown: ChartsPicture) -> int:
    """How many messages the charts take."""
    return 2 if shown.numbers.is_own else 3


def numbers(shown: ChartsPicture, page: int, reader: Reader, *, turns: bool = False) -> Message:
    """The charts of a page, from 0 on. `turns`: with the way to the others, where they don't stand below it."""
    pairs = ((created, ages), (responses, satisfaction), (load,))
    message = _message(f"*{about(shown.numbers, reader)}*", [draw(shown, reader) for draw in pairs[page]], reader)
    if not turns:
        return message
    turned = _turn(shown, page, reader)
    return Message(message.text, [*message.blocks, turned], without_data=[*(message.without_data or ()), turned])


def sent(reader: Reader) -> str:
    """Where the charts are, when they can't stand here."""
    return reader.gettext("The charts come to you as direct messages from me, in a moment.")


def shared(shown: SharedPicture, reader: Reader) -> Message:
    """Numbers for everybody in a channel of the desk, and who shared them. Of single people it says nothing."""
    told = reader.gettext("{name} shares the numbers of {what}").format(
        name=mention(shown.by), what=about(shown.charts.numbers, reader)
    )
    said = [told, *(f"• {line}" for line in headlines(shown.charts.numbers, reader))]
    return _message("\n".join(said), [created(shown.charts, reader), responses(shown.charts, reader)], reader)


def created(shown: ChartsPicture, reader: Reader) -> Chart:
    """Created against solved."""
    _ = reader.gettext
    cut = dimension(shown.numbers.report.ask)
    return Chart(
        _("Created against solved"),
        _(SPANS[cut]),
        _("Tickets"),
        [span(one, cut, reader) for one in shown.spans],
        {_("Created"): [one.created for one in shown.spans], _("Solved"): [one.solved for one in shown.spans]},
    )


def ages(shown: ChartsPicture, reader: Reader) -> Chart:
    """How old what is unsolved is."""
    _, total = reader.gettext, shown.numbers.report.total
    return Chart(
        _("Unsolved tickets by age"),
        _("Age at the end of the period"),
        _("Tickets"),
        cuts(AGES, reader),
        {_("Unsolved"): total.backlog.by_age, _("Not answered yet"): total.unanswered.by_age},
    )


def responses(shown: ChartsPicture, reader: Reader) -> Chart:
    """How long first responses took. What has none yet stands at the end: it is not left out."""
    _, total = reader.gettext, shown.numbers.report.total
    return Chart(
        _("How long first responses took"),
        _("Time until the first response"),
        _("Tickets"),
        [*cuts(RESPONSES, reader), _("none yet")],
        {_("Tickets"): [*total.responses, total.unanswered.n]},
    )


def satisfaction(shown: ChartsPicture, reader: Reader) -> Chart:
    """What became of CSAT. Each part is as long as it takes to have enough ratings."""
    _ = reader.gettext
    cut, parts = dimension(shown.numbers.report.ask), with_answers(shown.spans)
    return Chart(
        _("CSAT: good and very good ratings"),
        _(SPANS[cut]),
        _("Percent"),
        [span(one, cut, reader) for one in parts],
        {_("CSAT"): [round((one.satisfied.percentage or 0) * 100) for one in parts]},
        kind="line",
        told=[share(one.satisfied, reader) for one in parts],
    )


def load(shown: ChartsPicture, reader: Reader) -> Chart:
    """Who has how much, in the order of names: a spread, and no ranking."""
    _ = reader.gettext
    named = shown.load[: POINTS - 1]
    return Chart(
        _("Unsolved tickets that each has"),
        _("Who, by name"),
        _("Tickets"),
        [*(name for name, _n in named), _("nobody yet")],
        {_("Unsolved"): [*(n for _name, n in named), shown.unassigned]},
    )


def span(one: Span, cut: Dimension, reader: Reader) -> str:
    """A part of a period, in a few characters."""
    return (reader.months if cut is Dimension.MONTH else reader.short_days)(one.first, one.last)


def cuts(limits: tuple[timedelta, ...], reader: Reader) -> list[str]:
    """The parts into which lengths of time are cut."""
    _ = reader.gettext
    said = [duration(limit, reader) for limit in limits]
    between = [_("{least} to {most}").format(least=least, most=most) for least, most in pairwise(said)]
    return [_("under {most}").format(most=said[0]), *between, _("over {least}").format(least=said[-1])]


def _message(opening: str, drawn: list[Chart], reader: Reader) -> Message:
    """Charts under what they are about."""
    first = section(opening)
    said = [opening, *(line for chart in drawn for line in _in_words(chart, reader))]
    return Message(
        whole_lines(said, MESSAGE_TEXT),
        [first, *(_nothing(one, reader) if charts.is_empty(one) else charts.drawn(one) for one in drawn)],
        without_data=[
            first,
            *(_nothing(one, reader) if charts.is_empty(one) else charts.written(one, reader) for one in drawn),
        ],
    )


def _in_words(chart: Chart, reader: Reader) -> Iterator[str]:
    if charts.is_empty(chart):
        yield _empty(chart, reader)
        return
    yield f"*{in_bold(chart.title)}*"
    yield from charts.lines(chart, reader)


def _nothing(chart: Chart, reader: Reader) -> Block:
    return context(_empty(chart, reader))


def _empty(chart: Chart, reader: Reader) -> str:
    return reader.gettext("{title}: there is too little in this period to draw.").format(title=in_bold(chart.title))


def _turn(shown: ChartsPicture, page: int, reader: Reader) -> Block:
    _ = reader.gettext
    buttons: list[Element] = []
    line = shown.numbers.line
    if page:
        buttons.append(button(_("Back"), ids.CHARTS_BACK, f"{page - 1}:{line}"))
    if page + 1 < pages(shown):
        buttons.append(button(_("More charts"), ids.CHARTS_ON, f"{page + 1}:{line}"))
    return actions(*buttons)
