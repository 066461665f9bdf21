"""Doing something to what stands in a modal, and showing what has become of it there."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias, TypeVar

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.i18n import Reader
from bot.rules.vocabulary import PersonId
from handlers.opening import Listener
from handlers.payload import Body
from storage.store import WorkspaceStore

T = TypeVar("T")
Show: TypeAlias = Callable[[Body, T, WorkspaceStore, PersonId, Reader, AsyncWebClient], Awaitable[None]]


def does(verb: Callable[..., object], about: Callable[[Body], tuple[T, *tuple[Any, ...]]], show: Show[T]) -> Listener:
    """A listener that does `verb` to what was pressed, and then shows it. `about` reads from the payload what it is,
    and what else the verb has to know.
    """

    async def pressed(
        body: dict[str, Any],
        ack: AsyncAck,
        store: WorkspaceStore,
        person: PersonId,
        reader: Reader,
        client: AsyncWebClient,
    ) -> None:
        what, *more = about(body)
        await store.write(verb, what, person, *more)
        await show(body, what, store, person, reader, client)
        await ack()

    return pressed
