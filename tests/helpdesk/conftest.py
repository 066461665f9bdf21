"""A cast without Slack: verbs on real databases."""

import random
from collections.abc import Iterator

import pytest

from bot.rules.records import Ticket
from storage.store import Store
from tests.office import Office
from tests.problems import join
from tests.talk import Talk
from tests.world import Clock


@pytest.fixture
async def office(store: Store, clock: Clock) -> Office:
    """The desks and their people."""
    return await Office.open(store, clock)


@pytest.fixture
def there(office: Office, database_url: str, clock: Clock) -> Iterator[Office]:
    """The same, as another process of the bot works on it."""
    replica = Store(database_url, clock=clock, chance=random.Random(2))
    yield Office(replica.of(office.store.workspace), clock)
    replica.close()


@pytest.fixture
def talk(office: Office) -> Talk:
    """The same, as they write to one another."""
    return Talk(office)


@pytest.fixture
async def ticket(talk: Talk) -> Ticket:
    """Raised by Ana in #it."""
    return await talk.request("ana")


@pytest.fixture
async def problem(talk: Talk, clock: Clock) -> Ticket:
    """IT-1, Ana's, which others have, too."""
    raised = await talk.request("ana", "The VPN is down")
    clock.advance(minutes=5)
    return raised


@pytest.fixture
async def bens(talk: Talk, problem: Ticket, clock: Clock) -> Ticket:
    """IT-2, Ben's, about the same."""
    assert problem.key == "IT-1"
    raised = await talk.request("ben", "VPN?")
    clock.advance(minutes=5)
    return raised


@pytest.fixture
async def joined(office: Office, problem: Ticket, bens: Ticket) -> Ticket:
    """The same, once it has joined Ana's."""
    await join(office, bens, problem)
    return bens
