"""What becomes a ticket, and what it is called."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.rules.conversation import Said
from bot.rules.markup import escape, readable
from bot.rules.records import DeskChannel, Place, SharedFile, Ticket
from bot.rules.vocabulary import (
    AUTOMATIC_INTAKES,
    CategoryKey,
    ChannelId,
    ChannelPurpose,
    DeskId,
    Impact,
    Intake,
    IntakeMode,
    MessageTs,
    PersonId,
    Urgency,
)

SUBJECT = 120  # characters
FIELD = 3000  # characters that a field of a form holds
NO_SUBJECT = "…"  # of a request whose text is gone
KEY = re.compile(r"([A-Za-z][A-Za-z0-9]{0,15})-([1-9][0-9]{0,9})")
INVISIBLE = {"Cc", "Cf", "Zs", "Zl", "Zp"}  # control, format, space
LOOKS_EMPTY = re.compile("[\u034f\u115f\u1160\u2800\u3164\ufe00-\ufe0f\uffa0]")  # letters and marks that show nothing
TURNS_THE_LINE = re.compile("[\u202a-\u202e\u2066-\u2069]")  # would reverse what stands after it in the same line


class Wish(StrEnum):
    """What somebody wants from `/ticket`."""

    FORM = "form"
    RAISE = "raise"
    LIST = "list"
    SHOW = "show"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Asked:
    """A slash command, understood."""

    wish: Wish
    text: str = ""  # the request, or the ticket's number in capitals


def understand(text: str) -> Asked:
    """Read what stands behind `/ticket`. Anything but `list`, `help` and a ticket's number is a request."""
    words = text.strip()
    if is_blank(words):
        return Asked(Wish.FORM)
    if words.lower() in (Wish.LIST, Wish.HELP):
        return Asked(Wish(words.lower()))
    if KEY.fullmatch(words):
        return Asked(Wish.SHOW, words.upper())
    return Asked(Wish.RAISE, words)


def is_blank(text: str) -> bool:
    """Whether a text shows nothing: spaces, control and invisible characters only."""
    return all(unicodedata.category(character) in INVISIBLE for character in LOOKS_EMPTY.sub("", text))


def subject(shown: str) -> str:
    """The first line of a request, short enough for a card. `shown` is text as people see it, without markup."""
    lines = (TURNS_THE_LINE.sub("", line) for line in shown.splitlines())
    line = next((" ".join(line.split()) for line in lines if not is_blank(line)), "")
    return line if len(line) <= SUBJECT else line[: SUBJECT - 1].rstrip() + "…"


def message_source(channel: ChannelId, ts: MessageTs) -> str:
    """The natural key of what a Slack message makes."""
    return f"message:{channel}:{ts}"


def place_source(place: Place) -> str:
    """The same, of the message at a place."""
    return message_source(place.channel, place.ts)


def view_source(view_id: str) -> str:
    """The natural key of what a submitted form makes."""
    return f"view:{view_id}"


