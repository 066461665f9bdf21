"""Training sessions: when they are, for whom, who has a place and who waits for one."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from bot.rules.actions import Role
from bot.rules.records import Member
from bot.rules.refusals import NotAFutureTime
from bot.rules.reminders import local, zone_of
from bot.rules.training import standing as standings
from bot.rules.training.refusals import NotALink
from bot.rules.training.resources import checked_link
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId

TOPIC, PLACE, LINK = 120, 200, 1000  # characters
MINUTES = (15, 30, 45, 60, 90, 120, 180, 240, 480)  # how long a session can be
LARGEST = 1000  # places
MOST_CHOSEN = 50  # people
FURTHEST = timedelta(days=366)  # ahead, for the first of them
ONE_MINUTE, ONE_HOUR = timedelta(minutes=1), timedelta(hours=1)
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:\S", re.IGNORECASE)  # how an address begins, but not "Room: 3"


class ForWhom(StrEnum):
    """Who may come."""

    DESK = "desk"  # everybody who works it
    AGENTS = "agents"
    LEADS = "leads"
    CATEGORY = "category"  # those who are said to know the session's category
    CHOSEN = "chosen"  # people by name


class Reply(StrEnum):
    """What somebody answers to an invitation."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


class Early(StrEnum):
    """How long before the beginning somebody is reminded."""

    DAY = "day"
    MINUTES = "minutes"


EARLIER = {Early.DAY: timedelta(days=1), Early.MINUTES: timedelta(minutes=10)}


class News(StrEnum):
    """What somebody is told of a session by direct message."""

    INVITED = "invited"  # they are one of those whom it is for by name
    PLACE = "place"  # they moved up from the waiting list
    MOVED = "moved"
    CANCELLED = "cancelled"
    YOURS = "yours"  # they hold it
    NOT_YOURS = "not_yours"  # somebody else holds it now


class Repeats(StrEnum):
    """How a session comes again: by the clocks of its zone, so that ten o'clock stays ten o'clock."""

    NO = "no"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"  # every two weeks
    MONTHLY = "monthly"  # on the same day; where a month has no such day, on its last


@dataclass(frozen=True, slots=True)
class Session:
    """A training session. One of a series is a session of its own, with its own answers."""

    id: int
    source: str  # natural key: the form that made it, and which of the series it is
    desk_id: DeskId
    series_id: int  # the first of its series; itself, when it comes once
    repeats: Repeats
    topic: str  # plain characters
    category: CategoryKey | None
    host_id: PersonId
    starts_at: datetime
    minutes: int
    timezone: str  # IANA name: where its wall clock is
    place: str  # plain characters: a room, or an address; empty when it is not known yet
    capacity: int | None  # places besides the host's; None: as many as come
    for_whom: ForWhom
    chosen: list[PersonId]
    sequence: int  # how often what stands in calendars has changed
    made_by: PersonId
    made_at: datetime
    changed_at: datetime
    cancelled_at: datetime | None
    cancelled_by: PersonId | None
    recording: str  # an address; empty without one
    attendance_at: datetime | None  # when it was first said who was there

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + self.minutes * ONE_MINUTE

    @property
    def is_by_name(self) -> bool:
        """Whether it is for people by name: nobody else is told of it, nor who they are."""
        return self.for_whom is ForWhom.CHOSEN

    def is_ahead(self, now: datetime) -> bool:
        """Whether one can still answer, move and cancel it."""
        return self.cancelled_at is None and now < self.starts_at


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person answered. Somebody has one answer, the last one."""

    session_id: int
    person_id: PersonId
    reply: Reply
    has_place: bool  # else a Yes waits
    turn: int  # rises with the time at which they last began to say Yes: whose is less comes first
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class Wording:
    """What the form says of a session."""

    topic: str
    category: CategoryKey | None
    host_id: PersonId
    day: date  # by the session's wall clock
    at: time
    minutes: int
    place: str
    capacity: int | None


@dataclass(frozen=True, slots=True)
class Invitation:
    """What only the form for a new one says: for whom, and how it comes again."""

    for_whom: ForWhom = ForWhom.DESK
    chosen: tuple[PersonId, ...] = ()
    repeats: Repeats = Repeats.NO
    until: date | None = None  # the last day on which it may be
    times: int | None = None


def begins(wanted: Wording, timezone: str, now: datetime, furthest: timedelta) -> datetime:
    """When it begins, by the clocks of a zone. Raises NotAFutureTime when that is past, or too far away.

    A local time that is left out when clocks go forward moves later, one that comes twice is the first.
    """
    refusal = NotAFutureTime(furthest.days)
    if not timedelta(days=-2) < wanted.day - now.date() <= furthest:
        raise refusal
    at = local(wanted.day, wanted.at, zone_of(timezone))
    if at <= now:
        raise refusal
    return at


def reworded(session: Session, wanted: Wording, starts_at: datetime) -> Session:
    """A session as the form says it."""
    return replace(
        session,
        topic=wanted.topic,
        category=wanted.category,
        host_id=wanted.host_id,
        starts_at=starts_at,
        minutes=wanted.minutes,
        place=wanted.place,
        capacity=wanted.capacity,
    )


def standing(session: Session) -> str:
    """How a session stands, in all that its form can change."""
    said = (session.topic, session.category, session.host_id, session.place, session.capacity)
    return standings.of(*said, session.starts_at, session.minutes)


def differences(before: Session, after: Session) -> dict[str, Any]:
    """The fields that differ, as they are afterwards."""
    named = ((one.name, getattr(before, one.name), getattr(after, one.name)) for one in fields(Session))
    return {name: new for name, old, new in named if old != new}


def in_calendars(session: Session) -> tuple[object, ...]:
    """What stands of it in people's calendars."""
    return session.topic, session.host_id, session.starts_at, session.minutes, session.place


