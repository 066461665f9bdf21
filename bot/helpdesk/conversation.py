"""One conversation in two threads: what is written in either reaches whom it is for, once, and stays true."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from bot.helpdesk import intake, joined, lifecycle, notices, openings, people, replying, sla
from bot.rules import conversation as rules
from bot.rules.actions import Action
from bot.rules.conversation import Said
from bot.rules.happenings import Happening
from bot.rules.intake import Request, is_blank, message_source
from bot.rules.lifecycle import Rule
from bot.rules.markup import mentioned
from bot.rules.pictures import MessagePicture
from bot.rules.records import Link, Message, Place, SharedFile, Ticket
from bot.rules.refusals import NoSuchTicket, NothingToSay, NotPossibleNow
from bot.rules.replies import Use
from bot.rules.thanks import is_thanks
from bot.rules.vocabulary import (
    Closure,
    Intake,
    LinkKind,
    MessageId,
    PersonId,
    Side,
    Speaker,
    Status,
    TicketId,
    Visibility,
)
from storage import desks, following, history, messages, problems, tickets
from storage import people as people_rows
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody contributes to a conversation, from whichever way in."""

    source: str  # natural key: the same source is never said twice
    author_id: PersonId
    text: str
    visibility: Visibility
    side: Side
    place: Place | None = None  # None: written in a modal
    files: tuple[SharedFile, ...] = ()
    uses: Sequence[Use] = ()  # the saved replies that it was written with


def said(tx: Transaction, said: Said, ticket_id: TicketId, side: Side) -> None:
    """A message in one of a ticket's threads. Delivered again, it changes nothing."""
    ticket = _locked(tx, said, ticket_id)
    if messages.by_source(tx, message_source(said.channel, said.ts)) is not None:
        return
    if is_blank(said.text) and not said.files:
        return
    speaker = people.speaker(tx, ticket, said.author_id)
    if ticket.closure is Closure.NOT_A_TICKET and not said.is_mention:
        return  # people talk on in a thread that was no request
    if _makes_follow_up(tx, ticket, said, side, speaker):
        _follow_up(tx, ticket, said)
        return
    settings = desks.settings_of(tx, ticket.desk_id)
    written = Written(
        source=message_source(said.channel, said.ts),
        author_id=said.author_id,
        text=said.text,
        visibility=rules.visibility(side, speaker, card_replies_are_public=settings.card_replies_are_public),
        side=side,
        place=Place(said.channel, said.ts),
        files=said.files,
    )
    _say(tx, ticket, written, speaker, _stands_in(tx, ticket, said, side))


def reply(
    tx: Transaction, ticket_id: TicketId, by: PersonId, text: str, source: str, uses: Sequence[Use] = ()
) -> Ticket:
    """Answer the requester from the card, in the agent's name. `text` is mrkdwn, `uses` the saved replies in it.

    Raises NothingToSay when nothing was written, NotFilledIn when a saved reply's placeholder is left in it, IsClosed
    or WasMerged when it is too late. A form that is submitted twice answers once.
    """
    return _from_form(tx, Action.REPLY, ticket_id, Written(source, by, text, Visibility.PUBLIC, Side.CARD, uses=uses))


def note(tx: Transaction, ticket_id: TicketId, by: PersonId, text: str, source: str) -> Ticket:
    """Write a note under the card that only agents read. `text` is mrkdwn. Raises as `reply` does."""
    return _from_form(tx, Action.NOTE, ticket_id, Written(source, by, text, Visibility.INTERNAL, Side.CARD))


def add(tx: Transaction, ticket: Ticket, by: PersonId, text: str, source: str, files: tuple[SharedFile, ...]) -> Ticket:
    """More about a request, from a form. The requester's speaks for itself; anybody else's is for the desk.

    The caller has locked the ticket and asked the permission table.
    """
    visibility = Visibility.PUBLIC if by == ticket.requester_id else Visibility.INTERNAL
    written = Written(source, by, text, visibility, Side.REQUESTER, files=files)
    return _say(tx, ticket, written, people.speaker(tx, ticket, by), None)


def note_of_asked(tx: Transaction, ticket: Ticket, by: PersonId, text: str, source: str) -> Ticket:
    """A note by somebody whom the desk asked for it, whether they work there or not. `text` is mrkdwn.

    The caller has locked the ticket and asked the permission table.
    """
    written = Written(source, by, text, Visibility.INTERNAL, Side.CARD)
    return _say(tx, ticket, written, people.speaker(tx, ticket, by), None)


def picture(tx: Transaction, message_id: int) -> MessagePicture | None:
    """A message as its copies show it; None when there is no such message."""
    message = messages.get(tx, message_id)
    ticket = None if message is None else tickets.get(tx, message.ticket_id)
    desk = None if ticket is None else desks.get(tx, ticket.desk_id)
    if message is None or ticket is None or desk is None:
        return None
    return MessagePicture(
        message=message,
        ticket=ticket,
        desk=desk,
        speaker=people.speaker(tx, ticket, message.author_id),
        names=people.names(tx, mentioned(message.text) | {message.author_id}),
        url=_url(tx, message),
    )


