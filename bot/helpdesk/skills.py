"""What people at a desk know, by its names: a skill is a category. Whoever assigns, escalates or asks reads it here."""

from bot.rules.records import Category
from bot.rules.skills import Skills
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId
from storage import desks
from storage.training import skills as rows
from storage.transaction import Transaction


def of_desk(tx: Transaction, desk_id: DeskId) -> Skills:
    """What everybody who works a desk can do."""
    rule = desks.settings_of(tx, desk_id).assignment
    listed = {person: special.knows for person, special in rule.people.items()}
    return Skills(rows.learned(tx, desk_id), listed, rule.requires)


def of_others(tx: Transaction, desk_id: DeskId, person: PersonId | None) -> tuple[Category, ...]:
    """What somebody else there is said to know."""
    keys = of_desk(tx, desk_id).known(person)
    return tuple(category for category in desks.categories(tx, desk_id) if category.key in keys)


def name(tx: Transaction, desk_id: DeskId, skill: CategoryKey | None) -> str | None:
    """A skill as people call it; its key once the desk has no such category any more."""
    names = {category.key: category.name for category in desks.categories(tx, desk_id)} if skill else {}
    return None if skill is None else names.get(skill, skill)
