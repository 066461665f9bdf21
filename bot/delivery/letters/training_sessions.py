"""Letters of training sessions: what the desk reads, and what those are told whom it concerns."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.delivery.letter import Letter, NewFile, Post, Withdraw
from bot.delivery.letters.readers import CHANNEL, Loader
from bot.helpdesk import people
from bot.helpdesk.training import session_pictures
from bot.i18n import Reader
from bot.rules.actions import Action
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Notice
from bot.rules.training.calendar_file import file_name
from bot.rules.training.session_pictures import SessionPicture
from bot.rules.training.sessions import Early, News, as_it_was, still_reminds
from bot.rules.vocabulary import PersonId
from bot.views.training import attendance, session_news, sessions
from storage.transaction import Transaction

Write = Callable[[Transaction, Notice, SessionPicture, Reader], Letter | None]


def _announcement(tx: Transaction, notice: Notice) -> Letter | None:
    shown = session_pictures.for_channel(tx, notice.params["session"])
    return None if shown is None else Post(sessions.announcement(shown, CHANNEL))


def _to_person(write: Write) -> Loader:
    """Nothing, to somebody who works the desk no more."""

    def loaded(tx: Transaction, notice: Notice) -> Letter | None:
        person = PersonId(notice.lane)
        shown = session_pictures.for_person(tx, notice.params["session"], person)
        return None if shown is None else write(tx, notice, shown, people.reader(tx, person))

    return loaded


def _news(tx: Transaction, notice: Notice, shown: SessionPicture, reader: Reader) -> Letter | None:
    what, by = News(notice.params["what"]), PersonId(notice.params.get("by", ""))
    if notice.ts is None and not _is_true(what, shown):
        return None  # no more, before they could read it, and what came after it is told, too
    kept = notice.params.get("was")
    was = as_it_was(shown.session, kept) if kept else None
    if was is not None:
        shown = replace(shown, names={**people.names(tx, {was.host_id}), **shown.names})
    return Post(session_news.news(shown, what, people.names(tx, {by}).get(by, by), reader, was))


def _is_true(what: News, shown: SessionPicture) -> bool:
    is_host = shown.session.host_id == shown.reader_id
    if what is News.CANCELLED:
        return True
    has_reason = {
        News.INVITED: shown.is_ahead and Action.JOIN_SESSION in shown.may,
        News.PLACE: shown.own is not None and shown.own.has_place,
        News.YOURS: is_host,
        News.NOT_YOURS: not is_host,
    }
    return shown.session.cancelled_at is None and has_reason.get(what, True)


def _reminder(_tx: Transaction, notice: Notice, shown: SessionPicture, reader: Reader) -> Letter | None:
    early = Early(notice.params["early"])
    if notice.ts is None and not still_reminds(shown.session, early, shown.now):
        return None
    return Post(session_news.reminder(shown, reader))


def _file(tx: Transaction, notice: Notice, shown: SessionPicture, reader: Reader) -> Letter | None:
    if notice.ts is not None:
        return None  # a file can't be changed where it stands: another sequence is another file
    is_out = bool(notice.params.get("is_out"))
    if is_out and (shown.session.host_id == shown.reader_id or (shown.own is not None and shown.own.has_place)):
        return None  # it is theirs again
    content = session_pictures.file(tx, shown, session_news.description(shown, reader), is_out=is_out)
    return NewFile(file_name(shown.session), content, session_news.with_file(shown, reader, is_out=is_out))


def _after(_tx: Transaction, _notice: Notice, shown: SessionPicture, reader: Reader) -> Letter | None:
    return Post(attendance.after(shown, reader)) if Action.NOTE_ATTENDANCE in shown.may else None


def _feedback(_tx: Transaction, notice: Notice, shown: SessionPicture, reader: Reader) -> Letter | None:
    if Action.RATE_SESSION not in shown.may:
        return None if notice.ts is None else Withdraw()  # they were not there after all
    return Post(attendance.question(shown, reader))


def _recording(_tx: Transaction, _notice: Notice, shown: SessionPicture, reader: Reader) -> Letter | None:
    return Post(attendance.recording(shown, reader)) if shown.session.recording else None


def _host_left(tx: Transaction, notice: Notice) -> Letter | None:
    person = PersonId(notice.lane)
    left = session_pictures.host_left(tx, notice.params["session"], PersonId(notice.params["host"]), person)
    return None if left is None else Post(session_news.host_left(left, people.reader(tx, person)))


LETTERS: Mapping[NoticeKind, Loader] = {
    NoticeKind.SESSION: _announcement,
    NoticeKind.SESSION_NEWS: _to_person(_news),
    NoticeKind.SESSION_REMINDER: _to_person(_reminder),
    NoticeKind.SESSION_FILE: _to_person(_file),
    NoticeKind.SESSION_AFTER: _to_person(_after),
    NoticeKind.SESSION_FEEDBACK: _to_person(_feedback),
    NoticeKind.SESSION_RECORDING: _to_person(_recording),
    NoticeKind.SESSION_HOST_LEFT: _host_left,
}
