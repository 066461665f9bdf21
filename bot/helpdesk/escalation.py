"""Escalating by hand, and what the level that was asked does about it.

Whoever had the ticket keeps it until somebody acknowledges. All that is said on the way stands under the card, too.
"""

from bot.helpdesk import assignment, cards, conversation, ladder, notices, skills
from bot.helpdesk.giving import give
from bot.helpdesk.lifecycle import unsolved
from bot.helpdesk.people import names, roles_at
from bot.rules import escalation as rules
from bot.rules.actions import Action, Role
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.escalation import Escalation, News, Plea, State, Step
from bot.rules.happenings import Happening
from bot.rules.intake import is_blank
from bot.rules.markup import mentioned
from bot.rules.notice_kinds import NoticeKind
from bot.rules.pictures import EscalatingPicture, EscalationPicture
from bot.rules.records import Ticket
from bot.rules.refusals import (
    AlreadyClaimed,
    NobodyHasIt,
    NothingToSay,
    NothingTried,
    NotPossibleNow,
    NotYourEscalation,
)
from bot.rules.tiers import above, tier_at
from bot.rules.vocabulary import PersonId, TicketId
from storage import deadlines, desks, escalations, history, messages, people
from storage.transaction import Transaction


def escalating(tx: Transaction, ticket_id: TicketId, by: PersonId) -> EscalatingPicture:
    """What the form to escalate a ticket offers. Raises NotPossibleNow when nobody is above, and as `escalate` does."""
    ticket = unsolved(tx, by, Action.ESCALATE, ticket_id)
    higher = above(desks.settings_of(tx, ticket.desk_id).tiers, _level(tx, ticket))
    known = skills.of_others(tx, ticket.desk_id, ticket.assignee_id)
    if not higher and not known:
        raise NotPossibleNow
    named = {person for tier in higher for person in tier.named}
    shown = cards.picture(tx, ticket)
    return EscalatingPicture(shown, tuple(higher), known, names(tx, named), ladder.asked_from(tx, ticket))


def escalate(tx: Transaction, ticket_id: TicketId, by: PersonId, plea: Plea, source: str) -> Ticket:
    """Ask a higher level to take a ticket. `source` is the natural key of the form.

    Raises NothingToSay without a reason, NothingTried when nobody says what was tried, IsSolved, IsClosed and
    WasMerged when nobody is needed any more, and NotPossibleNow when the ticket is at that level already.
    """
    ticket = unsolved(tx, by, Action.ESCALATE, ticket_id)
    if is_blank(plea.reason):
        raise NothingToSay
    if is_blank(plea.tried):
        raise NothingTried
    level = _level(tx, ticket)
    if plea.skill is None:
        tier = tier_at(above(desks.settings_of(tx, ticket.desk_id).tiers, level), plea.level)
    else:
        tier = ladder.skilled(tx, ticket, plea.skill, max(level, rules.FIRST_LEVEL))
    if tier is None:
        raise NotPossibleNow
    reason, tried = plea.reason.strip(), plea.tried.strip()
    ladder.raise_to(tx, ticket, ladder.Call(f"by:{source}", tier, reason, plea.skill, by, reason, tried))
    return ticket


def acknowledge(tx: Transaction, ticket_id: TicketId, by: PersonId) -> Ticket:
    """Take a ticket that was escalated: `by` has it from now on. A second click changes nothing.

    Raises NotYourEscalation when others were asked, AlreadyClaimed when one of them was first.
    """
    ticket, escalation = _at(tx, ticket_id, by, Action.ACKNOWLEDGE)
    if escalation.acknowledged_by is not None and escalation.state is State.ACKNOWLEDGED:
        if escalation.acknowledged_by == by:
            return ticket
        since = escalation.acknowledged_at or tx.now
        raise AlreadyClaimed(ticket.id, ticket.key, escalation.acknowledged_by, since)
    ladder.step(tx, escalation, Step.ACKNOWLEDGE, by)
    for lower in escalations.of_ticket(tx, ticket_id):
        if lower.id < escalation.id and not lower.is_over:
            ladder.step(tx, lower, Step.MOVE_UP, by)
    deadlines.cancel(tx, ticket_id, ladder.BY_TIME)
    history.record(tx, ticket_id, Happening.ACKNOWLEDGED, by=by, after=escalation.goes_to)
    _tell(tx, ticket, escalation, News.ACKNOWLEDGED, ticket.assignee_id or escalation.from_person, by=by)
    taken = assignment.assign(tx, ticket_id, by, by)
    notices.ticket_changed(tx, taken)
    return taken


