"""What is told of a training session: to the desk, to those who come, to its host, to those who lead the desk."""

from collections.abc import Collection, Iterable, Sequence

from bot.helpdesk import notices, people
from bot.helpdesk.training import session_people
from bot.rules.notice_kinds import NoticeKind
from bot.rules.training.sessions import Answer, Early, News, Session, kept
from bot.rules.vocabulary import PersonId
from storage import desks, outbox
from storage.training import attendance
from storage.training import sessions as rows
from storage.transaction import Transaction


def announced(tx: Transaction, session: Session) -> None:
    """Tell the desk of it in its triage channel: one message, edited in place. A desk without one has the list.

    One for people by name is told to each of them, and to nobody else.
    """
    if session.is_by_name:
        for person_id in sorted(session_people.invited(tx, session)):
            _news(tx, session, News.INVITED, person_id, 0)
        return
    channel = desks.triage_channel(tx, session.desk_id, private=False)
    if channel is not None:
        outbox.enqueue(tx, announcement_key(session), NoticeKind.SESSION, channel, params=_about(session))


def changed(tx: Transaction, session: Session) -> None:
    """Keep true what the desk, or those whom it is for by name, read of it, once it was announced."""
    notices.show_again(tx, announcement_key(session))
    for person_id in session.chosen:
        notices.show_again(tx, _news_key(session, News.INVITED, person_id, 0))


def answered(tx: Transaction, session: Session, answer: Answer, before: Answer | None) -> None:
    """Keep true what somebody reads of their own answer, and give whoever has a place a file for their calendar."""
    changed(tx, session)
    for early in Early:
        notices.show_again(tx, _reminder_key(session, early, answer.person_id))
    for what in (News.MOVED, News.NOT_YOURS):
        notices.show_again(tx, _news_key(session, what, answer.person_id, session.sequence))
    if before is not None:
        notices.show_again(tx, _news_key(session, News.PLACE, answer.person_id, before.turn))
    if answer.has_place:
        calendar(tx, session, answer.person_id)


def moved_up(tx: Transaction, session: Session, lucky: Sequence[Answer]) -> None:
    """Tell those who waited that they have a place now."""
    for one in lucky:
        _news(tx, session, News.PLACE, one.person_id, one.turn)
        calendar(tx, session, one.person_id)


def is_yours(tx: Transaction, session: Session, by: PersonId) -> None:
    """Tell its host that they hold it, unless they said so themselves, and give them the file."""
    _tell(tx, session, News.YOURS, by, {session.host_id})
    calendar(tx, session, session.host_id)


def host_has_file(tx: Transaction, session: Session) -> bool:
    """Whether it may stand in the calendar of its host, who was given the file for it as it is or as it was."""
    keys = (_file_key(session, session.host_id, sequence) for sequence in range(session.sequence + 1))
    return any(outbox.get(tx, key) is not None for key in keys)


def moved(tx: Transaction, before: Session, session: Session, by: PersonId) -> None:
    """Tell everybody who answered, whatever it was, and how it was before; whoever comes gets the file anew."""
    answers = rows.answers(tx, session.id)
    _tell(tx, session, News.MOVED, by, {one.person_id for one in answers}, was=kept(before))
    _files(tx, session, {one.person_id for one in answers if one.has_place})


def moved_for_host(tx: Transaction, before: Session, session: Session, by: PersonId) -> None:
    """Tell the host; where somebody else holds it now, both: one has it in their calendar, the other no more."""
    if session.host_id == before.host_id:
        _tell(tx, session, News.MOVED, by, {session.host_id}, was=kept(before))
        _files(tx, session, {session.host_id})
        return
    is_yours(tx, session, by)
    _tell(tx, session, News.NOT_YOURS, by, {before.host_id})
    if host_has_file(tx, before) and people.works_there(tx, session.desk_id, before.host_id):
        key = f"{_file_key(session, before.host_id, session.sequence)}:out"
        _to(tx, session, before.host_id, NoticeKind.SESSION_FILE, key, is_out=True)


def cancelled(tx: Transaction, session: Session, by: PersonId, *, tells_host: bool) -> None:
    """Tell everybody who answered, and the host; calendars hear of it, too."""
    changed(tx, session)
    answers, host = rows.answers(tx, session.id), {session.host_id}
    _tell(tx, session, News.CANCELLED, by, {one.person_id for one in answers} | (host if tells_host else set()))
    coming = {one.person_id for one in answers if one.has_place}
    _files(tx, session, coming | (host if host_has_file(tx, session) else set()))


def reminded(tx: Transaction, session: Session, early: Early, to: Iterable[PersonId]) -> None:
    """Remind these people."""
    for person_id in to:
        key = _reminder_key(session, early, person_id)
        _to(tx, session, person_id, NoticeKind.SESSION_REMINDER, key, early=early)