def whole(tx: Transaction, message_id: int, by: PersonId) -> MessagePicture:
    """A message for somebody who wants to read all of it. Raises NoSuchTicket, NotAllowed, NotPossibleNow."""
    shown = picture(tx, message_id)
    if shown is None:
        raise NoSuchTicket
    is_note = shown.message.visibility is Visibility.INTERNAL
    people.permit(tx, by, Action.NOTE if is_note else Action.SEE, shown.ticket)
    if shown.message.deleted_at is not None:
        raise NotPossibleNow
    return shown


def end_wait(tx: Transaction, ticket: Ticket) -> Ticket:
    """Count an agent's public message, written here or for a problem that the ticket joined, as an answer.

    The caller has locked the ticket, and shows it.
    """
    answered = tickets.change(
        tx,
        ticket.id,
        first_response_at=ticket.first_response_at or tx.now,
        public_replies=ticket.public_replies + 1,
        waiting_since=None,
    )
    sla.answered(tx, answered)
    return answered


def edited(tx: Transaction, message: Message, text: str) -> None:
    """The author changed a message: its copies follow."""
    ticket = tickets.locked(tx, message.ticket_id)
    if ticket is None or message.deleted_at is not None:
        return
    messages.change(tx, message.id, text=text, edited_at=tx.now)
    kept = openings.keeps_text(tx, ticket)
    before, after = (message.text, text) if kept else ("", "")
    history.record(tx, ticket.id, Happening.MESSAGE_EDITED, by=message.author_id, before=before, after=after)
    notices.message_changed(tx, ticket, message)
    _reach_again(tx, ticket, message)


def deleted(tx: Transaction, message: Message) -> None:
    """The author deleted a message: its copies say so. The text stays in history unless the desk says otherwise."""
    ticket = tickets.locked(tx, message.ticket_id)
    if ticket is None or message.deleted_at is not None:
        return
    kept = openings.keeps_text(tx, ticket)
    messages.change(tx, message.id, deleted_at=tx.now, **({} if kept else {"text": "", "files": []}))
    gone = replace(message, deleted_at=tx.now)
    before = message.text if kept else ""
    history.record(tx, ticket.id, Happening.MESSAGE_DELETED, by=message.author_id, before=before)
    notices.message_changed(tx, ticket, gone)
    _reach_again(tx, ticket, message)


def _reach_again(tx: Transaction, ticket: Ticket, message: Message) -> None:
    if message.visibility is Visibility.PUBLIC and people.speaker(tx, ticket, message.author_id) is Speaker.AGENT:
        joined.answered(tx, ticket, message)


def _from_form(tx: Transaction, action: Action, ticket_id: TicketId, written: Written) -> Ticket:
    known = messages.by_source(tx, written.source)
    ticket = None if known is None else tickets.get(tx, known.ticket_id)
    if ticket is not None:
        return ticket
    ticket = lifecycle.living(tx, written.author_id, action, ticket_id)
    if is_blank(written.text):
        raise NothingToSay
    replying.refuse_unfilled(tx, written.text, written.uses)
    return _say(tx, ticket, written, people.speaker(tx, ticket, written.author_id), None)


def _say(tx: Transaction, ticket: Ticket, written: Written, speaker: Speaker, stands_in: Side | None) -> Ticket:
    message = _message(tx, ticket, written, speaker)
    if not messages.add_once(tx, message):
        return ticket
    people_rows.meet(tx, written.author_id)
    by = written.author_id
    history.record(tx, ticket.id, Happening.MESSAGE_ADDED, by=by, after=written.visibility)
    replying.used(tx, message, written.uses)
    sides = rules.carried_to(written.visibility, speaker, written.side, stands_in)
    notices.message_added(tx, ticket, message, sides)
    if ticket.status is Status.CLOSED or written.visibility is Visibility.INTERNAL:
        return ticket
    if speaker is Speaker.AGENT:
        return _answered(tx, ticket, message)
    if speaker is Speaker.REQUESTER:
        return _asked(tx, ticket, message)
    return ticket


def _answered(tx: Transaction, ticket: Ticket, message: Message) -> Ticket:
    """An agent spoke to the requester: the wait is over, and somebody has the ticket."""
    agent = message.author_id
    answered = end_wait(tx, ticket)
    if ticket.assignee_id is None:
        answered = _take(tx, answered, agent)
    elif ticket.assignee_id != agent and following.follow(tx, ticket.id, agent):
        history.record(tx, ticket.id, Happening.FOLLOWED, by=agent, after=agent)
    if answered.status is Status.NEW:
        answered = lifecycle.move(tx, answered, Status.OPEN, agent, Rule.FIRST_REPLY)
    notices.ticket_changed(tx, answered)
    joined.answered(tx, answered, message)
    params: dict[str, object] = {"message_id": message.id}
    notices.followers(tx, answered, f"message:{message.id}", but=agent, params=params)
    return answered


