"""Whom the IT desk escalates to in tests, and how a ticket gets there."""

from datetime import datetime
from itertools import count
from typing import Any

from bot.clock import Clock as Ticker
from bot.helpdesk import escalation
from bot.rules.escalation import Escalation, Plea
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Ticket
from storage import deadlines, escalations, outbox
from tests.office import Office, person

TIERS: list[dict[str, Any]] = [
    {"level": 2, "channel": "CSECOND", "people": ["UELI"], "acknowledge": "30m"},
    {"level": 3, "channel": "CTHIRD", "group": "S0THIRD", "acknowledge": "1h"},
]
NUMBERS = count(1)


async def climb(office: Office, ticket: Ticket, by: str = "dana", level: int = 2, source: str = "") -> Ticket:
    """Somebody escalates a ticket."""
    plea = Plea(level, "It hums", "Kicking it")
    return await office.do(escalation.escalate, ticket.id, person(by), plea, source or f"view:{next(NUMBERS)}")


async def way(office: Office, ticket: Ticket) -> list[Escalation]:
    """Every escalation of a ticket, in order."""
    return await office.see(escalations.of_ticket, ticket.id)


async def stands(office: Office, ticket: Ticket) -> list[tuple[int, str]]:
    """The level and the state of each of them."""
    return [(each.level, each.state) for each in await way(office, ticket)]


async def heard(office: Office, ticket: Ticket) -> list[tuple[str, str]]:
    """Who was told of escalations, and what, in order; the news by their word."""
    kinds = (NoticeKind.ESCALATION, NoticeKind.ESCALATED_TO_YOU, NoticeKind.ESCALATION_NEWS)
    owed = [notice for notice in await office.see(outbox.of_ticket, ticket.id) if notice.kind in kinds]
    return [(notice.lane, notice.params.get("news", notice.kind)) for notice in owed]


async def until(office: Office, at: datetime) -> None:
    """Let time pass as it does: whatever falls due meanwhile is done within its second."""
    ticker = Ticker(office.store)
    while (soonest := await office.see(deadlines.next_due)) is not None and soonest <= at:
        office.clock.at = max(office.clock.at, soonest)
        await ticker.tick()
    office.clock.at = at
    await ticker.tick()
