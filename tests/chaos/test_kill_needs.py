"""The bot is killed between finding what came after a training and telling it: it is counted and told once."""

import asyncio
from datetime import timedelta
from pathlib import Path

from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.training.effects import Effect
from bot.rules.vocabulary import NO_TICKET, CategoryKey, DeskId, PersonId
from storage import deadlines
from storage.training import attendance, effects, sessions
from storage.transaction import Transaction
from tests.chaos.bot_process import BotProcess
from tests.chaos.test_kill import ON_SQLITE, PATIENCE, Scene, scene
from tests.chaos.test_kill_quiz import settled, works_always
from tests.training_sessions import session

IT = DeskId("IT")
SOON, NOW = timedelta(seconds=55), timedelta()  # what is due within a minute, is looked for ahead
LONG = 2 * PATIENCE


@ON_SQLITE
async def test_what_was_found_when_the_bot_is_killed_is_kept_and_told_once(database_url: str, tmp_path: Path) -> None:
    async with scene(database_url) as here:
        await here.store.write(works_always)
        await here.store.write(learned, here.sandbox.driver.person("dana").id)
        async with BotProcess(here.sandbox, here.database_url, tmp_path) as bot:
            await here.store.write(falls_due, SOON)
            found = await counted(here)
            await bot.kill()
            assert letters(here) == []
            await here.store.write(falls_due, NOW)
            await bot.start()
            await here.sandbox.driver.until(lambda: letters(here) != [], LONG)
            await settled(here, bot)
        assert await here.store.read(known) == found
        assert ["VPN: before and after" in text for text in letters(here)] == [True]


def learned(tx: Transaction, dana: str) -> None:
    """Dana was at a session of ten weeks ago."""
    held = session(topic="VPN: before and after", category=CategoryKey("vpn"), starts_at=tx.now - timedelta(weeks=10))
    sessions.add_once(tx, held)
    attendance.note(tx, held.id, [PersonId(dana)], PersonId(dana))


def falls_due(tx: Transaction, ahead: timedelta) -> None:
    """It is as if it were Monday at nine, or nearly."""
    kind = DeadlineKind.FIND_NEEDS
    deadlines.set_for(tx, NO_TICKET, kind, tx.now + ahead, key=f"{kind}:{IT}", note=IT)


async def counted(here: Scene) -> list[Effect]:
    """What came after it, as soon as it is known."""
    async with asyncio.timeout(LONG):
        while True:
            if found := await here.store.read(known):
                return found
            await asyncio.sleep(0.05)


def known(tx: Transaction) -> list[Effect]:
    return effects.listed(tx, IT, first=0, limit=10)[0]


def letters(here: Scene) -> list[str]:
    """What Lea was told of it."""
    lea = here.sandbox.driver.person("lea")
    return [message.text for message in here.sandbox.driver.messages(lea.dm().id) if "could learn" in message.text]
