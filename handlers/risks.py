"""What breaches next, on demand, and giving it to somebody else with one click."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from bot.helpdesk import assignment, risks
from bot.i18n import Reader
from bot.rules.vocabulary import PersonId
from bot.views import ids
from bot.views import risks as views
from handlers import menu
from handlers.payload import number, pressed_before, pressed_between, pressed_ticket, pressed_value
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the word, the menus of its answer, and its pages."""
    app.command(ids.HELPDESK, matchers=[menu.says("risks")])(risks_asked)
    app.action(ids.REASSIGN)(reassigned)
    app.action(ids.RISKS_BACK)(turned)
    app.action(ids.RISKS_ON)(turned)


async def risks_asked(ack: AsyncAck, store: WorkspaceStore, person: PersonId, reader: Reader) -> None:
    """`/helpdesk risks`: what is due next at the desks that somebody leads."""
    answer = views.risks(await store.read(risks.of_lead, person), reader)
    await ack(text=answer.text, blocks=list(answer.blocks), response_type="ephemeral")


async def reassigned(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    context: AsyncBoltContext,
) -> None:
    """Somebody was chosen beside a ticket: they have it, and the page shows it."""
    page = number(pressed_between(body))
    await store.write(assignment.assign, pressed_ticket(body), PersonId(pressed_before(body)), person)
    await ack()
    await _show(page, store, person, reader, context)


async def turned(
    body: dict[str, Any],
    ack: AsyncAck,
    store: WorkspaceStore,
    person: PersonId,
    reader: Reader,
    context: AsyncBoltContext,
) -> None:
    """Another page."""
    page = number(pressed_value(body))
    await ack()
    await _show(page, store, person, reader, context)


async def _show(page: int, store: WorkspaceStore, person: PersonId, reader: Reader, context: AsyncBoltContext) -> None:
    """The page in place of what stands there."""
    answer = views.risks(await store.read(risks.of_lead, person, page), reader)
    assert context.respond is not None  # Bolt makes one for every request
    await context.respond(text=answer.text, blocks=list(answer.blocks), replace_original=True)
