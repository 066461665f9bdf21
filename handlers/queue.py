"""An agent's queue, on demand."""

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.helpdesk import queue
from bot.i18n import Reader
from bot.rules.vocabulary import PersonId
from bot.views import ids
from bot.views import queue as views
from handlers import menu
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the word."""
    app.command(ids.HELPDESK, matchers=[menu.says("queue")])(queue_asked)


async def queue_asked(ack: AsyncAck, store: WorkspaceStore, person: PersonId, reader: Reader) -> None:
    """`/helpdesk queue`: my tickets and the unassigned ones."""
    answer = views.queue(await store.read(queue.of_agent, person), reader)
    await ack(text=answer.text, blocks=list(answer.blocks), response_type="ephemeral")
