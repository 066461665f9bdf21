"""A training session as a file that calendars read (RFC 5545): whoever opens it has it in their own.

Its UID stays as long as the session does, its SEQUENCE rises with every change, and a cancelled one takes itself out
of the calendar again; so does the file for somebody who held it. Of two files of the same state the later DTSTAMP
counts. Times are in UTC, so that no zone has to be described. The library folds lines and escapes text.
"""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from icalendar import Calendar, Event, vCalAddress, vText

from bot.rules.training.sessions import Session, is_link

PRODUCT = "-//Helpdesk//Training sessions//EN"
TYPE = "ics"


@dataclass(frozen=True, slots=True)
class CalendarWords:
    """What a calendar shows besides the session's own words, in the language of whoever opens it."""

    host: str  # their name
    host_url: str  # where the host is in Slack, as no mail address of theirs is known
    description: str


def calendar_file(
    session: Session, words: CalendarWords, workspace_url: str, made_at: datetime, *, is_out: bool = False
) -> bytes:
    """The file: lines of at most 75 octets, which end in CRLF. `is_out`: it takes the session out of a calendar."""
    calendar, is_cancelled = Calendar(), is_out or session.cancelled_at is not None
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "CANCEL" if is_cancelled else "PUBLISH")
    event = Event()
    event.add("uid", uid(session, workspace_url))
    event.add("sequence", session.sequence)
    event.add("dtstamp", made_at)
    event.add("last-modified", session.changed_at)
    event.add("dtstart", session.starts_at)
    event.add("dtend", session.ends_at)
    event.add("summary", session.topic)
    event.add("description", words.description)
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    event.add("organizer", _organizer(words))
    if session.place:
        event.add("location", session.place)
        if is_link(session.place):
            event.add("url", session.place)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def uid(session: Session, workspace_url: str) -> str:
    """What tells a calendar that this is the same session as before."""
    return f"session-{session.id}@{urlsplit(workspace_url).hostname or 'helpdesk'}"


def file_name(session: Session) -> str:
    """A name that tells its session from others, and no machine minds."""
    words = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in session.topic.lower())
    return f"{'-'.join(words.split()[:8]) or 'session'}.{TYPE}"


def _organizer(words: CalendarWords) -> vCalAddress:
    organizer = vCalAddress(words.host_url)
    organizer.params["CN"] = vText(words.host)
    return organizer
