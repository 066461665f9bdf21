"""Answers that a mentor approves: the forms, and what each of the two is told."""

from typing import Any

from bot.i18n import Reader
from bot.rules.markup import readable
from bot.rules.training.draft_answers import ANSWER, COMMENT, DraftAnswer, Turn
from bot.rules.training.track_pictures import DraftPicture, WayPicture
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
from bot.views.mrkdwn import cut, cut_markup, escape, in_bold, moment
from bot.views.training import steps
from bot.views.user_text import literal, rich

SUBJECT = 150  # characters


def write_form(shown: WayPicture, reader: Reader) -> dict[str, Any]:
    """*Write an answer…*: to which ticket, and the answer."""
    _ = reader.gettext
    text = text_input(ids.DRAFT_TEXT, multiline=True, max_length=ANSWER)
    said = _("Nothing is sent yet: {name} reads it first, and sends it in your name.")
    blocks: list[Block] = [
        steps.ticket_field(reader),
        labelled(_("Your answer to the requester"), text, block_id=ids.DRAFT_TEXT),
        context(said.format(name=steps.name_of(shown.mentor))),
    ]
    return modal(
        _("An answer"),
        blocks,
        callback_id=ids.DRAFT_ANSWER,
        close=_("Cancel"),
        submit=_("Give to mentor"),
        metadata=f"{shown.onboarding.id}:{shown.onboarding.place}",
    )


def change_form(shown: DraftPicture, reader: Reader) -> dict[str, Any]:
    """*Change…*: the next version of an answer."""
    _, draft = reader.gettext, shown.draft
    text = text_input(ids.DRAFT_TEXT, initial=readable(draft.text), multiline=True, max_length=ANSWER, is_first=True)
    blocks: list[Block] = [section(_headline(shown))]
    if draft.comment:
        blocks += [context(_("{name} says:").format(name=steps.name_of(shown.commented_by)))]
        blocks.append(rich(escape(draft.comment), {}, quote=True))
    blocks.append(labelled(_("Your answer to the requester"), text, block_id=ids.DRAFT_TEXT))
    return modal(
        _("Change the answer"),
        blocks,
        callback_id=ids.CHANGE_DRAFT,
        close=_("Cancel"),
        submit=_("Give to mentor"),
        metadata=_value(draft),
    )


def comment_form(shown: DraftPicture, reader: Reader) -> dict[str, Any]:
    """*Comment…*: what should be different."""
    _, draft = reader.gettext, shown.draft
    field = text_input(ids.DRAFT_SAYS, initial=draft.comment, multiline=True, max_length=COMMENT, is_first=True)
    hint = _("Only {name}, you and those who lead the desk read it.").format(name=literal(cut(shown.name, steps.NAME)))
    blocks: list[Block] = [
        section(_headline(shown)),
        rich(draft.text, {}, quote=True),
        labelled(_("What should be different?"), field, block_id=ids.DRAFT_SAYS, hint=hint),
    ]
    return modal(
        _("Comment"),
        blocks,
        callback_id=ids.COMMENT_DRAFT,
        close=_("Cancel"),
        submit=_("Send"),
        metadata=_value(draft),
    )


def meanwhile(shown: DraftPicture, reader: Reader) -> dict[str, Any]:
    """Something has happened to the ticket since the answer was written: is it to be sent all the same?"""
    _, draft = reader.gettext, shown.draft
    said = _("Somebody answered or solved {key}, or moved it, after this was written. Please look at the ticket first.")
    blocks: list[Block] = [
        section(_headline(shown)),
        section(said.format(key=escape(draft.key))),
        rich(draft.text, {}, quote=True),
    ]
    return modal(
        _("Send it anyway?"),
        blocks,
        callback_id=ids.SEND_DRAFT,
        close=_("Don't send it"),
        submit=_("Send it"),
        metadata=f"{_value(draft)}:{shown.stands}",
    )


def draft(shown: DraftPicture, reader: Reader) -> Message:
    """To the mentor: an answer that waits for them; then, what became of it."""
    _, one = reader.gettext, shown.draft
    said = _("{name} wrote an answer to {key} for you to look at (track “{title}”).")
    named = {"name": steps.name_of(shown.name), "title": in_bold(shown.title)}
    plain = said.format(key=escape(one.key), **named)
    stands = _stands(shown, reader)
    blocks: list[Block] = [
        section(said.format(key=steps.ticket_link(one.key, shown.url), **named)),
        section(_headline(shown)),
    ]
    if shown.turn is Turn.NEWER:
        return Message(f"{plain} {stands}", [*blocks, context(stands)])
    blocks.append(rich(one.text, {}, quote=True))
    if shown.turn is not Turn.MENTOR or shown.is_paused:
        return Message(f"{plain} {stands}", [*blocks, context(stands)])
    send = button(_("Send it"), ids.SEND_DRAFT, _value(one), style="primary")
    blocks.append(actions(send, button(_("Comment…"), ids.COMMENT_DRAFT, _value(one))))
    blocks.append(context(stands))
    return Message(cut_markup(f"{plain} {stands}\n{escape(literal(one.text))}", MESSAGE_TEXT), blocks)


def commented(shown: DraftPicture, reader: Reader) -> Message:
    """To the learner: what the mentor says of their answer, with the way to change it."""
    _, one = reader.gettext, shown.draft
    if shown.turn is not Turn.LEARNER:
        said = _("Your answer to {key} was commented on.").format(key=escape(one.key))
        stands = _stands(shown, reader)
        return Message(f"{said} {stands}", [section(f"{said}\n{stands}")])
    said = _("{name} looked at your answer to {key}:")
    name = steps.name_of(shown.commented_by)
    plain = said.format(name=name, key=escape(one.key))
    blocks: list[Block] = [
        section(said.format(name=name, key=steps.ticket_link(one.key, shown.url))),
        rich(escape(one.comment), {}, quote=True),
    ]
    if shown.is_paused:
        blocks.append(context(_("The track is paused, so it can't be changed now.")))
    else:
        blocks.append(actions(button(_("Change…"), ids.CHANGE_DRAFT, _value(one), style="primary")))
    return Message(cut_markup(f"{plain}\n{escape(one.comment)}", MESSAGE_TEXT), blocks)


def _stands(shown: DraftPicture, reader: Reader) -> str:
    """How it stands with a version of an answer."""
    _, one = reader.gettext, shown.draft
    match shown.turn:
        case Turn.NEWER:
            return _("There is a newer version.")
        case Turn.SENT if one.sent_at is not None:
            text = _("{name} sent it {time}.")
            return text.format(name=steps.name_of(shown.approved_by), time=moment(one.sent_at))
        case Turn.OVER:
            return _("The track has ended, so it was not sent.")
        case Turn.GONE:
            text = _("{name} does not work here any more, so it was not sent.")
            return text.format(name=steps.name_of(shown.name))
        case Turn.LEARNER:
            return _("{name} commented on it. The next version comes here.").format(
                name=steps.name_of(shown.commented_by)
            )
    if shown.is_paused:
        return _("The track is paused, so it can't be sent now.")
    return _("*Send it* sends it to the requester in the name of {name}.").format(name=steps.name_of(shown.name))


def _value(one: DraftAnswer) -> str:
    """A version of a draft, as buttons and forms carry it."""
    return f"{one.id}:{one.version}"


def _headline(shown: DraftPicture) -> str:
    return f"*{escape(shown.draft.key)}*  {escape(cut(shown.subject, SUBJECT))}"
