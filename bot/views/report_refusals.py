"""Why a report was not made as it was asked for, as people read it."""

from collections.abc import Callable, Mapping

from bot.i18n import Reader
from bot.rules import report_refusals as because
from bot.views.mrkdwn import cut, escape

WORD = 60  # characters of what was said


def _unknown(reason: because.UnknownReportWord, reader: Reader) -> str:
    _ = reader.gettext
    word = _said(reason.word)
    if reason.meant:
        meant = ", ".join(f"`{escape(one)}`" for one in reason.meant)
        return _("I don't understand “{word}”. Did you mean {meant}?").format(word=word, meant=meant)
    return _(
        "I don't understand “{word}”. You can name a desk, a period, and what to split by:"
        " `/helpdesk metrics last 7 days by agent`."
    ).format(word=word)


def _no_such_date(reason: because.NoSuchDate, reader: Reader) -> str:
    text = reader.gettext("There is no {date}. Dates are written like `2026-01-31`, months like `2026-01`.")
    return text.format(date=_said(reason.date))


def _reversed(reason: because.ReversedPeriod, reader: Reader) -> str:
    text = reader.gettext("That period ends before it begins. Did you mean `{last}..{first}`?")
    return text.format(first=_said(reason.first), last=_said(reason.last))


def _nothing_yet(reason: because.NothingYet, reader: Reader) -> str:
    text = reader.gettext("That period begins on {date}, so nothing has happened in it yet.")
    return text.format(date=reason.first.isoformat())


def _too_long(reason: because.PeriodTooLong, reader: Reader) -> str:
    _ = reader.gettext
    of_unit = {
        "day": _("A report covers between 1 and {most} days. Please choose a number between them."),
        "week": _("A report covers between 1 and {most} weeks. Please choose a number between them."),
        "month": _("A report covers between 1 and {most} months. Please choose a number between them."),
        "quarter": _("A report covers between 1 and {most} quarters. Please choose a number between them."),
        "year": _("A report covers between 1 and {most} years. Please choose a number between them."),
    }
    return of_unit[reason.unit].format(most=reason.most)


def _said_twice(reason: because.SaidTwice, reader: Reader) -> str:
    text = reader.gettext("You named “{first}” and “{second}”. Please choose one of them.")
    return text.format(first=_said(reason.first), second=_said(reason.second))


def _too_many(reason: because.TooManyToCount, reader: Reader) -> str:
    text = reader.gettext(
        "These are more than {most} tickets, and to count them takes a moment. The numbers come to you as a direct"
        " message from me."
    )
    return text.format(most=reader.number(reason.most))


def _too_many_parts(reason: because.TooManyParts, reader: Reader) -> str:
    text = reader.gettext(
        "That would be more than {most} lines. Please ask for a shorter period, or split it by week or month."
    )
    return text.format(most=reason.most)


def _only_your_own(_reason: because.OnlyYourOwn, reader: Reader) -> str:
    return reader.gettext(
        "You see your own numbers, so they can't be split by agent. Only leads see those of the desk."
    )


def _said(text: str) -> str:
    return escape(cut(text, WORD))


SENTENCES: Mapping[type, Callable[..., str]] = {
    because.UnknownReportWord: _unknown,
    because.NoSuchDate: _no_such_date,
    because.ReversedPeriod: _reversed,
    because.NothingYet: _nothing_yet,
    because.PeriodTooLong: _too_long,
    because.SaidTwice: _said_twice,
    because.TooManyToCount: _too_many,
    because.TooManyParts: _too_many_parts,
    because.OnlyYourOwn: _only_your_own,
}
