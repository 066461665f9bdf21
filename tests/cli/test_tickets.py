"""`helpdesk import tickets` and `helpdesk export tickets`: what is done, what is said, and how it ends."""

import json
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from storage import clocks
from storage.store import Store
from tests.office import Office
from tests.pasts import event, line
from tests.promises import NINE_TO_FIVE
from tests.world import Clock

Cli = Callable[..., Awaitable[tuple[int, str, str]]]

SHARED = json.loads((Path(__file__).parents[1] / "data" / "business_time.json").read_text())
TIMELINES = [case for case in SHARED["cases"] if case["op"] == "ticket_timeline"]
ANSWERED = (
    event(0, "created", by="requester"),
    event(10, "bot_message"),
    event(20, "agent_internal_note", by="U2"),
    event(47, "agent_public_reply", by="U2"),
    event(107, "status", to="solved", by="U2"),
    event(120, "rated", score=4),
)


@pytest.fixture
async def office(sqlite_url: str, elsewhere: Path, clock: Clock) -> AsyncIterator[Office]:
    """A desk with hours, in the database that the command works on."""
    store = Store(sqlite_url, clock=clock, chance=random.Random(1))
    opened = await Office.open(store, clock)
    await opened.settle(hours=NINE_TO_FIVE)
    yield opened
    store.close()


@pytest.fixture
def file(office: Office, tmp_path: Path) -> Path:
    """Two tickets, one in the other's words."""
    path = tmp_path / "old.jsonl"
    path.write_text(f"{line(*ANSWERED)}\n\n{line(key='Zendesk 42', subject='Löschen?')}\n", encoding="utf-8-sig")
    return path


async def test_a_file_comes_in_and_a_ticket_of_it_tells_its_numbers_by_either_name(cli: Cli, file: Path) -> None:
    assert await cli("import", "tickets", str(file)) == (
        0,
        "2 new, 0 changed, 0 as before. Done. 1 is not solved: `helpdesk repair` posts the cards.\n",
        "",
    )
    for name in ("old-1017", "OLD-1017"):
        _, printed, _ = await cli("metrics", "--ticket", name, "--json")
        numbers = json.loads(printed)
        assert numbers["first_response"] == {"calendar": 2820, "business": 2820}
        assert numbers["full_resolution"] == {"calendar": 6420, "business": 6420}
        assert (numbers["next_response"], numbers["reopens"], numbers["rating"]) == (None, 0, 4)
        assert (numbers["one_touch"], numbers["first_contact_resolution"]) == (True, True)
    assert (await cli("metrics", "--ticket", "Zendesk 42"))[0] == 0


async def test_a_dry_run_says_what_would_change_and_changes_nothing(cli: Cli, file: Path) -> None:
    code, printed, _ = await cli("import", "tickets", str(file), "--dry-run")
    assert code == 0
    assert printed.splitlines() == [
        "new        old-1017 as OLD-1017: No ink",
        "new        Zendesk 42 as IT-1: Löschen?",
        "2 new, 0 changed, 0 as before. This is what would change. Nothing was changed.",
    ]
    assert (await cli("export", "tickets"))[1] == ""


async def test_what_was_written_comes_in_again_and_is_written_the_same(cli: Cli, file: Path, tmp_path: Path) -> None:
    await cli("import", "tickets", str(file))
    out = tmp_path / "out.jsonl"
    assert await cli("export", "tickets", str(out)) == (0, f"2 tickets are in {out}.\n", "")
    assert (await cli("import", "tickets", str(out)))[1].startswith("0 new, 2 changed")  # it says more than before
    assert (await cli("export", "tickets"))[1] == _text(out)
    assert (await cli("import", "tickets", str(out)))[1] == "0 new, 0 changed, 2 as before. Done.\n"
    assert not _is_there(out.with_name("out.jsonl.new"))


async def test_mistakes_are_told_by_line_and_end_with_a_code(cli: Cli, file: Path) -> None:
    _append(file, b"\xff\n{}\n")
    code, printed, complaint = await cli("import", "tickets", str(file))
    assert (code, printed) == (1, "")
    assert complaint.splitlines()[0] == f"{file}, line 4: this is no text in UTF-8."
    assert all(one.startswith(f"{file}, line 5: ") for one in complaint.splitlines()[1:-1])
    assert complaint.splitlines()[-1] == "Nothing was changed."
    assert (await cli("export", "tickets"))[1] == ""


