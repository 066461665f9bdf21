"""What one person is told of a training session by direct message."""

from collections.abc import Mapping

from bot.i18n import Reader, marked
from bot.rules.actions import Action
from bot.rules.training.session_pictures import HostLeftPicture, SessionPicture
from bot.rules.training.sessions import Early, News
from bot.views import ids
from bot.views.blocks import Block, Element, Message, actions, button, context, section
from bot.views.mrkdwn import moment
from bot.views.training import session_words, sessions

NEWS: Mapping[News, str] = {
    News.PLACE: marked(":tada: A place is free: you have one at {title}."),
    News.MOVED: marked(":arrows_counterclockwise: {name} changed {title}. This is how it is now:"),
    News.CANCELLED: marked(":no_entry_sign: {name} cancelled {title}. It was planned for {time}."),
    News.YOURS: marked(":mortar_board: {name} planned {title}, which you hold."),
}
REMINDERS: Mapping[Early, str] = {
    Early.DAY: marked(":alarm_clock: {title} is in a day: {time}."),
    Early.MINUTES: marked(":alarm_clock: {title} begins in ten minutes: {time}."),
}


def news(shown: SessionPicture, what: News, by: str, reader: Reader) -> Message:
    """They have a place, it was moved or cancelled, they hold it. `by` is the name of whoever did it."""
    text = reader.gettext(NEWS[what]).format(
        title=session_words.title(shown), name=session_words.short(by), time=moment(shown.session.starts_at)
    )
    if what is News.CANCELLED:
        return Message(text, [section(text)])
    lines = [text, *session_words.time_and_place(shown, reader)]
    return _with_answers(shown, lines, reader)


def reminder(shown: SessionPicture, early: Early, reader: Reader) -> Message:
    """A day or ten minutes before."""
    text = reader.gettext(REMINDERS[early]).format(
        title=session_words.title(shown), time=moment(shown.session.starts_at)
    )
    lines = [text, *session_words.time_and_place(shown, reader)[1:]]
    return _with_answers(shown, lines, reader)


def with_file(shown: SessionPicture, reader: Reader) -> str:
    """The word beside the file for calendars."""
    _, title, time = reader.gettext, session_words.title(shown), moment(shown.session.starts_at)
    if shown.session.cancelled_at is not None:
        return _("{title} ({time}) is cancelled. Open this file to take it out of your calendar.").format(
            title=title, time=time
        )
    if shown.reader_id == shown.session.host_id:
        text = _("You hold {title}, {time}. Open this file to put it into your calendar.")
    elif shown.own is not None and shown.own.has_place:
        text = _("You have a place at {title}, {time}. Open this file to put it into your calendar.")
    else:
        text = _("{title}, {time}. Open this file to put it into your calendar.")
    return text.format(title=title, time=time)


def description(shown: SessionPicture, reader: Reader) -> str:
    """What a calendar shows below the title, as plain characters."""
    text = reader.gettext("Training of {desk}, held by {name}.")
    return text.format(desk=shown.desk_name, name=shown.name(shown.session.host_id))


def host_left(left: HostLeftPicture, reader: Reader) -> Message:
    """To those who lead the desk: who shall hold it now?"""
    _, shown, title = reader.gettext, left.shown, session_words.title(left.shown)
    if left.is_settled:
        return Message(*_settled(left, reader))
    text = _(
        ":warning: {host} is not at the desk any more, and was to hold {title} ({time}). Who holds it now?"
    ).format(host=session_words.short(left.host), title=title, time=moment(shown.session.starts_at))
    value = str(shown.session.id)
    buttons = [
        button(_("Choose a host…"), ids.CHANGE_SESSION, value, style="primary"),
        button(_("Cancel session…"), ids.CANCEL_SESSION, value, style="danger"),
    ]
    lines, blocks = [text], [section(text), actions(*buttons)]
    if shown.following:
        more = reader.ngettext(
            "{n} more session of the series has the same host.",
            "{n} more sessions of the series have the same host.",
            shown.following,
        ).format(n=shown.following)
        lines.append(more)
        blocks.insert(1, context(more))
    return Message("\n".join(lines), blocks)


def _settled(left: HostLeftPicture, reader: Reader) -> tuple[str, list[Block]]:
    _, shown, title = reader.gettext, left.shown, session_words.title(left.shown)
    text = _(":white_check_mark: {name} holds {title} now.").format(
        name=session_words.short(shown.name(shown.session.host_id)), title=title
    )
    if shown.session.cancelled_at is not None:
        text = _(":no_entry_sign: {title} was cancelled.").format(title=title)
    elif not shown.is_ahead:
        text = _("{title} ({time}) is over.").format(title=title, time=moment(shown.session.starts_at))
    return text, [section(text)]


def _with_answers(shown: SessionPicture, lines: list[str], reader: Reader) -> Message:
    """How the reader answered, and the buttons to change it."""
    own = session_words.own_answer(shown, reader)
    blocks: list[Block] = [section("\n".join(lines))]
    if own is not None:
        blocks.append(context(own))
    offered: list[Element] = []
    if shown.is_ahead and Action.JOIN_SESSION in shown.may:
        offered = sessions.answers(shown, reader)
    if offered:
        blocks.append(actions(*offered))
    return Message("\n".join([*lines, *([own] if own else [])]), blocks)
