"""How often delivery may call Slack: about one message a second in each channel, and Slack's own pauses."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

MESSAGING = frozenset({"chat.postMessage", "files.completeUploadExternal"})  # limited by channel, not by method
CROWDED = 10_000  # channels remembered before those that are at rest are forgotten


@dataclass(frozen=True, slots=True)
class Pace:
    """`burst` messages at once in a channel, then one each `interval`."""

    interval: timedelta = timedelta(seconds=1)  # docs.slack.dev/apis/web-api/rate-limits
    burst: int = 3


UNPACED = Pace(interval=timedelta(0))


@dataclass(slots=True)
class Pacing:
    """Says of each call whether its time has come. Nothing sleeps here: whoever is early comes back later."""

    clock: Callable[[], datetime]
    pace: Pace = field(default_factory=Pace)
    _paid_until: dict[str, datetime] = field(default_factory=dict)  # by channel
    _paused_until: dict[tuple[str, str], datetime] = field(default_factory=dict)  # by method and channel

    def early(self, method: str, channel: str) -> datetime | None:
        """When a call that comes too early may come back; None lets it through, and counts it."""
        now = self.clock()
        paused = self._paused_until.get(_limited(method, channel))
        if paused is not None and paused > now:
            return paused
        return self._turn(channel, now) if method in MESSAGING else None

    def pause(self, method: str, channel: str, seconds: float) -> datetime:
        """Slack asked for a pause (429, Retry-After); when it ends."""
        until = self.clock() + timedelta(seconds=seconds)
        self._paused_until[_limited(method, channel)] = until
        return until

    def _turn(self, channel: str, now: datetime) -> datetime | None:
        interval = self.pace.interval
        paid = max(self._paid_until.get(channel, now), now)
        may_start = paid - interval * (self.pace.burst - 1)
        if may_start > now:
            return may_start
        if len(self._paid_until) > CROWDED:
            self._paid_until = {name: until for name, until in self._paid_until.items() if until > now}
        self._paid_until[channel] = paid + interval
        return None


def _limited(method: str, channel: str) -> tuple[str, str]:
    return (method, channel) if method in MESSAGING else (method, "")
