"""What `/ticket` answers about tickets, and about itself."""

from bot.i18n import Reader
from bot.rules.pictures import TicketPicture
from bot.rules.queue import Line, Listing
from bot.rules.vocabulary import UNSOLVED, Closure, PersonId, Status
from bot.views import intake, queue, words
from bot.views.blocks import Block, Message, actions, context, section
from bot.views.cards import headline
from bot.views.mrkdwn import escape, link, moment


def listing(shown: Listing, reader: Reader) -> Message:
    """Somebody's own tickets."""
    _ = reader.gettext
    if not shown.total:
        text = _("You have not asked for anything yet. `/ticket` followed by what you need raises a ticket.")
        return Message(text, [section(text)])
    opening = _("Your tickets, open ones first:")
    lines = [_line(line, reader) for line in shown.lines]
    blocks: list[Block] = [section(opening), *(section(line) for line in lines)]
    return Message("\n".join([opening, *lines]), [*blocks, *queue.and_more(shown, reader)])


def ticket(shown: TicketPicture, by: PersonId, reader: Reader) -> Message:
    """One ticket, for whoever asked for it by its number."""
    is_own = shown.ticket.requester_id == by
    parts = [
        headline(shown.ticket),
        _standing(shown, reader, is_own=is_own),
    ]
    if is_own:
        parts.append(_what_follows(shown, reader))
    links = _links(shown, reader, is_own=is_own)
    blocks: list[Block] = [section("\n".join(parts))]
    if links:
        blocks.append(context("  ·  ".join(links)))
    if is_own and shown.ticket.status in UNSOLVED:
        buttons = [intake.add_details(shown.ticket, reader), intake.cancel(shown.ticket, reader)]
        blocks.append(actions(*buttons, block_id=f"shown:{shown.ticket.id}"))
    return Message("\n".join([*parts, *links]), blocks)


def guide(reader: Reader) -> Message:
    """What `/ticket` can do."""
    _ = reader.gettext
    text = "\n".join(
        [
            _("Here is how you ask for help:"),
            _(
                "• `/ticket printer on 3rd floor is jammed` raises a ticket. If it may be answered already, you read "
                "that first, and choose."
            ),
            _("• `/ticket` alone opens a form, with files and more."),
            _("• `/ticket list` shows your tickets, `/ticket IT-42` one of them."),
            _("• You can also write to me in a direct message, or mention me anywhere."),
            _("• *Make it a ticket* in the menu of any message raises it, yours or somebody else's."),
        ]
    )
    return Message(text, [section(text)])


def _line(line: Line, reader: Reader) -> str:
    return f"{queue.linked_headline(line)}\n{words.status_for_requester(line.ticket.status, reader)}"


def _standing(shown: TicketPicture, reader: Reader, *, is_own: bool) -> str:
    _, it = reader.gettext, shown.ticket
    status = words.status_for_requester(it.status, reader) if is_own else words.status(it.status, reader)
    assignee = _("Nobody has it yet.") if it.status in UNSOLVED else ""
    if it.assignee_id is not None:
        assignee = _("{name} has it.").format(name=escape(shown.name(it.assignee_id)))
    raised = _("Raised by {name} ({time}).").format(
        name=escape(shown.name(it.requester_id)), time=moment(it.created_at)
    )
    return "  ·  ".join([status, "  ".join(filter(None, [assignee, raised]))])


def _what_follows(shown: TicketPicture, reader: Reader) -> str:
    """As the confirmation says it, for a reader who may stand anywhere."""
    _, it = reader.gettext, shown.ticket
    if it.status is Status.CLOSED and it.closure is not Closure.COMPLETED:
        return intake.what_follows(shown, reader)
    if it.status is Status.CLOSED:
        return _("This is closed. A message in its conversation opens a follow-up.")
    if it.status is Status.PENDING:
        return _("{desk} is waiting for your answer in its conversation.").format(desk=escape(shown.desk.name))
    if it.status is Status.SOLVED:
        return _("If it is not done, write in its conversation.")
    return _("You are answered in its conversation. Write there to add something.")


def _links(shown: TicketPicture, reader: Reader, *, is_own: bool) -> list[str]:
    _ = reader.gettext
    urls = [
        (_("Open the conversation"), shown.thread_url if is_own else shown.request_url),
        (_("Open the card"), None if is_own else shown.card_url),
    ]
    return [link(url, label) for label, url in urls if url is not None]
