"""Yes, no, or somebody else: what people say to tickets that they were given."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.helpdesk import handing_on
from bot.i18n import Reader
from bot.rules.intake import view_source
from bot.rules.vocabulary import PersonId
from bot.views import handing_on as views
from bot.views import ids
from handlers import menu
from handlers.opening import opens
from handlers.payload import Form, form_of, pressed_ticket, ticket_id
from storage.store import WorkspaceStore

HANDING_ON = ("hand", "on", "over", "handover")  # the command's words; what follows is a ticket's number


def register(app: AsyncApp) -> None:
    """Bind buttons, the menu entry and forms."""
    app.action(ids.ACCEPT)(accept_pressed)
    app.action(ids.DECLINE)(opens(views.decline_form, handing_on.form))
    app.view(ids.DECLINE)(decline_submitted)
    hand_on_pressed = opens(views.form, handing_on.form)
    app.action(ids.HAND_ON)(hand_on_pressed)
    app.action(ids.MORE, matchers=[menu.chose(ids.HAND_ON)])(hand_on_pressed)
    app.view(ids.HAND_ON)(hand_on_submitted)
    app.action(ids.HAND_ON_ALL)(hand_on_all_pressed)
    app.command(ids.HELPDESK, matchers=[menu.says("hand", "handover")])(hand_on_asked)
    app.view(ids.HAND_ON_ALL)(hand_on_all_submitted)


async def accept_pressed(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """*Accept*, under what somebody was told of a ticket that they got."""
    await store.write(handing_on.accept, pressed_ticket(body), person)
    await ack()


async def decline_submitted(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """The reason was written."""
    form = form_of(body)
    reason, source = form.text(ids.REASON), view_source(form.view_id)
    await store.write(handing_on.decline, ticket_id(form.metadata), person, reason, source)
    await ack()


async def hand_on_submitted(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """To whom, and what they need to know."""
    form = form_of(body)
    to, note, source = form.person(ids.ASSIGNEE), _note(form), view_source(form.view_id)
    await store.write(handing_on.hand_on, ticket_id(form.metadata), person, to, note, source)
    await ack()


async def hand_on_all_pressed(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """Hand on all…, on the question what becomes of one's tickets."""
    count = await store.read(handing_on.count, person)
    await client.views_open(trigger_id=body["trigger_id"], view=views.form_for_all(count, reader))
    await ack()


async def hand_on_asked(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    client: AsyncWebClient,
) -> None:
    """`/helpdesk hand on`, or `hand over`: the same form at any time; with a ticket's number, that of one."""
    *_words, last = str(body["text"]).split()
    if last.lower() in HANDING_ON:
        view = views.form_for_all(await store.read(handing_on.count, person), reader)
    else:
        view = views.form(await store.read(handing_on.named, last, person), reader)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def hand_on_all_submitted(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """The same, for all that somebody has."""
    form = form_of(body)
    to, note, source = form.person(ids.ASSIGNEE), _note(form), view_source(form.view_id)
    await store.write(handing_on.hand_on_all, person, to, note, source)
    await ack()


def _note(form: Form) -> str:
    """The note for the desk, in the language of its channel, whoever writes it."""
    return views.note(form.text(ids.STATE), form.text(ids.NEXT_STEP), Reader())
