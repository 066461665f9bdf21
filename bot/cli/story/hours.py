"""When people work: their own hours, in their own zones."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

BEGINS, ENDS = time(9), time(17, 45)
WEEKEND = (5, 6)


def worked(since: datetime, minutes: float, zone: ZoneInfo) -> datetime:
    """The instant at which somebody in `zone` has worked so many minutes since an instant."""
    left, at = timedelta(minutes=minutes), since.astimezone(zone)
    while True:
        begins, ends = _day(at)
        at = max(at, begins)
        if at.weekday() not in WEEKEND and at + left <= ends:
            return (at + left).astimezone(UTC)
        if at.weekday() not in WEEKEND:
            left -= max(ends - at, timedelta(0))
        at = begins + timedelta(days=1)


def is_at_work(at: datetime, zone: ZoneInfo) -> bool:
    """Whether an instant lies in somebody's hours."""
    here = at.astimezone(zone)
    begins, ends = _day(here)
    return here.weekday() not in WEEKEND and begins <= here < ends


def _day(at: datetime) -> tuple[datetime, datetime]:
    return datetime.combine(at, BEGINS, at.tzinfo), datetime.combine(at, ENDS, at.tzinfo)