def calendar(tx: Transaction, session: Session, person_id: PersonId) -> None:
    """Give somebody the file, unless they have it as the session is now."""
    key = _file_key(session, person_id, session.sequence)
    if outbox.get(tx, key) is None:
        _to(tx, session, person_id, NoticeKind.SESSION_FILE, key)


def is_over(tx: Transaction, session: Session) -> None:
    """Ask whoever answers for it who was there, and take the buttons off what the desk reads."""
    changed(tx, session)
    for person_id in session_people.hosts(tx, session):
        _to(tx, session, person_id, NoticeKind.SESSION_AFTER, f"{NoticeKind.SESSION_AFTER}:{session.id}:{person_id}")


def looked_back(tx: Transaction, session: Session) -> None:
    """Keep true what they read of it: who was there, the recording, what people think."""
    for person_id in {session.host_id, *people.leads(tx, session.desk_id)}:
        notices.show_again(tx, f"{NoticeKind.SESSION_AFTER}:{session.id}:{person_id}")


def feedback_asked(tx: Transaction, session: Session, to: Iterable[PersonId]) -> None:
    """Ask these people how it was; once each, however often attendance is changed."""
    for person_id in to:
        _to(tx, session, person_id, NoticeKind.SESSION_FEEDBACK, _feedback_key(session, person_id))


def feedback_settled(tx: Transaction, session: Session, people_asked: Iterable[PersonId]) -> None:
    """Somebody answered, or was not there after all."""
    for person_id in people_asked:
        notices.show_again(tx, _feedback_key(session, person_id))


def recorded(tx: Transaction, session: Session, by: PersonId) -> None:
    """Send the recording to everybody whom it was for, and to whoever was there; a better address replaces it."""
    answers = {one.person_id for one in rows.answers(tx, session.id)}
    everybody = session_people.invited(tx, session) | answers | set(attendance.attendees(tx, session.id))
    for person_id in sorted((everybody | {session.host_id}) - {by}):
        if people.works_there(tx, session.desk_id, person_id):
            key = f"{NoticeKind.SESSION_RECORDING}:{session.id}:{person_id}"
            _to(tx, session, person_id, NoticeKind.SESSION_RECORDING, key)


def host_left(tx: Transaction, session: Session) -> None:
    """Ask those who lead the desk for a new host."""
    for lead in session_people.hosts(tx, session):
        key = _host_left_key(session, session.host_id, lead)
        _to(tx, session, lead, NoticeKind.SESSION_HOST_LEFT, key, host=session.host_id)


def has_new_host(tx: Transaction, session: Session, before: PersonId) -> None:
    """They have been heard: take the question away."""
    for lead in people.leads(tx, session.desk_id):
        notices.show_again(tx, _host_left_key(session, before, lead))


def announcement_key(session: Session) -> str:
    """The key of what the desk reads of it."""
    return f"{NoticeKind.SESSION}:{session.id}"


def _tell(
    tx: Transaction, session: Session, what: News, by: PersonId, to: Collection[PersonId], **more: object
) -> None:
    """Tell those of these people who are there, but not whoever did it."""
    for person_id in sorted(set(to) - {by}):
        if people.works_there(tx, session.desk_id, person_id):
            _news(tx, session, what, person_id, session.sequence, by=by, **more)


def _files(tx: Transaction, session: Session, to: Collection[PersonId]) -> None:
    for person_id in sorted(to):
        if people.works_there(tx, session.desk_id, person_id):
            calendar(tx, session, person_id)


def _news(tx: Transaction, session: Session, what: News, person_id: PersonId, which: int, **more: object) -> None:
    key = _news_key(session, what, person_id, which)
    _to(tx, session, person_id, NoticeKind.SESSION_NEWS, key, what=what, **more)


def _to(tx: Transaction, session: Session, person_id: PersonId, kind: NoticeKind, key: str, **more: object) -> None:
    notices.to_person(tx, person_id, kind, key, params=_about(session) | more)


def _about(session: Session) -> dict[str, object]:
    return {"session": session.id, "desk": session.desk_id}


def _news_key(session: Session, what: News, person_id: PersonId, which: int) -> str:
    return f"{NoticeKind.SESSION_NEWS}:{session.id}:{what}:{which}:{person_id}"


def _file_key(session: Session, person_id: PersonId, sequence: int) -> str:
    return f"{NoticeKind.SESSION_FILE}:{session.id}:{sequence}:{person_id}"


def _reminder_key(session: Session, early: Early, person_id: PersonId) -> str:
    """It names the sequence: a session that has moved reminds anew."""
    return f"{NoticeKind.SESSION_REMINDER}:{session.id}:{early}:{session.sequence}:{person_id}"


def _feedback_key(session: Session, person_id: PersonId) -> str:
    return f"{NoticeKind.SESSION_FEEDBACK}:{session.id}:{person_id}"


def _host_left_key(session: Session, host: PersonId, lead: PersonId) -> str:
    return f"{NoticeKind.SESSION_HOST_LEFT}:{session.id}:{host}:{lead}"
