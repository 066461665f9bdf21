"""After a training session: who was there, the recording, and how it was."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.i18n import Reader, marked
from bot.rules.actions import Action
from bot.rules.training.attendance import COMMENT, FEWEST, SCALE
from bot.rules.training.session_pictures import SessionPicture
from bot.rules.training.sessions import LINK, MOST_CHOSEN, Reply
from bot.views import ids
from bot.views.blocks import (
    Block,
    Element,
    Message,
    actions,
    boxes,
    button,
    context,
    labelled,
    modal,
    option,
    people_selects,
    section,
    select,
    text_input,
)
from bot.views.mrkdwn import cut_markup, escape, link, moment
from bot.views.training import session_words

BOXES = 10  # in one field
SHOWN = 10  # comments
QUOTED = 250  # characters of one

USEFUL: Mapping[int, str] = {
    1: marked("1: not useful"),
    2: marked("2: hardly useful"),
    3: marked("3: somewhat useful"),
    4: marked("4: useful"),
    5: marked("5: very useful"),
}
CLEAR: Mapping[int, str] = {
    1: marked("1: I could not follow"),
    2: marked("2: hard to follow"),
    3: marked("3: in parts"),
    4: marked("4: clear"),
    5: marked("5: very clear"),
}


def afterwards(shown: SessionPicture, reader: Reader) -> Iterator[str]:
    """Who was there, and the recording, a line each; nothing before somebody has said so."""
    _ = reader.gettext
    if shown.session.attendance_at is not None and not shown.shows_people:
        yield session_words.there(shown, reader)
    elif shown.session.attendance_at is not None:
        there = session_words.names([shown.name(person) for person in shown.attendees])
        yield _("*Was there, {n}*: {names}").format(n=len(shown.attendees), names=there or _("nobody"))
    if shown.session.recording:
        yield _("Recording: {link}").format(link=_recording(shown, reader))


def opinion(shown: SessionPicture, reader: Reader) -> list[Block]:
    """What those who were there think, for whoever may read it."""
    _, opinion = reader.gettext, shown.opinion
    if opinion is None or not shown.has_begun or shown.session.attendance_at is None:
        return []
    if opinion.useful is None or opinion.clear is None:
        text = _("Feedback: {n} so far. It is shown from {fewest} answers on, so that nobody can be told by theirs.")
        return [context(text.format(n=opinion.answers, fewest=FEWEST))]
    text = _("Feedback, {n} answers: useful {useful} of 5, clear {clear} of 5 (medians).")
    numbers = text.format(n=opinion.answers, useful=f"{opinion.useful:g}", clear=f"{opinion.clear:g}")
    comments = [f"• {cut_markup(session_words.in_one_line(one), QUOTED)}" for one in opinion.comments[:SHOWN]]
    return [section("\n".join([numbers, *comments]))]


def buttons(shown: SessionPicture, reader: Reader) -> list[Element]:
    """What the host and the leads do afterwards, and what whoever was there does."""
    _, value = reader.gettext, str(shown.session.id)
    if not shown.has_begun:
        return []
    offered: list[Element] = []
    if Action.NOTE_ATTENDANCE in shown.may:
        offered.append(button(_("Who was there…"), ids.ATTENDANCE, value))
    if Action.SHARE_RECORDING in shown.may:
        offered.append(button(_("Recording…"), ids.RECORDING, value))
    if Action.RATE_SESSION in shown.may:
        offered.append(button(_("How was it…"), ids.SESSION_FEEDBACK, value))
    return offered


def after(shown: SessionPicture, reader: Reader) -> Message:
    """To the host, once it is over: who was there, and is there a recording?"""
    _ = reader.gettext
    lines = [
        _("{title} is over. Who was there? Say so, and they are asked how it was.").format(
            title=session_words.title(shown)
        ),
        moment(shown.session.starts_at),
        *afterwards(shown, reader),
    ]
    if shown.session.attendance_at is not None:
        lines[0] = _("{title} is over. Thank you!").format(title=session_words.title(shown))
    thoughts = opinion(shown, reader)
    offered = [one for one in buttons(shown, reader) if one["action_id"] != ids.SESSION_FEEDBACK]
    blocks = [section("\n".join(lines)), *thoughts, *([actions(*offered)] if offered else [])]
    return Message("\n".join(lines), blocks)


def attendance_form(shown: SessionPicture, reader: Reader) -> dict[str, Any]:
    """Who was there: those who said that they would are ticked until somebody says better."""
    _ = reader.gettext
    fields = list(_boxes(shown, reader))
    others = people_selects(ids.ATTENDED_TOO, _("Choose people"), most=MOST_CHOSEN)
    fields.append(labelled(_("Others who came"), others, block_id=ids.ATTENDED_TOO, optional=True))
    return modal(
        _("Who was there"),
        [section(f"{session_words.title(shown)}\n{moment(shown.session.starts_at)}"), *fields],
        callback_id=ids.ATTENDANCE,
        close=_("Cancel"),
        submit=_("Save"),
        metadata=str(shown.session.id),
    )


def recording_form(shown: SessionPicture, reader: Reader) -> dict[str, Any]:
    """Where the recording is."""
    _ = reader.gettext
    field = text_input(
        ids.RECORDING_LINK, initial=shown.session.recording, placeholder="https://", max_length=LINK, is_first=True
    )
    hint = _("It goes by direct message to everybody whom the session was for.")
    return modal(
        _("Recording"),
        [
            section(session_words.title(shown)),
            labelled(_("Address of the recording"), field, block_id=ids.RECORDING_LINK, hint=hint),
        ],
        callback_id=ids.RECORDING,
        close=_("Cancel"),
        submit=_("Send"),
        metadata=str(shown.session.id),
    )


def recording(shown: SessionPicture, reader: Reader) -> Message:
    """To everybody whom it was for."""
    text = reader.gettext("The recording of {title} ({time}) is here: {link}").format(
        title=session_words.title(shown), time=moment(shown.session.starts_at), link=_recording(shown, reader)
    )
    return Message(text, [section(text)])


def question(shown: SessionPicture, reader: Reader) -> Message:
    """To somebody who was there: how was it? And thanks, once they have said."""
    _, host = reader.gettext, session_words.short(shown.name(shown.session.host_id))
    title, value = session_words.title(shown), str(shown.session.id)
    if shown.feedback is not None:
        text = _("Thank you for saying how {title} was.").format(title=title)
        return Message(text, [section(text), actions(button(_("Change…"), ids.SESSION_FEEDBACK, value))])
    text = _("You were at {title} with {host}. How was it? Three short questions.").format(title=title, host=host)
    note = _privacy(reader)
    ask = button(_("Answer…"), ids.SESSION_FEEDBACK, value, style="primary")
    return Message(f"{text}\n{note}", [section(text), context(note), actions(ask)])


def feedback_form(shown: SessionPicture, reader: Reader) -> dict[str, Any]:
    """Three questions."""
    _, known = reader.gettext, shown.feedback
    useful = [option(_(USEFUL[number]), str(number)) for number in reversed(SCALE)]
    clear = [option(_(CLEAR[number]), str(number)) for number in reversed(SCALE)]
    fields = [
        labelled(
            _("Was it useful for your work?"),
            select(ids.USEFUL, _("Choose one"), useful, initial=str(known.useful) if known else None),
            block_id=ids.USEFUL,
        ),
        labelled(
            _("Was it clear, and the pace right?"),
            select(ids.CLEAR, _("Choose one"), clear, initial=str(known.clear) if known else None),
            block_id=ids.CLEAR,
        ),
        labelled(
            _("What should be different next time?"),
            text_input(ids.TEXT, initial=known.comment if known else "", multiline=True, max_length=COMMENT),
            block_id=ids.TEXT,
            optional=True,
        ),
    ]
    return modal(
        _("How was it?"),
        [section(session_words.title(shown)), *fields, context(_privacy(reader))],
        callback_id=ids.SESSION_FEEDBACK,
        close=_("Cancel"),
        submit=_("Send"),
        metadata=str(shown.session.id),
    )


def _boxes(shown: SessionPicture, reader: Reader) -> Iterator[Block]:
    """Everybody who answered or was said to be there, in fields of ten."""
    _ = reader.gettext
    said_yes = {one.person_id for one in shown.answers if one.has_place}
    ticked = said_yes if shown.session.attendance_at is None else set(shown.attendees)
    hopeful = [one.person_id for one in shown.answers if one.reply is not Reply.NO]
    people = sorted(dict.fromkeys([*hopeful, *shown.attendees]), key=lambda person: shown.name(person).casefold())
    options = [option(shown.name(person), person) for person in people]
    for number, first in enumerate(range(0, len(options), BOXES)):
        field = boxes(ids.ATTENDED, options[first : first + BOXES], ticked=ticked)
        label = _("Who was there?") if not number else _("And of these?")
        yield labelled(label, field, block_id=f"{ids.ATTENDED}:{number}", optional=True)


def _recording(shown: SessionPicture, reader: Reader) -> str:
    return link(escape(shown.session.recording), reader.gettext("watch it"))


def _privacy(reader: Reader) -> str:
    return reader.gettext(
        "The host and the leads of the desk read your answers without your name, and only once {fewest} people have "
        "answered."
    ).format(fewest=FEWEST)
