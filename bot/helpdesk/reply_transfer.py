"""Saved replies out to a file and in from one: all of it, or nothing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, NoReturn

from bot.helpdesk import people, replies
from bot.helpdesk.shelves import Shelf, may_keep, shelf_of
from bot.rules.mistakes import Mistake, Wrong
from bot.rules.records import Category, Desk
from bot.rules.refusals import (
    NoSuchReply,
    NotAllowed,
    NotAnAgent,
    NothingToSay,
    Refusal,
    ReplyChanged,
    ReplyKeyTaken,
)
from bot.rules.replies import SavedReply, Wording
from bot.rules.reply_rows import SAYS, Entry, documented, reworded
from bot.rules.vocabulary import DeskId, PersonId, Scope
from storage import desks
from storage import people as people_rows
from storage import replies as rows
from storage.transaction import Transaction

BLANK = Wording("", "")


class Fate(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of one row that makes sense."""

    line: int
    fate: Fate
    place: str  # the desk's key, or the scope
    key: str
    title: str
    fields: tuple[str, ...] = ()  # what changes, as files name it


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of a file, row by row."""

    steps: Sequence[Step]
    mistakes: Sequence[Mistake] = ()  # any of them, and nothing is done
    remarks: Sequence[Mistake] = ()  # what is left out, though nothing is wrong with it

    def count(self, fate: Fate) -> int:
        """How many rows share a fate."""
        return sum(step.fate is fate for step in self.steps)


class Planned(Exception):  # noqa: N818  it carries an answer past the end of the transaction
    """What would become of a file. Raised to take everything back."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.plan = plan


class NothingImported(Planned):
    """The file has mistakes, so nothing of it was done."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What is to be imported."""

    entries: Sequence[Entry]
    mistakes: Sequence[Mistake] = ()  # of the file itself
    by: PersonId | None = None  # who answers for new replies; None: their owner, or whoever leads the desk
    heard: Callable[[], None] = field(default=lambda: None)  # called after each row, in the database's thread


def export(tx: Transaction, desk_key: str = "", *, personal: bool = False) -> list[dict[str, Any]]:
    """The replies as files say them: of a desk alone, or of all desks and the workspace; personal ones if wanted.

    Raises Wrong when there is no desk with that key.
    """
    only = _desk(desks.every(tx), desk_key).id if desk_key else None
    scopes = [Scope.DESK] if only else [Scope.WORKSPACE, Scope.DESK]
    found = [reply for scope in scopes for reply in rows.held(tx, scope) if only in (None, reply.held_by)]
    return [documented(reply) for reply in [*found, *(rows.held(tx, Scope.PERSONAL) if personal else ())]]


def bring(tx: Transaction, delivery: Delivery) -> Plan:
    """Make the replies say what a file says: new ones, and one version more of each that differs.

    Raises NothingImported, with every mistake of the file, when there is any.
    """
    plan = _plan(tx, delivery)
    if plan.mistakes:
        raise NothingImported(plan)
    return plan


def rehearse(tx: Transaction, delivery: Delivery) -> NoReturn:
    """Do the same and take it back, mistakes or not. Raises Planned."""
    raise Planned(_plan(tx, delivery))


@dataclass(frozen=True, slots=True)
class _Here:
    """What there is already."""

    desks: Sequence[Desk]
    categories: Mapping[DeskId, Sequence[Category]]
    replies: Mapping[tuple[Scope, str, str], SavedReply]

    def of(self, shelf: Shelf) -> Iterator[Category]:
        """The categories that a reply may be for that is held there."""
        for desk in self.desks:
            if shelf[0] is not Scope.DESK or desk.id == shelf[1]:
                yield from self.categories[desk.id]


def _plan(tx: Transaction, delivery: Delivery) -> Plan:
    here = _here(tx)
    steps: list[Step] = []
    mistakes, remarks = list(delivery.mistakes), list[Mistake]()
    for entry in delivery.entries:
        try:
            steps.append(_imported(tx, here, _filed(here, entry, remarks), delivery.by))
        except Wrong as reason:
            mistakes.append(Mistake(entry.line, str(reason)))
        except Refusal as refusal:
            mistakes.append(Mistake(entry.line, _because(tx, refusal, entry)))
        delivery.heard()
    return Plan(steps, sorted(mistakes, key=lambda one: one.line), remarks)


def _here(tx: Transaction) -> _Here:
    every = desks.every(tx)
    known = [reply for scope in Scope for reply in rows.held(tx, scope)]
    return _Here(
        desks=every,
        categories={desk.id: desks.categories(tx, desk.id) for desk in every},
        replies={(*shelf_of(reply), reply.key): reply for reply in known},
    )


