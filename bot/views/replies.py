"""Saved replies as a collection: the list, and the form for one."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from babel.core import Locale, UnknownLocaleError

from bot.i18n import Reader, marked
from bot.rules.markup import readable
from bot.rules.pictures import RepliesPicture, ReplyFormPicture, ReplyLine
from bot.rules.replies import BODY, KEY, LANGUAGES, TITLE, SavedReply, Variable, open_placeholders
from bot.rules.vocabulary import Scope
from bot.views import ids
from bot.views.blocks import (
    Block,
    Element,
    actions,
    button,
    context,
    labelled,
    modal,
    option,
    overflow,
    section,
    select,
    text_input,
)
from bot.views.mrkdwn import cut, escape
from bot.views.user_text import literal

OPENING = 120  # characters of a body in the list
PLACEHOLDERS = 200
QUERY = 100

PLACE: Mapping[Scope, str] = {
    Scope.PERSONAL: marked("Only for you"),
    Scope.DESK: marked("For {desk}"),
    Scope.WORKSPACE: marked("For every desk"),
}


def listing(shown: RepliesPicture, reader: Reader) -> dict[str, Any]:
    """The saved replies that somebody may use, with what they may do to each. At most 25 blocks."""
    _ = reader.gettext
    looking = text_input(ids.QUERY, initial=shown.typed, max_length=QUERY)
    blocks: list[Block] = [
        labelled(_("What are you looking for?"), looking, block_id=ids.QUERY, optional=True),
        actions(button(_("New saved reply"), ids.NEW_REPLY, style="primary")),
        *(_line(line, reader) for line in shown.lines),
        *_around(shown, reader),
    ]
    return modal(
        _("Saved replies"),
        blocks,
        callback_id=ids.REPLIES,
        close=_("Close"),
        submit=_("Search"),
        metadata=f"{shown.page}:{shown.typed}",
    )


def form(shown: ReplyFormPicture, reader: Reader, came_from: str = "1:") -> dict[str, Any]:
    """A saved reply to write, or to write anew. `came_from` is the metadata of the list behind it."""
    _, wording = reader.gettext, shown.wording
    is_new = shown.reply is None
    blocks: list[Block] = [
        labelled(
            _("Title"), text_input(ids.TITLE, initial=_title(shown, reader), max_length=TITLE), block_id=ids.TITLE
        ),
        labelled(
            _("Text"),
            text_input(ids.BODY, initial=readable(wording.body), multiline=True, max_length=BODY),
            block_id=ids.BODY,
            hint=_(
                "What stands in double braces is filled in when the reply is used; {example} says what to write when "
                "nothing is known. Other words in double braces are asked for before sending."
            ).format(example="{{requester.first_name|there}}"),
        ),
        context(" ".join(f"`{{{{{variable}}}}}`" for variable in Variable)),
        *([_scopes(shown, reader)] if is_new else []),
        *_sorting(shown, reader),
        labelled(
            _("Key"),
            text_input(ids.KEY, initial=wording.key, max_length=KEY),
            block_id=ids.KEY,
            optional=True,
            hint=_("What you type in /helpdesk reply vpn IT-42. Left empty, it is made of the title."),
        ),
    ]
    return modal(
        _("New saved reply") if is_new else _("Saved reply"),
        blocks,
        callback_id=ids.REPLY_FORM,
        close=_("Cancel"),
        submit=_("Save"),
        metadata=f"{_known(shown.reply)}|{came_from}",
    )


def _title(shown: ReplyFormPicture, reader: Reader) -> str:
    """What the reply is called; a new one that begins as another does says so, and so gets a key of its own."""
    title = shown.wording.title
    return title if shown.reply is not None or not title else reader.gettext("Copy of {title}").format(title=title)


def _known(reply: SavedReply | None) -> str:
    """Which reply the form changes, in the version that it shows; empty for a new one."""
    return "" if reply is None else f"{reply.id}.{reply.version}"


def _line(line: ReplyLine, reader: Reader) -> Block:
    _, reply = reader.gettext, line.reply
    heading = f"*{escape(reply.title)}*  `{escape(reply.key)}`"
    details = [_(PLACE[reply.scope]).format(desk=escape(line.place)), _used(reply, reader)]
    if reply.retired_at is not None:
        details.insert(0, _("*Retired*"))
    text = [heading, "  ·  ".join(details), escape(cut(literal(reply.body), OPENING))]
    left = open_placeholders(reply.body)
    if left:
        asked = escape(cut(literal(", ".join(left)), PLACEHOLDERS))
        text.append(_("Asks for: {placeholders}").format(placeholders=asked))
    return section(
        "\n".join(text), block_id=f"reply:{reply.id}", accessory=overflow(ids.REPLY_MENU, _menu(line, reader))
    )


def _menu(line: ReplyLine, reader: Reader) -> list[Element]:
    _ = reader.gettext
    words = {ids.COPY_REPLY: _("Copy…")}
    if line.may_change and line.reply.retired_at is None:
        words = {ids.EDIT_REPLY: _("Edit…"), **words, ids.RETIRE_REPLY: _("Retire")}
    elif line.may_change:
        words = {**words, ids.RESTORE_REPLY: _("Restore")}
    return [option(label, f"{word}:{line.reply.id}") for word, label in words.items()]


def _used(reply: SavedReply, reader: Reader) -> str:
    if not reply.times_used:
        return reader.gettext("Not used yet")
    return reader.ngettext("Used once", "Used {n} times", reply.times_used).format(n=reply.times_used)


def _around(shown: RepliesPicture, reader: Reader) -> Iterator[Block]:
    """What stands below the list: that it is empty, or the way to its other pages."""
    _ = reader.gettext
    if not shown.total and shown.typed:
        yield section(_("No saved reply has these words."))
    elif not shown.total:
        yield section(
            _("There are no saved replies yet. Write the first one: an answer that you give often, for everybody.")
        )
    if shown.pages == 1:
        return
    yield context(_("Page {number} of {count}").format(number=shown.page, count=shown.pages))
    buttons: list[Element] = []
    if shown.page > 1:
        buttons.append(button(_("Back"), ids.REPLIES_BACK, str(shown.page - 1)))
    if shown.page < shown.pages:
        buttons.append(button(_("More"), ids.REPLIES_ON, str(shown.page + 1)))
    yield actions(*buttons)


def _scopes(shown: ReplyFormPicture, reader: Reader) -> Block:
    """Whom it is for: the first desk, where colleagues profit, unless something else is chosen."""
    _ = reader.gettext
    choices = [option(desk.name, f"{Scope.DESK}:{desk.id}") for desk in shown.desks]
    if shown.desks:
        choices.append(option(_(PLACE[Scope.PERSONAL]), Scope.PERSONAL))
    if shown.in_workspace:
        choices.append(option(_(PLACE[Scope.WORKSPACE]), Scope.WORKSPACE))
    menu = select(ids.SCOPE, _("Who uses it"), choices, initial=choices[0]["value"])
    return labelled(_("Who uses it"), menu, block_id=ids.SCOPE)


def _sorting(shown: ReplyFormPicture, reader: Reader) -> Iterator[Block]:
    _, wording = reader.gettext, shown.wording
    if shown.categories:
        choices = [option(category.name, category.key) for category in shown.categories]
        menu = select(ids.REPLY_CATEGORY, _("Any"), choices, initial=wording.category)
        hint = _("On tickets of this category it is offered first.")
        yield labelled(_("Category"), menu, block_id=ids.REPLY_CATEGORY, optional=True, hint=hint)
    menu = select(ids.LANGUAGE, _("Language"), _languages(wording.language), initial=wording.language)
    yield labelled(_("Language"), menu, block_id=ids.LANGUAGE)


def _languages(own: str) -> Sequence[Element]:
    known = LANGUAGES if own in LANGUAGES else (*LANGUAGES, own)
    return [option(_called(language), language) for language in known]


def _called(language: str) -> str:
    """A language by its own name."""
    try:
        return str(Locale(language).get_display_name(language) or language)
    except (ValueError, UnknownLocaleError):
        return language
