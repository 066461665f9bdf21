"""What people read of the levels of a desk: the whole matrix, one person's part, one level, and what became of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.rules.records import Category, Desk
from bot.rules.skills import Skills
from bot.rules.training.skills import SkillChange, SkillLevel
from bot.rules.vocabulary import CategoryKey, PersonId

FEW = 2  # people


@dataclass(frozen=True, slots=True)
class Line:
    """A category, as the desk's matrix has it."""

    category: Category
    required: int | None
    knowing: tuple[PersonId, ...]
    tickets: int  # raised while we look back


@dataclass(frozen=True, slots=True)
class Matrix:
    """What the people of a desk can do, the categories that are asked for most first."""

    desk: Desk
    lines: Sequence[Line]
    people: Mapping[PersonId, str]  # their names, in order
    skills: Skills
    expiring: Mapping[tuple[PersonId, CategoryKey], date]  # the last days of levels that end
    others: tuple[str, ...] = ()  # keys of the other desks that the reader may ask for

    def gaps(self) -> list[Line]:
        """The categories whose required level nobody reaches, or few of many; most asked for first."""
        return [line for line in self.lines if line.required is not None and self._is_gap(line)]

    def single(self) -> list[Line]:
        """The categories that one person alone knows; most asked for first."""
        return [line for line in self.lines if len(line.knowing) == 1 and len(self.people) > 1]

    def _is_gap(self, line: Line) -> bool:
        known_by = len(line.knowing)
        return not known_by or (1 < known_by <= FEW and 2 * known_by < len(self.people))


def lines(
    categories: Sequence[Category], skills: Skills, people: Collection[PersonId], tickets: Mapping[CategoryKey, int]
) -> list[Line]:
    """The lines of a matrix: by how many tickets each had, then in the desk's order."""
    found = [
        Line(one, skills.required.get(one.key), skills.knowing(one.key, people), tickets.get(one.key, 0))
        for one in categories
    ]
    return sorted(found, key=lambda line: (-line.tickets, line.category.position))


@dataclass(frozen=True, slots=True)
class OwnLine:
    """What somebody can do of a category, and whom of the desk they can ask."""

    line: Line
    level: int
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class Own:
    """What somebody can do of a desk's categories, as they read it themselves."""

    desk: Desk
    person: PersonId
    lines: Sequence[OwnLine]
    people: Mapping[PersonId, str]  # their names
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A change as people read it."""

    change: SkillChange
    category: str  # as the desk calls it
    name: str  # of whose level it is
    by: str  # the name of whoever did it; empty: time, or a track


@dataclass(frozen=True, slots=True)
class SkillHistory:
    """What became of somebody's levels at a desk."""

    desk: Desk
    person: PersonId
    name: str
    lines: Sequence[Told]  # the newest first
    is_own: bool  # the reader's


@dataclass(frozen=True, slots=True)
class Choosing:
    """What the form offers whose level of what is to be changed."""

    desk: Desk
    people: Mapping[PersonId, str]
    categories: Sequence[Category]


@dataclass(frozen=True, slots=True)
class Setting:
    """One level, as the form to change it shows it."""

    desk: Desk
    category: Category
    person: PersonId
    name: str
    now: int
    learned: SkillLevel | None
    required: int | None
    is_assigned: bool  # the desk gives tickets to people
    lines: Sequence[Told]  # what became of it, the newest first


@dataclass(frozen=True, slots=True)
class Ending:
    """A level that ends, as those whom it concerns read it."""

    desk: Desk
    category: str
    name: str
    level: SkillLevel
    last_day: date  # of which they were told
    falls_to: int
    is_own: bool  # the reader's
    may_renew: bool
    is_open: bool  # nothing has become of it since
