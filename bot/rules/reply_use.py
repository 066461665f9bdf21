"""How a saved reply fares where it is used, and whether it should be looked at again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.rules.metrics import Share
from bot.rules.replies import SavedReply

UNUSED = timedelta(days=90)
LEAST_SATISFIED, MOST_REOPENED = 0.7, 0.3  # shares of tickets; what is worse asks for a better text
AGAIN = timedelta(days=182)  # until a reply that is still right is looked at once more


NONE = Share(0, 0)


@dataclass(frozen=True, slots=True)
class Fares:
    """The tickets that a reply was used on, each once."""

    satisfied: Share = NONE  # rated 4 or 5, of those rated
    reopened: Share = NONE  # of those solved


UNKNOWN = Fares()


class Among(StrEnum):
    """Which replies a list shows."""

    ALL = "all"
    TO_REVIEW = "to_review"  # those that should be looked at again


class Reason(StrEnum):
    """Why a reply should be looked at again."""

    DUE = "due"  # its owner wanted to, by today
    UNUSED = "unused"
    RATED_POORLY = "rated_poorly"
    OFTEN_REOPENED = "often_reopened"


def reasons(reply: SavedReply, fares: Fares, now: datetime, today: date) -> tuple[Reason, ...]:
    """Why a reply should be looked at again; none of a retired one."""
    return () if reply.retired_at is not None else tuple(_reasons(reply, fares, now, today))


def _reasons(reply: SavedReply, fares: Fares, now: datetime, today: date) -> Iterator[Reason]:
    if reply.review_by is not None and reply.review_by <= today:
        yield Reason.DUE
    if (reply.last_used_at or reply.created_at) <= now - UNUSED:
        yield Reason.UNUSED
    satisfied, reopened = fares.satisfied.percentage, fares.reopened.percentage
    if satisfied is not None and satisfied < LEAST_SATISFIED:
        yield Reason.RATED_POORLY
    if reopened is not None and reopened > MOST_REOPENED:
        yield Reason.OFTEN_REOPENED