def _imported(tx: Transaction, here: _Here, entry: Entry, by: PersonId | None) -> Step:
    shelf = _shelf(here, entry, by)
    known = here.replies.get((*shelf, entry.key))
    before = {} if known is None else documented(known)
    place = shelf[1] if shelf[0] is Scope.DESK else shelf[0].value
    if known is not None and all(before[name] == value for name, value in entry.says.items()):
        return Step(entry.line, Fate.UNCHANGED, place, known.key, known.title)
    author = _author(tx, shelf, known, by)
    says = _categorised(here, shelf, entry.says, before)
    language = says.get("language") or before.get("language", BLANK.language)
    if language in says.get("translations", {}):
        raise Wrong(f"its own language is {language}, so it has no translation into that.")
    reply = _kept(tx, shelf, known, replace(reworded(known.wording if known else BLANK, says), key=entry.key), author)
    if says.get("retired", False) is not (reply.retired_at is not None) and "retired" in says:
        reply = (replies.retire if says["retired"] else replies.restore)(tx, reply.id, author)
    if known is None:
        return Step(entry.line, Fate.NEW, place, reply.key, reply.title)
    after = documented(reply)
    fields = tuple(name for name in SAYS if before[name] != after[name])
    return Step(entry.line, Fate.CHANGED if fields else Fate.UNCHANGED, place, reply.key, reply.title, fields)


def _kept(tx: Transaction, shelf: Shelf, known: SavedReply | None, wording: Wording, author: PersonId) -> SavedReply:
    if known is not None:
        return replies.change(tx, known.id, wording, author, known.version)
    scope, held_by = shelf
    return replies.save(tx, wording, author, scope, DeskId(held_by) if scope is Scope.DESK else None)


def _shelf(here: _Here, entry: Entry, by: PersonId | None) -> Shelf:
    match entry.scope:
        case Scope.WORKSPACE:
            return Scope.WORKSPACE, ""
        case Scope.DESK:
            return Scope.DESK, _desk(here.desks, entry.desk).id
    owner = entry.owner or by
    if owner is None:
        raise Wrong("it is not said whose the personal reply is. Name an owner.")
    if by not in (None, owner):
        raise Wrong(f"it is somebody else's own: {owner}'s.")
    return Scope.PERSONAL, owner


def _author(tx: Transaction, shelf: Shelf, known: SavedReply | None, by: PersonId | None) -> PersonId:
    """In whose name a row is imported: who was named, the reply's owner, or who answers for the place."""
    scope, held_by = shelf
    if by is not None or scope is Scope.PERSONAL:
        return by or PersonId(held_by)
    if known is not None and may_keep(tx, known.owner_id, shelf):
        return known.owner_id
    answering = people.leads(tx, DeskId(held_by)) if scope is Scope.DESK else people_rows.admins(tx)
    if not answering:
        raise Wrong("nobody is known who could answer for it. Say who does by --as.")
    return min(answering)


def _filed(here: _Here, entry: Entry, remarks: list[Mistake]) -> Entry:
    """A row with a category for the folder that another program has it in, if the desk knows one of that name."""
    if not entry.folder or "category" in entry.says:
        return entry
    desk = _desk(here.desks, entry.desk) if entry.scope is Scope.DESK else None
    category = _category(here.of((entry.scope, desk.id if desk else "")), entry.folder)
    if category is not None:
        return replace(entry, says={**entry.says, "category": category.key})
    remarks.append(Mistake(entry.line, f"the folder “{entry.folder}” is left out: no category is called that."))
    return entry


def _categorised(here: _Here, shelf: Shelf, says: Mapping[str, Any], before: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a row says, with its category by key. People may write its name."""
    word = says.get("category", "")
    if not word or word == before.get("category"):
        return says
    category = _category(here.of(shelf), word)
    if category is None:
        known = ", ".join(dict.fromkeys(one.key for one in here.of(shelf))) or "none"
        raise Wrong(f"there is no category “{word}” there. There are: {known}.")
    return {**says, "category": category.key}


def _category(categories: Iterator[Category], word: str) -> Category | None:
    return next((one for one in categories if word.casefold() in (one.key.casefold(), one.name.casefold())), None)


def _desk(known: Sequence[Desk], key: str) -> Desk:
    found = next((desk for desk in known if desk.id.casefold() == key.casefold()), None)
    if found is None:
        raise Wrong(f"there is no desk “{key}”. There are: {', '.join(desk.id for desk in known) or 'none'}.")
    return found


def _because(tx: Transaction, refusal: Refusal, entry: Entry) -> str:
    """Why a row was refused, as the end of a sentence that begins with its line."""
    match refusal:
        case NotAllowed() | NoSuchReply():
            kind = {Scope.WORKSPACE: "an admin of the workspace", Scope.DESK: f"somebody who works {entry.desk}"}
            return f"only {kind.get(entry.scope, 'somebody who works a desk')} may keep such a reply."
        case NotAnAgent(person=person):
            return (
                f"it gives tickets to {people.names(tx, {person}).get(person, person)}, who works no desk that uses it."
            )
        case NothingToSay():
            return f"it has no body, and there is no reply {entry.key} yet."
        case ReplyChanged() | ReplyKeyTaken():
            return "somebody changed the reply just now. Try again."
    return f"it is refused ({type(refusal).__name__})."
