"""The bot is killed while it invites to a training session and people answer: no place twice, and each is told once."""

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from bot.helpdesk import settings
from bot.helpdesk.training import sessions
from bot.rules.training.sessions import ForWhom, Invitation, Session
from bot.rules.vocabulary import DeskId, PersonId
from bot.sandbox import Fault
from bot.sandbox.records import Message
from bot.views import ids
from storage.training import sessions as rows
from tests.chaos.bot_process import START, BotProcess
from tests.chaos.test_kill import ON_SQLITE, PATIENCE, PEOPLE, Scene, insist, scene, sent
from tests.training_sessions import TOPIC, wording
from tests.world import desks_document

PLACES = 3  # for six people


@ON_SQLITE
async def test_a_bot_that_is_killed_while_people_answer_gives_no_place_twice_and_tells_each_once(
    database_url: str, tmp_path: Path
) -> None:
    async with scene(database_url) as here, BotProcess(here.sandbox, here.database_url, tmp_path) as bot:
        await everybody_works_there(here)
        here.sandbox.faults.often("chat.postMessage", Fault.RESET_AFTER, 0.1)
        chosen = tuple(person_id(here, person) for person in PEOPLE)
        session = await held(here, "V1", Invitation(ForWhom.CHOSEN, chosen))
        await held(here, "V2", Invitation())
        answers = [asyncio.create_task(answer(here, person)) for person in PEOPLE]
        await here.posts(2)  # of seven: while it invites
        await bot.kill()
        await bot.start()
        await asyncio.wait(answers, return_when=asyncio.FIRST_COMPLETED)  # while they answer
        await bot.kill()
        await bot.start()
        await asyncio.gather(*answers)
        assert await bot.stop() == 0
        here.sandbox.faults.clear()
        await here.deliver_the_rest()

        given = await here.store.read(rows.answers, session.id)
        assert sorted(one.person_id for one in given) == sorted(chosen)
        assert sum(one.has_place for one in given) == PLACES
        for person in PEOPLE:
            (invitation,) = invitations(here, person)
            has_place = "You have a place." in invitation.text
            assert has_place or "on the waiting list." in invitation.text
            assert len(files(here, person)) == has_place, "one file for whoever has a place"
        assert len([one for one in here.sandbox.driver.messages("it-triage") if TOPIC in one.text]) == 1
        assert max(Counter(here.posted()).values()) == 1
        assert sorted(here.posted()) == await here.store.read(sent)


async def everybody_works_there(here: Scene) -> None:
    """The six are agents of the IT desk."""
    people = {person.name: person.id for person in here.sandbox.workspace.people}
    channels = {f"#{channel.name}": channel.id for channel in here.sandbox.workspace.channels}
    agents = [people[name] for name in ("dana", *PEOPLE)]
    await here.store.write(settings.apply, desks_document(people | channels, agents=agents))


async def held(here: Scene, form: str, invitation: Invitation) -> Session:
    """A session of the day after tomorrow, of which the bot has not heard yet."""
    dana = person_id(here, "dana")
    day = (datetime.now(UTC) + timedelta(days=2)).date()  # noqa: TID251  the bot lives by the real clock
    wanted = wording(host_id=dana, day=day, capacity=PLACES)
    return await here.store.write(sessions.hold, dana, DeskId("IT"), wanted, invitation, f"view:{form}")


async def answer(here: Scene, person: str) -> None:
    """Say Yes once the invitation has come, until Slack says that it was taken."""
    await here.sandbox.driver.until(lambda: len(invitations(here, person)) > 0, START + PATIENCE)
    say_yes = partial(here.sandbox.driver.person(person).click, invitations(here, person)[0], ids.SESSION_YES)
    await insist(say_yes, START + PATIENCE)


def invitations(here: Scene, person: str) -> list[Message]:
    return [one for one in told(here, person) if "You are invited" in one.text]


def files(here: Scene, person: str) -> list[Message]:
    return [one for one in told(here, person) if one.files]


def told(here: Scene, person: str) -> list[Message]:
    return here.sandbox.driver.messages(here.sandbox.driver.person(person).dm().id)


def person_id(here: Scene, person: str) -> PersonId:
    return PersonId(here.sandbox.driver.person(person).id)
