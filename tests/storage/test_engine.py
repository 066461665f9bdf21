"""On what the promise of a commit rests on SQLite. PostgreSQL keeps it by itself."""

import pytest
from sqlalchemy import text

from storage.engine import open_engine


@pytest.mark.parametrize(
    ("setting", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 10_000)]
)
def test_a_commit_is_on_the_disk_and_readers_stand_beside_the_writer(
    sqlite_url: str, setting: str, value: str | int
) -> None:
    engine = open_engine(sqlite_url)
    with engine.connect() as connection:
        assert connection.execute(text(f"PRAGMA {setting}")).scalar() == value
    engine.dispose()
