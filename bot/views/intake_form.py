"""The form for a request."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from bot.i18n import Reader
from bot.rules import intake
from bot.rules.pictures import FormPicture
from bot.rules.records import Category, Ticket
from bot.rules.vocabulary import Impact, PersonId, Urgency
from bot.views import ids, words
from bot.views.blocks import (
    Block,
    Element,
    Message,
    actions,
    button,
    checkbox,
    context,
    file_input,
    labelled,
    modal,
    option,
    section,
    select,
    text_input,
)
from bot.views.mrkdwn import escape, mention


def form(shown: FormPicture, by: PersonId, reader: Reader) -> dict[str, Any]:
    """The form, for one desk. What was written in it stays when the desk is changed."""
    _ = reader.gettext
    blocks: list[Block] = []
    if shown.requester_id != by:
        text = _("This will be the ticket of {name}, who will be told that you opened it.")
        blocks.append(context(text.format(name=escape(shown.requester))))
    if len(shown.desks) > 1:
        blocks.append(_desk(shown, reader))
    blocks += [_subject(shown, reader), _description(shown, reader), *_sorting(shown, reader), files(reader)]
    if shown.takes_private:
        blocks.append(_private(reader))
    return modal(
        _("Raise a ticket"),
        blocks,
        callback_id=ids.RAISE_FORM,
        close=_("Close"),
        submit=_("Raise it"),
        metadata="" if shown.draft_id is None else f"{shown.draft_id}:{shown.requester_id}",
    )


def kept(draft_id: int | None, reader: Reader) -> Message:
    """A form that could not be opened in time, and a button that opens it."""
    _ = reader.gettext
    text = _("Slack did not let me open the form in time. Nothing you wrote is lost.")
    opener = button(_("Open the form"), ids.RAISE, "" if draft_id is None else str(draft_id), style="primary")
    return Message(text, [section(text), actions(opener)])


def opened_for(ticket: Ticket, reader: Reader) -> str:
    """The answer to somebody who raised a ticket on another's behalf."""
    text = reader.gettext("I opened *{key}* for {name} and told them that it was you.")
    return text.format(key=ticket.key, name=mention(ticket.requester_id))


def category(categories: Sequence[Category], block_id: str, reader: Reader, *, initial: str | None = None) -> Block:
    """The field for the kind of request."""
    _ = reader.gettext
    choices = [option(one.name, one.key) for one in categories]
    element = select(block_id, _("Choose a category"), choices, initial=initial)
    return labelled(_("Category"), element, block_id=block_id, optional=True)


def urgency(reader: Reader, *, initial: Urgency | None = None) -> Block:
    """The field for how soon it is needed."""
    element = _choice(ids.URGENCY, words.URGENCY, initial, reader)
    return labelled(reader.gettext("How soon do you need it?"), element, block_id=ids.URGENCY, optional=True)


def impact(reader: Reader, *, initial: Impact | None = None) -> Block:
    """The field for how many people it stops."""
    element = _choice(ids.IMPACT, words.IMPACT, initial, reader)
    return labelled(reader.gettext("Whom does it stop?"), element, block_id=ids.IMPACT, optional=True)


def files(reader: Reader) -> Block:
    """The field for files."""
    return labelled(reader.gettext("Files"), file_input(ids.FILES), block_id=ids.FILES, optional=True)


def category_field(desk_id: str) -> str:
    """The name of a desk's field for categories: what was chosen for another desk must not stay."""
    return f"{ids.REQUEST_CATEGORY}:{desk_id}"


def _desk(shown: FormPicture, reader: Reader) -> Block:
    _ = reader.gettext
    choices = [option(desk.name, desk.id) for desk in shown.desks]
    element = select(ids.REQUEST_DESK, _("Choose a desk"), choices, initial=shown.desk.id)
    return labelled(_("Who should help?"), element, block_id=ids.REQUEST_DESK, tells_at_once=True)


def _subject(shown: FormPicture, reader: Reader) -> Block:
    element = text_input(ids.SUBJECT, initial=shown.subject, max_length=intake.SUBJECT)
    return labelled(reader.gettext("What do you need?"), element, block_id=ids.SUBJECT)


def _description(shown: FormPicture, reader: Reader) -> Block:
    _ = reader.gettext
    element = text_input(ids.DESCRIPTION, initial=shown.text, multiline=True, max_length=intake.FIELD)
    hint = _("The message is longer than this field: the rest of it goes along.") if shown.is_longer else None
    return labelled(_("Tell us more"), element, block_id=ids.DESCRIPTION, optional=True, hint=hint)


def _sorting(shown: FormPicture, reader: Reader) -> list[Block]:
    kinds = [category(shown.categories, category_field(shown.desk.id), reader)] if shown.categories else []
    return [*kinds, urgency(reader, initial=Urgency.SOON), impact(reader, initial=Impact.ME)]


def _private(reader: Reader) -> Block:
    _ = reader.gettext
    box = checkbox(ids.PRIVATE, _("Only the people of the desk may know of it"), ids.PRIVATE)
    return labelled(_("Private"), box, block_id=ids.PRIVATE, optional=True)


def _choice(name: str, table: Mapping[Any, str], initial: StrEnum | None, reader: Reader) -> Element:
    choices = [option(reader.gettext(table[word]), word) for word in table]
    return select(name, reader.gettext("Choose"), choices, initial=initial)
