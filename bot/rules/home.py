"""What a person's Home tab shows."""

from dataclasses import dataclass
from datetime import datetime

from bot.rules.backlog import Backlog
from bot.rules.queue import Listing, Queue
from bot.rules.records import Absence


@dataclass(frozen=True, slots=True)
class Home:
    """Everything the helpdesk knows that concerns one person."""

    asked: Listing  # the tickets they raised, the unsolved first
    queue: Queue | None  # of people who work a desk
    followed: Listing | None  # tickets of others that they follow
    sees_metrics: bool
    uses_replies: bool  # saved ones
    has_desk: bool  # somebody has set up a desk, so that a ticket has somewhere to go
    as_of: datetime
    absence: Absence | None = None  # of somebody who works a desk and is not here
    uses_tips: bool = False
    sees_gaps: bool = False  # what was looked for in vain
    backlogs: tuple[Backlog, ...] = ()  # of the desks that they lead
