"""Where people ask: what is heard there, and what it comes to."""

from collections.abc import Iterator
from dataclasses import asdict

from bot.helpdesk import bursts, intake, notices, openings
from bot.rules import intake as rules
from bot.rules.conversation import Said
from bot.rules.intake import Request, Response
from bot.rules.records import DeskChannel, Draft, Place, Ticket
from bot.rules.refusals import CannotReadThat, NothingToSay, NotPossibleNow
from bot.rules.vocabulary import Intake, PersonId
from storage import desks, drafts, messages, tickets
from storage.transaction import Transaction


def heard(tx: Transaction, said: Said) -> None:
    """A message that belongs to no ticket: a request, perhaps one, or none.

    Raises NothingToSay for one that shows nothing, and what `intake.open_ticket` raises.
    """
    channel = None if said.is_direct else desks.channel(tx, said.channel)
    wanted = rules.response(said, channel)
    if wanted is Response.NOTHING:
        return
    if rules.is_blank(openings.told(tx, said.text)) and not said.files:
        raise NothingToSay
    draft = _draft(tx, said)
    if wanted is Response.RAISE:
        way_in = rules.way_in(said, channel)
        _raise(tx, draft, said.author_id, way_in, may_join=rules.may_join(said, channel))
    elif wanted is Response.REMEMBER:
        drafts.keep(tx, draft)
    else:
        _ask(tx, draft, channel)


def raise_from_reaction(tx: Transaction, place: Place, by: PersonId) -> None:
    """A :ticket: on a message makes it a ticket of its author's. On a ticket it changes nothing.

    Raises CannotReadThat for a message that was not written where the helpdesk listens.
    """
    if tickets.by_source(tx, rules.place_source(place)) or messages.thread(tx, place.channel, place.ts):
        return
    draft = drafts.of_message(tx, place.channel, place.ts)
    if draft is None:
        raise CannotReadThat
    _raise(tx, draft, by, Intake.REACTION, may_join=True)


def accept(tx: Transaction, draft_id: int, by: PersonId) -> Ticket:
    """*Make it a ticket*: what its author wrote just before they were asked, and right after it.

    Raises NotPossibleNow when the question is settled or the message is gone.
    """
    draft = _asked_about(tx, draft_id, by)
    burst = list(_burst(tx, draft))
    ticket = _raise(tx, draft, by, Intake.CHANNEL, may_join=True)
    for follower in burst:
        _raise(tx, follower, by, Intake.CHANNEL, may_join=True)
    return ticket


def decline(tx: Transaction, draft_id: int, by: PersonId) -> None:
    """*No*: what they wrote is forgotten. Raises NotPossibleNow when the question is settled."""
    draft = _asked_about(tx, draft_id, by)
    for unwanted in (draft, *_burst(tx, draft)):
        drafts.forget(tx, unwanted.id)


def edited(tx: Transaction, place: Place, text: str) -> None:
    """Somebody changed a message that is not a ticket yet."""
    draft = drafts.of_message(tx, place.channel, place.ts)
    if draft is not None:
        drafts.change(tx, draft.id, text=text)


def deleted(tx: Transaction, place: Place) -> None:
    """Somebody deleted a message: nothing is kept to make a ticket of."""
    drafts.forget_message(tx, place)


def _raise(tx: Transaction, draft: Draft, by: PersonId, way_in: Intake, *, may_join: bool) -> Ticket:
    """Make a message a ticket, or a part of the one that its author's last message made."""
    place = _place(draft)
    request = Request(
        source=rules.place_source(place),
        intake=way_in,
        requester_id=intake.living_or(tx, draft.person_id, by),
        opened_by=by,
        text=openings.told(tx, draft.text),
        origin=place,
        thread=Place(place.channel, draft.thread_ts or place.ts),
        files=draft.shared_files,
        author_id=draft.person_id,
        message=draft.text,
    )
    desk = intake.desk_for(tx, request)
    joined = bursts.join(tx, desk, draft.person_id, place, draft.text, draft.shared_files) if may_join else None
    ticket = joined or intake.open_at(tx, desk, request).ticket
    drafts.forget_message(tx, place)
    return ticket


def _ask(tx: Transaction, draft: Draft, channel: DeskChannel | None) -> None:
    """Ask the author of a message in private: once for what they write in one go."""
    place = _place(draft)
    desk = desks.taking(tx, channel.desk_id if channel else None, None)
    if desk is None or bursts.join(tx, desk, draft.person_id, place, draft.text, draft.shared_files):
        return
    since = rules.sooner(place.ts, desk.settings.burst_seconds)
    before = drafts.of_person(tx, draft.person_id, place.channel, since)
    if drafts.keep(tx, draft) and not any(_is_open(tx, earlier) for earlier in before):
        notices.ask_first(tx, draft)


def _is_open(tx: Transaction, draft: Draft) -> bool:
    return tickets.by_source(tx, rules.place_source(_place(draft))) is None


def question(tx: Transaction, draft_id: int) -> Draft | None:
    """What its author is to be asked about; None once that is settled."""
    return drafts.get(tx, draft_id)


def _asked_about(tx: Transaction, draft_id: int, by: PersonId) -> Draft:
    draft = drafts.get(tx, draft_id)
    if draft is None or draft.place is None or draft.person_id != by:
        raise NotPossibleNow
    return draft


def _burst(tx: Transaction, first: Draft) -> Iterator[Draft]:
    """What somebody wrote right after the message that they were asked about."""
    place = _place(first)
    desk = desks.taking(tx, None, place.channel)
    seconds = 0 if desk is None else desk.settings.burst_seconds
    last = place.ts
    for draft in drafts.of_person(tx, first.person_id, place.channel, place.ts):
        ts = _place(draft).ts
        if not rules.belong_together(last, ts, seconds):
            return
        last = ts
        if draft.id != first.id:
            yield draft


def _draft(tx: Transaction, said: Said) -> Draft:
    return Draft(
        id=tx.new_id(),
        person_id=said.author_id,
        channel=said.channel,
        ts=said.ts,
        thread_ts=said.thread_ts,
        text=said.text,
        files=[asdict(file) for file in said.files],
        created_at=tx.now,
    )


def _place(draft: Draft) -> Place:
    assert draft.place is not None  # it was heard in a channel
    return draft.place
