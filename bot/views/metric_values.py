"""Numbers of a report as people read them: with how many they are made of, and what has changed."""

from datetime import date, time, timedelta

from bot.i18n import Reader
from bot.rules.metric_pictures import NumbersPicture
from bot.rules.metrics import Share, Spread
from bot.rules.reminders import zone_of
from bot.rules.reports import OF_TIME, Ages, Ask, Dimension, Figures, Metric, Times, interval
from bot.rules.timeline import days
from bot.rules.vocabulary import Intake, Priority
from bot.views import words
from bot.views.durations import duration
from bot.views.metric_words import BY, CAME, NONE_OF
from bot.views.mrkdwn import in_bold

MIDNIGHT = time(0)
UP, DOWN = "▲", "▼"  # beside words that say the same


def value(metric: Metric, figures: Figures, reader: Reader) -> str:
    """A number, with n where it is made of several."""
    shown = figures.of(metric)
    if isinstance(shown, int):
        return reader.number(shown)
    if isinstance(shown, Ages):
        return _ages(shown, reader)
    return (
        _times(shown, reader) if isinstance(shown, Times) else share(shown, reader, certain=metric is Metric.SATISFIED)
    )


def beside(metric: Metric, figures: Figures, reader: Reader) -> str:
    """What a number is made of, where the number itself stands above it; empty where there is no more to say."""
    shown = figures.of(metric)
    if isinstance(shown, Times) and shown.calendar.median is not None and shown.calendar.p90 is not None:
        p90, n = duration(shown.calendar.p90, reader), reader.number(shown.calendar.n)
        return _in_hours(reader.gettext("median; p90 {p90}, n = {n}").format(p90=p90, n=n), shown, reader)
    if isinstance(shown, Ages):
        return _how_old(shown, reader)
    if isinstance(shown, Share) and shown.percentage is not None:
        return _counted(shown, reader, certain=metric is Metric.SATISFIED)
    return "" if isinstance(shown, int) else value(metric, figures, reader)


def brief(metric: Metric, figures: Figures, reader: Reader) -> str:
    """The same where there is little room: of lengths of time the medians."""
    shown = figures.of(metric)
    if not isinstance(shown, Times) or shown.calendar.median is None:
        return value(metric, figures, reader)
    _, n = reader.gettext, reader.number(shown.calendar.n)
    said = _("median {median}, n = {n}").format(median=duration(shown.calendar.median, reader), n=n)
    if shown.business.median is None:
        return said
    return _("{said} ({median} in desk hours)").format(said=said, median=duration(shown.business.median, reader))


def change(metric: Metric, now: Figures, before: Figures, reader: Reader) -> str:
    """What became of a number since the period before, in words; empty where nothing can be compared."""
    one, other = now.of(metric), before.of(metric)
    if isinstance(one, Ages) and isinstance(other, Ages):
        one, other = one.n, other.n
    if isinstance(one, int) and isinstance(other, int):
        return _fewer_or_more(one, other, reader)
    if isinstance(one, Times) and isinstance(other, Times):
        return _shorter_or_longer(one.calendar, other.calendar, reader)
    return _points(one, other, reader) if isinstance(one, Share) and isinstance(other, Share) else ""


def share(shown: Share, reader: Reader, *, certain: bool = False) -> str:
    """So many of so many; as a percentage where there are enough. `certain`: of answers, with how certain that is."""
    _ = reader.gettext
    if not shown.n:
        return _("n/a (n = 0)")
    if shown.percentage is None:
        few = _("too few answers ({counted})") if certain else _("too few for a percentage ({counted})")
        return few.format(counted=_counted(shown, reader, certain=False))
    return f"{reader.percentage(shown.percentage)} ({_counted(shown, reader, certain=certain)})"


def _counted(shown: Share, reader: Reader, *, certain: bool) -> str:
    _, likely = reader.gettext, interval(shown)
    counted = _("{part} of {n}").format(part=reader.number(shown.part), n=reader.number(shown.n))
    if not certain or likely is None:
        return counted
    low, high = reader.percentage(likely.low), reader.percentage(likely.high)
    return _("{counted}, likely {low} to {high}").format(counted=counted, low=low, high=high)


def spread(shown: Spread, reader: Reader) -> str:
    """Median, p90 and n."""
    _ = reader.gettext
    if shown.median is None or shown.p90 is None:
        return _("n/a (n = 0)")
    median, p90 = duration(shown.median, reader), duration(shown.p90, reader)
    return _("median {median}, p90 {p90}, n = {n}").format(median=median, p90=p90, n=reader.number(shown.n))


