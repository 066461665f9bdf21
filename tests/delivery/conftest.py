"""A post office on each kind of database."""

from collections.abc import AsyncIterator

import pytest

from storage.store import Store
from tests.delivery.post_office import PostOffice
from tests.world import Clock


@pytest.fixture
async def post(store: Store, clock: Clock) -> AsyncIterator[PostOffice]:
    """Delivery, unpaced, between each kind of database and a sandbox."""
    async with PostOffice.open(store, clock) as opened:
        yield opened
