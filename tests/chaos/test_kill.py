"""The bot is killed again and again in the middle of its work: nothing acknowledged is lost, nothing is doubled."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.delivery.letters import letter
from bot.delivery.outbox import Delivery
from bot.delivery.pacing import UNPACED, Pacing
from bot.delivery.slack import Slack, open_session, web_client
from bot.helpdesk import conversation, lifecycle, problems, settings
from bot.rules.vocabulary import PersonId, WorkspaceId
from bot.sandbox import Fault, Limits, NoAnswer, Sandbox, Timing
from bot.sandbox.records import Message
from bot.views import ids
from storage import tables, tickets
from storage.schema import upgrade
from storage.store import Store, WorkspaceStore
from storage.transaction import Transaction
from tests.chaos.bot_process import BotProcess
from tests.world import AGENTS, CAST, desks_document

PATIENCE = 20.0  # seconds for something to become visible on a busy machine
PEOPLE = [f"person{number}" for number in range(6)]  # each says one thing: several would be one ticket
KILLS = 2
CLIMBING = 6  # tickets that are escalated
JOINED = 14  # tickets of one problem, more than are reached at once
PLEA = {ids.TIER: "2", ids.REASON: "It hums", ids.TRIED: "Kicking it"}
ROUND_THE_CLOCK = {"hours": ["00:00", "24:00"]}
# What a kill does to a database the burst shows on both; what the others ask does not depend on which it is.
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ON_POSTGRESQL = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
TIMING = Timing(acknowledgement=3.0, event_retries=(0.0, *(0.3,) * 60))


@dataclass
class Scene:
    """A workspace whose bot will die, and what the database says."""

    sandbox: Sandbox
    store: WorkspaceStore
    acknowledged: set[str]

    async def slash(self, text: str) -> None:
        """Raise a ticket by command; Slack tells at once when it failed."""
        answer = await self.sandbox.driver.person("ana").slash("/ticket", text, channel="random")
        if not answer.error:
            self.acknowledged.add(text)

    async def say(self, person: str, text: str) -> None:
        """Raise a ticket by writing in the request channel; Slack delivers until it is acknowledged."""
        await self.sandbox.driver.person(person).say("it", text)
        self.acknowledged.add(text)

    async def escalate_all(self) -> None:
        """Dana escalates each ticket by its card, and tries again when Slack says that it did not work."""
        dana = self.sandbox.driver.person("dana")
        for card in self.cards():
            (entry,) = (each for each in _menu(card) if each.startswith(f"{ids.ESCALATE}:"))
            await insist(partial(dana.choose, card, ids.MORE, entry))
            form = dana.modal()
            assert form is not None
            await insist(partial(dana.submit, form, PLEA))

    async def acknowledge_all(self) -> None:
        """Eli acknowledges each of them as soon as it stands in the tier's channel, and tries again, too."""
        driver, known = self.sandbox.driver, set[str]()
        for number in range(1, CLIMBING + 1):
            await driver.until(partial(self.stand_escalated, number), PATIENCE)
            for message in [each for each in driver.messages("it-second") if each.ts not in known]:
                known.add(message.ts)
                await insist(partial(driver.person("eli").click, message, ids.ACKNOWLEDGE))

    def stand_escalated(self, number: int) -> bool:
        """Whether at least so many messages stand in the tier's channel."""
        return len(self.sandbox.driver.messages("it-second")) >= number

    def cards(self) -> list[Message]:
        """What stands in the triage channel."""
        return [message for message in self.sandbox.driver.messages("it-triage") if not message.is_reply]

    def posted(self) -> list[str]:
        """The ids of the notices of every message that the bot has posted anywhere."""
        workspace = self.sandbox.workspace
        everything = [
            message for channel in workspace.channels for message in workspace.messages.in_channel(channel.id)
        ]
        return [message.metadata["event_payload"]["id"] for message in everything if message.metadata]

    async def posts(self, number: int) -> None:
        """Wait until the bot has posted so many messages more."""
        before = len(self.posted())
        await self.sandbox.driver.until(lambda: len(self.posted()) >= before + number, PATIENCE)

    async def everybody_is_answered(self) -> None:
        """Wait until the bot has been told of everything that was written, and has confirmed it in its thread."""
        driver = self.sandbox.driver

        def is_answered() -> bool:
            written = [message for message in driver.messages("it") if not message.bot_id]
            return all(driver.thread(message.channel, message.ts) for message in written)

        await driver.until(is_answered, PATIENCE)

    async def until_solved(self, number: int) -> None:
        """Wait until so many tickets are."""
        async with asyncio.timeout(PATIENCE):
            while True:
                if [ticket.status for ticket in await self.store.read(tickets.every_living)] == ["solved"] * number:
                    return
                await asyncio.sleep(0.2)

    async def tickets(self) -> Counter[str]:
        """How many tickets each text has made."""
        return await self.store.read(_tickets)

    async def deliver_the_rest(self) -> None:
        """A last process takes over what the dead have left: the time is later than any lease of theirs."""
        later = datetime.now(UTC) + timedelta(minutes=10)  # noqa: TID251  leases were dated by the real clock
        store = Store(self.database_url, clock=lambda: later, chance=random.Random(9))
        async with open_session() as session:
            slack = Slack(
                web_client(self.sandbox.bot_token, self.sandbox.api_url, session), Pacing(store.clock, UNPACED)
            )
            await Delivery(store.of(self.store.workspace), slack, letter, chance=random.Random(9)).drain()
        store.close()

    @property
    def database_url(self) -> str:
        return self.store.store.engine.url.render_as_string(hide_password=False)


