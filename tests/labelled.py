"""Requests of which we know which are about the same: tests/data/tickets.yml."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parent / "data" / "tickets.yml"


@dataclass(frozen=True, slots=True)
class Pair:
    """The same, asked twice."""

    first: str
    again: str


def pairs() -> list[Pair]:
    """What was asked twice."""
    return [Pair(**pair) for pair in _read()["pairs"]]


def alone() -> list[str]:
    """What was asked once."""
    return [str(text) for text in _read()["alone"]]


@cache
def _read() -> Any:
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))
