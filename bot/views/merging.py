"""The form to merge tickets."""

from typing import Any

from bot.i18n import Reader
from bot.rules.pictures import TicketPicture
from bot.views import ids
from bot.views.blocks import labelled, modal, section, text_input
from bot.views.cards import headline

KEY = 48  # characters


def form(shown: TicketPicture, reader: Reader) -> dict[str, Any]:
    """*Merge into…*: which other ticket is about the same."""
    _ = reader.gettext
    other = labelled(
        _("The other ticket's number"),
        text_input(ids.OTHER, placeholder="IT-42", max_length=KEY),
        block_id=ids.OTHER,
        hint=_("The newer of the two goes into the older one, whichever you name here."),
    )
    return modal(
        _("Merge"),
        [section(headline(shown.ticket)), other],
        callback_id=ids.MERGE,
        close=_("Cancel"),
        submit=_("Merge"),
        metadata=str(shown.ticket.id),
    )
