"""Lists of tickets: an agent's queue, and the lines that Home shares with it."""

from datetime import datetime

from bot.i18n import Reader
from bot.rules.queue import Line, Listing, Queue
from bot.views import ids, targets, words
from bot.views.blocks import MESSAGE_TEXT, Block, Element, Message, button, context, section
from bot.views.durations import duration
from bot.views.mrkdwn import cut, escape, link, whole_lines

SUBJECT, NAME = 70, 40  # characters; twenty lines and all their escapes fit into one message


def queue(shown: Queue, reader: Reader) -> Message:
    """An agent's queue, as the private answer to `/helpdesk queue`."""
    summary = in_words(shown, reader)
    blocks: list[Block] = [section(summary), *mine(shown, reader), *unassigned(shown, reader)]
    return Message(whole_lines([summary, *_texts(shown, reader)], MESSAGE_TEXT), blocks)


def in_words(shown: Queue, reader: Reader) -> str:
    """The queue in one sentence."""
    _ = reader.gettext
    if not shown.mine.total and not shown.unassigned.total:
        return _("Nothing is waiting for you, and nothing is unassigned. Well done.")
    return _("{mine} on your list, {unassigned} waiting for somebody to claim.").format(
        mine=_tickets(shown.mine.total, reader), unassigned=_tickets(shown.unassigned.total, reader)
    )


def mine(shown: Queue, reader: Reader) -> list[Block]:
    """The agent's own tickets."""
    if not shown.mine.total:
        return []
    lines = [section(agents_line(line, shown.as_of, reader)) for line in shown.mine.lines]
    _ = reader.gettext
    if _is_due(shown.mine):
        heading = _("On your list, urgent first, then next due")
    else:
        heading = _("On your list, most urgent first, then oldest")
    return [_heading(heading, shown.mine), *lines, *and_more(shown.mine, reader)]


def unassigned(shown: Queue, reader: Reader) -> list[Block]:
    """What waits for somebody, each with *Claim*."""
    if not shown.unassigned.total:
        return []
    lines = [
        section(
            agents_line(line, shown.as_of, reader),
            block_id=f"{ids.QUEUED}:{line.ticket.id}",
            accessory=claim(line, reader),
        )
        for line in shown.unassigned.lines
    ]
    return [unassigned_heading(shown, reader), *lines, *and_more(shown.unassigned, reader)]


def unassigned_heading(shown: Queue, reader: Reader) -> Block:
    """What stands above what waits for somebody: how it is sorted, and how much it is."""
    _ = reader.gettext
    if _is_due(shown.unassigned):
        heading = _("Unassigned, urgent first, then next due")
    else:
        heading = _("Unassigned, most urgent first, then oldest")
    return _heading(heading, shown.unassigned)


def agents_line(line: Line, as_of: datetime, reader: Reader) -> str:
    """A ticket as agents read it in a list: what it is, how urgent, where it stands, since when, whose."""
    ticket = line.ticket
    facts = [
        words.priority(ticket.priority, reader),
        words.status(ticket.status, reader),
        reader.gettext("{age} old").format(age=duration(as_of - ticket.created_at, reader)),
        escape(cut(line.requester, NAME)),
        *([reader.gettext("private")] if ticket.is_private else []),
        *([] if line.due is None else [f"{targets.label(line.due.target, reader)} {targets.due(line.due, reader)}"]),
    ]
    return f"{linked_headline(line)}\n{'  ·  '.join(facts)}"


def linked_headline(line: Line) -> str:
    """The number, leading to the ticket, and the subject."""
    key = line.ticket.key if line.url is None else link(line.url, line.ticket.key)
    return f"*{key}*  {escape(cut(line.ticket.subject, SUBJECT))}"


def claim(line: Line, reader: Reader) -> Element:
    """The button that takes a ticket."""
    return button(reader.gettext("Claim"), ids.CLAIM, str(line.ticket.id))


def and_more(listing: Listing, reader: Reader) -> list[Block]:
    """That a list goes on."""
    if not listing.more:
        return []
    text = reader.ngettext("… and {n} more.", "… and {n} more.", listing.more)
    return [context(text.format(n=listing.more))]


def _is_due(listing: Listing) -> bool:
    return any(line.due is not None for line in listing.lines)


def _heading(text: str, listing: Listing) -> Block:
    return section(f"*{text}* ({listing.total})")


def _tickets(n: int, reader: Reader) -> str:
    return reader.ngettext("{n} ticket", "{n} tickets", n).format(n=n)


def _texts(shown: Queue, reader: Reader) -> list[str]:
    """The lists as text alone, for those who hear them."""
    return [
        agents_line(line, shown.as_of, reader).replace("\n", ": ")
        for listing in (shown.mine, shown.unassigned)
        for line in listing.lines
    ]
