"""A ticket on paper, for the tests of rules and views; and some in a database, for those of what time does to them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from bot.rules.records import Ticket
from bot.rules.vocabulary import DeskId, Intake, PersonId, Priority, Status, TicketId
from storage import tickets
from storage.transaction import Transaction

RAISED_AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)

TICKET = Ticket(
    id=TicketId(1),
    desk_id=DeskId("IT"),
    key="IT-1",
    subject="No ink",
    description="No ink",
    status=Status.NEW,
    priority=Priority.NORMAL,
    priority_reason="",
    category=None,
    requester_id=PersonId("UANA"),
    opened_by=PersonId("UANA"),
    assignee_id=None,
    is_private=False,
    intake=Intake.SLASH,
    origin_channel=None,
    origin_ts=None,
    channel=None,
    thread_ts=None,
    created_at=RAISED_AT,
    updated_at=RAISED_AT,
    claimed_at=None,
    first_response_at=None,
    waiting_since=RAISED_AT,
    public_replies=0,
    first_solved_at=None,
    solved_at=None,
    times_solved=0,
    solved_by=None,
    assignee_at_solving=None,
    hold_reason="",
    closed_at=None,
    closure=None,
    merged_into=None,
)


def store(tx: Transaction, numbers: Iterable[int]) -> None:
    """Tickets with these ids, and nothing else of them."""
    for number in numbers:
        tickets.insert(tx, replace(TICKET, id=TicketId(number), key=f"IT-{number}"))
