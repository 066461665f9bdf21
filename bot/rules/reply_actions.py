"""What a saved reply does besides answering: assignee, priority, tags, status; and what may stand in the way."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.rules import lifecycle, triage
from bot.rules.actions import Action
from bot.rules.deeds import Deed, Hindrance
from bot.rules.records import Ticket
from bot.rules.vocabulary import PersonId, Priority, Status

ME = "me"  # in place of a person: whoever sends the reply
STATUSES: Mapping[Status, Action] = {  # that a reply may set, and what one asks for who does
    Status.PENDING: Action.PEND,
    Status.ON_HOLD: Action.HOLD,
    Status.SOLVED: Action.SOLVE,
}


@dataclass(frozen=True, slots=True)
class ReplyActions:
    """What a reply does to a ticket; nothing, unless it says so."""

    assign: PersonId | None = None  # somebody, or ME
    priority: Priority | None = None
    tags: tuple[str, ...] = ()  # added to those that are there
    status: Status | None = None  # one of STATUSES

    @property
    def deeds(self) -> tuple[Deed, ...]:
        """What there is to do, in order."""
        return tuple(deed for deed in Deed if getattr(self, deed))

    def only(self, wanted: Collection[Deed]) -> "ReplyActions":
        """No more of it than this."""
        return ReplyActions(**{deed: getattr(self, deed) for deed in self.deeds if deed in wanted})


NOTHING = ReplyActions()


@dataclass(frozen=True, slots=True)
class Circumstances:
    """A ticket as far as it may stand in the way, and what somebody may do to it."""

    ticket: Ticket
    tags: Collection[str]
    may: frozenset[Action]
    works_here: bool  # whoever should get it


def hindrances(actions: ReplyActions, here: Circumstances) -> dict[Deed, Hindrance]:
    """What of it can't be done, and why."""
    return dict(_hindrances(actions, here))


def read(document: Mapping[str, Any]) -> ReplyActions:
    """What `written` wrote, or a person in a file. Raises ValueError for a word that means nothing, TagTooLong."""
    unknown = document.keys() - set(Deed)
    status = Status(document["status"]) if document.get("status") else None
    if unknown or (status is not None and status not in STATUSES):
        raise ValueError(", ".join(sorted(unknown)) or status)
    return ReplyActions(
        assign=PersonId(document["assign"]) if document.get("assign") else None,
        priority=Priority(document["priority"]) if document.get("priority") else None,
        tags=triage.tags(",".join(document.get("tags") or ())),
        status=status,
    )


def written(actions: ReplyActions) -> dict[str, Any]:
    """The same in plain values, less what it does not do: {"tags": ["vpn"], "status": "pending"}."""
    plain = {deed.value: getattr(actions, deed) for deed in actions.deeds}
    return {name: list(value) if isinstance(value, tuple) else str(value) for name, value in plain.items()}


def _hindrances(actions: ReplyActions, here: Circumstances) -> Iterator[tuple[Deed, Hindrance]]:
    now = here.ticket.status
    needed = {Deed.ASSIGN: Action.ASSIGN, Deed.PRIORITY: Action.PRIORITISE, Deed.TAGS: Action.TAG}
    if actions.status is not None:
        needed[Deed.STATUS] = STATUSES[actions.status]
    for deed in actions.deeds:
        if needed[deed] not in here.may:
            yield deed, Hindrance.NOT_ALLOWED
        elif deed is Deed.ASSIGN and now is Status.SOLVED:
            yield deed, Hindrance.IS_SOLVED
        elif deed is Deed.ASSIGN and not here.works_here:
            yield deed, Hindrance.STRANGER
        elif deed is Deed.TAGS and len({*here.tags, *actions.tags}) > triage.TAGS:
            yield deed, Hindrance.TOO_MANY_TAGS
        elif deed is Deed.STATUS and actions.status is not None and not _is_near(now, actions.status):
            yield deed, Hindrance.OUT_OF_REACH


def _is_near(now: Status, wanted: Status) -> bool:
    return now is wanted or lifecycle.may_follow(now, wanted)
