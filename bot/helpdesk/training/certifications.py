"""Levels that end: notice 30 and 7 days before, each in the hours of whoever reads it, then they fall."""

from datetime import date

from bot.helpdesk import notices
from bot.helpdesk.training import at_work, levels
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Deadline
from bot.rules.training.skills import Change, Skill, Wish, days_of_notice, next_look
from bot.rules.vocabulary import NO_TICKET, PersonId
from storage import deadlines, outbox
from storage.training import skills as rows
from storage.transaction import Transaction


def fall_due(tx: Transaction, deadline: Deadline) -> None:
    """A level that ends is looked at: it falls after its last day; before, those whom it concerns get notice."""
    skill = Skill.read(deadline.note)
    level = rows.get(tx, skill, lock=True)
    if level is None or level.expires_on is None:
        return
    today = levels.today(tx, skill)
    if today > level.expires_on:
        levels.change(tx, skill, Change.EXPIRED, Wish(level.falls_to, level.evidence), None)
        fallen = rows.history(tx, skill.desk_id, skill.person_id)[-1]
        if fallen.after != fallen.before:
            _tell_all(tx, skill, f"{NoticeKind.SKILL_NEWS}:{fallen.id}", str(fallen.id))
        return
    days = days_of_notice(level.expires_on, today)
    if days is not None:
        last_day = level.expires_on.isoformat()
        _tell_all(tx, skill, f"{NoticeKind.SKILL_ENDS}:{last_day}:{days}", f"{last_day}:{days}")
    levels.look_on(tx, skill, next_look(level.expires_on, today))


def tell(tx: Transaction, deadline: Deadline) -> None:
    """Tell somebody, now that they work, that a level ends or has fallen; once, and only while it is so."""
    written, _, what = deadline.note.partition(" ")
    skill, to = Skill.read(written), deadline.person_id
    if to is None or to not in levels.readers(tx, skill):
        return
    last_day, is_warning, days = what.partition(":")
    if is_warning:
        _warn(tx, skill, date.fromisoformat(last_day), int(days), to)
    elif (line := rows.change(tx, int(what))) is not None:
        levels.tell(tx, line, to)


def _warn(tx: Transaction, skill: Skill, last_day: date, days: int, to: PersonId) -> None:
    level, key = rows.get(tx, skill), levels.warning_key(skill, last_day, days, to)
    if level is not None and level.expires_on == last_day and outbox.get(tx, key) is None:
        params = {"desk": skill.desk_id, "skill": skill.written(), "last_day": last_day.isoformat()}
        notices.to_person(tx, to, NoticeKind.SKILL_ENDS, key, params=params)


def _tell_all(tx: Transaction, skill: Skill, key: str, what: str) -> None:
    """Let everybody whom it concerns hear of it when they work."""
    for to in levels.readers(tx, skill):
        kind, note = DeadlineKind.TELL_OF_SKILL, f"{skill.written()} {what}"
        at = at_work.here_next(tx, skill.desk_id, to, tx.now)
        deadlines.set_for(tx, NO_TICKET, kind, at, key=f"{kind}:{skill.written()}:{key}:{to}", person_id=to, note=note)
