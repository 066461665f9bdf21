"""Quiet: what is told of a target, in one word that a deadline can carry until somebody is at work again.

Several warnings in a short time are one message. It lists a few; of very many, those that press most, and counts.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from bot.rules.records import Ticket, TicketClock
from bot.rules.vocabulary import Target

SEVERAL, WITHIN = 3, timedelta(minutes=10)  # so many warnings in so short a time become one
LISTED = 10  # in that message: more than that is not read on a phone


@dataclass(frozen=True, slots=True)
class Warned:
    """How far a target is."""

    target: Target
    cycle: int  # of its clock
    percent: int

    def written(self) -> str:
        """As one word."""
        return f"{self.target}:{self.cycle}:{self.percent}"

    @classmethod
    def read(cls, word: str) -> Self:
        """What `written` wrote."""
        target, cycle, percent = word.split(":")
        return cls(Target(target), int(cycle), int(percent))


@dataclass(frozen=True, slots=True)
class Pressing:
    """A ticket with the target that presses."""

    ticket: Ticket
    clock: TicketClock
    url: str | None  # its card; None while it has none


@dataclass(frozen=True, slots=True)
class Together:
    """What one message tells of several targets."""

    lines: tuple[Pressing, ...]  # what is due next first
    total: int  # targets, those that are listed among them
    sees_risks: bool  # whoever reads it leads a desk
