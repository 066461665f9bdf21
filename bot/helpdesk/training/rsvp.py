"""Whether people come to a training session: one answer each, places, and the list of those who wait for one."""

from bot.helpdesk import people
from bot.helpdesk.training import session_notices, session_people
from bot.rules.actions import Action
from bot.rules.training import sessions as rules
from bot.rules.training.refusals import HostNeedsNoPlace
from bot.rules.training.sessions import Answer, Reply, Session
from bot.rules.vocabulary import PersonId
from storage.training import sessions as rows
from storage.transaction import Transaction


def answer(tx: Transaction, session_id: int, by: PersonId, reply: Reply) -> tuple[Answer, int]:
    """Say whether one comes; the answer, and which one on the waiting list it is: 0 is not on it.

    The last answer counts, and the same one again changes nothing. A Yes beyond the places waits; whoever gives up a
    place gives it to the first who waits. The session's row is locked: of two at once, one gets the last place.
    Raises NoSuchSession, NotAllowed, HostNeedsNoPlace, SessionIsOver and SessionIsCancelled.
    """
    known = rows.locked(tx, session_id)
    if known is not None and known.host_id == by and people.works_there(tx, known.desk_id, by):
        raise HostNeedsNoPlace
    session = session_people.permitted(tx, session_id, by, Action.JOIN_SESSION)
    session_people.refuse_begun(tx, session)
    answers = rows.answers(tx, session.id)
    before = next((one for one in answers if one.person_id == by), None)
    if before is not None and before.reply is reply:
        return before, _number(before, answers)
    others = [one for one in answers if one.person_id != by]
    has_place = reply is Reply.YES and rules.is_free(session.capacity, others)
    given = Answer(session.id, by, reply, has_place, tx.new_id(), tx.now)
    rows.put_answer(tx, given)
    session_notices.answered(tx, session, given, before)
    fill(tx, session)
    return given, _number(given, [*others, given])


def send_file(tx: Transaction, session_id: int, by: PersonId) -> None:
    """Send somebody the file for their calendar, once for each state of the session. Raises as `answer` does."""
    session = session_people.permitted(tx, session_id, by, Action.SEE_SESSIONS)
    session_people.refuse_begun(tx, session)
    session_notices.calendar(tx, session, by)


def fill(tx: Transaction, session: Session) -> None:
    """Give free places to the first who wait, and tell them. The caller has locked the session."""
    lucky = rules.move_up(session.capacity, rows.answers(tx, session.id))
    if lucky:
        rows.seat(tx, lucky)
        session_notices.moved_up(tx, session, lucky)
        session_notices.changed(tx, session)


def withdraw(tx: Transaction, session: Session, person_id: PersonId) -> None:
    """Somebody does not come into question any more: their place is free. The caller has locked the session."""
    rows.remove_answer(tx, session.id, person_id)
    fill(tx, session)
    session_notices.changed(tx, session)


def _number(one: Answer, answers: list[Answer]) -> int:
    queue = [waiting.person_id for waiting in rules.waiting(answers)]
    return queue.index(one.person_id) + 1 if one.person_id in queue else 0
