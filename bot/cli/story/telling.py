"""Telling the story: its scripts, played in the order of their moments."""

import gc
import heapq
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.cli.story import (
    absence,
    cast,
    deflection,
    feedback,
    incident,
    plan,
    questions,
    saved_replies,
    searches,
    talk,
    tips,
    today,
    training,
)
from bot.cli.story.chance import seeded
from bot.cli.story.plan import Beginning
from bot.cli.story.play import Script
from bot.cli.story.post_office import PostOffice
from bot.cli.story.stage import Hand, Stage
from bot.delivery.directory import describe_all
from bot.helpdesk import settings as desk_settings
from bot.rules import records
from bot.rules.vocabulary import PersonId, WorkspaceId
from bot.sandbox import Manifest, wire
from bot.sandbox.workspace import Workspace
from storage import people
from storage.schema import upgrade
from storage.store import Store
from storage.transaction import Transaction


@dataclass(slots=True)
class Telling:
    """Scripts that have begun or will, the one that goes on next first."""

    _next: list[tuple[datetime, int, Script]] = field(default_factory=list)

    @classmethod
    def of(cls, beginnings: Iterable[Beginning]) -> "Telling":
        """Everything that is to happen."""
        waiting = [(begins.at, number, begins.script) for number, begins in enumerate(beginnings)]
        heapq.heapify(waiting)
        return cls(waiting)

    def until(self, stage: Stage, end: datetime) -> None:
        """Play everything that happens up to a moment; what goes on after it waits."""
        while self._next and self._next[0][0] <= end:
            at, number, script = heapq.heappop(self._next)
            stage.go_on(at)
            following = next(script, None)
            stage.settle()
            if following is not None:
                heapq.heappush(self._next, (following, number, script))
        stage.go_on(end)


def _everything(stage: Stage, ends: datetime) -> Iterator[Beginning]:
    yield from saved_replies.beginnings(stage, ends)
    parts = (incident, absence, today, talk, tips, questions, feedback, searches, deflection, training)
    certain = [begins for part in parts for begins in part.beginnings(stage, ends)]
    for begins in plan.everyday(stage, stage.now.date() + timedelta(days=1), ends):
        if all(begins.is_apart(other) for other in certain):
            yield begins
    yield from certain


async def tell(path: Path, url: str, address: str, ends: datetime, *, past: bool, told: Callable[[int], None]) -> None:
    """Make a workspace file at `path` and a database at `url`: people, channels, desks, and their past, if wanted.

    `address` is where the workspace will be, for links in messages. `told` hears after each day how many there are.
    """
    hand = Hand(ends - timedelta(days=plan.DAYS))
    workspace = Workspace(Manifest.read(), path=path, clock=hand.seconds, name=cast.COMPANY)
    workspace.web_address = address
    store = Store(url, clock=hand.now, chance=seeded("ids"))
    try:
        upgrade(store.engine)
        with workspace.ledger.at_once(), _without_collecting():
            here = store.of(WorkspaceId(workspace.identity.team_id))
            stage = await here.write(_set_the_stage, workspace, hand)
            if past:
                telling = Telling.of(_everything(stage, ends))
                for day in range(1, plan.DAYS + 1):
                    await here.write(_play, telling, stage, ends - timedelta(days=plan.DAYS - day))
                    told(day)
                await here.write(_draw, stage)
    finally:
        store.close()
        workspace.close()


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Leave garbage lie: nearly all that is made here stays, and looking for cycles in it takes a tenth of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _set_the_stage(tx: Transaction, workspace: Workspace, hand: Hand) -> Stage:
    """Everybody moves in, and the helpdesk learns of them as it does from a Slack."""
    gathered, identity = cast.gather(workspace), workspace.identity
    bot = PersonId(identity.bot_user_id)
    people.save_workspace(
        tx, records.Workspace(WorkspaceId(identity.team_id), identity.team_name, workspace.page_address, bot)
    )
    describe_all(tx, [wire.person(workspace, person, locale=True) for person in workspace.people])
    desk_settings.apply(tx, cast.desks(gathered))
    return Stage(workspace, gathered, hand, tx, PostOffice(workspace))


def _play(tx: Transaction, telling: Telling, stage: Stage, until: datetime) -> None:
    """One day of the story, in one transaction with many moments."""
    stage.tx = replace(tx, now=stage.now)
    telling.until(stage, until)


def _draw(tx: Transaction, stage: Stage) -> None:
    stage.post_office.draw(replace(tx, now=stage.now))
