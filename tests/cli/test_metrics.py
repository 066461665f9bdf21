"""`helpdesk metrics`: one ticket's numbers, and those of a period, for people and for programs."""

import json
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.helpdesk import conversation
from bot.rules.reports import Metric
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
    assert list(numbers) == [
        *("first_response", "next_response", "first_resolution", "full_resolution"),
        *("requester_wait", "agent_work", "agent_wait", "on_hold"),
        *("reopens", "one_touch", "first_contact_resolution", "rating"),
    ]
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


# A period. The clock of the tests stands in January 2026, long before the terminal's.


async def test_a_program_reads_every_number_of_a_period_with_n_beside_it(cli: Cli, solved: str) -> None:
    code, printed, _ = await cli("metrics", "--from", "2026-01-01", "--to", "2026-01-31", "--json")
    document = json.loads(printed)
    numbers = document["metrics"]
    assert code == 0
    assert (document["from"], document["to"]) == ("2026-01-01T00:00:00+00:00", "2026-02-01T00:00:00+00:00")
    assert numbers["created"] == numbers["solved"] == {"n": 1}
    assert numbers["first_response"]["calendar"] == {"n": 1, "median": 2820, "p90": 2820}
    assert numbers["full_resolution"]["business"] == {"n": 1, "median": 6420, "p90": 6420}
    assert numbers["next_response"]["calendar"] == {"n": 0, "median": None, "p90": None}
    assert numbers["one_touch"] == {"n": 1, "part": 1, "share": None, "low": None, "high": None}
    assert numbers["backlog"]["n"] == 0
    assert set(numbers) == set(Metric)
    assert document["before"]["metrics"]["created"] == {"n": 0}


async def test_a_period_is_split_and_begins_at_midnight_in_a_zone(cli: Cli, solved: str) -> None:
    """The ticket was raised at 9:00 UTC on the 5th, when it was 23:00 on the 4th in Honolulu."""
    given = ("metrics", "--from", "2026-01-04", "--to", "2026-01-05", "--by", "day", "--json", "--desk", "it help")
    for zone, counts in (("UTC", [0, 1]), ("Pacific/Honolulu", [1, 0])):
        _, printed, _ = await cli(*given, "--zone", zone)
        groups = json.loads(printed)["groups"]
        assert [group["key"] for group in groups] == ["2026-01-04", "2026-01-05"]
        assert [group["metrics"]["created"]["n"] for group in groups] == counts


async def test_people_read_a_table_with_the_names_of_agents(cli: Cli, solved: str) -> None:
    code, printed, _ = await cli("metrics", "--from", "2026-01", "--by", "agent")
    lines = printed.splitlines()
    assert code == 0
    assert "IT, HR" in lines[0] or "HR, IT" in lines[0]
    assert next(line for line in lines if line.startswith("first response ")).split()[2:6] == ["1", "47", "min", "47"]
    assert any(line.startswith("Dana Vogt") for line in lines)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((), "--ticket"),
        (("--ticket", "IT-1", "--from", "2026-01-01"), "--ticket"),
        (("--from", "2026-02-30"), "2026-02-30"),
        (("--from", "yesterday"), "yesterday"),
        (("--from", "2026-01-31", "--to", "2026-01-01"), "ends before it begins"),
        (("--from", "2999-01-01"), "nothing has happened"),
        (("--from", "2026-01-01", "--desk", "sales"), "sales"),
        (("--from", "2026-01-01", "--zone", "Berlin"), "Berlin"),
    ],
)
async def test_what_is_no_period_is_refused_in_words(cli: Cli, solved: str, given: tuple[str, ...], said: str) -> None:
    code, printed, complained = await cli("metrics", *given)
    assert (code, printed) == (1, "")
    assert said in complained
