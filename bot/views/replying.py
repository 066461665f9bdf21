"""The form for an answer, and the saved replies that it can be filled with."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bot.i18n import Reader
from bot.rules.pictures import ReplyPicture
from bot.rules.replies import Offer
from bot.views import ids
from bot.views.blocks import OPTION, Block, Element, context, labelled, modal, option, search, section, text_input
from bot.views.cards import headline
from bot.views.mrkdwn import cut, escape
from bot.views.user_text import literal

PLACEHOLDERS = 600  # characters of them that are named


def form(filled: ReplyPicture, reader: Reader, edition: str = "") -> dict[str, Any]:
    """*Reply*: to the requester, in the agent's name.

    `edition` differs each time a saved reply fills the form: Slack keeps what was typed into a field, and what was
    chosen in a menu, as long as its block has the same name.
    """
    _, shown = reader.gettext, filled.shown
    hint = _("{name} reads this in their thread, with your name on it.")
    field = labelled(
        _("Your reply"),
        text_input(ids.TEXT, multiline=True, initial=filled.text, is_first=True),
        block_id=f"{ids.TEXT}:{edition}",
        hint=hint.format(name=shown.name(shown.ticket.requester_id)),
    )
    return modal(
        _("Reply"),
        [section(headline(shown.ticket)), *_saved(filled, reader, edition), field],
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
    if filled.unknown:
        yield _(":pencil2: To fill in yourself: {placeholders}").format(placeholders=_named(filled.unknown))
    if filled.empty:
        yield _(":pencil2: Not known for this ticket, please fill in: {placeholders}").format(
            placeholders=_named(filled.empty)
        )
    if filled.is_longer:
        yield _(":warning: This is longer than the form can hold, so the end is missing.")


def _named(placeholders: Sequence[str]) -> str:
    return f"*{escape(cut(literal(', '.join(placeholders)), PLACEHOLDERS))}*"


def _label(offer: Offer) -> str:
    """Title and key, within what an option holds: the key is never cut."""
    return f"{cut(offer.title, OPTION - len(offer.key) - 3)} ({offer.key})"


def _metadata(filled: ReplyPicture) -> str:
    """The ticket, and the saved replies that are in the text: 12, or 12:5.1,7.3 with replies 5 and 7."""
    uses = ",".join(f"{use.reply_id}.{use.version}" for use in filled.uses)
    ticket = str(filled.shown.ticket.id)
    return f"{ticket}:{uses}" if uses else ticket
