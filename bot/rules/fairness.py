"""How evenly a desk's tickets went to its people, for each hour that they were there."""

from collections.abc import Iterable
from dataclasses import dataclass

LEAST_PEOPLE, LEAST_TICKETS = 2, 10  # of fewer, it says nothing
HOUR = 3600


@dataclass(frozen=True, slots=True)
class Fairness:
    """The spread of tickets over a time. It names nobody."""

    tickets: int
    people: int
    most: float  # tickets per hour of whoever got most, against the mean: 1 is perfectly even


def fairness(shares: Iterable[tuple[int, int]]) -> Fairness | None:
    """From each person's tickets and seconds of being there; None where these are too few to say anything."""
    there = [(tickets, seconds) for tickets, seconds in shares if seconds > 0]
    tickets = sum(got for got, _ in there)
    if len(there) < LEAST_PEOPLE or tickets < LEAST_TICKETS:
        return None
    rates = [HOUR * got / seconds for got, seconds in there]
    return Fairness(tickets, len(there), max(rates) / (sum(rates) / len(rates)))
