"""Levels of skill at the IT desk, for the tests of verbs."""

from datetime import date
from typing import Any

from bot.helpdesk.training import skills
from bot.rules.training.skills import Skill, SkillChange, SkillLevel, Wish
from bot.rules.vocabulary import CategoryKey, DeskId
from storage.training import skills as rows
from tests.office import Office, person

IT, VPN, HARDWARE = DeskId("IT"), CategoryKey("vpn"), CategoryKey("hardware")
JUNE = date(2026, 6, 30)


def skill(name: str, category: CategoryKey = VPN) -> Skill:
    """Somebody's."""
    return Skill(IT, category, person(name))


async def level(office: Office, name: str, category: CategoryKey = VPN) -> int:
    """What somebody can do now."""
    return await office.see(skills.level, IT, category, person(name))


async def stored(office: Office, name: str, category: CategoryKey = VPN) -> SkillLevel:
    """What somebody has learned, as it is stored."""
    found = await office.see(rows.get, skill(name, category))
    assert found is not None
    return found


async def changes(office: Office, name: str) -> list[SkillChange]:
    """What became of somebody's levels, in order."""
    return await office.see(rows.history, IT, person(name))


async def set_level(
    office: Office, name: str, number: int, *, until: date | None = None, by: str = "lea", version: int = 0, **of: Any
) -> None:
    """Lea, or somebody else, sets a level of VPN, or of another `category`."""
    wish = Wish(number, of.pop("evidence", "Seen at work"), until)
    await office.do(skills.set_level, skill(name, **of), wish, person(by), version)
