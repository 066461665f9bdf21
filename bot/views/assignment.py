"""Who has a ticket: what the others hear, and the forms to give it away."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import Reader, marked
from bot.rules.assignment import Answer, Grounds, Reply
from bot.rules.pictures import TicketPicture
from bot.rules.refusals import AlreadyClaimed
from bot.rules.vocabulary import PersonId
from bot.views import ids
from bot.views.blocks import (
    Block,
    Element,
    Message,
    actions,
    button,
    labelled,
    link_button,
    modal,
    people_select,
    section,
    text_input,
)
from bot.views.cards import headline, subject
from bot.views.distribution import grounds
from bot.views.mrkdwn import escape, mention
from bot.views.refusals import refusal

NOTE = 1000

ANSWERED: Mapping[Answer, str] = {
    Answer.NONE: marked("It is no longer yours to give."),
    Answer.LET: marked("You let them have it."),
    Answer.KEPT: marked("You keep it."),
}


REPLIED: Mapping[Reply, str] = {
    Reply.NONE: marked("It is no longer yours."),
    Reply.ACCEPTED: marked("You accepted it."),
    Reply.DECLINED: marked("You declined it."),
    Reply.HANDED_ON: marked("You handed it on."),
}


def lost(reason: AlreadyClaimed, reader: Reader) -> Message:
    """What somebody hears, in private, whose click came second."""
    _, value = reader.gettext, str(reason.ticket_id)
    text = refusal(reason, reader)
    return Message(
        text,
        [
            section(text),
            actions(
                button(_("Follow"), ids.FOLLOW, value),
                button(_("Ask to take over"), ids.ASK_TAKE_OVER, value),
            ),
        ],
    )


def asked(shown: TicketPicture, reader: Reader) -> str:
    """What the asker hears, in private, once the assignee has been asked."""
    text = reader.gettext("I asked {name} whether you can take over *{key}*. You will hear from me.")
    return text.format(name=mention(shown.ticket.assignee_id or ""), key=shown.ticket.key)


def assigned_to_you(
    shown: TicketPicture, by: PersonId | None, why: Grounds | None, reply: Reply, reader: Reader, *, is_yours: bool
) -> Message:
    """Somebody else, or the desk's rule, made a ticket yours: with its buttons until you say something to it."""
    _, ticket = reader.gettext, shown.ticket
    about = {"key": ticket.key, "subject": subject(ticket)}
    if by is not None:
        text = _("{name} gave you *{key}*: {subject}").format(name=mention(by), **about)
    else:
        text = _("*{key}* is yours: {subject}").format(**about)
    if why is not None:
        skill = "" if shown.category is None else escape(shown.category.name)
        text += "\n" + _("Why you: {grounds}.").format(grounds=grounds(why, skill, reader))
    if reply is not Reply.NONE or not is_yours:
        return _with_card(text + "\n" + _(REPLIED[reply]), shown, reader)
    value = str(ticket.id)
    accept = button(_("Accept"), ids.ACCEPT, value, style="primary")
    return _with_card(
        text,
        shown,
        reader,
        accept,
        button(_("Hand on…"), ids.HAND_ON, value),
        button(_("Decline…"), ids.DECLINE, value),
    )


def reopened(shown: TicketPicture, by: PersonId, reader: Reader) -> Message:
    """A ticket of yours was solved, and is not done."""
    text = reader.gettext("*{key}* is open again: {subject}\n{name} still needs help with it.").format(
        name=mention(by), key=shown.ticket.key, subject=subject(shown.ticket)
    )
    return _with_card(text, shown, reader)


def take_over_asked(
    shown: TicketPicture, asker: PersonId, answer: Answer, reader: Reader, *, is_yours: bool
) -> Message:
    """The question for your ticket, with its buttons until it is answered or the ticket is no longer yours."""
    _, ticket = reader.gettext, shown.ticket
    text = _("{name} asks to take over *{key}*: {subject}").format(
        name=mention(asker), key=ticket.key, subject=subject(shown.ticket)
    )
    if answer is Answer.NONE and is_yours:
        value = f"{asker}:{ticket.id}"
        let = button(_("Let them have it"), ids.LET_TAKE_OVER, value, style="primary")
        return _with_card(text, shown, reader, let, button(_("Keep"), ids.KEEP, value))
    text += "\n" + _(ANSWERED[answer])
    return Message(text, [section(text)])


def kept(shown: TicketPicture, assignee: PersonId, reader: Reader) -> Message:
    """The answer to somebody who asked for a ticket."""
    text = reader.gettext("{name} keeps *{key}*: {subject}").format(
        name=mention(assignee), key=shown.ticket.key, subject=subject(shown.ticket)
    )
    return _with_card(text, shown, reader)


def assign_form(shown: TicketPicture, reader: Reader) -> dict[str, Any]:
    """*Assign…*: to somebody who works the desk."""
    _ = reader.gettext
    hint = _("Somebody who works at {desk}. They are told.").format(desk=shown.desk.name)
    return modal(
        _("Assign"),
        [
            section(headline(shown.ticket)),
            labelled(
                _("Who is to have it?"),
                people_select(ids.ASSIGNEE, _("Choose a person"), initial=shown.ticket.assignee_id),
                block_id=ids.ASSIGNEE,
                hint=hint,
            ),
        ],
        callback_id=ids.ASSIGN,
        close=_("Cancel"),
        submit=_("Assign"),
        metadata=str(shown.ticket.id),
    )


def unassign_form(shown: TicketPicture, person: PersonId, reader: Reader) -> dict[str, Any]:
    """*Unassign / give back…*: one's own with a note; somebody else's with or without."""
    _, is_own = reader.gettext, shown.ticket.assignee_id == person
    label = _("Why do you give it back, and what was tried?") if is_own else _("Why?")
    note = labelled(
        label,
        text_input(ids.TEXT, multiline=True, max_length=NOTE),
        block_id=ids.TEXT,
        optional=not is_own,
        hint=_("It stands under the card as a note. The requester does not see it."),
    )
    verb = _("Give back") if is_own else _("Unassign")
    return modal(
        verb,
        [section(headline(shown.ticket)), note],
        callback_id=ids.UNASSIGN,
        close=_("Cancel"),
        submit=verb,
        metadata=str(shown.ticket.id),
    )


def _with_card(text: str, shown: TicketPicture, reader: Reader, *buttons: Element) -> Message:
    blocks: list[Block] = [section(text)]
    elements = list(buttons)
    if shown.card_url is not None:
        elements.append(link_button(reader.gettext("Open the card"), ids.LINK, shown.card_url))
    if elements:
        blocks.append(actions(*elements))
    return Message(text, blocks)
