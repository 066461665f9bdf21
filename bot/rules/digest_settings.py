"""Where and when a desk's weekly digest is told."""

from dataclasses import dataclass

from bot.rules.opening_hours import WEEKDAYS
from bot.rules.vocabulary import ChannelId

MONDAY, *_ = WEEKDAYS
NINE = "09:00"


@dataclass(frozen=True, slots=True)
class WeeklyPlan:
    """A desk's wish for a digest."""

    channel: ChannelId | None = None  # that of its leads
    to_leads: bool = False  # by direct message
    day: str = MONDAY  # one of WEEKDAYS
    at: str = NINE  # by the clocks of the zone
    timezone: str | None = None  # IANA name; None: that of the desk's hours, else UTC
