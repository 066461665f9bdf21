"""What is counted of a ticket: worked examples, each with its reasoning, in calendar time and in business time.

The desk works from 9 to 17 in UTC, from Monday to Friday; 5 January 2026 is a Monday. Every ticket is raised at 9:00.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Self

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.business_time import Schedule
from bot.rules.facts import Facts, Length, Life, Spoken, facts
from bot.rules.happenings import Happening
from bot.rules.records import HistoryEntry
from bot.rules.vocabulary import Closure, PersonId, Speaker, Status, Visibility
from tests.tickets import RAISED_AT, TICKET

OFFICE = Schedule.parse(
    {"timezone": "UTC", "weekly": {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}}
)
ANA, DANA, ELI = PersonId("UANA"), PersonId("UDANA"), PersonId("UELI")
MINUTE, HOUR, DAY = 60, 3600, 24 * 3600
NONE = Length(0, 0)


def at(hour: int, minute: int = 0, *, day: int = 5) -> datetime:
    return datetime(2026, 1, day, hour, minute, tzinfo=UTC)


@dataclass
class Told:
    """A ticket's life, told line by line."""

    raised_at: datetime = RAISED_AT
    by: PersonId = ANA
    hours: Schedule | None = OFFICE
    steps: list[HistoryEntry] = field(default_factory=list)
    said: list[Spoken] = field(default_factory=list)
    status: Status = Status.NEW

    def speaks(self, speaker: Speaker, when: datetime, visibility: Visibility = Visibility.PUBLIC) -> Self:
        self.said.append(Spoken(when, speaker, visibility))
        return self

    def answers(self, when: datetime) -> Self:
        """An agent, in public; the first answer opens a new ticket."""
        self.speaks(Speaker.AGENT, when)
        return self.becomes(Status.OPEN, when) if self.status is Status.NEW else self

    def asks(self, when: datetime) -> Self:
        """The requester writes; what waited for them, or was solved, is open again."""
        self.speaks(Speaker.REQUESTER, when)
        return self.becomes(Status.OPEN, when) if self.status in (Status.PENDING, Status.SOLVED) else self

    def becomes(self, status: Status, when: datetime, by: PersonId | None = DANA) -> Self:
        is_reopening = self.status is Status.SOLVED and status is Status.OPEN
        what = Happening.REOPENED if is_reopening else Happening.STATUS_CHANGED
        self.status = status
        return self.happens(what, when, after=status, by=by)

    def happens(self, what: Happening, when: datetime, *, after: str = "", by: PersonId | None = DANA) -> Self:
        self.steps.append(HistoryEntry(len(self.steps), TICKET.id, when, by, what, "", after, ""))
        return self

    def until(self, now: datetime, closure: Closure | None = None) -> Facts:
        solved = [entry.at for entry in self.steps if entry.after == Status.SOLVED]
        is_solved = self.status in (Status.SOLVED, Status.CLOSED) and solved
        ticket = replace(
            TICKET,
            created_at=self.raised_at,
            opened_by=self.by,
            status=self.status,
            solved_at=solved[-1] if is_solved else None,
            closure=closure,
        )
        return facts(Life(ticket, self.steps, self.said, self.hours, now))


# First response


def test_before_anybody_answers_there_is_no_number():
    assert Told().until(at(12)).first_response is None


def test_an_agents_public_message_is_the_first_response():
    assert Told().answers(at(9, 47)).until(at(12)).first_response == Length(47 * MINUTE, 47 * MINUTE)


def test_only_the_first_of_several_counts():
    assert Told().answers(at(10)).answers(at(11)).until(at(12)).first_response == Length(HOUR, HOUR)


@pytest.mark.parametrize(
    ("speaker", "visibility"),
    [
        (Speaker.AGENT, Visibility.INTERNAL),  # a note: the requester does not read it
        (Speaker.OTHER, Visibility.PUBLIC),  # a colleague of the requester, or a program
        (Speaker.REQUESTER, Visibility.PUBLIC),  # also an agent who is the requester: a customer on that ticket
    ],
)
def test_nobody_elses_words_are_a_response(speaker, visibility):
    counted = Told().speaks(speaker, at(9, 5), visibility).until(at(12))
    assert (counted.first_response, counted.public_replies) == (None, 0)


def test_neither_an_assignment_nor_a_status_is_a_response():
    told = Told().happens(Happening.CLAIMED, at(9, 1), after=DANA).becomes(Status.OPEN, at(9, 2))
    assert told.until(at(12)).first_response is None


