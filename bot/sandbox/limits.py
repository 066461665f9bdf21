"""How often the app may call: one message a second and channel, and Slack's tiers for the other methods."""

import math
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What the workspace holds the app to. `Limits.off()` for tests that are about something else."""

    tiers: bool = True
    """Each method's calls a minute (Slack's tiers)."""
    messages: bool = True
    """One message a second in each channel, with short bursts."""
    message_seconds: float = 1.0
    message_burst: int = 3

    @staticmethod
    def off() -> "Limits":
        return Limits(tiers=False, messages=False)


class Pacing:
    """Token buckets by name, on the workspace's clock."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._full_at: dict[str, float] = {}

    def wait(self, name: str, *, seconds: float, burst: int) -> int:
        """Take one of `burst` tokens, one of which returns every `seconds`: 0, or whole seconds to wait for one."""
        now = self._clock()
        full_at = max(self._full_at.get(name, now), now)
        missing = full_at + seconds - (now + burst * seconds)
        if missing > 0:
            return max(1, math.ceil(missing))
        self._full_at[name] = full_at + seconds
        return 0
