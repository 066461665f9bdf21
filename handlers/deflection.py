"""Answers before there is a ticket: looking for them in time, and what is pressed under them."""

import asyncio
import secrets
from collections.abc import Callable
from typing import Any

import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.helpdesk import deflection
from bot.i18n import Reader
from bot.rules.deflection import KINDS, PATIENCE, Offer, Ref
from bot.rules.records import Ticket
from bot.rules.refusals import NotPossibleNow, Refusal
from bot.rules.search import DocumentKind
from bot.rules.vocabulary import PersonId
from bot.views import answers as answer_views
from bot.views import deflection as views
from bot.views import ids
from bot.views import intake as intake_views
from bot.views.blocks import Message
from handlers.payload import form_of, number, pressed_before, pressed_between, pressed_value
from storage.store import WorkspaceStore

log = structlog.get_logger()


def register(app: AsyncApp) -> None:
    """Bind the buttons under answers, and the form that shows them."""
    app.action(ids.IT_HELPED)(it_helped_pressed)
    app.action(ids.READ_ANSWER)(read_pressed)
    app.action(ids.JOIN_INSTEAD)(join_pressed)
    app.action(ids.CREATE_TICKET)(create_pressed)
    app.view(ids.CREATE_TICKET)(create_sent)


async def found_in_time(
    store: WorkspaceStore, look: Callable[..., Offer | None], *args: Any, patience: float = PATIENCE
) -> Offer | None:
    """What may answer a request already; None when nothing does, and when that takes too long or goes wrong.

    A refusal is none of its business: whoever raises the request says it.
    """
    try:
        async with asyncio.timeout(patience):
            return await store.read(look, *args)
    except Refusal:
        return None
    except TimeoutError:
        log.warning("no answer was found in time: the ticket is created", reference=secrets.token_hex(4))
    except Exception:
        log.exception("looking for answers failed: the ticket is created", reference=secrets.token_hex(4))
    return None


async def it_helped_pressed(body: dict[str, Any], context: AsyncBoltContext) -> None:
    """This helped: no ticket needed."""
    held_id, ref = _pressed(body)
    store, person, reader = context["store"], context["person"], context["reader"]
    ticket = await store.write(deflection.helped, held_id, ref, person)
    if ticket is not None:
        await _show(views.there_is(ticket, reader), body, context)
    else:
        await _show(views.helped(held_id, reader), body, context, views.helped_in_modal(held_id, reader))


async def read_pressed(
    body: dict[str, Any], ack: AsyncAck, client: AsyncWebClient, store: WorkspaceStore, person: PersonId, reader: Reader
) -> None:
    """Read all of it."""
    answer = await store.read(deflection.read, *_pressed(body), person)
    await client.views_open(trigger_id=body["trigger_id"], view=views.whole(answer, reader))
    await ack()


async def join_pressed(body: dict[str, Any], context: AsyncBoltContext) -> None:
    """I have it too."""
    store, person, reader = context["store"], context["person"], context["reader"]
    joined = await store.write(deflection.join, number(pressed_value(body)), person)
    shown = views.there_is(joined, reader) if isinstance(joined, Ticket) else views.joined(joined, reader)
    await _show(shown, body, context)


async def create_pressed(body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Create the ticket."""
    store, person, reader = context["store"], context["person"], context["reader"]
    ticket = await store.write(deflection.create, number(pressed_value(body)), person)
    await _show(intake_views.raised(ticket, reader), body, context)


async def create_sent(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """Create the ticket, where the answers stand in place of the form."""
    await store.write(deflection.create, number(form_of(body).metadata), person)
    await ack()


def _pressed(body: dict[str, Any]) -> tuple[int, Ref]:
    """The request and the answer that a button is about: `tip:5:123`. Raises NotPossibleNow for no such kind."""
    kind = pressed_before(body)
    if kind not in KINDS:
        raise NotPossibleNow
    held_id = number(pressed_value(body).rpartition(":")[2])
    return held_id, Ref(DocumentKind(kind), number(pressed_between(body)))


async def _show(
    shown: Message, body: dict[str, Any], context: AsyncBoltContext, view: dict[str, Any] | None = None
) -> None:
    """In place of the answers, whose buttons are used up. In a modal only the text, or `view`."""
    assert context.client is not None  # Bolt makes both for every request
    assert context.respond is not None
    await context.ack()
    if "view" in body:
        view = view or answer_views.notice(shown.text, context["reader"])
        await context.client.views_update(view_id=body["view"]["id"], view=view)
    else:
        blocks = list(shown.blocks)
        await context.respond(text=shown.text, blocks=blocks, response_type="ephemeral", replace_original=True)
