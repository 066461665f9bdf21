"""Targets: the news that time runs out, how they stand, and the clocks that prove a number."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from babel.dates import get_day_names

from bot.i18n import Reader, marked
from bot.rules.opening_hours import Intervals, OpeningHours, shown
from bot.rules.pictures import TicketPicture
from bot.rules.quiet import Pressing, Together
from bot.rules.records import TicketClock
from bot.rules.sla import BREACH, ClockPicture, Reading, Span
from bot.rules.vocabulary import Target
from bot.views import ids, words
from bot.views.blocks import MESSAGE_TEXT, Block, Message, actions, context, link_button, modal, section
from bot.views.cards import headline, subject
from bot.views.durations import exact
from bot.views.mrkdwn import age, calendar_day, cut, escape, link, moment, second, whole_lines
from bot.views.targets import label

LINES = 8  # spans in one block
DATES = 12  # with hours of their own, in what is said below
SUBJECT = 70  # characters of what a ticket is called in a list
SPANS = 24  # of one clock; what came before is added up
NEXT_RESPONSES = 10  # the latest ones, so that everything fits into a modal

RUNS_OUT: Mapping[Target, str] = {
    Target.FIRST_RESPONSE: marked(
        ":warning: *{key}* waits for a first response: {subject}\n{percent} % of the time is gone. Due {time} ({ago})."
    ),
    Target.NEXT_RESPONSE: marked(
        ":warning: *{key}* waits for your answer: {subject}\n{percent} % of the time is gone. Due {time} ({ago})."
    ),
    Target.RESOLUTION: marked(
        ":warning: *{key}* should be solved soon: {subject}\n{percent} % of the time is gone. Due {time} ({ago})."
    ),
}
IS_LATE: Mapping[Target, str] = {
    Target.FIRST_RESPONSE: marked(
        ":rotating_light: The first response to *{key}* is late: {subject}\nIt was due {time} ({ago})."
    ),
    Target.NEXT_RESPONSE: marked(
        ":rotating_light: The answer to *{key}* is late: {subject}\nIt was due {time} ({ago})."
    ),
    Target.RESOLUTION: marked(
        ":rotating_light: The solution of *{key}* is late: {subject}\nIt was due {time} ({ago})."
    ),
}


def near(shown: TicketPicture, clock: TicketClock, percent: int, reader: Reader) -> Message:
    """To whoever has the ticket: a target runs out, or has."""
    assert clock.due_at is not None  # of a running clock
    by_target = IS_LATE if percent >= BREACH else RUNS_OUT
    text = reader.gettext(by_target[clock.target]).format(
        key=shown.ticket.key,
        subject=subject(shown.ticket),
        percent=percent,
        time=moment(clock.due_at),
        ago=age(clock.due_at),
    )
    return Message(text, [section(text), *_to_the_card(shown, reader)])


def several(shown: Together, reader: Reader) -> Message:
    """Many warnings in one message: what is due next first; of very many, how many there are and where they stand."""
    _, more = reader.gettext, shown.total - len(shown.lines)
    count = reader.ngettext("{n} target runs out, or has:", "{n} targets run out, or have:", shown.total)
    title, lines = count.format(n=shown.total), [_brief(one, reader) for one in shown.lines]
    blocks: list[Block] = [section(f"*{title}*"), *map(section, lines)]
    if more <= 0:
        return Message(whole_lines([title, *lines], MESSAGE_TEXT), blocks)
    rest = reader.ngettext("… and {n} more.", "… and {n} more.", more).format(n=more)
    where = _("`/helpdesk risks` shows all of them.") if shown.sees_risks else _("`/helpdesk queue` shows you yours.")
    end = f"{rest} {where}"
    text = "\n".join([whole_lines([title, *lines], MESSAGE_TEXT - len(end) - 1), end])
    return Message(text, [*blocks, context(end)])


def standing(shown: TicketPicture, reader: Reader) -> Message:
    """To everybody who works the desk: how a ticket's targets stand now."""
    _, ticket = reader.gettext, shown.ticket
    who = (
        _("Nobody has it yet.")
        if ticket.assignee_id is None
        else _("{name} has it.").format(name=escape(shown.name(ticket.assignee_id)))
    )
    lines = [headline(ticket), *(_stands(clock, reader) for clock in _telling(shown)), who]
    text = "\n".join(lines)
    return Message(text, [section(text), *_to_the_card(shown, reader)])


def clock(picture: ClockPicture, reader: Reader) -> dict[str, Any]:
    """*Clock*: every start, pause and end of each target, and the sum."""
    _ = reader.gettext
    blocks: list[Block] = [section(headline(picture.ticket))]
    if not picture.readings:
        blocks.append(section(_("Nothing is promised for this ticket, so no clock runs.")))
    for reading in _latest(picture):
        blocks += _reading(reading, reader)
    if picture.hours is not None and any(not reading.clock.in_calendar_time for reading in picture.readings):
        blocks.append(context(_hours(picture, picture.hours, reader)))
    blocks.append(context(_("As of {time}").format(time=second(picture.as_of))))
    return modal(_("Clock"), blocks, callback_id=ids.CLOCK, close=_("Close"))


def _brief(shown: Pressing, reader: Reader) -> str:
    """A ticket and its target in one line."""
    key = shown.ticket.key if shown.url is None else link(shown.url, shown.ticket.key)
    name = escape(cut(shown.ticket.subject, SUBJECT))
    return f"*{key}*  {name}\n{_stands(shown.clock, reader)}"


def _to_the_card(shown: TicketPicture, reader: Reader) -> list[Block]:
    if shown.card_url is None:
        return []
    return [actions(link_button(reader.gettext("Open the card"), ids.LINK, shown.card_url))]


