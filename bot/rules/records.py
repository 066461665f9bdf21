"""What travels between floors: frozen pictures of rows, the same for verbs, views and delivery.

The fields of a record are the columns of its table, less the workspace. Instants are aware and in UTC.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.rules.actions import Role
from bot.rules.assignment import BY_CLAIMS, AssignmentSettings
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.digest_settings import WeeklyPlan
from bot.rules.feedback_settings import USUAL, FeedbackSettings
from bot.rules.happenings import Happening
from bot.rules.notice_kinds import NoticeKind, NoticeState
from bot.rules.quality_settings import BY_HAND, QualitySettings
from bot.rules.tiers import AutomaticRule, Tier
from bot.rules.vocabulary import (
    CategoryKey,
    ChannelId,
    ChannelPurpose,
    Closure,
    DeadlineId,
    DeskId,
    Intake,
    IntakeMode,
    LinkKind,
    MessageId,
    MessageTs,
    NoticeId,
    PersonId,
    Presence,
    Priority,
    Side,
    Speaker,
    Status,
    Target,
    TicketId,
    Visibility,
    WorkspaceId,
)

WARN_AT = (50, 75, 90)  # percent of a target
RATING_EMOJI = ("rage", "slightly_frowning_face", "neutral_face", "slightly_smiling_face", "star-struck")


@dataclass(frozen=True, slots=True)
class Workspace:
    """A Slack workspace that installed the helpdesk."""

    id: WorkspaceId
    name: str
    url: str  # https://acme.slack.com/
    bot_user_id: PersonId

    def permalink(self, place: "Place") -> str:
        """The address of a message, as Slack itself builds it."""
        return f"{self.url}archives/{place.channel}/p{place.ts.replace('.', '')}"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the workspace, as Slack last described them."""

    id: PersonId
    name: str
    locale: str  # IETF tag: en-GB
    timezone: str  # IANA name
    is_admin: bool
    is_bot: bool
    is_deleted: bool
    dm: ChannelId | None  # their conversation with the bot, once opened
    home_opened_at: datetime | None
    refreshed_at: datetime | None  # None: Slack has not described them yet


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of request at one desk."""

    desk_id: DeskId
    key: CategoryKey
    name: str
    position: int


@dataclass(frozen=True, slots=True)
class DeskChannel:
    """A channel that a desk works in."""

    channel_id: ChannelId
    desk_id: DeskId
    purpose: ChannelPurpose
    mode: IntakeMode | None  # of request channels only


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who works a desk."""

    desk_id: DeskId
    person_id: PersonId
    role: Role  # AGENT or LEAD


@dataclass(frozen=True, slots=True)
class SharedFile:
    """A file that came with a message. `url` needs the bot's token."""

    id: str
    name: str
    size: int  # bytes
    url: str


@dataclass(frozen=True, slots=True)
class Place:
    """A message in Slack."""

    channel: ChannelId
    ts: MessageTs


