"""Texts in the reader's language. The source language is English; catalogues are read from bot/locale/*.po."""

import gettext
import io
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path

from babel.core import Locale, UnknownLocaleError, negotiate_locale
from babel.dates import format_date, format_interval, format_time, get_day_names, get_timezone_location
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from bot.rules.reminders import zone_of

CATALOGUES = Path(__file__).parent / "locale"
SOURCE = "en"
NUMBERS = 10_000  # that are remembered as they are written: the same few stand everywhere


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody, or a channel, as a reader: language and time zone."""

    locale: str = "en-US"  # IETF tag, as Slack gives it
    timezone: str = "UTC"  # IANA name

    def gettext(self, message: str) -> str:
        """The message in the reader's language; in English where it has not been translated."""
        return _translations(self.language).gettext(message)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """The form of a message that goes with the number `n`."""
        return _translations(self.language).ngettext(singular, plural, n)

    def day(self, at: datetime) -> str:
        """The date of an instant where the reader is, in words: 5 January 2026.

        For texts that people send as their own; elsewhere Slack writes times, in the zone of whoever looks.
        """
        return format_date(at.astimezone(zone_of(self.timezone)), "long", _known(self.locale))

    def days(self, first: date, last: date) -> str:
        """Days from one to another, in words: January 5 to 11, 2026, shortly."""
        return format_interval(first, last, "yMMMd", locale=_known(self.locale))

    def short_days(self, first: date, last: date) -> str:
        """The same without the year, for where it is known."""
        return format_interval(first, last, "MMMd", locale=_known(self.locale))

    def months(self, first: date, last: date) -> str:
        """Months from one to another, with the year."""
        return format_interval(first, last, "yMMM", locale=_known(self.locale))

    def minute(self, at: datetime, timezone: str) -> str:
        """An instant to the minute, where that zone is, in words."""
        locale, there = _known(self.locale), at.astimezone(zone_of(timezone))
        return f"{format_date(there, 'medium', locale)}, {format_time(there, 'short', locale=locale)}"

    def number(self, n: float) -> str:
        """A number with the marks that the reader is used to."""
        return _number(n, self.language)

    def percentage(self, part: float) -> str:
        """A share between 0 and 1."""
        return _percentage(part, self.language)

    def weekdays(self) -> tuple[str, ...]:
        """The days of the week, from Monday on."""
        names = get_day_names("wide", "stand-alone", _known(self.locale))
        return tuple(names[day] for day in range(7))

    def city(self, timezone: str) -> str:
        """The city that a time zone goes by."""
        return get_timezone_location(zone_of(timezone), _known(self.locale), return_city=True)

    @property
    def language(self) -> str:
        """The catalogue that speaks to this reader: de for de-AT, en when there is none."""
        return _nearest(self.locale)


@cache
def languages() -> tuple[str, ...]:
    """Every language the helpdesk speaks, the source first."""
    return (SOURCE, *sorted(path.stem for path in CATALOGUES.glob("*.po")))


def marked(message: str) -> str:
    """Mark a text in a table for translation; it is translated where it is shown."""
    return message


@lru_cache(NUMBERS)
def _number(n: float, language: str) -> str:
    return str(format_decimal(n, locale=language))


@lru_cache(NUMBERS)
def _percentage(part: float, language: str) -> str:
    return str(format_percent(part, locale=language))


@cache
def _known(locale: str) -> Locale:
    try:
        return Locale.parse(locale, sep="-")
    except (ValueError, UnknownLocaleError):
        return Locale(SOURCE)


@cache
def _nearest(locale: str) -> str:
    wanted = str(_known(locale))
    return negotiate_locale([wanted, wanted.split("_", maxsplit=1)[0]], languages()) or SOURCE


@cache
def _translations(language: str) -> gettext.NullTranslations:
    if language == SOURCE:
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    with (CATALOGUES / f"{language}.po").open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
