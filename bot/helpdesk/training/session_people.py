"""What people are to a training session, and what they may do with it."""

from bot.helpdesk import people, skills
from bot.rules import permission
from bot.rules.actions import Action, Role
from bot.rules.refusals import NotAllowed
from bot.rules.training import sessions as rules
from bot.rules.training.refusals import NoSuchSession, SessionIsCancelled, SessionIsOver
from bot.rules.training.sessions import ForWhom, Session
from bot.rules.vocabulary import PersonId
from storage.training import attendance
from storage.training import sessions as rows
from storage.transaction import Transaction


def permitted(tx: Transaction, session_id: int, by: PersonId, action: Action) -> Session:
    """The session, locked for this transaction, if `by` may do this. Raises NoSuchSession, NotAllowed."""
    session = rows.locked(tx, session_id)
    if session is None:
        raise NoSuchSession
    permit(tx, session, by, action)
    return session


def permit(tx: Transaction, session: Session, by: PersonId, action: Action) -> None:
    """Let `by` do this. Raises NoSuchSession to those who may not know of it, NotAllowed to others."""
    roles = roles_in(tx, session, by)
    if not permission.allowed(_seeing(session), roles):
        raise NoSuchSession
    if not permission.allowed(action, roles):
        raise NotAllowed(action)


def sees(tx: Transaction, session: Session, person_id: PersonId) -> bool:
    """Whether somebody who works its desk may know of a session."""
    return not session.is_by_name or permission.allowed(_seeing(session), roles_in(tx, session, person_id))


def roles_in(tx: Transaction, session: Session, person_id: PersonId) -> frozenset[Role]:
    """What somebody is to a session: nothing but what everybody is, once they work its desk no more."""
    roles = people.roles_at(tx, person_id, session.desk_id)
    if not permission.allowed(Action.SEE_SESSIONS, roles):
        return roles
    if person_id == session.host_id:
        roles |= {Role.HOST}
    if person_id == session.made_by:
        roles |= {Role.PLANNER}
    if person_id in invited(tx, session):
        roles |= {Role.INVITED}
    if attendance.attended(tx, session.id, person_id):
        roles |= {Role.ATTENDED}
    return roles


def invited(tx: Transaction, session: Session) -> frozenset[PersonId]:
    """Whom it is for, as its desk is today; nobody who has left the workspace."""
    knowing: tuple[PersonId, ...] = ()
    if session.for_whom is ForWhom.CATEGORY and session.category is not None:
        knowing = skills.of_desk(tx, session.desk_id).knowing(session.category)
    return rules.invited(session, people.at_desk(tx, session.desk_id), knowing)


def hosts(tx: Transaction, session: Session) -> list[PersonId]:
    """Who answers for it: its host; those who lead the desk once the host is not there any more."""
    if people.works_there(tx, session.desk_id, session.host_id):
        return [session.host_id]
    return [lead for lead in people.leads(tx, session.desk_id) if lead != session.host_id]


def refuse_begun(tx: Transaction, session: Session) -> None:
    """Raise SessionIsCancelled, or SessionIsOver once it has begun."""
    if session.cancelled_at is not None:
        raise SessionIsCancelled(session.topic)
    if not session.is_ahead(tx.now):
        raise SessionIsOver(session.topic)


def _seeing(session: Session) -> Action:
    return Action.SEE_CHOSEN_SESSION if session.is_by_name else Action.SEE_SESSIONS
