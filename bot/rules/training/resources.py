"""Resources: what the people of a desk learn from, a link or a text, in versions."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import NewType
from urllib.parse import urlsplit

from bot.rules.intake import Pointed, is_blank, subject
from bot.rules.markup import readable
from bot.rules.records import Place
from bot.rules.refusals import NothingToSay, TextTooLong
from bot.rules.search import Audience, Document, DocumentKind
from bot.rules.training import standing as standings
from bot.rules.training.refusals import NotALink, NothingToRead, NotMinutes
from bot.rules.vocabulary import CategoryKey, ChannelId, DeskId, MessageTs, PersonId

ResourceId = NewType("ResourceId", int)

TITLE, LINK, TEXT = 120, 2000, 3000  # characters that people see
MOST_MINUTES = 600
REVIEW_AFTER = timedelta(days=180)
NOON = time(12, tzinfo=UTC)  # the same date nearly everywhere
LINKED = re.compile(r"<(https?://[^<>|\s]+)(?:\|[^<>]*)?>")
UNLIKE_A_LINK = re.compile(r"[\s<>|\"\\^`{}\x00-\x1f\x7f]")
SCHEMES = ("http", "https")


class Vote(StrEnum):
    """What somebody says of a resource."""

    USEFUL = "useful"
    NOT_USEFUL = "not_useful"


@dataclass(frozen=True, slots=True)
class Content:
    """What a resource is, as somebody writes it down."""

    title: str  # plain characters
    link: str  # empty when the text is all
    text: str  # mrkdwn; empty when the link is all
    minutes: int | None = None  # that it takes
    categories: tuple[CategoryKey, ...] = ()


@dataclass(frozen=True, slots=True)
class Upkeep:
    """How a resource is kept: who answers for it, and when they look at it again."""

    owner_id: PersonId | None = None  # None: as it was; of a new one, whoever adds it
    review_on: date | None = None  # None: never
    is_small: bool = False  # a correction: whoever has read it need not read it again


@dataclass(frozen=True, slots=True)
class NewResource:
    """A resource that somebody adds."""

    source: str  # natural key: the same source never makes two resources
    desk_id: DeskId
    content: Content
    upkeep: Upkeep = Upkeep()
    place: Place | None = None  # the message that it comes from


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource as it is now."""

    id: ResourceId
    source: str  # natural key: of the form that made it
    desk_id: DeskId
    title: str
    link: str
    text: str
    minutes: int | None
    owner_id: PersonId
    channel: ChannelId | None  # of the message that it comes from
    ts: MessageTs | None
    version: int  # counts from 1: of what it says
    read_from: int  # the oldest version that counts as read
    review_by: datetime | None  # noon of the day, in UTC
    link_dead_at: datetime | None  # says somebody
    link_dead_by: PersonId | None
    retired_at: datetime | None
    done: int  # people who have read a version that counts
    useful: int
    not_useful: int
    created_at: datetime
    changed_at: datetime
    changed_by: PersonId

    @property
    def review_on(self) -> date | None:
        """The day on which somebody should look at it again, wherever they are."""
        return None if self.review_by is None else self.review_by.date()

    @property
    def place(self) -> Place | None:
        """The message that it comes from."""
        return None if self.channel is None or self.ts is None else Place(self.channel, self.ts)


@dataclass(frozen=True, slots=True)
class ResourceVersion:
    """What a resource said at one time. Nothing rewrites it."""

    resource_id: ResourceId
    version: int
    title: str
    link: str
    text: str
    asks_again: bool  # whoever had read the version before was asked to read this one
    at: datetime
    by: PersonId


