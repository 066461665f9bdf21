"""A desk in numbers, read on a phone: a sentence, then labelled figures, for each period."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from babel.numbers import format_decimal, format_percent

from bot.i18n import Reader
from bot.rules.fairness import Fairness
from bot.rules.metrics import LEAST_FOR_PERCENTAGE, PERIODS, Figures, Period, Report, Share, Spread
from bot.views.answers import NOTICE
from bot.views.blocks import MESSAGE_TEXT, Block, Message, context, fields, header, modal, section
from bot.views.durations import duration
from bot.views.mrkdwn import escape, whole_lines

DESKS = 6  # eight blocks each, of the fifty that a message may have


def metrics(reports: Sequence[Report], reader: Reader) -> Message:
    """The private answer to `/helpdesk metrics`."""
    blocks: list[Block] = []
    lines: list[str] = []
    for report in reports[:DESKS]:
        blocks += _desk(report, reader)
        lines += _in_words(report, reader)
    notes = _notes(len(reports) - DESKS, reader)
    below = "\n".join(notes)
    text = whole_lines(lines, MESSAGE_TEXT - len(below) - 1)
    return Message(f"{text}\n{below}", [*blocks, context(*notes)])


def in_modal(reports: Sequence[Report], reader: Reader) -> dict[str, Any]:
    """The same, opened from Home."""
    _ = reader.gettext
    return modal(_("Numbers"), metrics(reports, reader).blocks, callback_id=NOTICE, close=_("Close"))


def _desk(report: Report, reader: Reader) -> list[Block]:
    blocks: list[Block] = [header(report.desk.name), section(_backlog(report, reader))]
    for period in report.periods:
        blocks.append(section(f"*{_title(period, reader)}*\n{_sentence(period, reader)}"))
        blocks.append(fields([(label, "\n".join(values)) for label, values in _rows(period, reader)]))
    return blocks


def _in_words(report: Report, reader: Reader) -> list[str]:
    """The report for those who hear it: every figure, in lines."""
    lines = [f"*{escape(report.desk.name)}*: {_backlog(report, reader)}"]
    for period in report.periods:
        lines.append(f"*{_title(period, reader)}*: {_sentence(period, reader)}")
        lines += [f"{label}: {', '.join(values)}." for label, values in _rows(period, reader)]
    return lines


def _backlog(report: Report, reader: Reader) -> str:
    text = reader.ngettext("{n} ticket is unsolved now.", "{n} tickets are unsolved now.", report.backlog)
    unsolved = text.format(n=_number(report.backlog, reader))
    return unsolved if report.fairness is None else f"{unsolved} {_fairness(report.fairness, reader)}"


def _fairness(spread: Fairness, reader: Reader) -> str:
    text = reader.gettext(
        "{n} tickets of the last {days} days are with {people} people; whoever got most has {most} times the mean "
        "for each hour of being here."
    )
    return text.format(
        n=_number(spread.tickets, reader),
        days=max(PERIODS).days,
        people=_number(spread.people, reader),
        most=format_decimal(round(spread.most, 2), locale=reader.language),
    )


def _title(period: Period, reader: Reader) -> str:
    return reader.gettext("Last {n} days").format(n=period.length.days)


def _sentence(period: Period, reader: Reader) -> str:
    now, before = period.now, period.before
    return reader.gettext("{raised} raised: {than_raised}. {solved} solved: {than_solved}.").format(
        raised=_number(now.created, reader),
        than_raised=_compared(now.created, before.created, period, reader),
        solved=_number(now.solved, reader),
        than_solved=_compared(now.solved, before.solved, period, reader),
    )


def _compared(now: int, before: int, period: Period, reader: Reader) -> str:
    _, days = reader.gettext, period.length.days
    if now == before:
        return _("as many as in the {days} days before").format(days=days)
    text = (
        _("{n} more than in the {days} days before") if now > before else _("{n} fewer than in the {days} days before")
    )
    return text.format(n=_number(abs(now - before), reader), days=days)


def _rows(period: Period, reader: Reader) -> list[tuple[str, list[str]]]:
    _, now, before = reader.gettext, period.now, period.before
    return [
        (_("Created"), [_number(now.created, reader)]),
        (_("Solved"), [_number(now.solved, reader)]),
        (_("First response"), _spread(now.first_response, before.first_response, reader)),
        (_("Full resolution"), _spread(now.resolution, before.resolution, reader)),
        (_("CSAT"), _satisfaction(now, before, reader)),
        (_("Response rate"), _answered(now.answered, reader)),
    ]


def _spread(now: Spread, before: Spread, reader: Reader) -> list[str]:
    _ = reader.gettext
    if now.median is None or now.p90 is None:
        return [_("n/a"), _("n = 0")]
    return [
        _("median {time}").format(time=duration(now.median, reader)) + _against(before.median, reader),
        _("p90 {time}").format(time=duration(now.p90, reader)) + _against(before.p90, reader),
        _("n = {n}").format(n=_number(now.n, reader)),
    ]


def _against(before: timedelta | None, reader: Reader) -> str:
    if before is None:
        return ""
    return " " + reader.gettext("(before: {time})").format(time=duration(before, reader))


def _satisfaction(now: Figures, before: Figures, reader: Reader) -> list[str]:
    _, share = reader.gettext, now.satisfied
    ratings = reader.ngettext("n = {n} rating", "n = {n} ratings", share.n).format(n=_number(share.n, reader))
    return [_percentage(share, reader) + _against_percentage(before.satisfied, reader), ratings]


def _answered(share: Share, reader: Reader) -> list[str]:
    text = reader.ngettext("{part} of {n} question answered", "{part} of {n} questions answered", share.n)
    return [_percentage(share, reader), text.format(part=_number(share.part, reader), n=_number(share.n, reader))]


def _number(n: int, reader: Reader) -> str:
    """With the marks between thousands that the reader is used to."""
    return str(format_decimal(n, locale=reader.language))


def _percentage(share: Share, reader: Reader) -> str:
    _ = reader.gettext
    if share.percentage is not None:
        return format_percent(share.percentage, locale=reader.language)
    return _("too few for a percentage") if share.n else _("n/a")


def _against_percentage(before: Share, reader: Reader) -> str:
    if before.percentage is None:
        return ""
    earlier = format_percent(before.percentage, locale=reader.language)
    return " " + reader.gettext("(before: {percentage})").format(percentage=earlier)


def _notes(more: int, reader: Reader) -> list[str]:
    _ = reader.gettext
    notes = [
        _("Median: half took no longer. p90: nine of ten took no longer. Times count nights and weekends too."),
        _("CSAT is the share of ratings that are good or very good."),
        _("Percentages need at least {n} answers: fewer say little, and would point at single people.").format(
            n=LEAST_FOR_PERCENTAGE
        ),
        _("Merged, cancelled and taken-back tickets are left out."),
    ]
    if more > 0:
        text = reader.ngettext(
            "One more desk is yours: `/helpdesk metrics` followed by its key shows it.",
            "{n} more desks are yours: `/helpdesk metrics` followed by a key shows one.",
            more,
        )
        notes.append(text.format(n=more))
    return notes
