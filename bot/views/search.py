"""What somebody found by words, a page at a time."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bot.i18n import Reader
from bot.rules.search import DocumentKind
from bot.rules.search_pictures import FoundLine, SearchPicture
from bot.views import ids, words
from bot.views.blocks import Block, Element, actions, button, context, labelled, modal, section, text_input
from bot.views.mrkdwn import cut, escape, link
from bot.views.user_text import literal

SOUGHT = 100  # characters
TITLE, OPENING = 150, 150


def results(shown: SearchPicture, reader: Reader) -> dict[str, Any]:
    """A box to search in, and what was found. At most 14 blocks."""
    _ = reader.gettext
    looking = text_input(ids.SOUGHT, initial=shown.typed, max_length=SOUGHT)
    blocks: list[Block] = [
        labelled(_("What are you looking for?"), looking, block_id=ids.SOUGHT, optional=True),
        *_count(shown, reader),
        *(LINE[line.kind](line, reader) for line in shown.lines),
        *_around(shown, reader),
    ]
    metadata = f"{shown.page}:{shown.typed}"
    return modal(_("Search"), blocks, callback_id=ids.SEARCH, close=_("Close"), submit=_("Search"), metadata=metadata)


def _count(shown: SearchPicture, reader: Reader) -> Iterator[Block]:
    _ = reader.gettext
    if not shown.typed:
        yield context(_("Tickets, tips and saved replies that are open to you. The beginning of a word is enough."))
    elif not shown.total:
        yield section(_("Nothing that is open to you has these words. Try fewer, or others."))
    else:
        yield context(reader.ngettext("One found", "{n} found", shown.total).format(n=shown.total))


def _ticket(line: FoundLine, reader: Reader) -> Block:
    key = line.key if line.url is None else link(line.url, line.key)
    subject = escape(cut(literal(line.title), TITLE))
    status = "" if line.status is None else words.status(line.status, reader)
    if line.status is not None and line.is_own:
        status = words.status_for_requester(line.status, reader)
    return section(f"*{key}*  {subject}\n{status}", block_id=_block_id(line))


def _tip(line: FoundLine, reader: Reader) -> Block:
    _ = reader.gettext
    kind = _("Tip")
    text = f"*{kind}*  {escape(cut(literal(line.title), TITLE))}\n{_opening(line)}"
    return section(text, block_id=_block_id(line), accessory=button(_("Read"), ids.TIP, str(line.id)))


def _reply(line: FoundLine, reader: Reader) -> Block:
    kind = reader.gettext("Saved reply")
    title = escape(cut(literal(line.title), TITLE))
    return section(f"*{kind}*  {title}  `{escape(line.key)}`\n{_opening(line)}", block_id=_block_id(line))


def _resource(line: FoundLine, reader: Reader) -> Block:
    _ = reader.gettext
    kind = _("To learn from")
    text = f"*{kind}*  {escape(cut(literal(line.title), TITLE))}\n{_opening(line)}"
    return section(text, block_id=_block_id(line), accessory=button(_("Look at it"), ids.RESOURCE, str(line.id)))


LINE: Mapping[DocumentKind, Callable[[FoundLine, Reader], Block]] = {
    DocumentKind.TICKET: _ticket,
    DocumentKind.TIP: _tip,
    DocumentKind.REPLY: _reply,
    DocumentKind.RESOURCE: _resource,
}


def _block_id(line: FoundLine) -> str:
    return f"{line.kind}:{line.id}"


def _opening(line: FoundLine) -> str:
    return escape(cut(literal(line.opening), OPENING))


def _around(shown: SearchPicture, reader: Reader) -> Iterator[Block]:
    """The way to the other pages."""
    _ = reader.gettext
    if shown.pages == 1:
        return
    yield context(_("Page {number} of {count}").format(number=shown.page, count=shown.pages))
    buttons: list[Element] = []
    if shown.page > 1:
        buttons.append(button(_("Back"), ids.SEARCH_BACK, str(shown.page - 1)))
    if shown.page < shown.pages:
        buttons.append(button(_("More"), ids.SEARCH_ON, str(shown.page + 1)))
    yield actions(*buttons)