@dataclass(frozen=True, slots=True)
class Ticket:
    """One request and where it stands."""

    id: TicketId
    desk_id: DeskId
    key: str  # IT-42: given once, kept when the ticket moves to another desk
    subject: str
    description: str
    status: Status
    priority: Priority
    priority_reason: str  # why a person set it by hand; empty when it follows from impact and urgency
    category: CategoryKey | None
    requester_id: PersonId
    opened_by: PersonId  # differs from the requester when raised on somebody's behalf
    assignee_id: PersonId | None
    is_private: bool
    intake: Intake
    origin_channel: ChannelId | None  # the message it came from
    origin_ts: MessageTs | None
    channel: ChannelId | None  # the requester's thread; None until the bot has opened it
    thread_ts: MessageTs | None
    created_at: datetime
    updated_at: datetime
    claimed_at: datetime | None
    first_response_at: datetime | None
    waiting_since: datetime | None  # oldest requester message without a public answer
    public_replies: int  # by agents
    first_solved_at: datetime | None
    solved_at: datetime | None  # last solved; None while reopened
    times_solved: int
    solved_by: PersonId | None
    assignee_at_solving: PersonId | None
    hold_reason: str
    closed_at: datetime | None
    closure: Closure | None
    merged_into: TicketId | None
    schedule_id: str | None = None  # the desk's hours when it was created, which count for it; None: it had none


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a ticket's conversation, as it was written."""

    id: MessageId
    ticket_id: TicketId
    source: str  # natural key: message:C1:1764000000.000100 or view:V1
    author_id: PersonId
    speaker: Speaker  # what the author was when it was written, whatever they are later
    visibility: Visibility
    side: Side  # where it was written
    channel: ChannelId | None  # None when written in a modal
    ts: MessageTs | None
    is_opening: bool  # the request itself: it has no copy, the card shows it
    text: str
    files: list[dict[str, Any]]
    created_at: datetime
    edited_at: datetime | None
    deleted_at: datetime | None

    @property
    def shared_files(self) -> tuple[SharedFile, ...]:
        """The files that came with it."""
        return tuple(SharedFile(**file) for file in self.files)


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One line of a ticket's history."""

    id: int
    ticket_id: TicketId
    at: datetime
    by: PersonId | None  # None: the helpdesk itself, by a rule
    what: Happening
    before: str
    after: str
    why: str


@dataclass(frozen=True, slots=True)
class Link:
    """Two tickets that belong together."""

    ticket_id: TicketId
    kind: LinkKind
    other_id: TicketId


@dataclass(frozen=True, slots=True)
class Draft:
    """Something a person wrote that is not a ticket, or not yet."""

    id: int
    person_id: PersonId
    channel: ChannelId | None
    ts: MessageTs | None
    thread_ts: MessageTs | None
    text: str
    files: list[dict[str, Any]]
    created_at: datetime

    @property
    def place(self) -> Place | None:
        """The message it is; None when it was written in a form or a command."""
        return None if self.channel is None or self.ts is None else Place(self.channel, self.ts)

    @property
    def shared_files(self) -> tuple[SharedFile, ...]:
        """The files that came with it."""
        return tuple(SharedFile(**file) for file in self.files)


@dataclass(frozen=True, slots=True)
class Survey:
    """One question to the requester, once per solving."""

    id: int
    ticket_id: TicketId
    cycle: int  # the ticket's times_solved when asked
    person_id: PersonId
    assignee_id: PersonId | None  # who had the ticket at solving: the rating is credited to them
    scale: list[str]  # the five emoji under it, worst first
    words: list[str]  # beside them; none: the usual ones
    is_anonymous: bool  # the answer is kept without the person
    asked_at: datetime
    expires_at: datetime  # until when the answer can be given and changed
    channel: ChannelId | None  # where the question stands, once delivered
    ts: MessageTs | None
    withdrawn_at: datetime | None
    shared_at: datetime | None = None  # when the requester let it be shown as praise


@dataclass(frozen=True, slots=True)
class Notice:
    """One message that the helpdesk owes to Slack, and keeps true.

    `owed` counts what it should show by now, `shown` what Slack has: they differ while work is waiting, and
    any number of changes in between become one call.
    """

    id: NoticeId
    key: str  # unique: card:123
    lane: str  # the channel or person; order is kept within a lane
    kind: NoticeKind
    params: Mapping[str, Any]
    ticket_id: TicketId | None
    under: str | None  # key of the notice in whose thread it stands
    thread_channel: ChannelId | None  # or the thread itself
    thread_ts: MessageTs | None
    state: NoticeState
    owed: int
    shown: int
    attempts: int
    next_at: datetime
    leased_until: datetime | None
    called_at: datetime | None  # a call is or was under way: when the lease runs out, look before posting again
    channel: ChannelId | None  # where it stands in Slack
    ts: MessageTs | None
    error: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something that time will bring about, once."""

    id: DeadlineId
    kind: DeadlineKind
    key: str  # unique: close_solved:123
    ticket_id: TicketId
    person_id: PersonId | None
    due_at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class KeptSchedule:
    """Opening hours that tickets refer to."""

    id: str
    hours: Mapping[str, Any]  # the document


@dataclass(frozen=True, slots=True)
class Absence:
    """An agent who is not there. Somebody has one at a time; the last one that has not ended is today's."""

    id: int
    person_id: PersonId
    presence: Presence  # AWAY or OUT
    since: datetime
    until: datetime | None  # None: until they say that they are back
    ended_at: datetime | None  # when they said so