@asynccontextmanager
async def scene(database_url: str) -> AsyncIterator[Scene]:
    """The cast and six more people, with an IT desk that has a second tier and asks how it went at any hour."""
    sandbox = Sandbox(limits=Limits.off(), timing=TIMING, seed=1)
    names = {name: sandbox.add_person(name, **facts).id for name, facts in CAST.items()}
    names |= {name: sandbox.add_person(name).id for name in PEOPLE}
    for channel in ("it", "hr", "random"):
        names[f"#{channel}"] = sandbox.add_channel(channel).id
    names["#it-triage"] = sandbox.add_channel("it-triage", members=AGENTS).id
    names["#it-second"] = sandbox.add_channel("it-second", members=AGENTS).id
    names["#it-private"] = sandbox.add_channel("it-private", members=AGENTS, kind="private").id
    names["#hr-triage"] = sandbox.add_channel("hr-triage", members=["hana"]).id
    async with sandbox:
        store = Store(database_url, clock=lambda: datetime.now(UTC), chance=random.Random(1))  # noqa: TID251  as the bot
        upgrade(store.engine)
        here = store.of(WorkspaceId(sandbox.workspace.identity.team_id))
        second = {"level": 2, "channel": names["#it-second"], "people": [names["eli"]]}
        await here.write(settings.apply, desks_document(names, tiers=[second], feedback=ROUND_THE_CLOCK))
        yield Scene(sandbox, here, set())
        store.close()


async def test_a_bot_that_is_killed_in_a_burst_loses_nothing_and_doubles_nothing(
    database_url: str, tmp_path: Path
) -> None:
    async with scene(database_url) as here, BotProcess(here.sandbox, here.database_url, tmp_path) as bot:
        here.sandbox.faults.often("chat.postMessage", Fault.RESET_AFTER, 0.1)
        burst = [asyncio.create_task(here.slash(f"slash {number}")) for number in range(30)]
        burst += [asyncio.create_task(here.say(person, f"said by {person}")) for person in PEOPLE]
        for _ in range(KILLS):
            await here.posts(4)
            await bot.kill()
            await bot.start()
        await asyncio.gather(*burst)
        await here.everybody_is_answered()
        assert await bot.stop() == 0
        here.sandbox.faults.clear()
        await here.deliver_the_rest()

        tickets = await here.tickets()
        assert here.acknowledged >= {f"said by {person}" for person in PEOPLE}
        assert {text: tickets[text] for text in here.acknowledged} == dict.fromkeys(here.acknowledged, 1)
        assert len(here.cards()) == tickets.total()
        assert max(Counter(here.posted()).values()) == 1
        assert sorted(here.posted()) == await here.store.read(sent)


