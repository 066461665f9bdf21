"""How a desk assigns its tickets, as a part of its document."""

from collections.abc import Collection
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from bot.helpdesk.documents import SlackPerson, Strict, Word
from bot.rules import opening_hours
from bot.rules.assignment import CAPACITY, WEIGHTS, AgentSettings, AssignmentSettings, Mode
from bot.rules.skills import HIGHEST, LEARNING
from bot.rules.vocabulary import CategoryKey, PersonId, Priority

Hours = Annotated[dict[Any, Any], AfterValidator(lambda told: opening_hours.plain(opening_hours.parse(told)))]
Weight = Annotated[int, Field(ge=0, le=100)]
Level = Annotated[int, Field(ge=LEARNING, le=HIGHEST)]


def _at_least_one(capacity: int) -> int:
    if capacity < 1:
        raise ValueError("nobody can take fewer than 1 ticket; who is to get none by rule has `receives: false`")
    return capacity


Capacity = Annotated[int, AfterValidator(_at_least_one), Field(le=1000)]


class AgentChoice(Strict):
    """What is special about one of the desk's people."""

    person: SlackPerson
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
    special: Annotated[tuple[AgentChoice, ...], Field(max_length=1000)] = ()
    requires: dict[Word, Level] = Field(default_factory=dict)
    mind_presence: bool = False
    mind_do_not_disturb: bool = False

    def settings(self) -> AssignmentSettings:
        """The same as a rule reads it. A priority without a weight has the usual one."""
        people = {PersonId(choice.person): choice.settings() for choice in self.special}
        return AssignmentSettings(
            mode=self.mode,
            capacity=self.capacity,
            weights={**WEIGHTS, **self.weights},
            people=people,
            requires={CategoryKey(key): level for key, level in self.requires.items()},
            mind_presence=self.mind_presence,
            mind_do_not_disturb=self.mind_do_not_disturb,
        )

    def refuse_strangers(self, members: Collection[str], categories: Collection[str]) -> None:
        """Raise ValueError for people who do not work the desk, and for skills that are none of its categories."""
        known: set[str] = set()
        for place, choice in enumerate(self.special):
            where = f"assignment.special[{place}]"
            if choice.person not in members:
                raise ValueError(f"{where}.person: {choice.person} is neither an agent nor a lead of this desk")
            if choice.person in known:
                raise ValueError(f"{where}.person: {choice.person} is given twice")
            known.add(choice.person)
            unknown = sorted(set(choice.skills) - set(categories))
            if unknown:
                raise ValueError(f"{where}.skills: the desk has no category {', '.join(unknown)}")
        strange = sorted(self.requires.keys() - set(categories))
        if strange:
            raise ValueError(f"assignment.requires: the desk has no category {', '.join(strange)}")


def written(settings: AssignmentSettings) -> dict[str, Any]:
    """The part of the document that says this."""
    return {
        "mode": settings.mode,
        "capacity": settings.capacity,
        "weights": dict(settings.weights),
        "special": [
            {
                "person": person,
                "capacity": special.capacity,
                "skills": list(special.knows),
                "hours": special.hours,
                "receives": special.receives,
            }
            for person, special in settings.people.items()
        ],
        "requires": dict(settings.requires),
        "mind_presence": settings.mind_presence,
        "mind_do_not_disturb": settings.mind_do_not_disturb,
    }
