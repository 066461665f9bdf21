"""A training session as a file for calendars."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from bot.rules.training.calendar_file import CalendarWords, calendar_file, file_name
from bot.rules.training.sessions import Session
from tests.training_sessions import NOW, session

ACME = "https://acme.slack.com/"
WORDS = CalendarWords("Dana Vogt", "https://acme.slack.com/team/UDANA", "Training of IT help, held by Dana Vogt.")
readable = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=300)


def event(of: Session, words: CalendarWords = WORDS) -> dict[str, object]:
    return Calendar.from_ical(calendar_file(of, words, ACME, NOW)).walk("VEVENT")[0]


@given(readable, readable, readable)
def test_a_parser_reads_what_people_wrote(topic: str, place: str, name: str):
    content = calendar_file(session(topic=topic, place=place), CalendarWords(name, WORDS.host_url, place), ACME, NOW)
    lines = content.split(b"\r\n")
    assert lines.pop() == b""
    assert all(b"\r" not in line and b"\n" not in line and len(line) <= 75 for line in lines)
    calendar = Calendar.from_ical(content)
    (read,) = calendar.walk("VEVENT")
    assert (str(read["SUMMARY"]), str(read["LOCATION"]), str(read["DESCRIPTION"])) == (topic, place, place)


def test_what_a_calendar_needs_is_there():
    made = session(starts_at=datetime(2026, 10, 25, 0, 30, tzinfo=UTC), minutes=45)
    content = calendar_file(made, WORDS, ACME, NOW)
    for line in (b"VERSION:2.0", b"METHOD:PUBLISH", b"DTSTART:20261025T003000Z", b"DTEND:20261025T011500Z"):
        assert line in content.split(b"\r\n")
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert content.endswith(b"END:VCALENDAR\r\n")
    read = event(made)
    assert read["UID"] == "session-1@acme.slack.com"
    assert (read["STATUS"], str(read["ORGANIZER"])) == ("CONFIRMED", "https://acme.slack.com/team/UDANA")


def test_a_moved_session_is_the_same_to_calendars_and_newer():
    first = session()
    second = session(starts_at=first.starts_at + timedelta(days=1), sequence=1)
    assert event(first)["UID"] == event(second)["UID"]
    assert event(second)["SEQUENCE"] == 1


def test_a_cancelled_session_is_taken_out():
    content = calendar_file(session(cancelled_at=session().made_at, sequence=1), WORDS, ACME, NOW)
    calendar = Calendar.from_ical(content)
    assert calendar["METHOD"] == "CANCEL"
    assert calendar.walk("VEVENT")[0]["STATUS"] == "CANCELLED"


def test_whoever_holds_it_no_more_takes_it_out_though_it_takes_place():
    later = NOW + timedelta(days=1)
    content = calendar_file(session(sequence=1), WORDS, ACME, later, is_out=True)
    assert b"DTSTAMP:20260106T090000Z" in content.split(b"\r\n"), "when the file was made"
    calendar = Calendar.from_ical(content)
    assert calendar["METHOD"] == "CANCEL"
    assert calendar.walk("VEVENT")[0]["STATUS"] == "CANCELLED"


def test_only_an_address_is_one_to_open():
    assert "URL" not in event(session(place="Room 3"))
    assert "LOCATION" not in event(session(place=""))
    assert event(session(place="https://meet.example/1"))["URL"] == "https://meet.example/1"


def test_the_name_of_the_file_is_one_that_no_machine_minds():
    assert file_name(session(topic='VPN: what / to "ask" first')) == "vpn-what-to-ask-first.ics"
    assert file_name(session(topic="日本語")) == "session.ics"
