"""What becomes a ticket, and what it is called."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from bot.rules.records import Place, SharedFile
from bot.rules.vocabulary import CategoryKey, ChannelId, DeskId, Impact, Intake, MessageTs, PersonId, Urgency

SUBJECT = 120  # characters
TEXT = 40_000  # Slack cuts longer messages itself
KEY = re.compile(r"([A-Za-z][A-Za-z0-9]{0,15})-([1-9][0-9]{0,9})")
INVISIBLE = {"Cc", "Cf", "Zs", "Zl", "Zp"}  # control, format, space


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
    return all(unicodedata.category(character) in INVISIBLE for character in text)


def subject(literal: str) -> str:
    """The first line of a request, short enough for a card. `literal` is text without Slack's markup."""
    line = next((line.strip() for line in literal.splitlines() if not is_blank(line)), "")
    return line if len(line) <= SUBJECT else line[: SUBJECT - 1].rstrip() + "…"


def message_source(channel: ChannelId, ts: MessageTs) -> str:
    """The natural key of what a Slack message makes."""
    return f"message:{channel}:{ts}"


def view_source(view_id: str) -> str:
    """The natural key of what a submitted form makes."""
    return f"view:{view_id}"


def command_source(trigger_id: str) -> str:
    """The natural key of what a slash command makes."""
    return f"command:{trigger_id}"


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asks for, from whichever way in, before it is a ticket."""

    source: str  # natural key: the same source never makes two tickets
    intake: Intake
    requester_id: PersonId
    opened_by: PersonId
    text: str  # as it was written
    subject: str = ""  # empty: the first line of the text
    desk_id: DeskId | None = None  # None: the channel's desk, or the default one
    category: CategoryKey | None = None
    impact: Impact = Impact.ME
    urgency: Urgency = Urgency.SOON
    is_private: bool = False
    origin: Place | None = None  # the message it came from
    thread: Place | None = None  # where the conversation goes; None: the requester's DM
    files: tuple[SharedFile, ...] = ()
