"""A ticket as it is stored, told as a past that can be replayed: everything is said, and nothing left to follow."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.rules.feedback import Comment
from bot.rules.happenings import Happening
from bot.rules.past import Event, Kind, Told
from bot.rules.records import HistoryEntry, Message, Survey, Ticket
from bot.rules.replay_feedback import GivenRating
from bot.rules.replay_steps import VOICES
from bot.rules.vocabulary import Closure, PersonId, Speaker, Status, Visibility

SAID_AS: Mapping[tuple[Speaker, Visibility], Kind] = {
    voice: Kind(kind) for kind, voice in VOICES.items() if kind != Kind.BOT_MESSAGE
}
OF_ROWS = frozenset(  # what history says of other rows, which tell it themselves
    {
        Happening.OPENED,
        Happening.MESSAGE_ADDED,
        Happening.SURVEYED,
        Happening.RATED,
        Happening.RATING_WITHDRAWN,
        Happening.RATING_COMMENTED,
    }
)


@dataclass(frozen=True, slots=True)
class Stored:
    """What is stored of a ticket, as far as a file can tell it."""

    ticket: Ticket
    history: Sequence[HistoryEntry]
    messages: Sequence[Message]
    surveys: Sequence[Survey]
    ratings: Sequence[GivenRating]
    comments: Sequence[Comment]
    schedule: Mapping[str, Any] | str | None  # as files say it
    key: str  # by which files know it
    is_staffs: bool  # whether its desk opened it for the requester
    keys: Mapping[str, str]  # number → key, of other tickets that files know by something else than their number
    bot: PersonId


def retold(stored: Stored) -> Told:
    """The past of a ticket, in order."""
    ticket = stored.ticket
    created = Event(
        at=ticket.created_at,
        kind=Kind.CREATED,
        by=ticket.opened_by,
        is_staffs=stored.is_staffs,
        has_opening=_implied_opening(stored) is not None,
    )
    later = sorted(_moments(stored), key=lambda moment: moment[:3])
    return Told(
        line=0,
        key=stored.key,
        desk=ticket.desk_id,
        requester=ticket.requester_id,
        subject=ticket.subject,
        description=ticket.description,
        category=ticket.category,
        priority=ticket.priority,
        intake=ticket.intake,
        is_private=ticket.is_private,
        schedule=stored.schedule,
        is_complete=True,
        events=(created, *(event for *_, event in later)),
    )


Moment = tuple[datetime, int, int, Event]  # when, in the order of ids, and what follows from the same row later


def _moments(stored: Stored) -> Iterator[Moment]:
    lines = _whys(stored.history)
    implied = _implied_opening(stored)
    for message in stored.messages:
        if message is not implied:
            why = "" if message.is_opening else next(lines[message.created_at, message.author_id], "")
            yield _at(stored, message.created_at), message.id, 0, _of_message(stored, message, why)
    yield from _of_feedback(stored)
    is_merging = False
    for line in sorted(stored.history, key=lambda line: (line.at, line.id), reverse=True):
        is_source = line.what is Happening.MERGED and line.before == stored.ticket.key
        is_closing = line.what is Happening.STATUS_CHANGED and line.after == Status.CLOSED
        if line.what not in OF_ROWS and not (is_closing and is_merging):
            yield _at(stored, line.at), line.id, 0, _of_line(stored, line)
        is_merging = is_source or (is_merging and not is_closing)


def _of_feedback(stored: Stored) -> Iterator[Moment]:
    """What the requester was asked, and what they answered in their name."""
    named = {survey.id for survey in stored.surveys if not survey.is_anonymous}
    for survey in stored.surveys:
        yield survey.asked_at, survey.id, 0, _of_survey(survey)
    for rating in stored.ratings:
        if rating.survey_id in named:
            yield from _of_rating(stored, rating)
    for comment in stored.comments:
        if comment.survey_id in named:
            yield comment.written_at, comment.id, 0, _of_comment(stored, comment)


def _at(stored: Stored, at: datetime) -> datetime:
    """When something happened: not before the creation, which the clock of another machine may say."""
    return max(at, stored.ticket.created_at)


def _whys(history: Iterable[HistoryEntry]) -> Mapping[tuple[datetime, PersonId | None], Iterator[str]]:
    """Why messages came into a conversation, by when and by whom, in order."""
    found: dict[tuple[datetime, PersonId | None], list[str]] = defaultdict(list)
    for line in history:
        if line.what is Happening.MESSAGE_ADDED:
            found[line.at, line.by].append(line.why)
    return defaultdict(lambda: iter(()), {when: iter(whys) for when, whys in found.items()})


def _implied_opening(stored: Stored) -> Message | None:
    """The message that a ticket's creation tells of by itself: it says what the description says."""
    ticket = stored.ticket
    first = next((message for message in stored.messages if message.is_opening), None)
    if first is None or first.text != ticket.description or first.edited_at is not None or first.deleted_at is not None:
        return None
    speaks_as = Speaker.REQUESTER if ticket.opened_by == ticket.requester_id else Speaker.OTHER
    speaks_as = Speaker.AGENT if stored.is_staffs else speaks_as
    said = (first.author_id, first.created_at, first.speaker)
    return first if said == (ticket.opened_by, ticket.created_at, speaks_as) else None


