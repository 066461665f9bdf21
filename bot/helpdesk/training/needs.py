"""What a desk's numbers say that its people could learn: found every Monday, and told in private.

Whoever leads the desk is told all of it; everybody else who works there only what is their own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.helpdesk import notices, people
from bot.helpdesk.training import at_work, effects
from bot.rules.actions import Action
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.digest_settings import WeeklyPlan
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Deadline, Desk
from bot.rules.refusals import NoSuchCategory, NoSuchDesk, NotAllowed
from bot.rules.reports import Window
from bot.rules.training import needs as rules
from bot.rules.training.effects import Effect
from bot.rules.training.needs import HIDDEN, TOLD, WEEKS, WEEKS_BEFORE, Hidden, Need, Subject
from bot.rules.vocabulary import NO_TICKET, DeskId, PersonId
from bot.rules.weekly import Week, next_telling, told_last
from storage import deadlines, desks, outbox
from storage.training import effects as effect_rows
from storage.training import needs as rows
from storage.transaction import Transaction

MONDAYS = WeeklyPlan()


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found of a desk and a week, and is not kept yet."""

    desk_id: DeskId
    week: str
    needs: tuple[Need, ...] | None  # None: they are kept
    effects: tuple[Effect, ...]


def begin(tx: Transaction, desk_id: DeskId) -> None:
    """Let needs be looked for as the desk's settings say, from the next Monday on."""
    if desks.settings_of(tx, desk_id).needs and deadlines.standing(tx, _deadline(desk_id)) is None:
        _set(tx, desk_id)


def begin_everywhere(tx: Transaction) -> None:
    """The same at every desk: of those that were set up before, nobody has looked for needs yet."""
    for desk in desks.every(tx):
        begin(tx, desk.id)


def look(tx: Transaction, deadline: Deadline) -> Looked | None:
    """What is to be told of a desk that is not kept yet; None when all is. It takes long, and writes nothing."""
    desk = desks.get(tx, DeskId(deadline.note))
    if desk is None or not desk.settings.needs:
        return None
    week = told_last(MONDAYS, desk.settings.zone, max(tx.now, deadline.due_at))
    needs = None if rows.is_kept(tx, desk.id, week.number) else tuple(found(tx, desk, week))
    looked = Looked(desk.id, week.number, needs, tuple(effects.count(tx, desk, week)))
    return None if looked.needs is None and not looked.effects else looked


def keep(tx: Transaction, looked: Looked) -> None:
    """Keep what was found. Of two who looked at once, what the first one found stays."""
    if looked.needs is not None:
        rows.keep(tx, looked.desk_id, looked.week, looked.needs)
    for effect in looked.effects:
        effect_rows.add_once(tx, effect)


def find(tx: Transaction, deadline: Deadline) -> None:
    """It is Monday: find the needs of a desk, and tell them to whom they concern, when each of them works.

    What has been found ahead of time, by `look`, is not looked for again.
    """
    desk = desks.get(tx, DeskId(deadline.note))
    if desk is None or not desk.settings.needs:
        return
    looked = look(tx, deadline)
    if looked is not None:
        keep(tx, looked)
    week = told_last(MONDAYS, desk.settings.zone, tx.now)
    for member in desks.members(tx, desk.id):
        if _anything(tx, desk, week, member.person_id):
            _tell_at_work(tx, desk, week, member.person_id)
    _set(tx, desk.id)


def tell(tx: Transaction, deadline: Deadline) -> None:
    """Tell somebody, now that they work, what concerns them; once for each week, and nothing where there is nothing."""
    desk_id, _, ends = deadline.note.partition(":")
    desk, person = desks.get(tx, DeskId(desk_id)), PersonId(deadline.person_id or "")
    if desk is None or not desk.settings.needs:
        return
    week = Week(date.fromisoformat(ends), desk.settings.zone)
    key = letter_key(desk.id, week, person)
    if outbox.get(tx, key) is not None or not _anything(tx, desk, week, person):
        return
    told = [need.subject.written() for need in _told(tx, desk, week, person)]
    params = {"desk": desk.id, "ends": ends, "timezone": week.timezone, "needs": told}
    after = _told_before(tx, desk, week, person)
    notices.to_person(tx, person, NoticeKind.TRAINING_NEEDS, key, params=params | {"after": after})


