"""When something breaks: people are told kindly, and what they are told finds the line in the log."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.helpdesk import assignment, hearing, intake
from bot.views import ids
from storage import tickets
from tests.handlers.work import form, raised, told
from tests.world import World

REFERENCE = re.compile(r"reference: `?([0-9a-f]{8})")


def broken(*_: object) -> None:
    raise RuntimeError("the disk is full")


async def reference_in_log(act: Callable[[], Any]) -> str:
    """Do something that breaks: the reference that the log has for it, with the error."""
    with capture_logs() as logs:
        await act()
    (line,) = [line for line in logs if line["log_level"] == "error"]
    assert str(line["exc_info"]) == "the disk is full"
    return str(line["reference"])


def reference_in(text: str) -> str:
    """The reference that somebody was told."""
    found = REFERENCE.search(text)
    assert found is not None, text
    return found[1]


async def test_a_command_that_breaks_says_what_finds_the_log_line(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "open_ticket", broken)
    logged = await reference_in_log(lambda: world.ana.slash("/ticket", "no network", channel="it"))
    assert reference_in(told(world, "ana", "it")) == logged


async def test_a_button_that_breaks_says_so_too(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await raised(world)
    monkeypatch.setattr(assignment, "claim", broken)
    logged = await reference_in_log(lambda: world.dana.click(world.card(), ids.CLAIM))
    assert reference_in(told(world, "dana")) == logged


async def test_a_form_that_breaks_says_so_and_keeps_what_was_written(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await raised(world)
    opened = await form(world, "dana", ids.ASSIGN)
    monkeypatch.setattr(assignment, "assign", broken)
    errors: dict[str, str] = {}

    async def submit() -> None:
        errors.update(await world.dana.submit(opened, {ids.ASSIGNEE: world.id("eli")}) or {})

    logged = await reference_in_log(submit)
    assert reference_in(errors[ids.ASSIGNEE]) == logged
    assert world.dana.modal() is not None


async def test_an_event_that_breaks_is_delivered_again_and_heard_then(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard, failures = hearing.heard, iter([broken])

    def heard_the_second_time(*told: Any) -> None:
        next(failures, heard)(*told)

    monkeypatch.setattr(hearing, "heard", heard_the_second_time)
    await reference_in_log(lambda: world.ana.say("it", "The printer is jammed"))
    assert [ticket.key for ticket in await world.read(tickets.every_living)] == ["IT-1"]
