"""What all parts of the workspace share: the clock, fresh ids and timestamps, the change feed, and the file."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any

from bot.sandbox.records import Json

IDS_RESERVED_AT_ONCE = 1000
MICROSECONDS = 1_000_000
TS_STEP = 100
"""Microseconds between two messages of the same instant: Slack's timestamps end in 00 mostly, and so do ours."""


class What(StrEnum):
    """What changed in the workspace."""

    PERSON = "person"
    CHANNEL = "channel"
    JOINED = "joined"
    LEFT = "left"
    POSTED = "posted"
    EDITED = "edited"
    DELETED = "deleted"
    REACTED = "reacted"
    UNREACTED = "unreacted"
    WHISPERED = "whispered"
    VIEW = "view"
    HOME = "home"
    HOME_OPENED = "home_opened"
    FILE = "file"
    TOUR = "tour"
    ACKNOWLEDGED = "acknowledged"
    """Nothing changed but that the app acknowledged a delivery (`record`: its payload)."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One change as the feed tells it: `record` is the state after it, `before` the one before, `person` its author."""

    what: What
    record: Any
    before: Any = None
    person: str = ""
    detail: str = ""


class Ledger:
    """Clock, ids, change feed and write-through file of one workspace.

    `path=None` keeps everything in memory only. Every document is durable when `keep` returns.
    """

    def __init__(self, clock: Callable[[], float], path: Path | None) -> None:
        self.clock = clock
        self._listeners: list[Callable[[Change], None]] = []
        self._file = _open(path) if path else None
        self._held: dict[tuple[str, str], Any] | None = None
        self._last_ts = 0
        self._next_id = self._reserved = self._reserve()

    def now(self) -> int:
        return int(self.clock())

    def next_ts(self) -> str:
        """A message timestamp that is unique and later than every other."""
        self._last_ts = max(int(self.clock() * MICROSECONDS) // TS_STEP * TS_STEP, self._last_ts + TS_STEP)
        return f"{self._last_ts // MICROSECONDS}.{self._last_ts % MICROSECONDS:06d}"

    def saw_ts(self, ts: str) -> None:
        """Never hand out a timestamp before this one (messages read back from the file)."""
        seconds, _, fraction = ts.partition(".")
        self._last_ts = max(self._last_ts, int(seconds) * MICROSECONDS + int(fraction))

    def next_id(self, prefix: str) -> str:
        """A fresh id such as `U0000000A1`: unique over all kinds, also after a restart."""
        if self._next_id >= self._reserved + IDS_RESERVED_AT_ONCE:
            self._reserved = self._reserve()
        self._next_id += 1
        return f"{prefix}{self._next_id:010X}"

    def subscribe(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Call `listener` after every change, in order, until the returned function is called."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def tell(self, change: Change) -> None:
        for listener in list(self._listeners):
            listener(change)

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Hold back what is kept meanwhile, and write the last state of it all in one go: everything, or nothing."""
        held: dict[tuple[str, str], Any] = {}
        self._held = held
        try:
            yield
        finally:
            self._held = None
        if self._file:
            self._file.execute("BEGIN")
            for (kind, key), record in held.items():
                if record is None:
                    self.forget(kind, key)
                else:
                    self.keep(kind, key, record)
            self._file.execute("COMMIT")

    def keep(self, kind: str, key: str, record: Any) -> None:
        if self._held is not None:
            self._held[kind, key] = record
        elif self._file:
            self.keep_bytes(kind, key, json.dumps(record, default=_document).encode())

    def keep_bytes(self, kind: str, key: str, body: bytes) -> None:
        if self._file:
            self._file.execute("INSERT OR REPLACE INTO document VALUES (?, ?, ?)", (kind, key, body))

    def forget(self, kind: str, key: str) -> None:
        if self._held is not None:
            self._held[kind, key] = None
        elif self._file:
            self._file.execute("DELETE FROM document WHERE kind = ? AND key = ?", (kind, key))

    def kept(self, kind: str) -> Iterator[Json]:
        """All documents of a kind in the order in which they were first kept."""
        return (json.loads(body) for _, body in self.kept_bytes(kind))

    def kept_bytes(self, kind: str) -> list[tuple[str, bytes]]:
        if not self._file:
            return []
        return self._file.execute("SELECT key, body FROM document WHERE kind = ? ORDER BY key", (kind,)).fetchall()

    def close(self) -> None:
        if self._file:
            self._file.close()

    def _reserve(self) -> int:
        start = max((int(body) for _, body in self.kept_bytes("ids")), default=0)
        self.keep_bytes("ids", "next", str(start + IDS_RESERVED_AT_ONCE).encode())
        return start


def _document(record: Any) -> Json:
    """A record as JSON writes it. As `asdict`, which copies all that is in it first and takes ten times as long."""
    return {field.name: getattr(record, field.name) for field in fields(record)}


def _open(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Autocommit: each document is its own transaction. WAL without a sync per write survives the process, which is
    # all a sandbox promises.
    file = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    file.execute("PRAGMA journal_mode = WAL")
    file.execute("PRAGMA synchronous = NORMAL")
    file.execute("CREATE TABLE IF NOT EXISTS document (kind TEXT, key TEXT, body BLOB, PRIMARY KEY (kind, key))")
    return file
