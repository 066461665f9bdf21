"""The same problem of many: the card's menu and its form, the desk's message, and what those press who have it."""

from collections.abc import Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.helpdesk import outbreaks, problems
from bot.rules.vocabulary import PersonId
from bot.views import ids
from bot.views import problems as views
from handlers import menu
from handlers.opening import Listener, opens
from handlers.payload import form_of, pressed_ticket, ticket_id
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind menu entries, the form, and buttons."""
    app.action(ids.MORE, matchers=[menu.chose(ids.SAME_PROBLEM)])(opens(views.form, problems.form))
    app.view(ids.SAME_PROBLEM)(other_chosen)
    app.action(ids.MORE, matchers=[menu.chose(ids.LEAVE_PROBLEM)])(_pressed(problems.leave))
    app.action(ids.MAKE_ONE)(_pressed(outbreaks.make_one))
    app.action(ids.SOLVE_FOR_ALL)(_pressed(problems.solve_for_all))
    app.action(ids.HAVE_IT_TOO)(_pressed(problems.join_own))
    app.action(ids.MINE_IS_DIFFERENT)(_pressed(problems.decline))
    app.action(ids.NOT_SOLVED)(_pressed(problems.not_solved))


async def other_chosen(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
    """A similar ticket was chosen, or a number given: the number counts."""
    form = form_of(body)
    named, chosen = form.text(ids.OTHER), form.choice(ids.SAME_AS)
    other = ticket_id(chosen) if chosen and not named.strip() else named
    await store.write(problems.join_ticket, ticket_id(form.metadata), other, person)
    await ack()


def _pressed(verb: Callable[..., object]) -> Listener:
    """A listener that gives `verb` the ticket whose button or menu entry was used."""

    async def pressed(body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId) -> None:
        await store.write(verb, pressed_ticket(body), person)
        await ack()

    return pressed
