"""Giving away what one was given, or all that one has: with what the next person needs to know."""

from typing import Any

from bot.i18n import Reader
from bot.rules.intake import is_blank
from bot.rules.pictures import TicketPicture
from bot.views import ids
from bot.views.blocks import Block, labelled, modal, people_select, section, text_input
from bot.views.cards import headline

NOTE, REASON = 1000, 500  # characters


def decline_form(shown: TicketPicture, reader: Reader) -> dict[str, Any]:
    """*Decline…*: why."""
    _ = reader.gettext
    reason = labelled(
        _("Why is it not for you?"),
        text_input(ids.REASON, multiline=True, max_length=REASON),
        block_id=ids.REASON,
        hint=_("It stands under the card as a note. The requester does not see it."),
    )
    return modal(
        _("Decline"),
        [section(headline(shown.ticket)), reason],
        callback_id=ids.DECLINE,
        close=_("Cancel"),
        submit=_("Decline"),
        metadata=str(shown.ticket.id),
    )


def form(shown: TicketPicture, reader: Reader) -> dict[str, Any]:
    """*Hand on…*: one ticket."""
    _ = reader.gettext
    blocks = [section(headline(shown.ticket)), *_fields(reader)]
    return modal(
        _("Hand on"),
        blocks,
        callback_id=ids.HAND_ON,
        close=_("Cancel"),
        submit=_("Hand on"),
        metadata=str(shown.ticket.id),
    )


def form_for_all(count: int, reader: Reader) -> dict[str, Any]:
    """*Hand on all…*: whatever somebody has."""
    _ = reader.gettext
    text = reader.ngettext(
        "You have one ticket. It goes on with this note.",
        "You have {n} tickets. All of them go on with this note.",
        count,
    )
    return modal(
        _("Hand on all") if count > 1 else _("Hand on"),
        [section(text.format(n=count)), *_fields(reader)],
        callback_id=ids.HAND_ON_ALL,
        close=_("Cancel"),
        submit=_("Hand on"),
    )


def note(state: str, next_step: str, reader: Reader) -> str:
    """What both fields come to as one note, in plain text; nothing unless both say something."""
    if is_blank(state) or is_blank(next_step):
        return ""
    text = reader.gettext("Where it stands: {state}\nNext step: {next_step}")
    return text.format(state=state.strip(), next_step=next_step.strip())


def _fields(reader: Reader) -> list[Block]:
    _ = reader.gettext
    return [
        labelled(
            _("Who is to have it?"),
            people_select(ids.ASSIGNEE, _("Choose a person")),
            block_id=ids.ASSIGNEE,
            optional=True,
            hint=_("Somebody who works the desk. Without anybody it goes back to the queue."),
        ),
        labelled(_("Where does it stand?"), text_input(ids.STATE, multiline=True, max_length=NOTE), block_id=ids.STATE),
        labelled(
            _("What is the next step?"),
            text_input(ids.NEXT_STEP, max_length=NOTE),
            block_id=ids.NEXT_STEP,
            hint=_("Both stand under the card as a note. The requester does not see it."),
        ),
    ]
