"""The kinds of requests that a desk has."""

from bot.rules.refusals import NoSuchCategory
from bot.rules.vocabulary import CategoryKey, DeskId
from storage import desks
from storage.transaction import Transaction


def refuse_unknown(tx: Transaction, desk_id: DeskId, *categories: CategoryKey | None) -> None:
    """Raise NoSuchCategory unless all of these are categories of the desk; None is none, which is fine."""
    wanted = {category for category in categories if category is not None}
    if wanted and not wanted <= {one.key for one in desks.categories(tx, desk_id)}:
        desk = desks.get(tx, desk_id)
        raise NoSuchCategory(desk.name if desk else "")


def name(tx: Transaction, desk_id: DeskId, category: CategoryKey | None) -> str:
    """What the desk calls a category; its key once the desk has it no more; empty for none."""
    if category is None:
        return ""
    return next((one.name for one in desks.categories(tx, desk_id) if one.key == category), category)
