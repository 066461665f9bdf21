"""The form for a request: what it offers, what it is filled with, and what comes of it."""

from dataclasses import asdict, replace

from bot.helpdesk import intake, notices, openings, people
from bot.helpdesk.intake import Opened
from bot.rules import intake as rules
from bot.rules import markup
from bot.rules.actions import Action
from bot.rules.intake import Filled, Pointed, Request
from bot.rules.notice_kinds import NoticeKind
from bot.rules.pictures import FormPicture
from bot.rules.records import Desk, Draft, Place, Ticket
from bot.rules.refusals import AlreadyATicket, NoDesk, NoSuchCategory, NoSuchDesk, NothingToSay
from bot.rules.vocabulary import ChannelId, DeskId, Intake, MessageTs, PersonId
from storage import desks, drafts, messages, tickets
from storage.transaction import Transaction


def blank(tx: Transaction, by: PersonId, asked_in: ChannelId | None) -> FormPicture:
    """An empty form, for the desk that works where it was asked for. Raises NoDesk."""
    return _picture(tx, _desk_at(tx, asked_in), by, None)


def about_message(tx: Transaction, pointed: Pointed, by: PersonId) -> FormPicture:
    """The form filled with a message, which is kept until the form is sent.

    Raises AlreadyATicket, which names the ticket to those who may see it, and NoDesk.
    """
    known = _ticket_of(tx, pointed.place)
    if known is not None:
        may_see = people.may(tx, by, Action.SEE, known)
        raise AlreadyATicket(known.key if may_see else "")
    draft = _kept(tx, pointed, by)
    return _picture(tx, _desk_at(tx, pointed.place.channel), by, draft)


def again(tx: Transaction, by: PersonId, draft_id: int | None, desk_id: DeskId | None = None) -> FormPicture:
    """The form once more: with what was kept, or for another desk. Raises NoDesk."""
    draft = None if draft_id is None else drafts.get(tx, draft_id)
    desk = None if desk_id is None else desks.get(tx, desk_id)
    asked_in = None if draft is None else draft.channel
    return _picture(tx, desk or _desk_at(tx, asked_in), by, draft)


def keep_for_later(tx: Transaction, by: PersonId, draft_id: int | None, source: str) -> None:
    """A form could not be opened, and there is nowhere to say so: owe a DM with a button that opens it."""
    notices.to_person(tx, by, NoticeKind.FORM_KEPT, f"form_kept:{source}", params={"draft_id": draft_id})


def submit(tx: Transaction, filled: Filled, by: PersonId) -> Opened:
    """Raise what a form says. Sent twice, it is one ticket; so is a message that two people raise.

    Raises what `intake.open_ticket` raises, NoSuchDesk and NoSuchCategory for choices that are gone.
    """
    source = rules.view_source(filled.view_id)
    known = tickets.by_source(tx, source)
    if known is not None:
        return Opened(known, is_new=False)
    opened = intake.open_ticket(tx, request(tx, filled, by))
    tickets.take_source(tx, source, opened.ticket.id)
    return opened  # the message is kept for others who have it in a form: they are told that it is a ticket


def request(tx: Transaction, filled: Filled, by: PersonId) -> Request:
    """What a form asks for. Raises NothingToSay without a subject, NoSuchDesk, NoSuchCategory."""
    if rules.is_blank(filled.subject):
        raise NothingToSay
    _refuse_unknown_choices(tx, filled)
    draft = None if filled.draft_id is None else drafts.get(tx, filled.draft_id)
    return _request(tx, filled, by) if draft is None else _request_of_message(tx, filled, draft, by)


