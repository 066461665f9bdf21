"""Those who have to read a resource: who they are, asking them, and reminding them in their hours."""

from dataclasses import replace
from datetime import datetime

from bot.helpdesk import notices, people, skills
from bot.helpdesk.training import at_work
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Deadline
from bot.rules.training.reading import Asked, Requirement, concerns, due_for, next_reminder, when
from bot.rules.training.resources import Resource
from bot.rules.vocabulary import NO_TICKET, DeskId, PersonId
from storage import deadlines
from storage.training import reading as rows
from storage.training import resources as resource_rows
from storage.transaction import Transaction


def concerned(tx: Transaction, requirement: Requirement) -> list[PersonId]:
    """Who has to read a resource now: those of its desk whom the requirement means, and who are in the workspace."""
    category = requirement.category
    knowing = () if category is None else skills.of_desk(tx, requirement.desk_id).knowing(category)
    return [
        member.person_id
        for member in people.at_desk(tx, requirement.desk_id)
        if concerns(requirement, member.role, knows=member.person_id in knowing)
    ]


def must_read(tx: Transaction, resource: Resource, person: PersonId) -> Asked | None:
    """What somebody is asked to read of a resource, and has not read; None when they need not."""
    requirement = rows.of_resource(tx, resource.id)
    if requirement is None or resource.retired_at is not None or person not in concerned(tx, requirement):
        return None
    asked = rows.asked_of(tx, resource.id, person)
    return None if asked is None or resource_rows.read_by(tx, resource, person) is not None else asked


def ask_all(tx: Transaction, resource: Resource, requirement: Requirement, *, is_later: bool) -> None:
    """Ask everybody who has to read a resource, and has not; whoever need not any more reads so.

    The caller holds the resource. `is_later`: it is required already, and somebody joined or there is a new version.
    """
    meant = concerned(tx, requirement)
    for asked in rows.asked_about(tx, resource.id):
        if asked.person_id not in meant:
            rows.ask_no_more(tx, resource.id, asked.person_id)
            _show_again(tx, asked)
    if resource.retired_at is None:
        for person in meant:
            _ask(tx, resource, requirement, person, is_later=is_later)


def changed(tx: Transaction, resource: Resource) -> None:
    """A resource says something else, was retired or restored: ask whoever has to read it, and show it to all."""
    requirement = rows.of_resource(tx, resource.id)
    if requirement is not None and requirement.ended_at is None:
        for asked in rows.asked_about(tx, resource.id):
            _show_again(tx, asked)
        ask_all(tx, resource, requirement, is_later=True)


def begin(tx: Transaction, desk_id: DeskId) -> None:
    """The people of a desk, or what they are there, may have changed: ask those who joined, and not who left."""
    for requirement in rows.of_desk(tx, desk_id):
        resource = resource_rows.locked(tx, requirement.resource_id)
        if resource is not None:
            ask_all(tx, resource, requirement, is_later=True)


def has_read(tx: Transaction, resource: Resource, person: PersonId) -> None:
    """Somebody has read a resource: whatever asked them to says so."""
    asked = rows.asked_of(tx, resource.id, person)
    if asked is not None:
        _show_again(tx, asked)


def remind(tx: Transaction, deadline: Deadline) -> None:
    """It is time to ask somebody for the first time, or to remind them; later, while they are not here."""
    person, resource = PersonId(deadline.person_id or ""), resource_rows.locked(tx, int(deadline.note))
    asked = None if resource is None else must_read(tx, resource, person)
    if resource is None or asked is None:
        return
    if at_work.here_next(tx, resource.desk_id, person, tx.now) > tx.now:
        _set(tx, resource, person, tx.now)
        return
    params: dict[str, object] = {"resource": resource.id, "desk": resource.desk_id, "asked": asked.stamp}
    if asked.told_at is None:
        rows.ask(tx, replace(asked, told_at=tx.now))
        notices.to_person(tx, person, NoticeKind.READING_ASKED, _asked_key(asked), params=params)
    else:
        asked = replace(asked, reminded=asked.reminded + 1)
        rows.ask(tx, asked)
        params["when"] = when(asked.due_on, at_work.day(tx, resource.desk_id, person, tx.now))
        key = _reminder_key(asked, asked.reminded)
        notices.to_person(tx, person, NoticeKind.READING_REMINDER, key, params=params)
    _set(tx, resource, person, _next(tx, resource.desk_id, asked))


def _ask(tx: Transaction, resource: Resource, requirement: Requirement, person: PersonId, *, is_later: bool) -> None:
    if resource_rows.read_by(tx, resource, person) is not None:
        return
    asked = rows.asked_of(tx, resource.id, person)
    if asked is None or asked.version < resource.read_from:
        due_by = due_for(requirement, at_work.day(tx, resource.desk_id, person, tx.now), is_later=is_later)
        asked = Asked(resource.id, person, resource.read_from, due_by, tx.now, None, 0)
    elif not is_later and asked.due_by != requirement.due_by:
        asked = replace(asked, due_by=requirement.due_by)
        _show_again(tx, asked)
    elif deadlines.standing(tx, _key(resource, person)) is not None:
        return
    rows.ask(tx, asked)
    _set(tx, resource, person, tx.now if asked.told_at is None else _next(tx, resource.desk_id, asked))


def _set(tx: Transaction, resource: Resource, person: PersonId, at: datetime) -> None:
    at, key = at_work.here_next(tx, resource.desk_id, person, at), _key(resource, person)
    kind, note = DeadlineKind.REMIND_READING, str(resource.id)
    deadlines.set_for(tx, NO_TICKET, kind, at, key=key, person_id=person, note=note)


def _next(tx: Transaction, desk_id: DeskId, asked: Asked) -> datetime:
    return next_reminder(asked.due_on, at_work.zone(tx, desk_id, asked.person_id), tx.now)


def _show_again(tx: Transaction, asked: Asked) -> None:
    """Keep true what somebody was told."""
    notices.show_again(tx, _asked_key(asked))
    for time in range(1, asked.reminded + 1):
        notices.show_again(tx, _reminder_key(asked, time))


def _key(resource: Resource, person: PersonId) -> str:
    return f"{DeadlineKind.REMIND_READING}:{resource.id}:{person}"


def _asked_key(asked: Asked) -> str:
    return f"{NoticeKind.READING_ASKED}:{asked.resource_id}:{asked.person_id}:{asked.stamp}"


def _reminder_key(asked: Asked, time: int) -> str:
    return f"{NoticeKind.READING_REMINDER}:{asked.resource_id}:{asked.person_id}:{asked.stamp}:{time}"
