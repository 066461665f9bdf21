"""Adding details to a ticket."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.helpdesk import details
from bot.i18n import Reader
from bot.rules.details import Details
from bot.rules.intake import view_source
from bot.rules.vocabulary import CategoryKey, Impact, PersonId, Urgency
from bot.views import details as views
from bot.views import ids
from bot.views.mrkdwn import escape
from handlers.opening import opens
from handlers.payload import Form, form_of, ticket_id
from storage.store import WorkspaceStore


def register(app: AsyncApp) -> None:
    """Bind the button and the form."""
    app.action(ids.ADD_DETAILS)(opens(views.form, details.form))
    app.view(ids.DETAILS_FORM)(details_sent)


async def details_sent(
    body: dict[str, Any], ack: AsyncAck, store: WorkspaceStore, person: PersonId, reader: Reader
) -> None:
    """Add: the form says that it was."""
    form = form_of(body)
    ticket = await store.write(details.add, ticket_id(form.metadata), _details(form), person)
    await ack(response_action="update", view=views.added(ticket, reader))


def _details(form: Form) -> Details:
    category = form.choice_in(ids.REQUEST_CATEGORY)
    return Details(
        source=view_source(form.view_id),
        text=escape(form.text(ids.DESCRIPTION)),
        category=CategoryKey(category) if category else None,
        impact=form.word(ids.IMPACT, Impact) if form.choice(ids.IMPACT) else None,
        urgency=form.word(ids.URGENCY, Urgency) if form.choice(ids.URGENCY) else None,
        files=form.files(ids.FILES),
    )
