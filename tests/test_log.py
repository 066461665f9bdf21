"""The log helps whoever runs the helpdesk, and gives nobody's secrets away."""

import json
import logging
import sys
from collections.abc import Iterator

import pytest
import structlog

from bot.service import configure_log


@pytest.fixture(autouse=True)
def log() -> Iterator[None]:
    """Leave the log as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.mark.parametrize("is_terminal", [True, False])
def test_a_trace_names_the_line_and_keeps_the_values_to_itself(capsys, monkeypatch, is_terminal):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: is_terminal, raising=False)
    configure_log("info")
    fail_with(token="xoxb-very-secret")
    written = capsys.readouterr().err
    assert "test_log.py" in written
    assert "could not be done" in written
    assert "very-secret" not in written


def test_programs_read_lines_of_json(capsys):
    configure_log("info")
    structlog.get_logger().info("delivered", messages=3)
    logging.getLogger("a library").warning("look here")
    first, second = (json.loads(line) for line in capsys.readouterr().err.splitlines())
    assert (first["event"], first["messages"], first["level"]) == ("delivered", 3, "info")
    assert (second["event"], second["level"]) == ("look here", "warning")


def test_what_is_below_the_level_is_left_out(capsys):
    configure_log("warning")
    structlog.get_logger().info("nothing of note")
    assert capsys.readouterr().err == ""


def fail_with(token: str) -> None:
    assert token
    try:
        _ = 1 / 0
    except ZeroDivisionError as error:
        structlog.get_logger().error("could not be done", exc_info=error)
