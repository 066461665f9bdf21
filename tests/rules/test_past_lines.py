"""What a line of a file of tickets may say, and what is said of what it may not."""

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.intake import subject
from bot.rules.past import NO_HOURS, Event, Kind, Told, identity
from bot.rules.past_lines import CHANGE, FIELDS, LINES, read, written
from bot.rules.vocabulary import Closure, Intake, PersonId, Priority, Speaker, Status
from tests.pasts import NINE, at, event, line, told, wrong

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
PEOPLE = st.from_regex(r"U[A-Z0-9]{1,8}", fullmatch=True).map(PersonId)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "by": PEOPLE,
    "why": TEXTS,
    "text": TEXTS,
    "was": TEXTS,
    "score": st.integers(1, 5),
    "said_at": st.none() | st.just(NINE),
    "speaker": st.sampled_from(Speaker),
    "closure": st.sampled_from(Closure),
    "edited_at": st.none() | st.datetimes().map(lambda _: NINE),
    "deleted_at": st.none() | st.just(NINE + timedelta(microseconds=1)),
    "is_delivered": st.booleans(),
    "is_anonymous": st.booleans(),
}
TO: dict[str, st.SearchStrategy[Any]] = {
    Kind.STATUS: st.sampled_from(Status).map(str),
    Kind.ASSIGNED: st.none() | PEOPLE,
    Kind.PRIORITY: st.sampled_from(Priority).map(str),
    Kind.CATEGORY: st.none() | st.sampled_from(["vpn", "hardware"]),
    Kind.MOVED: st.sampled_from(["IT", "HR"]),
}
ATTRIBUTES = {"from": "was", "delivered": "is_delivered", "anonymous": "is_anonymous"}


@st.composite
def later_events(draw: st.DrawFn) -> Event:
    """Any event but the creation, with any of its fields."""
    kind = draw(st.sampled_from(sorted({*FIELDS, *LINES} - {Kind.CREATED})))
    given_: dict[str, Any] = {}
    for name in FIELDS.get(kind, CHANGE):
        attribute = ATTRIBUTES.get(name, name)
        if name == "to":
            given_["to"] = draw(TO.get(kind, TEXTS.map(lambda text: text or None)))
        elif attribute in VALUES:
            given_[attribute] = draw(VALUES[attribute])
    if kind == Kind.MERGED:
        given_ |= draw(st.sampled_from([{"into": "old-1", "was": ""}, {"into": "", "was": "old-1"}]))
    if kind == Kind.BOT_MESSAGE:
        given_["by"] = None
    return Event(at=NINE + draw(st.timedeltas(timedelta(0), timedelta(days=9))), kind=kind, **given_)


@st.composite
def tickets(draw: st.DrawFn) -> Told:
    """Any ticket."""
    requester = draw(PEOPLE)
    opener = draw(st.just(requester) | PEOPLE)
    created = Event(
        at=NINE,
        kind=Kind.CREATED,
        by=opener,
        is_staffs=draw(st.booleans()) and opener != requester,
        has_opening=draw(st.booleans()),
    )
    later = sorted(draw(st.lists(later_events(), max_size=4)), key=lambda one: one.at)
    return Told(
        line=1,
        key=draw(st.sampled_from(["old-1017", "IT-1", "Zendesk 42"])),
        desk="IT",
        requester=requester,
        subject=draw(TEXTS.map(subject).filter(bool)),
        description=draw(TEXTS),
        category=draw(st.none() | st.just("vpn")),
        priority=draw(st.sampled_from(Priority)),
        intake=draw(st.sampled_from(Intake)),
        is_private=draw(st.booleans()),
        schedule=draw(st.sampled_from([None, NO_HOURS, {"timezone": "UTC", "weekly": {"mon": [["09:00", "24:00"]]}}])),
        is_complete=draw(st.booleans()),
        events=(created, *later),
    )


@given(tickets())
def test_what_is_written_is_read_as_it_was(ticket: Told) -> None:
    assert read(1, written(ticket)) == ticket


def test_a_line_as_the_handbook_shows_it() -> None:
    ticket = told(
        event(0, "created", by="agent:U2", on_behalf_of="UANA", status="open"),
        event(47, "agent_public_reply", by="U2"),
        event(50, "assigned", to=None),
        event(60, "rated", score=4),
    )
    assert [(one.kind, one.by, one.to) for one in ticket.events] == [
        ("created", "U2", None),
        ("status", "U2", "open"),
        ("agent_public_reply", "U2", None),
        ("assigned", None, None),
        ("rated", "UANA", None),
    ]
    assert ticket.events[0].is_staffs
    assert (ticket.intake, ticket.description, ticket.schedule) == (Intake.IMPORT, "No ink", None)


