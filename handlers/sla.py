"""The clocks of a ticket, in a modal."""

from slack_bolt.async_app import AsyncApp

from bot.helpdesk import sla
from bot.views import ids
from bot.views import sla as views
from handlers import menu
from handlers.opening import opens


def register(app: AsyncApp) -> None:
    """Bind the entry of the card's menu."""
    app.action(ids.MORE, matchers=[menu.chose(ids.CLOCK)])(opens(views.clock, sla.read))
