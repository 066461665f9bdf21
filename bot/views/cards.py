"""A ticket's card in the triage channel: what it is, where it stands, and everything an agent can do with it."""

from collections.abc import Callable, Mapping

from bot.i18n import Reader, marked
from bot.rules.pictures import Related, Relation, TicketPicture
from bot.rules.records import Ticket
from bot.rules.sla import nearest
from bot.rules.vocabulary import UNSOLVED, Closure, Status
from bot.views import ids, joined, targets, tiers, words
from bot.views.blocks import (
    Block,
    Element,
    Message,
    actions,
    button,
    context,
    fields,
    link_button,
    option,
    section,
    select,
)
from bot.views.mrkdwn import age, cut, escape, link, mention, moment
from bot.views.user_text import literal, rich

SUBJECT = 200  # characters
DESCRIPTION = 600  # the request itself has the rest
REASON = 200

RELATION: Mapping[Relation, str] = {
    Relation.FOLLOW_UP_OF: marked("Follow-up of {key}"),
    Relation.FOLLOWED_UP_BY: marked("Followed up by {key}"),
    Relation.MERGED_INTO: marked("Merged into {key}"),
    Relation.MERGED_FROM: marked("Includes {key}"),
    Relation.SPLIT_FROM: marked("Split from {key}"),
    Relation.SPLIT_INTO: marked("{key} was split off"),
    Relation.WAS_SAME_PROBLEM: marked("Not the same problem as {key}, as was thought"),
}

TAKEN_BACK: Mapping[Closure, str] = {
    Closure.CANCELLED: marked("Cancelled by the requester."),
    Closure.NOT_A_TICKET: marked("Taken back: it was not a ticket."),
}


def card(shown: TicketPicture, reader: Reader, *, edition: int) -> Message:
    """The card as it should be now. `edition` differs each time it is shown: a menu of the same name in the same
    place would keep the last choice selected, and Slack tells nobody who chooses it again.
    """
    ticket = shown.ticket
    blocks: list[Block] = [section(headline(ticket))]
    if ticket.description.strip() and literal(ticket.description) != ticket.subject:
        blocks.append(rich(ticket.description, shown.names, limit=DESCRIPTION, quote=True))
    blocks.append(fields(_facts(shown, reader)))
    blocks.append(context("  ·  ".join(_small_print(shown, reader))))
    blocks.append(actions(*_work(shown, reader), block_id=f"work:{ticket.id}:{edition}"))
    return Message(_in_words(shown, reader), blocks)


def headline(ticket: Ticket) -> str:
    """A ticket's number and subject, wherever it is spoken of."""
    return f"*{ticket.key}*  {subject(ticket)}"


def subject(ticket: Ticket) -> str:
    """What a ticket is called, in mrkdwn."""
    return escape(cut(ticket.subject, SUBJECT))


def _facts(shown: TicketPicture, reader: Reader) -> list[tuple[str, str]]:
    _, ticket = reader.gettext, shown.ticket
    nobody = _("Nobody yet") if ticket.status in UNSOLVED else _("Nobody")
    assignee = nobody if ticket.assignee_id is None else mention(ticket.assignee_id)
    category = _("None") if shown.category is None else escape(shown.category.name)
    due = nearest(shown.clocks)
    return [
        (_("Status"), words.status(ticket.status, reader)),
        (_("Assignee"), assignee),
        (_("Requester"), mention(ticket.requester_id)),
        (_("Priority"), words.priority(ticket.priority, reader)),
        (_("Category"), category),
        (_("Raised"), f"{moment(ticket.created_at)} ({age(ticket.created_at)})"),
        *([] if due is None else [(targets.label(due.target, reader), targets.due(due, reader))]),
    ]


