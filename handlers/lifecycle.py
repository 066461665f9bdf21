"""Where a ticket stands: the card's buttons and menu, and the requester's."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.helpdesk import lifecycle
from bot.rules.actions import Action
from bot.rules.vocabulary import PersonId
from bot.views import ids
from bot.views import lifecycle as views
from bot.views.mrkdwn import escape
from handlers import menu
from handlers.opening import opens
from handlers.payload import form_of, pressed_ticket, ticket_id
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind buttons, menu entries and the form."""
    app.action(ids.SOLVE)(solve_pressed)
    app.action(ids.REOPEN)(reopen_pressed)
    app.action(ids.CONFIRM_SOLVED)(confirm_pressed)
    app.action(ids.STILL_NEEDED)(still_needed_pressed)
    app.action(ids.MORE, matchers=[menu.chose(ids.PEND)])(pend_chosen)
    app.action(ids.MORE, matchers=[menu.chose(ids.RESUME)])(resume_chosen)
    app.action(ids.MORE, matchers=[menu.chose(ids.HOLD)])(opens(views.hold_form, lifecycle.form, Action.HOLD))
    app.view(ids.HOLD)(hold_submitted)


async def solve_pressed(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """Solve, on a card."""
    await store.write(lifecycle.solve, pressed_ticket(body), person)
    await ack()


async def reopen_pressed(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """Reopen on a card, *Still broken* in the requester's thread."""
    await store.write(lifecycle.reopen, pressed_ticket(body), person)
    await ack()


async def confirm_pressed(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """That solved it, by the requester."""
    await store.write(lifecycle.confirm_solved, pressed_ticket(body), person)
    await ack()


async def still_needed_pressed(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """Yes, still: the requester's answer after a long silence."""
    await store.write(lifecycle.still_needed, pressed_ticket(body), person)
    await ack()


async def pend_chosen(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """Pending, in a card's menu."""
    await store.write(lifecycle.pend, pressed_ticket(body), person)
    await ack()


async def resume_chosen(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """Resume, in a card's menu."""
    await store.write(lifecycle.resume, pressed_ticket(body), person)
    await ack()


async def hold_submitted(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """The reason was given."""
    form = form_of(body)
    await store.write(lifecycle.hold, ticket_id(form.metadata), person, escape(form.text(ids.REASON)))
    await ack()