@ON_POSTGRESQL
async def test_a_bot_that_is_killed_while_tickets_go_up_loses_no_escalation_and_doubles_none(
    database_url: str, tmp_path: Path
) -> None:
    async with scene(database_url) as here, BotProcess(here.sandbox, here.database_url, tmp_path) as bot:
        for number in range(CLIMBING):
            await here.slash(f"slash {number}")
        await here.sandbox.driver.until(lambda: len(here.cards()) == CLIMBING, PATIENCE)
        here.sandbox.faults.often("chat.postMessage", Fault.RESET_AFTER, 0.1)
        work = [asyncio.create_task(here.escalate_all()), asyncio.create_task(here.acknowledge_all())]
        await here.posts(3)
        await bot.kill()
        await bot.start()
        await asyncio.gather(*work)
        assert await bot.stop() == 0
        here.sandbox.faults.clear()
        await here.deliver_the_rest()

        eli = here.sandbox.driver.person("eli").id
        raised = await here.store.read(lambda tx: tx.rows(tables.escalations.select()))
        assert [(each.state, each.acknowledged_by) for each in raised] == [("acknowledged", eli)] * CLIMBING
        happened = await here.store.read(lambda tx: Counter(line.what for line in tx.rows(tables.history.select())))
        assert happened["escalated"] == happened["acknowledged"] == happened["assigned"] == CLIMBING
        told = here.sandbox.driver.messages("it-second")
        assert len(told) == CLIMBING
        assert all("eli has it." in message.text for message in told)
        assert max(Counter(here.posted()).values()) == 1
        assert sorted(here.posted()) == await here.store.read(sent)


@ON_SQLITE
async def test_a_bot_that_is_killed_while_an_answer_goes_to_everybody_who_joined_reaches_each_once(
    database_url: str, tmp_path: Path
) -> None:
    async with scene(database_url) as here, BotProcess(here.sandbox, here.database_url, tmp_path) as bot:
        for number in range(JOINED):
            await here.slash(f"slash {number}")
        first, *others = await here.store.read(tickets.every_living)
        dana = PersonId(here.sandbox.driver.person("dana").id)
        for ticket in others:
            await here.store.write(problems.join_ticket, ticket.id, first.id, dana)
        here.sandbox.faults.often("chat.postMessage", Fault.RESET_AFTER, 0.1)
        await here.store.write(conversation.reply, first.id, dana, "We are on it", "view:V1")
        await here.store.write(lifecycle.solve, first.id, dana)
        await here.posts(3)
        await bot.kill()
        await bot.start()
        await here.until_solved(JOINED)
        assert await bot.stop() == 0
        here.sandbox.faults.clear()
        await here.deliver_the_rest()

        said = await here.store.read(lambda tx: tx.rows(tables.messages.select()))
        reached = Counter(message.ticket_id for message in said if message.text == "We are on it")
        assert reached == dict.fromkeys((ticket.id for ticket in (first, *others)), 1)
        assert max(Counter(here.posted()).values()) == 1
        assert sorted(here.posted()) == await here.store.read(sent)


@ON_POSTGRESQL
async def test_a_bot_that_is_told_to_stop_finishes_what_it_has_begun(database_url: str, tmp_path: Path) -> None:
    async with scene(database_url) as here, BotProcess(here.sandbox, here.database_url, tmp_path) as bot:
        burst = [asyncio.create_task(here.slash(f"slash {number}")) for number in range(20)]
        await here.posts(3)
        assert await bot.stop() == 0
        await asyncio.gather(*burst)
        tickets = await here.tickets()
        assert set(tickets) == here.acknowledged, "what was not acknowledged was not begun"
        assert await here.store.read(_under_way) == 0


async def insist(press: Callable[[], Awaitable[object]], within: float = PATIENCE) -> None:
    """Do it until Slack says that it was taken, as people do."""
    async with asyncio.timeout(within):
        while True:
            with suppress(NoAnswer):
                await press()
                return
            await asyncio.sleep(0.05)


def _menu(card: Message) -> list[str]:
    elements = (element for block in card.blocks if block["type"] == "actions" for element in block["elements"])
    return [option["value"] for element in elements for option in element.get("options", ())]


def _tickets(tx: Transaction) -> Counter[str]:
    return Counter(row.description for row in tx.rows(tables.tickets.select()))


def sent(tx: Transaction) -> list[str]:
    """The notices that stand somewhere in Slack, and by their state are owed nothing more."""
    rows = tx.rows(tables.outbox.select())
    assert {row.state.value for row in rows} == {"sent"}
    return sorted(str(row.id) for row in rows if row.ts is not None)


def _under_way(tx: Transaction) -> int:
    return len(tx.rows(tables.outbox.select().where(tables.outbox.c.leased_until.is_not(None))))
