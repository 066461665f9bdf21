"""Looking through a list: it opens by a word with what is sought or without, is searched, and its pages are turned."""

from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.i18n import Reader
from bot.rules.vocabulary import PersonId
from bot.views import ids
from handlers.opening import Listener, turned_to, turns
from handlers.payload import form_of, number
from storage.store import WorkspaceStore

T = TypeVar("T")
View: TypeAlias = Callable[[T, Reader], dict[str, Any]]
SOUGHT = 100  # characters
LIST, READ = "list:", "read"  # what stands behind a form: the list at a page of what was sought, one to read, nothing


def lists(view: View[T], verb: Callable[..., T]) -> Listener:
    """A listener that opens the list, of what stands behind the command's word: all of it, where nothing does."""

    async def asked(
        body: dict[str, Any],
        ack: AsyncAck,
        store: WorkspaceStore,
        person: PersonId,
        reader: Reader,
        client: AsyncWebClient,
    ) -> None:
        shown = await store.read(verb, person, behind_the_word(body)[:SOUGHT])
        await client.views_open(trigger_id=body["trigger_id"], view=view(shown, reader))
        await ack()

    return asked


def searches(view: View[T], verb: Callable[..., T]) -> Listener:
    """A listener that shows in the list what its field looks for."""

    async def sought(
        body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId, reader: Reader
    ) -> None:
        shown = await store.read(verb, person, form_of(body).text(ids.QUERY))
        await ack(response_action="update", view=view(shown, reader))

    return sought


def turns_found(view: View[T], verb: Callable[..., T]) -> Listener:
    """A listener that shows another page of what was looked for."""
    return turns(view, verb, _page_of_found)


def behind_the_word(body: dict[str, Any]) -> str:
    """What stands behind the command's word; nothing in Home."""
    return str(body.get("text") or "").strip().partition(" ")[2].strip()


def looked_for(metadata: str) -> tuple[int, str]:
    """Which page the list shows, and of what."""
    page, _, sought = metadata.partition(":")
    return max(1, number(page)), sought


def behind(body: dict[str, Any], listed: str, read: str) -> str:
    """What a form is opened over, of the list and of one of it, which are called so."""
    view = body.get("view") or {}
    if view.get("callback_id") == listed:
        return f"{LIST}{view['private_metadata']}"
    return READ if view.get("callback_id") == read else ""


def _page_of_found(body: dict[str, Any]) -> tuple[object, ...]:
    _page, sought = looked_for(body["view"]["private_metadata"])
    return (sought, *turned_to(body))