def _of_message(stored: Stored, message: Message, why: str) -> Event:
    kind = Kind.OPENING if message.is_opening else SAID_AS[message.speaker, message.visibility]
    is_bots = kind is Kind.OTHER_REPLY and message.author_id == stored.bot
    return Event(
        at=_at(stored, message.created_at),
        kind=Kind.BOT_MESSAGE if is_bots else kind,
        by=None if is_bots else message.author_id,
        why=why,
        text=message.text,
        speaker=message.speaker if message.is_opening else Speaker.REQUESTER,
        edited_at=message.edited_at,
        deleted_at=message.deleted_at,
    )


def _of_survey(survey: Survey) -> Event:
    return Event(
        at=survey.asked_at,
        kind=Kind.SURVEYED,
        is_delivered=survey.ts is not None,
        is_anonymous=survey.is_anonymous,
    )


def _of_rating(stored: Stored, rating: GivenRating) -> Iterator[Moment]:
    by, score, gone_at = stored.ticket.requester_id, rating.score, rating.removed_at
    said_at = rating.said_at if gone_at is None and rating.said_at != rating.rated_at else None
    yield rating.rated_at, rating.id, 0, Event(rating.rated_at, Kind.RATED, by, score=score, said_at=said_at)
    if gone_at is not None:
        said_at = rating.said_at if rating.said_at != gone_at else None
        yield gone_at, rating.id, 1, Event(gone_at, Kind.RATING_WITHDRAWN, by, score=score, said_at=said_at)


def _of_comment(stored: Stored, comment: Comment) -> Event:
    by = stored.ticket.requester_id
    return Event(comment.written_at, Kind.RATING_COMMENTED, by, why=comment.reason, text=comment.text)


def _of_line(stored: Stored, line: HistoryEntry) -> Event:
    at, telling = _at(stored, line.at), TELLING.get(line.what)
    if telling is not None:
        return telling(stored, line, at)
    return Event(at, line.what, line.by, to=line.after or None, was=line.before, why=line.why)


def _status(stored: Stored, line: HistoryEntry, at: datetime) -> Event:
    closure = stored.ticket.closure if line.after == Status.CLOSED else None
    return Event(at, Kind.STATUS, line.by, to=line.after, why=line.why, closure=closure or Closure.COMPLETED)


def _assigned(_: Stored, line: HistoryEntry, at: datetime) -> Event:
    return Event(at, Kind.ASSIGNED, line.by, to=line.after or None, why=line.why)


def _changed(kind: Kind) -> Callable[[Stored, HistoryEntry, datetime], Event]:
    return lambda _, line, at: Event(at, kind, line.by, to=line.after or None, was=line.before, why=line.why)


def _merged(stored: Stored, line: HistoryEntry, at: datetime) -> Event:
    before, after = (stored.keys.get(number, number) for number in (line.before, line.after))
    is_source = line.before == stored.ticket.key
    return Event(at, Kind.MERGED, line.by, into=after if is_source else "", was="" if is_source else before)


TELLING: Mapping[Happening, Callable[[Stored, HistoryEntry, datetime], Event]] = {
    Happening.STATUS_CHANGED: _status,
    Happening.REOPENED: _status,
    Happening.CLAIMED: _assigned,
    Happening.ASSIGNED: _assigned,
    Happening.UNASSIGNED: _assigned,
    Happening.PRIORITY_CHANGED: _changed(Kind.PRIORITY),
    Happening.CATEGORY_CHANGED: _changed(Kind.CATEGORY),
    Happening.MOVED: _changed(Kind.MOVED),
    Happening.MERGED: _merged,
}
