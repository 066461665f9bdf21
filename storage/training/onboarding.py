"""Who is on a track, and the steps that they have done."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import and_, exists, func, or_, select

from bot.rules.training.onboarding import Onboarding, OnboardingId, Outcome, StepDone
from bot.rules.training.tracks import TrackId
from bot.rules.vocabulary import CategoryKey, Closure, DeskId, PersonId, Speaker, Status, Visibility
from storage import tables
from storage.transaction import Transaction, as_row, picture

onboardings, steps = tables.training_onboardings, tables.training_steps_done
columns = onboardings.c


def add_once(tx: Transaction, onboarding: Onboarding) -> bool:
    """Put somebody on a track; False when the form has done so before."""
    return tx.add_once(onboardings, as_row(onboarding))


def get(tx: Transaction, onboarding_id: int) -> Onboarding | None:
    """Somebody on a track, by its id."""
    return tx.find(Onboarding, onboardings, id=onboarding_id)


def locked(tx: Transaction, onboarding_id: int) -> Onboarding | None:
    """The same, held until this ends."""
    return tx.find(Onboarding, onboardings, lock=True, id=onboarding_id)


def by_source(tx: Transaction, source: str) -> Onboarding | None:
    """What a form began."""
    return tx.find(Onboarding, onboardings, source=source)


def change(tx: Transaction, onboarding: Onboarding, **values: Any) -> Onboarding:
    """Set columns of one; as it is then."""
    changed = tx.changed(Onboarding, onboardings, values, id=onboarding.id)
    assert changed is not None  # the caller holds it
    return changed


def times_of(tx: Transaction, track_id: TrackId, person: PersonId) -> list[Onboarding]:
    """Every time that somebody was on a track, in order."""
    return tx.find_all(Onboarding, onboardings, track_id=track_id, person_id=person, order=("number",))


def running_of(tx: Transaction, person: PersonId) -> list[Onboarding]:
    """The tracks that somebody is on, also the paused ones, in the order in which they began."""
    return tx.find_all(Onboarding, onboardings, person_id=person, ended_at=None, order=("id",))


def mentored_by(tx: Transaction, mentor: PersonId) -> list[Onboarding]:
    """Those whose mentor somebody is, in the order in which they began."""
    return tx.find_all(Onboarding, onboardings, mentor_id=mentor, ended_at=None, order=("id",))


def passed_with_drafts(tx: Transaction, person: PersonId) -> list[Onboarding]:
    """The tracks that somebody, or a learner of theirs, has passed while answers were not sent yet, in order."""
    draft = tables.training_draft_answers.c
    is_theirs = or_(columns.person_id == person, columns.mentor_id == person)
    waits = exists().where(
        tx.here(tables.training_draft_answers), draft.onboarding_id == columns.id, draft.sent_at.is_(None)
    )
    passed = picture(Onboarding, onboardings).where(tx.here(onboardings, outcome=Outcome.PASSED), is_theirs, waits)
    return tx.every(Onboarding, passed.order_by(columns.id))


def passed_by(tx: Transaction, person: PersonId) -> set[int]:
    """The tracks that somebody has passed."""
    return set(tx.find_values(onboardings, "track_id", person_id=person, outcome=Outcome.PASSED, order=("track_id",)))


def listed(
    tx: Transaction, by: PersonId, worked: Collection[DeskId], led: Collection[DeskId], *, first: int, limit: int
) -> tuple[list[Onboarding], int]:
    """A page of those whom somebody may see on a track, and how many there are in all.

    One's own come first, then those whose mentor one is, then the others; among each the newest.
    """
    is_own, is_mentored = columns.person_id == by, columns.mentor_id == by
    is_theirs = or_(
        and_(is_own, or_(columns.ended_at.is_(None), columns.outcome == Outcome.PASSED)),
        and_(or_(is_mentored, columns.desk_id.in_(sorted(led))), columns.ended_at.is_(None)),
    )
    these = and_(tx.here(onboardings), columns.desk_id.in_(sorted(worked)), is_theirs)
    in_order = (is_own.desc(), columns.ended_at.is_not(None), is_mentored.desc(), columns.id.desc())
    page = picture(Onboarding, onboardings).where(these).order_by(*in_order).offset(first).limit(limit)
    return tx.every(Onboarding, page), int(tx.value(select(func.count()).select_from(onboardings).where(these)))


def do_once(tx: Transaction, step: StepDone) -> bool:
    """Keep that a step is done; False when that was known."""
    return tx.add_once(steps, as_row(step))


def done(tx: Transaction, onboarding_id: OnboardingId) -> dict[int, StepDone]:
    """The steps that are done, by their places."""
    found = tx.find_all(StepDone, steps, onboarding_id=onboarding_id, order=("place",))
    return {step.place: step for step in found}


def attended(
    tx: Transaction, person: PersonId, desk_id: DeskId, category: CategoryKey | None, since: datetime
) -> str | None:
    """The topic of the first session that somebody was at, of those that began from `since` on; None without one."""
    session, there = tables.sessions.c, tables.session_attendance.c
    theirs = (there.workspace_id == session.workspace_id) & (there.session_id == session.id)
    only = () if category is None else (session.category == category,)
    statement = (
        select(session.topic)
        .join_from(tables.session_attendance, tables.sessions, theirs)
        .where(tx.here(tables.session_attendance, person_id=person), session.desk_id == desk_id)
        .where(session.starts_at >= since, session.cancelled_at.is_(None), *only)
        .order_by(session.starts_at, session.id)
        .limit(1)
    )
    found = tx.row(statement)
    return None if found is None else str(found.topic)


def solved_alone(tx: Transaction, person: PersonId, desk_id: DeskId, since: datetime, limit: int) -> list[str]:
    """The numbers of tickets that somebody solved from `since` on without anybody's help, in order.

    Nobody else of the desk answered, no answer was written for approval, it was not escalated, and it is still solved.
    """
    ticket, message = tables.tickets.c, tables.messages.c
    escalation, answer = tables.escalations.c, tables.training_draft_answers.c
    helped = exists().where(
        tx.here(tables.messages),
        message.ticket_id == ticket.id,
        message.visibility == Visibility.PUBLIC,
        message.speaker == Speaker.AGENT,
        message.author_id != person,
    )
    escalated = exists().where(tx.here(tables.escalations), escalation.ticket_id == ticket.id)
    reviewed = exists().where(tx.here(tables.training_draft_answers), answer.ticket_id == ticket.id)
    statement = (
        select(ticket.key)
        .where(tx.here(tables.tickets, assignee_id=person, assignee_at_solving=person))
        .where(ticket.status.in_((Status.SOLVED, Status.CLOSED)))
        .where(ticket.desk_id.concat("") == desk_id)  # else SQLite goes through all tickets of the desk
        .where(ticket.solved_at >= since, ticket.requester_id != person)
        .where(or_(ticket.closure.is_(None), ticket.closure == Closure.COMPLETED))
        .where(~helped, ~escalated, ~reviewed)
        .order_by(ticket.solved_at, ticket.id)
        .limit(limit)
    )
    return [str(row.key) for row in tx.rows(statement)]
