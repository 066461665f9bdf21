"""Every number, as a table: of each group, or each with its median, its p90 and how many it is made of."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

from bot.i18n import Reader
from bot.rules.fairness import Fairness
from bot.rules.metric_pictures import OF_GROUPS, Besides, NumbersPicture, TablePicture
from bot.rules.metrics import Share, TeamAnswers, WayUp
from bot.rules.reports import Ages, Figures, Metric, Times
from bot.views.blocks import MESSAGE_TEXT, Block, Message, context, section
from bot.views.charts import Cell, Number, Table, data_table, fitting, plain_table
from bot.views.durations import duration
from bot.views.escalation import came_back
from bot.views.metric_values import change, group, spread, understood
from bot.views.metric_words import COLUMN, label
from bot.views.mrkdwn import in_bold, whole_lines

DESKS = 5  # of which more is told below the table


def table(shown: TablePicture, reader: Reader) -> Message:
    """The table, under what it is about."""
    opening = f"*{understood(shown.numbers, reader)}*"
    drawn = of_groups(shown.numbers, reader) if shown.numbers.report.ask.by else of_metrics(shown.numbers, reader)
    below = [line for one in shown.besides[:DESKS] for line in besides(one, reader)]
    notes = [section("\n".join(below)), *_left_out(drawn, reader)] if below else list(_left_out(drawn, reader))
    said = [opening, *(_in_words(drawn.header, row) for row in drawn.rows), *below]
    if not drawn.rows:
        nothing = reader.gettext("There is nothing in this period.")
        return Message(f"{opening}\n{nothing}", [section(f"{opening}\n{nothing}"), *notes])
    first = section(opening)
    return Message(
        whole_lines(said, MESSAGE_TEXT),
        [first, data_table(drawn), *notes],
        without_data=[first, plain_table(drawn), *notes],
    )


def sent(reader: Reader) -> str:
    """Where the table is, when it can't stand here."""
    return reader.gettext("The table comes to you as a direct message from me, in a moment.")


def file_sent(reader: Reader) -> str:
    """Where the file is."""
    return reader.gettext("The file comes to you as a direct message from me, in a moment.")


def of_metrics(shown: NumbersPicture, reader: Reader) -> Table:
    """Every number, with what has changed."""
    _, report = reader.gettext, shown.report
    header = (_("Number"), _("Value or median"), _("p90"), _("In desk hours"), _("n"), _("Change"))
    rows = [_metric_row(metric, report.total, report.before, reader) for metric in Metric]
    return Table(_("Every number of {what}").format(what=_caption(shown, reader)), header, rows)


def _metric_row(metric: Metric, now: Figures, before: Figures, reader: Reader) -> Sequence[Cell]:
    shown, changed = now.of(metric), change(metric, now, before, reader)
    if isinstance(shown, Times):
        lengths = (_time(spent, reader) for spent in (shown.calendar.median, shown.calendar.p90, shown.business.median))
        return (label(metric, reader), *lengths, _count(shown.calendar.n, reader), changed)
    if isinstance(shown, Share):
        return (label(metric, reader), _share(shown, reader), "", "", _count(shown.n, reader), changed)
    n = shown.n if isinstance(shown, Ages) else shown
    return (label(metric, reader), _count(n, reader), "", "", "", changed)


def of_groups(shown: NumbersPicture, reader: Reader) -> Table:
    """The most important numbers of each group."""
    _, report = reader.gettext, shown.report
    by = report.ask.by
    assert by is not None
    header = [_(COLUMN[by])]
    for metric in OF_GROUPS:
        header.append(label(metric, reader))
        if isinstance(report.total.of(metric), Times):
            header += [_("p90"), _("n")]
    rows = [_group_row(group(one.key, by, shown, reader), one.now, reader) for one in report.groups]
    if rows:
        rows.append(_group_row(_("All together"), report.total, reader))
    return Table(_("Numbers of {what}").format(what=_caption(shown, reader)), header, rows)


def _group_row(name: str, figures: Figures, reader: Reader) -> Sequence[Cell]:
    row: list[Cell] = [name]
    for metric in OF_GROUPS:
        shown = figures.of(metric)
        if isinstance(shown, Times):
            spent = shown.calendar
            row += [_time(spent.median, reader), _time(spent.p90, reader), _count(spent.n, reader)]
        elif isinstance(shown, Share):
            row.append(_share(shown, reader))
        else:
            row.append(_count(shown.n if isinstance(shown, Ages) else shown, reader))
    return row


