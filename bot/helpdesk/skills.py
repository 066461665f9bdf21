"""What people at a desk know, by its names: a skill is a category."""

from bot.rules.records import Category
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId
from storage import desks
from storage.transaction import Transaction


def of_others(tx: Transaction, desk_id: DeskId, person: PersonId | None) -> tuple[Category, ...]:
    """What somebody else there is said to know."""
    keys = desks.settings_of(tx, desk_id).assignment.skills(person)
    return tuple(category for category in desks.categories(tx, desk_id) if category.key in keys)


def name(tx: Transaction, desk_id: DeskId, skill: CategoryKey | None) -> str | None:
    """A skill as people call it; its key once the desk has no such category any more."""
    names = {category.key: category.name for category in desks.categories(tx, desk_id)} if skill else {}
    return None if skill is None else names.get(skill, skill)