def _take(tx: Transaction, ticket: Ticket, agent: PersonId) -> Ticket:
    """Whoever answers first has it; a solved ticket has been dealt with and stays nobody's."""
    taken = tickets.claim(tx, ticket.id, agent)
    if taken is None:
        return ticket
    history.record(tx, ticket.id, Happening.CLAIMED, by=agent, after=agent, why=Rule.FIRST_REPLY)
    notices.changed_on_both_sides(tx, taken)
    return taken


def _asked(tx: Transaction, ticket: Ticket, message: Message) -> Ticket:
    """The requester spoke: they wait for an answer, and what was thought done may not be."""
    locale = people.reader(tx, message.author_id).locale
    is_solved = ticket.status is Status.SOLVED
    if is_solved and is_thanks(rules.without_markup(message.text), locale) and not message.files:
        return ticket
    if is_solved or ticket.status is Status.PENDING:
        ticket = lifecycle.move(tx, ticket, Status.OPEN, message.author_id, Rule.REQUESTER_WROTE)
    if ticket.waiting_since is None:
        ticket = tickets.change(tx, ticket.id, waiting_since=tx.now)
        sla.changed(tx, ticket)
    notices.ticket_changed(tx, ticket)
    return ticket


def _makes_follow_up(tx: Transaction, ticket: Ticket, said: Said, side: Side, speaker: Speaker) -> bool:
    """Whether a message after closing is a new request: not what agents add, nor thanks.

    Who joined the ticket without having one has none to reopen, once it is solved.
    """
    if side is Side.CARD or speaker is Speaker.AGENT:
        return False
    if ticket.status is not Status.CLOSED and not joined.is_left_alone(tx, ticket, said.author_id):
        return False
    locale = people.reader(tx, said.author_id).locale
    return bool(said.files) or not is_thanks(rules.without_markup(said.text), locale)


def _follow_up(tx: Transaction, ticket: Ticket, said: Said) -> None:
    """Raise what was said after closing as a ticket of its own. The Slack thread belongs to the new one from now on."""
    request = Request(
        source=message_source(said.channel, said.ts),
        intake=Intake.FOLLOW_UP,
        requester_id=said.author_id,
        opened_by=said.author_id,
        text=said.text,
        desk_id=ticket.desk_id,
        category=ticket.category,
        is_private=ticket.is_private,
        origin=Place(said.channel, said.ts),
        thread=Place(said.channel, said.thread_ts or said.ts),
        files=said.files,
    )
    opened = intake.open_ticket(tx, request)
    if opened.is_new:
        following.link(tx, Link(opened.ticket.id, LinkKind.FOLLOW_UP_OF, ticket.id))
        history.record(tx, ticket.id, Happening.FOLLOWED_UP, by=said.author_id, after=opened.ticket.key)
        joiner = problems.joiner(tx, ticket.id, said.author_id)
        if joiner is not None and joiner.left_at is None:
            joined.has_own(tx, ticket, joiner, opened.ticket)


def _locked(tx: Transaction, said: Said, ticket_id: TicketId) -> Ticket:
    """The ticket that the thread belongs to by the time its lock is had, and that it lives on in if it was merged."""
    ticket = tickets.locked(tx, ticket_id)
    owner = messages.thread(tx, said.channel, said.thread_ts or said.ts)
    if owner is not None and owner[0] != ticket_id:
        ticket = tickets.locked(tx, owner[0])
    while ticket is not None and ticket.merged_into is not None:
        ticket = tickets.locked(tx, ticket.merged_into)
    assert ticket is not None  # tickets are never removed
    return ticket


def _stands_in(tx: Transaction, ticket: Ticket, said: Said, side: Side) -> Side | None:
    """Which of the ticket's two threads a message stands in; None in those of a ticket that was merged into it."""
    root = Place(said.channel, said.thread_ts or said.ts)
    if side is Side.REQUESTER:
        return side if root == _thread(ticket) else None
    owner = messages.thread(tx, root.channel, root.ts)
    return side if owner is not None and owner[0] == ticket.id else None


def _url(tx: Transaction, message: Message) -> str | None:
    """Where agents find the original; None for a form's text, and in a DM, where a link leads nowhere for others."""
    if message.channel is None or message.ts is None or message.channel.startswith("D"):
        return None
    return people_rows.workspace(tx).permalink(Place(message.channel, message.ts))


def _thread(ticket: Ticket) -> Place | None:
    if ticket.channel is None or ticket.thread_ts is None:
        return None
    return Place(ticket.channel, ticket.thread_ts)


def _message(tx: Transaction, ticket: Ticket, written: Written, speaker: Speaker) -> Message:
    return Message(
        id=MessageId(tx.new_id()),
        ticket_id=ticket.id,
        source=written.source,
        author_id=written.author_id,
        speaker=speaker,
        visibility=written.visibility,
        side=written.side,
        channel=written.place.channel if written.place else None,
        ts=written.place.ts if written.place else None,
        is_opening=False,
        text=written.text,
        files=[asdict(file) for file in written.files],
        created_at=tx.now,
        edited_at=None,
        deleted_at=None,
    )
