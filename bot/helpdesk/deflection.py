"""Answers before there is a ticket: what is found while somebody asks, and what comes of the request meanwhile."""

from collections.abc import Iterator

from bot.helpdesk import intake, intake_form, people, problems, reply_facts, tips
from bot.helpdesk.intake import Opened
from bot.rules import deflection as rules
from bot.rules import permission
from bot.rules.actions import Action
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.deflection import (
    AT_MOST,
    HELD_FOR,
    KINDS,
    LOOKED_AT,
    Answer,
    Held,
    HeldPicture,
    Offer,
    Outcome,
    Ref,
    Settled,
)
from bot.rules.intake import Filled, Request, view_source
from bot.rules.problems import OpenProblem
from bot.rules.records import Deadline, Desk, Ticket
from bot.rules.refusals import NotPossibleNow
from bot.rules.replies import render
from bot.rules.search import Audience, DocumentKind, Seeker
from bot.rules.vocabulary import NO_TICKET, DeskId, PersonId, ReplyId
from storage import deadlines, deflections, desks, replies, search, tickets
from storage import tips as tip_rows
from storage.transaction import Transaction


def look(tx: Transaction, request: Request) -> Offer | None:
    """What may answer a request already: public tips and replies, and a problem that others have; None for nothing.

    Only where the desk wants that, and never for what is urgent, private, or asked for somebody else.
    """
    desk = _desk(tx, request) if rules.may_wait(request) else None
    if desk is None or not desk.settings.suggest_answers:
        return None
    answers = tuple(_found(tx, desk, request)) if deflections.is_any_answer(tx) else ()
    problem = _problem_like(tx, desk, request) if deflections.is_any_problem(tx, desk.id) else None
    return Offer(answers, None if problem is None else problem.ticket.id) if answers or problem else None


def look_for_form(tx: Transaction, filled: Filled, by: PersonId) -> Offer | None:
    """The same of what a form says. Raises what `intake_form.submit` raises for it."""
    return look(tx, intake_form.request(tx, filled, by))


def raise_or_hold(tx: Transaction, request: Request, offer: Offer | None) -> Opened | HeldPicture:
    """Make a request a ticket; or hold it, and ask first, if what was found for it may still be shown.

    The same source a second time answers as the first time. Raises what `intake.open_ticket` raises.
    """
    held = deflections.by_source(tx, request.source)
    if held is None and offer is not None and rules.may_wait(request):
        held = _hold(tx, request, offer)
    if held is None or held.outcome is Outcome.RAISED:
        return intake.open_ticket(tx, request)
    return _picture(tx, held)


def submit_or_hold(tx: Transaction, filled: Filled, by: PersonId, offer: Offer | None) -> Opened | HeldPicture:
    """The same of what a form says."""
    if offer is None and deflections.by_source(tx, view_source(filled.view_id)) is None:
        return intake_form.submit(tx, filled, by)
    return raise_or_hold(tx, intake_form.request(tx, filled, by), offer)


def create(tx: Transaction, held_id: int, by: PersonId) -> Ticket:
    """*Create the ticket*; also after all, when somebody had said that an answer helped. Twice is once.

    Raises NotPossibleNow for what is not theirs, or is over, and what `intake.open_ticket` raises.
    """
    return _raise(tx, _of(tx, held_id, by))


def fall_due(tx: Transaction, deadline: Deadline) -> None:
    """Nobody has said anything: the ticket is created."""
    held = deflections.locked(tx, int(deadline.note))
    if held is not None and held.outcome is None:
        _raise(tx, held)


def helped(tx: Transaction, held_id: int, ref: Ref, by: PersonId) -> Settled:
    """*This helped*: there will be no ticket. The ticket, if there is one by now.

    Raises NotPossibleNow for what is not theirs, or was never shown.
    """
    held = _of(tx, held_id, by)
    if ref not in held.offer.answers:
        raise NotPossibleNow
    ticket = tickets.by_source(tx, held.source)
    if ticket is None and held.outcome is None:
        deflections.settle(tx, held, Outcome.HELPED, ref, forget=False)
    return Settled(held.id, ticket)


def join(tx: Transaction, held_id: int, by: PersonId) -> Settled:
    """*I have it too*: they join the problem, and there will be no ticket. The ticket, if there is one by now.

    Raises NotPossibleNow for what is not theirs, or is no open problem any more: then the ticket is still created.
    """
    held = _of(tx, held_id, by)
    ticket = tickets.by_source(tx, held.source)
    if ticket is not None:
        return Settled(held.id, ticket)
    if held.problem_id is None:
        raise NotPossibleNow
    text = rules.asked(rules.unpacked(held.request)) if held.request else ""
    joined = problems.join(tx, held.problem_id, by, text)
    if held.outcome is not Outcome.JOINED:
        deflections.settle(tx, held, Outcome.JOINED)
    return Settled(held.id, None, joined)


def read(tx: Transaction, held_id: int, ref: Ref, by: PersonId) -> Answer:
    """An answer to read as a whole. Raises NotPossibleNow once it may not be shown any more."""
    held = _of(tx, held_id, by)
    answer = _answer(tx, held, ref) if ref in held.offer.answers else None
    if answer is None:
        raise NotPossibleNow
    return answer


