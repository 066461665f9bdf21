"""Tips: writing down what was learned, keeping it true, and who may read it."""

from dataclasses import replace

from bot.helpdesk import categories, people, tip_news
from bot.rules import permission
from bot.rules.actions import Action
from bot.rules.happenings import Happening
from bot.rules.intake import is_blank
from bot.rules.markup import readable
from bot.rules.records import Ticket
from bot.rules.refusals import (
    CannotMergeTips,
    NoSuchTip,
    NotAllowed,
    NotAnAgent,
    NothingToSay,
    NotPossibleNow,
    TextTooLong,
    TipChanged,
)
from bot.rules.search import Audience, DocumentKind
from bot.rules.tips import (
    AUDIENCES,
    REASON,
    REVIEW_AFTER,
    Kept,
    NewTip,
    Origin,
    Tip,
    TipWording,
    checked,
    document,
    review_at,
    reworded,
)
from bot.rules.vocabulary import DeskId, PersonId, TipId
from storage import desks, history, search, tips
from storage.transaction import Transaction


def save(tx: Transaction, new: NewTip, by: PersonId) -> Tip:
    """Keep a new tip. The same source a second time answers with the first time's tip.

    A tip that was learned from a ticket is a tip of that ticket's desk, and belongs to the ticket. Raises NotAllowed,
    NothingToSay and TextTooLong for its wording, NoSuchCategory, and NoSuchTicket.
    """
    ticket = _learned_from(tx, new.origin, by)
    desk_id = new.desk_id if ticket is None else ticket.desk_id
    if not may(tx, by, Action.KEEP_TIPS, desk_id):
        raise NotAllowed(Action.KEEP_TIPS)
    tip = _new(tx, replace(new, desk_id=desk_id, wording=_checked(tx, new.wording, desk_id)), by)
    if not tips.add_once(tx, tip):
        known = tips.by_source(tx, new.source)
        if known is None or not may_read(tx, by, known):
            raise NotPossibleNow
        return known
    search.keep(tx, document(tip))
    tip_news.set_review(tx, tip)
    if ticket is not None:
        tips.link_once(tx, tip, ticket.id, by, is_source=True)
        history.record(tx, ticket.id, Happening.TIP_SAVED, by=by, after=tip.title)
    return tip


def change(tx: Transaction, tip_id: TipId, wording: TipWording, by: PersonId, read: int, kept: Kept) -> Tip:
    """Let a tip say something else from now on, which also answers whoever called it outdated.

    `read` is the version that the person had before them. Raises TipChanged when there is a newer one, and as `save`.
    """
    tip = kept_by(tx, tip_id, by)
    wording = _checked(tx, wording, tip.desk_id)
    if tip.version != read and wording != tip.wording:
        raise TipChanged(tip.title)
    owner = _owner(tx, kept.owner_id or tip.owner_id, tip)
    values = {"owner_id": owner, "review_by": review_at(kept.review_on), **NOT_FLAGGED}
    changed = tips.change(tx, tip.id, by, **values)
    if wording != tip.wording:
        changed = tips.reword(tx, reworded(changed, wording))
    if owner != tip.owner_id:
        tip_news.taken_over(tx, changed)
    return _in_use(tx, tip, changed)


def flag(tx: Transaction, tip_id: TipId, by: PersonId, reason: str) -> Tip:
    """Call a tip outdated: nobody who asks for help is offered it until somebody puts it right.

    `reason` is mrkdwn. Whoever answers for it is told. One that is flagged stays as it is. Raises NothingToSay and
    TextTooLong for the reason, NoSuchTip, NotAllowed.
    """
    tip, reason = readable_by(tx, tip_id, by), reason.strip()
    if not people.desks_where(tx, by, Action.FLAG_TIP):
        raise NotAllowed(Action.FLAG_TIP)
    if is_blank(reason):
        raise NothingToSay
    if len(readable(reason)) > REASON:
        raise TextTooLong(REASON)
    if tip.flagged_at is not None or tip.retired_at is not None:
        return tip
    flagged = tips.change(tx, tip.id, tip.changed_by, flagged_at=tx.now, flagged_by=by, flag_reason=reason)
    search.keep(tx, document(flagged))
    tip_news.flagged(tx, flagged)
    return flagged


def confirm(tx: Transaction, tip_id: TipId, by: PersonId) -> Tip:
    """Somebody has looked at a tip, and it is still true: they look again in half a year."""
    tip = kept_by(tx, tip_id, by)
    if tip.retired_at is not None:
        raise NotPossibleNow
    again = (tx.now + REVIEW_AFTER).date()
    return _in_use(tx, tip, tips.change(tx, tip.id, by, review_by=review_at(again), **NOT_FLAGGED))


def merge(tx: Transaction, tip_id: TipId, into: TipId, by: PersonId) -> Tip:
    """Let a tip be part of another one of its desk: it retires, and its tickets belong to the other.

    The other is in use, so none leads back to itself. Raises CannotMergeTips, NoSuchTip, NotAllowed. A second time
    changes nothing.
    """
    first, second = sorted((tip_id, into))
    known = {one: kept_by(tx, one, by) for one in (first, second)}  # locked in one order, whoever merges which way
    tip, target = known[tip_id], known[into]
    if tip.merged_into == into:
        return target
    is_in_use = tip.retired_at is None and target.retired_at is None
    if tip.id == target.id or tip.desk_id != target.desk_id or not is_in_use:
        raise CannotMergeTips(tip.title, target.title)
    tips.change(tx, tip.id, by, merged_into=target.id, retired_at=tx.now)
    tips.move_links(tx, tip.id, target.id, by)
    tip_news.taken_over(tx, target)
    _out_of_use(tx, tip)
    return target