def test_an_answer_at_night_counts_the_evening_in_calendar_time_only():
    """17:00 is 8 h after 9:00; until 23:00 pass 6 h more, in which the desk is closed."""
    assert Told().answers(at(23)).until(at(23, 30)).first_response == Length(14 * HOUR, 8 * HOUR)


def test_a_weekend_ticket_answered_on_the_weekend_has_no_business_second_and_is_not_null():
    """Saturday the 10th, from 9:00 to 11:30."""
    counted = Told(raised_at=at(9, day=10)).answers(at(11, 30, day=10)).until(at(12, day=10))
    assert counted.first_response == Length(150 * MINUTE, 0)


def test_from_friday_to_monday_the_weekend_is_left_out():
    """Friday the 9th, 16:00, to Monday the 12th, 10:00: 66 h, of which Friday's last and Monday's first are open."""
    counted = Told(raised_at=at(16, day=9)).answers(at(10, day=12)).until(at(11, day=12))
    assert counted.first_response == Length(66 * HOUR, 2 * HOUR)


def test_without_hours_of_the_desk_there_is_calendar_time_alone():
    assert Told(hours=None).answers(at(10)).until(at(12)).first_response == Length(HOUR, None)


def test_the_text_that_staff_opened_a_ticket_with_is_no_response_but_their_next_message_is():
    told = Told(by=DANA)
    told.said.append(Spoken(at(9), Speaker.AGENT, Visibility.PUBLIC, is_opening=True))
    assert told.until(at(12)).first_response is None
    assert told.answers(at(9, 30)).until(at(12)).first_response == Length(30 * MINUTE, 30 * MINUTE)


# Next response


def test_who_has_not_been_answered_at_all_waits_for_the_first_response_whatever_they_add():
    assert Told().asks(at(9, 10)).asks(at(9, 20)).answers(at(10)).until(at(12)).next_responses == ()


def test_a_question_after_the_first_answer_begins_a_wait():
    counted = Told().answers(at(9, 10)).asks(at(10)).answers(at(10, 25)).until(at(12))
    assert counted.next_responses == (Length(25 * MINUTE, 25 * MINUTE),)


def test_repeated_messages_do_not_move_it():
    """Asked at 10:00, 10:20 and 10:40, answered at 11:00: the oldest unanswered one counts."""
    counted = Told().answers(at(9, 10)).asks(at(10)).asks(at(10, 20)).asks(at(10, 40)).answers(at(11)).until(at(12))
    assert counted.next_responses == (Length(HOUR, HOUR),)


def test_each_wait_is_one_number_and_the_one_that_lasts_is_null():
    told = Told().answers(at(9, 10)).asks(at(10)).answers(at(10, 5)).asks(at(11)).answers(at(11, 30)).asks(at(11, 45))
    assert told.until(at(12)).next_responses == (Length(5 * MINUTE, 5 * MINUTE), Length(1800, 1800), None)


def test_a_note_does_not_end_a_wait():
    told = Told().answers(at(9, 10)).asks(at(10)).speaks(Speaker.AGENT, at(10, 5), Visibility.INTERNAL)
    assert told.until(at(12)).next_responses == (None,)


def test_solving_ends_a_wait_without_an_answer():
    counted = Told().answers(at(9, 10)).asks(at(10)).becomes(Status.SOLVED, at(10, 30)).until(at(12))
    assert counted.next_responses == (None,)


def test_thanks_for_a_solution_waits_for_nothing():
    """It leaves the ticket solved: the requester's words alone are not looked at here."""
    told = Told().answers(at(9, 10)).becomes(Status.SOLVED, at(9, 20)).speaks(Speaker.REQUESTER, at(9, 30))
    assert told.until(at(12)).next_responses == ()


def test_a_message_that_reopens_waits_for_an_answer():
    counted = Told().answers(at(9, 10)).becomes(Status.SOLVED, at(9, 20)).asks(at(10)).answers(at(11)).until(at(12))
    assert counted.next_responses == (Length(HOUR, HOUR),)


def test_still_broken_waits_for_an_answer_as_words_do():
    told = Told().answers(at(9, 10)).becomes(Status.SOLVED, at(9, 20)).becomes(Status.OPEN, at(10), by=ANA)
    assert told.answers(at(10, 15)).until(at(12)).next_responses == (Length(900, 900),)


