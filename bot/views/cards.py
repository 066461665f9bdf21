"""A ticket's card in the triage channel: what it is, where it stands, and everything an agent can do with it."""

from bot.i18n import Reader
from bot.rules.pictures import TicketPicture
from bot.rules.vocabulary import Status
from bot.views import ids, words
from bot.views.blocks import Block, Element, Message, actions, button, context, fields, link_button, section
from bot.views.mrkdwn import cut, escape, mention, moment
from bot.views.user_text import literal, rich

DESCRIPTION = 600  # characters; the request itself has the rest


def card(shown: TicketPicture, reader: Reader) -> Message:
    """The card as it should be now."""
    ticket = shown.ticket
    blocks: list[Block] = [section(_headline(shown))]
    if ticket.description.strip() and literal(ticket.description) != ticket.subject:
        blocks.append(rich(ticket.description, shown.names, limit=DESCRIPTION, quote=True))
    blocks.append(fields(_facts(shown, reader)))
    blocks.append(context(_small_print(shown, reader)))
    if ticket.status is not Status.CLOSED:
        blocks.append(actions(*_buttons(shown, reader), block_id="work"))
    return Message(_in_words(shown, reader), blocks)


def _headline(shown: TicketPicture) -> str:
    ticket = shown.ticket
    return f"*{ticket.key}*  {escape(cut(ticket.subject, 200))}"


def _facts(shown: TicketPicture, reader: Reader) -> list[tuple[str, str]]:
    _, ticket = reader.gettext, shown.ticket
    assignee = _("Nobody yet") if ticket.assignee_id is None else mention(ticket.assignee_id)
    category = _("None") if shown.category is None else escape(shown.category.name)
    return [
        (_("Status"), words.status(ticket.status, reader)),
        (_("Assignee"), assignee),
        (_("Requester"), mention(ticket.requester_id)),
        (_("Priority"), words.priority(ticket.priority, reader)),
        (_("Category"), category),
        (_("Raised"), moment(ticket.created_at)),
    ]


def _small_print(shown: TicketPicture, reader: Reader) -> str:
    _ = reader.gettext
    parts = [escape(shown.desk.name)]
    if shown.tags:
        parts.append(_("Tags: {tags}").format(tags=escape(", ".join(shown.tags))))
    if shown.merged_into:
        parts.append(_("Merged into {key}").format(key=shown.merged_into))
    return "  ·  ".join(parts)


def _buttons(shown: TicketPicture, reader: Reader) -> list[Element]:
    _, value = reader.gettext, str(shown.ticket.id)
    buttons: list[Element] = []
    if shown.ticket.assignee_id is None:
        buttons.append(button(_("Claim"), ids.CLAIM, value, style="primary"))
    if shown.request_url is not None:
        buttons.append(link_button(_("Open the request"), ids.LINK, shown.request_url))
    return buttons


def _in_words(shown: TicketPicture, reader: Reader) -> str:
    """The card for those who hear it or see only a notification."""
    ticket = shown.ticket
    text = reader.gettext("{key} {subject}. Status: {status}. From {requester}. {assignee}").format(
        key=ticket.key,
        subject=cut(ticket.subject, 200),
        status=reader.gettext(words.STATUS[ticket.status]),
        requester=shown.name(ticket.requester_id),
        assignee=reader.gettext("Nobody has it yet.")
        if ticket.assignee_id is None
        else reader.gettext("{name} has it.").format(name=shown.name(ticket.assignee_id)),
    )
    return escape(text)
