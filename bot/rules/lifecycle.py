"""The life of a ticket: what may follow what, what each step writes on it, and what time brings about after it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.records import DeskSettings, Ticket
from bot.rules.vocabulary import Closure, PersonId, Status

MAY_FOLLOW: Mapping[Status, frozenset[Status]] = {
    Status.NEW: frozenset({Status.OPEN, Status.PENDING, Status.ON_HOLD, Status.SOLVED, Status.CLOSED}),
    Status.OPEN: frozenset({Status.PENDING, Status.ON_HOLD, Status.SOLVED, Status.CLOSED}),
    Status.PENDING: frozenset({Status.OPEN, Status.ON_HOLD, Status.SOLVED, Status.CLOSED}),
    Status.ON_HOLD: frozenset({Status.OPEN, Status.PENDING, Status.SOLVED, Status.CLOSED}),
    Status.SOLVED: frozenset({Status.OPEN, Status.CLOSED}),
    Status.CLOSED: frozenset(),
}
WAITS = frozenset({Status.PENDING, Status.ON_HOLD})  # for somebody who is not the desk: can be resumed
BY_TIME = frozenset({DeadlineKind.NUDGE_PENDING, DeadlineKind.SOLVE_PENDING, DeadlineKind.CLOSE_SOLVED})


class Rule(StrEnum):
    """Why the status changed though nobody asked for it: history's "why"."""

    FIRST_REPLY = "first_reply"
    REQUESTER_WROTE = "requester_wrote"
    NO_ANSWER = "no_answer"  # to "still need this?"
    QUIET_AFTER_SOLVING = "quiet_after_solving"
    SAME_PROBLEM = "same_problem"  # the ticket that it joined took this step


@dataclass(frozen=True, slots=True)
class Due:
    """What will happen to a ticket that stays as it is."""

    kind: DeadlineKind
    after: timedelta


def may_follow(status: Status, wanted: Status) -> bool:
    """Whether a ticket may go from one status to another."""
    return wanted in MAY_FOLLOW[status]


def is_untouched(ticket: Ticket) -> bool:
    """Whether nobody has acted on a ticket. Whoever got it by their desk's rule as it was opened has not."""
    is_given = ticket.status is Status.OPEN and ticket.claimed_at == ticket.created_at
    return ticket.status is Status.NEW or (is_given and not ticket.public_replies and not ticket.times_solved)


def is_reopening(status: Status, wanted: Status) -> bool:
    """Whether this step takes a solution back."""
    return status is Status.SOLVED and wanted is Status.OPEN


def stamps(
    ticket: Ticket, wanted: Status, *, by: PersonId | None, at: datetime, why: str, closure: Closure
) -> dict[str, object]:
    """What a step writes on the ticket. `why` is kept on tickets on hold, `closure` on closed ones."""
    written: dict[str, object] = {"status": wanted, "hold_reason": why if wanted is Status.ON_HOLD else ""}
    if wanted is Status.SOLVED:
        written |= {
            "solved_at": at,
            "first_solved_at": ticket.first_solved_at or at,
            "times_solved": ticket.times_solved + 1,
            "solved_by": by,
            "assignee_at_solving": ticket.assignee_id,
            "waiting_since": None,  # a solution is an answer
        }
    elif wanted is Status.CLOSED:
        written |= {"closed_at": at, "closure": closure}
    elif is_reopening(ticket.status, wanted):
        written["solved_at"] = None
    return written


def due(status: Status, settings: DeskSettings) -> Due | None:
    """What time brings about while a ticket stays in a status; None when nothing, or when the desk says never."""
    after_days = {
        Status.PENDING: (DeadlineKind.NUDGE_PENDING, settings.nudge_pending_after_days),
        Status.SOLVED: (DeadlineKind.CLOSE_SOLVED, settings.close_after_days),
    }
    kind, days = after_days.get(status, (None, 0))
    return Due(kind, timedelta(days=days)) if kind is not None and days > 0 else None
