"""What a requester sees of raising a ticket."""

from collections.abc import Mapping

from bot.i18n import Reader, marked
from bot.rules.intake import is_automatic
from bot.rules.pictures import TicketPicture
from bot.rules.records import Draft, Ticket
from bot.rules.vocabulary import UNSOLVED, Closure, MessageId, Status
from bot.views import ids, joined, words
from bot.views.blocks import Block, Element, Message, actions, button, confirm, context, section
from bot.views.cards import headline
from bot.views.mrkdwn import cut, escape, link
from bot.views.user_text import literal, rich

QUOTE = 600  # characters, of what somebody else wrote in the requester's name
EXCERPT = 80

NEXT: Mapping[Status, str] = {
    Status.NEW: marked("{desk} has it and will answer here. Write in this thread to add something."),
    Status.OPEN: marked("{desk} is working on it and will answer here. Write in this thread to add something."),
    Status.PENDING: marked("{desk} is waiting for your answer. Please write it in this thread."),
    Status.ON_HOLD: marked("{desk} is working on it and will answer here. Write in this thread to add something."),
    Status.SOLVED: marked("{desk} believes that this is solved. If it is not, write in this thread."),
}
OVER: Mapping[Closure, str] = {
    Closure.COMPLETED: marked("This is closed. A message in this thread opens a follow-up."),
    Closure.MERGED: marked("This goes on as {into}."),
    Closure.CANCELLED: marked("This was cancelled, and nobody works on it any more."),
    Closure.NOT_A_TICKET: marked("This was taken back: it is not a ticket, and nobody works on it."),
}


def confirmation(shown: TicketPicture, reader: Reader) -> Message:
    """The one confirmation, where the requester asked; it stays true as the ticket goes on."""
    ticket = shown.ticket
    opening, follows = headline(ticket), what_follows(shown, reader)
    blocks: list[Block] = [section(f"{opening}\n{follows}")]
    if ticket.opened_by != ticket.requester_id and ticket.description.strip():
        blocks.append(rich(ticket.description, shown.names, limit=QUOTE, quote=True))
    small_print = _small_print(shown, reader)
    blocks.append(context("  ·  ".join(small_print)))
    if ticket.status in UNSOLVED:
        blocks.append(actions(*_buttons(shown, reader), block_id=f"confirmation:{ticket.id}"))
    return Message("\n".join([opening, follows, *small_print]), blocks)


def opened_for_you(shown: TicketPicture, reader: Reader) -> Message:
    """Somebody raised a ticket for the reader, and the conversation is not in their DM."""
    _, ticket = reader.gettext, shown.ticket
    opening = _opened_by(shown, reader)
    url = shown.thread_url or shown.request_url
    where = "" if url is None else link(url, _("Open the conversation"))
    text = "\n".join(part for part in (opening, headline(ticket), where) if part)
    return Message(text, [section(text)])


def raised(ticket: Ticket, reader: Reader) -> Message:
    """The private answer to a slash command that raised a ticket."""
    _ = reader.gettext
    follows = _("The desk has it. You will hear from me in a direct message, and you can answer there.")
    text = f"{headline(ticket)}\n{follows}"
    buttons = actions(add_details(ticket, reader), cancel(ticket, reader), block_id=f"raised:{ticket.id}")
    return Message(text, [section(text), buttons])


def ask_first(draft: Draft, reader: Reader) -> Message:
    """The private question whether a message is meant for the desk."""
    _ = reader.gettext
    text = _("Shall I make this a ticket, so that somebody takes care of it? “{text}”").format(
        text=escape(cut(literal(draft.text), EXCERPT))
    )
    yes = button(_("Make it a ticket"), ids.MAKE_TICKET, str(draft.id), style="primary")
    return Message(text, [section(text), actions(yes, button(_("No"), ids.NO_TICKET, str(draft.id)))])


