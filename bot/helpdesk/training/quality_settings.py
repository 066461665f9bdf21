"""How a desk reviews its work, as a part of its document."""

from dataclasses import asdict
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from bot.helpdesk.documents import Strict, Word
from bot.rules.quality_settings import BY_HAND, USUAL, Criterion, QualitySettings

USUAL_KEYS = frozenset(criterion.key for criterion in USUAL)


class CriterionChoice(Strict):
    """Something that a good piece of work has. The usual ones need no name: their words are in every language."""

    key: Word
    name: Annotated[str, Field(max_length=75)] = ""
    weight: Annotated[int, Field(ge=1, le=10)] = 1
    is_critical: bool = False

    @model_validator(mode="after")
    def _has_a_name(self) -> Self:
        if not self.name.strip() and self.key not in USUAL_KEYS:
            raise ValueError(f"name: what is {self.key} called?")
        return self


class QualityChoice(Strict):
    """A desk's scorecard, and how many tickets of each agent are chosen for review in a week."""

    criteria: Annotated[tuple[CriterionChoice, ...], Field(min_length=1, max_length=10)] = tuple(
        CriterionChoice(**asdict(criterion)) for criterion in USUAL
    )
    sample: Annotated[int, Field(ge=0, le=20)] = BY_HAND.sample
    passes_at: Annotated[int, Field(ge=1, le=100)] = BY_HAND.passes_at

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        keys = [criterion.key for criterion in self.criteria]
        if len(set(keys)) < len(keys):
            raise ValueError("criteria: one is given twice")
        return self

    def settings(self) -> QualitySettings:
        """The same as a rule reads it."""
        criteria = tuple(Criterion(**criterion.model_dump()) for criterion in self.criteria)
        return QualitySettings(criteria, self.sample, self.passes_at)


def written(settings: QualitySettings) -> dict[str, Any]:
    """The part of the document that says this."""
    return asdict(settings)
