"""Moments as `<!date^…>` shows them: in the reader's zone, in the reader's language."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time, format_timedelta

_TOKEN = re.compile(r"\{(\w+)\}")
_NEAR = {-1: "yesterday", 0: "today", 1: "tomorrow"}
BRITISH = Locale("en", "GB")
COARSER_FROM = 2  # of the next unit: 11 days are not "2 weeks", and what is due in 80 minutes is not due "in 1 hour"


@lru_cache
def locale(name: str) -> Locale:
    """The locale that Slack calls `de-DE`; British English for an unknown one."""
    try:
        return Locale.parse(name, sep="-")
    except (UnknownLocaleError, ValueError):
        return BRITISH


def draw(timestamp: int, pattern: str, *, zone: str, language: Locale, now: int) -> str:
    """Fill Slack's date tokens in a pattern; an unknown token stays as it is.

    Raises OverflowError, OSError or ValueError for a moment that no calendar has.
    """
    moment = datetime.fromtimestamp(timestamp, ZoneInfo(zone))
    today = datetime.fromtimestamp(now, ZoneInfo(zone))

    def fill(token: re.Match[str]) -> str:
        name = token[1].removesuffix("_pretty")
        near = _NEAR.get((moment.date() - today.date()).days)
        if name != token[1] and near and language.language == "en":
            return near
        make = _TOKENS.get(name)
        return make(moment, language, today) if make else token[0]

    return _TOKEN.sub(fill, pattern)


def clock_time(timestamp: float, *, zone: tzinfo, language: Locale) -> str:
    return str(format_time(datetime.fromtimestamp(timestamp, zone), "short", locale=language))


def day(timestamp: float, *, zone: tzinfo, language: Locale, now: float) -> str:
    """The day as a heading: Today, Yesterday, or the date in full."""
    moment, today = (datetime.fromtimestamp(instant, zone).date() for instant in (timestamp, now))
    near = {today: "Today", today - timedelta(days=1): "Yesterday"}
    return near.get(moment) or str(format_date(moment, "full", locale=language))


def _written(length: str) -> Callable[[datetime, Locale, datetime], str]:
    return lambda moment, language, _today: str(format_date(moment, length, locale=language))


def _ago(distance: timedelta, language: Locale) -> str:
    """As in "3 hours ago" and "in 2 days"; this very second has passed."""
    distance = distance or timedelta(seconds=-1)
    return str(format_timedelta(distance, threshold=COARSER_FROM, add_direction=True, locale=language))


_TOKENS: dict[str, Callable[[datetime, Locale, datetime], str]] = {
    "date": _written("long"),
    "date_short": _written("medium"),
    "date_long": _written("full"),
    "date_num": lambda moment, _language, _today: moment.strftime("%Y-%m-%d"),
    "time": lambda moment, language, _today: str(format_time(moment, "short", locale=language)),
    "time_secs": lambda moment, language, _today: str(format_time(moment, "medium", locale=language)),
    "ago": lambda moment, language, today: _ago(moment - today, language),
}
