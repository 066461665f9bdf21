"""What people see of training sessions, gathered for one reader."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import islice

from bot.helpdesk import people, skills
from bot.helpdesk.training import session_notices, session_people
from bot.rules import permission
from bot.rules.actions import Action
from bot.rules.records import Place
from bot.rules.refusals import NoDesk, NoSuchDesk, NotAllowed
from bot.rules.training.attendance import opinion
from bot.rules.training.calendar_file import CalendarWords, calendar_file
from bot.rules.training.refusals import NoSuchSession
from bot.rules.training.session_pictures import HostLeftPicture, SessionForm, SessionPicture, SessionsPicture
from bot.rules.training.sessions import Session
from bot.rules.vocabulary import DeskId, PersonId
from storage import desks, outbox
from storage import people as people_rows
from storage.training import attendance
from storage.training import sessions as rows
from storage.transaction import Transaction

LISTED = 20  # sessions that are to come, and as many that were
SOUGHT = 200  # among so many of each, for those of which the reader may know
LATELY = timedelta(days=90)
DOING = (
    *(Action.JOIN_SESSION, Action.CHANGE_SESSION, Action.NOTE_ATTENDANCE, Action.SHARE_RECORDING),
    *(Action.RATE_SESSION, Action.READ_SESSION_FEEDBACK, Action.SEE_CHOSEN),
)


def listing(tx: Transaction, by: PersonId) -> SessionsPicture:
    """What is to come at the desks that somebody works, and what was lately. Raises NotAllowed, NoDesk."""
    worked = people.desks_where(tx, by, Action.SEE_SESSIONS)
    if not worked:
        raise NotAllowed(Action.SEE_SESSIONS) if desks.every(tx) else NoDesk
    ahead = [one for desk in worked for one in rows.ahead(tx, desk.id, SOUGHT)]
    past = [one for desk in worked for one in rows.past(tx, desk.id, tx.now - LATELY, SOUGHT)]
    ahead.sort(key=lambda one: (one.starts_at, one.id))
    past.sort(key=lambda one: (one.starts_at, one.id), reverse=True)
    return SessionsPicture(
        ahead=_listed(tx, ahead, by),
        past=_listed(tx, past, by),
        holds_at=tuple(people.desks_where(tx, by, Action.HOLD_SESSION)),
    )


def read(tx: Transaction, session_id: int, by: PersonId, *wanted: Action) -> SessionPicture:
    """One session, with what `by` may do. Raises NoSuchSession, and NotAllowed to whoever may not do what is wanted."""
    session = rows.get(tx, session_id)
    if session is None:
        raise NoSuchSession
    session_people.permit(tx, session, by, Action.SEE_SESSIONS)
    for action in wanted:
        session_people.permit(tx, session, by, action)
    return _picture(tx, session, by)


def for_channel(tx: Transaction, session_id: int) -> SessionPicture | None:
    """The same as everybody in the desk's channel sees it; None when there is none."""
    session = rows.get(tx, session_id)
    return None if session is None else _picture(tx, session, None)


def for_person(tx: Transaction, session_id: int, person_id: PersonId) -> SessionPicture | None:
    """The same for somebody's direct message; None once they work the desk no more."""
    session = rows.get(tx, session_id)
    if session is None or not people.works_there(tx, session.desk_id, person_id):
        return None
    return _picture(tx, session, person_id)


def blank_form(tx: Transaction, desk_id: str, by: PersonId) -> SessionForm:
    """The form for a new session. Raises NoSuchDesk, and NotAllowed to those who do not work the desk."""
    desk = desks.get(tx, DeskId(desk_id))
    if desk is None:
        raise NoSuchDesk
    if desk.id not in {one.id for one in people.desks_where(tx, by, Action.HOLD_SESSION)}:
        raise NotAllowed(Action.HOLD_SESSION)
    return SessionForm(desk, tuple(desks.categories(tx, desk.id)), by)


def change_form(tx: Transaction, session_id: int, by: PersonId) -> SessionForm:
    """The form to change one. Raises as `change` does."""
    shown = read(tx, session_id, by, Action.CHANGE_SESSION)
    session = shown.session
    session_people.refuse_begun(tx, session)
    desk = desks.get(tx, session.desk_id)
    if desk is None:
        raise NoSuchDesk
    host = session.host_id if people.works_there(tx, session.desk_id, session.host_id) else None
    return SessionForm(desk, tuple(desks.categories(tx, desk.id)), host, shown)


def cancel_form(tx: Transaction, session_id: int, by: PersonId) -> SessionPicture:
    """What the question shows whether it shall not take place. Raises as `cancel` does."""
    shown = read(tx, session_id, by, Action.CHANGE_SESSION)
    session_people.refuse_begun(tx, shown.session)
    return shown


def host_left(tx: Transaction, session_id: int, host_id: PersonId, reader_id: PersonId) -> HostLeftPicture | None:
    """A session whose host has left; None for somebody who does not lead its desk any more."""
    shown = for_person(tx, session_id, reader_id)
    if shown is None or Action.CHANGE_SESSION not in shown.may:
        return None
    name = people.names(tx, {host_id}).get(host_id, host_id)
    return HostLeftPicture(shown, name, shown.session.host_id != host_id or not shown.is_ahead)


def file(tx: Transaction, shown: SessionPicture, description: str, *, is_out: bool) -> bytes:
    """The session as a file for calendars. `is_out`: it takes the session out of them."""
    workspace, host = people_rows.workspace(tx), shown.session.host_id
    words = CalendarWords(shown.name(host), f"{workspace.url}team/{host}", description)
    return calendar_file(shown.session, words, workspace.url, tx.now, is_out=is_out)


def _listed(tx: Transaction, sessions: Iterable[Session], by: PersonId) -> tuple[SessionPicture, ...]:
    seen = (one for one in sessions if session_people.sees(tx, one, by))
    return tuple(_picture(tx, one, by) for one in islice(seen, LISTED))


def _picture(tx: Transaction, session: Session, reader_id: PersonId | None) -> SessionPicture:
    desk = desks.get(tx, session.desk_id)
    answers, attendees = rows.answers(tx, session.id), attendance.attendees(tx, session.id)
    named = {session.host_id, *session.chosen, *attendees, *(one.person_id for one in answers)}
    roles = frozenset() if reader_id is None else session_people.roles_in(tx, session, reader_id)
    may = frozenset(action for action in DOING if permission.allowed(action, roles))
    may_read = Action.READ_SESSION_FEEDBACK in may
    return SessionPicture(
        session=session,
        desk_name=session.desk_id if desk is None else desk.name,
        category=skills.name(tx, session.desk_id, session.category),
        answers=tuple(answers),
        attendees=tuple(attendees),
        names=people.names(tx, named),
        now=tx.now,
        url=_announcement(tx, session),
        may=may,
        reader_id=reader_id,
        opinion=opinion(attendance.feedback(tx, session.id)) if may_read else None,
        feedback=None if reader_id is None else attendance.feedback_of(tx, session.id, reader_id),
        following=len(rows.following(tx, session)),
    )


def _announcement(tx: Transaction, session: Session) -> str | None:
    """Where the desk reads of it."""
    told = outbox.get(tx, session_notices.announcement_key(session))
    if told is None or told.channel is None or told.ts is None:
        return None
    return people_rows.workspace(tx).permalink(Place(told.channel, told.ts))
