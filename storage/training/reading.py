"""Required reading: what has to be read at a desk, and who was asked to."""

from collections.abc import Collection

from sqlalchemy import and_, exists

from bot.rules.training.reading import Asked, Requirement
from bot.rules.training.resources import ResourceId
from bot.rules.vocabulary import DeskId, PersonId
from storage import tables
from storage.transaction import Transaction, as_row, picture

readings, readers = tables.training_readings, tables.training_readers


def put(tx: Transaction, requirement: Requirement) -> None:
    """Let a resource have to be read like this from now on."""
    values = as_row(requirement)
    tx.put(readings, {"resource_id": values.pop("resource_id")}, values)


def keep_past(tx: Transaction, requirement: Requirement) -> None:
    """Keep the day of what is going to be required anew. The caller has locked the resource."""
    day = {"resource_id": requirement.resource_id, "desk_id": requirement.desk_id, "due_by": requirement.due_by}
    tx.add_once(tables.training_readings_past, day)


def of_resource(tx: Transaction, resource_id: ResourceId) -> Requirement | None:
    """That a resource has to be read, or had to."""
    return tx.find(Requirement, readings, resource_id=resource_id)


def standing(tx: Transaction, ids: Collection[int]) -> dict[int, Requirement]:
    """Those of these resources that have to be read."""
    these = and_(readings.c.resource_id.in_(ids), readings.c.ended_at.is_(None))
    found = tx.find_where(Requirement, readings, these, order_by=readings.c.resource_id) if ids else []
    return {one.resource_id: one for one in found}


def of_desk(tx: Transaction, desk_id: DeskId) -> list[Requirement]:
    """What has to be read at a desk."""
    return tx.find_all(Requirement, readings, desk_id=desk_id, ended_at=None, order=("resource_id",))


def ask(tx: Transaction, asked: Asked) -> None:
    """Keep that somebody is asked to read a resource, in place of what they were asked before."""
    values = as_row(asked)
    key = {"resource_id": values.pop("resource_id"), "person_id": values.pop("person_id")}
    tx.put(readers, key, values)


def asked_of(tx: Transaction, resource_id: ResourceId, person: PersonId) -> Asked | None:
    """What somebody was asked last about a resource."""
    return tx.find(Asked, readers, resource_id=resource_id, person_id=person)


def asked_about(tx: Transaction, resource_id: ResourceId) -> list[Asked]:
    """Everybody who was asked to read a resource."""
    return tx.find_all(Asked, readers, resource_id=resource_id, order=("person_id",))


def open_to(tx: Transaction, person: PersonId) -> list[Asked]:
    """What somebody was asked to read and has not read, the most pressing first."""
    resource, read = tables.training_resources.c, tables.training_acknowledgements
    has_read = exists().where(
        tx.here(read, person_id=person),
        read.c.resource_id == readers.c.resource_id,
        read.c.version >= resource.read_from,
    )
    of_it = and_(resource.workspace_id == readers.c.workspace_id, resource.id == readers.c.resource_id)
    still = and_(readings.c.workspace_id == readers.c.workspace_id, readings.c.resource_id == readers.c.resource_id)
    statement = (
        picture(Asked, readers)
        .join(tables.training_resources, of_it)
        .join(readings, still)
        .where(
            tx.here(readers, person_id=person), resource.retired_at.is_(None), readings.c.ended_at.is_(None), ~has_read
        )
        .order_by(readers.c.due_by, readers.c.resource_id)
    )
    return tx.every(Asked, statement)


def ask_no_more(tx: Transaction, resource_id: ResourceId, person: PersonId) -> None:
    """Somebody need not read a resource any more."""
    tx.remove(readers, resource_id=resource_id, person_id=person)


def end(tx: Transaction, resource_id: ResourceId) -> bool:
    """Nobody has to read a resource any more; False when nobody had to."""
    return tx.change(readings, {"ended_at": tx.now}, resource_id=resource_id, ended_at=None) == 1