def test_an_agent_who_reopens_waits_for_nobody():
    told = Told().answers(at(9, 10)).becomes(Status.SOLVED, at(9, 20)).becomes(Status.OPEN, at(10))
    assert told.answers(at(10, 15)).until(at(12)).next_responses == ()


def test_on_a_ticket_that_staff_opened_the_requesters_first_words_begin_a_wait():
    told = Told(by=DANA)
    told.said.append(Spoken(at(9), Speaker.AGENT, Visibility.PUBLIC, is_opening=True))
    assert told.asks(at(10)).answers(at(10, 20)).until(at(12)).next_responses == (Length(1200, 1200),)


# Resolution


def test_an_unsolved_ticket_has_no_resolution():
    counted = Told().answers(at(10)).until(at(12))
    assert (counted.first_resolution, counted.full_resolution) == (None, None)
    assert (counted.one_touch, counted.first_contact_resolution) == (None, None)


def test_solved_once_both_resolutions_are_the_same():
    counted = Told().answers(at(10)).becomes(Status.SOLVED, at(11)).until(at(12))
    assert counted.first_resolution == counted.full_resolution == Length(2 * HOUR, 2 * HOUR)


def test_while_it_is_reopened_the_full_resolution_is_null_and_the_first_stays():
    counted = Told().answers(at(10)).becomes(Status.SOLVED, at(11)).asks(at(12)).until(at(13))
    assert (counted.first_resolution, counted.full_resolution) == (Length(2 * HOUR, 2 * HOUR), None)


def test_solved_again_the_last_time_is_the_full_resolution_and_it_counts_one_reopening():
    """Solved on Monday at 11:00, again on Tuesday at 10:00: 25 h, of which 8 h of Monday and one of Tuesday."""
    told = Told().answers(at(10)).becomes(Status.SOLVED, at(11)).asks(at(12)).becomes(Status.SOLVED, at(10, day=6))
    counted = told.until(at(11, day=6))
    assert counted.first_resolution == Length(2 * HOUR, 2 * HOUR)
    assert counted.full_resolution == Length(25 * HOUR, 9 * HOUR)
    assert counted.reopens == 1


def test_closing_later_changes_no_resolution():
    counted = Told().answers(at(10)).becomes(Status.SOLVED, at(11)).becomes(Status.CLOSED, at(11, day=9), None)
    assert counted.until(at(12, day=9), Closure.COMPLETED).full_resolution == Length(2 * HOUR, 2 * HOUR)


def test_without_a_word_to_the_requester_it_is_solved_all_the_same():
    counted = Told().becomes(Status.SOLVED, at(9, 30)).until(at(12))
    assert counted.first_response is None
    assert counted.full_resolution == Length(1800, 1800)
    assert counted.one_touch is False


# One touch, first contact


def test_exactly_one_public_message_is_one_touch_and_first_contact():
    counted = Told().answers(at(10)).becomes(Status.SOLVED, at(10, 5)).until(at(12))
    assert (counted.one_touch, counted.first_contact_resolution) == (True, True)


def test_two_public_messages_are_not():
    counted = Told().answers(at(10)).answers(at(10, 2)).becomes(Status.SOLVED, at(10, 5)).until(at(12))
    assert (counted.one_touch, counted.first_contact_resolution) == (False, False)


def test_notes_are_no_touch():
    told = Told().answers(at(10)).speaks(Speaker.AGENT, at(10, 1), Visibility.INTERNAL)
    assert told.becomes(Status.SOLVED, at(10, 5)).until(at(12)).one_touch is True


def test_an_escalation_is_one_touch_at_most_and_no_first_contact():
    told = Told().happens(Happening.ESCALATED, at(9, 30), after="2").answers(at(10)).becomes(Status.SOLVED, at(10, 5))
    counted = told.until(at(12))
    assert (counted.one_touch, counted.first_contact_resolution, counted.escalations) == (True, False, 1)


def test_what_was_reopened_is_no_first_contact():
    told = Told().answers(at(10)).becomes(Status.SOLVED, at(10, 5)).becomes(Status.OPEN, at(11))
    counted = told.becomes(Status.SOLVED, at(11, 5)).until(at(12))
    assert (counted.one_touch, counted.first_contact_resolution) == (True, False)


# Where the time went


