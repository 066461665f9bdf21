"""The demo's past is left as the program itself would have left it, and is the same every time."""

import json
import random
import re
import shutil
import sqlite3
from pathlib import Path
from typing import Any

from bot.cli.story import cast
from bot.clock import Clock
from bot.delivery.letter import Post
from bot.delivery.letters import letter
from bot.delivery.outbox import Delivery
from bot.delivery.pacing import Pacing
from bot.delivery.slack import Slack, open_session, web_client
from bot.helpdesk import cards, notices
from bot.rules.notice_kinds import NoticeState
from bot.rules.records import Place
from bot.rules.vocabulary import WorkspaceId
from bot.sandbox import Limits, Sandbox
from bot.sandbox.block_kit import block_problems
from bot.sandbox.ledger import What
from bot.sandbox.records import Message
from bot.sandbox.workspace import Workspace
from storage import desks, messages, outbox
from storage.store import Store
from tests.cli.told import ENDS, Past, tell

TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL TABLE%' ORDER BY name"
TOKENS = ("bot_token", "app_token")


def test_the_same_moment_gives_the_same_past(past: Past, tmp_path: Path):
    tell(tmp_path)
    for name in ("workspace.db", "helpdesk.db"):
        assert _content(past.folder / name) == _content(tmp_path / name)


def test_everything_has_happened_and_nothing_will(past: Past):
    said = [
        message for channel in past.workspace.channels for message in past.workspace.messages.in_channel(channel.id)
    ]
    assert max(float(message.ts) for message in said) <= ENDS.timestamp()
    assert past.see(lambda tx: tx.now) >= max(ticket.updated_at for ticket in past.tickets())


def test_every_card_and_thread_stands_where_the_database_says(past: Past):
    for ticket in past.tickets():
        channel = past.see(lambda tx, t: desks.triage_channel(tx, t.desk_id, private=t.is_private), ticket)
        assert channel is not None
        card = _standing(past, past.see(outbox.place, notices.card_key(ticket, channel)))
        assert ticket.key in card.text
        assert ticket.channel is not None
        assert ticket.thread_ts is not None
        assert past.workspace.messages.get(ticket.channel, ticket.thread_ts) is not None
        for message in past.see(messages.of_ticket, ticket.id):
            if message.channel is not None and message.ts is not None:
                assert _standing(past, Place(message.channel, message.ts)).user == message.author_id


def test_cards_show_what_the_program_would_show_now(past: Past):
    for ticket in past.tickets():
        for notice in past.see(outbox.of_ticket, ticket.id):
            if (
                notice.channel is not None
                and notice.ts is not None
                and notice.key.startswith(("card:", "confirmation:"))
            ):
                standing = _standing(past, Place(notice.channel, notice.ts))
                now = past.see(letter, notice)
                assert isinstance(now, Post)
                assert standing.text == now.message.text


def test_slack_would_have_taken_every_message(past: Past):
    for channel in past.workspace.channels:
        for message in past.workspace.messages.in_channel(channel.id):
            assert not block_problems(message.blocks, "message")


def test_private_tickets_stay_private(past: Past):
    private = {ticket.key for ticket in past.tickets() if ticket.is_private}
    public = [channel for channel in past.workspace.channels if channel.kind == "public"]
    for channel in public:
        for message in past.workspace.messages.in_channel(channel.id):
            assert private.isdisjoint(re.findall(r"[A-Z]+-\d+", message.text + json.dumps(message.blocks)))


def test_nothing_is_owed_and_nothing_is_given_up(past: Past):
    owed = [past.see(outbox.number_in, state) for state in NoticeState if state is not NoticeState.SENT]
    assert owed == [0, 0, 0]


async def test_the_program_started_on_it_has_nothing_to_send_and_repairs_nothing(past: Past, tmp_path: Path):
    for name in ("workspace.db", "helpdesk.db"):
        shutil.copy(past.folder / name, tmp_path / name)
    store = Store(f"sqlite:///{tmp_path / 'helpdesk.db'}", clock=lambda: ENDS, chance=random.Random(1))
    changes: list[What] = []
    async with Sandbox(path=tmp_path / "workspace.db", limits=Limits.off()) as sandbox, open_session() as session:
        sandbox.workspace.subscribe(lambda change: changes.append(change.what))
        here = store.of(WorkspaceId(sandbox.workspace.identity.team_id))
        client = web_client(sandbox.bot_token, sandbox.api_url, session)
        delivery = Delivery(here, Slack(client, Pacing(lambda: ENDS)), letter, chance=random.Random(1))
        assert await Clock(here).tick() == 0
        await delivery.drain()
        assert changes == []
        await here.write(cards.repair)
        await delivery.drain()
        assert set(changes) == {What.EDITED}
    store.close()


def test_an_empty_story_is_people_channels_and_desks(tmp_path: Path):
    tell(tmp_path, past=False)
    workspace = Workspace(Sandbox().setup.manifest, path=tmp_path / "workspace.db")
    assert {person.name for person in workspace.people if not person.is_bot} == set(cast.PEOPLE)
    assert [channel.name for channel in workspace.channels] == list(cast.CHANNELS)
    assert not any(workspace.messages.in_channel(channel.id) for channel in workspace.channels)
    workspace.close()


def _content(path: Path) -> list[Any]:
    """Everything in a database but tokens, which are always new. The index of words by the tables it is kept in."""
    database = sqlite3.connect(path)
    names = [name for (name,) in database.execute(TABLES)]
    rows = [[name, *map(_untold, row)] for name in names for row in database.execute(f"SELECT * FROM {name}")]
    rows = [row for row in rows if row[:2] != ["document", "ids"]]  # of those taken since, too
    database.close()
    return sorted(rows, key=repr)


def _untold(value: Any) -> Any:
    if isinstance(value, bytes) and b"bot_token" in value:
        return {name: fact for name, fact in json.loads(value).items() if name not in TOKENS}
    return value


def _standing(past: Past, place: Place | None) -> Message:
    """The message that stands at a place."""
    assert place is not None
    message = past.workspace.messages.get(place.channel, place.ts)
    assert message is not None
    return message
