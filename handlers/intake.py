"""Raising tickets, and taking them back."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond

from bot.helpdesk import asking, deflection, splitting, withdrawal
from bot.i18n import Reader
from bot.rules.deflection import HeldPicture
from bot.rules.intake import Request, Wish, command_source, understand
from bot.rules.vocabulary import ChannelId, Intake, MessageId, PersonId
from bot.views import deflection as deflection_views
from bot.views import ids
from bot.views import intake as views
from handlers import menu
from handlers.deflection import found_in_time
from handlers.payload import number, pressed_before, pressed_ticket, pressed_value
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the command with words behind it, and the buttons on what it answers and on confirmations."""
    app.command(ids.TICKET, matchers=[menu.wishes(Wish.RAISE)])(request_given)
    app.action(ids.CANCEL)(cancel_pressed)
    app.action(ids.NOT_A_TICKET)(not_a_ticket_pressed)
    app.action(ids.SPLIT)(split_pressed)
    app.action(ids.MAKE_TICKET)(make_ticket_pressed)
    app.action(ids.NO_TICKET)(no_ticket_pressed)


async def request_given(
    body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId, reader: Reader
) -> None:
    """`/ticket printer on 3rd floor is jammed`."""
    request = Request(
        source=command_source(body["trigger_id"]),
        intake=Intake.SLASH,
        requester_id=person,
        opened_by=person,
        text=understand(body["text"]).text,
        asked_in=ChannelId(body["channel_id"]),
    )
    offer = await found_in_time(store, deflection.look, request)
    raised = await store.write(deflection.raise_or_hold, request, offer)
    if isinstance(raised, HeldPicture):
        answer = deflection_views.suggested(raised, reader)
    else:
        answer = views.raised(raised.ticket, reader)
    await ack(text=answer.text, blocks=list(answer.blocks), response_type="ephemeral")


async def cancel_pressed(
    body: dict[str, Any], ack: AsyncAck, respond: AsyncRespond, store: WorkspaceStore, person: PersonId, reader: Reader
) -> None:
    """Cancel: where only the requester sees the button, the answer takes its place."""
    ticket = await store.write(withdrawal.cancel, pressed_ticket(body), person)
    await ack()
    await _answer(views.cancelled(ticket, reader), body, respond)


async def not_a_ticket_pressed(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """Not a ticket, on a confirmation."""
    await store.write(withdrawal.take_back, pressed_ticket(body), person)
    await ack()


async def split_pressed(
    body: dict[str, Any], ack: AsyncAck, respond: AsyncRespond, store: WorkspaceStore, person: PersonId, reader: Reader
) -> None:
    """Split, on a confirmation: the message that was the last one when the button was shown."""
    last = MessageId(number(pressed_before(body)))
    part = await store.write(splitting.split, pressed_ticket(body), last, person)
    await ack()
    await _answer(views.split(part, reader), body, respond)


async def make_ticket_pressed(
    body: dict[str, Any], ack: AsyncAck, respond: AsyncRespond, store: WorkspaceStore, person: PersonId, reader: Reader
) -> None:
    """Make it a ticket, under the private question."""
    ticket = await store.write(asking.accept, number(pressed_value(body)), person)
    await ack()
    await _answer(views.made(ticket, reader), body, respond)


async def no_ticket_pressed(
    body: dict[str, Any], ack: AsyncAck, respond: AsyncRespond, store: WorkspaceStore, person: PersonId
) -> None:
    """No, under the private question: it goes away."""
    await store.write(asking.decline, number(pressed_value(body)), person)
    await ack()
    await respond(delete_original=True)


async def _answer(text: str, body: dict[str, Any], respond: AsyncRespond) -> None:
    """In place of a private message, whose buttons are used up; beside a message that others see, too."""
    is_private = bool(body["container"].get("is_ephemeral"))
    await respond(text=text, response_type="ephemeral", replace_original=is_private)
