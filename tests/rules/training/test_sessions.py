"""Training sessions: places, the waiting list, whom they are for, when people are reminded, what is an address."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.actions import Role
from bot.rules.records import Member
from bot.rules.refusals import NotAFutureTime
from bot.rules.training import sessions
from bot.rules.training.refusals import NotALink
from bot.rules.training.sessions import Answer, Early, ForWhom, Reply, Wording
from bot.rules.vocabulary import DeskId, PersonId
from tests.training_sessions import NOW, session

DANA, ELI, LEA = (PersonId(one) for one in ("UDANA", "UELI", "ULEA"))
MEMBERS = [
    Member(DeskId("IT"), DANA, Role.AGENT),
    Member(DeskId("IT"), ELI, Role.AGENT),
    Member(DeskId("IT"), LEA, Role.LEAD),
]


def answer(turn: int, reply: Reply, *, has_place: bool = False) -> Answer:
    return Answer(1, PersonId(f"U{turn}"), reply, has_place, turn, NOW)


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from(list(Reply))), max_size=40), st.integers(1, 3))
def test_places_are_never_more_than_there_are_and_nobody_waits_beside_a_free_one(
    clicks: list[tuple[int, Reply]], capacity: int
):
    """As the verb answers, click by click: six people change their minds as they like."""
    known: dict[PersonId, Answer] = {}
    for turn, (who, reply) in enumerate(clicks):
        person = PersonId(f"U{who}")
        if person in known and known[person].reply is reply:
            continue
        queue = [one.person_id for one in sessions.waiting(list(known.values())) if one.person_id != person]
        others = [one for one in known.values() if one.person_id != person]
        has_place = reply is Reply.YES and sessions.is_free(capacity, others)
        known[person] = Answer(1, person, reply, has_place, turn, NOW)
        lucky = sessions.move_up(capacity, list(known.values()))
        assert [one.person_id for one in lucky] == queue[: len(lucky)], "in the order in which they came"
        for one in lucky:
            known[one.person_id] = replace(one, has_place=True)
        everybody = list(known.values())
        assert len(sessions.seated(everybody)) <= capacity
        assert not (sessions.waiting(everybody) and len(sessions.seated(everybody)) < capacity)
        assert all(one.reply is Reply.YES for one in sessions.seated(everybody))


def test_without_a_number_there_is_always_a_place():
    assert sessions.is_free(None, [answer(n, Reply.YES, has_place=True) for n in range(100)])
    assert len(sessions.move_up(None, [answer(n, Reply.YES) for n in range(3)])) == 3


@pytest.mark.parametrize(
    ("for_whom", "expected"),
    [
        (ForWhom.DESK, {ELI, LEA}),
        (ForWhom.AGENTS, {ELI}),
        (ForWhom.LEADS, {LEA}),
        (ForWhom.CATEGORY, {ELI}),
        (ForWhom.CHOSEN, {LEA}),
    ],
)
def test_whom_it_is_for(for_whom: ForWhom, expected: set[PersonId]):
    shown = session(for_whom=for_whom, chosen=[LEA, PersonId("UANA")])
    assert sessions.invited(shown, MEMBERS, knowing=[ELI, DANA, PersonId("UHANA")]) == expected


def test_reminders_are_a_day_and_ten_minutes_before_and_not_in_the_past():
    due = dict(sessions.reminders(session(), NOW))
    assert due == {Early.DAY: NOW + timedelta(days=2), Early.MINUTES: NOW + timedelta(days=3, minutes=-10)}
    assert [early for early, _ in sessions.reminders(session(starts_at=NOW + timedelta(days=1)), NOW)] == [
        Early.MINUTES
    ]
    assert list(sessions.reminders(session(starts_at=NOW + timedelta(minutes=10)), NOW)) == []


@pytest.mark.parametrize(
    ("early", "before", "still"),
    [
        (Early.DAY, timedelta(hours=20), True),
        (Early.DAY, timedelta(minutes=10), False),
        (Early.MINUTES, timedelta(minutes=10), True),
        (Early.MINUTES, timedelta(seconds=1), True),
        (Early.MINUTES, timedelta(0), False),
    ],
)
def test_a_late_reminder_speaks_as_long_as_it_says_something(early: Early, before: timedelta, *, still: bool):
    assert sessions.still_reminds(session(), early, session().starts_at - before) is still
    assert not sessions.still_reminds(session(cancelled_at=NOW), early, session().starts_at - before)


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (timedelta(hours=24), timedelta(hours=24)),
        (timedelta(hours=23, minutes=40), timedelta(hours=24)),
        (timedelta(hours=3, minutes=29), timedelta(hours=3)),
        (timedelta(minutes=59, seconds=50), timedelta(hours=1)),
        (timedelta(minutes=9, seconds=55), timedelta(minutes=10)),
        (timedelta(seconds=1), timedelta(minutes=1)),
    ],
)
def test_how_long_it_is_until_it_begins_is_said_by_the_hour_and_at_last_by_the_minute(left: timedelta, said: timedelta):
    made = session()
    assert sessions.time_left(made, made.starts_at - left) == said


@pytest.mark.parametrize("place", ["", "Room 3", "Room: 3", "10:30, upstairs", "https://a.example/b?c=d#e"])
def test_what_can_be_a_place(place: str):
    assert sessions.place_of(place) == place


@pytest.mark.parametrize("place", ["javascript:alert(1)", "slack://huddle", "FTP://a.example", "https://", "tel:+4930"])
def test_an_address_that_is_none_of_the_web_is_refused(place: str):
    with pytest.raises(NotALink):
        sessions.place_of(place)


@pytest.mark.parametrize(
    ("day", "at"),
    [(date(2026, 1, 4), time(10)), (date(2026, 1, 5), time(10)), (date(2027, 1, 7), time(10)), (date.max, time.max)],
)
def test_a_session_in_the_past_or_too_far_away_is_refused(day: date, at: time):
    wanted = Wording("VPN", None, DANA, day, at, 45, "", None)
    with pytest.raises(NotAFutureTime):
        sessions.begins(wanted, "Europe/Berlin", NOW, sessions.FURTHEST)


def test_it_begins_by_the_clocks_of_the_zone():
    wanted = Wording("VPN", None, DANA, date(2026, 1, 5), time(10, 1), 45, "", None)
    assert sessions.begins(wanted, "Europe/Berlin", NOW, sessions.FURTHEST) == NOW + timedelta(minutes=1)
    assert sessions.begins(wanted, "America/New_York", NOW, sessions.FURTHEST) == NOW + timedelta(hours=6, minutes=1)


def test_what_matters_to_those_who_answered():
    before = session()
    assert not sessions.is_moved(before, session(topic="VPNs", capacity=3))
    assert sessions.in_calendars(before) != sessions.in_calendars(session(topic="VPNs"))
    for changed in (session(minutes=60), session(place="Room 4"), session(host_id=ELI), session(starts_at=NOW)):
        assert sessions.is_moved(before, changed)