def _telling(shown: TicketPicture) -> Iterator[TicketClock]:
    """The clocks that people were told of; of several answers the latest."""
    latest = {clock.target: clock for clock in shown.clocks if clock.seconds is not None and clock.fired}
    return (latest[target] for target in Target if target in latest)


def _stands(clock: TicketClock, reader: Reader) -> str:
    _, target = reader.gettext, label(clock.target, reader)
    if clock.ended_at is not None:
        text = _(":white_check_mark: {target}: done.") if clock.breached_at is None else _("{target}: done, but late.")
        return text.format(target=target)
    if clock.due_at is None:
        return _(":double_vertical_bar: {target}: the clock stands still.").format(target=target)
    text = (
        _(":warning: {target}: due {time} ({ago}).")
        if clock.breached_at is None
        else _(":rotating_light: {target}: late, was due {time} ({ago}).")
    )
    return text.format(target=target, time=moment(clock.due_at), ago=age(clock.due_at))


def _latest(picture: ClockPicture) -> Iterator[Reading]:
    """In the order in which people think of them, and of very many answers the latest."""
    for target in Target:
        yield from [reading for reading in picture.readings if reading.clock.target is target][-NEXT_RESPONSES:]


def _reading(reading: Reading, reader: Reader) -> Iterator[Block]:
    _ = reader.gettext
    earlier, spans = reading.spans[:-SPANS], reading.spans[-SPANS:]
    lines = [_span(span, seconds, reader) for span, seconds in spans]
    if earlier:
        gone = timedelta(seconds=sum(seconds for _span_, seconds in earlier))
        lines.insert(0, _("Before that: {length}").format(length=exact(gone, reader)))
    lines.append(_sum(reading, reader))
    title = f"*{label(reading.clock.target, reader)}*{_promise(reading.clock, reader)}"
    for place in range(0, len(lines), LINES):
        part = "\n".join(lines[place : place + LINES])
        yield section(part if place else f"{title}\n{part}")


def _promise(clock: TicketClock, reader: Reader) -> str:
    _ = reader.gettext
    if clock.seconds is None:
        return "  ·  " + _("not promised any more")
    text = _("{length} in calendar time") if clock.in_calendar_time else _("{length} in the desk's hours")
    return "  ·  " + text.format(length=exact(timedelta(seconds=clock.seconds), reader))


def _span(span: Span, seconds: int, reader: Reader) -> str:
    _ = reader.gettext
    until = _("now") if span.ended_at is None else second(span.ended_at)
    times = f"{second(span.began_at)} → {until}"
    if span.still_in is not None:
        return _("{times}: stood still, {status}").format(times=times, status=_(words.STATUS[span.still_in]))
    return f"{times}: {exact(timedelta(seconds=seconds), reader)}"


def _sum(reading: Reading, reader: Reader) -> str:
    """What it comes to, and what that means."""
    _, clock, spent = reader.gettext, reading.clock, exact(timedelta(seconds=reading.spent), reader)
    if clock.seconds is None:
        return _("*Sum: {spent}*").format(spent=spent)
    over = reading.spent - clock.seconds
    if over > 0:
        late = exact(timedelta(seconds=over), reader)
        return _("*Sum: {spent}*, {late} more than promised").format(spent=spent, late=late)
    if clock.ended_at is not None and clock.spent is None:
        return _("*Sum: {spent}*, ended before it was due").format(spent=spent)
    if clock.ended_at is not None:
        return _("*Sum: {spent}*, in time").format(spent=spent)
    left = exact(timedelta(seconds=-over), reader)
    if clock.due_at is None:
        return _("*Sum: {spent}*, {left} left once it goes on").format(spent=spent, left=left)
    return _("*Sum: {spent}*, {left} left: due {time}").format(spent=spent, left=left, time=second(clock.due_at))


def _hours(picture: ClockPicture, hours: OpeningHours, reader: Reader) -> str:
    """The hours that business time is counted in."""
    _, days = reader.gettext, "; ".join(_weekdays(hours, reader))
    text = _("The desk's hours when the ticket came, in {zone}: {days}").format(zone=escape(hours.zone.key), days=days)
    otherwise = _otherwise(picture, hours, reader)
    return f"{text}. {otherwise}" if otherwise else text


def _weekdays(hours: OpeningHours, reader: Reader) -> Iterator[str]:
    """Neighbouring days of the same hours are one: Mon-Fri 09:00-17:00."""
    names = get_day_names("abbreviated", locale=reader.language)
    for intervals, group in groupby(enumerate(hours.weekly), key=itemgetter(1)):
        same = [names[day] for day, _ in group]
        days = same[0] if len(same) == 1 else f"{same[0]}-{same[-1]}"
        if intervals:
            yield f"{days} {', '.join(map(shown, intervals))}"


def _otherwise(picture: ClockPicture, hours: OpeningHours, reader: Reader) -> str:
    """The dates that had other hours while a clock of the ticket ran, or stood still; the latest, of very many."""
    _, began = reader.gettext, min(reading.clock.began_at for reading in picture.readings)
    lasting = any(reading.clock.ended_at is None for reading in picture.readings)
    ends = [reading.clock.ended_at for reading in picture.readings if reading.clock.ended_at is not None]
    dates = list(hours.otherwise(began, picture.as_of if lasting else max(ends)))
    if not dates:
        return ""
    named = [_date(day, intervals, reader) for day, intervals in dates[-DATES:]]
    listed = "; ".join(named if len(dates) <= DATES else ["…", *named])
    return _("Not so on these dates: {dates}.").format(dates=listed)


def _date(day: date, intervals: Intervals, reader: Reader) -> str:
    hours = ", ".join(map(shown, intervals)) or reader.gettext("closed")
    return f"{calendar_day(day, reader)} {hours}"
