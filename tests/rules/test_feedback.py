"""Whom to ask for a rating, and which reactions count."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis.strategies import datetimes, just, sampled_from

from bot.rules import feedback
from bot.rules.feedback import Standing
from bot.rules.feedback_settings import USUAL
from bot.rules.records import RATING_EMOJI, Survey
from bot.rules.vocabulary import CategoryKey, Closure, PersonId, Status, TicketId
from tests.tickets import RAISED_AT as NOW
from tests.tickets import TICKET

ANA, DANA = PersonId("UANA"), PersonId("UDANA")
SOLVED = replace(
    TICKET,
    status=Status.SOLVED,
    assignee_id=DANA,
    first_solved_at=NOW,
    solved_at=NOW,
    times_solved=1,
    solved_by=DANA,
    assignee_at_solving=DANA,
)
SURVEY = Survey(
    id=1,
    ticket_id=TicketId(1),
    cycle=1,
    person_id=ANA,
    assignee_id=DANA,
    scale=list(RATING_EMOJI),
    words=[],
    is_anonymous=False,
    asked_at=NOW,
    expires_at=NOW + timedelta(days=7),
    channel=None,
    ts=None,
    withdrawn_at=None,
)


def test_the_requester_of_a_solved_ticket_is_asked() -> None:
    assert feedback.is_asked(SOLVED, requester_works_here=False)


def test_a_requester_who_says_it_is_solved_is_asked_about_what_an_agent_has_answered() -> None:
    by_them = replace(SOLVED, solved_by=ANA)
    assert feedback.is_asked(replace(by_them, public_replies=1), requester_works_here=False)
    assert not feedback.is_asked(replace(by_them, public_replies=0), requester_works_here=False), (
        "they did it themselves"
    )


def test_a_ticket_without_an_assignee_is_asked_about() -> None:
    assert feedback.is_asked(replace(SOLVED, assignee_id=None, assignee_at_solving=None), requester_works_here=False)


def test_nobody_rates_their_own_work() -> None:
    assert not feedback.is_asked(replace(SOLVED, requester_id=DANA), requester_works_here=False)
    assert not feedback.is_asked(SOLVED, requester_works_here=True), "an agent who asks is no customer to be asked"


def test_a_ticket_that_was_closed_meanwhile_is_asked_about() -> None:
    closed = replace(SOLVED, status=Status.CLOSED, closure=Closure.COMPLETED)
    assert feedback.is_asked(closed, requester_works_here=False)


@pytest.mark.parametrize("closure", [Closure.MERGED, Closure.CANCELLED, Closure.NOT_A_TICKET])
def test_tickets_that_end_without_a_solution_are_not_asked_about(closure: Closure) -> None:
    ended = replace(SOLVED, status=Status.CLOSED, closure=closure)
    assert not feedback.is_asked(ended, requester_works_here=False)


def test_emoji_are_scored_from_one_to_five() -> None:
    assert [feedback.score(emoji, RATING_EMOJI) for emoji in RATING_EMOJI] == [1, 2, 3, 4, 5]
    assert feedback.score("tada", RATING_EMOJI) is None


def test_only_the_person_asked_can_rate() -> None:
    assert feedback.takes_rating(SURVEY, ANA, NOW)
    assert not feedback.takes_rating(SURVEY, DANA, NOW)


def test_a_question_takes_ratings_for_a_week() -> None:
    assert feedback.takes_rating(SURVEY, ANA, NOW + timedelta(days=7) - timedelta(seconds=1))
    assert not feedback.takes_rating(SURVEY, ANA, NOW + timedelta(days=7))


def test_a_withdrawn_question_takes_no_rating() -> None:
    assert not feedback.takes_rating(replace(SURVEY, withdrawn_at=NOW), ANA, NOW)


def test_a_question_is_open_until_it_ends_or_is_withdrawn() -> None:
    last = SURVEY.expires_at - timedelta(microseconds=1)
    assert feedback.standing(SURVEY, last) is Standing.OPEN
    assert feedback.standing(SURVEY, SURVEY.expires_at) is Standing.ENDED
    assert feedback.standing(replace(SURVEY, withdrawn_at=NOW), last) is Standing.WITHDRAWN


@pytest.mark.parametrize(
    ("at", "zone", "asked_at"),
    [
        ("2026-01-05 09:00", "UTC", "2026-01-05 09:00"),  # at once
        ("2026-01-05 07:59", "UTC", "2026-01-05 08:00"),
        ("2026-01-05 19:59", "UTC", "2026-01-05 19:59"),
        ("2026-01-05 20:00", "UTC", "2026-01-06 08:00"),
        ("2026-01-05 09:00", "America/New_York", "2026-01-05 13:00"),  # 04:00 there
        ("2026-01-05 09:00", "Asia/Kathmandu", "2026-01-05 09:00"),  # 14:45
        ("2026-01-05 15:00", "Asia/Kathmandu", "2026-01-06 02:15"),  # 20:45, and 08:00 the next morning
        ("2026-03-28 21:00", "Europe/Madrid", "2026-03-29 06:00"),  # clocks go forward in that night
        ("2026-10-24 21:00", "Europe/Madrid", "2026-10-25 07:00"),  # and back in this one
        ("2026-01-05 03:00", "Mars/Phobos", "2026-01-05 08:00"),  # no such zone: UTC
    ],
)
def test_nobody_is_asked_at_night_where_they_are(at: str, zone: str, asked_at: str) -> None:
    assert feedback.awake(_utc(at), USUAL, zone) == _utc(asked_at)


def test_a_desk_may_ask_around_the_clock() -> None:
    always = replace(USUAL, hours=("00:00", "24:00"))
    for hour in range(24):
        at = NOW.replace(hour=hour, minute=59)
        assert feedback.awake(at, always, "Asia/Tokyo") == at


@pytest.mark.parametrize(
    ("asked_at", "zone", "again_at"),
    [
        ("2026-01-05 09:00", "UTC", "2026-01-06 09:00"),  # Monday
        ("2026-01-09 09:00", "UTC", "2026-01-12 09:00"),  # Friday
        ("2026-01-10 09:00", "UTC", "2026-01-12 09:00"),  # Saturday
        ("2026-01-11 09:00", "UTC", "2026-01-12 09:00"),  # Sunday
        ("2026-01-09 22:30", "Asia/Tokyo", "2026-01-11 23:00"),  # Saturday 07:30 there: Monday at 08:00
        ("2026-03-27 09:00", "Europe/Madrid", "2026-03-30 08:00"),  # 10:00 there on both days
    ],
)
def test_the_reminder_comes_a_working_day_later_at_the_same_time(asked_at: str, zone: str, again_at: str) -> None:
    assert feedback.reminded(_utc(asked_at), USUAL, zone) == _utc(again_at)


@given(
    at=datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2027, 1, 1), timezones=just(UTC)),  # noqa: DTZ001  Hypothesis adds the zone
    zone=sampled_from(["UTC", "Asia/Kathmandu", "America/St_Johns", "Europe/Madrid", "Pacific/Apia"]),
)
def test_whenever_it_is_the_question_comes_by_day_and_soon_and_the_reminder_on_a_weekday(
    at: datetime, zone: str
) -> None:
    asked = feedback.awake(at, USUAL, zone)
    again = feedback.reminded(asked, USUAL, zone)
    here, there = asked.astimezone(ZoneInfo(zone)), again.astimezone(ZoneInfo(zone))
    assert at <= asked <= at + timedelta(hours=13)
    assert "08:00" <= f"{here:%H:%M}" < "20:00"
    assert "08:00" <= f"{there:%H:%M}" < "20:00"
    assert there.weekday() < 5
    assert here.date() < there.date() <= here.date() + timedelta(days=3)


def test_one_in_three_tickets_is_asked_about_and_the_same_one_always() -> None:
    third = replace(USUAL, one_in=3)
    asked = [n for n in range(1, 3001) if feedback.is_sampled(replace(SOLVED, key=f"IT-{n}"), third)]
    assert 900 < len(asked) < 1100
    assert asked == [n for n in range(1, 3001) if feedback.is_sampled(replace(SOLVED, key=f"IT-{n}"), third)]
    assert all(feedback.is_sampled(replace(SOLVED, key=f"IT-{n}"), USUAL) for n in range(1, 100))


def test_a_desk_may_ask_about_some_categories_alone() -> None:
    vpn = replace(USUAL, categories=(CategoryKey("vpn"),))
    assert feedback.is_sampled(replace(SOLVED, category=CategoryKey("vpn")), vpn)
    assert not feedback.is_sampled(replace(SOLVED, category=CategoryKey("hardware")), vpn)
    assert not feedback.is_sampled(replace(SOLVED, category=None), vpn)


def test_nobody_is_asked_again_before_they_had_their_rest() -> None:
    fortnight = replace(USUAL, cool_down_days=14)
    assert feedback.is_rested(None, fortnight, NOW)
    assert not feedback.is_rested(NOW - timedelta(days=14) + timedelta(seconds=1), fortnight, NOW)
    assert feedback.is_rested(NOW - timedelta(days=14), fortnight, NOW)
    assert feedback.is_rested(NOW, USUAL, NOW)


def test_one_to_three_asks_what_went_wrong() -> None:
    assert [feedback.is_low(score) for score in (None, 1, 2, 3, 4, 5)] == [False, True, True, True, False, False]


def _utc(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC)
