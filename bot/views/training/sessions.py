"""Training sessions as they are shown: to the desk in its channel, in the list, and one of them in full."""

from collections.abc import Iterator, Sequence
from typing import Any

from bot.i18n import Reader
from bot.rules.actions import Action
from bot.rules.training.session_pictures import SessionPicture, SessionsPicture
from bot.views import ids
from bot.views.answers import notice
from bot.views.blocks import (
    Block,
    Element,
    Message,
    actions,
    button,
    context,
    divider,
    header,
    link_button,
    modal,
    section,
)
from bot.views.mrkdwn import moment
from bot.views.training import attendance, session_words

DESKS = 20


def announcement(shown: SessionPicture, reader: Reader) -> Message:
    """To the desk: what is planned, who comes and how many places are free, with a button for each answer."""
    lines = [_heading(shown, reader), *session_words.facts(shown, reader)]
    coming = list(session_words.who_comes(shown, reader))
    if shown.has_begun:
        coming = list(attendance.afterwards(shown, reader))
    blocks: list[Block] = [section("\n".join(lines))]
    if coming and shown.session.cancelled_at is None:
        blocks.append(section("\n".join(coming)))
        lines += coming
    blocks.append(actions(*(answers(shown, reader) if shown.is_ahead else ()), _details(shown, reader)))
    return Message("\n".join(lines), blocks)


def answers(shown: SessionPicture, reader: Reader) -> list[Element]:
    """Yes, Maybe, No."""
    _, value = reader.gettext, str(shown.session.id)
    return [
        button(_("Yes"), ids.SESSION_YES, value, style="primary"),
        button(_("Maybe"), ids.SESSION_MAYBE, value),
        button(_("No"), ids.SESSION_NO, value),
    ]


def waits(number: int, reader: Reader) -> str:
    """At once, to whoever said Yes when no place was free."""
    return reader.gettext(
        "No place is free now. You are number {n} on the waiting list, and I will write to you when you have a place."
    ).format(n=number)


def listing(shown: SessionsPicture, reader: Reader) -> dict[str, Any]:
    """What `/helpdesk sessions` opens: what is to come, and what was lately."""
    _ = reader.gettext
    blocks: list[Block] = list(_new_buttons(shown, reader))
    blocks.append(header(_("To come")))
    blocks += [_line(one, reader) for one in shown.ahead] or [section(_("No session is planned."))]
    if shown.past:
        blocks += [divider(), header(_("The last 90 days"))]
        blocks += [_line(one, reader) for one in shown.past]
    return modal(_("Training sessions"), blocks, callback_id=ids.SESSIONS, close=_("Close"))


def session(shown: SessionPicture, reader: Reader) -> dict[str, Any]:
    """One session, with what the reader may do with it."""
    _ = reader.gettext
    lines = [_heading(shown, reader), *session_words.facts(shown, reader)]
    blocks: list[Block] = [section("\n".join(lines))]
    if shown.session.cancelled_at is None:
        coming = attendance.afterwards(shown, reader) if shown.has_begun else session_words.who_comes(shown, reader)
        blocks += [section(text) for text in ["\n".join(coming)] if text]
    blocks += attendance.opinion(shown, reader)
    own = session_words.own_answer(shown, reader)
    if own is not None and shown.is_ahead:
        blocks.append(context(own))
    blocks += [actions(*row) for row in _rows(shown, reader) if row]
    return modal(
        _("Training session"),
        blocks,
        callback_id=ids.SESSION,
        close=_("Close"),
        metadata=str(shown.session.id),
    )


def sent(reader: Reader) -> dict[str, Any]:
    """The file for calendars is on its way."""
    return notice(
        reader.gettext("I have sent you the file by direct message. Open it to put it into a calendar."), reader
    )


def _heading(shown: SessionPicture, reader: Reader) -> str:
    title = session_words.title(shown)
    if shown.session.cancelled_at is not None:
        return reader.gettext(":no_entry_sign: Cancelled: {title}").format(title=title)
    return reader.gettext(":mortar_board: Training: {title}").format(title=title)


def _new_buttons(shown: SessionsPicture, reader: Reader) -> Iterator[Block]:
    _ = reader.gettext
    if len(shown.holds_at) == 1:
        yield actions(button(_("New session…"), ids.NEW_SESSION, shown.holds_at[0].id))
        return
    for desk in shown.holds_at[:DESKS]:
        text = _("At {desk}").format(desk=session_words.short(desk.name))
        new = button(_("New session…"), ids.NEW_SESSION, desk.id)
        yield section(text, block_id=f"new_session:{desk.id}", accessory=new)


def _line(shown: SessionPicture, reader: Reader) -> Block:
    _ = reader.gettext
    parts = [
        moment(shown.session.starts_at),
        _("Host: {name}").format(name=session_words.short(shown.name(shown.session.host_id))),
    ]
    if shown.is_ahead:
        parts.append(session_words.places(shown, reader))
        parts += [text for text in [session_words.own_answer(shown, reader)] if text is not None]
    elif shown.session.attendance_at is not None:
        parts.append(session_words.there(shown, reader))
    text = "\n".join([session_words.title(shown), "  ·  ".join(parts)])
    return section(text, block_id=f"session:{shown.session.id}", accessory=_details(shown, reader))


def _details(shown: SessionPicture, reader: Reader) -> Element:
    return button(reader.gettext("Details"), ids.SESSION, str(shown.session.id))


def _rows(shown: SessionPicture, reader: Reader) -> Sequence[list[Element]]:
    """The buttons of one session, in rows: what everybody has, and what those have who answer for it."""
    _, value = reader.gettext, str(shown.session.id)
    everybody = answers(shown, reader) if shown.is_ahead and Action.JOIN_SESSION in shown.may else []
    if shown.is_ahead:
        everybody.append(button(_("File for calendars"), ids.SESSION_FILE, value))
    if shown.url is not None:
        everybody.append(link_button(_("Open in the channel"), ids.LINK, shown.url))
    theirs: list[Element] = []
    if shown.is_ahead and Action.CHANGE_SESSION in shown.may:
        theirs.append(button(_("Move or change…"), ids.CHANGE_SESSION, value))
        theirs.append(button(_("Cancel session…"), ids.CANCEL_SESSION, value, style="danger"))
    theirs += attendance.buttons(shown, reader)
    return (everybody, theirs)
