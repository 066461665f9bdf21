"""Whether people come to a training session: the buttons under its announcement, in messages and in the modal."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bot.helpdesk.training import rsvp, session_pictures
from bot.rules.training.sessions import Reply
from bot.rules.vocabulary import PersonId
from bot.views import ids
from bot.views.training import sessions as views
from handlers.answers import tell
from handlers.opening import Listener, show
from handlers.training.sessions import pressed_session, show_list
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind Yes, Maybe and No, and the file for calendars."""
    app.action(ids.SESSION_YES)(_answers(Reply.YES))
    app.action(ids.SESSION_MAYBE)(_answers(Reply.MAYBE))
    app.action(ids.SESSION_NO)(_answers(Reply.NO))
    app.action(ids.SESSION_FILE)(file_pressed)


def _answers(reply: Reply) -> Listener:
    """A listener that keeps an answer. Whoever has to wait is told so at once."""

    async def pressed(
        body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId, context: AsyncBoltContext
    ) -> None:
        session = pressed_session(body)
        _answer, waiting = await store.write(rsvp.answer, session, person, reply)
        if body.get("view"):
            await _show_again(body, session, store, person, context)
        elif waiting:
            await tell(views.waits(waiting, context["reader"]), body, context)
        await ack()

    return pressed


async def file_pressed(
    body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId, context: AsyncBoltContext
) -> None:
    """File for calendars."""
    await store.write(rsvp.send_file, pressed_session(body), person)
    await show(context.client, body, views.sent(context["reader"]))
    await ack()


async def _show_again(
    body: dict[str, Any], session: int, store: WorkspaceStore, person: PersonId, context: AsyncBoltContext
) -> None:
    """The session as it is now, and the list under it."""
    view, reader, client = body["view"], context["reader"], context.client
    shown = await store.read(session_pictures.read, session, person)
    await client.views_update(view_id=view["id"], view=views.session(shown, reader))
    if view.get("root_view_id") not in (None, view["id"]):
        await show_list(view["root_view_id"], store, person, reader, client)
