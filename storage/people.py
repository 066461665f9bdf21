"""People of a workspace, and the workspace itself."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, or_, select

from bot.rules.records import Person, Workspace
from bot.rules.vocabulary import DeskId, PersonId, WorkspaceId
from storage import tables
from storage.prepared import Begin, Prepared, selecting
from storage.transaction import Transaction

WORKSPACE_COLUMNS = tuple(tables.workspaces.c[name] for name in ("workspace_id", "name", "url", "bot_user_id"))
WORKSPACE = selecting(select(*WORKSPACE_COLUMNS).where(tables.workspaces.c.workspace_id == bindparam("workspace_id")))
DESCRIBED = ("name", "locale", "timezone", "is_admin", "is_bot", "is_deleted", "refreshed_at")


def workspace(tx: Transaction) -> Workspace:
    """The workspace of this transaction. Raises LookupError before the helpdesk has been started in it."""
    known = tx.prepared(WORKSPACE)
    if not known:
        raise LookupError(f"workspace {tx.workspace} is not known yet")
    return Workspace(*known[0])


def workspace_ids(tx: Transaction) -> list[WorkspaceId]:
    """Every workspace that the database knows, whichever one this transaction is about."""
    rows = tx.rows(select(tables.workspaces.c.workspace_id).order_by(tables.workspaces.c.workspace_id))
    return [WorkspaceId(row.workspace_id) for row in rows]


def save_workspace(tx: Transaction, workspace: Workspace) -> None:
    """Store what Slack says of the workspace."""
    values = {"name": workspace.name, "url": workspace.url, "bot_user_id": workspace.bot_user_id}
    tx.put(tables.workspaces, {}, values)


def get(tx: Transaction, person_id: PersonId) -> Person | None:
    """A person by id."""
    return tx.find(Person, tables.people, id=person_id)


def lock(tx: Transaction, person_id: PersonId) -> None:
    """Let nobody else lock this person until this transaction ends."""
    tx.find(Person, tables.people, lock=True, id=person_id)


def known(tx: Transaction, ids: Collection[PersonId]) -> dict[PersonId, Person]:
    """Those of these people who are known, by id."""
    found = (get(tx, person_id) for person_id in sorted(ids))  # each is prepared; one statement for all is slower
    return {person.id: person for person in found if person is not None}


def admins(tx: Transaction) -> list[PersonId]:
    """The admins of the workspace who are in it."""
    found = tx.find_values(tables.people, "id", is_admin=True, is_deleted=False, order=("id",))
    return [PersonId(person_id) for person_id in found]


def undescribed(tx: Transaction, limit: int) -> list[PersonId]:
    """People met in payloads whom Slack has not described yet."""
    rows = tx.rows(
        select(tables.people.c.id)
        .where(tx.here(tables.people, refreshed_at=None))
        .order_by(tables.people.c.id)
        .limit(limit)
    )
    return [PersonId(row.id) for row in rows]


def meet(tx: Transaction, person_id: PersonId) -> None:
    """Make sure a row exists, so that they are described later."""
    tx.add_once(
        tables.people,
        {
            "id": person_id,
            "name": person_id,
            "locale": "en-US",
            "timezone": "UTC",
            "is_admin": False,
            "is_bot": False,
            "is_deleted": False,
        },
    )


def describe(tx: Transaction, person: Person) -> None:
    """Store what Slack says of a person; where their DM is stays as it was."""
    tx.put(tables.people, {"id": person.id}, {name: getattr(person, name) for name in DESCRIBED})
    tx.read_anew()  # who is still there may have been asked before


def change(tx: Transaction, person_id: PersonId, **values: Any) -> None:
    """Set columns of a person."""
    tx.change(tables.people, values, id=person_id)


def watching_home(
    tx: Transaction,
    since: datetime,
    desk_id: DeskId,
    requester: PersonId,
    assignee: PersonId | None,
    other: PersonId | None,
) -> list[PersonId]:
    """Those of a desk's people and of these three who have opened their Home since then, always in the same order."""
    given = {"since": since, "desk_id": desk_id, "requester": requester, "assignee": assignee, "other": other}
    return [PersonId(row[0]) for row in tx.prepared(WATCHING, **given)]


def _watching(_begin: Begin) -> Select[Any]:
    person, member = tables.people.c, tables.desk_members.c
    here: ColumnElement[str] = bindparam("workspace_id", type_=person.workspace_id.type)
    working = select(member.person_id).where(
        member.workspace_id == here, member.desk_id == bindparam("desk_id", type_=member.desk_id.type)
    )
    named = [bindparam(name, type_=person.id.type) for name in ("requester", "assignee", "other")]
    return (
        select(person.id)
        .where(
            person.workspace_id == here,
            person.home_opened_at > bindparam("since", type_=person.home_opened_at.type),
            or_(person.id.in_(working), *(person.id == somebody for somebody in named)),
        )
        .order_by(person.id)
    )


WATCHING = Prepared(_watching, [tables.people.c.id.type])
