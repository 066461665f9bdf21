"""Who gets a ticket: the candidates, their order, and why it was this one.

Definitions: a desk's team member is a candidate when they know the ticket's category, are there, and have a place
free. They know it at the level that the desk requires of it; without one, a category that somebody is listed for is
for those who do it alone, and any other is for everybody. The least loaded comes first: the sum of their tickets'
weights by priority, against how many tickets they take; a ticket that waits for somebody else counts a quarter. Then
whoever has waited longest for one, then a stable id.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from fractions import Fraction
from typing import Any, Self

from bot.rules.skills import ALONE, NONE, level
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId, Priority, Status

CAPACITY = 10  # tickets that somebody takes at the same time, unless their desk says otherwise
WEIGHTS: Mapping[Priority, int] = {Priority.URGENT: 4, Priority.HIGH: 3, Priority.NORMAL: 2, Priority.LOW: 1}
AT_WORK = frozenset({Status.NEW, Status.OPEN})
WAITING = frozenset({Status.PENDING, Status.ON_HOLD})
A_QUARTER = Fraction(1, 4)  # of a ticket that waits for somebody else
NEVER = datetime.min.replace(tzinfo=UTC)


class Answer(StrEnum):
    """What an assignee says to somebody who asks for their ticket."""

    NONE = ""  # not yet
    LET = "let"  # they may take it over
    KEPT = "kept"


class Reply(StrEnum):
    """What somebody says to a ticket that they were given."""

    NONE = ""  # not yet
    ACCEPTED = "accepted"
    DECLINED = "declined"
    HANDED_ON = "handed_on"


class Mode(StrEnum):
    """How a desk's tickets find somebody."""

    OFF = "off"  # they wait in the queue until somebody claims them
    AUTOMATIC = "automatic"  # the least loaded gets them
    ROUND_ROBIN = "round_robin"  # everybody in turn


class Ground(StrEnum):
    """What decided for somebody."""

    ONLY_ONE = "only_one"  # nobody else could take it
    FEWEST_OPEN = "fewest_open"  # for how many they take
    LEAST_LOADED = "least_loaded"  # others had fewer tickets, but heavier ones
    LONGEST_WITHOUT = "longest_without"  # equally loaded, and the longest since they last got one
    IN_TURN = "in_turn"


class Lack(StrEnum):
    """Why nobody gets a ticket now: the nearest that the desk came to somebody."""

    NOBODY_KNOWS = "nobody_knows"  # nobody of the desk has the skill
    NOBODY_HERE = "nobody_here"
    NOBODY_FREE = "nobody_free"  # whoever is here has as many as they take


class Taken(StrEnum):
    """Why a ticket left somebody though nobody asked for it: history's "why"."""

    LEFT = "left"  # they are no longer in the workspace, or no longer at the desk
    WENT_AWAY = "went_away"  # and it was urgent


@dataclass(frozen=True, slots=True)
class AgentSettings:
    """What is special about somebody at a desk."""

    capacity: int | None = None  # tickets at the same time; None: as many as the desk says
    knows: tuple[CategoryKey, ...] = ()  # the categories that they do alone at least, see bot/rules/skills.py
    hours: Mapping[str, Any] | None = None  # a document of opening hours; None: the desk's
    receives: bool = True  # tickets by the desk's rule


@dataclass(frozen=True, slots=True)
class AssignmentSettings:
    """How a desk's tickets find somebody."""

    mode: Mode = Mode.OFF
    capacity: int = CAPACITY
    weights: Mapping[Priority, int] = field(default_factory=lambda: WEIGHTS)
    people: Mapping[PersonId, AgentSettings] = field(default_factory=dict)
    requires: Mapping[CategoryKey, int] = field(default_factory=dict)  # a level, of whoever gets such tickets
    mind_presence: bool = False  # whoever Slack shows as away gets nothing
    mind_do_not_disturb: bool = False

    def of(self, person: PersonId) -> AgentSettings:
        """What is special about somebody."""
        return self.people.get(person, AgentSettings())


BY_CLAIMS = AssignmentSettings()  # as desks work at first


@dataclass(frozen=True, slots=True)
class Wanted:
    """What matters of a ticket."""

    category: CategoryKey | None
    not_by: frozenset[PersonId] = frozenset()  # whoever asked for it, declined it or gave it back
    level: int | None = None  # that the desk requires for the category


@dataclass(frozen=True, slots=True)
class Load:
    """What somebody has to do, by priority."""

    at_work: Mapping[Priority, int] = field(default_factory=dict)
    waiting: Mapping[Priority, int] = field(default_factory=dict)  # for somebody else

    @property
    def open(self) -> int:
        """How many tickets they can work on now."""
        return sum(self.at_work.values())

    @property
    def places(self) -> Fraction:
        """How much of their capacity that takes."""
        return self.open + A_QUARTER * sum(self.waiting.values())

    def weighted(self, weights: Mapping[Priority, int]) -> Fraction:
        """The same, as heavy as each ticket's priority makes it."""
        return _sum(self.at_work, weights) + A_QUARTER * _sum(self.waiting, weights)


