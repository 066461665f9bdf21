"""A practice under way: does what comes next, and keeps the scorecard true."""

import asyncio
import contextlib
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.cli.practice import course as rules
from bot.cli.practice import looking, sheet
from bot.cli.practice.course import Ask, Begin, Course, Deed, Speak, Welcome
from bot.cli.practice.room import LEARNER, MENTOR, REQUESTS, SCORECARD, WELCOME, Room
from bot.cli.practice.scorecard import scorecard
from bot.cli.practice.situation import Opening, Way
from bot.cli.practice.situations import SITUATIONS
from bot.helpdesk import people
from bot.rules.vocabulary import ChannelId, PersonId
from bot.sandbox import Sandbox
from bot.views import blocks
from bot.views.mrkdwn import channel, mention
from storage.store import WorkspaceStore
from storage.transaction import Transaction

LOOK = timedelta(seconds=5)  # at the longest between two looks; a change of the workspace is looked at at once


class Session:
    """Plays those who ask, in a sandbox where the helpdesk runs. It reads the helpdesk's database and writes none."""

    def __init__(
        self, sandbox: Sandbox, store: WorkspaceStore, clock: Callable[[], datetime], say: Callable[[str], None]
    ) -> None:
        self._sandbox = sandbox
        self._room = Room(sandbox.workspace)
        self._store = store
        self._clock = clock
        self._say = say
        self._since = clock()
        self._is_printed = False
        self._told = ""  # why it can't go on

    async def run(self) -> None:
        """Play until cancelled."""
        changed = asyncio.Event()
        stop = self._sandbox.workspace.subscribe(lambda _change: changed.set())
        try:
            await self.take_up()
            while True:
                changed.clear()
                next_at = await self._step_or_tell()
                pause = LOOK if next_at is None else min(LOOK, next_at - self._clock())
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(changed.wait(), max(0.0, pause.total_seconds()))
        finally:
            stop()

    async def take_up(self) -> None:
        """After a kill: what was said and never reached the helpdesk is taken back, so that it is said again."""
        for message in await self._store.read(looking.unheard, looking.see(self._room)):
            await self._sandbox.driver.person(message.user).delete(message.channel, message.ts)

    async def step(self) -> datetime | None:
        """Do everything that is due now. When the next thing is; None when the learner has to act first."""
        while True:
            course = await self._look()
            if course.finished:
                await self._show_scorecard(course)
                return None
            coming = sorted(rules.due(course), key=lambda one: one[0])
            if not coming:
                return None
            at, deed = coming[0]
            if at > course.now:
                return at
            await self._do(deed)

    async def _step_or_tell(self) -> datetime | None:
        """A workspace can be turned upside down: without its channels, or with people who left them, this waits."""
        try:
            return await self.step()
        except (LookupError, PermissionError) as reason:
            if str(reason) != self._told:
                self._told = str(reason)
                self._say(f"The practice can't go on: {reason}")
            return None

    async def _look(self) -> Course:
        return await self._store.read(looking.course, looking.see(self._room), self._clock(), self._since)

    async def _do(self, deed: Deed) -> None:
        match deed:
            case Welcome():
                self._room.post(WELCOME, self._welcome())
            case Begin(situation, number):
                self._room.post(situation.key, self._beginning(situation.opening, number))
            case Ask(opening):
                await self._sandbox.driver.person(opening.who).say(self._where(opening), opening.text)
            case Speak(who, place, text):
                await self._sandbox.driver.person(who).say(place.channel, text, thread_ts=place.ts)

    async def _show_scorecard(self, course: Course) -> None:
        card, names = scorecard(course), await self._store.read(_names, course)
        is_new = not course.is_scored
        has_changed = self._room.post(SCORECARD, sheet.message(card, names, self._room.person(MENTOR)))
        if is_new or not self._is_printed:
            self._say(f"\n{sheet.text(card, names)}\n")
            self._is_printed = True
        elif has_changed:
            self._say(f"The scorecard in #practice has changed: {card.reviewed.part} of {card.reviewed.n} reviewed.")

    def _where(self, opening: Opening) -> ChannelId:
        return self._room.direct(opening.who) if opening.way is Way.DIRECT else self._room.requests

    def _welcome(self) -> blocks.Message:
        triage = channel(self._sandbox.workspace.channels.find("it-triage").id)
        learner, mentor = (mention(self._room.person(name)) for name in (LEARNER, MENTOR))
        told = (
            f"{learner}, you are IT today: {len(SITUATIONS)} people need you, one after the other, in {triage}.\n"
            "Work on them as you always would, in English. They answer what you ask.\n"
            f"Say *next* here to go on, *finish* to end: then you and {mentor} get the scorecard."
        )
        return blocks.Message(told, [blocks.section(told)])

    def _beginning(self, opening: Opening, number: int) -> blocks.Message:
        where = "by direct message" if opening.way is Way.DIRECT else f"in #{REQUESTS}"
        told = f"*{number} of {len(SITUATIONS)}*: {self._room.called(opening.who)} writes {where}."
        return blocks.Message(told, [blocks.context(told)])


def _names(tx: Transaction, course: Course) -> dict[PersonId, str]:
    works = (case.work for played in course.played for case in played.cases if case.work is not None)
    return people.names(tx, {review.reviewer_id for work in works for review in work.reviews})
