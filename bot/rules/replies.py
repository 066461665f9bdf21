"""Saved replies: what one is made of, how its variables are filled in, and which one fits a ticket best."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from heapq import nsmallest

from bot.rules.deeds import Deed
from bot.rules.intake import KEY as NUMBER
from bot.rules.intake import is_blank, subject
from bot.rules.markup import readable
from bot.rules.refusals import NothingToSay, NoTicketNamed, TextTooLong
from bot.rules.reply_actions import NOTHING, ReplyActions
from bot.rules.vocabulary import CategoryKey, PersonId, ReplyId, Scope

TITLE, KEY, BODY = 75, 32, 3000  # characters, as people see them
TRANSLATIONS = 5  # of one reply, beside its own language: each has its field in the form
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
    DESK_HOURS = "desk.hours"
    FORM_SUBJECT = "form.subject"
    FORM_DESCRIPTION = "form.description"
    FORM_CATEGORY = "form.category"
    TODAY = "today"


VARIABLES = frozenset(Variable)


GENERAL = (  # what of an answer is about one ticket only, the longer before what is part of it
    Variable.TICKET_LINK,
    Variable.REQUESTER_NAME,
    Variable.REQUESTER_FIRST_NAME,
    Variable.AGENT_NAME,
    Variable.TICKET_NUMBER,
)


@dataclass(frozen=True, slots=True)
class Wording:
    """What a saved reply says, as somebody writes it down."""

    title: str  # plain characters; empty: the first line of the body
    body: str  # mrkdwn, with variables
    key: str = ""  # what to call it by in a command; empty: made of the title
    category: CategoryKey | None = None
    language: str = "en"  # ISO 639, of the body
    translations: Mapping[str, str] = field(default_factory=dict)  # language → body
    actions: ReplyActions = NOTHING
    is_public: bool = False  # it is also suggested to people who are about to ask
    review_by: date | None = None  # when its owner looks at it again; no part of what it says

    def in_language(self, language: str) -> tuple[str, str]:
        """The language that it speaks to somebody of this one, and its body in it."""
        found = self.translations.get(primary(language))
        return (self.language, self.body) if found is None else (primary(language), found)

    @property
    def bodies(self) -> tuple[str, ...]:
        """What it says, in every language."""
        return (self.body, *self.translations.values())


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
    translations: Mapping[str, str]
    actions: ReplyActions
    is_public: bool
    version: int  # counts from 1
    times_used: int
    last_used_at: datetime | None
    retired_at: datetime | None
    review_by: date | None
    created_at: datetime
    changed_at: datetime
    changed_by: PersonId

    @property
    def wording(self) -> Wording:
        """What it says."""
        return Wording(
            title=self.title,
            body=self.body,
            key=self.key,
            category=self.category,
            language=self.language,
            translations=self.translations,
            actions=self.actions,
            is_public=self.is_public,
            review_by=self.review_by,
        )


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
    translations: Mapping[str, str]
    actions: ReplyActions
    at: datetime
    by: PersonId

    @property
    def wording(self) -> Wording:
        """What it said."""
        return Wording(
            self.title, self.body, self.key, self.category, self.language, self.translations, actions=self.actions
        )


@dataclass(frozen=True, slots=True)
class Use:
    """Which reply went into an answer, in which version."""

    reply_id: ReplyId
    version: int


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it is sent from the form."""

    text: str  # mrkdwn
    source: str  # natural key: the same source is never sent twice
    uses: Sequence[Use] = ()  # the saved replies in it
    ticked: Collection[Deed] = ()  # what the last of them shall do besides


@dataclass(frozen=True, slots=True)
class Offer:
    """A saved reply as a search finds it: no more of it than ranking asks for."""

    id: ReplyId
    key: str
    title: str
    category: CategoryKey | None
    languages: str  # that it speaks, with spaces between: en de
    times_used: int


@dataclass(frozen=True, slots=True)
class Rendered:
    """A saved reply with its variables filled in, as mrkdwn. What could not be filled in stands there as it was."""

    text: str
    unknown: tuple[str, ...] = ()  # placeholders that no variable has the name of
    empty: tuple[str, ...] = ()  # placeholders of variables that have no value here, and no default


