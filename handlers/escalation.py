"""Escalating a ticket, and what the level that was asked does about it."""

from collections.abc import Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.helpdesk import escalation
from bot.rules.actions import Action
from bot.rules.escalation import Plea
from bot.rules.intake import view_source
from bot.rules.vocabulary import CategoryKey, PersonId
from bot.views import escalation as views
from bot.views import ids
from bot.views.mrkdwn import escape
from handlers import menu
from handlers.opening import Listener, opens
from handlers.payload import form_of, number, pressed_ticket, ticket_id
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the menu's entry, the buttons under an escalation, and their forms."""
    app.action(ids.MORE, matchers=[menu.chose(ids.ESCALATE)])(opens(views.form, escalation.escalating))
    app.view(ids.ESCALATE)(escalate_submitted)
    app.action(ids.ACKNOWLEDGE)(acknowledge_pressed)
    app.action(ids.ASK_BACK)(opens(views.ask_form, escalation.form, Action.ASK_BACK))
    app.view(ids.ASK_BACK)(_written(escalation.ask_back))
    app.action(ids.ANSWER)(opens(views.answer_form, escalation.form, Action.ANSWER))
    app.view(ids.ANSWER)(_written(escalation.answer))
    app.action(ids.HAND_BACK)(opens(views.hand_back_form, escalation.form, Action.HAND_BACK))
    app.view(ids.HAND_BACK)(_written(escalation.hand_back))
    app.action(ids.NOT_ESCALATION)(opens(views.reject_form, escalation.form, Action.REJECT_ESCALATION))
    app.view(ids.NOT_ESCALATION)(_written(escalation.reject))


async def escalate_submitted(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """A tier was chosen, with the reason and what was tried."""
    form = form_of(body)
    level, _, skill = (form.choice(ids.TIER) or "").partition(":")
    reason, tried = escape(form.text(ids.REASON)), escape(form.text(ids.TRIED))
    plea = Plea(number(level), reason, tried, CategoryKey(skill) if skill else None)
    await store.write(escalation.escalate, ticket_id(form.metadata), person, plea, view_source(form.view_id))
    await ack()


async def acknowledge_pressed(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """Acknowledge, under an escalation."""
    await store.write(escalation.acknowledge, pressed_ticket(body), person)
    await ack()


def _written(verb: Callable[..., object]) -> Listener:
    """A listener that gives `verb` what somebody wrote in a form about an escalation."""

    async def submitted(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
        form = form_of(body)
        text, source = escape(form.text(ids.TEXT)), view_source(form.view_id)
        await store.write(verb, ticket_id(form.metadata), person, text, source)
        await ack()

    return submitted
