"""What a change tells whom. Every notice is a row of the outbox, written in the change's own transaction."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypeAlias

from bot.helpdesk.people import leads
from bot.rules.happenings import Happening
from bot.rules.notice_kinds import NoticeKind
from bot.rules.quiet import Warned
from bot.rules.records import Absence, Draft, Message, Notice, Place, Ticket
from bot.rules.vocabulary import ChannelId, DeskId, PersonId, Side, TicketId
from storage import desks, following, history, messages, outbox, people, surveys, tickets
from storage.transaction import Transaction

Params: TypeAlias = Mapping[str, object]

COPIES = frozenset({NoticeKind.COPY_UNDER_CARD, NoticeKind.COPY_TO_REQUESTER})
WARNINGS = frozenset({NoticeKind.TARGET_NEAR, NoticeKind.LEAD_WARNED, NoticeKind.TARGETS})
TOGETHER = "together"  # param of a warning: the key of the message that says it with others
HOME_IS_WATCHED = timedelta(hours=8)  # after opening Home; later changes wait until it is opened again


def ticket_opened(tx: Transaction, ticket: Ticket) -> None:
    """A new ticket: a card for the desk, a confirmation for the requester.

    A confirmation in somebody's DM says who opened the ticket for them; of one elsewhere they are told there.
    """
    card(tx, ticket)
    confirmation(tx, ticket)
    homes(tx, ticket)
    if ticket.opened_by != ticket.requester_id and requester_lane(ticket) != ticket.requester_id:
        to_person(tx, ticket.requester_id, NoticeKind.OPENED_FOR_YOU, f"opened_for_you:{ticket.id}", ticket=ticket)


def ticket_changed(tx: Transaction, ticket: Ticket) -> None:
    """Show the new state wherever the ticket is shown."""
    card(tx, ticket)
    homes(tx, ticket)


def changed_on_both_sides(tx: Transaction, ticket: Ticket) -> None:
    """As `ticket_changed`, and in the confirmation, which says who is working on it and what can be done now."""
    ticket_changed(tx, ticket)
    confirmation(tx, ticket)


def card(tx: Transaction, ticket: Ticket) -> None:
    """Owe the desk a true card. Without a triage channel there is none: the ticket waits in the queue."""
    channel = desks.triage_channel(tx, ticket.desk_id, private=ticket.is_private)
    if channel is not None:
        outbox.enqueue(tx, card_key(ticket, channel), NoticeKind.CARD, channel, ticket_id=ticket.id)


def joined(tx: Transaction, ticket: Ticket, place: Place) -> None:
    """Owe a further message of a burst its mark, so that nobody takes it for lost."""
    key = f"{NoticeKind.JOINED}:{place.channel}:{place.ts}"
    outbox.enqueue(tx, key, NoticeKind.JOINED, requester_lane(ticket), ticket_id=ticket.id, thread=place)


def nobody_there(tx: Transaction, desk_id: DeskId, first: TicketId) -> None:
    """Tell a desk that tickets wait until somebody comes or is free: one message for all that wait together."""
    channel = desks.triage_channel(tx, desk_id, private=False)
    if channel is not None:
        params = {"desk": desk_id}
        outbox.enqueue(tx, _waiting_key(desk_id, first), NoticeKind.NOBODY_THERE, channel, params=params)


def somebody_there(tx: Transaction, desk_id: DeskId, first: TicketId) -> None:
    """The same message says so when none of them waits any more."""
    show_again(tx, _waiting_key(desk_id, first))


def somebody_later(tx: Transaction, ticket: Ticket, at: datetime) -> None:
    """Tell the requester from when on somebody is there."""
    key, params = f"{NoticeKind.SOMEBODY_LATER}:{ticket.id}", {"at": int(at.timestamp())}
    to_requester(tx, ticket, NoticeKind.SOMEBODY_LATER, key, params)


def urgent_waits(tx: Transaction, ticket: Ticket, person: PersonId, *, since: int) -> None:
    """Tell whoever is on call of an urgent ticket; once, as long as nobody gets it.

    `since` is how often somebody had got it before it began to wait.
    """
    key = f"{NoticeKind.URGENT_WAITS}:{ticket.id}:{since}:{person}"
    if outbox.get(tx, key) is None:
        to_person(tx, person, NoticeKind.URGENT_WAITS, key, ticket=ticket)


def urgent_waits_no_more(tx: Transaction, ticket: Ticket) -> None:
    """Somebody has it: those who were told of it see who."""
    for told in outbox.of_ticket(tx, ticket.id):
        if told.kind is NoticeKind.URGENT_WAITS:
            outbox.enqueue_again(tx, told)


def going_away(tx: Transaction, absence: Absence, taken: Sequence[TicketId]) -> None:
    """Ask somebody who is not here what becomes of their tickets. `taken` are the urgent ones, which went at once."""
    params = {"absence": absence.id, "taken": list(taken), "is_kept": False}
    to_person(tx, absence.person_id, NoticeKind.GOING_AWAY, f"{NoticeKind.GOING_AWAY}:{absence.id}", params=params)


def tickets_kept(tx: Transaction, person: PersonId, absence_id: int) -> None:
    """Their answer: they keep them."""
    asked = outbox.get(tx, f"{NoticeKind.GOING_AWAY}:{absence_id}")
    if asked is not None and asked.lane == person and not asked.params["is_kept"]:
        outbox.enqueue(tx, asked.key, asked.kind, asked.lane, params={**asked.params, "is_kept": True})


def offer_settled(tx: Transaction, absence_id: int) -> None:
    """The question needs no answer any more: they are here again, or their tickets went on."""
    show_again(tx, f"{NoticeKind.GOING_AWAY}:{absence_id}")


def returned(tx: Transaction, back: Sequence[Ticket], name: str, person: PersonId) -> None:
    """Tell a desk that tickets of somebody who has left are back. All are of one desk, and private or none of them."""
    channel = desks.triage_channel(tx, back[0].desk_id, private=back[0].is_private)
    if channel is not None:
        params = {"name": name, "keys": [ticket.key for ticket in back]}
        outbox.enqueue(tx, f"{NoticeKind.RETURNED}:{person}:{tx.new_id()}", NoticeKind.RETURNED, channel, params=params)


def home(tx: Transaction, person_id: PersonId) -> None:
    """Show a change in somebody's own Home, if they look at it."""
    person = people.get(tx, person_id)
    if person is not None and person.home_opened_at is not None and person.home_opened_at > tx.now - HOME_IS_WATCHED:
        to_person(tx, person_id, NoticeKind.HOME, f"home:{person_id}")


