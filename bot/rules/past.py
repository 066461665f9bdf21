"""A ticket's past as a file tells it: what it is about, and everything that happened to it, in order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.rules.happenings import Happening
from bot.rules.intake import KEY
from bot.rules.vocabulary import Closure, Intake, PersonId, Priority, Speaker

LONGEST_KEY = 100  # characters


class Kind(StrEnum):
    """What a file says happened. Whatever else history records is told by history's own word."""

    CREATED = "created"
    OPENING = "opening"  # a message that is part of the request
    BOT_MESSAGE = "bot_message"
    AGENT_NOTE = "agent_internal_note"
    AGENT_REPLY = "agent_public_reply"
    REQUESTER_REPLY = "requester_reply"
    REQUESTER_NOTE = "requester_note"  # by an agent who is the requester
    OTHER_REPLY = "other_reply"  # somebody else, whom the requester can read
    OTHER_NOTE = "other_note"
    STATUS = "status"
    ASSIGNED = "assigned"
    PRIORITY = "priority"
    CATEGORY = "category"
    MOVED = "moved"  # to another desk
    SURVEYED = "surveyed"
    RATED = "rated"
    RATING_WITHDRAWN = "rating_withdrawn"
    RATING_COMMENTED = "rating_commented"  # in words; why is the reason that was chosen
    MERGED = "merged"


# What history records and files tell by one of the kinds above.
TOLD_OTHERWISE = frozenset(
    {
        Happening.OPENED,
        Happening.MESSAGE_ADDED,
        Happening.CLAIMED,
        Happening.UNASSIGNED,
        Happening.STATUS_CHANGED,
        Happening.REOPENED,
        Happening.PRIORITY_CHANGED,
        Happening.CATEGORY_CHANGED,
    }
)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a ticket. Which fields a kind has stands in `bot.rules.past_lines`."""

    at: datetime
    kind: str  # a Kind, or one of history's words
    by: PersonId | None = None  # None: the helpdesk itself
    to: str | None = None  # what is there since: a status, a person, a priority, a category, a desk
    was: str = ""  # what was there before
    why: str = ""
    text: str = ""  # of a message
    speaker: Speaker = Speaker.REQUESTER  # of an opening
    is_staffs: bool = False  # created by the desk, for the requester
    has_opening: bool = True  # created with one message, which says what the description says
    closure: Closure = Closure.COMPLETED
    score: int = 0
    said_at: datetime | None = None  # when it was rated, by the clock of the one who told it; None: at
    into: str = ""  # the key of the ticket that this one was merged into
    edited_at: datetime | None = None
    deleted_at: datetime | None = None
    is_delivered: bool = True  # of a question how it was
    is_anonymous: bool = False
    number: int = field(default=0, compare=False)  # its place in the file's line, from 1


@dataclass(frozen=True, slots=True)
class Told:
    """A ticket as one line of a file tells it. Subject, category, priority and desk are those it has in the end."""

    line: int  # from 1
    key: str
    desk: str
    requester: PersonId
    subject: str
    description: str
    category: str | None
    priority: Priority
    intake: Intake
    is_private: bool
    schedule: Mapping[str, Any] | str | None  # the hours that count for it; None: the desk's; NO_HOURS: none
    is_complete: bool  # everything is said: nothing follows from a message by itself
    events: tuple[Event, ...]  # the first is its creation


NO_HOURS = "none"


def identity(key: str) -> str:
    """What tells two tickets of files apart: keys that people could write as a ticket's number are read as those."""
    return key.upper() if fits(key) else key


def fits(key: str) -> bool:
    """Whether a key can be the number by which people name the ticket: OLD-1017."""
    return KEY.fullmatch(key) is not None


def source(key: str) -> str:
    """The natural key of what a line of a file makes."""
    return f"import:{identity(key)}"
