"""Finding by words: what can be found, who may find it, and what a text is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.rules.records import Ticket
from bot.rules.vocabulary import Closure, DeskId, PersonId

LEFT_OUT = frozenset({Closure.MERGED, Closure.CANCELLED, Closure.NOT_A_TICKET})
SEARCHED = frozenset({"subject", "description", "desk_id", "is_private", "closure", "requester_id"})  # of a ticket


class DocumentKind(StrEnum):
    """What can be found."""

    TICKET = "ticket"
    TIP = "tip"
    REPLY = "reply"  # a saved one
    RESOURCE = "resource"  # to learn from


class Audience(StrEnum):
    """Who may find a document, and open it. Its owner always may."""

    PUBLIC = "public"  # everybody in the workspace
    DESK = "desk"  # whoever works its desk; without a desk, whoever works any
    OWNER = "owner"  # nobody else


@dataclass(frozen=True, slots=True)
class Document:
    """Something with words in it."""

    kind: DocumentKind
    id: int
    desk_id: DeskId | None  # None: every desk's
    owner_id: PersonId | None  # a ticket's requester, a personal reply's agent
    audience: Audience
    language: str  # en; empty when nobody knows
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Seeker:
    """Who looks, and so what can be found at all."""

    person_id: PersonId
    desks: frozenset[DeskId]  # that they work


@dataclass(frozen=True, slots=True)
class Listed:
    """What the index knows of a document. Hundreds are read at a time: a kind and an audience stay plain words."""

    kind: str
    id: int
    desk_id: DeskId | None
    owner_id: PersonId | None
    audience: str
    place: int  # grows with time
    words: str  # what it is about, the title first, with a space around each; then who may find it


@dataclass(frozen=True, slots=True)
class Found:
    """A document that fits, and how well."""

    kind: DocumentKind
    id: int
    score: float  # greater is better, within one search
    terms: Sequence[str]  # that it shares with what was asked, as people wrote them, the rarest first


def may_find(seeker: Seeker, listed: Listed) -> bool:
    """Whether somebody may find a document, and open it."""
    if listed.audience == Audience.PUBLIC or listed.owner_id == seeker.person_id:
        return True
    is_theirs = bool(seeker.desks) if listed.desk_id is None else listed.desk_id in seeker.desks
    return listed.audience == Audience.DESK and is_theirs


def document_of(ticket: Ticket) -> Document | None:
    """A ticket as it is found: by whoever asked and whoever works its desk. None when it is to be found no more."""
    if ticket.closure in LEFT_OUT:
        return None
    return Document(
        kind=DocumentKind.TICKET,
        id=ticket.id,
        desk_id=ticket.desk_id,
        owner_id=ticket.requester_id,
        audience=Audience.DESK,
        language="",
        title=ticket.subject,
        text=ticket.description,
    )