def test_the_time_goes_to_whom_it_was_waited_for():
    """New 9:00-9:30, open to 10:00, pending to 12:00, open to 12:30, on hold to 15:00, open to 16:00, then solved."""
    told = Told().answers(at(9, 30)).becomes(Status.PENDING, at(10)).asks(at(12)).becomes(Status.ON_HOLD, at(12, 30))
    counted = told.becomes(Status.OPEN, at(15)).becomes(Status.SOLVED, at(16)).until(at(20))
    assert counted.agent_work == Length(2 * HOUR + 1800, 2 * HOUR + 1800)  # 1/2 + 1/2 + 1/2 + 1
    assert counted.agent_wait == Length(2 * HOUR, 2 * HOUR)
    assert counted.on_hold == Length(2 * HOUR + 1800, 2 * HOUR + 1800)
    assert counted.requester_wait == Length(5 * HOUR, 5 * HOUR)


def test_of_an_unsolved_ticket_it_is_counted_until_now():
    counted = Told().answers(at(10)).until(at(9, day=6))
    assert counted.requester_wait == Length(DAY, 8 * HOUR)
    assert counted.agent_wait == counted.on_hold == NONE


def test_a_solved_ticket_waits_for_nobody_and_goes_on_where_it_was_when_it_is_reopened():
    """Open 9-10 and 12-13; solved in between."""
    told = Told().answers(at(9)).becomes(Status.SOLVED, at(10)).asks(at(12)).becomes(Status.SOLVED, at(13))
    assert told.until(at(16)).requester_wait == Length(2 * HOUR, 2 * HOUR)


def test_a_pause_over_night_is_short_in_business_time():
    """Pending from 16:00 to 10:00 the next day: 18 h, of which one of Monday and one of Tuesday."""
    told = Told().answers(at(10)).becomes(Status.PENDING, at(16)).asks(at(10, day=6))
    assert told.until(at(10, day=6)).agent_wait == Length(18 * HOUR, 2 * HOUR)


# Hands and tiers


def test_a_reassignment_is_from_one_person_to_another_also_by_way_of_the_queue():
    told = Told().happens(Happening.CLAIMED, at(9, 1), after=DANA).happens(Happening.UNASSIGNED, at(9, 2))
    assert told.until(at(12)).reassignments == 0
    assert told.happens(Happening.CLAIMED, at(9, 3), after=DANA).until(at(12)).reassignments == 0
    assert told.happens(Happening.ASSIGNED, at(9, 4), after=ELI).until(at(12)).reassignments == 1


def test_the_tier_is_the_highest_that_took_it_over():
    told = Told().happens(Happening.ESCALATED, at(10), after="2").happens(Happening.ESCALATED, at(11), after="3")
    assert told.until(at(12)).tier == 1, "nobody acknowledged yet"
    told.happens(Happening.ACKNOWLEDGED, at(11, 5), after="3").happens(Happening.HANDED_BACK, at(11, 30), after=DANA)
    counted = told.until(at(12))
    assert (counted.tier, counted.escalations, counted.hand_backs) == (3, 2, 1)


@pytest.mark.parametrize("closure", [Closure.MERGED, Closure.CANCELLED, Closure.NOT_A_TICKET])
def test_what_was_merged_cancelled_or_taken_back_leaves_every_number(closure):
    assert not Told().becomes(Status.CLOSED, at(10)).until(at(12), closure).is_counted


STATUSES = st.sampled_from([Status.OPEN, Status.PENDING, Status.ON_HOLD, Status.SOLVED])


@given(st.lists(st.tuples(st.integers(1, 600), STATUSES), max_size=8), st.integers(0, 600))
def test_every_second_of_an_unsolved_life_goes_to_one_of_three(steps: Sequence[tuple[int, Status]], rest: int):
    told, now = Told(), RAISED_AT.timestamp()
    for minutes, status in steps:
        now += minutes * MINUTE
        told.becomes(status, datetime.fromtimestamp(now, UTC))
    counted = told.until(datetime.fromtimestamp(now + rest * MINUTE, UTC))
    parts = counted.agent_work.calendar + counted.agent_wait.calendar + counted.on_hold.calendar
    lengths = [*(minutes for minutes, _ in steps[1:]), rest]
    solved = sum(
        minutes * MINUTE for (_, status), minutes in zip(steps, lengths, strict=False) if status is Status.SOLVED
    )
    assert parts + solved == now + rest * MINUTE - RAISED_AT.timestamp()
    assert counted.requester_wait.calendar == counted.agent_work.calendar + counted.on_hold.calendar