def reopened(tx: Transaction, ticket: Ticket, by: PersonId) -> None:
    """Tell whoever has a ticket that it is open again, unless they did it themselves."""
    if ticket.assignee_id not in (None, by):
        key = f"{NoticeKind.REOPENED}:{ticket.id}:{ticket.times_solved}"
        to_person(tx, PersonId(ticket.assignee_id), NoticeKind.REOPENED, key, ticket=ticket, params={"by": by})


def confirmation(tx: Transaction, ticket: Ticket) -> None:
    """Owe the requester a true confirmation: in the thread they asked in, or as the start of one in their DM."""
    thread = None
    if ticket.channel is not None and ticket.thread_ts is not None:
        thread = Place(ticket.channel, ticket.thread_ts)  # of no matter once it stands somewhere
    key, lane = confirmation_key(ticket), requester_lane(ticket)
    outbox.enqueue(tx, key, NoticeKind.CONFIRMATION, lane, ticket_id=ticket.id, thread=thread)


def ask_first(tx: Transaction, draft: Draft) -> None:
    """Owe somebody the question whether what they wrote is meant for the desk."""
    if draft.channel is not None:
        key, params = f"ask_first:{draft.id}", {"draft_id": draft.id}
        outbox.enqueue(tx, key, NoticeKind.ASK_FIRST, draft.channel, params=params)


def opening_files(tx: Transaction, ticket: Ticket, message: Message) -> None:
    """Bring the files of a request under the card, which shows its text."""
    for file in message.files:
        key = f"{NoticeKind.FILE_COPY}:{message.id}:{file['id']}:{ticket.id}"
        under_card(tx, ticket, NoticeKind.FILE_COPY, key, {"message_id": message.id, "file": file})


def to_requester(tx: Transaction, ticket: Ticket, kind: NoticeKind, key: str, params: Params | None = None) -> None:
    """Owe a message in the requester's thread."""
    if ticket.channel is not None and ticket.thread_ts is not None:
        thread = Place(ticket.channel, ticket.thread_ts)
        outbox.enqueue(tx, key, kind, requester_lane(ticket), params=params, ticket_id=ticket.id, thread=thread)
    else:
        under = confirmation_key(ticket)
        if outbox.get(tx, under) is None:  # of a ticket that was imported: now there is something to say
            confirmation(tx, ticket)
        outbox.enqueue(tx, key, kind, requester_lane(ticket), params=params, ticket_id=ticket.id, under=under)


def under_card(tx: Transaction, ticket: Ticket, kind: NoticeKind, key: str, params: Params | None = None) -> None:
    """Owe a message in the card's thread."""
    channel = desks.triage_channel(tx, ticket.desk_id, private=ticket.is_private)
    if channel is not None:
        under = card_key(ticket, channel)
        if outbox.get(tx, under) is None:
            card(tx, ticket)
        outbox.enqueue(tx, key, kind, channel, params=params, ticket_id=ticket.id, under=under)


