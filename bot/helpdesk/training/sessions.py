"""Training sessions of a desk: planned, moved, cancelled; what is to come, and who was there."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.helpdesk import categories, people
from bot.helpdesk.training import at_work, rsvp, session_notices, session_people, session_reminders
from bot.rules.actions import Action
from bot.rules.intake import is_blank
from bot.rules.refusals import NoSuchDesk, NotAllowed, NotAnAgent, NothingToSay, NotPossibleNow
from bot.rules.training import recurrence
from bot.rules.training import sessions as rules
from bot.rules.training.refusals import NeedsCategory, NobodyChosen, NotAtThisDesk, PlacesAreTaken, SessionChanged
from bot.rules.training.sessions import ForWhom, Invitation, Session, Wording
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId
from storage import desks
from storage import people as people_rows
from storage.training import sessions as rows
from storage.transaction import Transaction

MOST_UPCOMING = 50
SERIES = timedelta(days=5 * 366)  # how far the last of a series can be moved


def hold(
    tx: Transaction, by: PersonId, desk_id: DeskId, wanted: Wording, invitation: Invitation, source: str
) -> Session:
    """Plan a session or a series of them, and announce it; the first. `source` is the natural key of the form.

    The day and the time are those of the host's clocks. Raises NotAllowed, NothingToSay without a topic, NotAnAgent for
    a host from elsewhere, NotAFutureTime, NotALink, NoSuchCategory, NeedsCategory, NobodyChosen, NotAtThisDesk, and
    for a series NeedsAnEnd, EndsBeforeItBegins and TooManyRepeats; NotPossibleNow for a form of somebody else's.
    """
    planned = _planned(tx, source, by)
    if planned is not None:
        return planned
    if desk_id not in {desk.id for desk in people.desks_where(tx, by, Action.HOLD_SESSION)}:
        raise NotAllowed(Action.HOLD_SESSION)
    checked = _checked(tx, desk_id, wanted)
    _check_invitation(tx, desk_id, checked, invitation)
    zone = at_work.zone(tx, desk_id, checked.host_id).key
    rules.begins(checked, zone, tx.now, rules.FURTHEST)
    starts = recurrence.starts(checked.day, checked.at, zone, invitation)
    first, *later = _series(tx, by, desk_id, (checked, invitation, zone, source), starts)
    if not rows.add_once(tx, first):  # another process has planned it since, from the same form
        planned = _planned(tx, source, by)
        assert planned is not None, "sessions are never removed"
        return planned
    for session in later:
        rows.add_once(tx, session)
    before: Session | None = None
    for session in (first, *later):
        session_reminders.plan(tx, session)
        session_reminders.announce_after(tx, session, before)
        before = session
    session_notices.is_yours(tx, first, by)
    return first


def change(
    tx: Transaction,
    session_id: int,
    by: PersonId,
    wanted: Wording,
    *,
    and_following: bool = False,
    seen: str | None = None,
) -> Session:
    """Change a session, or with it those of its series that follow; whoever answered is told of what matters to them.

    The day and the time are those of the session's own clock, whoever holds it. `seen` is how it stood before the
    person; None: as it stands. Raises as `hold` does, SessionIsOver, SessionIsCancelled, SessionChanged when it stands
    otherwise by now, and PlacesAreTaken for fewer places than people who have one.
    """
    session = session_people.permitted(tx, session_id, by, Action.CHANGE_SESSION)
    session_people.refuse_begun(tx, session)
    checked = _checked(tx, session.desk_id, wanted)
    if session.for_whom is ForWhom.CATEGORY and checked.category is None:
        raise NeedsCategory
    starts = rules.begins(checked, session.timezone, tx.now, SERIES)
    if seen not in (None, rules.standing(session)) and rules.reworded(session, checked, starts) != session:
        raise SessionChanged(session.topic)
    changed = _change(tx, session, by, checked, starts, tells_host=True)
    for one in rows.following(tx, session) if and_following else []:
        locked = rows.locked(tx, one.id)
        assert locked is not None, "sessions are never removed"
        at = recurrence.moved(locked.starts_at, session.starts_at, starts, session.timezone)
        _change(tx, locked, by, checked, at, tells_host=session_notices.host_has_file(tx, locked))
    return changed


def cancel(tx: Transaction, session_id: int, by: PersonId, *, and_following: bool = False) -> Session:
    """Let a session not take place, or with it those of its series that follow. A second time changes nothing.

    Raises NoSuchSession, NotAllowed, and SessionIsOver.
    """
    session = session_people.permitted(tx, session_id, by, Action.CHANGE_SESSION)
    if session.cancelled_at is not None:
        return session
    session_people.refuse_begun(tx, session)
    doomed = [session, *(rows.following(tx, session) if and_following else ())]
    for one in doomed:
        locked = rows.locked(tx, one.id)
        assert locked is not None, "sessions are never removed"
        values = {"cancelled_at": tx.now, "cancelled_by": by, "changed_at": tx.now, "sequence": locked.sequence + 1}
        tells_host = locked.id == session.id or session_notices.host_has_file(tx, locked)
        session_notices.cancelled(tx, rows.change(tx, locked.id, **values), by, tells_host=tells_host)
    return session


def left(tx: Transaction, person_id: PersonId, desk_id: DeskId | None = None) -> None:
    """Somebody has left the workspace, or this desk: their places are free, and their sessions need another host.

    Of a series, those who lead the desk are asked once, for all that are to come.
    """
    asked = set()
    for session in rows.held_by(tx, person_id):
        if desk_id in (None, session.desk_id) and session.series_id not in asked:
            asked.add(session.series_id)
            session_notices.host_left(tx, session)
    for answer in rows.answered(tx, person_id):
        known = rows.get(tx, answer.session_id)
        if known is not None and known.is_ahead(tx.now) and desk_id in (None, known.desk_id):
            locked = rows.locked(tx, known.id)
            assert locked is not None, "sessions are never removed"
            rsvp.withdraw(tx, locked, person_id)


def upcoming(tx: Transaction, desk_id: DeskId, category: CategoryKey | None = None) -> list[Session]:
    """What is still to come of which the whole desk may know, the next one first; of one category, if it is given."""
    return [one for one in rows.ahead(tx, desk_id, MOST_UPCOMING, category) if not one.is_by_name]


def _planned(tx: Transaction, source: str, by: PersonId) -> Session | None:
    """What a form has planned already, the first of it. Raises NotPossibleNow where it is somebody else's form."""
    known = rows.by_source(tx, f"{source}:0")
    if known is not None and known.made_by != by:
        raise NotPossibleNow
    return known