def _small_print(shown: TicketPicture, reader: Reader) -> list[str]:
    _, ticket = reader.gettext, shown.ticket
    parts = [escape(shown.desk.name), *_origin(shown, reader)]
    if ticket.status is Status.ON_HOLD and ticket.hold_reason:
        parts.append(_("On hold: {reason}").format(reason=_users(ticket.hold_reason)))
    if shown.escalation is not None:
        parts.append(tiers.stands(shown.escalation, shown.asked_from, reader))
    if ticket.priority_reason:
        parts.append(_("Priority set by hand: {reason}").format(reason=_users(ticket.priority_reason)))
    if shown.tags:
        parts.append(_("Tags: {tags}").format(tags=escape(", ".join(shown.tags))))
    if shown.problem is not None:
        parts.append(joined.stands(shown.problem, reader))
    parts += [_relation(other, reader) for other in shown.related]
    if shown.followers:
        names = ", ".join(shown.name(person) for person in shown.followers)
        parts.append(_("Followed by {names}").format(names=escape(cut(names, REASON))))
    return parts


def _origin(shown: TicketPicture, reader: Reader) -> list[str]:
    """What is special about how the ticket came, and whether it went the same way."""
    _, ticket = reader.gettext, shown.ticket
    parts = []
    if ticket.closure is not None and ticket.closure in TAKEN_BACK:
        parts.append(_(TAKEN_BACK[ticket.closure]))
    if ticket.is_private:
        parts.append(_("Private"))
    if ticket.opened_by != ticket.requester_id:
        parts.append(_("Opened by {name}").format(name=escape(shown.name(ticket.opened_by))))
    if shown.is_request_deleted:
        parts.append(_("The requester deleted the request."))
    return parts


def _users(text: str) -> str:
    return escape(cut(literal(text), REASON))


def _relation(other: Related, reader: Reader) -> str:
    key = other.key if other.url is None else link(other.url, other.key)
    return reader.gettext(RELATION[other.relation]).format(key=key)


def _work(shown: TicketPicture, reader: Reader) -> list[Element]:
    """What can be done. A closed ticket can only be looked at: nothing on its card leads nowhere."""
    _, ticket, value = reader.gettext, shown.ticket, str(shown.ticket.id)
    elements: list[Element] = []
    if ticket.status in UNSOLVED and ticket.assignee_id is None:
        elements.append(button(_("Claim"), ids.CLAIM, value, style="primary"))
    if ticket.status is not Status.CLOSED:
        elements.append(button(_("Reply"), ids.REPLY, value))
    if ticket.status in UNSOLVED:
        elements.append(button(_("Solve"), ids.SOLVE, value))
    if ticket.status is Status.SOLVED:
        elements.append(button(_("Reopen"), ids.REOPEN, value))
        elements.append(button(_("Save as tip…"), ids.SAVE_TIP, value))
    if shown.problem is not None and shown.problem.is_waited_for:
        elements.append(button(_("Solve for everybody"), ids.SOLVE_FOR_ALL, value))
    if shown.request_url is not None:
        elements.append(link_button(_("Open the request"), ids.LINK, shown.request_url))
    if ticket.status is Status.CLOSED:
        elements.append(button(_("History"), ids.HISTORY, value))
    else:
        elements.append(_menu(shown, reader))
    return elements


def _menu(shown: TicketPicture, reader: Reader) -> Element:
    offered = [word for word, makes_sense in MENU.items() if makes_sense(shown)]
    choices = [option(reader.gettext(LABELS[word]), f"{word}:{shown.ticket.id}") for word in offered]
    return select(ids.MORE, reader.gettext("More…"), choices)


def _is_in(*statuses: Status) -> Callable[[TicketPicture], bool]:
    return lambda shown: shown.ticket.status in statuses


def _always(_shown: TicketPicture) -> bool:
    return True


is_unsolved = _is_in(*UNSOLVED)

