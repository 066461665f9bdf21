"""Opening a form or another modal about what was pressed: mostly the ticket whose button or menu entry was used."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias, TypeVar

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.i18n import Reader
from bot.rules.actions import Action
from bot.rules.vocabulary import PersonId
from handlers.payload import number, pressed_ticket, pressed_value
from storage.store import WorkspaceStore

T = TypeVar("T")
Listener: TypeAlias = Callable[..., Awaitable[None]]


def opens(
    view: Callable[[T, Reader], dict[str, Any]],
    verb: Callable[..., T],
    *wanted: Action,
    about: Callable[[dict[str, Any]], object] | None = pressed_ticket,
) -> Listener:
    """A listener that shows `view` of what `verb` reads about the ticket, in the modal's 3 seconds.

    `wanted` is what the form will ask for, where the verb has to know it to refuse at once. `about` reads from the
    payload what else than a ticket it is about; None: nothing but who asks.
    """

    async def pressed(
        body: dict[str, Any],
        ack: AsyncAck,
        store: WorkspaceStore,
        person: PersonId,
        reader: Reader,
        client: AsyncWebClient,
    ) -> None:
        what = () if about is None else (about(body),)
        shown = await store.read(verb, *what, person, *wanted)
        await show(client, body, view(shown, reader))
        await ack()

    return pressed


def turned_to(body: dict[str, Any]) -> tuple[object, ...]:
    """The page whose number stands on the button."""
    return (max(1, number(pressed_value(body))),)


def turns(
    view: Callable[[T, Reader], dict[str, Any]],
    verb: Callable[..., T],
    about: Callable[[dict[str, Any]], tuple[object, ...]] = turned_to,
) -> Listener:
    """A listener that shows another page of a list in place of the one before.

    `about` reads from the payload which page, and of what if that has to be said.
    """

    async def turned(
        body: dict[str, Any],
        ack: AsyncAck,
        store: WorkspaceStore,
        person: PersonId,
        reader: Reader,
        client: AsyncWebClient,
    ) -> None:
        shown = await store.read(verb, person, *about(body))
        await client.views_update(view_id=body["view"]["id"], view=view(shown, reader))
        await ack()

    return turned


async def show(client: AsyncWebClient, body: dict[str, Any], view: dict[str, Any]) -> None:
    """Show a modal: over the one that something was pressed in, if it was one."""
    is_in_modal = body.get("view", {}).get("type") == "modal"
    put = client.views_push if is_in_modal else client.views_open
    await put(trigger_id=body["trigger_id"], view=view)
