"""Sending an answer, and what the saved reply in it does besides: all of it, or nothing."""

from bot.helpdesk import assignment, conversation, lifecycle, reply_actions, replying, triage
from bot.helpdesk.lifecycle import living
from bot.rules.actions import Action
from bot.rules.markup import escape
from bot.rules.records import Ticket
from bot.rules.refusals import ActionNotPossible, NoSuchReply
from bot.rules.replies import Answer
from bot.rules.reply_actions import ReplyActions
from bot.rules.vocabulary import PersonId, Status, TicketId
from storage import following, messages
from storage.transaction import Transaction


def send(tx: Transaction, ticket_id: TicketId, by: PersonId, answer: Answer) -> Ticket:
    """Answer the requester, and do what was ticked of the last saved reply in the answer.

    Who gets the ticket, priority and tags come before the answer, the status after it. Raises ActionNotPossible when
    something of it can't be done any more, and as `conversation.reply` does; then nothing was sent and nothing done.
    """
    if messages.by_source(tx, answer.source) is not None or not answer.ticked:
        return _say(tx, ticket_id, by, answer)
    ticket = living(tx, by, Action.REPLY, ticket_id)
    wording = replying.used_last(tx, ticket, by, answer.uses)
    if wording is None:
        raise NoSuchReply
    actions, grounds = wording.actions.only(answer.ticked), escape(wording.title)
    for deed, why in reply_actions.hindered(tx, ticket, by, actions).items():
        raise ActionNotPossible(deed, why)
    _sort(tx, ticket, by, actions, grounds)
    answered = _say(tx, ticket_id, by, answer)
    return _set_status(tx, answered, by, actions.status, grounds)


def _say(tx: Transaction, ticket_id: TicketId, by: PersonId, answer: Answer) -> Ticket:
    return conversation.reply(tx, ticket_id, by, answer.text, answer.source, answer.uses)


def _sort(tx: Transaction, ticket: Ticket, by: PersonId, actions: ReplyActions, grounds: str) -> None:
    receiver = reply_actions.receiver(actions, by)
    if receiver is not None:
        assignment.assign(tx, ticket.id, receiver, by)
    if actions.priority not in (None, ticket.priority):
        triage.prioritise(tx, ticket.id, actions.priority or ticket.priority, grounds, by)
    if actions.tags:
        triage.tag(tx, ticket.id, ",".join([*following.tags(tx, ticket.id), *actions.tags]), by)


def _set_status(tx: Transaction, ticket: Ticket, by: PersonId, status: Status | None, grounds: str) -> Ticket:
    match status:
        case Status.PENDING:
            return lifecycle.pend(tx, ticket.id, by)
        case Status.ON_HOLD:
            return lifecycle.hold(tx, ticket.id, by, grounds)
        case Status.SOLVED:
            return lifecycle.solve(tx, ticket.id, by)
    return ticket
