"""What a desk looks at when it reviews its work."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Criterion:
    """Something that a good piece of work has."""

    key: str
    name: str = ""  # none: the usual one of this key
    weight: int = 1
    is_critical: bool = False


USUAL = (
    Criterion("understood", weight=2),
    Criterion("solved", weight=3, is_critical=True),
    Criterion("clear", weight=2),
    Criterion("kind", weight=2),
    Criterion("recorded"),
)
"""The scorecard of a desk that has none of its own."""


@dataclass(frozen=True, slots=True)
class QualitySettings:
    """How a desk reviews its work."""

    criteria: tuple[Criterion, ...] = USUAL
    sample: int = 0  # solved tickets of each agent that are chosen for review in a week; 0: none by itself
    passes_at: int = 80  # percent

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """The settings as they were stored."""
        return cls(**{**kept, "criteria": tuple(Criterion(**one) for one in kept["criteria"])})


BY_HAND = QualitySettings()  # as desks work at first