def understood(shown: NumbersPicture, reader: Reader) -> str:
    """What was asked for, as it was understood: desks, days and zone, and by what."""
    by = shown.report.ask.by
    return " · ".join([about(shown, reader), *([] if by is None else [reader.gettext(BY[by])])])


def about(shown: NumbersPicture, reader: Reader) -> str:
    """The same without by what, for what is not split by it."""
    desks = ", ".join(in_bold(desk.name) for desk in shown.desks)
    own = [reader.gettext("only yours")] if shown.is_own else []
    return " · ".join([*own, desks, period(shown.report.ask, reader)])


def period(ask: Ask, reader: Reader) -> str:
    """The days of a period, and in which zone they are days; to the minute, where it begins in the midst of one."""
    shown = reader.days(*days(ask))
    if ask.since.astimezone(zone_of(ask.zone)).time() != MIDNIGHT:
        since, until = (reader.minute(at, ask.zone) for at in (ask.since, ask.until))
        shown = reader.gettext("{since} to {until}").format(since=since, until=until)
    return reader.gettext("{days} (time of {city})").format(days=shown, city=reader.city(ask.zone))


def group(key: str | None, by: Dimension, shown: NumbersPicture, reader: Reader) -> str:
    """What a group is called, as plain characters."""
    if key is None:
        return reader.gettext(NONE_OF[by]) if by in NONE_OF else "-"
    if by in OF_TIME:
        return _day(date.fromisoformat(key), by, reader)
    if by is Dimension.PRIORITY:
        return words.priority(Priority(key), reader)
    if by is Dimension.INTAKE:
        return reader.gettext(CAME[Intake(key)])
    if by is Dimension.TIER:
        return reader.gettext("Tier {level}").format(level=key)
    return shown.names.get(key, key)


def _day(first: date, by: Dimension, reader: Reader) -> str:
    return reader.months(first, first) if by is Dimension.MONTH else reader.days(first, first)


def _ages(shown: Ages, reader: Reader) -> str:
    n, old = reader.number(shown.n), _how_old(shown, reader)
    return f"{n} ({old})" if old else n


def _how_old(shown: Ages, reader: Reader) -> str:
    if not shown.n or shown.oldest is None or shown.spread.median is None:
        return ""
    if shown.n == 1:
        return reader.gettext("{age} old").format(age=duration(shown.oldest, reader))
    text = reader.gettext("half of them older than {median}, the oldest {oldest}")
    return text.format(median=duration(shown.spread.median, reader), oldest=duration(shown.oldest, reader))


def _times(shown: Times, reader: Reader) -> str:
    return _in_hours(spread(shown.calendar, reader), shown, reader)


def _in_hours(said: str, shown: Times, reader: Reader) -> str:
    if shown.business.median is None:
        return said
    text = reader.gettext("{said}; in the desk's hours median {median}")
    return text.format(said=said, median=duration(shown.business.median, reader))


def _fewer_or_more(now: int, before: int, reader: Reader) -> str:
    _ = reader.gettext
    if now == before:
        return _("as many as before")
    text = _("{sign} {n} more than before ({before})") if now > before else _("{sign} {n} fewer than before ({before})")
    return text.format(
        sign=UP if now > before else DOWN, n=reader.number(abs(now - before)), before=reader.number(before)
    )


def _shorter_or_longer(now: Spread, before: Spread, reader: Reader) -> str:
    _ = reader.gettext
    if now.median is None or before.median is None:
        return ""
    apart = abs(now.median - before.median)
    if apart < timedelta(seconds=1):
        return _("as long as before")
    is_longer = now.median > before.median
    text = (
        _("{sign} {time} longer than before ({before})")
        if is_longer
        else _("{sign} {time} shorter than before ({before})")
    )
    return text.format(
        sign=UP if is_longer else DOWN, time=duration(apart, reader), before=duration(before.median, reader)
    )


def _points(now: Share, before: Share, reader: Reader) -> str:
    _ = reader.gettext
    if now.percentage is None or before.percentage is None:
        return ""
    points = round(now.percentage * 100) - round(before.percentage * 100)
    if not points:
        return _("as before ({before})").format(before=reader.percentage(before.percentage))
    more = reader.ngettext(
        "{sign} {n} point more than before ({before})", "{sign} {n} points more than before ({before})", abs(points)
    )
    less = reader.ngettext(
        "{sign} {n} point less than before ({before})", "{sign} {n} points less than before ({before})", abs(points)
    )
    text = more if points > 0 else less
    return text.format(sign=UP if points > 0 else DOWN, n=abs(points), before=reader.percentage(before.percentage))