def _time(length: timedelta | None, reader: Reader) -> Cell:
    return reader.gettext("n/a") if length is None else Number(length.total_seconds(), duration(length, reader))


def _count(n: int, reader: Reader) -> Cell:
    return Number(n, reader.number(n))


def _share(shown: Share, reader: Reader) -> Cell:
    """A percentage with what it is made of; only that, where there are too few."""
    counted = f"{reader.number(shown.part)}/{reader.number(shown.n)}"
    if shown.percentage is None:
        return counted if shown.n else reader.gettext("n/a")
    return Number(round(shown.percentage * 100, 1), f"{reader.percentage(shown.percentage)} ({counted})")


def _caption(shown: NumbersPicture, reader: Reader) -> str:
    """What it is about, as plain characters."""
    return understood(shown, reader).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _in_words(header: Sequence[str], row: Sequence[Cell]) -> str:
    """A row as a line, for those who hear it."""
    words = [cell.text if isinstance(cell, Number) else cell for cell in row]
    told = [f"{name} {in_bold(word)}" for name, word in zip(header[1:], words[1:], strict=True) if word]
    return f"*{in_bold(words[0])}*: {', '.join(told)}"


def _left_out(drawn: Table, reader: Reader) -> Iterator[Block]:
    more = len(drawn.rows) - len(fitting(drawn))
    if more > 0:
        text = reader.ngettext("{n} more row is in the CSV.", "{n} more rows are in the CSV.", more)
        yield context(text.format(n=reader.number(more)))


def besides(shown: Besides, reader: Reader) -> Iterator[str]:
    """What stands in no column, a line each."""
    told: list[tuple[str, list[str]]] = []
    _ = reader.gettext
    for heading, lines in (
        (_("Fairness per hour of being here"), _fairness(shown.fairness, reader)),
        (_("Escalated"), _maybe(shown.way_up, _escalated, reader)),
        (_("Time per tier, of what was escalated"), _maybe(shown.way_up, _per_tier, reader)),
        (_("Asked the team"), _maybe(shown.team, _team, reader)),
    ):
        told += [(heading, lines)] if lines else []
    if told:
        yield _("*{desk}*, from the beginning of the period until now").format(desk=in_bold(shown.desk.name))
    for heading, lines in told:
        yield f"{heading}: {'; '.join(lines)}"


def _maybe(shown: "WayUp | TeamAnswers | None", say: Callable[..., list[str]], reader: Reader) -> list[str]:
    return [] if shown is None else say(shown, reader)


def _fairness(shown: Fairness | None, reader: Reader) -> list[str]:
    _ = reader.gettext
    if shown is None:
        return [_("n/a"), _("too few tickets or people to compare")]
    most = reader.number(round(shown.most, 2))
    tickets, people = reader.number(shown.tickets), reader.number(shown.people)
    return [
        _("whoever got most: {most} times the mean").format(most=most),
        _("n = {tickets} tickets, {people} people").format(tickets=tickets, people=people),
    ]


def _escalated(shown: WayUp, reader: Reader) -> list[str]:
    tickets = reader.ngettext("{n} ticket", "{n} tickets", shown.tickets).format(n=reader.number(shown.tickets))
    return [tickets, *came_back(shown.asks_back, shown.hand_backs, shown.rejections, reader)]


def _per_tier(shown: WayUp, reader: Reader) -> list[str]:
    text = reader.gettext("tier {level}: {time}")
    return [
        text.format(level=tier, time=spread(length, reader))
        for tier, length in shown.per_tier.items()
        if length.median is not None
    ] or [reader.gettext("n/a")]


def _team(shown: TeamAnswers, reader: Reader) -> list[str]:
    text = reader.ngettext("{part} of {n} question answered", "{part} of {n} questions answered", shown.asked)
    thanks = reader.ngettext("thanked {n} time", "thanked {n} times", shown.thanks)
    said = [text.format(part=reader.number(shown.answered), n=reader.number(shown.asked))]
    said += [spread(shown.first_answer, reader)] if shown.first_answer.median is not None else []
    return [*said, thanks.format(n=reader.number(shown.thanks))]
