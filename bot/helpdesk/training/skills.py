"""Levels of skill, as training and those who lead a desk set them. Each change is a line of the person's history."""

from datetime import date, timedelta

from bot.helpdesk import people, skills
from bot.helpdesk.people import names
from bot.helpdesk.training import at_work, levels
from bot.rules.actions import Action
from bot.rules.intake import is_blank
from bot.rules.records import Category, Desk
from bot.rules.refusals import NoSuchCategory, NoSuchDesk, NotAllowed, NotAnAgent, NotPossibleNow
from bot.rules.skills import LISTED
from bot.rules.training import skills as rules
from bot.rules.training.refusals import ListedInFile, NoEvidence, SkillChanged
from bot.rules.training.skills import Change, Skill, SkillLevel, Wish
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId
from storage import desks
from storage.training import skills as rows
from storage.transaction import Transaction


def level(tx: Transaction, desk_id: DeskId, category: CategoryKey, person: PersonId) -> int:
    """What somebody can do of a desk's category, from 0 to 4; nothing for whoever does not work there."""
    return skills.of_desk(tx, desk_id).level(person, category) if people.works(tx, person, desk_id) else 0


def raise_to(
    tx: Transaction,
    desk_id: DeskId,
    category: CategoryKey,
    person: PersonId,
    wanted: int,
    evidence: str,
    *,
    by: PersonId | None = None,
) -> int:
    """Let somebody have a level at least, since they passed something: `evidence` says what, in plain text.

    It never lowers one. What they can do then. Raises NoSuchLevel, NoSuchCategory and NotAnAgent.
    """
    skill, wish = Skill(desk_id, category, person), Wish(wanted, evidence)
    rules.possible(wish, levels.today(tx, skill))
    _refuse_strangers(tx, skill)
    while (now := level(tx, desk_id, category, person)) < wanted:
        levels.change(tx, skill, Change.LEARNED, wish, by)  # in vain if somebody else was first: look again
    return now


def set_level(tx: Transaction, skill: Skill, wish: Wish, by: PersonId, version: int) -> None:
    """Say what somebody can do of a category, and what shows it. `version` is what the form showed, 0 before any.

    Once more the same changes nothing. Raises NotAllowed, NoSuchCategory, NotAnAgent, NoSuchLevel, NotALaterDay,
    NoEvidence, ListedInFile for less than the desk's file says, and SkillChanged when somebody else was first.
    """
    desk, category = kept_by(tx, skill, by)
    rules.possible(wish, people.today(tx, by))
    if is_blank(wish.evidence):
        raise NoEvidence
    if wish.level < LISTED and skill.category in desk.settings.assignment.of(skill.person_id).knows:
        raise ListedInFile(name(tx, skill.person_id), category.name, LISTED)
    before = rows.get(tx, skill, lock=True)
    if before is not None and before.says(wish):
        return
    is_first = (0 if before is None else before.version) == version
    if not is_first or not levels.change(tx, skill, Change.SET, wish, by):
        raise SkillChanged(name(tx, skill.person_id), category.name)


def renew(tx: Transaction, skill: Skill, last_day: date, by: PersonId) -> SkillLevel:
    """Let a level that ends hold for as long again as it was given for; a second click changes nothing.

    `last_day` is the one that was shown. Raises NotAllowed, NotAnAgent, NotPossibleNow once it has fallen, and
    NotALaterDay beyond the longest that a level may hold.
    """
    kept_by(tx, skill, by)
    before = rows.get(tx, skill, lock=True)
    if before is None or before.expires_on is None:
        raise NotPossibleNow
    if before.expires_on == last_day:
        wish = Wish(before.level, before.evidence, rules.renewed_until(last_day, _given_for(tx, skill, last_day)))
        rules.possible(wish, levels.today(tx, skill))
        levels.change(tx, skill, Change.RENEWED, wish, by)
    return rows.get(tx, skill) or before


def _given_for(tx: Transaction, skill: Skill, last_day: date) -> timedelta:
    """For how long a level was given, on the days of the person."""
    history = [line for line in rows.history(tx, skill.desk_id, skill.person_id) if line.category == skill.category]
    return rules.given_for(history, last_day, lambda line: at_work.day(tx, skill.desk_id, skill.person_id, line.at))


def kept_by(tx: Transaction, skill: Skill, by: PersonId) -> tuple[Desk, Category]:
    """The desk and its category, if `by` may say what this person can do there. Raises as `set_level` does."""
    desk = desks.get(tx, skill.desk_id)
    if desk is None:
        raise NoSuchDesk
    if desk not in people.desks_where(tx, by, Action.KEEP_SKILLS):
        raise NotAllowed(Action.KEEP_SKILLS)
    return desk, _refuse_strangers(tx, skill)


def name(tx: Transaction, person: PersonId) -> str:
    """Somebody's name; their id while nobody has described them."""
    return names(tx, {person}).get(person, person)


def _refuse_strangers(tx: Transaction, skill: Skill) -> Category:
    """Raise NoSuchCategory, and NotAnAgent for somebody who does not work the desk or is gone; else the category."""
    desk = desks.get(tx, skill.desk_id)
    called = skill.desk_id if desk is None else desk.name
    found = next((one for one in desks.categories(tx, skill.desk_id) if one.key == skill.category), None)
    if found is None:
        raise NoSuchCategory(called)
    if not people.works_there(tx, skill.desk_id, skill.person_id):
        raise NotAnAgent(skill.person_id, called)
    return found
