"""How a desk assigns its tickets, read back from its settings: JSON knows neither tuples nor our words."""

from collections.abc import Mapping
from typing import Any

from bot.rules.assignment import AgentSettings, AssignmentSettings, Mode
from bot.rules.vocabulary import PersonId, Priority


def read(kept: Mapping[str, Any]) -> AssignmentSettings:
    """The settings as they were stored."""
    words = {
        "mode": Mode(kept["mode"]),
        "weights": {Priority(priority): weight for priority, weight in kept["weights"].items()},
        "people": {PersonId(person): _agent(**special) for person, special in kept["people"].items()},
    }
    return AssignmentSettings(**{**kept, **words})


def _agent(*, knows: list[Any], **rest: Any) -> AgentSettings:
    return AgentSettings(knows=tuple(knows), **rest)
