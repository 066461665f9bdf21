"""What followers of a ticket hear."""

from bot.i18n import Reader
from bot.rules.pictures import MessagePicture, TicketPicture
from bot.rules.records import Ticket
from bot.views import ids
from bot.views.blocks import MESSAGE_TEXT, Block, Message, actions, button, link_button, section
from bot.views.cards import subject
from bot.views.mrkdwn import cut, escape, mention
from bot.views.user_text import literal, rich

SPOKEN = 600  # escaped, it is at most five times as long: within the limit of a message's text


def replied(shown: TicketPicture, said: MessagePicture, reader: Reader) -> Message:
    """Somebody answered the requester in public."""
    text = reader.gettext("{name} replied on *{key}*: {subject}").format(
        name=mention(said.message.author_id), key=shown.ticket.key, subject=subject(shown.ticket)
    )
    words = escape(cut(literal(said.message.text, said.names), SPOKEN))
    blocks: list[Block] = [section(text)]
    if said.message.text.strip():
        blocks.append(rich(said.message.text, said.names, quote=True))
    return Message(cut(f"{text}\n{words}", MESSAGE_TEXT), [*blocks, _what_next(shown, reader)])


def solved(shown: TicketPicture, reader: Reader) -> Message:
    """The ticket is done."""
    _, ticket = reader.gettext, shown.ticket
    told = _("*{key}* is solved: {subject}") if ticket.solved_by is None else _("{name} solved *{key}*: {subject}")
    text = told.format(name=mention(ticket.solved_by or ""), key=ticket.key, subject=subject(ticket))
    return Message(text, [section(text), _what_next(shown, reader)])


def follows(ticket: Ticket, reader: Reader) -> str:
    """Said in private to somebody who follows a ticket from now on."""
    text = reader.gettext("You follow *{key}*: I will tell you of public replies, and when it is solved.")
    return text.format(key=ticket.key)


def follows_no_more(ticket: Ticket, reader: Reader) -> str:
    """Said in private to somebody who stopped following."""
    return reader.gettext("You no longer follow *{key}*.").format(key=ticket.key)


def _what_next(shown: TicketPicture, reader: Reader) -> Block:
    _ = reader.gettext
    elements = [button(_("Unfollow"), ids.UNFOLLOW, str(shown.ticket.id))]
    if shown.card_url is not None:
        elements.insert(0, link_button(_("Open the card"), ids.LINK, shown.card_url))
    return actions(*elements)
