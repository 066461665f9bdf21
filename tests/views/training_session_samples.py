"""Samples of what shows training sessions, at their extremes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, TypeAlias

from bot.i18n import Reader
from bot.rules.actions import Action
from bot.rules.training.attendance import COMMENT, Feedback, Opinion
from bot.rules.training.session_pictures import HostLeftPicture, SessionForm, SessionPicture, SessionsPicture
from bot.rules.training.sessions import LINK, MOST_CHOSEN, PLACE, TOPIC, Answer, ForWhom, News, Repeats, Reply
from bot.rules.vocabulary import CategoryKey, PersonId
from bot.views.blocks import Message
from bot.views.training import attendance, session_form, session_news, sessions
from tests.training_sessions import DANA, NOW, session
from tests.views.extremes import ELI, TEXTS, URL, categories, desk, desks, long

Samples: TypeAlias = Iterator[tuple[str, Message | dict[str, Any] | str]]

ID = 2**62
LATER = NOW + timedelta(days=9)
PEOPLE = tuple(PersonId(f"U{number}") for number in range(MOST_CHOSEN))
MAY = frozenset(
    {
        Action.JOIN_SESSION,
        Action.CHANGE_SESSION,
        Action.NOTE_ATTENDANCE,
        Action.SHARE_RECORDING,
        Action.RATE_SESSION,
        Action.READ_SESSION_FEEDBACK,
        Action.SEE_CHOSEN,
    }
)


def pictures() -> Iterator[tuple[str, SessionPicture]]:
    """Nobody has answered, everybody has; ahead, over, cancelled; with everything, and with nothing."""
    for name, text in TEXTS.items():
        plain = session(id=ID, topic=long(text, TOPIC) or "Topic", place=long(text, PLACE), repeats=Repeats.MONTHLY)
        names = {person: long(text, 75) for person in (DANA, ELI, *PEOPLE)}
        bare = SessionPicture(plain, long(text, 75) or "IT", None, (), (), {}, NOW)
        yield f"{name}, nobody", bare
        everything = replace(
            plain, category=CategoryKey("vpn"), capacity=17, for_whom=ForWhom.CHOSEN, chosen=list(PEOPLE), place=URL
        )
        full = replace(
            bare,
            session=everything,
            category=long(text, 75) or "VPN",
            answers=tuple(_answers()),
            names=names,
            url=URL,
            may=MAY,
            reader_id=PEOPLE[0],
            opinion=Opinion(2),
            following=51,
        )
        yield f"{name}, everybody", full
        yield f"{name}, chosen", replace(full, may=MAY - {Action.SEE_CHOSEN})
        yield f"{name}, waits", replace(full, reader_id=PEOPLE[20])
        yield f"{name}, said Maybe", replace(full, reader_id=PEOPLE[40])
        for whom in ForWhom:
            yield f"{name}, for {whom}", replace(full, session=replace(everything, for_whom=whom))
        over = replace(full, now=LATER, session=replace(everything, recording=URL), opinion=Opinion(0))
        yield f"{name}, over", over
        noted = replace(over, session=replace(over.session, attendance_at=LATER), attendees=PEOPLE)
        yield f"{name}, noted", noted
        thought = Opinion(40, 4.5, 3, (long(text, COMMENT),) * 40)
        feedback = Feedback(ID, PEOPLE[0], 5, 1, long(text, COMMENT), LATER)
        yield f"{name}, rated", replace(noted, opinion=thought, feedback=feedback)
        yield f"{name}, cancelled", replace(full, session=replace(everything, cancelled_at=NOW))


def _answers() -> Iterator[Answer]:
    for number, person in enumerate(PEOPLE):
        reply = Reply.YES if number < 35 else Reply.MAYBE if number < 45 else Reply.NO
        yield Answer(ID, person, reply, number < 17, number, NOW)


def _each(view: Callable[[SessionPicture, Reader], Message | dict[str, Any] | str]) -> Callable[[Reader], Samples]:
    return lambda reader: ((name, view(shown, reader)) for name, shown in pictures())


def lists(reader: Reader) -> Samples:
    """/helpdesk sessions"""
    for name, shown in pictures():
        many = (shown,) * 20
        distinct = tuple(replace(one, session=replace(one.session, id=ID + n)) for n, one in enumerate(many))
        others = tuple(replace(one, session=replace(one.session, id=ID + 50 + n)) for n, one in enumerate(many))
        yield name, sessions.listing(SessionsPicture(distinct, others, (desk(),)), reader)
    for name, text in TEXTS.items():
        yield f"{name}, empty", sessions.listing(SessionsPicture((), (), desks(text, 30)), reader)
    yield "nothing to hold", sessions.listing(SessionsPicture((), (), ()), reader)


def forms(reader: Reader) -> Samples:
    """A new session, another wording of one, one without a host."""
    for name, text in TEXTS.items():
        yield f"{name}, new", session_form.form(SessionForm(desk(text), categories(text, 100), DANA), reader)
        yield f"{name}, new, no category", session_form.form(SessionForm(desk(text), (), DANA), reader)
    for name, shown in pictures():
        yield name, session_form.form(SessionForm(desk(), categories("x", 3), DANA, shown), reader)
        yield f"{name}, no host", session_form.form(SessionForm(desk(), (), None, shown), reader)


def news(reader: Reader) -> Samples:
    """By direct message."""
    for name, shown in pictures():
        for what in News:
            by = long(TEXTS[name.partition(",")[0]], 80)
            yield f"{name}, {what}", session_news.news(shown, what, by, reader)
            for place in (long(by, PLACE), URL, ""):
                was = replace(shown.session, place=place, host_id=ELI, minutes=480, starts_at=LATER)
                yield f"{name}, {what}, was at {place}", session_news.news(shown, what, by, reader, was)


def reminders(reader: Reader) -> Samples:
    """A day before, hours, minutes, one of each; and once it has begun."""
    return (
        (f"{name}, {left}", session_news.reminder(replace(shown, now=shown.session.starts_at - left), reader))
        for name, shown in pictures()
        for left in (*(timedelta(hours=n) for n in (24, 3, 1)), *(timedelta(minutes=n) for n in (10, 1, 0)))
    )


def files(reader: Reader) -> Samples:
    """Beside a file, also one that takes it out of a calendar."""
    for name, shown in pictures():
        yield name, session_news.with_file(shown, reader)
        yield f"{name}, out", session_news.with_file(shown, reader, is_out=True)


def hosts_left(reader: Reader) -> Samples:
    """To those who lead the desk."""
    for name, shown in pictures():
        for is_settled in (True, False):
            left = HostLeftPicture(shown, long(TEXTS[name.partition(",")[0]], 80), is_settled)
            yield f"{name}, settled: {is_settled}", session_news.host_left(left, reader)


def recording_forms(reader: Reader) -> Samples:
    """With an address as long as it may be."""
    for name, shown in pictures():
        address = long("https://video.example/" + "a" * LINK, LINK)
        yield name, attendance.recording_form(replace(shown, session=replace(shown.session, recording=address)), reader)


SAMPLES: Mapping[str, Callable[[Reader], Samples]] = {
    "sessions.announcement": _each(sessions.announcement),
    "sessions.waits": lambda reader: iter([("first", sessions.waits(1, reader))]),
    "sessions.listing": lists,
    "sessions.session": _each(sessions.session),
    "sessions.sent": lambda reader: iter([("sent", sessions.sent(reader))]),
    "session_form.form": forms,
    "session_form.cancel_form": _each(session_form.cancel_form),
    "session_news.news": news,
    "session_news.reminder": reminders,
    "session_news.with_file": files,
    "session_news.host_left": hosts_left,
    "attendance.after": _each(attendance.after),
    "attendance.attendance_form": _each(attendance.attendance_form),
    "attendance.recording_form": recording_forms,
    "attendance.recording": _each(
        lambda shown, reader: attendance.recording(
            replace(shown, session=replace(shown.session, recording=URL)), reader
        )
    ),
    "attendance.question": _each(attendance.question),
    "attendance.feedback_form": _each(attendance.feedback_form),
}
ABOUT = "it is about a training session"
WITHOUT_KEY: Mapping[str, str] = {
    "sessions.announcement": ABOUT,
    "sessions.waits": ABOUT,
    "session_news.news": ABOUT,
    "session_news.reminder": ABOUT,
    "session_news.with_file": ABOUT,
    "session_news.host_left": ABOUT,
    "attendance.after": ABOUT,
    "attendance.recording": ABOUT,
    "attendance.question": ABOUT,
}
PARTS = {
    *("session_words.title", "session_words.for_whom", "session_words.places", "session_words.place"),
    *("session_words.names", "session_words.short", "session_words.in_one_line", "session_words.there"),
    "session_news.description",  # plain characters, in a file
}
