"""What the variables of a saved reply stand for on one ticket."""

from collections.abc import Mapping

from bot.helpdesk import people
from bot.i18n import Reader
from bot.rules import opening_hours
from bot.rules.intake import Request, subject
from bot.rules.markup import escape, readable, unstyled
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
    known = _of_asking(tx, ticket.requester_id, names, shown.desk, language) | {
        Variable.AGENT_NAME: _name(names, by),
        Variable.TICKET_NUMBER: ticket.key,
        Variable.TICKET_SUBJECT: ticket.subject,
        Variable.TICKET_LINK: shown.thread_url or "",
        Variable.FORM_SUBJECT: ticket.subject,
        Variable.FORM_DESCRIPTION: readable(ticket.description, shown.names),
        Variable.FORM_CATEGORY: "" if shown.category is None else shown.category.name,
    }
    return {variable: escape(value) for variable, value in known.items()}


def before_ticket(tx: Transaction, request: Request, desk: Desk, language: str) -> Mapping[Variable, str]:
    """The same while somebody asks: there is no ticket yet, and no agent. What they wrote has no marks in it."""
    names = people.names(tx, {request.requester_id})
    text = readable(request.text)
    categories = desks.categories(tx, desk.id) if request.category else []
    known = _of_asking(tx, request.requester_id, names, desk, language) | {
        Variable.FORM_SUBJECT: request.subject or subject(text),
        Variable.FORM_DESCRIPTION: text,
        Variable.FORM_CATEGORY: next((one.name for one in categories if one.key == request.category), ""),
    }
    return {variable: unstyled(escape(value)) for variable, value in known.items()}


def _of_asking(
    tx: Transaction, requester_id: PersonId, names: Mapping[PersonId, str], desk: Desk, language: str
) -> dict[Variable, str]:
    """Who asks, whom, and when."""
    requester = _name(names, requester_id)
    reader = Reader(language, people.reader(tx, requester_id).timezone)
    return {
        Variable.REQUESTER_FIRST_NAME: next(iter(requester.split()), ""),
        Variable.REQUESTER_NAME: requester,
        Variable.DESK_NAME: desk.name,
        Variable.DESK_HOURS: _hours(desk, reader),
        Variable.TODAY: reader.day(tx.now),
    }


def _name(names: Mapping[PersonId, str], person: PersonId) -> str:
    name = names.get(person, "")
    return "" if name == person else name


def _hours(desk: Desk, reader: Reader) -> str:
    """When a desk works in an ordinary week, by its own clock; empty for one that has not said so."""
    if desk.settings.hours is None:
        return ""
    hours = opening_hours.parse(desk.settings.hours)
    return f"{opening_hours.in_words(hours, reader.weekdays())} ({reader.city(hours.zone.key)})"