def ask_back(tx: Transaction, ticket_id: TicketId, by: PersonId, question: str, source: str) -> Ticket:
    """Ask whoever escalated a ticket. The question is mrkdwn; nobody has to acknowledge until it is answered.

    Raises NothingToSay without one, NobodyHasIt when nobody had the ticket.
    """
    ticket, escalation = _at(tx, ticket_id, by, Action.ASK_BACK, source)
    if _is_known(tx, source):
        return ticket
    asked = _sender(escalation)
    if asked is None or asked == by:
        raise NobodyHasIt(ticket.key)
    _note(tx, ticket, by, question, source)
    ladder.step(tx, escalation, Step.ASK_BACK, by, question.strip())
    deadlines.cancel(tx, ticket_id, {DeadlineKind.ACKNOWLEDGE})
    history.record(tx, ticket_id, Happening.ASKED_BACK, by=by, after=asked, why=question.strip())
    _tell(tx, ticket, escalation, News.ASKED, asked, by=by, note=question)
    notices.ticket_changed(tx, ticket)
    return ticket


def answer(tx: Transaction, ticket_id: TicketId, by: PersonId, text: str, source: str) -> Ticket:
    """Answer what was asked back. `text` is mrkdwn.

    Raises NothingToSay without one, NotPossibleNow when nobody asks any more.
    """
    ticket = unsolved(tx, by, Action.ANSWER, ticket_id)
    if _is_known(tx, source):
        return ticket
    escalation = _current(tx, ticket)
    if escalation.state is not State.ASKED_BACK:
        raise NotPossibleNow
    _note(tx, ticket, by, text, source)
    answered = ladder.step(tx, escalation, Step.ANSWER, by)
    if answered.state is State.RAISED:
        ladder.await_again(tx, ticket, answered)
    history.record(tx, ticket_id, Happening.ANSWERED, by=by, after=escalation.asked_by or "", why=text.strip())
    _tell(tx, ticket, escalation, News.ANSWERED, escalation.asked_by, by=by, note=text)
    notices.ticket_changed(tx, ticket)
    return ticket


def hand_back(tx: Transaction, ticket_id: TicketId, by: PersonId, note: str, source: str) -> Ticket:
    """Give a ticket back to whoever escalated it; to nobody, when they are gone. The note is mrkdwn.

    Raises NothingToSay without one, NotPossibleNow when nobody has acknowledged it.
    """
    ticket, escalation = _at(tx, ticket_id, by, Action.HAND_BACK, source)
    if _is_known(tx, source):
        return ticket
    if not rules.may_follow(escalation, Step.HAND_BACK):
        raise NotPossibleNow
    _note(tx, ticket, by, note, source)
    ladder.step(tx, escalation, Step.HAND_BACK, by, note.strip())
    to = _sender(escalation)
    history.record(tx, ticket_id, Happening.HANDED_BACK, by=by, after=to or "", why=note.strip())
    _tell(tx, ticket, escalation, News.HANDED_BACK, to, by=by, note=note)
    return _give_back(tx, ticket, to, by, source)


def reject(tx: Transaction, ticket_id: TicketId, by: PersonId, why: str, source: str) -> Ticket:
    """Say that it was not an escalation. Whoever escalated the ticket has it, as before. `why` is mrkdwn.

    Raises NothingToSay without a reason.
    """
    ticket, escalation = _at(tx, ticket_id, by, Action.REJECT_ESCALATION, source)
    if _is_known(tx, source):
        return ticket
    _note(tx, ticket, by, why, source)
    ladder.step(tx, escalation, Step.REJECT, by, why.strip())
    deadlines.cancel(tx, ticket_id, ladder.BY_TIME)
    history.record(tx, ticket_id, Happening.NOT_AN_ESCALATION, by=by, why=why.strip())
    to = _sender(escalation)
    _tell(tx, ticket, escalation, News.REJECTED, to, by=by, note=why)
    if escalation.acknowledged_at is not None:
        return _give_back(tx, ticket, to, by, source)
    notices.ticket_changed(tx, ticket)
    return ticket