def checked(content: Content) -> Content:
    """What a resource is, as it is stored.

    Raises NothingToSay without a title, NothingToRead with neither link nor text, NotALink, NotMinutes, TextTooLong.
    """
    title, text = " ".join(content.title.split()), content.text.strip()
    if is_blank(title):
        raise NothingToSay
    text = "" if is_blank(readable(text)) else text
    link = checked_link(content.link)
    if not link and not text:
        raise NothingToRead
    for written, limit in ((title, TITLE), (readable(text), TEXT)):
        if len(written) > limit:
            raise TextTooLong(limit)
    if content.minutes is not None and not 1 <= content.minutes <= MOST_MINUTES:
        raise NotMinutes(MOST_MINUTES)
    return replace(content, title=title, link=link, text=text, categories=tuple(dict.fromkeys(content.categories)))


def checked_link(written: str) -> str:
    """An address that everybody can open in a browser, or nothing. Raises NotALink.

    Whether anything stands there is not asked: what lies behind a company's sign-on answers nobody but people.
    """
    link = written.strip()
    if not link:
        return ""
    try:
        parts = urlsplit(link)
        is_whole = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:  # of a port or an address that can be none
        raise NotALink from None
    names_somebody = parts.username is not None or parts.password is not None  # https://bank.example@evil.example
    if parts.scheme.lower() not in SCHEMES or not is_whole or names_somebody:
        raise NotALink
    if len(link) > LINK or UNLIKE_A_LINK.search(link):
        raise NotALink
    return link


def minutes_of(written: str) -> int | None:
    """The minutes that somebody wrote; None when nothing. Raises NotMinutes."""
    if not written.strip():
        return None
    try:
        return int(written)
    except ValueError:
        raise NotMinutes(MOST_MINUTES) from None


def says_something_else(resource: Resource, content: Content) -> bool:
    """Whether a change is a new version: of title, link or text. Where it is sorted and how long it takes is not."""
    said = (resource.title, resource.link, resource.text)
    return said != (content.title, content.link, content.text)


def asks_again(resource: Resource, content: Content, *, is_small: bool) -> bool:
    """Whether whoever has read a resource has to read what it says now.

    Not when only the title is another one, nor when the person who changed it calls that a correction.
    """
    is_other = (resource.link, resource.text) != (content.link, content.text)
    return is_other and not is_small


def review_at(day: date | None) -> datetime | None:
    """The instant that a date of review is stored as."""
    return None if day is None else datetime.combine(day, NOON)


def review_is_due(resource: Resource, today: date) -> bool:
    """Whether somebody should look at a resource again, to whom it is this day."""
    return resource.retired_at is None and resource.review_on is not None and resource.review_on <= today


def standing(resource: Resource, categories: Collection[CategoryKey]) -> str:
    """How a resource stands, in all that its form can change."""
    said = (resource.title, resource.link, resource.text, resource.minutes)
    return standings.of(*said, resource.owner_id, resource.review_on, sorted(categories))


def document(resource: Resource, categories: tuple[str, ...]) -> Document:
    """A resource as a search finds it, also by the names of its categories."""
    return Document(
        kind=DocumentKind.RESOURCE,
        id=resource.id,
        desk_id=resource.desk_id,
        owner_id=None,  # who leaves the desk, leaves its resources
        audience=Audience.DESK,
        language="",
        title=resource.title,
        text="\n\n".join([readable(resource.text), *categories]),
    )


EMOJI = re.compile(r"(?<!\w):[a-z0-9_+'-]+(?:::skin-tone-[2-6])?:(?!\w)")  # not what stands in 10:30:45


def _named(words: str) -> str:
    """A title from what a message says, less its emoji, which a form shows as :names:, unless it says nothing else."""
    return subject(EMOJI.sub(" ", words)) or subject(words)


def of_message(pointed: Pointed) -> Content:
    """What a resource from a message begins as: its first link, and its words. Texts are what people see."""
    link = LINKED.search(pointed.text)
    address = "" if link is None else readable(link[0])
    words = readable(LINKED.sub(" ", pointed.text)).strip()
    title = _named(words) or _named(readable(pointed.text))
    is_more = words != title
    return Content(title, address, words[:TEXT] if is_more or not address else "")
