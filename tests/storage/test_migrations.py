"""The migrations make the database that the program expects, however often and by however many they are run."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, create_engine, inspect, text
from sqlalchemy.engine import make_url

from storage.engine import open_engine
from storage.schema import MIGRATIONS, upgrade
from storage.tables import metadata

UPGRADE = """
import sys
from storage.engine import open_engine
from storage.schema import MIGRATIONS, upgrade
upgrade(open_engine(sys.argv[1]))
"""
ROOT = Path(__file__).parents[2]


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without any table: the test runs once on each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server = make_url(request.getfixturevalue("postgresql_server")).set(drivername="postgresql+psycopg")
    name = f"empty_{os.getpid()}_{abs(hash(request.node.name))}"
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield server.set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture
def engine(empty_url: str) -> Iterator[Engine]:
    """The empty database, opened."""
    opened = open_engine(empty_url)
    yield opened
    opened.dispose()


def test_an_upgraded_database_is_the_one_that_the_tables_describe(engine: Engine):
    upgrade(engine)
    with engine.connect() as connection:
        compare = {"compare_type": True, "compare_server_default": True, "include_name": _is_described}
        context = MigrationContext.configure(connection, opts=compare)
        assert compare_metadata(context, metadata) == []


def test_a_second_upgrade_changes_nothing_and_keeps_what_is_stored(engine: Engine):
    upgrade(engine)
    with engine.execution_options(is_writer=True).begin() as connection:
        connection.execute(
            metadata.tables["workspaces"].insert(),
            {"workspace_id": "T1", "name": "Here", "url": "u", "bot_user_id": "U1"},
        )
    before = _schema(engine)
    upgrade(engine)
    assert _schema(engine) == before
    with engine.connect() as connection:
        assert connection.execute(text("SELECT name FROM workspaces")).scalars().all() == ["Here"]


def test_answers_that_wait_for_a_mentor_are_kept_as_their_table_gets_another_name(engine: Engine):
    draft = {"workspace_id": "T1", "id": 2**62, "source": "view:V1", "onboarding_id": 2, "place": 0, "ticket_id": 3}
    draft |= {"key": "IT-1", "author_id": "UDANA", "text": "Restart it", "version": 2, "seen": "IT.0.0"}
    draft |= {"written_at": datetime(2026, 1, 5, 9, tzinfo=UTC), "comment": "Say which one", "commented_by": "UELI"}
    after = metadata.tables["training_draft_answers"]
    before = sa.table("training_answers", *(sa.column(one.name, one.type) for one in after.columns))
    _upgrade_to(engine, "0026")
    with engine.execution_options(is_writer=True).begin() as connection:
        connection.execute(before.insert(), draft)
    upgrade(engine)
    with engine.connect() as connection:
        (row,) = connection.execute(after.select())
    assert {name: getattr(row, name) for name in draft} == draft


def test_processes_that_start_at_once_take_turns(empty_url: str, engine: Engine):
    started = [
        subprocess.Popen(
            [sys.executable, "-c", UPGRADE, empty_url],
            cwd=ROOT,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": "."},
        )
        for _ in range(3)
    ]
    said = [process.communicate(timeout=60)[1].decode() for process in started]
    assert [process.returncode for process in started] == [0, 0, 0], "\n".join(said)
    assert set(metadata.tables) <= set(inspect(engine).get_table_names())


def test_every_table_and_every_key_begins_with_the_workspace():
    for table in metadata.tables.values():
        assert table.primary_key.columns.keys()[0] == "workspace_id", table.name
        for index in table.indexes:
            assert index.columns.keys()[0] == "workspace_id", index.name


def _upgrade_to(engine: Engine, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.execution_options(is_writer=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def _is_described(name: str | None, kind: str, _parents: object) -> bool:
    """The index of words is nothing of SQLAlchemy's: a table on SQLite, a column with its index on PostgreSQL."""
    return not (
        kind in {"table", "column", "index"} and str(name).startswith(("search_index", "ix_search_documents_w"))
    )


def _schema(engine: Engine) -> dict[str, list[str]]:
    looked = inspect(engine)
    return {name: sorted(column["name"] for column in looked.get_columns(name)) for name in looked.get_table_names()}
