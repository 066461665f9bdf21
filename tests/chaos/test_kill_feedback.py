"""The bot is killed while requesters are asked, rate and comment: each is asked once, and every answer counts once."""

import asyncio
from collections import Counter
from functools import partial
from pathlib import Path

from bot.helpdesk import lifecycle
from bot.rules.notice_kinds import NoticeKind
from bot.rules.vocabulary import PersonId
from bot.sandbox import Fault
from bot.sandbox.records import Message
from bot.views import ids
from storage import tables, tickets
from storage.transaction import Transaction
from tests.chaos.bot_process import BotProcess
from tests.chaos.test_kill import ON_SQLITE, PATIENCE, PEOPLE, Scene, insist, scene, sent

SCORES = {person: 1 + number % 5 for number, person in enumerate(PEOPLE)}  # 1 to 5, and 1 once more
LOW = sum(score < 4 for score in SCORES.values())


@ON_SQLITE
async def test_a_bot_that_is_killed_while_people_rate_asks_each_once_and_loses_no_answer(
    database_url: str, tmp_path: Path
) -> None:
    async with scene(database_url) as here, BotProcess(here.sandbox, here.database_url, tmp_path) as bot:
        for person in PEOPLE:
            await here.say(person, f"said by {person}")
        await here.everybody_is_answered()
        here.sandbox.faults.often("chat.postMessage", Fault.RESET_AFTER, 0.1)
        dana = PersonId(here.sandbox.driver.person("dana").id)
        for ticket in await here.store.read(tickets.every_living):
            await here.store.write(lifecycle.solve, ticket.id, dana)
        answers = [asyncio.create_task(answer(here, person, score)) for person, score in SCORES.items()]
        await here.posts(2)
        await bot.kill()
        await bot.start()
        await asyncio.gather(*answers)
        assert await bot.stop() == 0
        here.sandbox.faults.clear()
        await here.deliver_the_rest()

        assert await here.store.read(standing) == Counter(SCORES.values())
        kinds = await here.store.read(lambda tx: Counter(row.kind for row in tx.rows(tables.outbox.select())))
        assert (kinds[NoticeKind.SURVEY], kinds[NoticeKind.LOW_RATING]) == (len(PEOPLE), LOW)
        told = here.sandbox.driver.messages(here.sandbox.driver.person("lea").dm().id)
        assert sum("rated *" in message.text for message in told) >= LOW
        assert all("Thank you!" in question(here, person).text for person in PEOPLE)
        assert max(Counter(here.posted()).values()) == 1
        assert sorted(here.posted()) == await here.store.read(sent)


async def answer(here: Scene, person: str, score: int) -> None:
    """Rate by a reaction, which Slack tells until it is acknowledged, and comment until that is taken."""
    actor = here.sandbox.driver.person(person)
    await here.sandbox.driver.until(lambda: len(asked(here, person)) > 0, PATIENCE * 2)
    message = question(here, person)
    await actor.react(message.channel, message.ts, list(message.reactions)[score - 1])
    await insist(partial(actor.click, message, ids.COMMENT))
    form = actor.modal()
    assert form is not None
    await insist(partial(actor.submit, form, {ids.TEXT: f"Words of {person}"}))


def asked(here: Scene, person: str) -> list[Message]:
    """The questions that stand before somebody, with all of their reactions."""
    messages = here.sandbox.driver.messages(here.sandbox.driver.person(person).dm().id)
    return [message for message in messages if len(message.reactions) == 5]


def question(here: Scene, person: str) -> Message:
    (only,) = asked(here, person)
    return only


def standing(tx: Transaction) -> Counter[int]:
    """The ratings that count."""
    return Counter(row.score for row in tx.rows(tables.ratings.select()) if row.removed_at is None)