def to_person(
    tx: Transaction,
    person_id: PersonId,
    kind: NoticeKind,
    key: str,
    *,
    ticket: Ticket | None = None,
    params: Params | None = None,
) -> None:
    """Owe somebody a direct message."""
    outbox.enqueue(tx, key, kind, person_id, params=params, ticket_id=ticket.id if ticket else None)


def message_added(tx: Transaction, ticket: Ticket, message: Message, sides: Collection[Side]) -> None:
    """Carry a message to these threads of the conversation, and its files after it."""
    if Side.CARD in sides:
        _carry(under_card, tx, ticket, NoticeKind.COPY_UNDER_CARD, message)
    if Side.REQUESTER in sides:
        _carry(to_requester, tx, ticket, NoticeKind.COPY_TO_REQUESTER, message)


def said_so_far(tx: Transaction, ticket: Ticket, conversation: Sequence[Message]) -> None:
    """Carry what was said under the card of another desk, which may not see the old card's channel."""
    again = f":{tx.new_id()}"  # a ticket that comes back has a new card, and needs them once more
    for message in conversation:
        if message.deleted_at is None:
            _carry(under_card, tx, ticket, NoticeKind.COPY_UNDER_CARD, message, again)


def message_changed(tx: Transaction, ticket: Ticket, message: Message) -> None:
    """Show an edit or a deletion wherever the message has a copy. Files can only go with their message."""
    changed = COPIES if message.deleted_at is None else COPIES | {NoticeKind.FILE_COPY}
    for notice in outbox.of_ticket(tx, ticket.id):
        if notice.kind in changed and notice.params["message_id"] == message.id:
            outbox.enqueue_again(tx, notice)


def followers(tx: Transaction, ticket: Ticket, what: str, *, but: PersonId | None, params: Params) -> None:
    """Tell everybody who follows a ticket, less the one who did it."""
    for person_id in following.followers(tx, ticket.id):
        if person_id not in (but, ticket.requester_id):
            key = f"news:{what}:{person_id}"
            to_person(tx, person_id, NoticeKind.FOLLOWER_NEWS, key, ticket=ticket, params=params)


def settled(tx: Transaction, ticket: Ticket, kind: NoticeKind) -> None:
    """Take the buttons off the latest message of a kind: what it asked has been answered."""
    latest = outbox.latest(tx, ticket.id, kind)
    if latest is not None:
        outbox.enqueue_again(tx, latest)


def target_near(tx: Transaction, ticket: Ticket, to: PersonId, warned: Warned, *, together: str | None = None) -> str:
    """Tell whoever has a ticket, or somebody who leads its desk, that one of its targets runs out, or has.

    `together` is the message that says it with others. The warning's key.
    """
    is_theirs = to == ticket.assignee_id
    kind = NoticeKind.TARGET_NEAR if is_theirs else NoticeKind.LEAD_WARNED
    key = f"{kind}:{ticket.id}:{warned.written()}" + ("" if is_theirs else f":{to}")
    params = {"target": warned.target, "cycle": warned.cycle, "percent": warned.percent}
    to_person(tx, to, kind, key, ticket=ticket, params=params | _with(together))
    return key


def targets_near(tx: Transaction, ticket: Ticket, channel: ChannelId, *, together: str | None = None) -> str | None:
    """Tell everybody who works the desk how a ticket's targets stand: one message, edited in place.

    `together` is the message that says it with others. The warning's key; None when it was told before.
    """
    key = f"{NoticeKind.TARGETS}:{ticket.id}:{channel}"
    told = outbox.get(tx, key)
    if told is not None:
        _tell_again(tx, [told])
        return None
    outbox.enqueue(tx, key, NoticeKind.TARGETS, channel, params=_with(together), ticket_id=ticket.id)
    return key


def _with(together: str | None) -> dict[str, object]:
    return {} if together is None else {TOGETHER: together}


def targets_changed(tx: Transaction, ticket: Ticket) -> None:
    """Keep true what was told of a ticket's targets: the desk's message, and whatever tells of several tickets."""
    _tell_again(tx, outbox.of_kinds(tx, ticket.id, WARNINGS))


def _tell_again(tx: Transaction, told: Sequence[Notice]) -> None:
    """A warning in somebody's DM stays as it was when they were told; where it is one of several, it is kept true."""
    for one in told:
        if one.kind is NoticeKind.TARGETS:
            outbox.enqueue_again(tx, one)
    for key in sorted({one.params[TOGETHER] for one in told if TOGETHER in one.params}):
        together = outbox.get(tx, key)
        if together is not None:
            outbox.enqueue_again(tx, together)