def _picture(tx: Transaction, desk: Desk, by: PersonId, draft: Draft | None) -> FormPicture:
    requester = by if draft is None else intake.living_or(tx, draft.person_id, by)
    text = "" if draft is None else draft.text
    names = openings.names_in(tx, text)
    return FormPicture(
        desks=tuple(desks.every(tx)),
        desk=desk,
        categories=tuple(desks.categories(tx, desk.id)),
        takes_private=desks.triage_channel(tx, desk.id, private=True) is not None,
        requester_id=requester,
        requester=people.names(tx, {requester}).get(requester, requester),
        draft_id=None if draft is None else draft.id,
        text=rules.in_field(text, names),
        subject=rules.subject(markup.readable(text, names)),
        is_longer=len(markup.readable(text, names)) > rules.FIELD,
    )


def _desk_at(tx: Transaction, asked_in: ChannelId | None) -> Desk:
    channel = None if asked_in is None else desks.channel(tx, asked_in)
    found = None if channel is None else desks.get(tx, channel.desk_id)
    default = next(iter(desks.every(tx)), None) if found is None else found
    if default is None:
        raise NoDesk
    return default


def _ticket_of(tx: Transaction, place: Place) -> Ticket | None:
    """The ticket that a message made, or whose thread it starts: a card, a confirmation."""
    known = tickets.by_source(tx, rules.place_source(place))
    thread = None if known else messages.thread(tx, place.channel, place.ts)
    return known if thread is None else tickets.get(tx, thread[0])


def _kept(tx: Transaction, pointed: Pointed, by: PersonId) -> Draft:
    draft = Draft(
        id=tx.new_id(),
        person_id=pointed.author_id or by,
        channel=pointed.place.channel,
        ts=pointed.place.ts,
        thread_ts=pointed.thread_ts,
        text=pointed.text,
        files=[asdict(file) for file in pointed.files],
        created_at=tx.now,
    )
    if drafts.keep(tx, draft):
        return draft
    known = drafts.of_message(tx, pointed.place.channel, pointed.place.ts)
    assert known is not None  # it was in the way of ours
    drafts.change(tx, known.id, text=draft.text, files=draft.files)
    return replace(known, text=draft.text, files=draft.files)


def _refuse_unknown_choices(tx: Transaction, filled: Filled) -> None:
    desk = None if filled.desk_id is None else desks.get(tx, filled.desk_id)
    if filled.desk_id is not None and desk is None:
        raise NoSuchDesk
    if filled.category is None:
        return
    known = desks.categories(tx, desk.id) if desk else []
    if filled.category not in {category.key for category in known}:
        raise NoSuchCategory(desk.name if desk else "")


def _request(tx: Transaction, filled: Filled, by: PersonId) -> Request:
    return Request(
        source=rules.view_source(filled.view_id),
        intake=Intake.FORM,
        requester_id=intake.living_or(tx, filled.requester_id, by),
        opened_by=by,
        text=markup.escape(filled.description),
        subject=rules.subject(filled.subject),
        desk_id=filled.desk_id,
        category=filled.category,
        impact=filled.impact,
        urgency=filled.urgency,
        is_private=filled.is_private,
        files=filled.files,
    )


def _request_of_message(tx: Transaction, filled: Filled, draft: Draft, by: PersonId) -> Request:
    """What a form says that was filled with a message: the message is what can't be raised twice."""
    request = replace(
        _request(tx, filled, by),
        intake=Intake.SHORTCUT,
        requester_id=intake.living_or(tx, draft.person_id, by),
        text=rules.from_field(filled.description, draft.text, openings.names_in(tx, draft.text)),
        files=(*draft.shared_files, *filled.files),
        author_id=draft.person_id,
    )
    if draft.place is None:
        return request
    return replace(
        request,
        source=rules.place_source(draft.place),
        origin=draft.place,
        thread=None if filled.is_private else _conversation(tx, draft.place, draft.thread_ts),
        message=draft.text,
    )


def _conversation(tx: Transaction, place: Place, thread_ts: MessageTs | None) -> Place | None:
    """The message's thread where people ask, unless it is another ticket's; elsewhere the requester's DM."""
    if rules.mode_of(desks.channel(tx, place.channel)) is None:
        return None
    root = Place(place.channel, thread_ts or place.ts)
    return None if messages.thread(tx, root.channel, root.ts) else root
