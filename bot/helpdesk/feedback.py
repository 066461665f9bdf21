"""Feedback: after solving the requester is asked how it went, and answers with a reaction."""

from bot.helpdesk import notices
from bot.helpdesk.people import roles_on, works
from bot.rules import feedback, permission
from bot.rules.conversation import Reacted
from bot.rules.records import Survey, Ticket
from bot.rules.vocabulary import Action, Happening
from storage import desks, history, people, surveys, tickets
from storage.transaction import Transaction


def ask(tx: Transaction, ticket: Ticket) -> None:
    """Ask the requester of a ticket that was just solved, once per solving; earlier questions are withdrawn."""
    person = people.get(tx, ticket.requester_id)
    desk = desks.get(tx, ticket.desk_id)
    is_here = person is not None and not (person.is_deleted or person.is_bot)
    requester_works_here = works(tx, ticket.requester_id, ticket.desk_id)
    if desk is None or not is_here or not feedback.is_asked(ticket, requester_works_here=requester_works_here):
        return
    survey = Survey(
        id=tx.new_id(),
        ticket_id=ticket.id,
        cycle=ticket.times_solved,
        person_id=ticket.requester_id,
        assignee_id=ticket.assignee_at_solving,
        scale=list(desk.settings.rating_emoji),
        asked_at=tx.now,
        channel=None,
        ts=None,
        withdrawn_at=None,
    )
    if any(earlier.cycle == survey.cycle for earlier in surveys.of_ticket(tx, ticket.id)):
        return
    withdraw(tx, ticket)
    surveys.ask_once(tx, survey)
    history.record(tx, ticket.id, Happening.SURVEYED, by=None)
    notices.survey(tx, ticket, survey)


def withdraw(tx: Transaction, ticket: Ticket) -> None:
    """Stop waiting for an answer, as the ticket is not solved any more, or leaves every number."""
    for survey in surveys.of_ticket(tx, ticket.id):
        if survey.withdrawn_at is None:
            surveys.withdraw(tx, survey.id)
            notices.survey(tx, ticket, survey)


def rated(tx: Transaction, survey: Survey, reacted: Reacted) -> None:
    """A reaction to a question: the requester's rating, if it is theirs to give; the last one counts."""
    given = _given(tx, survey, reacted)
    if given is None:
        return
    ticket, score = given
    before = surveys.score(tx, survey.id)
    if not surveys.stands(tx, survey.id, score):
        surveys.rate(tx, survey.id, score)
        after = str(score)
        history.record(tx, ticket.id, Happening.RATED, by=reacted.person_id, before=str(before or ""), after=after)
        notices.survey(tx, ticket, survey)


def withdrawn(tx: Transaction, survey: Survey, reacted: Reacted) -> None:
    """A reaction taken away from a question: what still stands is the rating, or there is none."""
    given = _given(tx, survey, reacted)
    if given is None:
        return
    ticket, score = given
    if surveys.remove(tx, survey.id, score):
        what, after = Happening.RATING_WITHDRAWN, str(surveys.score(tx, survey.id) or "")
        history.record(tx, ticket.id, what, by=reacted.person_id, before=str(score), after=after)
        notices.survey(tx, ticket, survey)


def _given(tx: Transaction, survey: Survey, reacted: Reacted) -> tuple[Ticket, int] | None:
    """The ticket, locked, and the rating that a reaction gives; None for a reaction that does not count.

    The question is read again under the ticket's lock, as it may have been withdrawn a moment ago.
    """
    ticket = tickets.locked(tx, survey.ticket_id)
    now = surveys.get(tx, survey.id)
    score = feedback.score(reacted.emoji, survey.scale)
    if ticket is None or now is None or score is None:
        return None
    may_rate = permission.allowed(Action.RATE, roles_on(tx, reacted.person_id, ticket))
    return (ticket, score) if may_rate and feedback.takes_rating(now, reacted.person_id, tx.now) else None