def _of(tx: Transaction, held_id: int, by: PersonId) -> Held:
    held = deflections.get(tx, held_id) if tx.is_reading else deflections.locked(tx, held_id)
    if held is None or held.person_id != by:
        raise NotPossibleNow
    return held


def _raise(tx: Transaction, held: Held) -> Ticket:
    known = tickets.by_source(tx, held.source)
    if known is not None:
        return known
    if not held.request:
        raise NotPossibleNow
    ticket = intake.open_ticket(tx, rules.unpacked(held.request)).ticket
    deflections.settle(tx, held, Outcome.RAISED)
    return ticket


def _hold(tx: Transaction, request: Request, offer: Offer) -> Held | None:
    """Keep a request until somebody says what becomes of it; None where it is a ticket, or nothing is to be shown."""
    desk = intake.desk_for(tx, request)
    held = Held(
        id=tx.new_id(),
        source=request.source,
        desk_id=desk.id,
        person_id=request.requester_id,
        request=rules.packed(request),
        shown=[(ref.kind, ref.id) for ref in offer.answers],
        problem_id=offer.problem_id,
        shown_at=tx.now,
        outcome=None,
        settled_at=None,
        kind=None,
        other_id=None,
    )
    shown = _picture(tx, held)
    if tickets.by_source(tx, request.source) is not None or not (shown.answers or shown.problem):
        return None
    if not deflections.add_once(tx, held):
        return deflections.by_source(tx, request.source)
    key, kind = f"{DeadlineKind.RAISE_HELD}:{held.id}", DeadlineKind.RAISE_HELD
    deadlines.set_for(tx, NO_TICKET, kind, tx.now + HELD_FOR, key=key, note=str(held.id))
    return held


def _desk(tx: Transaction, request: Request) -> Desk | None:
    """The desk that would take a request. Unlike `desks.taking`, it makes nobody wait."""
    channel = None if request.asked_in is None else desks.channel(tx, request.asked_in)
    desk_id = request.desk_id or (None if channel is None else channel.desk_id)
    found = None if desk_id is None else desks.get(tx, desk_id)
    return found or next(iter(desks.every(tx)), None)


def _found(tx: Transaction, desk: Desk, request: Request) -> Iterator[Ref]:
    """The best tips and replies for a request, of those that everybody may read."""
    seeker = Seeker(request.requester_id, frozenset())
    shown = 0
    for one in search.similar(tx, rules.sought(request), seeker, KINDS, limit=LOOKED_AT):
        ref = Ref(one.kind, one.id)
        if shown < AT_MOST and _public(tx, ref, request, desk) is not None:
            shown += 1
            yield ref


def _problem_like(tx: Transaction, desk: Desk, request: Request) -> OpenProblem | None:
    found = problems.open_ones_like(tx, rules.sought(request), request.requester_id, desk.id)
    return next(iter(found), None)


def _picture(tx: Transaction, held: Held) -> HeldPicture:
    offer = held.offer
    answers = (_answer(tx, held, ref) for ref in offer.answers)
    problem = None if offer.problem_id is None else problems.still_open(tx, offer.problem_id, held.person_id)
    return HeldPicture(held, tuple(answer for answer in answers if answer is not None), problem)


def _answer(tx: Transaction, held: Held, ref: Ref) -> Answer | None:
    desk = desks.get(tx, DeskId(held.desk_id))
    request = rules.unpacked(held.request) if held.request else None
    return None if desk is None or request is None else _public(tx, ref, request, desk)


def _public(tx: Transaction, ref: Ref, request: Request, desk: Desk) -> Answer | None:
    """A tip or a reply as everybody may read it; None for one that is not, or not any more, for everybody."""
    return _tip(tx, ref, request) if ref.kind is DocumentKind.TIP else _reply(tx, ref, request, desk)


def _tip(tx: Transaction, ref: Ref, request: Request) -> Answer | None:
    tip = tip_rows.get(tx, ref.id)
    if tip is None or tip.audience is not Audience.PUBLIC or tip.retired_at is not None or tip.flagged_at is not None:
        return None
    if tip_rows.privates(tx, [tip.id]) or not tips.may_read(tx, request.requester_id, tip):
        return None
    return Answer(ref, tip.title, tip.resolution)


def _reply(tx: Transaction, ref: Ref, request: Request, desk: Desk) -> Answer | None:
    """One whose variables can be filled in while there is neither a ticket nor an agent."""
    reply = replies.get(tx, ReplyId(ref.id))
    if reply is None or not reply.is_public or reply.retired_at is not None:
        return None
    if not permission.allowed(Action.READ_PUBLIC_REPLIES, people.roles_at(tx, request.requester_id, desk.id)):
        return None
    language, body = reply.wording.in_language(people.reader(tx, request.requester_id).locale)
    filled = render(body, reply_facts.before_ticket(tx, request, desk, language))
    return None if filled.unknown or filled.empty else Answer(ref, reply.title, filled.text)
