"""Levels of skill: as they are, and every change of them."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import and_, select

from bot.rules.training.skills import Skill, SkillChange, SkillLevel
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId
from storage import tables
from storage.transaction import Transaction, as_row

columns = tables.skill_levels.c


def learned(tx: Transaction, desk_id: DeskId) -> Mapping[PersonId, Mapping[CategoryKey, int]]:
    """What those who work a desk have learned of the categories that it has. Read once for all that is done with it."""
    return tx.kept(("learned", desk_id), lambda: _learned(tx, desk_id))


def _learned(tx: Transaction, desk_id: DeskId) -> Mapping[PersonId, Mapping[CategoryKey, int]]:
    member, category = tables.desk_members.c, tables.categories.c
    works_there = and_(
        member.workspace_id == columns.workspace_id,
        member.desk_id == columns.desk_id,
        member.person_id == columns.person_id,
    )
    is_kept = and_(
        category.workspace_id == columns.workspace_id,
        category.desk_id == columns.desk_id,
        category.key == columns.category,
    )
    statement = (
        select(columns.person_id, columns.category, columns.level)
        .join_from(tables.skill_levels, tables.desk_members, works_there)
        .join(tables.categories, is_kept)
        .where(tx.here(tables.skill_levels, desk_id=desk_id), columns.level > 0)
    )
    found: dict[PersonId, dict[CategoryKey, int]] = defaultdict(dict)
    for row in tx.rows(statement):
        found[PersonId(row.person_id)][CategoryKey(row.category)] = row.level
    return found


def get(tx: Transaction, skill: Skill, *, lock: bool = False) -> SkillLevel | None:
    """What somebody has learned of a category; None when nothing was ever said of it."""
    return tx.find(SkillLevel, tables.skill_levels, lock=lock, **as_row(skill))


def of_desk(tx: Transaction, desk_id: DeskId) -> list[SkillLevel]:
    """Every level that was ever set at a desk, also of those who have left."""
    return tx.find_all(SkillLevel, tables.skill_levels, desk_id=desk_id, order=("category", "person_id"))


def keep(tx: Transaction, level: SkillLevel) -> bool:
    """Store a level whose version follows the one that is there; False when somebody else has stored one meanwhile."""
    if level.version == 1:
        is_stored = tx.add_once(tables.skill_levels, as_row(level))
    else:
        key = as_row(Skill(level.desk_id, level.category, level.person_id))
        values: dict[str, Any] = {name: value for name, value in as_row(level).items() if name not in key}
        is_stored = tx.change(tables.skill_levels, values, **key, version=level.version - 1) > 0
    tx.read_anew()
    return is_stored


def record(tx: Transaction, change: SkillChange) -> None:
    """Add a line to the history of somebody's levels."""
    tx.add(tables.skill_changes, as_row(change))


def change(tx: Transaction, change_id: int) -> SkillChange | None:
    """One line of it."""
    return tx.find(SkillChange, tables.skill_changes, id=change_id)


def history(tx: Transaction, desk_id: DeskId, person: PersonId) -> list[SkillChange]:
    """What became of somebody's levels at a desk, in order."""
    return tx.find_all(SkillChange, tables.skill_changes, desk_id=desk_id, person_id=person, order=("id",))