@dataclass(frozen=True, slots=True)
class Agent:
    """What matters of somebody who works the desk."""

    id: PersonId
    capacity: int  # tickets at the same time, at least 1
    load: Load = field(default_factory=Load)
    knows: frozenset[CategoryKey] = frozenset()  # for which the desk's file lists them
    levels: Mapping[CategoryKey, int] = field(default_factory=dict)  # that they learned
    is_here: bool = True  # available, inside their working hours, not out of office
    last_given_at: datetime | None = None

    @property
    def is_free(self) -> bool:
        """Whether they take one more."""
        return self.load.places < self.capacity

    def level(self, category: CategoryKey | None) -> int:
        """What they can do of a category."""
        return level(self.levels, self.knows, category)


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why somebody got a ticket, as history keeps it and people read it."""

    ground: Ground
    open: int  # tickets that they had
    capacity: int
    skill: CategoryKey | None = None  # that it took
    level: int | None = None  # at which they have it, where the desk requires one

    def written(self) -> str:
        """As one word, for history."""
        parts = (self.ground, str(self.open), str(self.capacity), self.skill or "")
        return ":".join(parts if self.level is None else (*parts, str(self.level)))

    @classmethod
    def read(cls, word: str) -> Self | None:
        """What `written` wrote; None for anything else."""
        ground, *numbers = word.split(":", maxsplit=4)
        if ground not in set(Ground) or len(numbers) < len(("open", "capacity", "skill")):
            return None
        had, takes, skill, *at_level = numbers
        known = CategoryKey(skill) if skill else None
        return cls(Ground(ground), int(had), int(takes), known, int(at_level[0]) if at_level else None)


@dataclass(frozen=True, slots=True)
class Choice:
    """Who gets a ticket, and why."""

    agent: PersonId
    grounds: Grounds


def choose(
    wanted: Wanted, agents: Collection[Agent], mode: Mode, weights: Mapping[Priority, int] = WEIGHTS
) -> Choice | Lack:
    """Who of the desk's people gets a ticket, or why nobody does. The order in which they are given does not matter."""
    is_listed = wanted.category in skills(agents)
    enough = wanted.level or (ALONE if is_listed else NONE)
    able = [agent for agent in agents if agent.id not in wanted.not_by and agent.level(wanted.category) >= enough]
    here = [agent for agent in able if agent.is_here]
    free = [agent for agent in here if agent.is_free]
    if not free:
        return Lack.NOBODY_FREE if here else Lack.NOBODY_HERE if able else Lack.NOBODY_KNOWS
    if mode is Mode.ROUND_ROBIN:
        first, ground = min(free, key=_longest_without), Ground.IN_TURN
    else:
        first = min(free, key=lambda agent: (_burden(agent, weights), *_longest_without(agent)))
        ground = _ground(first, free, weights)
    if len(free) == 1:
        ground = Ground.ONLY_ONE
    skill = wanted.category if wanted.level or is_listed else None
    at_level = first.level(skill) if wanted.level else None
    return Choice(first.id, Grounds(ground, first.load.open, first.capacity, skill, at_level))


def queue_key(desk: DeskId) -> str:
    """The key of the deadline that a desk has while tickets wait for somebody to be free."""
    return f"distribute:{desk}"


def skills(agents: Collection[Agent]) -> frozenset[CategoryKey]:
    """The categories that somebody is listed for. Where the desk requires no level, anybody can do the others."""
    return frozenset().union(*(agent.knows for agent in agents))


def _burden(agent: Agent, weights: Mapping[Priority, int]) -> Fraction:
    return agent.load.weighted(weights) / agent.capacity


def _fullness(agent: Agent) -> Fraction:
    return Fraction(agent.load.open, agent.capacity)


def _longest_without(agent: Agent) -> tuple[datetime, PersonId]:
    return agent.last_given_at or NEVER, agent.id


def _ground(first: Agent, free: Collection[Agent], weights: Mapping[Priority, int]) -> Ground:
    others = [agent for agent in free if agent.id != first.id]
    if any(_burden(agent, weights) == _burden(first, weights) for agent in others):
        return Ground.LONGEST_WITHOUT
    is_emptiest = all(_fullness(first) <= _fullness(agent) for agent in others)
    return Ground.FEWEST_OPEN if is_emptiest else Ground.LEAST_LOADED


def _sum(counts: Mapping[Priority, int], weights: Mapping[Priority, int]) -> int:
    return sum(weights[priority] * count for priority, count in counts.items())
