"""Why a report was not made as it was asked for."""

from dataclasses import dataclass
from datetime import date

from bot.rules.refusals import Refusal


@dataclass(eq=False)
class UnknownReportWord(Refusal):
    """A word that is no desk, no period, and nothing to split by; `meant` are those that may be meant."""

    word: str
    meant: tuple[str, ...]


@dataclass(eq=False)
class NoSuchDate(Refusal):
    """A date that is in no calendar: 2026-02-30."""

    date: str


@dataclass(eq=False)
class ReversedPeriod(Refusal):
    """The period ends before it begins."""

    first: str
    last: str


@dataclass(eq=False)
class NothingYet(Refusal):
    """The period has not begun, so nothing has happened in it."""

    first: date


@dataclass(eq=False)
class PeriodTooLong(Refusal):
    """A period of no day, or of more than a report can reach back; `unit` is day, week, month, quarter or year."""

    number: int
    unit: str
    most: int


@dataclass(eq=False)
class SaidTwice(Refusal):
    """Two periods, two desks, or two things to split by: which of them?"""

    first: str
    second: str


@dataclass(eq=False)
class TooManyToCount(Refusal):
    """There are more tickets in the period, or the one before it, than are counted while somebody waits in Slack."""

    most: int
    line: str  # what was asked for, as buttons carry it: so it can be counted without them


@dataclass(eq=False)
class TooManyParts(Refusal):
    """The period has more days, weeks or months than are counted one by one in Slack."""

    most: int


@dataclass(eq=False)
class OnlyYourOwn(Refusal):
    """An agent sees their own numbers, not those of their colleagues: they are not split by people."""
