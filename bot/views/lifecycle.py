"""What the requester is told and asked as their ticket goes through its life, and the form to put it on hold."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import Reader, marked
from bot.rules.lifecycle import Rule
from bot.rules.pictures import TicketPicture
from bot.views import ids
from bot.views.blocks import Element, Message, actions, button, labelled, modal, section, text_input
from bot.views.cards import headline, subject
from bot.views.mrkdwn import escape

REASON = 500  # characters

WHY: Mapping[Rule, str] = {  # what history says of steps that nobody asked for
    Rule.FIRST_REPLY: marked("The first reply"),
    Rule.REQUESTER_WROTE: marked("The requester wrote"),
    Rule.NO_ANSWER: marked("No answer to the question whether it is still needed"),
    Rule.QUIET_AFTER_SOLVING: marked("Nobody came back to it after it was solved"),
    Rule.SAME_PROBLEM: marked("Together with the ticket that it is the same problem as"),
}


def solved(shown: TicketPicture, reader: Reader, *, is_current: bool) -> Message:
    """The ticket was solved. *Still broken* as long as it is: `is_current`."""
    _ = reader.gettext
    text = _solved_by(shown, reader)
    if not is_current:
        return Message(text, [section(text)])
    if shown.problem is not None and shown.problem.parent is not None:
        text += " " + _("If it is not solved for you, press *Not solved for me* or answer here.")
        return Message(text, [section(text), actions(_button(shown, _("Not solved for me"), ids.NOT_SOLVED))])
    text += " " + _("If it is not done, press *Still broken* or answer here.")
    return Message(text, [section(text), actions(_button(shown, _("Still broken"), ids.REOPEN))])


def still_needed(shown: TicketPicture, reader: Reader, *, is_current: bool) -> Message:
    """The question to a requester who has not answered, and its buttons while it waits for them: `is_current`."""
    _ = reader.gettext
    text = _("We are waiting for your answer about *{key}* ({subject}). Do you still need this?").format(
        key=shown.ticket.key, subject=subject(shown.ticket)
    )
    if not is_current:
        return Message(text, [section(text)])
    yes = _button(shown, _("Yes, still"), ids.STILL_NEEDED, style="primary")
    no = _button(shown, _("No, it is solved"), ids.CONFIRM_SOLVED)
    return Message(text, [section(text), actions(yes, no)])


def closed(shown: TicketPicture, reader: Reader) -> Message:
    """The ticket goes on as another one: where, and what that means for who asked."""
    _ = reader.gettext
    if shown.merged_into is None:
        text = _("*{key}* goes on in a direct message. What you write here still reaches us.")
    else:
        text = _(
            "*{key}* is about the same as *{into}*, so both go on together as *{into}*. "
            "You will hear from us about it, and what you write here still reaches us."
        )
    text = text.format(key=shown.ticket.key, into=shown.merged_into)
    return Message(text, [section(text)])


def hold_form(shown: TicketPicture, reader: Reader) -> dict[str, Any]:
    """*On hold…*: who or what the desk waits for."""
    _ = reader.gettext
    reason = labelled(
        _("What are you waiting for?"),
        text_input(ids.REASON, max_length=REASON),
        block_id=ids.REASON,
        hint=_("The desk sees this on the card. The requester goes on seeing the ticket as open."),
    )
    return modal(
        _("Put on hold"),
        [section(headline(shown.ticket)), reason],
        callback_id=ids.HOLD,
        close=_("Cancel"),
        submit=_("Put on hold"),
        metadata=str(shown.ticket.id),
    )


def _solved_by(shown: TicketPicture, reader: Reader) -> str:
    _, ticket = reader.gettext, shown.ticket
    if ticket.solved_by is None:
        text = _("We have not heard from you, so *{key}* ({subject}) counts as solved.")
    elif ticket.solved_by == ticket.requester_id:
        text = _("Good to hear that *{key}* ({subject}) is solved.")
    else:
        text = _("{name} has solved *{key}* ({subject}).")
    return text.format(name=escape(shown.name(ticket.solved_by)), key=ticket.key, subject=subject(shown.ticket))


def _button(shown: TicketPicture, text: str, action_id: str, *, style: str | None = None) -> Element:
    return button(text, action_id, str(shown.ticket.id), style=style)
