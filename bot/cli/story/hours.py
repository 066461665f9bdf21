"""When people of the story work: the same hours, each in their own zone."""

from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from bot.rules.business_time import Schedule

DAYS = ("mon", "tue", "wed", "thu", "fri")


@cache
def hours(zone: ZoneInfo) -> Schedule:
    """When somebody in a zone is at work."""
    return Schedule.parse({"timezone": zone.key, "weekly": {day: [["09:00", "17:45"]] for day in DAYS}})


def worked(since: datetime, minutes: float, zone: ZoneInfo) -> datetime:
    """The instant at which somebody in `zone` has worked so many minutes since an instant."""
    return hours(zone).add(since, round(minutes * 60))