def _series(
    tx: Transaction,
    by: PersonId,
    desk_id: DeskId,
    wanted: tuple[Wording, Invitation, str, str],
    starts: Sequence[datetime],
) -> list[Session]:
    wording, invitation, zone, source = wanted
    first = Session(
        id=tx.new_id(),
        source=f"{source}:0",
        desk_id=desk_id,
        series_id=0,
        repeats=invitation.repeats,
        topic=wording.topic,
        category=wording.category,
        host_id=wording.host_id,
        starts_at=starts[0],
        minutes=wording.minutes,
        timezone=zone,
        place=wording.place,
        capacity=wording.capacity,
        for_whom=invitation.for_whom,
        chosen=sorted(set(invitation.chosen)) if invitation.for_whom is ForWhom.CHOSEN else [],
        sequence=0,
        made_by=by,
        made_at=tx.now,
        changed_at=tx.now,
        cancelled_at=None,
        cancelled_by=None,
        recording="",
        attendance_at=None,
    )
    first = replace(first, series_id=first.id)
    later = (
        replace(first, id=tx.new_id(), source=f"{source}:{number}", starts_at=at)
        for number, at in enumerate(starts[1:], 1)
    )
    return [first, *later]


def _change(
    tx: Transaction, session: Session, by: PersonId, wanted: Wording, starts_at: datetime, *, tells_host: bool
) -> Session:
    """One of them, which is locked. Of a series, the host is told once, and of what stands in their calendar."""
    answers = rows.answers(tx, session.id)
    taken = len([one for one in rules.seated(answers) if one.person_id != wanted.host_id])
    if wanted.capacity is not None and wanted.capacity < taken:
        raise PlacesAreTaken(taken)
    new = rules.reworded(session, wanted, starts_at)
    if new == session:
        return session
    if rules.in_calendars(new) != rules.in_calendars(session):
        new = replace(new, sequence=session.sequence + 1)
    changed = rows.change(tx, session.id, **rules.differences(session, new), changed_at=tx.now)
    if new.sequence != session.sequence:
        session_reminders.plan(tx, changed)
    if new.host_id != session.host_id:
        rows.remove_answer(tx, session.id, new.host_id)  # who was coming holds it now
        session_notices.has_new_host(tx, changed, session.host_id)
    if rules.is_moved(session, new):
        session_notices.moved(tx, session, changed, by)
        if tells_host:
            session_notices.moved_for_host(tx, session, changed, by)
    session_notices.changed(tx, changed)
    rsvp.fill(tx, changed)
    return changed


def _checked(tx: Transaction, desk_id: DeskId, wanted: Wording) -> Wording:
    desk = desks.get(tx, desk_id)
    if desk is None:
        raise NoSuchDesk
    if is_blank(wanted.topic):
        raise NothingToSay
    categories.refuse_unknown(tx, desk_id, wanted.category)
    if not people.works_there(tx, desk_id, wanted.host_id):
        raise NotAnAgent(wanted.host_id, desk.name)
    topic = " ".join(wanted.topic.split())[: rules.TOPIC]
    return replace(wanted, topic=topic, place=rules.place_of(wanted.place[: rules.PLACE]))


def _check_invitation(tx: Transaction, desk_id: DeskId, wanted: Wording, invitation: Invitation) -> None:
    if invitation.for_whom is ForWhom.CATEGORY and wanted.category is None:
        raise NeedsCategory
    if invitation.for_whom is not ForWhom.CHOSEN:
        return
    if not set(invitation.chosen) - {wanted.host_id}:
        raise NobodyChosen
    for person_id in invitation.chosen:
        if not people.works_there(tx, desk_id, person_id):
            known, desk = people_rows.get(tx, person_id), desks.get(tx, desk_id)
            raise NotAtThisDesk(person_id if known is None else known.name, desk_id if desk is None else desk.name)
