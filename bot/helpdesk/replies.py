"""Saved replies as a collection: who may see which, making them, bettering them, taking them out of use."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.helpdesk import people, reviewing
from bot.helpdesk.shelves import Shelf, kept_by, may_keep, permit, shelf_of, shelves_of
from bot.rules.paging import pages
from bot.rules.pictures import RepliesPicture, ReplyLine, ReviewPicture
from bot.rules.records import Notice
from bot.rules.refusals import NoSuchCategory, NotAnAgent, NotPossibleNow, ReplyChanged, ReplyKeyTaken
from bot.rules.replies import SavedReply, Wording, beginnings, checked, without_placeholders
from bot.rules.reply_actions import ME, STATUSES
from bot.rules.reply_use import AGAIN, UNKNOWN, Among, reasons
from bot.rules.search import Audience, Document, DocumentKind
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId, ReplyId, Scope
from storage import desks, replies, reply_use, search
from storage.transaction import Transaction

PAGE = 20  # replies of a list: a block each, of the 100 that a modal takes

AUDIENCE: Mapping[Scope, Audience] = {  # who finds it
    Scope.PERSONAL: Audience.OWNER,
    Scope.DESK: Audience.DESK,
    Scope.WORKSPACE: Audience.DESK,  # of no desk: whoever works any
}


def save(
    tx: Transaction, wording: Wording, by: PersonId, scope: Scope = Scope.DESK, desk_id: DeskId | None = None
) -> SavedReply:
    """Keep a new reply, for `by` alone, for a desk or for every desk. Sent twice, it is one reply.

    Raises NotAllowed, NothingToSay and TextTooLong for its wording, NoSuchCategory, NotAnAgent for somebody who could
    not get tickets there, and ReplyKeyTaken when there is another one of that key in the same place.
    """
    held_by = {Scope.PERSONAL: by, Scope.DESK: desk_id or "", Scope.WORKSPACE: ""}[scope]
    permit(tx, by, (scope, held_by))
    wording = _checked(tx, wording, (scope, held_by))
    reply = SavedReply(
        id=ReplyId(tx.new_id()),
        scope=scope,
        held_by=held_by,
        owner_id=by,
        key=wording.key,
        title=wording.title,
        body=wording.body,
        category=wording.category,
        language=wording.language,
        translations=wording.translations,
        actions=wording.actions,
        is_public=wording.is_public,
        version=1,
        times_used=0,
        last_used_at=None,
        retired_at=None,
        review_by=wording.review_by,
        created_at=tx.now,
        changed_at=tx.now,
        changed_by=by,
    )
    if replies.add_once(tx, reply):
        return _kept(tx, reply)
    known = replies.by_key(tx, scope, held_by, wording.key)
    if known is None or (known.owner_id, known.wording, known.retired_at) != (by, wording, None):
        raise ReplyKeyTaken(wording.key)
    return known


def change(tx: Transaction, reply_id: ReplyId, wording: Wording, by: PersonId, read: int) -> SavedReply:
    """Let a reply say something else from now on. `read` is the version that the person had before them.

    Raises ReplyChanged when there is a newer one, and what `save` raises. The same again changes nothing; when it is
    looked at again is no part of what it says, and makes no version.
    """
    reply = kept_by(tx, reply_id, by)
    shelf = shelf_of(reply)
    wording = _checked(tx, wording, shelf)
    if wording == reply.wording:
        return reply
    if reply.version != read:
        raise ReplyChanged(reply.title)
    if replace(wording, review_by=reply.review_by) == reply.wording:
        return _put_off(tx, reply, wording.review_by, by)
    other = replies.by_key(tx, *shelf, wording.key)
    if other is not None and other.id != reply.id:
        raise ReplyKeyTaken(wording.key)
    changed = replace(
        reply,
        key=wording.key,
        title=wording.title,
        body=wording.body,
        category=wording.category,
        language=wording.language,
        translations=wording.translations,
        actions=wording.actions,
        is_public=wording.is_public,
        review_by=wording.review_by,
        version=reply.version + 1,
        changed_at=tx.now,
        changed_by=by,
    )
    replies.reword(tx, changed)
    reviewing.settled(tx, changed, reply.review_by)
    return _kept(tx, changed)


def still_right(tx: Transaction, reply_id: ReplyId, by: PersonId) -> SavedReply:
    """A reply needs no change: it is looked at again in half a year. Pressed twice, it is put off once.

    Raises NoSuchReply, NotAllowed.
    """
    reply, today = kept_by(tx, reply_id, by), people.today(tx, by)
    if reply.review_by is not None and reply.review_by > today:
        return reply
    return _put_off(tx, reply, today + AGAIN, by)


def retire(tx: Transaction, reply_id: ReplyId, by: PersonId) -> SavedReply:
    """Offer a reply to nobody any more. It keeps its key, and can be restored."""
    reply = kept_by(tx, reply_id, by)
    return reply if reply.retired_at is not None else _retired(tx, replace(reply, retired_at=tx.now), by)


def restore(tx: Transaction, reply_id: ReplyId, by: PersonId) -> SavedReply:
    """Offer a retired reply again."""
    reply = kept_by(tx, reply_id, by)
    return reply if reply.retired_at is None else _retired(tx, replace(reply, retired_at=None), by)


def keep_for_search(tx: Transaction, reply_id: int) -> None:
    """Let a reply in use be found by its words, as it is now."""
    reply = replies.locked(tx, ReplyId(reply_id))
    if reply is not None and reply.retired_at is None:
        search.keep(tx, _document(reply))


def listing(tx: Transaction, by: PersonId, typed: str = "", page: int = 1, among: Among = Among.ALL) -> RepliesPicture:
    """A page of the replies that somebody may use, or of those with these words. Raises NoDesk, NotAllowed."""
    shelves, looked_for = shelves_of(tx, by), beginnings(typed)
    due = reply_use.to_review(tx, people.today(tx, by))
    these = due if among is Among.TO_REVIEW else None
    found, total = replies.listed(tx, shelves, looked_for, among=these, first=(page - 1) * PAGE, limit=PAGE)
    last = pages(total, PAGE)
    if page > last:
        return listing(tx, by, typed, last, among)
    waiting = replies.listed(tx, shelves, (), among=due, first=0, limit=0)[1]
    return RepliesPicture(tuple(_lines(tx, by, found)), total, page, last, typed, among, waiting)


def review(tx: Transaction, notice: Notice) -> ReviewPicture | None:
    """The question whether a reply is still right, as it is now; None for whom may not change the reply any more."""
    reply, person_id = replies.get(tx, ReplyId(notice.params["reply"])), PersonId(notice.lane)
    if reply is None or not may_keep(tx, person_id, shelf_of(reply)):
        return None
    (line,) = _lines(tx, person_id, [reply])
    day = date.fromisoformat(notice.params["day"])
    is_open = reply.retired_at is None and reply.review_by == day
    return ReviewPicture(line, is_owner=reply.owner_id == person_id, is_open=is_open)


def _lines(tx: Transaction, by: PersonId, found: Sequence[SavedReply]) -> Iterator[ReplyLine]:
    places = {desk.id: desk.name for desk in desks.every(tx)}
    fares, today = reply_use.fares(tx, [reply.id for reply in found]), people.today(tx, by)
    names = people.names(tx, {reply.actions.assign for reply in found if reply.actions.assign})
    for reply in found:
        fared = fares.get(reply.id, UNKNOWN)
        yield ReplyLine(
            reply=reply,
            place=places.get(DeskId(reply.held_by), "") if reply.scope is Scope.DESK else "",
            may_change=may_keep(tx, by, shelf_of(reply)),
            fares=fared,
            reasons=reasons(reply, fared, tx.now, today),
            names=names,
        )


def _checked(tx: Transaction, wording: Wording, shelf: Shelf) -> Wording:
    wording = checked(wording)
    if wording.category is not None and wording.category not in _categories_at(tx, shelf):
        desk = desks.get(tx, DeskId(shelf[1])) if shelf[0] is Scope.DESK else None
        raise NoSuchCategory(desk.name if desk else "")
    if wording.actions.status not in (None, *STATUSES):
        raise NotPossibleNow
    _refuse_strangers(tx, wording.actions.assign, shelf)
    return replace(wording, is_public=wording.is_public and shelf[0] is not Scope.PERSONAL)


def _refuse_strangers(tx: Transaction, person: PersonId | None, shelf: Shelf) -> None:
    """Raise NotAnAgent for somebody who would be given tickets, and works at none of the desks that use the reply."""
    scope, held_by = shelf
    if person is None or person == ME:
        return
    at = {member.desk_id for member in desks.memberships(tx, person)}
    if not at or (scope is Scope.DESK and held_by not in at):
        desk = desks.get(tx, DeskId(held_by)) if scope is Scope.DESK else None
        raise NotAnAgent(person, desk.name if desk else "")


def _kept(tx: Transaction, reply: SavedReply) -> SavedReply:
    """Let a reply be found as it is now, and its owner be asked in time whether it is still right."""
    if reply.retired_at is not None:
        search.forget(tx, DocumentKind.REPLY, reply.id)
        return reply
    search.keep(tx, _document(reply))
    reviewing.ask_in_time(tx, reply)
    return reply


def _document(reply: SavedReply) -> Document:
    return Document(
        kind=DocumentKind.REPLY,
        id=reply.id,
        desk_id=DeskId(reply.held_by) if reply.scope is Scope.DESK else None,
        owner_id=reply.owner_id if reply.scope is Scope.PERSONAL else None,
        audience=Audience.PUBLIC if reply.is_public else AUDIENCE[reply.scope],
        language=reply.language,
        title=reply.title,
        text=without_placeholders(reply.wording),
    )


def _categories_at(tx: Transaction, shelf: Shelf) -> set[CategoryKey]:
    scope, held_by = shelf
    held_at = [DeskId(held_by)] if scope is Scope.DESK else [desk.id for desk in desks.every(tx)]
    return {category.key for desk_id in held_at for category in desks.categories(tx, desk_id)}


def _put_off(tx: Transaction, reply: SavedReply, review_by: date | None, by: PersonId) -> SavedReply:
    changed = replace(reply, review_by=review_by, changed_at=tx.now, changed_by=by)
    replies.change(tx, changed, review_by=review_by)
    reviewing.settled(tx, changed, reply.review_by)
    return _kept(tx, changed)


def _retired(tx: Transaction, reply: SavedReply, by: PersonId) -> SavedReply:
    changed = replace(reply, changed_at=tx.now, changed_by=by)
    replies.change(tx, changed, retired_at=changed.retired_at)
    reviewing.settled(tx, changed, reply.review_by)
    return _kept(tx, changed)
