"""One conversation in two threads: what is written in Slack, and the form on a card for a note."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.helpdesk import conversation, hearing, lifecycle
from bot.i18n import Reader
from bot.rules.actions import Action
from bot.rules.conversation import Deleted, Edited, Said
from bot.rules.intake import view_source
from bot.rules.markup import typed
from bot.rules.vocabulary import PersonId
from bot.views import conversation as views
from bot.views import ids
from handlers import menu
from handlers.opening import opens
from handlers.payload import form_of, message_of, pressed_message, ticket_id
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind messages, and the card's *Note…*."""
    app.event("message")(message_heard)
    app.event("app_mention")(message_heard)
    app.action(ids.MORE, matchers=[menu.chose(ids.NOTE)])(opens(views.note_form, lifecycle.form, Action.NOTE))
    app.view(ids.NOTE)(note_submitted)
    app.action(ids.SHOW_WHOLE)(whole_asked)


async def message_heard(event: dict[str, Any], ack: AsyncAck, store: WorkspaceStore) -> None:
    """Anything written, changed or deleted where the bot listens. A mention arrives as a message, too."""
    match message_of(event):
        case Said() as said:
            await store.write(hearing.heard, said)
        case Edited() as edit:
            await store.write(hearing.edited, edit)
        case Deleted() as deletion:
            await store.write(hearing.deleted, deletion)
    await ack()


async def note_submitted(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """The note was added."""
    form = form_of(body)
    text = typed(form.text(ids.TEXT))
    await store.write(conversation.note, ticket_id(form.metadata), person, text, view_source(form.view_id))
    await ack()


async def whole_asked(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """Read all of it, on the copy of a long message."""
    shown = await store.read(conversation.whole, pressed_message(body), person)
    await client.views_open(trigger_id=body["trigger_id"], view=views.whole(shown, reader))
    await ack()