@dataclass(frozen=True, slots=True)
class Sign:
    """What Slack said of an agent when it was last asked."""

    person_id: PersonId
    is_active: bool  # else away: by themselves, or because nothing was heard of them for ten minutes
    quiet_since: datetime | None  # their next time without disturbance, or the one that goes on; None: they have none
    quiet_until: datetime | None
    read_at: datetime


@dataclass(frozen=True, slots=True)
class TicketClock:
    """How one target of a ticket stands. Which spans it ran and stood still in is told by history."""

    ticket_id: TicketId
    target: Target
    cycle: int  # which of the answers that the requester waited for, from 0; of other targets there is one
    schedule_id: str | None  # the business hours in force when the ticket was created; None: the desk had none
    in_calendar_time: bool
    seconds: int | None  # the target in force; None when there is none
    began_at: datetime
    ended_at: datetime | None
    spent: int | None  # seconds, once it ended by what was promised; None while it runs, and when it ended otherwise
    due_at: datetime | None  # None while the clock stands still
    breached_at: datetime | None
    fired: int  # percent of the target that people have been told of; 100 is the breach


@dataclass(frozen=True, slots=True)
class Policy:
    """What a desk promises for some of its tickets; the first that matches counts. Targets are in seconds."""

    categories: tuple[CategoryKey, ...] = ()  # none: all, and tickets without one
    priorities: tuple[Priority, ...] = ()  # none: all
    first_response: int | None = None
    next_response: int | None = None
    resolution: int | None = None
    in_calendar_time: bool = False  # else in the desk's hours


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """How one desk works. Read and written by `helpdesk desk apply` and `desk export`."""

    card_replies_are_public: bool = False  # else what is written under the card is an internal note
    keep_deleted_text: bool = True  # for agents, in history
    emoji_work: bool = True  # :eyes: claims, :white_check_mark: solves, :ticket: raises
    burst_seconds: int = 120  # messages of one person within it are one ticket
    nudge_pending_after_days: int = 3  # "still need this?"; 0 = never
    solve_pending_after_days: int = 2  # after the question
    close_after_days: int = 4  # after solving; 0 = never
    rating_emoji: tuple[str, ...] = RATING_EMOJI  # worst first
    feedback: FeedbackSettings = USUAL
    hours: Mapping[str, Any] | None = None  # a document of opening hours
    targets: tuple[Policy, ...] = ()
    warn_at: tuple[int, ...] = WARN_AT  # percent of a target, rising
    assignment: AssignmentSettings = BY_CLAIMS
    tiers: tuple[Tier, ...] = ()  # whom it escalates to
    escalate: tuple[AutomaticRule, ...] = ()  # what escalates a ticket by itself; the first that matches counts
    tip_of_the_day: str | None = None  # when it is shown on working days: 09:30
    stand_up: str | None = None  # when it is told on working days
    digest: WeeklyPlan | None = None
    quality: QualitySettings = BY_HAND  # reviews of tickets
    needs: bool = True  # whether what people could learn is looked for in the desk's numbers, every Monday
    suggest_answers: bool = True  # public ones, to whoever is about to ask

    @property
    def zone(self) -> str:
        """The time zone of its hours; UTC while it has none."""
        return str((self.hours or {}).get("timezone") or "UTC")


@dataclass(frozen=True, slots=True)
class Desk:
    """A team that answers requests, with everything that says how it works."""

    id: DeskId
    name: str
    settings: DeskSettings
