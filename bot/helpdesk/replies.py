"""Saved replies as a collection: who may see which, making them, bettering them, taking them out of use."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.helpdesk import people
from bot.rules.paging import pages
from bot.rules.pictures import RepliesPicture, ReplyFormPicture, ReplyLine
from bot.rules.records import Category
from bot.rules.refusals import NoDesk, NoSuchCategory, NoSuchReply, NotAllowed, ReplyChanged, ReplyKeyTaken
from bot.rules.replies import SavedReply, Wording, beginnings, checked, primary
from bot.rules.vocabulary import Action, CategoryKey, DeskId, PersonId, ReplyId, Scope
from storage import desks, replies
from storage.transaction import Transaction

PAGE = 20  # replies of a list: a block each, of the 100 that a modal takes

KEEPING: Mapping[Scope, Action] = {  # what one asks for who makes or changes a reply
    Scope.PERSONAL: Action.KEEP_OWN_REPLIES,
    Scope.DESK: Action.KEEP_DESK_REPLIES,
    Scope.WORKSPACE: Action.KEEP_WORKSPACE_REPLIES,
}

Shelf = tuple[Scope, str]
"""Where replies are held: whose they are."""


def save(
    tx: Transaction, wording: Wording, by: PersonId, scope: Scope = Scope.DESK, desk_id: DeskId | None = None
) -> SavedReply:
    """Keep a new reply, for `by` alone, for a desk or for every desk. Sent twice, it is one reply.

    Raises NotAllowed, NothingToSay and TextTooLong for its wording, NoSuchCategory, and ReplyKeyTaken when there is
    another one of that key in the same place.
    """
    held_by = {Scope.PERSONAL: by, Scope.DESK: desk_id or "", Scope.WORKSPACE: ""}[scope]
    _permit(tx, by, (scope, held_by))
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
        version=1,
        times_used=0,
        last_used_at=None,
        retired_at=None,
        created_at=tx.now,
        changed_at=tx.now,
        changed_by=by,
    )
    if replies.add_once(tx, reply):
        return reply
    known = replies.by_key(tx, scope, held_by, wording.key)
    if known is None or (known.owner_id, known.wording, known.retired_at) != (by, wording, None):
        raise ReplyKeyTaken(wording.key)
    return known


def change(tx: Transaction, reply_id: ReplyId, wording: Wording, by: PersonId, read: int) -> SavedReply:
    """Let a reply say something else from now on. `read` is the version that the person had before them.

    Raises ReplyChanged when there is a newer one, and what `save` raises. The same again changes nothing.
    """
    reply = _kept_by(tx, reply_id, by)
    shelf = (reply.scope, reply.held_by)
    wording = _checked(tx, wording, shelf)
    if wording == reply.wording:
        return reply
    if reply.version != read:
        raise ReplyChanged(reply.title)
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
        version=reply.version + 1,
        changed_at=tx.now,
        changed_by=by,
    )
    replies.reword(tx, changed)
    return changed


def retire(tx: Transaction, reply_id: ReplyId, by: PersonId) -> SavedReply:
    """Offer a reply to nobody any more. It keeps its key, and can be restored."""
    reply = _kept_by(tx, reply_id, by)
    return reply if reply.retired_at is not None else _retired(tx, replace(reply, retired_at=tx.now), by)


def restore(tx: Transaction, reply_id: ReplyId, by: PersonId) -> SavedReply:
    """Offer a retired reply again."""
    reply = _kept_by(tx, reply_id, by)
    return reply if reply.retired_at is None else _retired(tx, replace(reply, retired_at=None), by)


def listing(tx: Transaction, by: PersonId, typed: str = "", page: int = 1) -> RepliesPicture:
    """A page of the replies that somebody may use, or of those with these words. Raises NoDesk, NotAllowed."""
    shelves, looked_for = shelves_of(tx, by), beginnings(typed)
    found, total = replies.listed(tx, shelves, looked_for, first=(page - 1) * PAGE, limit=PAGE)
    last = pages(total, PAGE)
    if page > last:
        return listing(tx, by, typed, last)
    places = {desk.id: desk.name for desk in desks.every(tx)}
    may_keep = {shelf: _may_keep(tx, by, shelf) for shelf in shelves}
    lines = (
        ReplyLine(
            reply=reply,
            place=places.get(DeskId(reply.held_by), "") if reply.scope is Scope.DESK else "",
            may_change=may_keep[reply.scope, reply.held_by],
        )
        for reply in found
    )
    return RepliesPicture(tuple(lines), total, page, last, typed)


def blank_form(tx: Transaction, by: PersonId) -> ReplyFormPicture:
    """The form for a new reply, in the language of whoever writes it. Raises NoDesk, NotAllowed."""
    shelves_of(tx, by)
    return _form(tx, by, None, Wording("", "", language=primary(people.reader(tx, by).locale)))


def form(tx: Transaction, reply_id: ReplyId, by: PersonId) -> ReplyFormPicture:
    """The form to change a reply in. Raises NoSuchReply, NotAllowed."""
    reply = _kept_by(tx, reply_id, by)
    return _form(tx, by, reply, reply.wording)


def copy_form(tx: Transaction, reply_id: ReplyId, by: PersonId) -> ReplyFormPicture:
    """The form for a new reply that begins as another one does. Raises NoSuchReply."""
    reply = replies.get(tx, reply_id)
    if reply is None or (reply.scope, reply.held_by) not in shelves_of(tx, by):
        raise NoSuchReply
    return _form(tx, by, None, replace(reply.wording, key=""))


def shelves_of(tx: Transaction, by: PersonId) -> list[Shelf]:
    """Where the replies are held that somebody may use: their own, their desks', the workspace's.

    Raises NotAllowed to whom works no desk and is no admin, NoDesk when there is none at all.
    """
    if not people.desks_where(tx, by, Action.USE_REPLIES):
        raise NotAllowed(Action.USE_REPLIES) if desks.every(tx) else NoDesk
    worked = people.desks_where(tx, by, Action.KEEP_DESK_REPLIES)
    return [(Scope.PERSONAL, by), *((Scope.DESK, desk.id) for desk in worked), (Scope.WORKSPACE, "")]


def may_use(tx: Transaction, by: PersonId) -> bool:
    """Whether saved replies are anything to somebody."""
    return bool(people.desks_where(tx, by, Action.USE_REPLIES))


def _kept_by(tx: Transaction, reply_id: ReplyId, by: PersonId) -> SavedReply:
    """A reply, locked, if `by` may change it. Raises NoSuchReply to whom may not even know of it, else NotAllowed."""
    reply = replies.locked(tx, reply_id)
    if reply is None or (reply.scope, reply.held_by) not in shelves_of(tx, by):
        raise NoSuchReply
    _permit(tx, by, (reply.scope, reply.held_by))
    return reply


def _permit(tx: Transaction, by: PersonId, shelf: Shelf) -> None:
    if not _may_keep(tx, by, shelf):
        raise NotAllowed(KEEPING[shelf[0]])


def _may_keep(tx: Transaction, by: PersonId, shelf: Shelf) -> bool:
    scope, held_by = shelf
    allowed = [desk.id for desk in people.desks_where(tx, by, KEEPING[scope])]
    return held_by in allowed if scope is Scope.DESK else bool(allowed)


def _checked(tx: Transaction, wording: Wording, shelf: Shelf) -> Wording:
    wording = checked(wording)
    if wording.category is not None and wording.category not in _categories_at(tx, shelf):
        desk = desks.get(tx, DeskId(shelf[1])) if shelf[0] is Scope.DESK else None
        raise NoSuchCategory(desk.name if desk else "")
    return wording


def _categories_at(tx: Transaction, shelf: Shelf) -> set[CategoryKey]:
    scope, held_by = shelf
    held_at = [DeskId(held_by)] if scope is Scope.DESK else [desk.id for desk in desks.every(tx)]
    return {category.key for desk_id in held_at for category in desks.categories(tx, desk_id)}


def _retired(tx: Transaction, reply: SavedReply, by: PersonId) -> SavedReply:
    changed = replace(reply, changed_at=tx.now, changed_by=by)
    replies.change(tx, changed, retired_at=changed.retired_at)
    return changed


def _form(tx: Transaction, by: PersonId, reply: SavedReply | None, wording: Wording) -> ReplyFormPicture:
    return ReplyFormPicture(
        reply=reply,
        wording=wording,
        desks=tuple(people.desks_where(tx, by, Action.KEEP_DESK_REPLIES)),
        in_workspace=bool(people.desks_where(tx, by, Action.KEEP_WORKSPACE_REPLIES)),
        categories=tuple(_offered(tx, by, reply)),
    )


def _offered(tx: Transaction, by: PersonId, reply: SavedReply | None) -> Iterator[Category]:
    """The categories that a reply may be for, each key once: those of its desk, or of every desk one may name."""
    if reply is not None and reply.scope is Scope.DESK:
        yield from desks.categories(tx, DeskId(reply.held_by))
        return
    known: set[CategoryKey] = set()
    for desk in people.desks_where(tx, by, Action.USE_REPLIES):
        for category in desks.categories(tx, desk.id):
            if category.key not in known:
                known.add(category.key)
                yield category
