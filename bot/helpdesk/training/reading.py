"""Required reading: a lead asks for it, takes it back, and sees who has not read it yet."""

from datetime import date, datetime, timedelta

from bot.helpdesk import categories, people
from bot.helpdesk.training import readers, resources
from bot.rules.actions import Action
from bot.rules.training.effects import day_ends
from bot.rules.training.reading import Asked, Requirement, Wanted, checked_day, standing
from bot.rules.training.refusals import ResourceChanged, ResourceRetired
from bot.rules.training.resource_pictures import ReaderLine, ReadersPicture, RequirementFormPicture
from bot.rules.training.resources import NOON, Resource, ResourceId
from bot.rules.vocabulary import PersonId
from storage import desks
from storage.training import reading as rows
from storage.training import resources as resource_rows
from storage.transaction import Transaction

TIME_TO_READ = timedelta(days=14)  # that the form begins with


def require(
    tx: Transaction, resource_id: ResourceId, by: PersonId, wanted: Wanted, *, seen: str | None = None
) -> Requirement:
    """Let people of a resource's desk have to read it, in place of what was required of it before.

    Whoever was asked already keeps their message, which shows the new day. `seen` is how it stood before the person;
    None: as it stands. The same again changes nothing. Raises NotAllowed, NoSuchResource, ResourceRetired,
    NoSuchCategory, NotADayFromToday for a day that has passed, and ResourceChanged when it stands otherwise by now.
    """
    resource = _living(tx, resource_id, by)
    day = checked_day(wanted.due_on, people.today(tx, by))
    categories.refuse_unknown(tx, resource.desk_id, wanted.category)
    requirement = Requirement(
        resource_id=resource.id,
        desk_id=resource.desk_id,
        readers=wanted.readers,
        category=wanted.category,
        due_by=datetime.combine(day, NOON),
        since=tx.now,
        by=by,
        ended_at=None,
    )
    before = rows.standing(tx, [resource.id]).get(resource.id)
    if before is not None and standing(before) == standing(requirement):
        return before
    if seen not in (None, standing(before)):
        raise ResourceChanged(resource.title)
    _keep_past(tx, resource)
    rows.put(tx, requirement)
    readers.ask_all(tx, resource, requirement, is_later=False)
    return requirement


def lift(tx: Transaction, resource_id: ResourceId, by: PersonId) -> Resource:
    """Nobody has to read a resource any more. A second time changes nothing. Raises NotAllowed, NoSuchResource."""
    resource = resources.permitted(tx, resource_id, by, Action.REQUIRE_READING)
    if rows.end(tx, resource.id):
        requirement = rows.of_resource(tx, resource.id)
        assert requirement is not None  # it has just been ended
        readers.ask_all(tx, resource, requirement, is_later=True)
    return resource


def form(tx: Transaction, resource_id: ResourceId, by: PersonId) -> RequirementFormPicture:
    """The form by which a lead requires it. Raises NotAllowed, NoSuchResource, ResourceRetired."""
    resource = _living(tx, resource_id, by)
    requirement = rows.standing(tx, [resource.id]).get(resource.id)
    today = people.today(tx, by)
    return RequirementFormPicture(
        resource=resource,
        requirement=requirement,
        categories=tuple(desks.categories(tx, resource.desk_id)),
        due_on=max(requirement.due_on, today) if requirement else today + TIME_TO_READ,
    )


def who(tx: Transaction, resource_id: ResourceId, by: PersonId) -> ReadersPicture:
    """Who has read what has to be read, and who has not, for a lead. Raises NotAllowed, NoSuchResource."""
    resource = resources.permitted(tx, resource_id, by, Action.SEE_READERS)
    requirement = rows.standing(tx, [resource.id]).get(resource.id)
    meant = [] if requirement is None else readers.concerned(tx, requirement)
    knows = () if requirement is None or requirement.category is None else (requirement.category,)
    read, names = resource_rows.readers(tx, resource), people.names(tx, set(meant))
    asked = {one.person_id: one for one in rows.asked_about(tx, resource.id)}
    today = people.today(tx, by)
    lines = [
        _line(names.get(person, person), asked.get(person), requirement, read.get(person), today)
        for person in meant
        if requirement is not None
    ]
    in_order = sorted(lines, key=lambda line: (line.version is not None, line.due_on, line.name))
    return ReadersPicture(
        resource=resource,
        requirement=requirement,
        knows=", ".join(resources.names(tx, resource.desk_id, knows)),
        lines=tuple(in_order),
        open=sum(line.version is None for line in lines),
    )


def _keep_past(tx: Transaction, resource: Resource) -> None:
    """Remember the day of what was required so far, if it is over and it was required until then."""
    before, desk = rows.of_resource(tx, resource.id), desks.get(tx, resource.desk_id)
    if before is not None and desk is not None:
        over = day_ends(before.due_by, desk.settings.zone)
        if over <= tx.now and (before.ended_at is None or before.ended_at >= over):
            rows.keep_past(tx, before)


def _line(name: str, asked: Asked | None, requirement: Requirement, read: int | None, today: date) -> ReaderLine:
    due_on = requirement.due_on if asked is None else asked.due_on
    return ReaderLine(name, due_on, read, is_late=read is None and due_on < today)


def _living(tx: Transaction, resource_id: ResourceId, by: PersonId) -> Resource:
    resource = resources.permitted(tx, resource_id, by, Action.REQUIRE_READING)
    if resource.retired_at is not None:
        raise ResourceRetired(resource.title)
    return resource