async def test_a_file_that_is_not_there_is_named(cli: Cli, office: Office, tmp_path: Path) -> None:
    missing = tmp_path / "no.jsonl"
    assert await cli("import", "tickets", str(missing)) == (
        1,
        "",
        f"{missing} cannot be read: No such file or directory.\n",
    )
    folder = tmp_path / "no" / "out.jsonl"
    assert (await cli("export", "tickets", str(folder)))[0] == 1


@pytest.mark.parametrize("case", TIMELINES, ids=lambda case: f"{case['id']}: {case['source']}")
async def test_timelines_of_other_projects_count_as_they_expect(
    cli: Cli, office: Office, tmp_path: Path, case: Mapping[str, Any]
) -> None:
    steps, asked = case["expected"]["steps"], case["input"]
    minutes = {"first_response": asked["response_target_minutes"], "resolution": asked["resolution_target_minutes"]}
    targets = {name: f"{number}m" for name, number in minutes.items()}
    await office.settle(hours=NINE_TO_FIVE, targets=[targets])
    file = tmp_path / "timeline.jsonl"
    events = [one for step in steps for one in _events(step)]
    priority, hours = asked["priority"].lower().replace("medium", "normal"), SHARED["schedules"][case["schedule"]]
    file.write_text(line(*events, key="case-1", priority=priority, schedule=hours))
    assert (await cli("import", "tickets", str(file)))[0] == 0
    _, printed, _ = await cli("metrics", "--ticket", "case-1", "--json")
    numbers = json.loads(printed)
    for name, value in ((name, value) for step in steps for name, value in step.items() if name in EXPECTED):
        assert EXPECTED[name](numbers, asked, _time(steps[0]["at"])) == (
            _time(value) if name == "first_responded_on" else value
        ), name
    known = await office.see(clocks.of_ticket, (await office.ticket("CASE-1")).id)
    if steps[-1].get("sla_status") in ("Failed", "Fulfilled"):  # else it depends on when one looks
        assert any(clock.breached_at for clock in known) is (steps[-1]["sla_status"] == "Failed")


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _is_there(file: Path) -> bool:
    return file.exists()


def _append(file: Path, more: bytes) -> None:
    file.write_bytes(file.read_bytes() + more)


def _time(written: str) -> datetime:
    return datetime.fromisoformat(written).astimezone(UTC)


def _events(step: Mapping[str, Any]) -> list[dict[str, Any]]:
    """There, a reply is what makes a ticket wait for the customer, and what the customer writes opens it again."""
    reply = {"type": "agent_public_reply", "by": "UDANA"}
    kinds: dict[str, list[dict[str, Any]]] = {
        "created": [{"type": "created"}],
        "Replied": [reply, {"type": "status", "to": "pending"}],
        "agent reply, Replied": [reply, {"type": "status", "to": "pending"}],
        "agent reply after closing": [reply],
        "Open": [{"type": "requester_reply"}],
        "Resolved": [{"type": "status", "to": "solved"}],
        "Closed": [{"type": "status", "to": "closed"}],
        "check": [],
    }
    return [{"at": step["at"]} | kind for kind in kinds[step["event"]]]


def _late(spent: int, target: int) -> int | None:
    return spent - target if spent > target else None


EXPECTED: Mapping[str, Callable[[Any, Any, datetime], Any]] = {
    "first_responded_on": lambda numbers, _, created: (
        created + timedelta(seconds=numbers["first_response"]["calendar"])
    ),
    "resolution_seconds": lambda numbers, *_: numbers["requester_wait"]["business"],
    "hold_seconds": lambda numbers, *_: numbers["agent_wait"]["business"],
    "response_late_seconds": lambda numbers, asked, _: _late(
        numbers["first_response"]["business"], 60 * asked["response_target_minutes"]
    ),
    "resolution_late_seconds": lambda numbers, asked, _: _late(
        numbers["requester_wait"]["business"], 60 * asked["resolution_target_minutes"]
    ),
}
