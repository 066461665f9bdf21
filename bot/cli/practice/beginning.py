"""How a practice begins: the people and desks of the demo, what they have written down, and no past."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from bot.cli.practice.room import Room
from bot.cli.story import cast, saved_replies, tips
from bot.cli.story.cast import Cast
from bot.cli.story.chance import seeded
from bot.delivery.directory import describe_all
from bot.helpdesk import replies, settings
from bot.helpdesk import tips as tip_verbs
from bot.helpdesk.settings import DesksDocument
from bot.rules import records
from bot.rules.tips import NewTip, TipWording
from bot.rules.vocabulary import CategoryKey, PersonId, Scope, WorkspaceId
from bot.sandbox import Manifest, wire
from bot.sandbox.workspace import Workspace
from storage import people
from storage.schema import upgrade
from storage.store import Store
from storage.transaction import Transaction

TARGETS = (
    {"priority": ["urgent"], "first_response": "2m", "resolution": "30m", "time": "calendar"},
    {"first_response": "5m", "next_response": "5m", "resolution": "1h", "time": "calendar"},
)
"""Short ones: a practice takes less than an hour, at whatever time of the day."""
TONE = (
    {"key": "heard", "name": "Showed that the trouble was understood", "weight": 2},
    {"key": "kind", "name": "Friendly, also to whoever was not", "weight": 3, "is_critical": True},
    {"key": "plain", "name": "Plain words, one thing at a time", "weight": 2},
    {"key": "next", "name": "Said what happens next, and when", "weight": 2},
    {"key": "name", "name": "Spoke to a person: by name, in their own words", "weight": 1},
)
"""What the mentor looks at: tone, which no rule can judge."""


async def make(path: Path, url: str, address: str, now: datetime) -> None:
    """Make a workspace file at `path` and a database at `url`. `address` is where the workspace will be."""
    workspace = Workspace(Manifest.read(), path=path, clock=now.timestamp, name=cast.COMPANY)
    workspace.web_address = address
    store = Store(url, clock=lambda: now, chance=seeded("practice"))
    try:
        upgrade(store.engine)
        with workspace.ledger.at_once():
            gathered = cast.gather(workspace)
            Room.furnish(workspace)
            here = store.of(WorkspaceId(workspace.identity.team_id))
            await here.write(_move_in, workspace, gathered)
    finally:
        store.close()
        workspace.close()


def desks(gathered: Cast) -> DesksDocument:
    """The desks of the demo, with what a practice needs otherwise: short targets, nothing that comes by itself."""
    document = cast.desks(gathered).model_dump(mode="json", exclude_unset=True)
    for desk in document["desks"]:
        desk |= {"targets": list(TARGETS), "hours": None, "escalate": [], "digest": None, "assignment": {"mode": "off"}}
        desk |= {"stand_up": "off", "tip_of_the_day": "off", "needs": False, "quality": {"criteria": list(TONE)}}
        desk["burst_seconds"] = 0  # who asks in two situations has two tickets, however fast the learner goes on
    return DesksDocument.model_validate(document)


def _move_in(tx: Transaction, workspace: Workspace, gathered: Cast) -> None:
    identity = workspace.identity
    bot = PersonId(identity.bot_user_id)
    here = records.Workspace(WorkspaceId(identity.team_id), identity.team_name, workspace.page_address, bot)
    people.save_workspace(tx, here)
    describe_all(tx, [wire.person(workspace, person, locale=True) for person in workspace.people])
    settings.apply(tx, desks(gathered))
    _write_down(tx, gathered, tx.now.date())


def _write_down(tx: Transaction, gathered: Cast, today: date) -> None:
    """The saved replies of both desks, and the tips of IT."""
    kept: tuple[Any, ...] = (
        ("lea", cast.IT, saved_replies.AT_IT),
        ("hana", cast.PEOPLE_DESK, saved_replies.AT_PEOPLE),
    )
    for who, desk, saved in kept:
        for one in saved:
            never = one._replace(review_in=None)
            replies.save(tx, saved_replies.wording(never, today), gathered.person[who], Scope.DESK, desk)
    for number, told in enumerate(tips.TOLD):
        wording = TipWording(told.issue, told.cause, told.resolution, told.audience, CategoryKey(told.category))
        tip_verbs.save(tx, NewTip(f"practice:{number}", cast.IT, wording), gathered.person[told.who])
