"""What the variables of a saved reply stand for on one ticket."""

from collections.abc import Mapping

from bot.helpdesk import people
from bot.i18n import Reader
from bot.rules import opening_hours
from bot.rules.intake import Request, subject
from bot.rules.markup import escape, readable
from bot.rules.pictures import TicketPicture
from bot.rules.records import Desk
from bot.rules.replies import Variable
from bot.rules.vocabulary import PersonId
from storage import desks
from storage.transaction import Transaction


def facts(tx: Transaction, shown: TicketPicture, by: PersonId, language: str) -> Mapping[Variable, str]:
    """Each as mrkdwn, for an answer of `by` in this language; empty where it is not known.

    A name that Slack has not told yet is an id: no name.
    """
    ticket = shown.ticket
    names = people.names(tx, {ticket.requester_id, by})
    requester, agent = (names.get(who, "") for who in (ticket.requester_id, by))
    requester = "" if requester == ticket.requester_id else requester
    reader = Reader(language, people.reader(tx, ticket.requester_id).timezone)
    known = {
        Variable.REQUESTER_FIRST_NAME: next(iter(requester.split()), ""),
        Variable.REQUESTER_NAME: requester,
        Variable.AGENT_NAME: "" if agent == by else agent,
        Variable.TICKET_NUMBER: ticket.key,
        Variable.TICKET_SUBJECT: ticket.subject,
        Variable.TICKET_LINK: shown.thread_url or "",
        Variable.DESK_NAME: shown.desk.name,
        Variable.DESK_HOURS: _hours(shown.desk, reader),
        Variable.FORM_SUBJECT: ticket.subject,
        Variable.FORM_DESCRIPTION: readable(ticket.description, shown.names),
        Variable.FORM_CATEGORY: "" if shown.category is None else shown.category.name,
        Variable.TODAY: reader.day(tx.now),
    }
    return {variable: escape(value) for variable, value in known.items()}


def before_ticket(tx: Transaction, request: Request, desk: Desk, language: str) -> Mapping[Variable, str]:
    """The same while somebody asks: there is no ticket yet, and no agent."""
    names = people.names(tx, {request.requester_id})
    requester = names.get(request.requester_id, "")
    requester = "" if requester == request.requester_id else requester
    reader = Reader(language, people.reader(tx, request.requester_id).timezone)
    text = readable(request.text)
    categories = desks.categories(tx, desk.id) if request.category else []
    known = {
        Variable.REQUESTER_FIRST_NAME: next(iter(requester.split()), ""),
        Variable.REQUESTER_NAME: requester,
        Variable.DESK_NAME: desk.name,
        Variable.DESK_HOURS: _hours(desk, reader),
        Variable.FORM_SUBJECT: request.subject or subject(text),
        Variable.FORM_DESCRIPTION: text,
        Variable.FORM_CATEGORY: next((one.name for one in categories if one.key == request.category), ""),
        Variable.TODAY: reader.day(tx.now),
    }
    return {variable: escape(value) for variable, value in known.items()}


def _hours(desk: Desk, reader: Reader) -> str:
    """When a desk works in an ordinary week, by its own clock; empty for one that has not said so."""
    if desk.settings.hours is None:
        return ""
    hours = opening_hours.parse(desk.settings.hours)
    return f"{opening_hours.in_words(hours, reader.weekdays())} ({reader.city(hours.zone.key)})"
