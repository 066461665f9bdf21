"""After a training session: who was there, how it was, and the recording."""

from collections.abc import Collection

from bot.helpdesk import people
from bot.helpdesk.training import onboarding_looks, session_notices, session_people, session_pictures
from bot.rules.actions import Action
from bot.rules.training import sessions as rules
from bot.rules.training.attendance import COMMENT, Feedback
from bot.rules.training.refusals import NotAtThisDesk, SessionIsAhead, SessionIsCancelled
from bot.rules.training.session_pictures import SessionPicture
from bot.rules.training.sessions import Session
from bot.rules.vocabulary import PersonId
from storage import desks
from storage import people as people_rows
from storage.training import attendance
from storage.training import sessions as rows
from storage.transaction import Transaction


def attendance_form(tx: Transaction, session_id: int, by: PersonId) -> SessionPicture:
    """What the form shows to say who was there. Raises as `note` does."""
    shown = session_pictures.read(tx, session_id, by, Action.NOTE_ATTENDANCE)
    _refuse_ahead(tx, shown.session)
    return shown


def recording_form(tx: Transaction, session_id: int, by: PersonId) -> SessionPicture:
    """What the form for the recording shows. Raises as `share_recording` does."""
    shown = session_pictures.read(tx, session_id, by, Action.SHARE_RECORDING)
    _refuse_ahead(tx, shown.session)
    return shown


def feedback_form(tx: Transaction, session_id: int, by: PersonId) -> SessionPicture:
    """What the three questions show. Raises as `rate` does."""
    return session_pictures.read(tx, session_id, by, Action.RATE_SESSION)


def note(tx: Transaction, session_id: int, by: PersonId, there: Collection[PersonId]) -> Session:
    """Say who was there, or say it better; those who were are asked how it was, once.

    The host does not count. Raises NoSuchSession, NotAllowed, SessionIsAhead, SessionIsCancelled, and NotAtThisDesk for
    somebody of elsewhere who did not answer either.
    """
    session = session_people.permitted(tx, session_id, by, Action.NOTE_ATTENDANCE)
    _refuse_ahead(tx, session)
    wanted = set(there) - {session.host_id}
    known, before = {one.person_id for one in rows.answers(tx, session.id)}, attendance.attendees(tx, session.id)
    for person_id in sorted(wanted - known - set(before)):
        if not people.works(tx, person_id, session.desk_id):
            _refuse_stranger(tx, session, person_id)
    attendance.note(tx, session.id, wanted, by)
    if session.attendance_at is None:
        session = rows.change(tx, session.id, attendance_at=tx.now)
    session_notices.feedback_settled(tx, session, set(before) - wanted)
    asked = [person for person in sorted(wanted - set(before)) if people.works_there(tx, session.desk_id, person)]
    session_notices.feedback_asked(tx, session, asked)
    for person in asked:
        onboarding_looks.hasten(tx, person)
    session_notices.looked_back(tx, session)
    session_notices.changed(tx, session)
    return session


def rate(tx: Transaction, session_id: int, by: PersonId, useful: int, clear: int, comment: str) -> Session:
    """Say how it was, from 1 to 5; said again, the last counts. `comment` is plain characters.

    Raises NoSuchSession, and NotAllowed to whoever was not there.
    """
    session = session_people.permitted(tx, session_id, by, Action.RATE_SESSION)
    attendance.put_feedback(tx, Feedback(session.id, by, useful, clear, comment.strip()[:COMMENT], tx.now))
    session_notices.feedback_settled(tx, session, [by])
    session_notices.looked_back(tx, session)
    return session


def share_recording(tx: Transaction, session_id: int, by: PersonId, link: str) -> Session:
    """Send the recording to everybody whom the session was for. Another address replaces it where it was sent.

    Raises NotALink, NoSuchSession, NotAllowed, SessionIsAhead and SessionIsCancelled.
    """
    session = session_people.permitted(tx, session_id, by, Action.SHARE_RECORDING)
    _refuse_ahead(tx, session)
    session = rows.change(tx, session.id, recording=rules.link_of(link))
    session_notices.recorded(tx, session, by)
    session_notices.looked_back(tx, session)
    session_notices.changed(tx, session)
    return session


def _refuse_ahead(tx: Transaction, session: Session) -> None:
    if session.cancelled_at is not None:
        raise SessionIsCancelled(session.topic)
    if session.is_ahead(tx.now):
        raise SessionIsAhead(session.topic)


def _refuse_stranger(tx: Transaction, session: Session, person_id: PersonId) -> None:
    known, desk = people_rows.get(tx, person_id), desks.get(tx, session.desk_id)
    name = person_id if known is None else known.name
    raise NotAtThisDesk(name, session.desk_id if desk is None else desk.name)
