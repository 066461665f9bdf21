"""The form for an answer, and the saved replies that it can be filled with."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bot.i18n import Reader
from bot.rules.pictures import ReplyPicture
from bot.rules.replies import PLACEHOLDER, Offer
from bot.views import ids, reply_actions
from bot.views.blocks import (
    OPTION,
    Block,
    Element,
    boxes,
    context,
    labelled,
    modal,
    option,
    search,
    section,
    text_input,
)
from bot.views.cards import headline
from bot.views.mrkdwn import cut, escape
from bot.views.user_text import literal

PLACEHOLDERS = 600  # characters of them that are named
ASKED, ID = 10, 255  # fields for placeholders; characters of a block's name, which the placeholder stands in
VALUE = 500  # characters


def form(filled: ReplyPicture, reader: Reader, edition: str = "") -> dict[str, Any]:
    """*Reply*: to the requester, in the agent's name.

    `edition` differs each time a saved reply fills the form: Slack keeps what was typed into a field, and what was
    chosen in a menu, as long as its block has the same name.
    """
    _, shown, asked = reader.gettext, filled.shown, _asked(filled)
    hint = _("{name} reads this in their thread, with your name on it.")
    field = labelled(
        _("Your reply"),
        text_input(ids.TEXT, multiline=True, initial=filled.text, is_first=not asked),
        block_id=f"{ids.TEXT}:{edition}",
        hint=hint.format(name=shown.name(shown.ticket.requester_id)),
    )
    blocks = [
        section(headline(shown.ticket)),
        *_saved(filled, reader, edition),
        *(_question(placeholder, reader, is_first=not place) for place, placeholder in enumerate(asked)),
        field,
        *_actions(filled, reader, edition),
    ]
    return modal(
        _("Reply"),
        blocks,
        callback_id=ids.REPLY,
        close=_("Cancel"),
        submit=_("Send"),
        metadata=_metadata(filled),
    )


def offers(found: Iterable[tuple[Offer, str]]) -> list[Element]:
    """Saved replies, each with how it begins, as the choices of a menu."""
    return [option(_label(offer), str(offer.id), literal(opening) or None) for offer, opening in found]


def _saved(filled: ReplyPicture, reader: Reader, edition: str) -> Iterator[Block]:
    _ = reader.gettext
    if filled.has_replies:
        looking = search(ids.SAVED_REPLY, _("Search"))
        yield section(_("Begin with a saved reply:"), block_id=f"{ids.SAVED_REPLY}:{edition}", accessory=looking)
    notes = list(_notes(filled, reader))
    if notes:
        yield context(*notes)


def _notes(filled: ReplyPicture, reader: Reader) -> Iterator[str]:
    """What the agent has to know of the reply that was filled in."""
    _ = reader.gettext
    if filled.chosen is not None:
        said = _("Filled in: *{title}* (`{key}`). You can change it before you send it.")
        yield said.format(title=escape(filled.chosen.title), key=escape(filled.chosen.key))
    if filled.open:
        said = _(":pencil2: Still open in the text: {placeholders}. It can be sent once that is filled in.")
        yield said.format(placeholders=_named(filled.open))
    if filled.is_longer:
        yield _(":warning: This is longer than the form can hold, so the end is missing.")


def _named(placeholders: Sequence[str]) -> str:
    return f"*{escape(cut(literal(', '.join(placeholders)), PLACEHOLDERS))}*"


def _asked(filled: ReplyPicture) -> list[str]:
    """The placeholders that have a field of their own."""
    return [one for one in filled.open if len(ids.PLACEHOLDER) + 1 + len(one) <= ID][:ASKED]


def _question(placeholder: str, reader: Reader, *, is_first: bool) -> Block:
    """A field for what takes a placeholder's place. It is not required: who writes around it needs none."""
    found = PLACEHOLDER.fullmatch(placeholder)
    name, default = ("", "") if found is None else (literal(found[1]), literal(found[2] or ""))
    return labelled(
        name or placeholder,
        text_input(ids.PLACEHOLDER, initial=default, max_length=VALUE, is_first=is_first),
        block_id=f"{ids.PLACEHOLDER}:{placeholder}",
        optional=True,
        hint=reader.gettext("Takes the place of {placeholder} in your reply.").format(placeholder=literal(placeholder)),
    )


def _actions(filled: ReplyPicture, reader: Reader, edition: str) -> Iterator[Block]:
    """What the reply does besides, ticked; and what it would do, and can't."""
    _, actions = reader.gettext, filled.actions
    said = {deed: reply_actions.deed(deed, actions, filled.given_to, reader) for deed in actions.deeds}
    possible = [option(text, deed) for deed, text in said.items() if deed not in filled.hindered]
    if possible:
        ticks = boxes(ids.REPLY_ACTIONS, possible, ticked=True)
        block_id, hint = f"{ids.REPLY_ACTIONS}:{edition}", _("Untick what it should not do this time.")
        yield labelled(_("With your reply"), ticks, block_id=block_id, optional=True, hint=hint)
    left_out = [
        _(":no_entry_sign: Left out: {deed}, because {why}.").format(
            deed=escape(said[deed]), why=reply_actions.why(why, reader)
        )
        for deed, why in filled.hindered.items()
    ]
    if left_out:
        yield context(*left_out)


def _label(offer: Offer) -> str:
    """Title and key, within what an option holds: the key is never cut."""
    return f"{cut(offer.title, OPTION - len(offer.key) - 3)} ({offer.key})"


def _metadata(filled: ReplyPicture) -> str:
    """The ticket, and the saved replies that are in the text: 12, or 12:5.1,7.3 with replies 5 and 7."""
    uses = ",".join(f"{use.reply_id}.{use.version}" for use in filled.uses)
    ticket = str(filled.shown.ticket.id)
    return f"{ticket}:{uses}" if uses else ticket
