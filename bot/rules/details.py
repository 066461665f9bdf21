"""What can be added to a request afterwards."""

from dataclasses import dataclass

from bot.rules import priority
from bot.rules.records import SharedFile, Ticket
from bot.rules.vocabulary import CategoryKey, Impact, Priority, Urgency


@dataclass(frozen=True, slots=True)
class Details:
    """The form for details, as it was sent. What was left empty says nothing."""

    source: str  # natural key: sent twice, it is added once
    text: str  # mrkdwn
    category: CategoryKey | None
    impact: Impact | None
    urgency: Urgency | None
    files: tuple[SharedFile, ...]


def priority_with(ticket: Ticket, details: Details) -> Priority:
    """The priority of a ticket once its requester has said more. One that was set by hand stays."""
    says_nothing = details.impact is None and details.urgency is None
    if says_nothing or ticket.priority_reason:
        return ticket.priority
    return priority.priority(details.impact or Impact.ME, details.urgency or Urgency.SOON)
