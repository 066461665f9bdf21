"""What a message in a ticket's thread is, and what follows from it."""

import re
from dataclasses import dataclass
from datetime import datetime

from bot.rules.records import Place, SharedFile
from bot.rules.vocabulary import ChannelId, MessageTs, PersonId, Side, Speaker, Visibility

MENTION = re.compile(r"<[@!#][^<>]*>")


@dataclass(frozen=True, slots=True)
class Said:
    """A message somebody wrote in Slack, wherever it was."""

    author_id: PersonId
    channel: ChannelId
    ts: MessageTs
    thread_ts: MessageTs | None  # None for a message that starts no thread, or starts one
    text: str
    files: tuple[SharedFile, ...]
    is_direct: bool  # in the author's conversation with the bot
    is_mention: bool = False  # it names the bot


@dataclass(frozen=True, slots=True)
class Edited:
    """A message that its author changed."""

    channel: ChannelId
    ts: MessageTs
    text: str


@dataclass(frozen=True, slots=True)
class Deleted:
    """A message that is gone."""

    channel: ChannelId
    ts: MessageTs


@dataclass(frozen=True, slots=True)
class Reacted:
    """An emoji that somebody put on a message, or took away."""

    person_id: PersonId
    emoji: str  # without colons and skin tone
    place: Place
    at: datetime | None = None  # when, by Slack's clock: what is told again comes late; None: now


def without_markup(text: str) -> str:
    """A message without the people it names: "<@U1> thanks!" is thanks."""
    return MENTION.sub(" ", text)


def visibility(side: Side, speaker: Speaker, *, card_replies_are_public: bool) -> Visibility:
    """Who a message is for, by the thread it was written in. Under the card only agents speak for the desk."""
    if side is Side.REQUESTER or (card_replies_are_public and speaker is Speaker.AGENT):
        return Visibility.PUBLIC
    return Visibility.INTERNAL


def carried_to(visibility: Visibility, speaker: Speaker, side: Side, stands_in: Side | None) -> frozenset[Side]:
    """The threads that get a copy of a message. `stands_in`: the one it was written in.

    None is neither: a form, or a thread of a ticket that was merged into this one. Answers reach the requester
    from wherever they were given, and so does what an agent who is the requester writes on the card's `side`;
    what others ask elsewhere is between them and the desk.
    """
    is_answer = visibility is Visibility.PUBLIC and (speaker is Speaker.AGENT or side is Side.CARD)
    readers = {Side.CARD, Side.REQUESTER} if is_answer else {Side.CARD}
    return frozenset(readers - {stands_in})
