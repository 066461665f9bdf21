"""The bot is killed as a mentor approves a learner's answer: the requester gets it once, whenever that was."""

from collections import Counter
from contextlib import nullcontext
from functools import partial
from pathlib import Path

import pytest

from bot.helpdesk.training import draft_answers, onboarding, tracks
from bot.rules.happenings import Happening
from bot.rules.training.draft_answers import DraftAnswer
from bot.rules.training.onboarding import Pairing
from bot.rules.training.tracks import Frame, NewTrack, Step, StepKind
from bot.rules.vocabulary import PersonId
from bot.sandbox import DELIVERY, Fault, NoAnswer
from bot.sandbox.records import Message
from bot.views import ids
from storage import history
from storage.training import draft_answers as rows
from tests.chaos.bot_process import BotProcess
from tests.chaos.test_kill import ON_SQLITE, PATIENCE, Scene, insist, scene
from tests.chaos.test_kill_quiz import held, settled, works_always
from tests.quizzes import IT

TEXT = "Please restart the router."


@ON_SQLITE
@pytest.mark.parametrize("is_stored", [True, False])
async def test_a_bot_that_is_killed_as_a_mentor_approves_an_answer_sends_it_once(
    database_url: str,
    tmp_path: Path,
    is_stored: bool,  # noqa: FBT001  a parameter
) -> None:
    async with scene(database_url) as here, BotProcess(here.sandbox, here.database_url, tmp_path) as bot:
        draft, waiting = await written(here)
        approve = partial(here.sandbox.driver.person("eli").click, waiting, ids.SEND_DRAFT)
        here.sandbox.faults.often(DELIVERY, Fault.ACK_LOST, 1)
        with nullcontext() if is_stored else held(here.store.store.engine):
            with pytest.raises(NoAnswer):
                await approve()
            await bot.kill()
        here.sandbox.faults.clear()
        now = await here.store.read(rows.get, draft.id)
        assert now is not None
        assert now.is_open is not is_stored
        here.sandbox.faults.often("chat.postMessage", Fault.RESET_AFTER, 0.3)
        await bot.start()
        await insist(approve)
        await here.sandbox.driver.until(lambda: answers(here) != [], PATIENCE)
        here.sandbox.faults.clear()
        await settled(here, bot)
        assert [TEXT in answer for answer in answers(here)] == [True]
        happened = Counter(line.what for line in await here.store.read(history.of_ticket, draft.ticket_id))
        assert happened[Happening.ANSWER_APPROVED] == 1


async def written(here: Scene) -> tuple[DraftAnswer, Message]:
    """Dana's answer to a request in #it, and the message in which Eli has it before him."""
    driver = here.sandbox.driver
    dana, eli, lea = (PersonId(driver.person(name).id) for name in ("dana", "eli", "lea"))
    await here.store.write(works_always)
    await here.say("person0", "No network")
    await here.everybody_is_answered()
    track = await here.store.write(tracks.add, NewTrack("view:V1", IT, Frame("First weeks")), lea)
    track = await here.store.write(tracks.keep_step, track.id, Step(StepKind.REVIEWED), lea, track.version, None)
    one = await here.store.write(onboarding.begin, Pairing("view:V2", track.id, dana, eli), lea)
    draft = await here.store.write(draft_answers.write, (one.id, 0), dana, "IT-1", TEXT, "view:V3")
    await driver.until(lambda: waiting(here) != [], PATIENCE)
    return draft, waiting(here)[0]


def waiting(here: Scene) -> list[Message]:
    """The answers that Eli has before him."""
    messages = here.sandbox.driver.messages(here.sandbox.driver.person("eli").dm().id)
    return [message for message in messages if "wrote an answer to IT-1" in message.text]


def answers(here: Scene) -> list[str]:
    """What stands in the thread of the request, less the confirmation."""
    driver = here.sandbox.driver
    (root,) = [message for message in driver.messages("it") if not message.bot_id]
    return [message.text for message in driver.thread(root.channel, root.ts)][1:]