def found(tx: Transaction, desk: Desk, week: Week) -> list[Need]:
    """The needs of a desk by the weeks up to the end of one, the worst first: of what and whom it has now."""
    now, before = looked_at(week), looked_at(week.earlier(WEEKS), WEEKS_BEFORE)
    every = rules.found(
        rows.by_category(tx, desk.id, now), rows.by_category(tx, desk.id, before), rows.of_people(tx, desk.id, now)
    )
    return _of_today(tx, desk, every)


def last_found(tx: Transaction, desk: Desk) -> tuple[Week, list[Need]] | None:
    """The needs that were found last, of what and whom a desk still has, and the week; None while nobody has looked."""
    number = rows.last_week(tx, desk.id)
    if number is None:
        return None
    return Week.told_in(number, desk.settings.zone), _of_today(tx, desk, rows.of_week(tx, desk.id, number))


def looked_at(week: Week, weeks: int = WEEKS) -> Window:
    """So many weeks, of which this is the last."""
    return Window(week.earlier(weeks - 1).window.since, week.window.until)


def not_needed(tx: Transaction, desk_id: DeskId, subject: Subject, by: PersonId) -> None:
    """Show a need no more for eight weeks: to nobody, if a lead says so; else not to the one whose it is.

    Raises NotAllowed to whom may not see it, NoSuchDesk, NoSuchCategory.
    """
    _hide(tx, permitted(tx, desk_id, subject, by), subject, by, is_hidden=True)


def show_again(tx: Transaction, desk_id: DeskId, subject: Subject, by: PersonId) -> None:
    """Show a need again that was called not needed. Raises as `not_needed`."""
    _hide(tx, permitted(tx, desk_id, subject, by), subject, by, is_hidden=False)


def permitted(tx: Transaction, desk_id: DeskId, subject: Subject, by: PersonId) -> Desk:
    """The desk of a need that somebody may see. Raises NoSuchDesk, NoSuchCategory, and NotAllowed to others."""
    desk = desks.get(tx, desk_id)
    if desk is None:
        raise NoSuchDesk
    if not may_see(tx, desk.id, subject, by):
        raise NotAllowed(Action.SEE_NEEDS)
    if subject.category not in {category.key for category in desks.categories(tx, desk.id)}:
        raise NoSuchCategory(desk.name)
    return desk


def may_see(tx: Transaction, desk_id: DeskId, subject: Subject, person: PersonId) -> bool:
    """Whether somebody may see a need: one of everybody's as a lead, one of a person's as a lead or that person."""
    if leads(tx, desk_id, person):
        return True
    return subject.person_id == person and people.may_at(tx, person, Action.SEE_OWN_NEEDS, desk_id)


def leads(tx: Transaction, desk_id: DeskId, person: PersonId) -> bool:
    """Whether somebody may see what concerns others. Where nobody leads a desk, nobody may."""
    return people.may_at(tx, person, Action.SEE_NEEDS, desk_id)


def standing(tx: Transaction, desk_id: DeskId, person: PersonId) -> dict[Subject, Hidden]:
    """What is not shown to somebody of what they may see: what a lead called not needed, and they of their own."""
    is_lead = leads(tx, desk_id, person)
    return {
        one.subject: one
        for one in rows.hidden(tx, desk_id, tx.now)
        if may_see(tx, desk_id, one.subject, person)
        and (one.hidden_from is None or (one.hidden_from == person and not is_lead))
    }


def letter_key(desk_id: DeskId, week: Week, person: PersonId) -> str:
    """The key of somebody's message of a week."""
    return _letter_key(desk_id, week.number, person)


