"""What one person is told of a training session by direct message."""

from collections.abc import Iterator, Mapping

from bot.i18n import Reader, marked
from bot.rules.actions import Action
from bot.rules.training import sessions as rules
from bot.rules.training.session_pictures import HostLeftPicture, SessionPicture
from bot.rules.training.sessions import Early, News, Session
from bot.views import ids
from bot.views.blocks import Block, Element, Message, actions, button, context, section
from bot.views.mrkdwn import moment
from bot.views.training import session_words, sessions

NEWS: Mapping[News, str] = {
    News.INVITED: marked(":mortar_board: You are invited to {title}."),
    News.PLACE: marked(":tada: A place is free: you have one at {title}."),
    News.MOVED: marked(":arrows_counterclockwise: {name} changed {title}. This is how it is now:"),
    News.CANCELLED: marked(":no_entry_sign: {name} cancelled {title}. It was planned for {time}."),
    News.YOURS: marked(":mortar_board: {name} made you the host of {title}."),
    News.NOT_YOURS: marked(":arrows_counterclockwise: {host} holds {title} now. You do not hold it any more."),
}


def news(shown: SessionPicture, what: News, by: str, reader: Reader, was: Session | None = None) -> Message:
    """What has become of it, or of their part in it. `by` is the name of whoever did it, `was` how it was before."""
    text = reader.gettext(NEWS[what]).format(
        title=session_words.title(shown),
        name=session_words.short(by),
        host=session_words.short(shown.name(shown.session.host_id)),
        time=moment(shown.session.starts_at),
    )
    if what is News.CANCELLED:
        return Message(text, [section(text)])
    if shown.session.cancelled_at is not None:
        return _cancelled(shown, reader)
    lines = [text, *session_words.time_and_place(shown, reader, was)]
    if what is News.INVITED:
        lines += _privately(shown, reader)
    return _with_answers(shown, lines, reader)


def reminder(shown: SessionPicture, reader: Reader) -> Message:
    """That it begins soon, and when as it is now: it may be said, or shown again, later than it was due."""
    if shown.session.cancelled_at is not None:
        return _cancelled(shown, reader)
    lines = [_soon(shown, reader), *session_words.time_and_place(shown, reader)[1:]]
    return _with_answers(shown, lines, reader)


def with_file(shown: SessionPicture, reader: Reader, *, is_out: bool = False) -> str:
    """The word beside the file for calendars. `is_out`: to somebody who held it."""
    _, title, time = reader.gettext, session_words.title(shown), moment(shown.session.starts_at)
    if is_out:
        text = _("You do not hold {title} ({time}) any more. Open this file to take it out of your calendar.")
        return text.format(title=title, time=time)
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
        text = _cancelled(shown, reader).text
    elif not shown.is_ahead:
        text = _("{title} ({time}) is over.").format(title=title, time=moment(shown.session.starts_at))
    return text, [section(text)]


def _privately(shown: SessionPicture, reader: Reader) -> Iterator[str]:
    """What somebody who is invited by name cannot read in a channel."""
    if shown.free is not None:
        yield session_words.places(shown, reader)
    yield reader.gettext("Whoever planned it, its host and the leads see who is invited, and nobody else.")


def _soon(shown: SessionPicture, reader: Reader) -> str:
    about = {"title": session_words.title(shown), "time": moment(shown.session.starts_at)}
    if not shown.is_ahead:
        return reader.gettext(":alarm_clock: {title} has begun: {time}.").format(**about)
    left = rules.time_left(shown.session, shown.now)
    if left >= rules.EARLIER[Early.DAY]:
        return reader.gettext(":alarm_clock: {title} is in a day: {time}.").format(**about)
    hours, minutes = left // rules.ONE_HOUR, left // rules.ONE_MINUTE
    if hours:
        text = reader.ngettext(
            ":alarm_clock: {title} begins in {n} hour: {time}.",
            ":alarm_clock: {title} begins in {n} hours: {time}.",
            hours,
        )
        return text.format(n=hours, **about)
    text = reader.ngettext(
        ":alarm_clock: {title} begins in {n} minute: {time}.",
        ":alarm_clock: {title} begins in {n} minutes: {time}.",
        minutes,
    )
    return text.format(n=minutes, **about)


def _cancelled(shown: SessionPicture, reader: Reader) -> Message:
    text = reader.gettext(":no_entry_sign: {title} was cancelled.").format(title=session_words.title(shown))
    return Message(text, [section(text)])


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
