"""Text for Slack: escaping, mentions, dates, links."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from bot.i18n import Reader
from bot.rules.markup import escape

__all__ = [
    "age",
    "calendar_day",
    "channel",
    "cut",
    "cut_markup",
    "day",
    "escape",
    "group",
    "in_bold",
    "link",
    "mention",
    "moment",
    "second",
    "whole_lines",
]

ELLIPSIS = "…"
ASTERISK = "\N{ASTERISK OPERATOR}"
NOON = time(12)
HALF = re.compile(r"(<[^<>]*|&#?[a-z0-9]*)$")  # of a link, a mention, a date, or an escaped character


def mention(person_id: str) -> str:
    """A person, shown by name. Where it must not notify, the caller writes the name instead."""
    return f"<@{person_id}>"


def group(group_id: str) -> str:
    """A Slack user group, whose members it calls."""
    return f"<!subteam^{group_id}>"


def channel(channel_id: str) -> str:
    """A channel, shown by name to those who may see it."""
    return f"<#{channel_id}>"


def link(url: str, label: str) -> str:
    """A link with a label."""
    return f"<{url}|{escape(label)}>"


def moment(at: datetime) -> str:
    """An instant in the zone of whoever looks, in UTC where that can't be shown."""
    fallback = at.strftime("%Y-%m-%d %H:%M UTC")
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} {{time}}|{fallback}>"


def day(on: date) -> str:
    """A date, as whoever looks writes dates. It is noon of that day in UTC, which is that day nearly everywhere."""
    noon = datetime.combine(on, NOON, UTC)
    return f"<!date^{int(noon.timestamp())}^{{date_short_pretty}}|{on.isoformat()}>"


def calendar_day(on: date, reader: Reader) -> str:
    """A date of a desk's calendar, which is the same wherever it is read, as the reader writes dates."""
    return escape(reader.days(on, on))


def second(at: datetime) -> str:
    """An instant to the second, in the zone of whoever looks."""
    fallback = at.strftime("%Y-%m-%d %H:%M:%S UTC")
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} {{time_secs}}|{fallback}>"


def age(at: datetime) -> str:
    """How long ago an instant is, as Slack counts it while one looks: "3 hours ago"."""
    return f"<!date^{int(at.timestamp())}^{{ago}}|{at.strftime('%Y-%m-%d %H:%M UTC')}>"


def in_bold(text: str) -> str:
    """Plain characters, literal between the two asterisks that make them bold: one of their own would end it.

    mrkdwn can't escape an asterisk, so a sign that looks like one takes its place.
    """
    return escape(text).replace("*", ASTERISK)


def cut(text: str, limit: int) -> str:
    """Shorten to `limit` characters, visibly."""
    return text if len(text) <= limit else text[: limit - 1] + ELLIPSIS


def cut_markup(text: str, limit: int) -> str:
    """Shorten mrkdwn to `limit` characters, visibly, and with no link and no escaped character cut in half."""
    return text if len(text) <= limit else HALF.sub("", text[: limit - 1]) + ELLIPSIS


def whole_lines(lines: Iterable[str], limit: int) -> str:
    """As many lines as `limit` characters hold, each whole; the last one says if there are more."""
    shown: list[str] = []
    rest = limit - len(ELLIPSIS)
    for line in lines:
        rest -= len(line) + 1
        if rest < 0:
            return "\n".join([*shown, ELLIPSIS])
        shown.append(line)
    return "\n".join(shown)
