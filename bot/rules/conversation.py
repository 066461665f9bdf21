"""What a message in a ticket's thread is, and what follows from it."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.rules.records import Place, SharedFile
from bot.rules.vocabulary import ChannelId, MessageTs, PersonId, Side, Visibility

THANKS_WORDS = 6  # a message of thanks is short: "thanks a lot, works now!" and not a new question
THANKS_EMOJI = frozenset(
    {"pray", "heart", "tada", "+1", "thumbsup", "raised_hands", "clap", "thank_you", "100", "ok_hand"}
)
THANKS: Mapping[str, frozenset[str]] = {
    "en": frozenset({"thanks", "thank", "thx", "ty", "cheers", "tnx", "tysm"}),
    "de": frozenset({"danke", "dankeschön", "merci", "vielen", "dank"}),
    "es": frozenset({"gracias", "graciass"}),
    "fr": frozenset({"merci"}),
    "it": frozenset({"grazie"}),
    "pt": frozenset({"obrigado", "obrigada", "valeu"}),
    "nl": frozenset({"bedankt", "dankjewel", "dank"}),
    "pl": frozenset({"dzięki", "dziękuję"}),
    "ja": frozenset({"ありがとう", "ありがとうございます", "どうも"}),
}
STILL = frozenset(  # a thank-you that goes on is no end: "thanks, but it still fails"
    {
        "but",
        "still",
        "however",
        "not",
        "aber",
        "noch",
        "nicht",
        "pero",
        "todavía",
        "no",
        "mais",
        "encore",
        "pas",
        "ma",
        "mas",
    }
)
MENTION = re.compile(r"<[@!#][^<>]*>")
NAMED = re.compile(r"<@([UW][A-Z0-9]+)[|>]")
EMOJI = re.compile(r":([a-z0-9_+'-]+):")
QUESTION = re.compile("[?¿\uff1f]")  # the last one is the full-width mark of Japanese and Chinese


def is_thanks(literal: str, locale: str) -> bool:
    """Whether a message is only thanks, in the writer's language or in English. `literal` has no Slack markup."""
    if QUESTION.search(literal):
        return False
    emoji = EMOJI.findall(literal)
    words = _words(EMOJI.sub(" ", literal))
    if not words:
        return bool(emoji) and all(name in THANKS_EMOJI for name in emoji)
    spoken = THANKS["en"] | THANKS.get(locale.split("-", maxsplit=1)[0].lower(), frozenset())
    return len(words) <= THANKS_WORDS and not spoken.isdisjoint(words) and STILL.isdisjoint(words)


def without_markup(text: str) -> str:
    """A message without the people it names: "<@U1> thanks!" is thanks."""
    return MENTION.sub(" ", text)


def people_named(text: str) -> set[PersonId]:
    """The people that a message mentions."""
    return {PersonId(person_id) for person_id in NAMED.findall(text)}


def visibility(side: Side, speaker: "Speaker", *, card_replies_are_public: bool) -> Visibility:
    """Who a message is for, by the thread it was written in. Under the card only agents speak for the desk."""
    if side is Side.REQUESTER or (card_replies_are_public and speaker is Speaker.AGENT):
        return Visibility.PUBLIC
    return Visibility.INTERNAL


def carried_to(visibility: Visibility, speaker: "Speaker", stands_in: Side | None) -> frozenset[Side]:
    """The threads that get a copy of a message. `stands_in`: the one it was written in.

    None is neither: a form, or a thread of a ticket that was merged into this one. Answers reach the requester
    from wherever they were given; what others ask elsewhere is between them and the desk.
    """
    is_answer = visibility is Visibility.PUBLIC and speaker is Speaker.AGENT
    readers = {Side.CARD, Side.REQUESTER} if is_answer else {Side.CARD}
    return frozenset(readers - {stands_in})


def _words(text: str) -> list[str]:
    kept = "".join(c if c.isalnum() or unicodedata.category(c) == "Mn" else " " for c in text.lower())
    return kept.split()


class Speaker(StrEnum):
    """What the author of a message is in its conversation."""

    REQUESTER = "requester"
    AGENT = "agent"
    OTHER = "other"  # somebody else who reads the thread: a colleague of the requester, a guest under the card


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
