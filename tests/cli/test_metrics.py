"""`helpdesk metrics --ticket`: one ticket's numbers, for people and for programs."""

import json
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.helpdesk import conversation
from storage.store import Store
from tests.office import Office, person
from tests.promises import NINE_TO_FIVE
from tests.world import Clock

Cli = Callable[..., Awaitable[tuple[int, str, str]]]


@pytest.fixture
async def office(sqlite_url: str, elsewhere: Path, clock: Clock) -> AsyncIterator[Office]:
    """A desk with hours, in the database that the command works on."""
    store = Store(sqlite_url, clock=clock, chance=random.Random(1))
    opened = await Office.open(store, clock)
    await opened.settle(hours=NINE_TO_FIVE)
    yield opened
    store.close()


@pytest.fixture
async def solved(office: Office, clock: Clock) -> str:
    """Raised, answered 47 minutes later by a public message, solved after another hour."""
    ticket = await office.raised("ana")
    await office.claimed("dana", ticket)
    clock.at += timedelta(minutes=10)
    await office.do(conversation.note, ticket.id, person("dana"), "The driver again", "view:note")
    clock.at += timedelta(minutes=37)
    await office.do(conversation.reply, ticket.id, person("dana"), "Please restart it", "view:reply")
    clock.at += timedelta(hours=1)
    await office.solved("dana", ticket)
    return ticket.key


async def test_a_program_reads_seconds_and_null(cli: Cli, solved: str) -> None:
    code, printed, _ = await cli("metrics", "--ticket", solved.lower(), "--json")
    numbers = json.loads(printed)
    assert code == 0
    assert numbers["first_response"] == {"calendar": 2820, "business": 2820}
    assert numbers["next_response"] is None
    assert numbers["full_resolution"] == numbers["first_resolution"] == {"calendar": 6420, "business": 6420}
    assert numbers["agent_wait"] == {"calendar": 0, "business": 0}
    assert (numbers["reopens"], numbers["one_touch"], numbers["first_contact_resolution"]) == (0, True, True)
    assert numbers["rating"] is None


async def test_people_read_a_line_for_each(cli: Cli, solved: str) -> None:
    _, printed, _ = await cli("metrics", "--ticket", solved)
    assert "first_response: calendar 2820, business 2820\n" in printed
    assert "next_response: -\n" in printed


async def test_a_number_that_no_ticket_has_is_said(cli: Cli, office: Office) -> None:
    assert await cli("metrics", "--ticket", "it-99") == (1, "", "There is no ticket IT-99.\n")
