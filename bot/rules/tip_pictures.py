"""What views of tips and suggestions draw."""

from dataclasses import dataclass

from bot.rules.records import Category, Desk, Ticket
from bot.rules.suggestions import Suggestion
from bot.rules.tips import Kept, Origin, Tip, TipWording


@dataclass(frozen=True, slots=True)
class TipPicture:
    """A tip as somebody reads it."""

    tip: Tip
    desk: str  # by name
    category: str  # by name; empty without one
    owner: str  # by name
    flagged_by: str = ""  # by name
    is_for_desk: bool = False  # the reader works its desk: where it comes from and how it fares is for them, too
    ticket_key: str = ""  # that it was learned from, if the reader may know of it
    ticket_url: str | None = None
    message_url: str | None = None
    into: str = ""  # the title of the tip that it was merged into
    spared: int = 0  # people whom it answered before they raised a ticket


@dataclass(frozen=True, slots=True)
class TipLine:
    """A tip in a list."""

    tip: Tip
    desk: str  # by name
    may_keep: bool  # the reader
    may_flag: bool
    is_due: bool  # for review


@dataclass(frozen=True, slots=True)
class TipsPicture:
    """A page of the tips that somebody may read."""

    lines: tuple[TipLine, ...]
    total: int
    page: int  # counts from 1
    pages: int
    typed: str  # what was looked for


@dataclass(frozen=True, slots=True)
class TipFormPicture:
    """What the form for a tip shows."""

    tip: Tip | None  # the one to change; None for a new one
    wording: TipWording  # to begin with, as people see it
    kept: Kept
    origin: Origin
    desks: tuple[Desk, ...]  # to choose from for a new one; the one it is for, when there is no choice
    categories: tuple[Category, ...]
    is_from_private: bool = False  # it was learned from a private ticket
    ticket_key: str = ""


@dataclass(frozen=True, slots=True)
class SuggestedLine:
    """A suggestion as agents see it."""

    suggestion: Suggestion
    title: str
    opening: str  # what solved it, as people see it
    ticket_key: str = ""  # of a ticket
    url: str | None = None  # of a ticket's card
    is_flagged: bool = False  # a tip as outdated
    answered_by: str = ""  # by name


@dataclass(frozen=True, slots=True)
class SuggestionsPicture:
    """What is similar to a ticket."""

    ticket: Ticket
    lines: tuple[SuggestedLine, ...]


@dataclass(frozen=True, slots=True)
class HelpedLine:
    """A tip, and the tickets that it helped with."""

    title: str
    tickets: tuple[tuple[str, str | None], ...]  # number, and address of the card
    more: int  # tickets that the reader may not know of


@dataclass(frozen=True, slots=True)
class HelpedPicture:
    """Where somebody's tips helped since they last heard of it."""

    lines: tuple[HelpedLine, ...]
    tickets: int
