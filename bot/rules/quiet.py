"""Quiet: what is told of a target, in one word that a deadline can carry until somebody is at work again."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from bot.rules.vocabulary import Target

SEVERAL, WITHIN = 3, timedelta(minutes=10)  # so many warnings in so short a time become one
AT_MOST = 100  # in one message: each of them is looked up whenever one changes


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
