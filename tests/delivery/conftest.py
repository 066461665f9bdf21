"""A post office on each kind of database."""

from collections.abc import AsyncIterator, Iterator

import pytest
import structlog

from storage.store import Store
from tests.delivery.post_office import PostOffice
from tests.world import Clock


@pytest.fixture(autouse=True)
def short_log() -> Iterator[None]:
    """Tracebacks as Python prints them: structlog's own take seconds to draw."""
    structlog.configure(processors=[structlog.processors.format_exc_info, structlog.dev.ConsoleRenderer(colors=False)])
    yield
    structlog.reset_defaults()


@pytest.fixture
async def post(store: Store, clock: Clock) -> AsyncIterator[PostOffice]:
    """Delivery, unpaced, between each kind of database and a sandbox."""
    async with PostOffice.open(store, clock) as opened:
        yield opened
