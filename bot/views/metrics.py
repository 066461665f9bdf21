"""A desk in numbers: a short private answer, the same over fields that change it, and what each number means."""

from collections.abc import Iterator, Mapping, Sequence
from heapq import nlargest
from typing import Any

from bot.i18n import Reader, marked
from bot.rules.metric_pictures import HEADLINES, NumbersPicture, Recent
from bot.rules.metrics import Spread
from bot.rules.reports import OF_TIME, Dimension, Figures, Group, Metric, Times
from bot.rules.timeline import days
from bot.views import ids, metric_words
from bot.views.answers import NOTICE
from bot.views.blocks import (
    MESSAGE_TEXT,
    SECTION,
    Block,
    Element,
    Message,
    actions,
    button,
    context,
    day_picker,
    fields,
    labelled,
    modal,
    option,
    section,
    select,
)
from bot.views.durations import duration
from bot.views.metric_values import brief, change, group, understood, value
from bot.views.mrkdwn import in_bold, whole_lines

GROUPS = 10  # of a short answer: the table has all
OWN_DATES, EVERY = "dates", "*"  # choices of the form: the dates beside it, and every desk
PERIODS: Mapping[Recent, str] = {
    Recent.TODAY: marked("Today"),
    Recent.YESTERDAY: marked("Yesterday"),
    Recent.SEVEN_DAYS: marked("The last 7 days"),
    Recent.THIRTY_DAYS: marked("The last 30 days"),
    Recent.THIS_WEEK: marked("This week"),
    Recent.LAST_WEEK: marked("Last week"),
    Recent.THIS_MONTH: marked("This month"),
    Recent.LAST_MONTH: marked("Last month"),
    Recent.THIS_YEAR: marked("This year"),
}


def metrics(shown: NumbersPicture, reader: Reader) -> Message:
    """The private answer to `/helpdesk metrics`."""
    said = [f"*{understood(shown, reader)}*", *headlines(shown, reader), *_groups(shown, reader), _note(reader)]
    change_it = button(reader.gettext("Change…"), ids.CHANGE_NUMBERS, shown.line)
    return Message(whole_lines(said, MESSAGE_TEXT), [*_numbers(shown, reader), _buttons(shown, reader, change_it)])


def in_modal(shown: NumbersPicture, reader: Reader) -> dict[str, Any]:
    """The same under fields that say what it is about, and change it."""
    _ = reader.gettext
    told = _numbers(shown, reader) if shown.is_counted else _uncounted(shown, reader)
    blocks = [*_fields(shown, reader), *told, _buttons(shown, reader)]
    return modal(_("Numbers"), blocks, callback_id=ids.METRICS, close=_("Close"), submit=_("Show"), metadata=shown.line)


def definitions(reader: Reader) -> dict[str, Any]:
    """What each number means."""
    _ = reader.gettext
    first = _(
        "Median: half took no longer. p90: nine of ten took no longer. Times are told by the calendar, nights and "
        "weekends included, and beside that in the desk's hours. Merged, cancelled and taken-back tickets are left "
        "out. What is compared is the period of the same length before."
    )
    told = [f"*{metric_words.label(metric, reader)}*\n{metric_words.meaning(metric, reader)}" for metric in Metric]
    blocks = [context(first), *map(section, told), context(_besides(reader))]
    return modal(_("What they mean"), blocks, callback_id=NOTICE, close=_("Close"))


def headlines(shown: NumbersPicture, reader: Reader) -> Iterator[str]:
    """The numbers that are said at once, a line each, with what has changed."""
    report = shown.report
    for metric in HEADLINES:
        changed = change(metric, report.total, report.before, reader)
        said = f"{metric_words.label(metric, reader)}: {brief(metric, report.total, reader)}"
        yield f"{said}; {changed}." if changed else f"{said}."


def _numbers(shown: NumbersPicture, reader: Reader) -> Iterator[Block]:
    report = shown.report
    yield section(f"*{understood(shown, reader)}*")
    yield fields(
        [
            (metric_words.label(metric, reader), _cell(metric, report.total, report.before, reader))
            for metric in HEADLINES
        ]
    )
    listed = whole_lines(_groups(shown, reader), SECTION)
    if listed:
        yield section(listed)
    yield context(_note(reader))


def _uncounted(shown: NumbersPicture, reader: Reader) -> Iterator[Block]:
    yield section(f"*{understood(shown, reader)}*")
    yield context(
        reader.gettext("To count these tickets takes a moment: the numbers come as a direct message from me.")
    )


def _cell(metric: Metric, now: Figures, before: Figures, reader: Reader) -> str:
    changed = change(metric, now, before, reader)
    return f"{brief(metric, now, reader)}\n{changed}" if changed else brief(metric, now, reader)


