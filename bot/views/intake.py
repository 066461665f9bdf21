"""What a requester sees of raising a ticket."""

from bot.i18n import Reader
from bot.rules.pictures import TicketPicture
from bot.views import words
from bot.views.blocks import Message, context, section
from bot.views.mrkdwn import cut, escape


def confirmation(shown: TicketPicture, reader: Reader) -> Message:
    """The one confirmation, where the requester asked; it stays true as the ticket goes on."""
    _, ticket = reader.gettext, shown.ticket
    headline = _("*{key}*  {subject}").format(key=ticket.key, subject=escape(cut(ticket.subject, 200)))
    standing = words.status_for_requester(ticket.status, reader)
    return Message(
        f"{headline} — {standing}",
        [section(headline), context(standing, _("Answer in this thread to add something."))],
    )
