"""Watching others at their tickets: the form to say so, and what the mentor is asked."""

from typing import Any

from bot.i18n import Reader
from bot.rules.training.shadowing import LEARNED
from bot.rules.training.track_pictures import ShadowedPicture, WayPicture
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
from bot.views.mrkdwn import cut_markup, escape, in_bold, moment
from bot.views.training import steps
from bot.views.user_text import rich


def watch_form(shown: WayPicture, reader: Reader) -> dict[str, Any]:
    """*I have watched…*: which ticket, and what was learned."""
    _ = reader.gettext
    learned = text_input(ids.LEARNED, multiline=True, max_length=LEARNED)
    blocks: list[Block] = [
        steps.ticket_field(reader),
        labelled(_("What did you learn?"), learned, block_id=ids.LEARNED),
        context(_("{name} is asked to confirm it.").format(name=steps.name_of(shown.mentor))),
    ]
    return modal(
        _("I have watched"),
        blocks,
        callback_id=ids.SHADOW,
        close=_("Cancel"),
        submit=_("Send"),
        metadata=f"{shown.onboarding.id}:{shown.onboarding.place}",
    )


def watched(shown: ShadowedPicture, reader: Reader) -> Message:
    """To the mentor: a ticket that the learner watched."""
    _, one = reader.gettext, shown.shadowed
    said = _("{name} watched {key} and asks you to confirm it (track “{title}”).")
    text = said.format(
        name=steps.name_of(shown.name), key=steps.ticket_link(one.key, shown.url), title=in_bold(shown.title)
    )
    plain = said.format(name=steps.name_of(shown.name), key=escape(one.key), title=in_bold(shown.title))
    learned = rich(escape(one.learned), {}, quote=True)
    if one.confirmed_at is not None:
        done = _("{name} confirmed it {time}.").format(name=steps.name_of(shown.by), time=moment(one.confirmed_at))
        return Message(f"{plain} {done}", [section(text), learned, context(done)])
    if not shown.is_open:
        over = _("The track has ended, so there is nothing to confirm.")
        return Message(f"{plain} {over}", [section(text), learned, context(over)])
    confirm = button(_("Confirm"), ids.CONFIRM_SHADOWED, str(one.id), style="primary")
    whole = cut_markup(f"{plain}\n{escape(one.learned)}", MESSAGE_TEXT)
    return Message(whole, [section(text), learned, actions(confirm)])
