"""The form for a request: every way that opens it, and what comes of it."""

import asyncio
from typing import Any

import aiohttp
import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.helpdesk import deflection, intake_form
from bot.i18n import Reader
from bot.rules.deflection import HeldPicture
from bot.rules.intake import Filled, Wish
from bot.rules.pictures import FormPicture
from bot.rules.refusals import AlreadyATicket
from bot.rules.vocabulary import CategoryKey, ChannelId, DeskId, Impact, PersonId, Urgency
from bot.views import answers as answer_views
from bot.views import deflection as deflection_views
from bot.views import ids
from bot.views import intake_form as views
from handlers import answers, menu
from handlers.deflection import found_in_time
from handlers.payload import Form, form_of, number, pointed_of, pressed_value
from storage.store import WorkspaceStore

PATIENCE = 2.0  # seconds for Slack to open a form: the acknowledgement has to leave before the third

log = structlog.get_logger()


def register(app: AsyncApp) -> None:
    """Bind the ways to the form, and the form."""
    app.command(ids.TICKET, matchers=[menu.wishes(Wish.FORM)])(form_asked)
    app.shortcut({"type": "shortcut", "callback_id": ids.RAISE_SHORTCUT})(form_asked)
    app.shortcut({"type": "message_action", "callback_id": ids.MESSAGE_SHORTCUT})(message_chosen)
    app.action(ids.RAISE)(button_pressed)
    app.action(ids.REQUEST_DESK)(desk_chosen)
    app.view(ids.RAISE_FORM)(form_sent)


async def form_asked(body: dict[str, Any], context: AsyncBoltContext, store: WorkspaceStore, person: PersonId) -> None:
    """`/ticket` alone, or the global shortcut."""
    asked_in = body.get("channel_id")
    shown = await store.read(intake_form.blank, person, ChannelId(asked_in) if asked_in else None)
    await _open(shown, body, context)


async def message_chosen(
    body: dict[str, Any], context: AsyncBoltContext, store: WorkspaceStore, person: PersonId
) -> None:
    """Make it a ticket, in the menu of a message."""
    shown = await store.write(intake_form.about_message, pointed_of(body), person)
    await _open(shown, body, context)


async def button_pressed(
    body: dict[str, Any], context: AsyncBoltContext, store: WorkspaceStore, person: PersonId
) -> None:
    """Raise a ticket, in Home; Open the form, where it could not be opened before."""
    value = pressed_value(body)
    shown = await store.read(intake_form.again, person, number(value) if value else None)
    await _open(shown, body, context)


async def desk_chosen(
    body: dict[str, Any], ack: AsyncAck, client: AsyncWebClient, store: WorkspaceStore, person: PersonId, reader: Reader
) -> None:
    """Another desk: its categories, and whether it takes private tickets."""
    draft_id, _ = _draft(form_of(body))
    shown = await store.read(intake_form.again, person, draft_id, DeskId(pressed_value(body)))
    await client.views_update(view_id=body["view"]["id"], view=views.form(shown, person, reader))
    await ack()


async def form_sent(
    body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId, reader: Reader
) -> None:
    """Raise it. Who asked hears of it from the confirmation; who did it for another, in place of the form."""
    filled = _filled(form_of(body))
    offer = await found_in_time(store, deflection.look_for_form, filled, person)
    raised = await store.write(deflection.submit_or_hold, filled, person, offer)
    if isinstance(raised, HeldPicture):
        await ack(response_action="update", view=deflection_views.in_modal(raised, reader))
        return
    ticket = raised.ticket
    if ticket.opened_by != person:
        raise AlreadyATicket(ticket.key if ticket.requester_id == person else "")
    if ticket.requester_id == person:
        await ack()
    else:
        text = views.opened_for(ticket, reader)
        await ack(response_action="update", view=answer_views.notice(text, reader))


async def _open(shown: FormPicture, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Open the form; when Slack does not, offer it again, with what it was filled with."""
    person, reader, store = context["person"], context["reader"], context["store"]
    assert context.client is not None  # Bolt makes one for every request
    try:
        async with asyncio.timeout(PATIENCE):
            await context.client.views_open(trigger_id=body["trigger_id"], view=views.form(shown, person, reader))
    except (SlackApiError, aiohttp.ClientError, TimeoutError) as trouble:
        log.warning("the form did not open", person=person, trouble=str(trouble))
        if "command" in body or body.get("response_url"):
            offer = views.kept(shown.draft_id, reader)
            await answers.tell(offer.text, body, context, offer.blocks)
            return
        await store.write(intake_form.keep_for_later, person, shown.draft_id, body["trigger_id"])
    await context.ack()


def _filled(form: Form) -> Filled:
    draft_id, requester_id = _draft(form)
    desk_id = form.choice(ids.REQUEST_DESK)
    category = form.choice_in(ids.REQUEST_CATEGORY)
    return Filled(
        view_id=form.view_id,
        subject=form.text(ids.SUBJECT),
        description=form.text(ids.DESCRIPTION),
        desk_id=DeskId(desk_id) if desk_id else None,
        category=CategoryKey(category) if category else None,
        impact=form.word(ids.IMPACT, Impact) if form.choice(ids.IMPACT) else Impact.ME,
        urgency=form.word(ids.URGENCY, Urgency) if form.choice(ids.URGENCY) else Urgency.SOON,
        is_private=bool(form.choices(ids.PRIVATE)),
        files=form.files(ids.FILES),
        draft_id=draft_id,
        requester_id=requester_id,
    )


def _draft(form: Form) -> tuple[int | None, PersonId | None]:
    """What the form was filled with, and whose request that is."""
    draft, _, requester = form.metadata.partition(":")
    return (number(draft), PersonId(requester)) if requester else (None, None)