def _groups(shown: NumbersPicture, reader: Reader) -> Iterator[str]:
    """Some groups, a line each."""
    by, groups = shown.report.ask.by, shown.report.groups
    if by is None:
        return
    told = _told(by, groups)
    more = len(groups) - len(told)
    if more and by in OF_TIME:
        text = reader.ngettext("… {n} earlier one in the table.", "… {n} earlier ones in the table.", more)
        yield text.format(n=more)
    for one in told:
        yield f"*{in_bold(group(one.key, by, shown, reader))}*: {_line(one, reader)}"
    if more and by not in OF_TIME:
        text = reader.ngettext("… and {n} more in the table.", "… and {n} more in the table.", more)
        yield text.format(n=more)


def _told(by: Dimension, groups: Sequence[Group]) -> Sequence[Group]:
    """Those of which a short answer tells: the last days, the most frequent tags; none of which it knows nothing."""
    if by in OF_TIME:
        return groups[-GROUPS:]
    known = [one for one in groups if any(_frequency(one)) or one.now.first_response != Times()]
    return nlargest(GROUPS, known, key=_frequency) if by is Dimension.TAG else known[:GROUPS]


def _frequency(one: Group) -> tuple[int, int, int]:
    return one.now.created, one.now.solved, one.now.backlog.n


def _line(one: Group, reader: Reader) -> str:
    return reader.gettext("{created} created, {solved} solved, {unsolved} unsolved; first response {response}").format(
        created=value(Metric.CREATED, one.now, reader),
        solved=value(Metric.SOLVED, one.now, reader),
        unsolved=reader.number(one.now.backlog.n),
        response=_median(one.now.first_response.calendar, reader),
    )


def _median(spent: Spread, reader: Reader) -> str:
    if spent.median is None:
        return reader.gettext("n/a")
    text = reader.gettext("{time} (n = {n})")
    return text.format(time=duration(spent.median, reader), n=reader.number(spent.n))


def _note(reader: Reader) -> str:
    return reader.gettext(
        "“Before” is the period of the same length before this one. *Definitions* says what each means."
    )


def _besides(reader: Reader) -> str:
    return reader.gettext(
        "In the table, fairness compares how many tickets people got for each hour that they were here: 1 is perfectly "
        "even, and a ticket that was handed on counts for each who got it."
    )


def _buttons(shown: NumbersPicture, reader: Reader, *more: Element) -> Block:
    _ = reader.gettext
    offered = [
        button(_("Charts"), ids.CHARTS, shown.line),
        button(_("Table"), ids.NUMBERS_TABLE, shown.line),
        button(_("Show the tickets"), ids.BEHIND, shown.line),
        button(_("CSV"), ids.NUMBERS_FILE, shown.line),
        button(_("Definitions"), ids.DEFINITIONS),
        *more,
    ]
    if shown.may_share:
        offered.append(button(_("Share in channel…"), ids.SHARE_NUMBERS, shown.line))
    return actions(*offered)


def _fields(shown: NumbersPicture, reader: Reader) -> Iterator[Block]:
    """What can be asked for; the ids say what was, so that other values are there at first when that has changed."""
    _, ask = reader.gettext, shown.report.ask
    first, last = days(ask)
    edition = f"{first}:{last}"
    desks = [option(desk.name or desk.id, desk.id) for desk in shown.choices]
    chosen = ask.desk_ids[0] if len(ask.desk_ids) == 1 else EVERY
    if len(desks) > 1:
        offered = [option(_("All that I may see"), EVERY), *desks]
        yield labelled(
            _("Desk"), select(ids.NUMBERS_DESK, _("Desk"), offered, initial=chosen), block_id=ids.NUMBERS_DESK
        )
    periods = [option(_("The days below"), OWN_DATES), *(option(_(PERIODS[recent]), recent) for recent in Recent)]
    period = select(ids.PERIOD, _("Period"), periods, initial=OWN_DATES)
    yield labelled(_("Period"), period, block_id=f"{ids.PERIOD}:{edition}")
    for name, label, day in ((ids.SINCE, _("From"), first), (ids.UNTIL, _("Until"), last)):
        picker = day_picker(name, _("A date"), initial=day.isoformat())
        yield labelled(label, picker, block_id=f"{name}:{edition}", optional=True)
    yield labelled(_("Split by"), _split(ask.by, reader), block_id=f"{ids.SPLIT_BY}:{edition}", optional=True)


def _split(by: Dimension | None, reader: Reader) -> dict[str, Any]:
    choices: Sequence[dict[str, Any]] = [option(reader.gettext(metric_words.BY[one]), one) for one in Dimension]
    return select(ids.SPLIT_BY, reader.gettext("by agent, category, …"), choices, initial=by)