def picture(tx: Transaction, escalation_id: int) -> EscalationPicture | None:
    """An escalation as messages show it; None when there is none."""
    escalation = escalations.get(tx, escalation_id)
    shown = None if escalation is None else cards.by_id(tx, escalation.ticket_id)
    if escalation is None or shown is None:
        return None
    tier = ladder.turn_of(tx, shown.ticket, escalation)
    asked = ladder.asked(tx, shown.ticket, escalation)
    absent = ladder.absent(tx, shown.ticket, escalation, asked)
    named = {
        escalation.raised_by,
        escalation.from_person,
        escalation.acknowledged_by,
        escalation.ended_by,
        absent,
        *asked,
    }
    texts = (escalation.reason, escalation.tried, escalation.question, escalation.end_note)
    concerned = {person for person in named if person is not None} | mentioned(" ".join(texts))
    return EscalationPicture(
        shown=shown,
        escalation=escalation,
        asked=asked,
        group=None if tier is None or asked else tier.group,
        skill=skills.name(tx, shown.ticket.desk_id, escalation.skill),
        names=names(tx, concerned),
        absent=absent,
    )


def form(tx: Transaction, ticket_id: TicketId, by: PersonId, action: Action) -> EscalationPicture:
    """The escalation that a ticket is in as a form shows it, if `by` may do this to it now. Raises as the verb does."""
    if action is Action.ANSWER:
        escalation = _current(tx, unsolved(tx, by, action, ticket_id))
    else:
        _, escalation = _at(tx, ticket_id, by, action)
    found = picture(tx, escalation.id)
    assert found is not None  # it was read a moment ago
    return found


def _at(
    tx: Transaction, ticket_id: TicketId, by: PersonId, action: Action, source: str = ""
) -> tuple[Ticket, Escalation]:
    """A ticket and the escalation that it is in, if `by` is among those who were asked, or leads the desk.

    A form that was submitted already finds the last one, whatever became of it.
    """
    ticket = unsolved(tx, by, action, ticket_id)
    if source and _is_known(tx, source):
        return ticket, escalations.of_ticket(tx, ticket_id)[-1]
    escalation = _current(tx, ticket)
    if not _is_asked(tx, ticket, escalation, by):
        raise NotYourEscalation(ticket.key)
    return ticket, escalation


def _current(tx: Transaction, ticket: Ticket) -> Escalation:
    escalation = rules.current(escalations.of_ticket(tx, ticket.id))
    if escalation is None:
        raise NotPossibleNow
    return escalation


def _is_asked(tx: Transaction, ticket: Ticket, escalation: Escalation, by: PersonId) -> bool:
    """Who is in a group, only Slack knows: anybody of the desk but whoever escalated it."""
    if Role.LEAD in roles_at(tx, by, ticket.desk_id) or by == escalation.acknowledged_by:
        return True
    tier = ladder.turn_of(tx, ticket, escalation)
    if tier is not None and by in tier.named:
        return True
    return (tier is None or tier.group is not None) and by != _sender(escalation)


def _level(tx: Transaction, ticket: Ticket) -> int:
    return rules.level(ticket, escalations.of_ticket(tx, ticket.id), tx.now)


def _sender(escalation: Escalation) -> PersonId | None:
    return escalation.from_person or escalation.raised_by


def _is_known(tx: Transaction, source: str) -> bool:
    return messages.by_source(tx, source) is not None


def _note(tx: Transaction, ticket: Ticket, by: PersonId, text: str, source: str) -> None:
    conversation.note(tx, ticket.id, by, text, source)


def _give_back(tx: Transaction, ticket: Ticket, to: PersonId | None, by: PersonId, source: str) -> Ticket:
    person = None if to is None else people.get(tx, to)
    is_gone = person is not None and person.is_deleted
    if to is not None and not is_gone and desks.role(tx, ticket.desk_id, to) is not None:
        return give(tx, ticket, to, by, is_told=True)
    note = messages.by_source(tx, source)
    return assignment.unassign(tx, ticket.id, by, "" if note is None else note.text, source)


def _tell(
    tx: Transaction,
    ticket: Ticket,
    escalation: Escalation,
    news: News,
    to: PersonId | None,
    *,
    by: PersonId,
    note: str = "",
) -> None:
    if to is not None and to != by:
        key = f"{NoticeKind.ESCALATION_NEWS}:{escalation.id}:{news}:{tx.new_id()}"
        params = {"escalation": escalation.id, "news": news, "by": by, "note": note.strip()}
        notices.to_person(tx, to, NoticeKind.ESCALATION_NEWS, key, ticket=ticket, params=params)
