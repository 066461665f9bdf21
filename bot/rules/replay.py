"""A past, lived again: what a file tells of a ticket goes through the rules of live tickets, in memory."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.rules import facts
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.facts import Life, NextResponse, Spoken, TicketFacts
from bot.rules.feedback import Comment
from bot.rules.mistakes import Wrong
from bot.rules.past import Kind, Told
from bot.rules.records import HistoryEntry, Message, Survey, Ticket, TicketClock
from bot.rules.replay_clocks import Clocks
from bot.rules.replay_feedback import Answers, GivenRating
from bot.rules.replay_life import Ground, Living, Target
from bot.rules.replay_steps import STEPS, noted
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId, Priority, Status

NOTHING_YET: tuple[str, ...] = (
    *("assignee_id", "claimed_at", "origin_channel", "origin_ts", "channel", "thread_ts", "first_response_at"),
    *("first_solved_at", "solved_at", "solved_by", "assignee_at_solving", "closed_at", "closure", "merged_into"),
)


@dataclass(frozen=True, slots=True)
class Past:
    """What a ticket's past comes to: everything that is stored of it."""

    told: Told
    ticket: Ticket
    history: Sequence[HistoryEntry]
    messages: Sequence[Message]
    surveys: Sequence[Survey]
    ratings: Sequence[GivenRating]
    comments: Sequence[Comment]
    clocks: Sequence[TicketClock]
    tags: frozenset[str]
    followers: frozenset[PersonId]
    ahead: Mapping[DeadlineKind, datetime]  # what time will bring about
    facts: TicketFacts
    next_responses: Sequence[NextResponse]
    merged_into: Target | None


def replay(told: Told, ground: Ground) -> Past:
    """Live a past again. Raises Wrong, naming the event that the rules do not allow."""
    life = _begun(told, ground)
    for event in told.events:
        if event.at > ground.now:
            raise Wrong(f"event {event.number}: at: it has not happened yet.")
        try:
            STEPS.get(event.kind, noted)(life, event)
        except Wrong as reason:
            raise Wrong(f"event {event.number}: {reason}") from None
    _compare(life)
    ahead = life.clocks.stop_here(life.ticket, ground.now)
    row, waits = facts.kept(_life(life))
    return Past(
        told=told,
        ticket=life.ticket,
        history=life.history,
        messages=life.messages,
        surveys=life.answers.surveys,
        ratings=life.answers.ratings,
        comments=life.answers.comments,
        clocks=life.clocks.known,
        tags=frozenset(life.tags),
        followers=frozenset(life.followers),
        ahead=ahead,
        facts=row,
        next_responses=waits,
        merged_into=life.ground.target if life.ticket.merged_into is not None else None,
    )


def _begun(told: Told, ground: Ground) -> Living:
    created = told.events[0]
    owes_first_response = not created.is_staffs
    clocks = Clocks(ground.desks, ground.hours, ground.schedule_id, owes_first_response)
    clocks.moved(created.at, Status.NEW)
    return Living(
        told=told,
        ground=ground,
        ticket=_at_birth(told, ground),
        clocks=clocks,
        answers=Answers(ground.new_id),
        asked_at=frozenset() if told.is_complete else frozenset(_rated_after(told)),
    )


def _at_birth(told: Told, ground: Ground) -> Ticket:
    """The ticket before anything happened to it. What is not said here is as at every ticket at first."""
    created, category = told.events[0], _at_first(told, Kind.CATEGORY, ground.category)
    return Ticket(
        **dict.fromkeys(NOTHING_YET),
        id=ground.ticket_id,
        desk_id=_first_desk(told, ground),
        key=ground.number,
        subject=told.subject,
        description=told.description,
        status=Status.NEW,
        priority=Priority(_at_first(told, Kind.PRIORITY, told.priority) or Priority.NORMAL),
        priority_reason="",
        category=None if category is None else CategoryKey(category),
        requester_id=told.requester,
        opened_by=created.by or told.requester,
        is_private=told.is_private,
        intake=told.intake,
        created_at=created.at,
        updated_at=created.at,
        waiting_since=None if created.is_staffs else created.at,
        public_replies=0,
        times_solved=0,
        hold_reason="",
        schedule_id=ground.schedule_id,
    )


def _at_first(told: Told, kind: Kind, in_the_end: str | None) -> str | None:
    """What a ticket had before it changed for the first time."""
    return next((event.was or None for event in told.events if event.kind == kind), in_the_end)


def _first_desk(told: Told, ground: Ground) -> DeskId:
    word = _at_first(told, Kind.MOVED, None)
    return ground.desk_id if word is None else ground.desk(word)


def _rated_after(told: Told) -> Iterator[int]:
    """The events that solved the ticket and were followed by a rating, by their numbers."""
    is_rated = False
    for event in reversed(told.events):
        if event.kind == Kind.RATED:
            is_rated = True
        elif event.kind == Kind.SURVEYED:
            is_rated = False
        elif event.kind == Kind.STATUS and event.to == Status.SOLVED:
            if is_rated:
                yield event.number
            is_rated = False


def _compare(life: Living) -> None:
    """Raise Wrong when what changed came to something else than the ticket is said to be."""
    ticket, ground = life.ticket, life.ground
    for name, reached, said in (
        ("priority", ticket.priority, life.told.priority),
        ("category", ticket.category, ground.category),
        ("desk", ticket.desk_id, ground.desk_id),
    ):
        if reached != said:
            raise Wrong(f"{name}: by its events it is {reached} in the end, and not {said}.")


def _life(life: Living) -> Life:
    return Life(
        ticket=life.ticket,
        history=life.history,
        said=[Spoken(one.created_at, one.speaker, one.visibility, one.is_opening) for one in life.messages],
        hours=life.ground.hours,
        now=life.ground.now,
        rating=life.answers.rating(),
        surveyed_at=life.answers.surveyed_at(),
        tags=sorted(life.tags),
    )
