"""Saved replies: what one is made of, how its variables are filled in, and which one fits a ticket best."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from heapq import nsmallest

from bot.rules.intake import KEY as NUMBER
from bot.rules.intake import is_blank, subject
from bot.rules.markup import readable
from bot.rules.refusals import NothingToSay, NoTicketNamed, TextTooLong
from bot.rules.vocabulary import CategoryKey, PersonId, ReplyId, Scope

TITLE, KEY, BODY = 75, 32, 3000  # characters
TYPED = 8  # words of a search that count
LANGUAGES = ("en", "de", "es", "fr", "it", "pt", "nl", "pl", "sv", "da", "fi", "cs", "tr", "uk", "ar", "ja", "zh")
PLACEHOLDER = re.compile(r"\{\{([^{}|]*)(?:\|([^{}]*))?\}\}")  # {{name}} or {{name|what to say without one}}
WORD = re.compile(r"[^\W_]+")


class Variable(StrEnum):
    """What stands between double braces in a saved reply, and is filled in when it is used."""

    REQUESTER_FIRST_NAME = "requester.first_name"
    REQUESTER_NAME = "requester.name"
    AGENT_NAME = "agent.name"
    TICKET_NUMBER = "ticket.number"
    TICKET_SUBJECT = "ticket.subject"
    TICKET_LINK = "ticket.link"
    DESK_NAME = "desk.name"
    TODAY = "today"


@dataclass(frozen=True, slots=True)
class Wording:
    """What a saved reply says, as somebody writes it down."""

    title: str  # plain characters; empty: the first line of the body
    body: str  # mrkdwn, with variables
    key: str = ""  # what to call it by in a command; empty: made of the title
    category: CategoryKey | None = None
    language: str = "en"  # ISO 639, of the body


@dataclass(frozen=True, slots=True)
class SavedReply:
    """A saved reply as it is now."""

    id: ReplyId
    scope: Scope
    held_by: str  # the person or the desk that it belongs to; empty: the workspace
    owner_id: PersonId  # who answers for it
    key: str  # unique where it is held
    title: str
    body: str
    category: CategoryKey | None
    language: str
    version: int  # counts from 1
    times_used: int
    last_used_at: datetime | None
    retired_at: datetime | None
    created_at: datetime
    changed_at: datetime
    changed_by: PersonId

    @property
    def wording(self) -> Wording:
        """What it says."""
        return Wording(self.title, self.body, self.key, self.category, self.language)


@dataclass(frozen=True, slots=True)
class ReplyVersion:
    """What a saved reply said at one time. Nothing rewrites it."""

    reply_id: ReplyId
    version: int
    key: str
    title: str
    body: str
    category: CategoryKey | None
    language: str
    at: datetime
    by: PersonId


@dataclass(frozen=True, slots=True)
class Use:
    """Which reply went into an answer, in which version."""

    reply_id: ReplyId
    version: int


@dataclass(frozen=True, slots=True)
class Offer:
    """A saved reply as a search finds it: no more of it than ranking asks for."""

    id: ReplyId
    key: str
    title: str
    category: CategoryKey | None
    language: str
    times_used: int


@dataclass(frozen=True, slots=True)
class Rendered:
    """A saved reply with its variables filled in, as mrkdwn. What could not be filled in stands there as it was."""

    text: str
    unknown: tuple[str, ...] = ()  # placeholders that no variable has the name of
    empty: tuple[str, ...] = ()  # placeholders of variables that have no value here, and no default


def checked(wording: Wording) -> Wording:
    """A wording as it is stored: one line of title, a key that can be typed, a plain language.

    Raises NothingToSay without a body, TextTooLong.
    """
    if is_blank(wording.body):
        raise NothingToSay
    body = wording.body.strip()
    title = subject(wording.title) or subject(readable(body))
    if len(body) > BODY:
        raise TextTooLong(BODY)
    if len(title) > TITLE:
        title = title[: TITLE - 1].rstrip() + "…"
    key = key_of(wording.key) or key_of(title) or "reply"
    return replace(wording, title=title, body=body, key=key, language=primary(wording.language))


def key_of(typed: str) -> str:
    """A key as people type it: small letters, digits, dashes. Empty when nothing of that is there."""
    return "-".join(WORD.findall(folded(typed)))[:KEY].strip("-")


def primary(locale: str) -> str:
    """The language of a locale: en of en-GB."""
    return re.split("[-_]", locale.strip(), maxsplit=1)[0].lower()[:8] or "en"


def render(body: str, facts: Mapping[Variable, str]) -> Rendered:
    """Fill in the variables of a body. Values are mrkdwn, and are not looked at again: nothing in them is filled in.

    A default stands in for a variable without a value. Braces that are not two and two around a name are text.
    """
    unknown: list[str] = []
    empty: list[str] = []

    def value(found: re.Match[str]) -> str:
        name, default = found[1].strip(), (found[2] or "").strip()
        if not name:
            return found[0]
        if name not in set(Variable):
            unknown.append(found[0])
            return found[0]
        known = facts.get(Variable(name), "") or default
        if not known:
            empty.append(found[0])
        return known or found[0]

    text = PLACEHOLDER.sub(value, body)
    return Rendered(text, tuple(dict.fromkeys(unknown)), tuple(dict.fromkeys(empty)))


def open_placeholders(body: str) -> tuple[str, ...]:
    """The placeholders that nothing ever fills in: whoever uses the reply is asked for them."""
    return render(body, dict.fromkeys(Variable, "known")).unknown


def unfilled(text: str, bodies: Iterable[str]) -> tuple[str, ...]:
    """The placeholders of these replies that still stand in an answer. Braces of the agent's own are not meant."""
    placeholders = (found[0] for body in bodies for found in PLACEHOLDER.finditer(body) if found[1].strip())
    return tuple(dict.fromkeys(placeholder for placeholder in placeholders if placeholder in text))


