"""Asking for feedback: whether, when, once more, and until when."""

from datetime import datetime, timedelta

from bot.helpdesk import feedback_notices
from bot.helpdesk.people import reader, works
from bot.rules import feedback
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.facts import COUNTED
from bot.rules.feedback import Standing, Unnamed
from bot.rules.feedback_settings import FeedbackSettings
from bot.rules.happenings import Happening
from bot.rules.lifecycle import is_reopening
from bot.rules.records import Deadline, DeskSettings, Survey, Ticket
from bot.rules.vocabulary import Status
from storage import deadlines, desks, history, people, surveys, tickets, unnamed
from storage.transaction import Transaction

PENDING = frozenset({DeadlineKind.ASK_FEEDBACK, DeadlineKind.REMIND_FEEDBACK})


def ask(tx: Transaction, ticket: Ticket) -> None:
    """Ask the requester of a ticket that was just solved: at once, or when the desk wants it and they are awake."""
    settings = desks.settings_of(tx, ticket.desk_id)
    if not _is_asked(tx, ticket, settings.feedback):
        return
    later = tx.now + timedelta(seconds=settings.feedback.delay)
    at = feedback.awake(later, settings.feedback, reader(tx, ticket.requester_id).timezone)
    if at > tx.now:
        _ask_at(tx, ticket, at)
    else:
        _ask(tx, ticket, settings)


def ask_later(tx: Transaction, deadline: Deadline) -> None:
    """The same, once it has become time; unless the ticket was reopened, or left every number."""
    ticket = tickets.locked(tx, deadline.ticket_id)
    if ticket is None or deadline.note != str(ticket.times_solved):
        return
    settings = desks.settings_of(tx, ticket.desk_id)
    at = feedback.awake(tx.now, settings.feedback, reader(tx, ticket.requester_id).timezone)
    if at > tx.now:  # nothing ran when it was time
        _ask_at(tx, ticket, at)
    elif _is_asked(tx, ticket, settings.feedback):
        _ask(tx, ticket, settings)


def remind(tx: Transaction, deadline: Deadline) -> None:
    """Ask somebody once more who has not answered."""
    ticket, survey = tickets.locked(tx, deadline.ticket_id), surveys.get(tx, int(deadline.note))
    if ticket is None or survey is None or feedback.standing(survey, tx.now) is not Standing.OPEN:
        return
    settings = desks.settings_of(tx, ticket.desk_id).feedback
    at = feedback.awake(tx.now, settings, reader(tx, survey.person_id).timezone)
    if at > tx.now:
        _remind_at(tx, survey, at)
    elif surveys.score(tx, survey.id) is None:
        feedback_notices.reminded(tx, ticket, survey)


def end(tx: Transaction, deadline: Deadline) -> None:
    """A question's time is over: it says so. An anonymous answer is parted from its person."""
    ticket, survey = tickets.locked(tx, deadline.ticket_id), surveys.get(tx, int(deadline.note))
    if ticket is None or survey is None:
        return
    if survey.is_anonymous:
        _part(tx, ticket, survey)
    feedback_notices.changed(tx, survey)


def moved(tx: Transaction, ticket: Ticket, before: Status) -> None:
    """Follow a ticket into another status: nobody waits for an answer when it is open again or leaves every number."""
    if is_reopening(before, ticket.status) or ticket.closure not in COUNTED:
        withdraw(tx, ticket)
    elif ticket.status is Status.CLOSED:
        for survey in surveys.of_ticket(tx, ticket.id):
            if feedback.is_low(surveys.score(tx, survey.id)):
                feedback_notices.changed(tx, survey)  # which offers no more to reopen it


def withdraw(tx: Transaction, ticket: Ticket) -> None:
    """Stop waiting for an answer."""
    deadlines.cancel(tx, ticket.id, PENDING)
    for survey in surveys.of_ticket(tx, ticket.id):
        if survey.withdrawn_at is None:
            surveys.withdraw(tx, survey.id)
            feedback_notices.changed(tx, survey)


