"""Reminders: the form to ask for one, and the message."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.i18n import Reader, marked
from bot.rules.pictures import TicketPicture
from bot.rules.reminders import When
from bot.views import ids, words
from bot.views.answers import notice
from bot.views.blocks import (
    Block,
    Element,
    Message,
    actions,
    button,
    context,
    labelled,
    link_button,
    modal,
    moment_picker,
    option,
    section,
    select,
    text_input,
)
from bot.views.cards import headline, subject
from bot.views.mrkdwn import escape, moment
from bot.views.user_text import rich

NOTE = 500

CHOICES: Mapping[When, str] = {
    When.HOUR: marked("In an hour"),
    When.TOMORROW: marked("Tomorrow at 9:00"),
    When.MONDAY: marked("Next Monday at 9:00"),
    When.OWN: marked("At the time below"),
}


def form(shown: TicketPicture, reader: Reader) -> dict[str, Any]:
    """*Remind me…*: when, and of what."""
    _ = reader.gettext
    choices = [option(_(CHOICES[when]), when) for when in When]
    fields = [
        labelled(_("When?"), select(ids.WHEN, _("Choose a time"), choices, initial=When.HOUR), block_id=ids.WHEN),
        labelled(_("Or at"), moment_picker(ids.AT), block_id=ids.AT, optional=True),
        labelled(_("Note to yourself"), text_input(ids.TEXT, max_length=NOTE), block_id=ids.TEXT, optional=True),
    ]
    return modal(
        _("Remind me"),
        [section(headline(shown.ticket)), *fields],
        callback_id=ids.REMIND,
        close=_("Cancel"),
        submit=_("Remind me"),
        metadata=str(shown.ticket.id),
    )


def promised(due_at: datetime, reader: Reader) -> dict[str, Any]:
    """The form's last word: when the reminder comes."""
    text = reader.gettext("I will remind you by direct message: {time}.")
    return notice(text.format(time=moment(due_at)), reader)


def reminder(shown: TicketPicture, note: str, again_at: int | None, reader: Reader) -> Message:
    """The time has come. `again_at`, in seconds since 1970, once it was put off."""
    _, ticket = reader.gettext, shown.ticket
    text = _("You wanted to be reminded of *{key}*: {subject}").format(key=ticket.key, subject=subject(shown.ticket))
    blocks: list[Block] = [section(text)]
    if note:
        blocks.append(rich(escape(note), {}, quote=True))
    blocks.append(context(words.status(ticket.status, reader)))
    if again_at is not None:
        blocks.append(context(_("Again: {time}").format(time=moment(datetime.fromtimestamp(again_at, UTC)))))
    elements = _buttons(shown, reader, can_repeat=again_at is None)
    if elements:
        blocks.append(actions(*elements))
    spoken = [text, escape(note), _(words.STATUS[ticket.status])]
    return Message("\n".join(part for part in spoken if part), blocks)


def _buttons(shown: TicketPicture, reader: Reader, *, can_repeat: bool) -> list[Element]:
    _ = reader.gettext
    elements: list[Element] = []
    if shown.card_url is not None:
        elements.append(link_button(_("Open the card"), ids.LINK, shown.card_url))
    if can_repeat and shown.ticket.closed_at is None:
        elements.append(button(_("Again in 1 h"), ids.REMIND_AGAIN, str(shown.ticket.id)))
    return elements
