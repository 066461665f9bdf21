"""Levels that end: notice 30 and 7 days before, each in the hours of whoever reads it, then they fall."""

from datetime import date, datetime

from bot.helpdesk import notices, roster
from bot.helpdesk.training import levels
from bot.rules import availability, hours
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Deadline
from bot.rules.training.skills import Change, Skill, Wish, days_of_notice, next_look
from bot.rules.vocabulary import NO_TICKET, PersonId
from storage import agents, deadlines, desks, outbox
from storage.training import skills as rows
from storage.transaction import Transaction

OFFICE_DAYS = ("mon", "tue", "wed", "thu", "fri")
OFFICE_HOURS = [["09:00", "17:00"]]  # of whoever has none, at a desk that has none


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
        at = _at_work(tx, skill, to)
        deadlines.set_for(tx, NO_TICKET, kind, at, key=f"{kind}:{skill.written()}:{key}:{to}", person_id=to, note=note)


def _at_work(tx: Transaction, skill: Skill, person: PersonId) -> datetime:
    """The first moment from now on at which somebody works and is not away."""
    settings, zone = desks.settings_of(tx, skill.desk_id), levels.zone(tx, Skill(skill.desk_id, skill.category, person))
    office = {"timezone": zone.key, "weekly": dict.fromkeys(OFFICE_DAYS, OFFICE_HOURS)}
    theirs = roster.hours_of(settings, person) or hours.schedule(office)
    assert theirs is not None  # there are hours at least of an office
    return availability.here_next(agents.absence(tx, person), theirs, tx.now) or theirs.next_open(tx.now) or tx.now
