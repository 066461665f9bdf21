"""Tiers and the rules that escalate, read back from a desk's settings: JSON knows neither tuples nor our words."""

from collections.abc import Mapping
from typing import Any

from bot.rules.rota import Override, Rota
from bot.rules.tiers import AutomaticRule, Tier, Trigger
from bot.rules.vocabulary import Priority, Target


def tier(kept: Mapping[str, Any]) -> Tier:
    """A tier as it was stored."""
    values = {**kept, "people": tuple(kept["people"])}
    return Tier(**{**values, "rota": None if kept["rota"] is None else _rota(**kept["rota"])})


def rule(kept: Mapping[str, Any]) -> AutomaticRule:
    """A rule as it was stored."""
    words = {
        "when": Trigger(kept["when"]),
        "priorities": tuple(Priority(word) for word in kept["priorities"]),
        "targets": tuple(Target(word) for word in kept["targets"]),
    }
    return AutomaticRule(**{**kept, **words})


def _rota(*, people: list[Any], overrides: list[dict[str, Any]], **rest: Any) -> Rota:
    return Rota(people=tuple(people), overrides=tuple(Override(**override) for override in overrides), **rest)