def test_times_of_any_zone_are_the_same_instants() -> None:
    assert told(event(0, "created") | {"at": "2026-03-02T10:00:00+01:00"}).events[0].at == NINE


def test_an_agent_who_asks_for_themselves_is_a_requester() -> None:
    assert not told(event(0, "created", by="agent:UANA")).events[0].is_staffs


def test_keys_that_are_numbers_are_one_in_capitals_and_small_letters() -> None:
    assert identity("old-1017") == identity("OLD-1017")
    assert identity("a b") != identity("A B")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{", "this is no JSON: Expecting property name enclosed in double quotes."),
        ("[]", "each line is one ticket: an object with key, desk, requester and events."),
        ("[" * 10_000, "this is no JSON: it cannot be understood."),
        (line(colour="red"), "colour: there is no such field."),
        (line(key=""), "key: \"\" can't be a ticket's key: 1 to 100 characters that can be seen."),
        (line(key="a\nb"), "key: \"a\\nb\" can't be a ticket's key: 1 to 100 characters that can be seen."),
        (line(requester="ana"), 'requester: "ana" is no person\'s id in Slack (U…).'),
        (line(priority="asap"), 'priority: "asap" is none of urgent, high, normal, low.'),
        (line(desk=7), "desk: 7 is no text."),
        (line(events=[]), "events: this should be a list of what happened; the first is its creation."),
        (line(schedule={"timezone": "Mars"}), "schedule: weekly: it is never open, so nothing would ever be due."),
        (line(event(1, "exploded")), 'event 2: type: nothing that happens is called "exploded" here.'),
        (line(event(1, "status")), "event 2: to: “status” needs it."),
        (
            line(event(1, "status", to="lost")),
            'event 2: to: "lost" is none of new, open, pending, on_hold, solved, closed.',
        ),
        (line(event(1, "rated", score=6)), "event 2: score: 6 is no score: 1 (worst) to 5."),
        (line(event(1, "rated", score=0)), "event 2: score: 0 is no score: 1 (worst) to 5."),
        (line(requester="UANA!"), 'requester: "UANA!" is no person\'s id in Slack (U…).'),
        (line(key="a\u200b"), "key: \"a\u200b\" can't be a ticket's key: 1 to 100 characters that can be seen."),
        (
            line(event(0, "created") | {"at": "1969-12-31T23:59:59Z"}),
            'event 1: at: "1969-12-31T23:59:59Z" is before 1970.',
        ),
        (line(event(1, "rated", score=True)), "event 2: score: true is no score: 1 (worst) to 5."),
        (line(event(1, "bot_message", score=3)), "event 2: score: “bot_message” has no such field."),
        (line(event(1, "agent_public_reply")), "event 2: by: it is not said whose “agent_public_reply” it is."),
        (line(event(1, "bot_message"), event(2, "created")), "event 3: it is created twice."),
        (line(events=[event(1, "bot_message")]), "event 1: a ticket begins with its creation, not with “bot_message”."),
        (line(event(-1, "bot_message")), f"event 2: at: {at(-1)} is before what is told before it, {at(0)}."),
        (line(event(1, "merged")), "event 2: it says either what it was merged into, or from what it took over."),
        (
            line(event(1, "bot_message") | {"at": "2026-03-02T09:00:00"}),
            'event 2: at: "2026-03-02T09:00:00" does not say in which time zone. Write 2026-03-02T09:00:00Z.',
        ),
        (
            line(event(1, "bot_message") | {"at": "yesterday"}),
            'event 2: at: "yesterday" is no time. Write 2026-03-02T09:00:00Z.',
        ),
        (
            line(event(0, "created", by="agent:U2", on_behalf_of="UBEN")),
            "event 1: on_behalf_of: the requester is UANA, not UBEN.",
        ),
    ],
)
def test_what_makes_no_sense_is_said_with_its_place(written: str, said: str) -> None:
    assert wrong(written) == [said]


def test_everything_that_is_wrong_with_a_line_is_said_at_once() -> None:
    assert len(wrong(line(event(1, "exploded"), event(2, "rated", score=9), priority="asap", key=""))) == 4


def test_characters_that_no_database_takes_are_replaced() -> None:
    written = json.dumps(json.loads(line(subject="a\x00b")))
    ticket = read(1, written)
    assert isinstance(ticket, Told)
    assert "\x00" not in ticket.description
