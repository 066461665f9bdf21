"""One level of skill changes: the row, its line of history, who hears of it, and when it is to be looked at again."""

from datetime import date, time

from bot.helpdesk import distribution, notices, people
from bot.helpdesk.training import at_work
from bot.helpdesk.training import readers as required_readers
from bot.rules.actions import Action
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.notice_kinds import NoticeKind
from bot.rules.reminders import local
from bot.rules.skills import level
from bot.rules.training import skills as rules
from bot.rules.training.skills import Change, Skill, SkillChange, SkillLevel, Wish
from bot.rules.vocabulary import NO_TICKET, PersonId
from storage import deadlines, desks
from storage.training import skills as rows
from storage.transaction import Transaction


def change(tx: Transaction, skill: Skill, what: Change, wish: Wish, by: PersonId | None) -> bool:
    """Write a level and its line of history; False when somebody else wrote it meanwhile.

    Tickets that wait find whoever knows more now. The person hears of it, unless they did it, or knew before.
    """
    before = rows.get(tx, skill, lock=True)
    now = _known(tx, skill, 0 if before is None else before.level)
    stored = SkillLevel(
        desk_id=skill.desk_id,
        category=skill.category,
        person_id=skill.person_id,
        level=wish.level,
        evidence=wish.evidence.strip(),
        expires_on=wish.expires_on,
        falls_to=_falls_to(before, now, what, wish),
        version=1 if before is None else before.version + 1,
        changed_at=tx.now,
        changed_by=by,
    )
    if not rows.keep(tx, stored):
        return False
    line = _line(tx, stored, what, now, _known(tx, skill, stored.level))
    rows.record(tx, line)
    if before is not None and before.expires_on is not None and before.expires_on != stored.expires_on:
        _settle(tx, skill, before.expires_on)
    if stored.expires_on is not None:
        look_on(tx, skill, rules.first_look(stored.expires_on, today(tx, skill)))
    if line.after != line.before:
        distribution.hasten(tx, skill.desk_id)
        required_readers.begin(tx, skill.desk_id)
    is_news = what in (Change.SET, Change.LEARNED) and by != skill.person_id
    if is_news and people.works_there(tx, skill.desk_id, skill.person_id):
        tell(tx, line, skill.person_id)
    return True


def tell(tx: Transaction, line: SkillChange, to: PersonId) -> None:
    """Owe somebody the news of a change."""
    params = {"desk": line.desk_id, "change": line.id}
    notices.to_person(tx, to, NoticeKind.SKILL_NEWS, f"{NoticeKind.SKILL_NEWS}:{line.id}:{to}", params=params)


def readers(tx: Transaction, skill: Skill) -> list[PersonId]:
    """Who hears that a level ends: the person and those who lead the desk; nobody once the person has left it."""
    if not people.works_there(tx, skill.desk_id, skill.person_id):
        return []
    return list(dict.fromkeys([skill.person_id, *people.who_may(tx, skill.desk_id, Action.SEE_SKILLS)]))


def today(tx: Transaction, skill: Skill) -> date:
    """The date where the person is."""
    return at_work.day(tx, skill.desk_id, skill.person_id, tx.now)


def look_on(tx: Transaction, skill: Skill, day: date) -> None:
    """Look at a level that ends, as that day begins where the person is."""
    key = f"{DeadlineKind.SKILL_ENDS}:{skill.written()}"
    at = local(day, time(), at_work.zone(tx, skill.desk_id, skill.person_id))
    kind, note = DeadlineKind.SKILL_ENDS, skill.written()
    deadlines.set_for(tx, NO_TICKET, kind, at, key=key, person_id=skill.person_id, note=note)


def warning_key(skill: Skill, last_day: date, days: int, to: PersonId) -> str:
    """The key of the notice that a level ends: one for each reader, level, last day and number of days before."""
    return f"{NoticeKind.SKILL_ENDS}:{skill.written()}:{last_day.isoformat()}:{days}:{to}"


def _settle(tx: Transaction, skill: Skill, last_day: date) -> None:
    """Say in the notices of a last day what became of it: there is nothing to renew any more."""
    for to in readers(tx, skill):
        for days in rules.NOTICE:
            notices.show_again(tx, warning_key(skill, last_day, days, to))


def _known(tx: Transaction, skill: Skill, learned: int) -> int:
    """What they can do who have learned so much: the desk's file may say more."""
    listed = desks.settings_of(tx, skill.desk_id).assignment.of(skill.person_id).knows
    return level({skill.category: learned}, listed, skill.category)


def _falls_to(before: SkillLevel | None, now: int, what: Change, wish: Wish) -> int:
    if wish.expires_on is None:
        return 0
    if before is not None and what is Change.RENEWED:
        return before.falls_to
    return rules.falls_to(before, now, wish.level)


def _line(tx: Transaction, stored: SkillLevel, what: Change, before: int, after: int) -> SkillChange:
    return SkillChange(
        id=tx.new_id(),
        desk_id=stored.desk_id,
        category=stored.category,
        person_id=stored.person_id,
        what=what,
        before=before,
        after=after,
        evidence=stored.evidence,
        expires_on=stored.expires_on,
        at=tx.now,
        by=stored.changed_by,
    )
