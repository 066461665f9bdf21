"""What is not solved at a desk at this moment, and how its targets stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.rules.vocabulary import DeskId, Status

SOON = timedelta(hours=1)  # from now on: what is due by then can still be kept


@dataclass(frozen=True, slots=True)
class Backlog:
    """The unsolved tickets of a desk."""

    desk_id: DeskId
    name: str  # of the desk
    by_status: Mapping[Status, int]
    unassigned: int
    oldest_at: datetime | None  # when the oldest one was created; None when there is none
    missed: int  # tickets of which a target is past due
    due_soon: int  # of the others, those of which one is due within SOON

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(self.by_status.values())
