"""How a desk shares out its tickets, as a part of its document."""

from collections.abc import Collection
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from bot.helpdesk.documents import SlackPerson, Strict, Word
from bot.rules import opening_hours
from bot.rules.assignment import CAPACITY, WEIGHTS, AgentSettings, AssignmentSettings, Mode
from bot.rules.vocabulary import CategoryKey, PersonId, Priority

Hours = Annotated[dict[Any, Any], AfterValidator(lambda told: opening_hours.plain(opening_hours.parse(told)))]
Weight = Annotated[int, Field(ge=0, le=100)]


def _at_least_one(capacity: int) -> int:
    if capacity < 1:
        raise ValueError("nobody can take fewer than 1 ticket; who is to get none by rule has `receives: false`")
    return capacity


Capacity = Annotated[int, AfterValidator(_at_least_one), Field(le=1000)]


class AgentChoice(Strict):
    """What is special about one of the desk's people."""

    capacity: Capacity | None = None
    skills: tuple[Word, ...] = ()
    hours: Hours | None = None
    receives: bool = True

    def settings(self) -> AgentSettings:
        """The same as a rule reads it."""
        return AgentSettings(self.capacity, tuple(CategoryKey(key) for key in self.skills), self.hours, self.receives)


class AssignmentChoice(Strict):
    """Whether tickets find somebody by themselves, and how."""

    mode: Mode = Mode.OFF
    capacity: Capacity = CAPACITY
    weights: dict[Priority, Weight] = Field(default_factory=lambda: dict(WEIGHTS))
    people: dict[SlackPerson, AgentChoice] = Field(default_factory=dict)

    def settings(self) -> AssignmentSettings:
        """The same as a rule reads it. A priority without a weight has the usual one."""
        people = {PersonId(person): choice.settings() for person, choice in self.people.items()}
        return AssignmentSettings(self.mode, self.capacity, {**WEIGHTS, **self.weights}, people)

    def refuse_strangers(self, members: Collection[str], categories: Collection[str]) -> None:
        """Raise ValueError for people who do not work the desk, and for skills that are none of its categories."""
        for person, choice in self.people.items():
            where = f"assignment.people.{person}"
            if person not in members:
                raise ValueError(f"{where}: they are neither an agent nor a lead of this desk")
            unknown = sorted(set(choice.skills) - set(categories))
            if unknown:
                raise ValueError(f"{where}.skills: the desk has no category {', '.join(unknown)}")


def written(settings: AssignmentSettings) -> dict[str, Any]:
    """The part of the document that says this."""
    return {
        "mode": settings.mode,
        "capacity": settings.capacity,
        "weights": dict(settings.weights),
        "people": {
            person: {
                "capacity": special.capacity,
                "skills": list(special.knows),
                "hours": special.hours,
                "receives": special.receives,
            }
            for person, special in settings.people.items()
        },
    }
