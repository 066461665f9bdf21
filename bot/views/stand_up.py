"""The stand-up note of a desk."""

from collections.abc import Iterator
from datetime import timedelta

from bot.i18n import Reader
from bot.rules.naming import NamedTicket
from bot.rules.stand_up import Away, StandUp
from bot.views import anomalies, backlog, naming
from bot.views.blocks import MESSAGE_TEXT, SECTION, Message, header, section
from bot.views.durations import duration
from bot.views.mrkdwn import calendar_day, cut, escape, moment, whole_lines

NAME, NAMED = 40, 5  # characters of a name; categories and people that are named
ONE_DAY = timedelta(days=1)


def stand_up(shown: StandUp, reader: Reader) -> Message:
    """What came, what is open, what is urgent, what is due, and who is not there."""
    _ = reader.gettext
    title = _("{desk}: {day}").format(desk=shown.backlog.name, day=calendar_day(shown.day, reader))
    parts = [whole_lines(part, SECTION) for part in _parts(shown, reader)]
    text = whole_lines([f"*{escape(title)}*", *(line for part in parts for line in part.split("\n"))], MESSAGE_TEXT)
    return Message(text, [header(title), *(section(part) for part in parts)])


def _parts(shown: StandUp, reader: Reader) -> Iterator[list[str]]:
    _ = reader.gettext
    now = backlog.unsolved(shown.backlog, shown.as_of, reader)
    yield [_lately(shown, reader), _("*Now:* {standing}").format(standing=now)]
    if shown.urgent.total:
        aged = naming.lines(shown.urgent, reader, lambda one: _age(one, shown, reader))
        yield [_("*Urgent* ({n})").format(n=shown.urgent.total), *aged]
    if shown.due.total:
        due = naming.lines(shown.due, reader, lambda one: _due(one, shown, reader))
        yield [_("*Due today, or late* ({n})").format(n=shown.due.total), *due]
    else:
        yield [_("No target runs out today.")]
    if shown.away:
        yield [_gone(shown.away, reader)]
    if shown.anomalies:
        told = (anomalies.sentence(one, shown.categories, shown.causes, reader) for one in shown.anomalies[:NAMED])
        yield [_("*New, and stands out*"), *(f"• {one}" for one in told)]


def _lately(shown: StandUp, reader: Reader) -> str:
    _, ngettext, came = reader.gettext, reader.ngettext, sum(shown.came.values())
    if shown.day - shown.since == ONE_DAY:
        since = _("Yesterday")
    else:
        since = _("Since {day}").format(day=calendar_day(shown.since, reader))
    created = ngettext("{n} ticket came", "{n} tickets came", came).format(n=came)
    solved = ngettext("{n} was solved", "{n} were solved", shown.solved).format(n=shown.solved)
    kinds = f" ({_categories(shown, reader)})" if came else ""
    return f"*{since}:* {created}{kinds}, {solved}."


def _categories(shown: StandUp, reader: Reader) -> str:
    first = list(shown.came.items())[:NAMED]
    named = [f"{anomalies.category(key, shown.categories, reader)} {number}" for key, number in first]
    rest = sum(shown.came.values()) - sum(number for _, number in first)
    if rest:
        named.append(reader.gettext("others {n}").format(n=rest))
    return ", ".join(named)


def _age(one: NamedTicket, shown: StandUp, reader: Reader) -> str:
    return reader.gettext("{age} old").format(age=duration(shown.as_of - one.created_at, reader))


def _due(one: NamedTicket, shown: StandUp, reader: Reader) -> str:
    _ = reader.gettext
    if one.due_at is None:
        return _age(one, shown, reader)
    if one.due_at <= shown.as_of:
        return _(":warning: late by {time}").format(time=duration(shown.as_of - one.due_at, reader))
    return _("due {at}").format(at=moment(one.due_at))


def _gone(away: tuple[Away, ...], reader: Reader) -> str:
    named = [_absence(one, reader) for one in away[:NAMED]]
    if len(away) > NAMED:
        more = len(away) - NAMED
        named.append(reader.ngettext("{n} more", "{n} more", more).format(n=more))
    return reader.gettext("*Away:* {names}").format(names=", ".join(named))


def _absence(one: Away, reader: Reader) -> str:
    name = escape(cut(one.name, NAME))
    if one.until is None:
        return name
    return reader.gettext("{name} (until {at})").format(name=name, at=moment(one.until))