LABELS: Mapping[str, str] = {
    ids.ASSIGN: marked("Assign…"),
    ids.HAND_ON: marked("Hand on…"),
    ids.UNASSIGN: marked("Unassign / give back…"),
    ids.PRIORITY: marked("Priority…"),
    ids.CATEGORY: marked("Category…"),
    ids.TAGS: marked("Tags…"),
    ids.PEND: marked("Pending"),
    ids.HOLD: marked("On hold…"),
    ids.RESUME: marked("Resume"),
    ids.NOTE: marked("Note…"),
    ids.MERGE: marked("Merge into…"),
    ids.SAME_PROBLEM: marked("Same problem as…"),
    ids.LEAVE_PROBLEM: marked("Not the same problem"),
    ids.MOVE: marked("Move to desk…"),
    ids.REMIND: marked("Remind me…"),
    ids.FOLLOW: marked("Follow"),
    ids.UNFOLLOW: marked("Unfollow"),
    ids.ESCALATE: marked("Escalate…"),
    ids.ASK_TEAM: marked("Ask the team…"),
    ids.SAVE_TIP: marked("Save as tip…"),
    ids.REVIEW_WORK: marked("Review…"),
    ids.CLOCK: marked("Clock"),
    ids.HISTORY: marked("History"),
}
MENU: Mapping[str, Callable[[TicketPicture], bool]] = {  # when each is offered; the verb behind it decides again
    ids.ASSIGN: is_unsolved,
    ids.HAND_ON: lambda shown: is_unsolved(shown) and shown.ticket.assignee_id is not None,
    ids.UNASSIGN: lambda shown: is_unsolved(shown) and shown.ticket.assignee_id is not None,
    ids.PRIORITY: is_unsolved,
    ids.CATEGORY: _always,
    ids.TAGS: _always,
    ids.PEND: _is_in(Status.NEW, Status.OPEN, Status.ON_HOLD),
    ids.HOLD: _is_in(Status.NEW, Status.OPEN, Status.PENDING),
    ids.RESUME: _is_in(Status.PENDING, Status.ON_HOLD),
    ids.NOTE: _always,
    ids.MERGE: is_unsolved,
    ids.SAME_PROBLEM: lambda shown: is_unsolved(shown) and shown.problem is None and not shown.ticket.is_private,
    ids.LEAVE_PROBLEM: lambda shown: shown.problem is not None and shown.problem.parent is not None,
    ids.MOVE: lambda shown: is_unsolved(shown) and shown.can_move,
    ids.REMIND: is_unsolved,
    ids.FOLLOW: _always,
    ids.UNFOLLOW: lambda shown: bool(shown.followers),
    ids.ESCALATE: lambda shown: is_unsolved(shown) and shown.may_rise,
    ids.ASK_TEAM: is_unsolved,
    ids.SAVE_TIP: is_unsolved,  # a solved one has a button: that is when one knows
    ids.REVIEW_WORK: lambda shown: shown.ticket.status is Status.SOLVED and shown.ticket.assignee_id is not None,
    ids.CLOCK: lambda shown: bool(shown.clocks),
    ids.HISTORY: _always,
}


def _in_words(shown: TicketPicture, reader: Reader) -> str:
    """The card for those who hear it or see only a notification."""
    _, ticket = reader.gettext, shown.ticket
    text = _("{key} {subject}. Status: {status}. Priority: {priority}. From {requester}. {assignee}").format(
        key=ticket.key,
        subject=cut(ticket.subject, SUBJECT),
        status=_(words.STATUS[ticket.status]),
        priority=words.priority(ticket.priority, reader),
        requester=shown.name(ticket.requester_id),
        assignee=_assignee(shown, reader),
    )
    due = nearest(shown.clocks)
    in_time = [] if due is None else [f"{targets.label(due.target, reader)}: {targets.due(due, reader)}."]
    return " ".join([escape(text.rstrip()), *in_time, *_origin(shown, reader)])


def _assignee(shown: TicketPicture, reader: Reader) -> str:
    """Whose it is, in a sentence. Of what is done and was nobody's, nothing is said: nobody is going to have it."""
    _, ticket = reader.gettext, shown.ticket
    if ticket.assignee_id is not None:
        return _("{name} has it.").format(name=shown.name(ticket.assignee_id))
    return _("Nobody has it yet.") if ticket.status in UNSOLVED else ""
