"""The forms to sort a ticket: priority, category, tags, desk."""

from collections.abc import Sequence
from typing import Any

from bot.i18n import Reader
from bot.rules import triage
from bot.rules.pictures import TicketPicture
from bot.rules.records import Category, Desk
from bot.rules.vocabulary import Priority
from bot.views import ids, words
from bot.views.blocks import Block, labelled, modal, option, section, select, text_input
from bot.views.cards import headline
from bot.views.user_text import literal

REASON = 500
NO_CATEGORY = "-"  # no key begins with it
ROOM = triage.TAGS * (triage.TAG + 2)  # for the longest tags, with commas between


def priority_form(shown: TicketPicture, reader: Reader) -> dict[str, Any]:
    """*Priority…*: by hand, with its reason."""
    _ = reader.gettext
    choices = [option(words.priority(priority, reader), priority) for priority in Priority]
    choice = select(ids.PRIORITY, _("Choose a priority"), choices, initial=shown.ticket.priority)
    reason = text_input(ids.REASON, max_length=REASON, initial=literal(shown.ticket.priority_reason))
    return _form(
        shown,
        reader,
        _("Priority"),
        ids.PRIORITY,
        labelled(_("Priority"), choice, block_id=ids.PRIORITY),
        labelled(_("Why?"), reason, block_id=ids.REASON, hint=_("The desk sees it on the card and in the history.")),
    )


def category_form(shown: TicketPicture, categories: Sequence[Category], reader: Reader) -> dict[str, Any]:
    """*Category…*: one of the desk's, or none."""
    _ = reader.gettext
    choices = [option(_("None"), NO_CATEGORY)] + [option(category.name, category.key) for category in categories]
    choice = select(ids.CATEGORY, _("Choose a category"), choices, initial=shown.ticket.category or NO_CATEGORY)
    return _form(shown, reader, _("Category"), ids.CATEGORY, labelled(_("Category"), choice, block_id=ids.CATEGORY))


def tags_form(shown: TicketPicture, reader: Reader) -> dict[str, Any]:
    """*Tags…*: all of them in one line, to add to and take from."""
    _ = reader.gettext
    line = text_input(ids.TAGS, max_length=ROOM, initial=", ".join(shown.tags), placeholder=_("printer, third floor"))
    hint = _("With commas between; at most {tags}, of {characters} characters each.")
    hint = hint.format(tags=triage.TAGS, characters=triage.TAG)
    return _form(
        shown, reader, _("Tags"), ids.TAGS, labelled(_("Tags"), line, block_id=ids.TAGS, optional=True, hint=hint)
    )


def move_form(shown: TicketPicture, others: Sequence[Desk], reader: Reader) -> dict[str, Any]:
    """*Move to desk…*: any other that can take it."""
    _ = reader.gettext
    choice = select(ids.DESK, _("Choose a desk"), [option(desk.name, desk.id) for desk in others])
    hint = _("It keeps its number, history and conversation.")
    return _form(shown, reader, _("Move to desk"), ids.MOVE, labelled(_("Desk"), choice, block_id=ids.DESK, hint=hint))


def _form(shown: TicketPicture, reader: Reader, title: str, callback_id: str, *fields: Block) -> dict[str, Any]:
    return modal(
        title,
        [section(headline(shown.ticket)), *fields],
        callback_id=callback_id,
        close=reader.gettext("Cancel"),
        submit=reader.gettext("Save"),
        metadata=str(shown.ticket.id),
    )
