"""What one notice comes to, once it has been written out for its reader."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from bot.rules.records import SharedFile
from bot.rules.vocabulary import ChannelId, PersonId
from bot.views.blocks import Message


@dataclass(frozen=True, slots=True)
class Post:
    """A message that stays: posted once, then updated where it stands."""

    message: Message


@dataclass(frozen=True, slots=True)
class Whisper:
    """A message that one person sees in a channel. Slack keeps none of it: it can't be updated, nor found again."""

    message: Message
    channel: ChannelId
    person: PersonId


@dataclass(frozen=True, slots=True)
class HomeTab:
    """A person's Home tab."""

    person: PersonId
    view: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FileCopy:
    """A file from the other side of the conversation, shared in the notice's thread with a word about it."""

    file: SharedFile
    comment: str  # mrkdwn, escaped


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file of the helpdesk's own making, shared with a word about it."""

    name: str
    content: bytes  # at least one
    comment: str  # mrkdwn, escaped


@dataclass(frozen=True, slots=True)
class Mark:
    """An emoji on the message that begins the notice's thread. Nobody misses it where that message is gone."""

    emoji: str  # without colons


@dataclass(frozen=True, slots=True)
class Withdraw:
    """The message is not wanted any more: take it away where it stands."""


Letter: TypeAlias = Post | Whisper | HomeTab | FileCopy | NewFile | Mark | Withdraw
