"""Whom to ask for a rating and when, and what a reaction to the question means."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zlib import crc32

from bot.rules.facts import COUNTED
from bot.rules.feedback_settings import FeedbackSettings
from bot.rules.records import Survey, Ticket
from bot.rules.reminders import local, zone_of
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId, Priority, Status

LEAST_POSITIVE = 4  # of 5: a rating that counts as satisfied; below it the reason is asked for
BEST = 5  # what can be shared as praise
TOGETHER = 5  # anonymous answers, at the least: fewer are shown to nobody
DAY = timedelta(days=1)
WORKDAYS = 5  # Monday to Friday


class Standing(StrEnum):
    """Whether a question still takes an answer."""

    OPEN = "open"
    ENDED = "ended"  # its time is over
    WITHDRAWN = "withdrawn"  # the ticket is open again, or left every number


@dataclass(frozen=True, slots=True)
class Comment:
    """What a requester wrote about a rating."""

    id: int
    survey_id: int
    source: str  # natural key: the form that it was written in
    reason: str  # chosen after a rating of 1 to 3; empty when none was
    text: str  # mrkdwn, escaped
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A rating that was kept without the person and the ticket, once its question had ended."""

    id: int
    desk_id: DeskId
    agent_id: PersonId | None  # who had the ticket when it was solved
    category: CategoryKey | None
    priority: Priority
    score: int
    reason: str
    comment: str
    ended_on: datetime  # the day, in UTC: an exact time would lead back to the ticket
    told_in: int | None  # the message that told its words to the desk's leads, together with others


def is_asked(ticket: Ticket, *, requester_works_here: bool) -> bool:
    """Whether the requester of a ticket may be asked how it went.

    Only of a ticket that was solved: merged, cancelled and taken-back ones are closed without it. Nobody who works
    the desk is asked about it, nor somebody who did it themselves: they said that it is solved, and nobody answered.
    """
    was_solved = ticket.status in (Status.SOLVED, Status.CLOSED) and ticket.closure in COUNTED
    is_own_work = requester_works_here or ticket.requester_id == ticket.assignee_at_solving
    is_self_served = ticket.solved_by == ticket.requester_id and not ticket.public_replies
    return was_solved and not is_own_work and not is_self_served


def is_sampled(ticket: Ticket, settings: FeedbackSettings) -> bool:
    """Whether a ticket is among those that the desk asks about. The same ticket always is, or never.

    By a checksum of its number: whoever works on it can't tell by counting.
    """
    is_of_category = not settings.categories or ticket.category in settings.categories
    return is_of_category and crc32(ticket.key.encode()) % settings.one_in == 0


def is_rested(asked_before: datetime | None, settings: FeedbackSettings, now: datetime) -> bool:
    """Whether somebody may be asked again."""
    return asked_before is None or now - asked_before >= timedelta(days=settings.cool_down_days)


def awake(at: datetime, settings: FeedbackSettings, timezone: str) -> datetime:
    """The first moment from an instant on at which somebody in `timezone` is awake, in UTC: at once, if they are."""
    zone = zone_of(timezone)
    opens, closes = settings.hours
    here = at.astimezone(zone)
    on_the_wall = f"{here:%H:%M}"
    if on_the_wall < opens:
        return max(at, local(here.date(), time.fromisoformat(opens), zone))
    if on_the_wall < closes:
        return at
    return local(here.date() + DAY, time.fromisoformat(opens), zone)


def reminded(asked_at: datetime, settings: FeedbackSettings, timezone: str) -> datetime:
    """When somebody who has not answered is asked once more: a working day later, at the same time, if awake."""
    zone = zone_of(timezone)
    asked = asked_at.astimezone(zone)
    day = asked.date() + DAY
    while day.weekday() >= WORKDAYS:
        day += DAY
    return awake(local(day, asked.time(), zone), settings, timezone)


def score(emoji: str, scale: Sequence[str]) -> int | None:
    """The rating that an emoji stands for, 1 (worst) to 5; None for one that is not on the scale."""
    return scale.index(emoji) + 1 if emoji in scale else None


def standing(survey: Survey, now: datetime) -> Standing:
    """Whether a question still takes an answer."""
    if survey.withdrawn_at is not None:
        return Standing.WITHDRAWN
    return Standing.OPEN if now < survey.expires_at else Standing.ENDED


def takes_rating(survey: Survey, by: PersonId, now: datetime) -> bool:
    """Whether somebody's reaction to a question counts: its addressee's, until it is withdrawn or too old."""
    return by == survey.person_id and standing(survey, now) is Standing.OPEN


def is_low(score: int | None) -> bool:
    """Whether a rating asks what went wrong."""
    return score is not None and score < LEAST_POSITIVE
