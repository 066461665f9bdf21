"""How long something took or has been waiting, in as few words as are true."""

from datetime import timedelta

from bot.i18n import Reader

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def duration(length: timedelta, reader: Reader) -> str:
    """In its two largest units, cut off and not rounded: 2 h 59 min is not yet 3 h."""
    _ = reader.gettext
    if length < MINUTE:
        return _("{n} s").format(n=int(length.total_seconds()))
    if length < HOUR:
        return _("{n} min").format(n=length // MINUTE)
    if length < DAY:
        return _joined(_("{n} h").format(n=length // HOUR), _("{n} min"), length % HOUR // MINUTE)
    return _joined(_("{n} d").format(n=length // DAY), _("{n} h"), length % DAY // HOUR)


def exact(length: timedelta, reader: Reader) -> str:
    """To the second, in hours, minutes and seconds, so that such durations can be added up."""
    _, seconds = reader.gettext, int(length.total_seconds())
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    parts = ((_("{n} h"), hours), (_("{n} min"), minutes), (_("{n} s"), rest))
    return " ".join(text.format(n=n) for text, n in parts if n) or _("{n} s").format(n=0)


def _joined(larger: str, smaller: str, n: int) -> str:
    return f"{larger} {smaller.format(n=n)}" if n else larger
