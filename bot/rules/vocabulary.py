"""The nouns of the house: ids that must not mix, and the words of tickets, messages and desks.

What can be asked stands in `actions`, what history records in `happenings`, what is told in `notice_kinds`, and what
time brings about in `deadline_kinds`.

Terms are the field's own (Zendesk, Jira Service Management, ITIL); their meaning is written beside each.
"""

from enum import StrEnum
from typing import NewType

WorkspaceId = NewType("WorkspaceId", str)  # Slack team, T…
PersonId = NewType("PersonId", str)  # Slack user, U… or W…
ChannelId = NewType("ChannelId", str)  # Slack conversation, C…, G… or D…
MessageTs = NewType("MessageTs", str)  # Slack's id of a message within its channel
DeskId = NewType("DeskId", str)  # the desk's key, also the prefix of its tickets: IT
CategoryKey = NewType("CategoryKey", str)
TicketId = NewType("TicketId", int)
MessageId = NewType("MessageId", int)
NoticeId = NewType("NoticeId", int)
DeadlineId = NewType("DeadlineId", int)
ReplyId = NewType("ReplyId", int)  # of a saved reply
TipId = NewType("TipId", int)

NO_TICKET = TicketId(0)  # what a deadline is about that is about something else: a tip, a desk's day


class Status(StrEnum):
    """Where a ticket stands in its life."""

    NEW = "new"  # nobody has acted
    OPEN = "open"  # an agent owns it or has answered
    PENDING = "pending"  # waiting for the requester
    ON_HOLD = "on_hold"  # waiting for a third party; the requester still sees "open"
    SOLVED = "solved"  # the desk believes it is done
    CLOSED = "closed"  # locked; a later message opens a follow-up


UNSOLVED = frozenset({Status.NEW, Status.OPEN, Status.PENDING, Status.ON_HOLD})


class Closure(StrEnum):
    """Why a closed ticket is closed. All but COMPLETED leave every metric and get no survey."""

    COMPLETED = "completed"
    MERGED = "merged"
    CANCELLED = "cancelled"  # by the requester, before work began or because it is no longer needed
    NOT_A_TICKET = "not_a_ticket"  # an automatic ticket taken back


class Priority(StrEnum):
    """Urgency as the desk sees it, most urgent first."""

    URGENT = "urgent"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class Urgency(StrEnum):
    """How soon the requester needs it."""

    NOW = "now"
    SOON = "soon"
    WHENEVER = "whenever"


class Impact(StrEnum):
    """How many people it stops."""

    EVERYBODY = "everybody"
    TEAM = "team"
    ME = "me"


class Intake(StrEnum):
    """The way a ticket came in."""

    SLASH = "slash"
    FORM = "form"
    CHANNEL = "channel"
    REACTION = "reaction"
    DIRECT = "direct"
    MENTION = "mention"
    SHORTCUT = "shortcut"
    FOLLOW_UP = "follow_up"
    SPLIT = "split"
    IMPORT = "import"  # from another helpdesk, with its past


AUTOMATIC_INTAKES = frozenset({Intake.CHANNEL, Intake.REACTION, Intake.DIRECT, Intake.MENTION})


class IntakeMode(StrEnum):
    """How a request channel turns messages into tickets."""

    EVERY = "every"  # every top-level message
    REACTION = "reaction"  # the ones that get a :ticket: reaction
    ASK = "ask"  # the author is asked in private


class ChannelPurpose(StrEnum):
    """What a channel is to its desk."""

    REQUEST = "request"
    TRIAGE = "triage"
    PRIVATE_TRIAGE = "private_triage"


class Presence(StrEnum):
    """What an agent says of themselves."""

    AVAILABLE = "available"
    AWAY = "away"  # for a while
    OUT = "out"  # of office


class Speaker(StrEnum):
    """What the author of a message is in its conversation."""

    REQUESTER = "requester"
    AGENT = "agent"
    OTHER = "other"  # somebody else who reads the thread: a colleague of the requester, a guest under the card


class Visibility(StrEnum):
    """Who a message of a conversation is for."""

    PUBLIC = "public"  # the requester reads it
    INTERNAL = "internal"  # a note among agents


class Side(StrEnum):
    """The two threads of one conversation."""

    REQUESTER = "requester"
    CARD = "card"


class LinkKind(StrEnum):
    """How two tickets belong together, read from the first to the second."""

    FOLLOW_UP_OF = "follow_up_of"
    MERGED_INTO = "merged_into"
    SPLIT_FROM = "split_from"
    LEFT_PROBLEM = "left_problem"  # thought to be the same, and is not


class Scope(StrEnum):
    """Whom a saved reply belongs to, and who may use it."""

    PERSONAL = "personal"  # one agent
    DESK = "desk"
    WORKSPACE = "workspace"  # every desk


class Target(StrEnum):
    """What a desk promises to do in time; a ticket has a clock for each."""

    FIRST_RESPONSE = "first_response"  # until an agent's first public message
    NEXT_RESPONSE = "next_response"  # from the requester's oldest unanswered message to an agent's next public one
    RESOLUTION = "resolution"  # until it is solved for the last time
