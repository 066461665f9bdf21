"""Files of tickets, carried from one workspace into another: for the tests of what goes out and comes in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.helpdesk import settings, ticket_export, ticket_import
from bot.rules import import_plan, past_lines
from bot.rules.import_plan import Plan
from bot.rules.mistakes import Mistake
from bot.rules.past import Told
from bot.rules.records import Workspace
from bot.rules.vocabulary import PersonId, WorkspaceId
from storage import people
from storage.transaction import Transaction
from tests.office import WORKSPACE, Office, ids
from tests.world import desks_document

ELSEWHERE = replace(WORKSPACE, id=WorkspaceId("T2"), bot_user_id=PersonId("UOTHERBOT"))


class Refused(Exception):  # noqa: N818  it carries what was wrong
    """The file was not imported."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        super().__init__("\n".join(f"{one.line}: {one.text}" for one in mistakes))


async def another(office: Office, **desk: Any) -> Office:
    """An empty helpdesk of another workspace in the same database, with the same desks."""
    other = Office(office.store.store.of(ELSEWHERE.id), office.clock)
    await other.do(_move_in, ELSEWHERE, desk)
    return other


async def exported(office: Office) -> list[str]:
    """A file of every ticket, line by line."""
    lines: list[str] = []
    await office.see(ticket_export.export, lines.append)
    return lines


async def brought(office: Office, lines: Sequence[str]) -> Plan:
    """Import a file. Raises Refused."""
    told = read(lines)
    plan = import_plan.plan(await office.see(ticket_import.gather, told), told)
    if plan.mistakes:
        raise Refused(plan.mistakes)
    await office.do(ticket_import.write, plan)
    await office.do(ticket_import.make_findable, plan, 0, len(plan.pasts))
    return plan


def read(lines: Sequence[str]) -> list[Told]:
    """The lines as they are understood. Raises Refused."""
    found = [past_lines.read(number, line) for number, line in enumerate(lines, start=1)]
    mistakes = [one for each in found if not isinstance(each, Told) for one in each]
    if mistakes:
        raise Refused(mistakes)
    return [one for one in found if isinstance(one, Told)]


def _move_in(tx: Transaction, workspace: Workspace, desk: Mapping[str, Any]) -> None:
    people.save_workspace(tx, workspace)
    settings.apply(tx, desks_document(ids(), **desk))
