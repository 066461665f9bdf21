"""The forms for a training session: to plan one, to change one, to cancel one."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bot.i18n import Reader
from bot.rules.reminders import zone_of
from bot.rules.training.recurrence import MOST
from bot.rules.training.session_pictures import SessionForm, SessionPicture, Suggestion
from bot.rules.training.sessions import LARGEST, MINUTES, MOST_CHOSEN, PLACE, TOPIC, ForWhom, Repeats, Session, standing
from bot.views import ids
from bot.views.blocks import (
    Block,
    checkbox,
    day_picker,
    labelled,
    modal,
    number_input,
    option,
    people_select,
    people_selects,
    section,
    select,
    text_input,
    time_picker,
)
from bot.views.durations import duration
from bot.views.mrkdwn import moment
from bot.views.training import session_words

FOLLOWING = "following"  # the value of the box that means the rest of the series, too


def form(shown: SessionForm, reader: Reader) -> dict[str, Any]:
    """A new session, or another wording of one."""
    _ = reader.gettext
    if shown.shown is None:
        blocks = [*_wording(shown, None, reader), *_invitation(shown.suggestion, reader)]
        return _modal(_("New session"), blocks, _("Announce"), ids.SESSION_FORM, shown.desk.id, reader)
    session = shown.shown.session
    blocks = _wording(shown, session, reader)
    if shown.shown.following:
        blocks.append(_following(shown.shown, reader, is_wanted=shown.host_id is None))  # who left holds none
    about = f"{session.id}:{standing(session)}"
    return _modal(_("Change session"), blocks, _("Save"), ids.CHANGE_SESSION, about, reader)


def cancel_form(shown: SessionPicture, reader: Reader) -> dict[str, Any]:
    """Whether it shall really not take place."""
    _ = reader.gettext
    text = _("{title} ({time}) will not take place. Everybody who answered is told.").format(
        title=session_words.title(shown), time=moment(shown.session.starts_at)
    )
    blocks: list[Block] = [section(text)]
    if shown.following:
        blocks.append(_following(shown, reader))
    return _modal(_("Cancel session"), blocks, _("Cancel session"), ids.CANCEL_SESSION, str(shown.session.id), reader)


def _wording(shown: SessionForm, session: Session | None, reader: Reader) -> list[Block]:
    """What can be said of a session at any time."""
    _ = reader.gettext
    known = session or shown.suggestion
    topic = text_input(ids.SESSION_TOPIC, initial=known.topic if known else "", max_length=TOPIC)
    blocks = [labelled(_("What is it about?"), topic, block_id=ids.SESSION_TOPIC)]
    if shown.categories:
        options = [option(one.name, one.key) for one in shown.categories]
        category = select(ids.SESSION_CATEGORY, _("Choose one"), options, initial=known.category if known else None)
        blocks.append(labelled(_("Category"), category, block_id=ids.SESSION_CATEGORY, optional=True))
    host = people_select(ids.SESSION_HOST, _("Choose somebody of the desk"), initial=shown.host_id)
    blocks.append(labelled(_("Who holds it?"), host, block_id=ids.SESSION_HOST))
    return [*blocks, *_when(session, reader), *_where(session, reader)]


def _when(session: Session | None, reader: Reader) -> list[Block]:
    _ = reader.gettext
    local = None if session is None else session.starts_at.astimezone(zone_of(session.timezone))
    day = day_picker(ids.SESSION_DAY, _("Choose a day"), initial=None if local is None else local.date().isoformat())
    at = None if local is None else local.time().isoformat("minutes")
    hint = _("As the clocks of the host show it.")
    if session is not None:
        hint = _("As clocks show it in {city}.").format(city=reader.city(session.timezone))
    minutes = sorted({*MINUTES, *([session.minutes] if session else [])})
    lengths = [option(duration(timedelta(minutes=one), reader), str(one)) for one in minutes]
    initial = str(session.minutes) if session else "60"
    return [
        labelled(_("Day"), day, block_id=ids.SESSION_DAY),
        labelled(
            _("Time"),
            time_picker(ids.SESSION_TIME, _("Choose a time"), initial=at),
            block_id=ids.SESSION_TIME,
            hint=hint,
        ),
        labelled(
            _("How long?"),
            select(ids.SESSION_MINUTES, _("Choose one"), lengths, initial=initial),
            block_id=ids.SESSION_MINUTES,
        ),
    ]


def _where(session: Session | None, reader: Reader) -> list[Block]:
    _ = reader.gettext
    place = text_input(ids.SESSION_PLACE, initial=session.place if session else "", max_length=PLACE)
    capacity = number_input(
        ids.SESSION_CAPACITY, least=1, most=LARGEST, initial=None if session is None else session.capacity
    )
    return [
        labelled(
            _("Where?"),
            place,
            block_id=ids.SESSION_PLACE,
            optional=True,
            hint=_("A room, or the address of a huddle or a call."),
        ),
        labelled(
            _("Places"),
            capacity,
            block_id=ids.SESSION_CAPACITY,
            optional=True,
            hint=_("Besides the host. Without a number, as many as come."),
        ),
    ]


def _invitation(suggested: Suggestion | None, reader: Reader) -> list[Block]:
    """What only a new one is asked."""
    _ = reader.gettext
    whom = [option(_(session_words.FOR_WHOM[one]), one) for one in ForWhom]
    for_whom = suggested.for_whom if suggested else ForWhom.DESK
    repeats = [option(_(session_words.REPEATS[one]), one) for one in Repeats]
    return [
        labelled(
            _("For whom?"),
            select(ids.SESSION_WHOM, _("Choose one"), whom, initial=for_whom),
            block_id=ids.SESSION_WHOM,
        ),
        labelled(
            _("People"),
            people_selects(ids.SESSION_CHOSEN, _("Choose people of the desk"), most=MOST_CHOSEN),
            block_id=ids.SESSION_CHOSEN,
            optional=True,
            hint=_("If it is for chosen people: each gets a direct message, and the desk reads nothing of it."),
        ),
        labelled(
            _("How often?"),
            select(ids.SESSION_REPEATS, _("Choose one"), repeats, initial=Repeats.NO),
            block_id=ids.SESSION_REPEATS,
            hint=_("It keeps its time of day when clocks change. In a month without that day, it is on the last one."),
        ),
        labelled(
            _("Until"), day_picker(ids.SESSION_UNTIL, _("Choose a day")), block_id=ids.SESSION_UNTIL, optional=True
        ),
        labelled(
            _("Or how many times"),
            number_input(ids.SESSION_TIMES, least=1, most=MOST),
            block_id=ids.SESSION_TIMES,
            optional=True,
        ),
    ]


def _following(shown: SessionPicture, reader: Reader, *, is_wanted: bool = False) -> Block:
    """The box for the rest of the series."""
    text = reader.ngettext("Also the {n} session that follows", "Also the {n} sessions that follow", shown.following)
    field = checkbox(ids.SESSION_FOLLOWING, text.format(n=shown.following), FOLLOWING, ticked=is_wanted)
    return labelled(reader.gettext("The series"), field, block_id=ids.SESSION_FOLLOWING, optional=True)


def _modal(
    title: str, blocks: Sequence[Block], submit: str, callback_id: str, metadata: str, reader: Reader
) -> dict[str, Any]:
    close = reader.gettext("Back")
    return modal(title, blocks, callback_id=callback_id, close=close, submit=submit, metadata=metadata)
