"""What the people of a desk can do: a level from 0 to 4 for each category, and what a category asks for.

Levels are learned, and kept per person. Whoever a desk's file lists under `skills` counts as somebody who does it
alone at least, whatever was learned; so the file never lowers a level.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from bot.rules.vocabulary import CategoryKey, PersonId

NONE, LEARNING, WITH_HELP, ALONE, TEACHES = range(5)
HIGHEST = TEACHES
LISTED = ALONE  # what somebody can do at least whom the desk's file lists


def level(learned: Mapping[CategoryKey, int], listed: Collection[CategoryKey], category: CategoryKey | None) -> int:
    """What somebody can do of a category; nothing where there is none."""
    if category is None:
        return NONE
    return max(learned.get(category, NONE), LISTED if category in listed else NONE)


@dataclass(frozen=True, slots=True)
class Skills:
    """What everybody at a desk can do."""

    learned: Mapping[PersonId, Mapping[CategoryKey, int]] = field(default_factory=dict)
    listed: Mapping[PersonId, Collection[CategoryKey]] = field(default_factory=dict)
    required: Mapping[CategoryKey, int] = field(default_factory=dict)  # by the desk

    def level(self, person: PersonId, category: CategoryKey) -> int:
        """What somebody can do of a category."""
        return level(self.learned.get(person, {}), self.listed.get(person, ()), category)

    def enough(self, category: CategoryKey) -> int:
        """The level from which on somebody is said to know it: what the desk requires, else to do it alone."""
        return self.required.get(category, ALONE)

    def knowing(self, category: CategoryKey, among: Collection[PersonId] | None = None) -> tuple[PersonId, ...]:
        """Those who know a category, of these people alone if they are given; always in the same order."""
        everybody = self.learned.keys() | self.listed.keys() if among is None else among
        enough = self.enough(category)
        return tuple(sorted(person for person in everybody if self.level(person, category) >= enough))

    def known(self, but: PersonId | None = None) -> frozenset[CategoryKey]:
        """What somebody at the desk knows, less one person's own."""
        categories = {
            category
            for skills in (self.learned, self.listed)
            for person, known in skills.items()
            if person != but
            for category in known
        }
        return frozenset(one for one in categories if any(person != but for person in self.knowing(one)))
