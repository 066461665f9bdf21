"""Records for tests of rules."""

from bot.rules.records import Ticket
from bot.rules.vocabulary import DeskId, Intake, PersonId, Priority, Status, TicketId
from tests.world import MONDAY


def ticket() -> Ticket:
    """A new ticket of Ana's."""
    return Ticket(
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
        created_at=MONDAY,
        updated_at=MONDAY,
        claimed_at=None,
        first_response_at=None,
        waiting_since=MONDAY,
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
