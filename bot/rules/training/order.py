"""What stands in an order that people change: the questions of a quiz, the steps of a track. Places count from 0."""

from collections.abc import Sequence
from typing import TypeVar

from bot.rules.refusals import NotPossibleNow

T = TypeVar("T")


def at(these: Sequence[T], place: int) -> T:
    """What stands at a place. Raises NotPossibleNow."""
    if not 0 <= place < len(these):
        raise NotPossibleNow
    return these[place]


def placed(these: Sequence[T], one: T, place: int | None) -> tuple[T, ...]:
    """These with one in place of another, or after all of them. Raises NotPossibleNow."""
    if place is None:
        return (*these, one)
    at(these, place)
    return (*these[:place], one, *these[place + 1 :])


def removed(these: Sequence[T], place: int) -> tuple[T, ...]:
    """These less one. Raises NotPossibleNow."""
    at(these, place)
    return (*these[:place], *these[place + 1 :])


def moved(these: Sequence[T], place: int, by: int) -> tuple[T, ...]:
    """These with one moved so many places on, at most to an end. Raises NotPossibleNow."""
    one, rest = at(these, place), removed(these, place)
    to = min(max(place + by, 0), len(rest))
    return (*rest[:to], one, *rest[to:])