def made(ticket: Ticket, reader: Reader) -> str:
    """The answer to *Make it a ticket*."""
    text = reader.gettext("It is *{key}* now. You will be answered in the thread of your message.")
    return text.format(key=ticket.key)


def cancelled(ticket: Ticket, reader: Reader) -> str:
    """The answer to *Cancel the ticket*."""
    return reader.gettext("*{key}* is cancelled. Nobody works on it any more.").format(key=ticket.key)


def split(part: Ticket, reader: Reader) -> str:
    """The answer to *Split*."""
    text = reader.gettext("The last message is *{key}* now, with a thread of its own.")
    return text.format(key=part.key)


def what_follows(shown: TicketPicture, reader: Reader) -> str:
    """What happens next, or why nothing does."""
    _, ticket, desk = reader.gettext, shown.ticket, escape(shown.desk.name)
    if ticket.status is Status.CLOSED:
        closure = ticket.closure or Closure.COMPLETED
        if closure is Closure.MERGED and shown.merged_into is None:
            return _("This goes on in a direct message.")
        return _(OVER[closure]).format(into=shown.merged_into)
    if ticket.assignee_id is not None and ticket.status is Status.OPEN:
        text = _("{name} ({desk}) is working on it and will answer here. Write in this thread to add something.")
        return text.format(name=escape(shown.name(ticket.assignee_id)), desk=desk)
    return _(NEXT[ticket.status]).format(desk=desk)


def add_details(ticket: Ticket, reader: Reader) -> Element:
    """The button for more text, a category, files."""
    return button(reader.gettext("Add details"), ids.ADD_DETAILS, str(ticket.id))


def cancel(ticket: Ticket, reader: Reader) -> Element:
    """The button for a request that is no longer needed."""
    _ = reader.gettext
    question = confirm(
        _("Cancel this ticket?"),
        _("Nobody will work on {key} any more. You can raise it again at any time.").format(key=ticket.key),
        _("Cancel the ticket"),
        _("Keep it"),
    )
    return button(_("Cancel the ticket"), ids.CANCEL, str(ticket.id), confirm=question)


def _buttons(shown: TicketPicture, reader: Reader) -> list[Element]:
    _, ticket = reader.gettext, shown.ticket
    buttons = [button(_("That solved it"), ids.CONFIRM_SOLVED, str(ticket.id)), add_details(ticket, reader)]
    if shown.last_joined is not None:
        buttons.append(_split(ticket, shown.last_joined, reader))
    if not is_automatic(ticket):
        return [*buttons, cancel(ticket, reader)]
    question = confirm(
        _("Not a ticket?"),
        _("Nobody will work on {key}, and it counts nowhere.").format(key=ticket.key),
        _("Not a ticket"),
        _("Keep it"),
    )
    return [*buttons, button(_("Not a ticket"), ids.NOT_A_TICKET, str(ticket.id), confirm=question)]


def _split(ticket: Ticket, last: MessageId, reader: Reader) -> Element:
    return button(reader.gettext("Split"), ids.SPLIT, f"{last}:{ticket.id}")


def _small_print(shown: TicketPicture, reader: Reader) -> list[str]:
    _, ticket = reader.gettext, shown.ticket
    parts = [words.status_for_requester(ticket.status, reader)]
    if ticket.opened_by != ticket.requester_id:
        parts.append(_opened_by(shown, reader))
    if shown.last_joined is not None and ticket.status in UNSOLVED:
        parts.append(_("Made of several messages: *Split* makes the last one a ticket of its own."))
    if shown.problem is not None and shown.problem.parent is None:
        parts.append(joined.people(shown.problem.people, reader))
    if shown.is_request_deleted:
        parts.append(_("The message was deleted."))
    url = shown.request_url or shown.thread_url
    if url is not None:
        parts.append(link(url, _("Link to {key}").format(key=ticket.key)))
    return parts


def _opened_by(shown: TicketPicture, reader: Reader) -> str:
    name = escape(shown.name(shown.ticket.opened_by))
    return reader.gettext("{name} opened this for you.").format(name=name)
