"""An agent's queue, on demand."""

import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from bot.helpdesk import queue
from bot.i18n import Reader
from bot.rules.vocabulary import PersonId
from bot.views import ids
from bot.views import queue as views
from handlers import menu
from handlers.assignment import claim_pressed
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the word, and the button of its answer before the same button elsewhere."""
    app.command(ids.HELPDESK, matchers=[menu.says("queue")])(queue_asked)
    app.action({"action_id": ids.CLAIM, "block_id": re.compile(ids.QUEUED)})(claim_in_queue_pressed)


async def queue_asked(ack: AsyncAck, store: WorkspaceStore, person: PersonId, reader: Reader) -> None:
    """`/helpdesk queue`: my tickets and the unassigned ones."""
    answer = views.queue(await store.read(queue.of_agent, person), reader)
    await ack(text=answer.text, blocks=list(answer.blocks), response_type="ephemeral")


async def claim_in_queue_pressed(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    context: AsyncBoltContext,
) -> None:
    """Claim, in the answer to `/helpdesk queue`, which shows the queue as it is then: nothing else would tell."""
    await claim_pressed(body, ack, store, person, reader, context)
    answer = views.queue(await store.read(queue.of_agent, person), reader)
    assert context.respond is not None  # Bolt makes one for every request
    await context.respond(text=answer.text, blocks=list(answer.blocks), replace_original=True)