def _of_today(tx: Transaction, desk: Desk, needs: Iterable[Need]) -> list[Need]:
    known = {category.key for category in desks.categories(tx, desk.id)}
    return [
        need
        for need in needs
        if need.subject.category in known
        and (need.subject.person_id is None or people.works_there(tx, desk.id, need.subject.person_id))
    ]


def _anything(tx: Transaction, desk: Desk, week: Week, person: PersonId) -> bool:
    """Whether there is anything to tell somebody."""
    if not people.works_there(tx, desk.id, person):
        return False
    after = _told_before(tx, desk, week, person)
    is_due = leads(tx, desk.id, person) and bool(effect_rows.of_weeks(tx, desk.id, after, week.number))
    return is_due or bool(_told(tx, desk, week, person))


def _told(tx: Transaction, desk: Desk, week: Week, person: PersonId) -> list[Need]:
    """The needs of a week that somebody is told: the worst of those that they may see and that are not hidden."""
    hidden = standing(tx, desk.id, person)
    seen = _seen(tx, desk.id, rows.of_week(tx, desk.id, week.number), person)
    return [need for need in seen if need.subject not in hidden][:TOLD]


def _seen(tx: Transaction, desk_id: DeskId, needs: Iterable[Need], person: PersonId) -> list[Need]:
    return [need for need in needs if may_see(tx, desk_id, need.subject, person)]


def _told_before(tx: Transaction, desk: Desk, week: Week, person: PersonId) -> str:
    """The last week, of a few, of which somebody was told: what came after trainings is told once."""
    earlier = [week.earlier(weeks) for weeks in range(1, WEEKS_BEFORE + 1)]
    told = (one for one in earlier if outbox.get(tx, letter_key(desk.id, one, person)) is not None)
    return next(told, earlier[-1]).number


def _hide(tx: Transaction, desk: Desk, subject: Subject, by: PersonId, *, is_hidden: bool) -> None:
    hidden_from = None if leads(tx, desk.id, by) else by
    until = tx.now + HIDDEN if is_hidden else tx.now
    rows.hide(tx, desk.id, subject, Hidden(subject, by, until, hidden_from))
    _show_again(tx, desk, subject)


def _show_again(tx: Transaction, desk: Desk, subject: Subject) -> None:
    """Keep true what people were told of a need lately."""
    since = told_last(MONDAYS, desk.settings.zone, tx.now).earlier(WEEKS_BEFORE).number
    for week in rows.weeks_with(tx, desk.id, subject, since):
        for member in desks.members(tx, desk.id):
            if may_see(tx, desk.id, subject, member.person_id):
                notices.show_again(tx, _letter_key(desk.id, week, member.person_id))


def _tell_at_work(tx: Transaction, desk: Desk, week: Week, person: PersonId) -> None:
    kind, note = DeadlineKind.TELL_NEEDS, f"{desk.id}:{week.ends.isoformat()}"
    at = at_work.here_next(tx, desk.id, person, tx.now)
    key = f"{kind}:{desk.id}:{week.number}:{person}"
    deadlines.set_for(tx, NO_TICKET, kind, at, key=key, person_id=person, note=note)


def _set(tx: Transaction, desk_id: DeskId) -> None:
    desk = desks.get(tx, desk_id)
    if desk is not None:
        at = next_telling(MONDAYS, desk.settings.zone, tx.now)
        deadlines.set_for(tx, NO_TICKET, DeadlineKind.FIND_NEEDS, at, key=_deadline(desk_id), note=desk_id)


def _deadline(desk_id: DeskId) -> str:
    return f"{DeadlineKind.FIND_NEEDS}:{desk_id}"


def _letter_key(desk_id: DeskId, week: str, person: PersonId) -> str:
    return f"{NoticeKind.TRAINING_NEEDS}:{desk_id}:{week}:{person}"
