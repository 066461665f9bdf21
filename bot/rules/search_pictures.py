"""What the list of what was found draws."""

from dataclasses import dataclass

from bot.rules.search import DocumentKind
from bot.rules.vocabulary import Status


@dataclass(frozen=True, slots=True)
class FoundLine:
    """Something that was found, as the reader may see it."""

    kind: DocumentKind
    id: int
    title: str  # mrkdwn, as it was written
    key: str = ""  # a ticket's number, a saved reply's key
    opening: str = ""  # how a tip or a reply begins; mrkdwn
    status: Status | None = None  # a ticket's
    is_own: bool = False  # the reader asked for it
    url: str | None = None  # where the reader may open it


@dataclass(frozen=True, slots=True)
class SearchPicture:
    """A page of what somebody found."""

    lines: tuple[FoundLine, ...]
    total: int
    page: int  # counts from 1
    pages: int
    typed: str  # what was looked for; empty when nothing was yet
