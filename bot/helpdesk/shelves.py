"""Where saved replies are held, and who may use and keep what is there."""

from collections.abc import Mapping
from typing import TypeAlias

from bot.helpdesk import people
from bot.rules.actions import Action
from bot.rules.refusals import NoDesk, NoSuchReply, NotAllowed
from bot.rules.replies import SavedReply
from bot.rules.vocabulary import PersonId, ReplyId, Scope
from storage import desks, replies
from storage.transaction import Transaction

KEEPING: Mapping[Scope, Action] = {  # what one asks for who makes or changes a reply
    Scope.PERSONAL: Action.KEEP_OWN_REPLIES,
    Scope.DESK: Action.KEEP_DESK_REPLIES,
    Scope.WORKSPACE: Action.KEEP_WORKSPACE_REPLIES,
}

Shelf: TypeAlias = tuple[Scope, str]
"""Where replies are held: whose they are."""


def shelves_of(tx: Transaction, by: PersonId) -> list[Shelf]:
    """Where the replies are held that somebody may use: their own, their desks', the workspace's.

    Raises NotAllowed to whom works no desk and is no admin, NoDesk when there is none at all.
    """
    if not people.desks_where(tx, by, Action.USE_REPLIES):
        raise NotAllowed(Action.USE_REPLIES) if desks.every(tx) else NoDesk
    worked = people.desks_where(tx, by, Action.KEEP_DESK_REPLIES)
    return [(Scope.PERSONAL, by), *((Scope.DESK, desk.id) for desk in worked), (Scope.WORKSPACE, "")]


def shelf_of(reply: SavedReply) -> Shelf:
    """Where a reply is held."""
    return reply.scope, reply.held_by


def may_use(tx: Transaction, by: PersonId) -> bool:
    """Whether saved replies are anything to somebody."""
    return bool(people.desks_where(tx, by, Action.USE_REPLIES))


def may_keep(tx: Transaction, by: PersonId, shelf: Shelf) -> bool:
    """Whether somebody may make and change the replies that are held there."""
    scope, held_by = shelf
    allowed = [desk.id for desk in people.desks_where(tx, by, KEEPING[scope])]
    if scope is Scope.DESK:
        return held_by in allowed
    return bool(allowed) and (scope is Scope.WORKSPACE or held_by == by)


def permit(tx: Transaction, by: PersonId, shelf: Shelf) -> None:
    """Let somebody keep replies there, or raise NotAllowed."""
    if not may_keep(tx, by, shelf):
        raise NotAllowed(KEEPING[shelf[0]])


def kept_by(tx: Transaction, reply_id: ReplyId, by: PersonId) -> SavedReply:
    """A reply, locked, if `by` may change it. Raises NoSuchReply to whom may not even know of it, else NotAllowed."""
    reply = replies.locked(tx, reply_id)
    if reply is None or shelf_of(reply) not in shelves_of(tx, by):
        raise NoSuchReply
    permit(tx, by, shelf_of(reply))
    return reply
