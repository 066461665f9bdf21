"""What the IT desk promises in the tests of targets, and how to see whether it was kept."""

from datetime import UTC, datetime
from typing import Any

from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Ticket, TicketClock
from bot.rules.vocabulary import Target
from storage import clocks
from tests.office import Office

FIRST, NEXT, RESOLUTION = Target.FIRST_RESPONSE, Target.NEXT_RESPONSE, Target.RESOLUTION
NINE_TO_FIVE = {
    "timezone": "UTC",
    "weekly": {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")},
}
TARGETS: list[dict[str, Any]] = [
    {"priority": ["urgent"], "first_response": "10m", "resolution": "1h", "time": "calendar"},
    {"first_response": "1h", "next_response": "2h", "resolution": "4h"},
]
PROMISING: dict[str, Any] = {"hours": NINE_TO_FIVE, "targets": TARGETS}


def monday(hour: int, minute: int = 0, second: int = 0, *, day: int = 5) -> datetime:
    """5 January 2026, or another day of that month."""
    return datetime(2026, 1, day, hour, minute, second, tzinfo=UTC)


async def clocks_of(office: Office, ticket: Ticket) -> dict[Target, TicketClock]:
    """The latest clock of each target."""
    return {clock.target: clock for clock in await office.see(clocks.of_ticket, ticket.id)}


async def due(office: Office, ticket: Ticket, target: Target) -> datetime | None:
    return (await clocks_of(office, ticket))[target].due_at


async def told(office: Office, ticket: Ticket) -> list[tuple[str, str, int]]:
    """Whom the assignee's news went to, of which target, at which percentage."""
    owed = await office.owed(ticket, NoticeKind.TARGET_NEAR)
    return [(notice.lane, notice.params["target"], notice.params["percent"]) for notice in owed]
