"""What breaches next, for those who lead a desk, and who could help."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.rules.queue import Line
from bot.rules.vocabulary import DeskId, PersonId

SHOWN = 8  # tickets of a page: each has a menu, and a message takes 50 blocks and 13,200 characters


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who could have a ticket, as the menu beside it names them."""

    id: PersonId
    name: str
    open: int  # tickets that they have
    capacity: int
    is_here: bool


@dataclass(frozen=True, slots=True)
class Risks:
    """A page of the tickets with something due, the next one first; those that are late come before."""

    lines: tuple[Line, ...]
    total: int
    page: int  # counts from 1
    pages: int
    names: Mapping[PersonId, str]  # of the assignees
    helpers: Mapping[DeskId, tuple[Helper, ...]]  # those who are here and have most room first
    as_of: datetime


def in_order(helpers: list[Helper]) -> tuple[Helper, ...]:
    """Helpers with those first who are here, and among them those with most room."""
    return tuple(sorted(helpers, key=lambda one: (not one.is_here, one.open / one.capacity, one.name, one.id)))
