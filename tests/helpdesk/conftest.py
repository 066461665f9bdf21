"""A cast without Slack: verbs on real databases."""

import pytest

from bot.rules.records import Ticket
from storage.store import Store
from tests.office import Office
from tests.talk import Talk
from tests.world import Clock


@pytest.fixture
async def office(store: Store, clock: Clock) -> Office:
    """The desks and their people."""
    return await Office.open(store, clock)


@pytest.fixture
def talk(office: Office) -> Talk:
    """The same, as they write to one another."""
    return Talk(office)


@pytest.fixture
async def ticket(talk: Talk) -> Ticket:
    """Raised by Ana in #it."""
    return await talk.request("ana")
