"""Which of two tickets goes into the other, and when they must not."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from bot.rules.records import Ticket
from bot.rules.vocabulary import PersonId


@dataclass(frozen=True, slots=True)
class Merge:
    """Two tickets on their way to become one."""

    source: Ticket  # closes
    target: Ticket  # lives on


def merge_of(one: Ticket, other: Ticket) -> Merge:
    """The newer goes into the older, whichever way round it was asked. Of the same instant the later id is newer."""
    older, newer = sorted((one, other), key=lambda ticket: (ticket.created_at, ticket.id))
    return Merge(source=newer, target=older)


def would_leak(merge: Merge, merged_in: AbstractSet[PersonId]) -> bool:
    """Whether somebody would come to read what is private. `merged_in`: whose tickets went into the source before.

    They and the source's requester follow the target from then on, and agents read the target's card: so what is
    private stays private, and only its own requester's tickets go into it.
    """
    source, target = merge.source, merge.target
    if source.is_private and not target.is_private:
        return True
    return target.is_private and not {source.requester_id, *merged_in} <= {target.requester_id}