def command_source(trigger_id: str) -> str:
    """The natural key of what a slash command makes."""
    return f"command:{trigger_id}"


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asks for, from whichever way in, before it is a ticket. Texts are mrkdwn."""

    source: str  # natural key: the same source never makes two tickets
    intake: Intake
    requester_id: PersonId
    opened_by: PersonId
    text: str  # what is wanted
    subject: str = ""  # as people see it, without markup; empty: the first line of the text
    desk_id: DeskId | None = None  # None: the channel's desk, or the default one
    category: CategoryKey | None = None
    impact: Impact = Impact.ME
    urgency: Urgency = Urgency.SOON
    is_private: bool = False
    asked_in: ChannelId | None = None  # where a command was given: that channel's desk takes it
    origin: Place | None = None  # the message it came from
    thread: Place | None = None  # where the conversation goes; None: the requester's DM
    files: tuple[SharedFile, ...] = ()
    author_id: PersonId | None = None  # of the message; None: whoever opens it
    message: str | None = None  # the message itself, where the request says something else


@dataclass(frozen=True, slots=True)
class Pointed:
    """A message that somebody wants to be a ticket, wherever it stands."""

    author_id: PersonId | None  # None: a program wrote it
    place: Place
    thread_ts: MessageTs | None
    text: str
    files: tuple[SharedFile, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """The form for a request, as it was sent. Texts are plain characters."""

    view_id: str
    subject: str
    description: str
    desk_id: DeskId | None  # None: there was none to choose from
    category: CategoryKey | None
    impact: Impact
    urgency: Urgency
    is_private: bool
    files: tuple[SharedFile, ...]
    draft_id: int | None  # of the message it was filled with
    requester_id: PersonId | None  # of the same message


class Response(StrEnum):
    """What the helpdesk does about a message that belongs to no ticket."""

    RAISE = "raise"
    ASK = "ask"  # its author, in private, whether it is meant for the desk
    REMEMBER = "remember"  # until somebody puts a :ticket: on it
    NOTHING = "nothing"


BY_MODE: Mapping[IntakeMode, Response] = {
    IntakeMode.EVERY: Response.RAISE,
    IntakeMode.ASK: Response.ASK,
    IntakeMode.REACTION: Response.REMEMBER,
}


def response(said: Said, channel: DeskChannel | None) -> Response:
    """What to do about a message. `channel` is what a desk has made of the channel it stands in."""
    if said.is_mention:
        return Response.RAISE
    if said.thread_ts is not None:
        return Response.NOTHING
    if said.is_direct:
        return Response.RAISE
    mode = mode_of(channel)
    return Response.NOTHING if mode is None else BY_MODE[mode]


def way_in(said: Said, channel: DeskChannel | None) -> Intake:
    """By which way a message comes in. A mention where any message would do is nothing special."""
    if said.thread_ts is None and said.is_direct:
        return Intake.DIRECT
    if said.thread_ts is None and mode_of(channel) is IntakeMode.EVERY:
        return Intake.CHANNEL
    return Intake.MENTION


def may_join(said: Said, channel: DeskChannel | None) -> bool:
    """Whether a message can be part of the request that its author's last message made."""
    return said.thread_ts is None and (said.is_direct or mode_of(channel) is not None)


def mode_of(channel: DeskChannel | None) -> IntakeMode | None:
    """How a channel turns messages into tickets; None where people don't ask."""
    if channel is None or channel.purpose is not ChannelPurpose.REQUEST:
        return None
    return channel.mode or IntakeMode.EVERY


def is_automatic(ticket: Ticket) -> bool:
    """Whether a message became this ticket by itself, so that it may not be one."""
    return ticket.intake in AUTOMATIC_INTAKES or ticket.intake is Intake.SPLIT


def belong_together(one: MessageTs, other: MessageTs, seconds: int) -> bool:
    """Whether two messages of one person in one channel are one request, as they follow each other so soon."""
    return seconds > 0 and abs(float(one) - float(other)) <= seconds


def sooner(ts: MessageTs, seconds: int) -> MessageTs:
    """The instant `seconds` before a message, as Slack would write it."""
    return MessageTs(f"{float(ts) - seconds:.6f}")


def together(texts: Iterable[str]) -> str:
    """Several messages as one description."""
    return "\n".join(text for text in texts if not is_blank(text))


def retold(
    ticket: Ticket,
    before: Sequence[str],
    after: Sequence[str],
    names: Mapping[PersonId, str],
    *,
    is_erased: bool = False,
) -> dict[str, str]:
    """What a ticket says once its opening messages say something else: columns to change.

    What somebody put into other words, in a form, stays as they put it, unless it has to be erased.
    """
    told, tells = together(before), together(after)
    is_theirs = ticket.description == told
    if not is_theirs and not is_erased:
        return {}
    changes = {"description": tells if is_theirs else ""}
    if ticket.subject == subject(readable(told, names)):
        changes["subject"] = subject(readable(tells, names)) or (NO_SUBJECT if is_erased else ticket.subject)
    return changes


def in_field(text: str, names: Mapping[PersonId, str]) -> str:
    """As much of a message as a form can show."""
    return readable(text, names)[:FIELD]


def from_field(written: str, message: str, names: Mapping[PersonId, str]) -> str:
    """What a form says that was filled with a message at first, as mrkdwn.

    Untouched, it is the message itself; otherwise what was written, and after it what the field had no room for.
    """
    shown = readable(message, names)
    if written.split() == shown[:FIELD].split():
        return message
    return escape(written + shown[FIELD:])
