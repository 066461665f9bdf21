"""The bot is killed between an answer to a quiz and the reply: the answer is kept if it was stored, and counts once."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from sqlalchemy import Engine

from bot.helpdesk import settings
from bot.helpdesk.settings import DesksDocument
from bot.helpdesk.training import quizzes, weekly_quiz
from bot.rules.training.quizzes import NewQuiz, Quiz
from bot.rules.vocabulary import PersonId
from bot.sandbox import DELIVERY, Fault, NoAnswer
from bot.sandbox.actor import Actor
from bot.sandbox.records import Message, View
from bot.views import ids
from storage.training import quiz_taking as attempts
from storage.transaction import Transaction
from tests.chaos.bot_process import BotProcess
from tests.chaos.test_kill import ON_SQLITE, PATIENCE, Scene, insist, scene, sent
from tests.quizzes import FRAME, IT, ONE

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ALWAYS = {"timezone": "UTC", "weekly": {day: [["00:00", "24:00"]] for day in DAYS}}
RIGHT, WRONG = "0", "1"


@ON_SQLITE
async def test_answers_that_were_stored_when_the_bot_is_killed_are_kept_and_count_once(
    database_url: str, tmp_path: Path
) -> None:
    async with scene(database_url) as here, BotProcess(here.sandbox, here.database_url, tmp_path) as bot:
        quiz, form, question = await asked(here)
        here.sandbox.faults.often(DELIVERY, Fault.ACK_LOST, 1)
        await unanswered(here, form, question)
        await bot.kill()
        here.sandbox.faults.clear()
        assert await counted(here, quiz) == {"dana": [1], "eli": [1]}
        await bot.start()
        await insist(partial(send, here, form, WRONG))
        await insist(partial(answer, here, question, WRONG))
        await settled(here, bot)
        assert await counted(here, quiz) == {"dana": [1], "eli": [1]}
        assert_told_once(here, "*Passed*: 1 of 1 right")
        assert "You have answered this already" in eli(here).ephemerals(eli(here).dm().id)[-1].text


@ON_SQLITE
async def test_answers_that_were_not_stored_when_the_bot_is_killed_are_sent_again_and_count_once(
    database_url: str, tmp_path: Path
) -> None:
    async with scene(database_url) as here, BotProcess(here.sandbox, here.database_url, tmp_path) as bot:
        quiz, form, question = await asked(here)
        with held(here.store.store.engine):
            await unanswered(here, form, question)
            await bot.kill()
        assert await counted(here, quiz) == {"dana": [], "eli": []}
        await bot.start()
        await insist(partial(send, here, form, WRONG))
        await insist(partial(answer, here, question, WRONG))
        await settled(here, bot)
        assert await counted(here, quiz) == {"dana": [0], "eli": [0]}
        assert_told_once(here, "*Not passed*: 0 of 1 right")


async def asked(here: Scene) -> tuple[Quiz, View, Message]:
    """A quiz that dana has before her in a form, and eli as a question of the week."""
    dana, driver = here.sandbox.driver.person("dana"), here.sandbox.driver
    await here.store.write(works_always)
    quiz = await here.store.write(quizzes.add, NewQuiz("view:V1", IT, FRAME), PersonId(dana.id))
    quiz = await here.store.write(quizzes.keep_question, quiz.id, ONE, PersonId(dana.id), quiz.version, None)
    await here.store.write(weekly_quiz.begin, quiz.id, PersonId(eli(here).id))
    await dana.slash("/helpdesk", "quizzes")
    listed = dana.modal()
    assert listed is not None
    await dana.choose(listed, ids.QUIZ_MENU, f"{ids.TAKE_QUIZ}:{quiz.id}", block_id=f"quiz:{quiz.id}")
    form = dana.modal()
    assert form is not None
    assert form.callback_id == ids.TAKE_QUIZ
    await driver.until(lambda: questions(here) != [], PATIENCE)
    return quiz, form, questions(here)[0]


async def unanswered(here: Scene, form: View, question: Message) -> None:
    """Both answer, and Slack tells them that nobody replied."""
    told = await asyncio.gather(send(here, form, RIGHT), answer(here, question, RIGHT), return_exceptions=True)
    assert [type(one) for one in told] == [NoAnswer, NoAnswer]


async def send(here: Scene, form: View, choice: str) -> None:
    """Dana sends the form."""
    await here.sandbox.driver.person("dana").submit(form, {f"{ids.QUIZ_ANSWER}:0": choice})


async def answer(here: Scene, question: Message, choice: str) -> None:
    """Eli answers the question of the week."""
    eli(here).hold(question, ids.QUIZ_ANSWER, choice)
    await eli(here).click(question, ids.ANSWER_WEEKLY)


async def counted(here: Scene, quiz: Quiz) -> dict[str, list[int]]:
    """The right answers of each attempt."""
    people = {name: PersonId(here.sandbox.driver.person(name).id) for name in ("dana", "eli")}
    made = {name: await here.store.read(attempts.of_person, quiz.id, person) for name, person in people.items()}
    return {name: [one.right for one in of_one] for name, of_one in made.items()}


async def settled(here: Scene, bot: BotProcess) -> None:
    """The bot has stopped, and all that it owed is delivered, once."""
    assert await bot.stop() == 0
    await here.deliver_the_rest()
    assert max(Counter(here.posted()).values()) == 1
    assert sorted(here.posted()) == await here.store.read(sent)


def assert_told_once(here: Scene, result: str) -> None:
    """Eli's question shows its answer, and one message what came of it all."""
    assert [one.text for one in questions(here) if "Your answer" not in one.text] == []
    results = [one.text for one in here.sandbox.driver.messages(eli(here).dm().id) if "answered all" in one.text]
    assert [result in text for text in results] == [True]


def questions(here: Scene) -> list[Message]:
    """What eli is asked."""
    messages = here.sandbox.driver.messages(eli(here).dm().id)
    return [message for message in messages if message.text.startswith("*Question")]


def eli(here: Scene) -> Actor:
    return here.sandbox.driver.person("eli")


def works_always(tx: Transaction) -> None:
    """Everybody works at the hour at which this test runs, whichever it is."""
    document = settings.export(tx)
    document["desks"][0]["hours"] = ALWAYS
    settings.apply(tx, DesksDocument.model_validate(document))


@contextmanager
def held(engine: Engine) -> Iterator[None]:
    """Nobody else writes meanwhile: what the bot is told, it cannot store."""
    with engine.connect().execution_options(is_writer=True) as connection, connection.begin():
        yield
