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


async def found_in_time(store: WorkspaceStore, look: Callable[..., Offer | None], *args: Any) -> Offer | None:
    """What may answer a request already; None when nothing does, and when that takes too long or goes wrong.

    A refusal is none of its business: whoever raises the request says it.
    """
    try:
        async with asyncio.timeout(PATIENCE):
            return await store.read(look, *args)
    except Refusal:
        return None
    except TimeoutError:
        log.warning("no answer was found in time: the ticket is created", reference=secrets.token_hex(4))
    except Exception:
        log.exception("looking for answers failed: the ticket is created", reference=secrets.token_hex(4))
    return None


async def it_helped_pressed(
    body: dict[str, Any],
    context: AsyncBoltContext,
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
) -> None:
    """*This helped — no ticket needed*, under an answer."""
    settled = await store.write(deflection.helped, *_pressed(body), person)
    await ack()
    await _show(views.settled(settled, reader), views.settled_in_modal(settled, reader), body, context)


async def read_pressed(
    body: dict[str, Any], ack: AsyncAck, client: AsyncWebClient, store: WorkspaceStore, person: PersonId, reader: Reader
) -> None:
    """*Read all of it*, under an answer that was cut."""
    answer = await store.read(deflection.read, *_pressed(body), person)
    await client.views_open(trigger_id=body["trigger_id"], view=views.whole(answer, reader))
    await ack()


async def join_pressed(
    body: dict[str, Any],
    context: AsyncBoltContext,
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
) -> None:
    """*I have it too*, under a problem that others report."""
    settled = await store.write(deflection.join, number(pressed_value(body)), person)
    await ack()
    await _show(views.settled(settled, reader), views.settled_in_modal(settled, reader), body, context)


async def create_pressed(
    body: dict[str, Any],
    context: AsyncBoltContext,
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
) -> None:
    """*Create the ticket*, under the answers or once one of them has helped."""
    ticket = await store.write(deflection.create, number(pressed_value(body)), person)
    await ack()
    shown = intake_views.raised(ticket, reader)
    await _show(shown, answer_views.notice(shown.text, reader), body, context)


async def create_sent(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """*Create the ticket*, where the answers stand in place of the form."""
    await store.write(deflection.create, number(form_of(body).metadata), person)
    await ack()


def _pressed(body: dict[str, Any]) -> tuple[int, Ref]:
    """The request and the answer that a button is about: `tip:5:123`. Raises NotPossibleNow for no such kind."""
    kind = pressed_before(body)
    if kind not in KINDS:
        raise NotPossibleNow
    held_id = number(pressed_value(body).rpartition(":")[2])
    return held_id, Ref(DocumentKind(kind), number(pressed_between(body)))


async def _show(shown: Message, in_modal: dict[str, Any], body: dict[str, Any], context: AsyncBoltContext) -> None:
    """In place of the answers, whose buttons are used up, wherever they stand."""
    assert context.client is not None  # Bolt makes both for every request
    assert context.respond is not None
    if "view" in body:
        await context.client.views_update(view_id=body["view"]["id"], view=in_modal)
    else:
        blocks = list(shown.blocks)
        await context.respond(text=shown.text, blocks=blocks, response_type="ephemeral", replace_original=True)
