"""Files of tickets, carried from one workspace into another: for the tests of what goes out and comes in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.helpdesk import settings, ticket_export, ticket_import
from bot.rules import import_plan, past_lines
from bot.rules.facts import kept
from bot.rules.import_plan import Plan
from bot.rules.mistakes import Mistake
from bot.rules.past import Told
from bot.rules.records import Workspace
from bot.rules.vocabulary import PersonId, WorkspaceId
from storage import facts, people, tables
from storage.transaction import Transaction
from tests.helpdesk.test_any_life import is_repeated
from tests.office import WORKSPACE, Office, ids
from tests.world import desks_document

ELSEWHERE = replace(WORKSPACE, id=WorkspaceId("T2"), bot_user_id=PersonId("UOTHERBOT"))


class Refused(Exception):  # noqa: N818  it carries what was wrong
    """The file was not imported."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        super().__init__("\n".join(f"{one.line}: {one.text}" for one in mistakes))


async def another(office: Office, **desk: Any) -> Office:
    """An empty helpdesk of another workspace in the same database, with the same desks."""
    other = elsewhere(office)
    await other.do(_move_in, ELSEWHERE, desk)
    return other


def elsewhere(office: Office) -> Office:
    """The same, once it is there."""
    return Office(office.store.store.of(ELSEWHERE.id), office.clock)


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


def are_true(tx: Transaction) -> bool:
    """Whether what is kept of every ticket of the workspace, to count it, is what its history says now."""
    for ticket_id in tx.find_values(tables.tickets, "id", order=("id",)):
        life = facts.life(tx, ticket_id)
        assert life is not None
        counted, waits = kept(life)
        if facts.get(tx, ticket_id) != (counted, list(waits)) or not is_repeated(tx, counted, waits):
            return False
    return True


def emptied(tx: Transaction) -> None:
    """Let there have been no tickets."""
    for table in (
        *(tables.tickets, tables.ticket_sources, tables.imported_tickets, tables.history, tables.messages),
        *(tables.clocks, tables.deadlines, tables.surveys, tables.ratings, tables.rating_comments, tables.tags),
        *(tables.followers, tables.links, tables.threads, tables.outbox, tables.search_documents, *facts.KEPT_IN),
    ):
        tx.remove(table)
    tx.change(tables.desks, {"last_number": 0})


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
