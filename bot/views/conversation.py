"""Copies of what was written on the other side of a conversation, and the form for a note."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.i18n import Reader, marked
from bot.rules.pictures import MessagePicture, TicketPicture
from bot.rules.vocabulary import Speaker, Visibility
from bot.views import ids
from bot.views.blocks import (
    MESSAGE_TEXT,
    Block,
    Message,
    actions,
    button,
    context,
    labelled,
    modal,
    section,
    text_input,
)
from bot.views.cards import headline
from bot.views.mrkdwn import cut, cut_markup, escape, link
from bot.views.user_text import BLOCK_TEXT, literal, pieces, rich

PIECES = 90  # a modal takes 100 blocks

WROTE: Mapping[Speaker, str] = {
    Speaker.REQUESTER: marked("*{name}* wrote"),
    Speaker.OTHER: marked("*{name}* wrote in the requester's thread"),
    Speaker.AGENT: marked("*{name}* replied to the requester"),
}


def under_card(shown: MessagePicture, reader: Reader) -> Message:
    """What agents see under the card of what was written elsewhere."""
    _ = reader.gettext
    if shown.message.visibility is Visibility.INTERNAL:
        who = _("*{name}* left a note that only the desk reads")
    else:
        who = _(WROTE[shown.speaker])
    return _copy(shown, _named(who, shown), reader, url=shown.url)


def with_requester(shown: MessagePicture, reader: Reader) -> Message:
    """What the requester sees in their thread of what an agent wrote elsewhere."""
    _ = reader.gettext
    who = _("*{name}* from {desk}") if shown.speaker is Speaker.AGENT else _(WROTE[Speaker.REQUESTER])
    return _copy(shown, _named(who, shown), reader, url=None)


def file_comment(shown: MessagePicture, reader: Reader) -> str:
    """The words beside the copy of a file."""
    return reader.gettext("File from {name}").format(name=escape(shown.author))


def whole(shown: MessagePicture, reader: Reader) -> dict[str, Any]:
    """A long message, all of it."""
    _ = reader.gettext
    blocks: list[Block] = [context(_named(_("*{name}* wrote"), shown))]
    blocks += [rich(piece, shown.names) for piece in pieces(shown.message.text)][:PIECES]
    return modal(_("The whole message"), blocks, callback_id=ids.SHOW_WHOLE, close=_("Close"))


def note_form(shown: TicketPicture, reader: Reader) -> dict[str, Any]:
    """*Note…*: for the desk only."""
    _ = reader.gettext
    hint = _("It stands under the card. The requester does not see it.")
    field = labelled(_("Your note"), text_input(ids.TEXT, multiline=True), block_id=ids.TEXT, hint=hint)
    return modal(
        _("Note"),
        [section(headline(shown.ticket)), field],
        callback_id=ids.NOTE,
        close=_("Cancel"),
        submit=_("Add"),
        metadata=str(shown.ticket.id),
    )


def _named(sentence: str, shown: MessagePicture) -> str:
    return sentence.format(name=escape(shown.author), desk=escape(shown.desk.name))


def _copy(shown: MessagePicture, who: str, reader: Reader, *, url: str | None) -> Message:
    _, message = reader.gettext, shown.message
    if message.deleted_at is not None:
        gone = _named(_("*{name}* deleted this message."), shown)
        return Message(gone, [context(gone)])
    details = [who]
    if message.edited_at is not None:
        details.append(_("edited"))
    if url is not None:
        details.append(link(url, _("Original")))
    blocks: list[Block] = [context("  ·  ".join(details))]
    if message.text.strip():
        blocks.append(rich(message.text, shown.names))
    if message.files:
        blocks.append(context(_files(shown)))
    if len(message.text) > BLOCK_TEXT:
        blocks += _cut_here(shown, reader)
    return Message(_spoken(shown, who), blocks)


def _cut_here(shown: MessagePicture, reader: Reader) -> Iterator[Block]:
    _ = reader.gettext
    yield context(_("This is the beginning of a long message."))
    yield actions(button(_("Read all of it"), ids.SHOW_WHOLE, str(shown.message.id)))


def _files(shown: MessagePicture) -> str:
    names = ", ".join(file.name for file in shown.message.shared_files)
    return f":paperclip: {escape(cut(names, 500))}"


def _spoken(shown: MessagePicture, who: str) -> str:
    """The copy for those who hear it, or see only a notification."""
    said = literal(shown.message.text, shown.names) or _files(shown)
    return cut_markup(f"{who}: {escape(said)}", MESSAGE_TEXT)