def kept(written: str, filled_in: str, uses: Sequence[Use]) -> tuple[str, tuple[Use, ...]]:
    """What stays of an answer when another reply is chosen, and which replies are still in it.

    `filled_in` is what the last reply put there: untouched, it gives way; changed, it has become the agent's own.
    """
    written, filled_in = written.rstrip(), filled_in.rstrip()
    own = written.removesuffix(filled_in).rstrip()
    if is_blank(own):
        return "", ()
    return own, tuple(uses[:-1] if filled_in and written.endswith(filled_in) else uses)


def below(own: str, chosen: str) -> str:
    """A reply under what somebody has written already."""
    return f"{own}\n\n{chosen}" if own else chosen


def asked_for(typed: str) -> tuple[str, str]:
    """A reply's key and a ticket's number in capitals, as they stand behind a command; the key may be empty.

    Raises NoTicketNamed without a number.
    """
    *key, number = typed.split() or [""]
    if not NUMBER.fullmatch(number):
        raise NoTicketNamed
    return key_of(" ".join(key)), number.upper()


def folded(text: str) -> str:
    """A text without capitals and diacritics, so that cafe finds Café."""
    if text.isascii():
        return text.lower()  # the same, a hundred times as fast: thousands are ranked while somebody types
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in apart if not unicodedata.combining(character)).casefold()


def search_words(wording: Wording) -> str:
    """What a search looks through: each word once, with a space before it."""
    text = PLACEHOLDER.sub(" ", readable(wording.body))
    return "".join(f" {word}" for word in dict.fromkeys(WORD.findall(folded(f"{wording.key} {wording.title} {text}"))))


def beginnings(typed: str) -> tuple[str, ...]:
    """The beginnings of words that somebody looks for."""
    return tuple(WORD.findall(folded(typed))[:TYPED])


def ranked(offers: Iterable[Offer], typed: str, category: CategoryKey | None, language: str, limit: int) -> list[Offer]:
    """The best first: called exactly that; that in its title; same category; same language; used more."""
    wanted, key = beginnings(typed), key_of(typed)

    def distance(offer: Offer) -> tuple[bool, bool, int, bool, int, str, int]:
        name = WORD.findall(folded(f"{offer.key} {offer.title}")) if wanted else ()
        is_named = all(any(word.startswith(beginning) for word in name) for beginning in wanted)
        other = offer.category is not None and offer.category != category
        near = 0 if category is not None and offer.category == category else 1 + other
        return offer.key != key, not is_named, near, offer.language != language, -offer.times_used, offer.key, offer.id

    return nsmallest(limit, offers, key=distance)
