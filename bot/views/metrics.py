"""A desk in numbers, read on a phone: a sentence, then labelled figures, for each period."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from babel.numbers import format_decimal, format_percent

from bot.i18n import Reader
from bot.rules.fairness import Fairness
from bot.rules.metrics import (
    LEAST_FOR_PERCENTAGE,
    PERIODS,
    Figures,
    Numbers,
    Period,
    Report,
    Share,
    Spread,
    TeamAnswers,
    WayUp,
)
from bot.rules.vocabulary import DeskId
from bot.views.answers import NOTICE
from bot.views.blocks import MESSAGE_TEXT, Block, Message, context, divider, fields, header, modal, section
from bot.views.durations import duration
from bot.views.escalation import came_back
from bot.views.mrkdwn import escape, whole_lines

DESKS = 5  # eight blocks each, of the fifty that a message may have, and of its 13,200 characters
FIELDS = 10  # of one block
KEYS = 20  # of other desks


def metrics(shown: Numbers, reader: Reader) -> Message:
    """The private answer to `/helpdesk metrics`."""
    blocks: list[Block] = []
    lines: list[str] = []
    for report in shown.reports[:DESKS]:
        blocks += [divider(), *_desk(report, reader)] if blocks else _desk(report, reader)
        lines += _in_words(report, reader)
    others = *(report.desk.id for report in shown.reports[DESKS:]), *shown.others
    notes = [*_notes(reader), *_how_to_see(others, reader)]
    below = "\n".join(notes)
    text = whole_lines(lines, MESSAGE_TEXT - len(below) - 1)
    return Message(f"{text}\n{below}", [*blocks, context(*notes)])


def in_modal(shown: Numbers, reader: Reader) -> dict[str, Any]:
    """The same, opened from Home."""
    _ = reader.gettext
    return modal(_("Numbers"), metrics(shown, reader).blocks, callback_id=NOTICE, close=_("Close"))


def _desk(report: Report, reader: Reader) -> list[Block]:
    blocks: list[Block] = [header(report.desk.name), section(_backlog(report, reader))]
    for period in report.periods:
        blocks.append(section(f"*{_title(period, reader)}*\n{_sentence(period, reader)}"))
        rows = [(label, "\n".join(values)) for label, values in _rows(report, period, reader)]
        blocks += [fields(rows[first : first + FIELDS]) for first in range(0, len(rows), FIELDS)]
    return blocks


def _in_words(report: Report, reader: Reader) -> list[str]:
    """The report for those who hear it: every figure, in lines."""
    lines = [f"*{escape(report.desk.name)}*: {_backlog(report, reader)}"]
    for period in report.periods:
        lines.append(f"*{_title(period, reader)}*: {_sentence(period, reader)}")
        lines += [f"{label}: {', '.join(values)}." for label, values in _rows(report, period, reader)]
    return lines


def _backlog(report: Report, reader: Reader) -> str:
    text = reader.ngettext("{n} ticket is unsolved now.", "{n} tickets are unsolved now.", report.backlog)
    return text.format(n=_number(report.backlog, reader))


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


def _rows(report: Report, period: Period, reader: Reader) -> list[tuple[str, list[str]]]:
    _, now, before = reader.gettext, period.now, period.before
    rows = [
        (_("Created"), [_number(now.created, reader)]),
        (_("Solved"), [_number(now.solved, reader)]),
        (_("First response"), _spread(now.first_response, before.first_response, reader)),
        (_("Full resolution"), _spread(now.resolution, before.resolution, reader)),
        (_("CSAT"), _satisfaction(now, before, reader)),
        (_("Response rate"), _answered(now.answered, reader)),
        (_("Link rate"), _linked(now.linked, before.linked, reader)),
        (_("Answered before there was a ticket"), _deflected(now.deflected, before.deflected, reader)),
    ]
    if period.length == max(PERIODS):
        rows.append((_("Fairness per hour of being here"), _fairness(report.fairness, reader)))
        if report.way_up is not None:
            rows.append((_("Escalated"), _escalated(report.way_up, reader)))
            rows.append((_("Time per tier, of what was escalated"), _per_tier(report.way_up, reader)))
        if report.team is not None:
            rows.append((_("Asked the team"), _team(report.team, reader)))
    return rows


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


def _fairness(spread: Fairness | None, reader: Reader) -> list[str]:
    _ = reader.gettext
    if spread is None:
        return [_("n/a"), _("too few tickets or people to compare")]
    most = format_decimal(round(spread.most, 2), locale=reader.language)
    tickets, people = _number(spread.tickets, reader), _number(spread.people, reader)
    return [
        _("whoever got most: {most} times the mean").format(most=most),
        _("n = {tickets} tickets, {people} people").format(tickets=tickets, people=people),
    ]


def _escalated(shown: WayUp, reader: Reader) -> list[str]:
    tickets = reader.ngettext("{n} ticket", "{n} tickets", shown.tickets).format(n=_number(shown.tickets, reader))
    return [tickets, *came_back(shown.asks_back, shown.hand_backs, shown.rejections, reader)]


def _per_tier(shown: WayUp, reader: Reader) -> list[str]:
    text = reader.gettext("tier {level}: median {time}, n = {n}")
    return [
        text.format(level=tier, time=duration(spread.median, reader), n=_number(spread.n, reader))
        for tier, spread in shown.per_tier.items()
        if spread.median is not None
    ] or [reader.gettext("n/a")]


def _team(shown: TeamAnswers, reader: Reader) -> list[str]:
    _, ngettext = reader.gettext, reader.ngettext
    text = ngettext("{part} of {n} question answered", "{part} of {n} questions answered", shown.asked)
    said = [text.format(part=_number(shown.answered, reader), n=_number(shown.asked, reader))]
    if shown.first_answer.median is not None:
        said.append(_("median {time}").format(time=duration(shown.first_answer.median, reader)))
    thanks = ngettext("thanked {n} time", "thanked {n} times", shown.thanks).format(n=_number(shown.thanks, reader))
    return [*said, thanks]


def _linked(now: Share, before: Share, reader: Reader) -> list[str]:
    said = reader.gettext("{part} of {n} solved with a tip").format(
        part=_number(now.part, reader), n=_number(now.n, reader)
    )
    return [_percentage(now, reader) + _against_percentage(before, reader), said]


def _deflected(now: Share, before: Share, reader: Reader) -> list[str]:
    said = reader.gettext("{part} of {n} who were shown answers").format(
        part=_number(now.part, reader), n=_number(now.n, reader)
    )
    return [_percentage(now, reader) + _against_percentage(before, reader), said]


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


def _notes(reader: Reader) -> list[str]:
    _ = reader.gettext
    return [
        _("Median: half took no longer. p90: nine of ten took no longer. Times count nights and weekends too."),
        _("CSAT is the share of ratings that are good or very good."),
        _("The link rate is the share of solved tickets with which a tip helped, or from which one was learned."),
        _("Answered before there was a ticket: of those who were shown answers as they asked, who needed no ticket."),
        _(
            "Fairness compares how many tickets people got for each hour that they were here: 1 is perfectly even, and "
            "a ticket that was handed on counts for each who got it."
        ),
        _("Percentages need at least {n} answers: fewer say little, and would point at single people.").format(
            n=LEAST_FOR_PERCENTAGE
        ),
        _("Merged, cancelled and taken-back tickets are left out."),
    ]


def _how_to_see(others: Sequence[DeskId], reader: Reader) -> list[str]:
    """How to come to the desks that are not shown."""
    if not others:
        return []
    text = reader.ngettext(
        "You may see another desk, too: `/helpdesk metrics` followed by its key shows it: {keys}",
        "You may see {n} other desks, too: `/helpdesk metrics` followed by a key shows one: {keys}",
        len(others),
    )
    keys = ", ".join(f"`{escape(key)}`" for key in others[:KEYS])
    return [text.format(n=len(others), keys=keys if len(others) <= KEYS else f"{keys}, …")]
