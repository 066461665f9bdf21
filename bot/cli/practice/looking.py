"""How a practice has gone so far, read from the workspace and from the helpdesk's database."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.cli.practice.course import Case, Command, Course, Played, Uttered, Work
from bot.cli.practice.requester import Heard, Solved, Written
from bot.cli.practice.room import SCORECARD, WELCOME, Room
from bot.cli.practice.situation import Opening, Situation, Way
from bot.cli.practice.situations import SITUATIONS
from bot.rules.conversation import without_markup
from bot.rules.happenings import Happening
from bot.rules.intake import message_source
from bot.rules.markup import readable
from bot.rules.records import Place, Ticket
from bot.rules.vocabulary import ChannelId, MessageTs, Speaker, Status, Visibility
from bot.sandbox.records import Message
from storage import clocks, escalations, history, messages, tickets
from storage.training import quality
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that stands in the workspace."""

    opening: Opening
    message: Message
    replies: tuple[Message, ...]  # by whoever asked


@dataclass(frozen=True, slots=True)
class Seen:
    """What stands in the workspace. Read on the event loop, which changes it; the database is read beside."""

    is_welcomed: bool
    is_scored: bool
    begun: Mapping[str, datetime]  # situations, by their keys
    asked: Mapping[Opening, Asked]
    commands: tuple[tuple[datetime, Command], ...]


def see(room: Room) -> Seen:
    """Look at the workspace."""
    posted = {situation.key: room.posted(situation.key) for situation in SITUATIONS}
    openings = [opening for situation in SITUATIONS for opening in _openings(situation)]
    return Seen(
        is_welcomed=room.posted(WELCOME) is not None,
        is_scored=room.posted(SCORECARD) is not None,
        begun={key: _at(message) for key, message in posted.items() if message is not None},
        asked={opening: found for opening in openings if (found := _asked(room, opening)) is not None},
        commands=tuple(_commands(room)),
    )


def course(tx: Transaction, seen: Seen, now: datetime, since: datetime) -> Course:
    """How the practice has gone until now. `since` is when this process began."""
    played = tuple(_played(tx, seen, situation) for situation in SITUATIONS)
    return Course(now, since, seen.is_welcomed, played, seen.commands, seen.is_scored)


def unheard(tx: Transaction, seen: Seen) -> list[Message]:
    """What requesters have said and the helpdesk has not heard: it was killed in between."""
    said = [message for one in seen.asked.values() for message in (one.message, *one.replies)]
    return [one for one in said if messages.by_source(tx, _source(one)) is None]


def _played(tx: Transaction, seen: Seen, situation: Situation) -> Played:
    begun = seen.begun.get(situation.key)
    if begun is None:
        return Played(situation)
    cases = [_case(tx, Case(situation, opening), seen.asked.get(opening)) for opening in _openings(situation)]
    return Played(situation, begun, tuple(_joined(cases)))


def _joined(cases: Sequence[Case]) -> Sequence[Case]:
    """What is said to one of those with the same problem, all of them hear."""
    if len(cases) == 1 or not all(case.is_together for case in cases):
        return cases
    heard = sorted((one for case in cases for one in case.heard), key=lambda one: one[0])
    return [case.hearing(heard) for case in cases]


def _case(tx: Transaction, case: Case, asked: Asked | None) -> Case:
    if asked is None:
        return case
    uttered = tuple(Uttered(readable(one.text), _at(one)) for one in asked.replies)
    begun = replace(case, at=_at(asked.message), uttered=uttered)
    ticket = tickets.by_source(tx, _source(asked.message))
    if ticket is None:
        return begun
    work = _work(tx, ticket, asked)
    return replace(begun, work=work).hearing(_heard(work))


def _work(tx: Transaction, ticket: Ticket, asked: Asked) -> Work:
    lines = history.of_ticket(tx, ticket.id)
    used = (line.after.partition(":")[0] for line in lines if line.what is Happening.REPLY_USED)
    root = asked.message.thread_ts or asked.message.ts
    return Work(
        ticket,
        Place(ChannelId(asked.message.channel), MessageTs(root)),
        messages=tuple(messages.of_ticket(tx, ticket.id)),
        history=tuple(lines),
        escalations=tuple(escalations.of_ticket(tx, ticket.id)),
        replies=frozenset(used),
        clocks=tuple(clocks.of_ticket(tx, ticket.id)),
        reviews=tuple(quality.of_tickets(tx, [ticket.id])),
    )


def _heard(work: Work) -> list[tuple[datetime, Heard]]:
    """What agents said to the requester, and when they solved it, in order."""
    found: list[tuple[int, datetime, Heard]] = [
        (message.id, message.created_at, Written(readable(without_markup(message.text))))
        for message in work.messages
        if message.speaker is Speaker.AGENT and message.visibility is Visibility.PUBLIC and not message.is_opening
    ]
    found += [
        (line.id, line.at, Solved())
        for line in work.history
        if line.what is Happening.STATUS_CHANGED and line.after == Status.SOLVED
    ]
    return [(at, heard) for _, at, heard in sorted(found, key=lambda one: one[0])]


def _asked(room: Room, opening: Opening) -> Asked | None:
    """A request that stands in the workspace: each has words of its own."""
    person = room.person(opening.who)
    said = [one for one in room.messages(_where(room, opening)) if one.user == person and not one.is_reply]
    message = next((one for one in said if readable(one.text) == opening.text), None)
    if message is None:
        return None
    return Asked(opening, message, tuple(one for one in room.thread(message) if one.user == person))


def _where(room: Room, opening: Opening) -> ChannelId:
    return room.direct(opening.who) if opening.way is Way.DIRECT else room.requests


def _openings(situation: Situation) -> tuple[Opening, ...]:
    return (situation.opening,) if situation.same is None else (situation.opening, situation.same)


def _commands(room: Room) -> Iterator[tuple[datetime, Command]]:
    for message in room.messages(room.channel):
        word = readable(message.text).strip(" .!/`*").lower()
        if not message.bot_id and word in set(Command):
            yield _at(message), Command(word)


def _source(message: Message) -> str:
    return message_source(ChannelId(message.channel), MessageTs(message.ts))


def _at(message: Message) -> datetime:
    return datetime.fromtimestamp(float(message.ts), UTC)
