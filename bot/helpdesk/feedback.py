"""Feedback: after solving the requester is asked how it went, and answers with a reaction."""

from bot.helpdesk import notices
from bot.helpdesk.people import works
from bot.rules import feedback
from bot.rules.conversation import Reacted
from bot.rules.records import Survey, Ticket
from bot.rules.vocabulary import Happening
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
    history.record(tx, ticket.id, Happening.SURVEYED, by=None, why="solved")
    notices.survey(tx, ticket, survey)


def withdraw(tx: Transaction, ticket: Ticket) -> None:
    """Stop waiting for an answer, as the ticket is not solved any more, or leaves every number."""
    for survey in surveys.of_ticket(tx, ticket.id):
        if survey.withdrawn_at is None:
            surveys.withdraw(tx, survey.id)
            notices.survey(tx, ticket, survey)


def rated(tx: Transaction, survey: Survey, reacted: Reacted) -> None:
    """A reaction to a question: the requester's rating, if it is theirs to give; the last one counts."""
    score = feedback.score(reacted.emoji, survey.scale)
    ticket = tickets.locked(tx, survey.ticket_id)
    if ticket is None or score is None or not _counts(tx, survey, reacted):
        return
    before = surveys.score(tx, survey.id)
    if not surveys.stands(tx, survey.id, score):
        surveys.rate(tx, survey.id, score)
        history.record(tx, ticket.id, Happening.RATED, by=reacted.person_id, before=str(before or ""), after=str(score))
        notices.survey(tx, ticket, survey)


def withdrawn(tx: Transaction, survey: Survey, reacted: Reacted) -> None:
    """A reaction taken away from a question: what still stands is the rating, or there is none."""
    score = feedback.score(reacted.emoji, survey.scale)
    ticket = tickets.locked(tx, survey.ticket_id)
    if ticket is None or score is None or not _counts(tx, survey, reacted):
        return
    if surveys.remove(tx, survey.id, score):
        standing = str(surveys.score(tx, survey.id) or "")
        history.record(
            tx,
            ticket.id,
            Happening.RATING_WITHDRAWN,
            by=reacted.person_id,
            before=str(score),
            after=standing,
        )
        notices.survey(tx, ticket, survey)


def _counts(tx: Transaction, survey: Survey, reacted: Reacted) -> bool:
    """Whether this question takes ratings now: asked again under the ticket's lock, as it may just be withdrawn."""
    now = surveys.get(tx, survey.id)
    return now is not None and feedback.takes_rating(now, reacted.person_id, tx.now)
