"""What views draw: records with the names, links and counts that go with them. Verbs load them, views read them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.rules.deeds import Deed, Hindrance
from bot.rules.escalation import Escalation, Tally
from bot.rules.problems import Problem
from bot.rules.records import Category, Desk, HistoryEntry, Message, Ticket, TicketClock
from bot.rules.replies import SavedReply, Use, Wording
from bot.rules.reply_actions import NOTHING, ReplyActions
from bot.rules.reply_use import UNKNOWN, Among, Fares, Reason
from bot.rules.tiers import Tier
from bot.rules.vocabulary import CategoryKey, DeskId, MessageId, PersonId, Presence, Speaker, TicketId


class Relation(StrEnum):
    """What another ticket is to the one shown."""

    FOLLOW_UP_OF = "follow_up_of"
    FOLLOWED_UP_BY = "followed_up_by"
    MERGED_INTO = "merged_into"
    MERGED_FROM = "merged_from"
    SPLIT_FROM = "split_from"
    SPLIT_INTO = "split_into"
    WAS_SAME_PROBLEM = "was_same_problem"  # as it was thought


@dataclass(frozen=True, slots=True)
class Related:
    """Another ticket that belongs to the one shown."""

    relation: Relation
    key: str
    url: str | None  # its card; None while it has none


@dataclass(frozen=True, slots=True)
class TicketPicture:
    """A ticket as a card, a confirmation or a list shows it."""

    ticket: Ticket
    desk: Desk
    names: Mapping[PersonId, str]  # of everybody who appears
    category: Category | None
    tags: tuple[str, ...]
    followers: tuple[PersonId, ...]
    request_url: str | None  # the message it came from, or the requester's thread; None where agents can't see it
    card_url: str | None
    merged_into: str | None  # the key of the ticket it lives on in, if that may be named where this one is shown
    related: tuple[Related, ...] = ()  # those that may be named where this one is shown
    can_move: bool = False  # there is another desk to take it
    thread_url: str | None = None  # the requester's own thread, for their eyes: it may be in their DM
    last_joined: MessageId | None = None  # the message that would be split off; None when one alone made it
    is_request_deleted: bool = False  # the requester deleted all of it in Slack
    clocks: tuple[TicketClock, ...] = ()  # of the desk's targets; none where nothing is promised
    escalation: Escalation | None = None  # the one that it is in
    asked_from: datetime | None = None  # when those whom it went up to hear of it; None: they have
    may_rise: bool = False  # somebody is above whoever has it, or knows more
    problem: Problem | None = None  # that it shares with the tickets of others

    def name(self, person_id: PersonId | None) -> str:
        """Somebody's name, or their id while Slack has not told it."""
        return "" if person_id is None else self.names.get(person_id, person_id)


@dataclass(frozen=True, slots=True)
class EscalationPicture:
    """An escalation as those see it who are asked, and those who asked."""

    shown: TicketPicture
    escalation: Escalation
    asked: tuple[PersonId, ...]  # who is to acknowledge it
    group: str | None  # or the Slack user group
    names: Mapping[PersonId, str]
    skill: str | None = None  # what whoever is asked knows
    absent: PersonId | None = None  # who is on call but away: others are asked, or they are, when nobody else is here

    def name(self, person_id: PersonId | None) -> str:
        """Somebody's name, or their id while Slack has not told it."""
        return "" if person_id is None else self.names.get(person_id, person_id)


@dataclass(frozen=True, slots=True)
class JoiningPicture:
    """What the form shows that lets a ticket join another."""

    shown: TicketPicture
    alike: tuple[Ticket, ...]  # to choose from


@dataclass(frozen=True, slots=True)
class EscalatingPicture:
    """What the form to escalate a ticket shows."""

    shown: TicketPicture
    tiers: tuple[Tier, ...]  # to choose from, the next one first
    skills: tuple[Category, ...]  # that others at the desk have
    names: Mapping[PersonId, str]
    asked_from: datetime | None = None  # when whoever is chosen would hear of it; None: at once


@dataclass(frozen=True, slots=True)
class MessagePicture:
    """A message of a conversation as its copies show it."""

    message: Message
    ticket: Ticket
    desk: Desk
    speaker: Speaker
    names: Mapping[PersonId, str]  # of the author and everybody named in the text
    url: str | None  # the original, where agents can open it

    @property
    def author(self) -> str:
        """The author's name, or their id while Slack has not told it."""
        return self.names.get(self.message.author_id, self.message.author_id)