def homes(tx: Transaction, ticket: Ticket, other: PersonId | None = None) -> None:
    """Show the change in the Home of those it concerns, and of those who work the desk, if they look at it.

    `other` is somebody else whom it concerns, such as the assignee before.
    """
    since = tx.now - HOME_IS_WATCHED
    watching = people.watching_home(tx, since, ticket.desk_id, ticket.requester_id, ticket.assignee_id, other)
    for person_id in watching:
        to_person(tx, person_id, NoticeKind.HOME, f"home:{person_id}")


def show_again(tx: Transaction, key: str) -> None:
    """Owe a message's next state, if there is such a message: what it tells or asks may be true no more."""
    known = outbox.get(tx, key)
    if known is not None:
        outbox.enqueue_again(tx, known)


def posted(tx: Transaction, notice: Notice, place: Place) -> None:
    """Remember where a message of ours stands, so that what people do there finds its ticket."""
    if notice.ticket_id is None:
        return
    if notice.kind is NoticeKind.CARD:
        if not notice.shown and messages.has_thread(tx, notice.ticket_id, Side.CARD, but=place):
            history.record(tx, notice.ticket_id, Happening.CARD_REBUILT, by=None)  # somebody deleted it
        messages.point_thread(tx, place, notice.ticket_id, Side.CARD)
        told = None if notice.shown else outbox.latest(tx, notice.ticket_id, NoticeKind.ASSIGNED_TO_YOU)
        if told is not None:
            outbox.enqueue_again(tx, told)  # now it has a card to lead to
    elif notice.kind is NoticeKind.CONFIRMATION and notice.thread_ts is None:
        _settle_in(tx, notice.ticket_id, place)
    elif notice.kind is NoticeKind.HAS_IT_TOO and messages.thread(tx, place.channel, place.ts) is None:
        messages.point_thread(tx, place, notice.ticket_id, Side.REQUESTER)
    elif notice.kind is NoticeKind.SURVEY:
        surveys.delivered(tx, int(notice.params["survey_id"]), place)


def _settle_in(tx: Transaction, ticket_id: TicketId, place: Place) -> None:
    ticket = tickets.locked(tx, ticket_id)
    if ticket is not None and ticket.thread_ts is None:
        settled_in = tickets.change(tx, ticket.id, channel=place.channel, thread_ts=place.ts)
        messages.point_thread(tx, place, ticket.id, Side.REQUESTER)
        confirmation(tx, settled_in)  # now it has an address to give


def died(tx: Transaction, notice: Notice, error: str) -> None:
    """A message could not be sent: tell the desk's leads, once, unless it was this very news that died."""
    ticket = None if notice.ticket_id is None else tickets.get(tx, notice.ticket_id)
    desk_id = notice.params.get("desk") if ticket is None else ticket.desk_id  # some are about a whole desk
    if desk_id is None or notice.kind is NoticeKind.DEAD_LETTER:
        return
    params = {"kind": notice.kind, "lane": notice.lane, "error": error, "desk": desk_id}
    for lead in leads(tx, DeskId(desk_id)):
        to_person(tx, lead, NoticeKind.DEAD_LETTER, f"dead:{notice.id}:{lead}", ticket=ticket, params=params)


def _carry(
    carry: Callable[..., None], tx: Transaction, ticket: Ticket, kind: NoticeKind, message: Message, again: str = ""
) -> None:
    params: Params = {"message_id": message.id}
    carry(tx, ticket, kind, f"{kind}:{message.id}{again}", params)
    for file in message.files:
        key = f"{NoticeKind.FILE_COPY}:{message.id}:{file['id']}:{kind}{again}"
        carry(tx, ticket, NoticeKind.FILE_COPY, key, {**params, "file": file})


def card_key(ticket: Ticket, channel: str) -> str:
    """The card's key. It names the channel: a ticket that moves to another desk gets another card."""
    return f"card:{ticket.id}:{channel}"


def _waiting_key(desk_id: DeskId, first: TicketId) -> str:
    """One for each time that tickets begin to wait."""
    return f"{NoticeKind.NOBODY_THERE}:{desk_id}:{first}"


def confirmation_key(ticket: Ticket) -> str:
    """The confirmation's key."""
    return f"confirmation:{ticket.id}"


def requester_lane(ticket: Ticket) -> str:
    """The requester's thread as a lane: its channel, or the person when it is in their DM."""
    return ticket.requester_id if ticket.channel is None or ticket.channel.startswith("D") else ticket.channel
