"""Who works a desk, for all that training asks of them: people alone, as long as they are in the workspace."""

import pytest

from bot.helpdesk import people
from bot.helpdesk.training import matrix, session_people, skills
from bot.rules.actions import Action
from bot.rules.refusals import NotAnAgent
from bot.rules.training.matrix import Matrix
from bot.rules.training.refusals import NotAtThisDesk
from bot.rules.vocabulary import PersonId
from storage.transaction import Transaction
from tests.office import Office, person
from tests.skills import IT, VPN, set_level
from tests.tracks import SHADOW, begun, made
from tests.training_sessions import held

DANA, ELI, LEA, BOT = person("dana"), person("eli"), person("lea"), person("bot")
NEVER_SEEN = person("nadia")


@pytest.fixture
async def mixed(office: Office) -> Office:
    """The desk's file names a bot, somebody who left the company, and somebody of whom Slack has not told yet."""
    await office.do(people.describe, {"id": BOT, "real_name": "Bot", "is_bot": True})
    await office.do(people.describe, {"id": ELI, "real_name": "Eli Stone", "deleted": True})
    await office.settle(agents=[DANA, ELI, BOT, NEVER_SEEN])
    return office


@pytest.mark.parametrize(
    ("who", "works"), [(DANA, True), (LEA, True), (NEVER_SEEN, True), (BOT, False), (ELI, False), ("UHANA", False)]
)
async def test_whoever_is_named_there_and_is_somebody_in_the_workspace_works_a_desk(
    mixed: Office,
    who: PersonId,
    works: bool,  # noqa: FBT001  a parameter
) -> None:
    assert await mixed.see(people.works_there, IT, who) is works


async def test_all_parts_of_training_mean_the_same_people(mixed: Office) -> None:
    theirs = {DANA, LEA, NEVER_SEEN}
    session = await held(mixed, "lea", host_id=LEA)
    assert await mixed.see(session_people.invited, session) == theirs - {LEA}
    shown = await mixed.see(matrix.asked, "", LEA)
    assert isinstance(shown, Matrix)
    assert set(shown.people) == theirs - {NEVER_SEEN}, "whose name nobody knows"
    assert set(await mixed.see(people.who_may, IT, Action.SEE_SESSIONS)) == theirs


@pytest.mark.parametrize("who", ["bot", "eli"])
async def test_neither_a_bot_nor_who_left_learns_teaches_or_has_a_level(mixed: Office, who: str) -> None:
    track = await made(mixed, SHADOW)
    for learner, mentor in ((who, "dana"), ("dana", who)):
        with pytest.raises(NotAtThisDesk):
            await begun(mixed, track, learner, mentor)
    with pytest.raises(NotAnAgent):
        await set_level(mixed, who, 3)
    with pytest.raises(NotAnAgent):
        await mixed.do(skills.raise_to, IT, VPN, person(who), 3, "Track")
    with pytest.raises(NotAnAgent):
        await held(mixed, "lea", host_id=person(who))


async def test_whoever_leaves_is_gone_within_the_transaction_that_says_so(office: Office) -> None:
    def leave(tx: Transaction) -> tuple[int, int]:
        before = len(people.at_desk(tx, IT))
        people.describe(tx, {"id": ELI, "real_name": "Eli Stone", "deleted": True})
        return before, len(people.at_desk(tx, IT))

    assert await office.do(leave) == (3, 2)
