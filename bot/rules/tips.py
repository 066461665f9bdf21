"""Tips: what one agent learned, written down where the next one finds it. Issue, cause, resolution, as KCS has it."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.rules.intake import Pointed, is_blank, subject
from bot.rules.markup import readable
from bot.rules.records import Message, Place
from bot.rules.refusals import NothingToSay, TextTooLong
from bot.rules.replies import primary
from bot.rules.search import Audience, Document, DocumentKind
from bot.rules.vocabulary import CategoryKey, ChannelId, DeskId, MessageTs, PersonId, TicketId, TipId, Visibility

ISSUE, CAUSE, RESOLUTION, REASON = 1000, 1000, 2500, 500  # characters that people see
REVIEW_AFTER = timedelta(days=180)
NOON = time(12, tzinfo=UTC)  # the same date nearly everywhere
WEEK = 7  # days
APART = "\n\n"
AUDIENCES = (Audience.DESK, Audience.PUBLIC)


@dataclass(frozen=True, slots=True)
class TipWording:
    """What a tip says, as somebody writes it down. Texts are mrkdwn."""

    issue: str  # in the words of whoever had it; its first line is the tip's title
    cause: str
    resolution: str
    audience: Audience = Audience.DESK
    category: CategoryKey | None = None
    language: str = "en"  # ISO 639


@dataclass(frozen=True, slots=True)
class Kept:
    """How a tip is kept: who answers for it, and when they look at it again."""

    owner_id: PersonId | None = None  # None: as it was; of a new one, whoever writes it
    review_on: date | None = None  # None: never


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a tip comes from."""

    ticket_id: TicketId | None = None
    place: Place | None = None  # the message


NOT_SAID, FROM_NOWHERE = Kept(), Origin()


@dataclass(frozen=True, slots=True)
class NewTip:
    """A tip that somebody has just written down."""

    source: str  # natural key: the same source never makes two tips
    desk_id: DeskId  # whose it is, unless it comes from a ticket
    wording: TipWording
    kept: Kept = NOT_SAID
    origin: Origin = FROM_NOWHERE


@dataclass(frozen=True, slots=True)
class Tip:
    """A tip as it is now."""

    id: TipId
    source: str  # natural key: of the form that made it
    desk_id: DeskId
    audience: Audience
    issue: str
    cause: str
    resolution: str
    category: CategoryKey | None
    language: str
    owner_id: PersonId
    ticket_id: TicketId | None  # that it was learned from
    channel: ChannelId | None  # or the message
    ts: MessageTs | None
    version: int  # counts from 1
    review_by: datetime | None
    flagged_at: datetime | None  # as outdated
    flagged_by: PersonId | None
    flag_reason: str  # mrkdwn
    merged_into: TipId | None
    retired_at: datetime | None
    times_helped: int  # tickets, less the one it was learned from
    shown_at: datetime | None  # last as the tip of the day
    created_at: datetime
    changed_at: datetime
    changed_by: PersonId

    @property
    def title(self) -> str:
        """What it is called: the first line of the issue, as people see it."""
        return subject(readable(self.issue))

    @property
    def wording(self) -> TipWording:
        """What it says."""
        return TipWording(self.issue, self.cause, self.resolution, self.audience, self.category, self.language)

    @property
    def place(self) -> Place | None:
        """The message that it comes from."""
        return None if self.channel is None or self.ts is None else Place(self.channel, self.ts)


@dataclass(frozen=True, slots=True)
class TipVersion:
    """What a tip said at one time. Nothing rewrites it."""

    tip_id: TipId
    version: int
    audience: Audience
    issue: str
    cause: str
    resolution: str
    category: CategoryKey | None
    language: str
    at: datetime
    by: PersonId


def checked(wording: TipWording) -> TipWording:
    """A wording as it is stored. Raises NothingToSay without an issue or a resolution, TextTooLong."""
    issue, cause, resolution = (text.strip() for text in (wording.issue, wording.cause, wording.resolution))
    if is_blank(issue) or is_blank(resolution):
        raise NothingToSay
    for text, limit in ((issue, ISSUE), (cause, CAUSE), (resolution, RESOLUTION)):
        if len(readable(text)) > limit:
            raise TextTooLong(limit)
    language = primary(wording.language)
    return replace(wording, issue=issue, cause=cause, resolution=resolution, language=language)


def reworded(tip: Tip, wording: TipWording) -> Tip:
    """The next version of a tip."""
    return replace(
        tip,
        audience=wording.audience,
        issue=wording.issue,
        cause=wording.cause,
        resolution=wording.resolution,
        category=wording.category,
        language=wording.language,
        version=tip.version + 1,
    )


def review_at(day: date | None) -> datetime | None:
    """The instant that a date of review is stored as."""
    return None if day is None else datetime.combine(day, NOON)


def review_is_due(tip: Tip, now: datetime) -> bool:
    """Whether somebody should look at a tip again."""
    return tip.retired_at is None and tip.review_by is not None and tip.review_by <= now


def document(tip: Tip) -> Document:
    """A tip as a search finds it. One that somebody flagged is for the desk alone until it is put right."""
    return Document(
        kind=DocumentKind.TIP,
        id=tip.id,
        desk_id=tip.desk_id,
        owner_id=None,  # who leaves the desk, leaves its tips
        audience=Audience.DESK if tip.flagged_at is not None else tip.audience,
        language=tip.language,
        title=tip.title,
        text=APART.join(readable(text) for text in (tip.issue, tip.cause, tip.resolution)),
    )


def issue_of(title: str, words: str) -> str:
    """What a tip's issue begins as: what a request is called, and then its own words, as people see them."""
    said = words.strip()
    is_more = " ".join(said.split()) != title
    return (f"{title}{APART}{said}" if is_more else title).strip()[:ISSUE]


def answers(conversation: list[Message], agents: frozenset[PersonId]) -> list[Message]:
    """The last public answers of a conversation: those after which nothing else was asked, or at least the last one."""
    found: list[Message] = []
    for message in reversed(conversation):
        if message.deleted_at is not None or message.visibility is not Visibility.PUBLIC or message.is_opening:
            continue
        if message.author_id in agents:
            found.append(message)
        elif found:
            break
    return found[::-1]


def of_message(pointed: Pointed) -> TipWording:
    """What a tip from any message begins as. Texts are what people see."""
    text = readable(pointed.text).strip()
    return TipWording(subject(text), "", text[:RESOLUTION])


def week_ends(at: datetime, zone: ZoneInfo) -> datetime:
    """When the week of an instant is over, by the clocks of a zone: at the beginning of the next Monday."""
    today = at.astimezone(zone).date()
    monday = today + timedelta(days=WEEK - today.weekday())
    return datetime.combine(monday, time(), zone).astimezone(UTC)