def _is_asked(tx: Transaction, ticket: Ticket, settings: FeedbackSettings) -> bool:
    person = people.get(tx, ticket.requester_id)
    is_here = person is not None and not (person.is_deleted or person.is_bot)
    requester_works_here = works(tx, ticket.requester_id, ticket.desk_id)
    return (
        is_here
        and feedback.is_asked(ticket, requester_works_here=requester_works_here)
        and feedback.is_sampled(ticket, settings)
    )


def _ask(tx: Transaction, ticket: Ticket, settings: DeskSettings) -> None:
    if any(earlier.cycle == ticket.times_solved for earlier in surveys.of_ticket(tx, ticket.id)):
        return
    if settings.feedback.cool_down_days and not _is_rested(tx, ticket, settings.feedback):
        return
    survey = Survey(
        id=tx.new_id(),
        ticket_id=ticket.id,
        cycle=ticket.times_solved,
        person_id=ticket.requester_id,
        assignee_id=ticket.assignee_at_solving,
        scale=list(settings.rating_emoji),
        words=list(settings.feedback.words),
        is_anonymous=settings.feedback.anonymous,
        asked_at=tx.now,
        expires_at=tx.now + timedelta(days=settings.feedback.expires_after_days),
        channel=None,
        ts=None,
        withdrawn_at=None,
    )
    withdraw(tx, ticket)
    surveys.ask_once(tx, survey)
    history.record(tx, ticket.id, Happening.SURVEYED, by=None)
    feedback_notices.asked(tx, ticket, survey)
    _set_deadlines(tx, survey, settings.feedback)


def _is_rested(tx: Transaction, ticket: Ticket, settings: FeedbackSettings) -> bool:
    people.lock(tx, ticket.requester_id)  # another of their tickets may be solved at this moment
    asked_before = surveys.last_asked(tx, ticket.requester_id, but=ticket.id)
    return feedback.is_rested(asked_before, settings, tx.now)


def _set_deadlines(tx: Transaction, survey: Survey, settings: FeedbackSettings) -> None:
    kind = DeadlineKind.END_FEEDBACK
    deadlines.set_for(tx, survey.ticket_id, kind, survey.expires_at, key=f"{kind}:{survey.id}", note=str(survey.id))
    at = feedback.reminded(tx.now, settings, reader(tx, survey.person_id).timezone)
    if settings.remind and at < survey.expires_at:
        _remind_at(tx, survey, at)


def _ask_at(tx: Transaction, ticket: Ticket, at: datetime) -> None:
    deadlines.set_for(tx, ticket.id, DeadlineKind.ASK_FEEDBACK, at, note=str(ticket.times_solved))


def _remind_at(tx: Transaction, survey: Survey, at: datetime) -> None:
    kind = DeadlineKind.REMIND_FEEDBACK
    deadlines.set_for(tx, survey.ticket_id, kind, at, key=f"{kind}:{survey.id}", note=str(survey.id))


def _part(tx: Transaction, ticket: Ticket, survey: Survey) -> None:
    """Keep an anonymous rating without the person and the ticket; that of a later solving takes its place."""
    score, comment = surveys.score(tx, survey.id), surveys.comment(tx, survey.id)
    later = [one for one in surveys.of_ticket(tx, ticket.id) if one.cycle > survey.cycle]
    is_superseded = any(surveys.score(tx, one.id) is not None for one in later)
    if score is not None and ticket.closure in COUNTED and not is_superseded:
        rating = Unnamed(
            id=tx.new_id(),
            desk_id=ticket.desk_id,
            agent_id=survey.assignee_id,
            category=ticket.category,
            priority=ticket.priority,
            score=score,
            reason="" if comment is None else comment.reason,
            comment="" if comment is None else comment.text,
            ended_on=tx.now.replace(hour=0, minute=0, second=0, microsecond=0),
            told_in=None,
        )
        unnamed.keep(tx, rating)
        _tell_together(tx, ticket)
    surveys.forget_answers(tx, survey.id)


def _tell_together(tx: Transaction, ticket: Ticket) -> None:
    """Give the desk's leads what was written, once it is among enough others."""
    if unnamed.untold(tx, ticket.desk_id) >= feedback.TOGETHER:
        told_in = tx.new_id()
        if unnamed.tell(tx, ticket.desk_id, told_in):
            feedback_notices.unnamed(tx, ticket.desk_id, told_in)