@dataclass(frozen=True, slots=True)
class HistoryPicture:
    """All that happened to a ticket, with the names of what it speaks of."""

    ticket: Ticket
    entries: tuple[HistoryEntry, ...]  # the oldest first
    desks: Mapping[DeskId, str]
    categories: Mapping[CategoryKey, str]  # of all desks: a ticket may have come from another one
    names: Mapping[PersonId, str]
    climbed: Tally | None = None  # where it was escalated: what that came to


@dataclass(frozen=True, slots=True)
class TeammatePicture:
    """Somebody who works a desk, as the others see them."""

    name: str
    open: int  # tickets that they can work on now
    waiting: int  # tickets of theirs that wait for somebody else
    capacity: int
    presence: Presence  # what they say of themselves
    is_here: bool
    here_at: datetime | None  # when they are here next; None: until they say so
    is_quiet: bool = False  # they do not want to be disturbed, says Slack, and the desk minds
    is_away_in_slack: bool = False  # the same


@dataclass(frozen=True, slots=True)
class TeamPicture:
    """Who works a desk."""

    desk: Desk
    mates: tuple[TeammatePicture, ...]
    waiting: int  # tickets that nobody has


@dataclass(frozen=True, slots=True)
class OfferPicture:
    """The tickets of somebody who is not here."""

    held: tuple[Ticket, ...]
    gone: tuple[Ticket, ...]  # urgent ones that they had
    urls: Mapping[TicketId, str]  # of the cards
    absence_id: int
    is_open: bool  # they have not said yet what becomes of them
    is_over: bool = False  # they are here again, or have said anew that they are not


@dataclass(frozen=True, slots=True)
class FormPicture:
    """What the form for a request shows: for one desk, and what is filled in already."""

    desks: tuple[Desk, ...]  # to choose from, the default one first
    desk: Desk
    categories: tuple[Category, ...]
    takes_private: bool
    requester_id: PersonId  # differs from the reader when it is raised on somebody's behalf
    requester: str  # by name
    draft_id: int | None = None  # what it was filled with
    subject: str = ""
    text: str = ""  # as people see it
    is_longer: bool = False  # the message goes on beyond what the form can show


@dataclass(frozen=True, slots=True)
class DetailsPicture:
    """What the form for details shows."""

    shown: TicketPicture
    categories: tuple[Category, ...]


@dataclass(frozen=True, slots=True)
class ReplyPicture:
    """What the form for an answer shows."""

    shown: TicketPicture
    has_replies: bool  # there are saved ones to choose from
    text: str = ""  # as people see it
    is_longer: bool = False  # it goes on beyond what the form can show
    uses: tuple[Use, ...] = ()  # the saved replies that are in the text
    chosen: SavedReply | None = None  # the last of them
    open: tuple[str, ...] = ()  # placeholders in the text that nothing filled in
    actions: ReplyActions = NOTHING  # what the last of them does besides
    hindered: Mapping[Deed, Hindrance] = field(default_factory=dict)  # what of it is not possible now
    given_to: str = ""  # by name: whom it gives the ticket to


@dataclass(frozen=True, slots=True)
class ReplyLine:
    """A saved reply in a list."""

    reply: SavedReply
    place: str  # the desk's name; empty for a person's own, and for the workspace's
    may_change: bool  # the reader
    fares: Fares = UNKNOWN
    reasons: tuple[Reason, ...] = ()  # to look at it again
    names: Mapping[PersonId, str] = field(default_factory=dict)  # of those whom it gives tickets to


@dataclass(frozen=True, slots=True)
class ReviewPicture:
    """A saved reply whose owner is asked whether it is still right."""

    line: ReplyLine
    is_owner: bool  # whoever is asked; else it is not the owner's to change any more
    is_open: bool  # nobody has looked at it yet


@dataclass(frozen=True, slots=True)
class RepliesPicture:
    """A page of the saved replies that somebody may use, the retired ones last."""

    lines: tuple[ReplyLine, ...]
    total: int
    page: int  # counts from 1
    pages: int
    typed: str  # what was looked for
    among: Among = Among.ALL
    waiting: int = 0  # how many there are in all that should be looked at again


@dataclass(frozen=True, slots=True)
class ReplyFormPicture:
    """What the form for a saved reply shows."""

    reply: SavedReply | None  # the one to change; None for a new one
    wording: Wording  # to begin with
    desks: tuple[Desk, ...]  # whose replies the reader may make
    in_workspace: bool  # whether they may make one for every desk
    categories: tuple[Category, ...]
    colleagues: Mapping[PersonId, str] = field(default_factory=dict)  # who can be given tickets by it, by name
    is_copy: bool = False  # it begins as another one does