def checked(wording: Wording) -> Wording:
    """A wording as it is stored: one line of title, a key that can be typed, plain languages, each once.

    Raises NothingToSay without a body, TextTooLong.
    """
    if is_blank(wording.body):
        raise NothingToSay
    body, language = wording.body.strip(), primary(wording.language)
    given = {primary(other): said.strip() for other, said in wording.translations.items() if not is_blank(said)}
    translations = {other: given[other] for other in sorted(given.keys() - {language})[:TRANSLATIONS]}
    if any(len(readable(said)) > BODY for said in (body, *translations.values())):
        raise TextTooLong(BODY)
    title = subject(wording.title) or subject(readable(body))
    if len(title) > TITLE:
        title = title[: TITLE - 1].rstrip() + "…"
    key = key_of(wording.key) or key_of(title) or "reply"
    return replace(wording, title=title, body=body, key=key, language=language, translations=translations)


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
        name, default = found[1].strip().lower(), (found[2] or "").strip()
        if not name:
            return found[0]
        if name not in VARIABLES:
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


def names_to_fill_in(body: str) -> tuple[str, ...]:
    """What those placeholders are called, each once, whatever stands where they have nothing."""
    found = (PLACEHOLDER.fullmatch(placeholder) for placeholder in open_placeholders(body))
    return tuple(dict.fromkeys(match[1].strip() for match in found if match))


def unfilled(text: str, bodies: Iterable[str]) -> tuple[str, ...]:
    """The placeholders of these replies that still stand in an answer. Braces of the agent's own are not meant."""
    placeholders = (found[0] for body in bodies for found in PLACEHOLDER.finditer(body) if found[1].strip())
    return tuple(dict.fromkeys(placeholder for placeholder in placeholders if placeholder in text))


def completed(text: str, given: Mapping[str, str]) -> str:
    """An answer with what its author gave for placeholders; those left empty stay."""
    for placeholder, value in given.items():
        if not is_blank(value):
            text = text.replace(placeholder, value.strip())
    return text


def made_general(text: str, facts: Mapping[Variable, str]) -> str:
    """An answer as a reply for others: where it names this ticket or its people, variables stand from now on."""
    for variable in GENERAL:
        value = facts.get(variable, "")
        if value:
            text = re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", f"{{{{{variable}}}}}", text)
    return text


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
    text = without_placeholders(wording)
    return "".join(f" {word}" for word in dict.fromkeys(WORD.findall(folded(f"{wording.key} {wording.title} {text}"))))


def without_placeholders(wording: Wording) -> str:
    """What it says in every language, as people see it, less what is filled in."""
    return "\n".join(PLACEHOLDER.sub(" ", readable(body)) for body in wording.bodies)


def beginnings(typed: str) -> tuple[str, ...]:
    """The beginnings of words that somebody looks for."""
    return tuple(WORD.findall(folded(typed))[:TYPED])


@dataclass(frozen=True, slots=True)
class Fit:
    """What a ticket asks of a reply: what it is like, of what kind, in which language."""

    similar: Sequence[int] = ()  # replies whose text is like the ticket's, the best first
    category: CategoryKey | None = None
    language: str = "en"


def ranked(offers: Iterable[Offer], typed: str, fit: Fit, limit: int) -> list[Offer]:
    """The best first: called that; that in its title; like the ticket; of its category; in its language; used most."""
    wanted, key = beginnings(typed), key_of(typed)
    places = {reply_id: place for place, reply_id in enumerate(fit.similar)}

    def distance(offer: Offer) -> tuple[bool, bool, int, int, bool, int, str, int]:
        name = WORD.findall(folded(f"{offer.key} {offer.title}")) if wanted else ()
        is_named = all(any(word.startswith(beginning) for word in name) for beginning in wanted)
        other = offer.category is not None and offer.category != fit.category
        near = 0 if fit.category is not None and offer.category == fit.category else 1 + other
        speaks = fit.language in offer.languages.split()
        alike = places.get(offer.id, len(places))
        return offer.key != key, not is_named, alike, near, not speaks, -offer.times_used, offer.key, offer.id

    return nsmallest(limit, offers, key=distance)
