"""Who has a ticket: claiming, giving away, giving back, asking for it."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.helpdesk import assignment, cards
from bot.i18n import Reader
from bot.rules.actions import Action
from bot.rules.intake import view_source
from bot.rules.refusals import AlreadyClaimed
from bot.rules.vocabulary import PersonId
from bot.views import assignment as views
from bot.views import ids
from handlers import menu
from handlers.answers import tell
from handlers.opening import opens
from handlers.payload import form_of, pressed_before, pressed_ticket, ticket_id
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind buttons, menu entries and forms."""
    app.action(ids.CLAIM)(claim_pressed)
    app.action(ids.ASK_TAKE_OVER)(take_over_pressed)
    app.action(ids.LET_TAKE_OVER)(let_take_over_pressed)
    app.action(ids.KEEP)(keep_pressed)
    app.action(ids.MORE, matchers=[menu.chose(ids.ASSIGN)])(opens(views.assign_form, assignment.form, Action.ASSIGN))
    app.view(ids.ASSIGN)(assign_submitted)
    app.action(ids.MORE, matchers=[menu.chose(ids.UNASSIGN)])(unassign_chosen)
    app.view(ids.UNASSIGN)(unassign_submitted)


async def claim_pressed(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    context: AsyncBoltContext,
) -> None:
    """Claim, on a card. Whoever comes second hears who was first, and what to do about it."""
    try:
        await store.write(assignment.claim, pressed_ticket(body), person)
    except AlreadyClaimed as first:
        lost = views.lost(first, reader)
        await tell(lost.text, body, context, lost.blocks)
    else:
        await ack()


async def take_over_pressed(
    body: dict[str, Any], store: WorkspaceStore, person: PersonId, reader: Reader, context: AsyncBoltContext
) -> None:
    """Ask to take over, on the private answer to a claim that came second."""
    ticket = await store.write(assignment.ask_to_take_over, pressed_ticket(body), person)
    shown = await store.read(cards.picture, ticket)
    await tell(views.asked(shown, reader), body, context)


async def let_take_over_pressed(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """Let them have it, on the question for one's ticket."""
    await store.write(assignment.let_take_over, pressed_ticket(body), PersonId(pressed_before(body)), person)
    await ack()


async def keep_pressed(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """Keep, on the question for one's ticket."""
    await store.write(assignment.keep, pressed_ticket(body), PersonId(pressed_before(body)), person)
    await ack()


async def assign_submitted(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """Somebody was chosen."""
    form = form_of(body)
    chosen = form.person(ids.ASSIGNEE) or PersonId("")
    await store.write(assignment.assign, ticket_id(form.metadata), chosen, person)
    await ack()


async def unassign_chosen(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """Unassign / give back…, in a card's menu."""
    shown = await store.read(assignment.form, pressed_ticket(body), person, Action.UNASSIGN)
    await client.views_open(trigger_id=body["trigger_id"], view=views.unassign_form(shown, person, reader))
    await ack()


async def unassign_submitted(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """The note was written, or left out."""
    form = form_of(body)
    note, source = form.text(ids.TEXT), view_source(form.view_id)
    await store.write(assignment.unassign, ticket_id(form.metadata), person, note, source)
    await ack()
