"""`helpdesk report`: the numbers outside Slack, printed and in files."""

import csv
import json
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest

from bot.helpdesk import triage
from storage.store import Store
from tests.office import Office, person
from tests.promises import NINE_TO_FIVE
from tests.world import Clock

Cli = Callable[..., Awaitable[tuple[int, str, str]]]
JANUARY = ("report", "--from", "2026-01-01", "--to", "2026-01-31")


@pytest.fixture
async def office(sqlite_url: str, elsewhere: Path, clock: Clock) -> AsyncIterator[Office]:
    """A desk with hours and three tickets, in the database that the command works on."""
    store = Store(sqlite_url, clock=clock, chance=random.Random(1))
    opened = await Office.open(store, clock)
    await opened.settle(hours=NINE_TO_FIVE)
    raised = [await opened.raised("ana", f"request {number}") for number in range(3)]
    for ticket, category in zip(raised, ("vpn", "vpn", "hardware"), strict=True):
        await opened.do(triage.categorise, ticket.id, category, person("dana"))
    clock.at += timedelta(hours=1)
    await opened.solved("dana", raised[-1])
    yield opened
    store.close()


async def test_without_a_file_the_headlines_are_printed(cli: Cli, office: Office) -> None:
    code, printed, _ = await cli(*JANUARY, "--desk", "it")
    assert code == 0
    assert printed.startswith("IT help · ")
    assert "Created: 3; ▲ 3 more than before (0)." in printed
    assert "Full resolution: median 1 h, n = 1" in printed


async def test_a_program_reads_a_row_for_each_group(cli: Cli, office: Office) -> None:
    code, printed, _ = await cli(*JANUARY, "--by", "category", "--desk", "IT", "--json")
    assert code == 0
    groups = {group["key"]: group["metrics"] for group in json.loads(printed)["groups"]}
    assert {key: numbers["created"]["n"] for key, numbers in groups.items()} == {"hardware": 1, "vpn": 2}
    assert groups["hardware"]["full_resolution"]["calendar"] == {"n": 1, "median": 3600, "p90": 3600}
    assert groups["vpn"]["full_resolution"]["calendar"] == {"n": 0, "median": None, "p90": None}


async def test_a_spreadsheet_reads_the_same(cli: Cli, office: Office, tmp_path: Path) -> None:
    file = tmp_path / "january.csv"
    code, printed, _ = await cli(*JANUARY, "--by", "category", "--desk", "IT", "--csv", str(file))
    assert (code, printed) == (0, f"Written: {file}\n")
    rows = list(csv.DictReader(StringIO(file.read_text("utf-8-sig"), newline="")))
    assert [(row["name"], row["created"]) for row in rows] == [("Hardware", "1"), ("VPN", "2")]


async def test_the_page_has_charts_groups_and_the_hours_of_the_week(cli: Cli, office: Office, tmp_path: Path) -> None:
    file = tmp_path / "january.html"
    code, _, _ = await cli(*JANUARY, "--by", "category", "--html", str(file), "--language", "de")
    assert code == 0
    page = file.read_text("utf-8")
    assert page.startswith("<!doctype html>")
    for part in ("IT help, People", "Hardware", "Montag", '<html lang="de">'):
        assert part in page


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--from", "2026-01-31", "--to", "2026-01-01"), "ends before it begins"),
        (("--from", "2026-02-30", "--to", "2026-03-01"), "There is no 2026-02-30"),
        (("--from", "yesterday", "--to", "today"), "There is no yesterday"),
        (("--from", "2026-01-01", "--to", "2026-01-31", "--desk", "garage"), "There is no desk called garage"),
        (("--from", "2026-01-01", "--to", "2026-01-31", "--csv", "/no/such/folder/x.csv"), "I can't write"),
    ],
)
async def test_what_can_not_be_made_is_said_in_a_sentence(
    cli: Cli, office: Office, arguments: tuple[str, ...], sentence: str
) -> None:
    code, _, said = await cli("report", *arguments)
    assert code == 1
    assert sentence in said
    assert "Traceback" not in said


async def test_of_no_ticket_there_is_a_report_all_the_same(cli: Cli, office: Office, tmp_path: Path) -> None:
    file = tmp_path / "empty.html"
    code, printed, _ = await cli("report", "--from", "2025-01-01", "--to", "2025-01-31")
    assert code == 0
    assert "Created: 0; as many as before." in printed
    code, _, _ = await cli("report", "--from", "2025-01-01", "--to", "2025-01-31", "--html", str(file))
    assert "There is too little in this period to draw." in file.read_text("utf-8")
