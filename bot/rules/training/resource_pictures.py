"""What views of resources and required reading draw."""

from dataclasses import dataclass
from datetime import date

from bot.rules.records import Category, Desk, Place
from bot.rules.training.reading import Asked, Requirement
from bot.rules.training.resources import Content, Resource, Upkeep, Vote


@dataclass(frozen=True, slots=True)
class ResourcePicture:
    """A resource as somebody reads it."""

    resource: Resource
    desk: str  # by name
    categories: tuple[str, ...]  # by name
    owner: str  # by name
    link_dead_by: str = ""  # by name
    message_url: str | None = None
    read: int | None = None  # the version that the reader has read, if it counts
    vote: Vote | None = None  # the reader's
    asked: Asked | None = None  # the reader has to read it
    requirement: Requirement | None = None  # it has to be read
    knows: str = ""  # the category, by name, of those who have to
    may_require: bool = False  # the reader leads its desk


@dataclass(frozen=True, slots=True)
class ResourceLine:
    """A resource in a list."""

    resource: Resource
    desk: str  # by name
    categories: tuple[str, ...]  # by name
    is_read: bool  # by the reader
    asked: Asked | None  # the reader has to read it
    may_require: bool
    is_required: bool  # of somebody
    is_due: bool  # for review


@dataclass(frozen=True, slots=True)
class LibraryPicture:
    """A page of the resources that somebody may read."""

    lines: tuple[ResourceLine, ...]
    total: int
    page: int  # counts from 1
    pages: int
    typed: str  # what was looked for


@dataclass(frozen=True, slots=True)
class ResourceFormPicture:
    """What the form for a resource shows."""

    resource: Resource | None  # the one to change; None for a new one
    content: Content  # to begin with, as people see it
    upkeep: Upkeep
    desks: tuple[Desk, ...]  # to choose from for a new one; the one it is for, when there is no choice
    categories: tuple[Category, ...]
    place: Place | None = None  # the message that a new one comes from
    standing: str = ""  # of the one to change


@dataclass(frozen=True, slots=True)
class RequirementFormPicture:
    """What the form by which reading is required shows."""

    resource: Resource
    requirement: Requirement | None  # so far
    categories: tuple[Category, ...]  # of the desk
    due_on: date  # to begin with


@dataclass(frozen=True, slots=True)
class ReaderLine:
    """Somebody who has to read a resource."""

    name: str
    due_on: date
    version: int | None  # that they have read
    is_late: bool


@dataclass(frozen=True, slots=True)
class ReadersPicture:
    """Who has read what has to be read."""

    resource: Resource
    requirement: Requirement | None
    knows: str  # the category, by name
    lines: tuple[ReaderLine, ...]  # those who have not first, the most pressing of them first
    open: int
