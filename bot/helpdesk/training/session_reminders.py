"""What time brings to a training session: the next of a series is announced, people are reminded, the host is asked."""

from bot.helpdesk import people
from bot.helpdesk.training import session_notices
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.records import Deadline
from bot.rules.training import sessions as rules
from bot.rules.training.sessions import Early, Session
from bot.rules.vocabulary import NO_TICKET
from storage import deadlines
from storage.training import sessions as rows
from storage.transaction import Transaction


def plan(tx: Transaction, session: Session) -> None:
    """Let people be reminded of it as it is now, and its host asked afterwards. What was planned before counts no more.

    A reminder names the session's sequence: one that was planned for another time says nothing when it falls due.
    """
    for early, due in rules.reminders(session, tx.now):
        kind, note = DeadlineKind.REMIND_SESSION, f"{session.id}:{early}:{session.sequence}"
        deadlines.set_for(tx, NO_TICKET, kind, due, key=f"{kind}:{session.id}:{early}", note=note)
    kind = DeadlineKind.END_SESSION
    deadlines.set_for(tx, NO_TICKET, kind, session.ends_at, key=f"{kind}:{session.id}", note=str(session.id))


def announce_after(tx: Transaction, session: Session, before: Session | None) -> None:
    """Announce a session: at once, or one of a series when the one before it is over."""
    if before is None:
        session_notices.announced(tx, session)
    else:
        kind = DeadlineKind.ANNOUNCE_SESSION
        deadlines.set_for(tx, NO_TICKET, kind, before.ends_at, key=f"{kind}:{session.id}", note=str(session.id))


def announce(tx: Transaction, deadline: Deadline) -> None:
    """The one before it is over: its host gets the file for it. What was cancelled, or has begun, is not announced."""
    session = rows.get(tx, int(deadline.note))
    if session is not None and session.is_ahead(tx.now):
        session_notices.announced(tx, session)
        if people.works_there(tx, session.desk_id, session.host_id):
            session_notices.calendar(tx, session, session.host_id)


def remind(tx: Transaction, deadline: Deadline) -> None:
    """A day or ten minutes before: those who said Yes and have a place, those who said Maybe, and the host."""
    session_id, early, sequence = deadline.note.split(":")
    session = rows.get(tx, int(session_id))
    if session is None or session.sequence != int(sequence):
        return
    if rules.still_reminds(session, Early(early), tx.now):
        coming = {one.person_id for one in rows.answers(tx, session.id) if rules.is_reminded(one)} | {session.host_id}
        there = [person for person in sorted(coming) if people.works_there(tx, session.desk_id, person)]
        session_notices.reminded(tx, session, Early(early), there)


def end(tx: Transaction, deadline: Deadline) -> None:
    """It is over. One that was moved ends later, one that was cancelled not at all."""
    session = rows.get(tx, int(deadline.note))
    if session is not None and session.cancelled_at is None and session.ends_at <= tx.now:
        session_notices.is_over(tx, session)
