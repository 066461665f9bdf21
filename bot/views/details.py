"""The form for details."""

from typing import Any

from bot.i18n import Reader
from bot.rules import intake
from bot.rules.pictures import DetailsPicture
from bot.rules.records import Ticket
from bot.views import ids, intake_form
from bot.views.answers import notice
from bot.views.blocks import labelled, modal, section, text_input
from bot.views.cards import headline


def form(picture: DetailsPicture, reader: Reader) -> dict[str, Any]:
    """*Add details*: more text, and what the first words left out."""
    _, ticket = reader.gettext, picture.shown.ticket
    more = text_input(ids.DESCRIPTION, multiline=True, max_length=intake.FIELD)
    blocks = [
        section(headline(ticket)),
        labelled(_("Tell us more"), more, block_id=ids.DESCRIPTION, optional=True),
    ]
    if picture.categories:
        field = intake_form.category_field(ticket.desk_id)
        blocks.append(intake_form.category(picture.categories, field, reader, initial=ticket.category))
    blocks += [intake_form.urgency(reader), intake_form.impact(reader), intake_form.files(reader)]
    return modal(
        _("Add details"),
        blocks,
        callback_id=ids.DETAILS_FORM,
        close=_("Close"),
        submit=_("Add"),
        metadata=str(ticket.id),
    )


def added(ticket: Ticket, reader: Reader) -> dict[str, Any]:
    """The form's last word: whoever filled it in may see no other sign."""
    text = reader.gettext("*{key}* has your details now, and the desk sees them.")
    return notice(text.format(key=ticket.key), reader)