def is_moved(before: Session, after: Session) -> bool:
    """Whether whoever answered has to know: another time, place or host."""
    return in_calendars(before)[1:] != in_calendars(after)[1:]


def kept(session: Session) -> dict[str, Any]:
    """What of a session is said to have changed, to be written down."""
    began = int(session.starts_at.timestamp())
    return {"at": began, "minutes": session.minutes, "host": session.host_id, "place": session.place}


def as_it_was(session: Session, known: Mapping[str, Any]) -> Session:
    """A session as it was when that was kept of it."""
    began = datetime.fromtimestamp(known["at"], UTC)
    return replace(
        session, starts_at=began, minutes=known["minutes"], host_id=PersonId(known["host"]), place=known["place"]
    )


def place_of(text: str) -> str:
    """A room or an address as it was typed. Raises NotALink for an address of another kind than http and https."""
    place = " ".join(text.split())
    return link_of(place) if ADDRESS.match(place) else place


def link_of(text: str) -> str:
    """An address of the web. Raises NotALink for anything else, and for nothing."""
    link = checked_link(text)
    if not link:
        raise NotALink
    return link


def is_link(text: str) -> bool:
    """Whether this is one address of the web, and nothing else."""
    try:
        return bool(checked_link(text))
    except NotALink:
        return False


def invited(session: Session, members: Collection[Member], knowing: Collection[PersonId]) -> frozenset[PersonId]:
    """Whom it is for: of those who work the desk; `knowing` are said to know its category."""
    wanted = {
        ForWhom.DESK: {member.person_id for member in members},
        ForWhom.AGENTS: {member.person_id for member in members if member.role is Role.AGENT},
        ForWhom.LEADS: {member.person_id for member in members if member.role is Role.LEAD},
        ForWhom.CATEGORY: set(knowing),
        ForWhom.CHOSEN: set(session.chosen),
    }[session.for_whom]
    return frozenset(wanted & {member.person_id for member in members} - {session.host_id})


def seated(answers: Sequence[Answer]) -> list[Answer]:
    """Those who have a place, whoever had one first before the others."""
    return sorted((one for one in answers if one.has_place), key=_turn)


def waiting(answers: Sequence[Answer]) -> list[Answer]:
    """Those who wait for one, in order."""
    return sorted((one for one in answers if one.reply is Reply.YES and not one.has_place), key=_turn)


def is_free(capacity: int | None, answers: Sequence[Answer]) -> bool:
    """Whether there is a place for whoever says Yes now. Nobody waits beside a free one, so nobody is passed."""
    return capacity is None or len(seated(answers)) < capacity


def move_up(capacity: int | None, answers: Sequence[Answer]) -> list[Answer]:
    """Those who get a place now: the first who wait, as many as fit."""
    queue = waiting(answers)
    return queue if capacity is None else queue[: max(0, capacity - len(seated(answers)))]


def reminders(session: Session, now: datetime) -> Iterator[tuple[Early, datetime]]:
    """When somebody is reminded of it; what is past already is left out."""
    for early, before in EARLIER.items():
        if session.starts_at - before > now:
            yield early, session.starts_at - before


def still_reminds(session: Session, early: Early, now: datetime) -> bool:
    """Whether a reminder says something yet, when it comes late: the next one is not due, and it has not begun."""
    is_next_due = early is Early.DAY and now >= session.starts_at - EARLIER[Early.MINUTES]
    return session.is_ahead(now) and not is_next_due


def time_left(session: Session, now: datetime) -> timedelta:
    """How long it is until it begins, as people say it: by the minute in the last hour, else by the hour."""
    left = session.starts_at - now
    unit = ONE_MINUTE if left < ONE_HOUR else ONE_HOUR
    return max(1, round(left / unit)) * unit


def is_reminded(answer: Answer) -> bool:
    """Whether somebody who answered so is reminded: not who said No, and not who has no place."""
    return answer.reply is Reply.MAYBE or answer.has_place


def _turn(answer: Answer) -> int:
    return answer.turn