def retire(tx: Transaction, tip_id: TipId, by: PersonId) -> Tip:
    """Offer a tip to nobody any more. It can be restored."""
    tip = kept_by(tx, tip_id, by)
    if tip.retired_at is not None:
        return tip
    retired = tips.change(tx, tip.id, by, retired_at=tx.now)
    _out_of_use(tx, retired)
    return retired


def restore(tx: Transaction, tip_id: TipId, by: PersonId) -> Tip:
    """Offer a retired tip again, on its own. What it helped with before it was merged stays with the other."""
    tip = kept_by(tx, tip_id, by)
    if tip.retired_at is None:
        return tip
    return _in_use(tx, tip, tips.change(tx, tip.id, by, retired_at=None, merged_into=None))


def keep_for_search(tx: Transaction, tip_id: int) -> None:
    """Let a tip in use be found by its words, as it is now."""
    tip = tips.locked(tx, tip_id)
    if tip is not None and tip.retired_at is None:
        search.keep(tx, document(tip))


def may(tx: Transaction, person: PersonId, action: Action, desk_id: DeskId) -> bool:
    """Whether somebody may do this with the tips of a desk."""
    return permission.allowed(action, people.roles_at(tx, person, desk_id))


def may_read(tx: Transaction, person: PersonId, tip: Tip) -> bool:
    """Whether somebody may read a tip: the people of its desk, and of a public one in use everybody."""
    is_public = tip.audience is Audience.PUBLIC and tip.retired_at is None
    return may(tx, person, Action.READ_PUBLIC_TIPS if is_public else Action.READ_TIPS, tip.desk_id)


def readable_by(tx: Transaction, tip_id: TipId, by: PersonId) -> Tip:
    """A tip, locked, if `by` may read it. Raises NoSuchTip, also to whom may not know of it."""
    tip = tips.locked(tx, tip_id)
    if tip is None or not may_read(tx, by, tip):
        raise NoSuchTip
    return tip


def kept_by(tx: Transaction, tip_id: TipId, by: PersonId) -> Tip:
    """A tip, locked, if `by` may change it. Raises NoSuchTip to whom may not even know of it, else NotAllowed."""
    tip = readable_by(tx, tip_id, by)
    if not may(tx, by, Action.KEEP_TIPS, tip.desk_id):
        raise NotAllowed(Action.KEEP_TIPS)
    return tip


NOT_FLAGGED = {"flagged_at": None, "flagged_by": None, "flag_reason": ""}


def _learned_from(tx: Transaction, origin: Origin, by: PersonId) -> Ticket | None:
    if origin.ticket_id is None:
        return None
    return people.permitted(tx, by, Action.KEEP_TIPS, origin.ticket_id)


def _new(tx: Transaction, new: NewTip, by: PersonId) -> Tip:
    wording, place = new.wording, new.origin.place
    return Tip(
        id=TipId(tx.new_id()),
        source=new.source,
        desk_id=new.desk_id,
        audience=wording.audience,
        issue=wording.issue,
        cause=wording.cause,
        resolution=wording.resolution,
        category=wording.category,
        language=wording.language,
        owner_id=by,
        ticket_id=new.origin.ticket_id,
        channel=place.channel if place else None,
        ts=place.ts if place else None,
        version=1,
        review_by=review_at(new.kept.review_on),
        flagged_at=None,
        flagged_by=None,
        flag_reason="",
        merged_into=None,
        retired_at=None,
        times_helped=0,
        shown_at=None,
        created_at=tx.now,
        changed_at=tx.now,
        changed_by=by,
    )


def _checked(tx: Transaction, wording: TipWording, desk_id: DeskId) -> TipWording:
    wording = checked(wording)
    if wording.audience not in AUDIENCES:
        raise NotPossibleNow
    categories.refuse_unknown(tx, desk_id, wording.category)
    return wording


def _owner(tx: Transaction, owner: PersonId, tip: Tip) -> PersonId:
    """Who answers for a tip from now on: somebody of its desk, or whoever did so far."""
    if owner != tip.owner_id and not people.works(tx, owner, tip.desk_id):
        desk = desks.get(tx, tip.desk_id)
        raise NotAnAgent(owner, desk.name if desk else "")
    return owner


def _in_use(tx: Transaction, before: Tip, tip: Tip) -> Tip:
    """What a tip that changed, and can be found, brings about. One that is retired is changed in silence."""
    if tip.retired_at is None:
        search.keep(tx, document(tip))
        tip_news.set_review(tx, tip)
    tip_news.settled(tx, before)
    return tip


def _out_of_use(tx: Transaction, tip: Tip) -> None:
    search.forget(tx, DocumentKind.TIP, tip.id)
    tip_news.settled(tx, tip)
