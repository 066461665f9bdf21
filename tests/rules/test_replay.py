"""What a past comes to when it is replayed: worked examples, each with its reasoning; all begin on Monday at nine."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest

from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.happenings import Happening
from bot.rules.hours import schedule
from bot.rules.mistakes import Wrong
from bot.rules.records import DeskSettings, Policy
from bot.rules.replay import Past, replay
from bot.rules.replay_life import Ground
from bot.rules.vocabulary import (
    CategoryKey,
    Closure,
    DeskId,
    PersonId,
    Priority,
    Speaker,
    Status,
    Target,
    TicketId,
    Visibility,
)
from tests.pasts import NINE, event, told

HOURS = {"timezone": "UTC", "weekly": {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}}
PROMISED = DeskSettings(targets=(Policy(first_response=3600, next_response=7200, resolution=28800),))
DANA, ELI, BOT = PersonId("UDANA"), PersonId("UELI"), PersonId("UBOT")
DAY = 24 * 60  # minutes
LATER = NINE + timedelta(days=60)


def lived(*events: dict[str, Any], desk: DeskSettings = PROMISED, now: datetime = LATER, **fields: Any) -> Past:
    """A ticket of Ana's at the IT desk to which this happened."""
    return replay(told(*events, **fields), ground(desk=desk, now=now))


def ground(*, desk: DeskSettings = PROMISED, now: datetime = LATER) -> Ground:
    return Ground(
        ticket_id=TicketId(1),
        number="OLD-1017",
        desk_id=DeskId("IT"),
        category=None,
        desks={DeskId("IT"): desk, DeskId("HR"): DeskSettings()},
        hours=schedule(HOURS),
        schedule_id="hours",
        bot=BOT,
        locale="en-GB",
        now=now,
        new_id=count(1).__next__,
    )


def lines(past: Past) -> list[tuple[Happening, str, str]]:
    return [(one.what, one.before, one.after) for one in past.history]


def test_an_answer_makes_a_new_ticket_its_agents_and_opens_it() -> None:
    past = lived(event(47, "agent_public_reply", by="UDANA"))
    assert (past.ticket.status, past.ticket.assignee_id) == (Status.OPEN, DANA)
    assert past.ticket.first_response_at == NINE + timedelta(minutes=47)
    assert past.facts.first_response == 47 * 60
    assert lines(past) == [
        (Happening.OPENED, "", "import"),
        (Happening.MESSAGE_ADDED, "", "public"),
        (Happening.CLAIMED, "", "UDANA"),
        (Happening.STATUS_CHANGED, "new", "open"),
    ]


def test_nothing_follows_by_itself_where_everything_is_said() -> None:
    past = lived(event(47, "agent_public_reply", by="UDANA"), complete=True)
    assert (past.ticket.status, past.ticket.assignee_id) == (Status.NEW, None)
    assert past.facts.first_response == 47 * 60  # an answer it is all the same


@pytest.mark.parametrize("kind", ["bot_message", "agent_internal_note", "other_reply", "other_note"])
def test_what_programs_notes_and_others_say_is_no_response(kind: str) -> None:
    past = lived(event(5, kind, by="UDANA"))
    assert past.facts.first_response is None
    assert past.ticket.status is Status.NEW
    assert past.ticket.waiting_since == NINE


def test_an_agent_who_asked_is_a_customer_on_that_ticket() -> None:
    past = lived(event(5, "agent_public_reply", by="UANA"))
    assert past.facts.first_response is None
    assert past.messages[-1].speaker is Speaker.REQUESTER


def test_what_the_desk_opens_for_somebody_is_answered_by_its_next_message_not_by_its_own() -> None:
    past = lived(event(0, "created", by="agent:UDANA"), event(30, "agent_public_reply", by="UDANA"))
    assert past.ticket.opened_by == DANA
    assert past.messages[0].speaker is Speaker.AGENT
    assert past.facts.first_response == 30 * 60
    assert [clock.target for clock in past.clocks] == [Target.RESOLUTION]  # nothing is promised for the first answer


def test_what_is_created_waiting_has_clocks_that_stand_still_from_the_start() -> None:
    past = lived(
        event(0, "created", by="agent:UDANA", status="pending"),
        event(60, "requester_reply"),
        event(120, "status", to="solved", by="UDANA"),
    )
    resolution = next(clock for clock in past.clocks if clock.target is Target.RESOLUTION)
    assert resolution.spent == 3600  # the second hour
    assert (past.facts.agent_wait, past.facts.requester_wait) == (3600, 3600)


def test_the_oldest_question_counts_and_those_after_it_do_not_move_it() -> None:
    past = lived(
        event(10, "agent_public_reply", by="UDANA"),
        event(20, "requester_reply", text="Still"),
        event(50, "requester_reply", text="Hello?"),
        event(60, "agent_public_reply", by="UDANA"),
    )
    assert [wait.calendar for wait in past.next_responses] == [40 * 60]


def test_the_requester_reopens_what_was_solved_and_full_resolution_is_null_meanwhile() -> None:
    past = lived(
        event(10, "status", to="solved", by="UDANA"),
        event(20, "requester_reply", text="It still fails"),
    )
    assert past.ticket.status is Status.OPEN
    assert (past.facts.first_resolution, past.facts.full_resolution, past.facts.reopens) == (600, None, 0)
    assert past.ticket.waiting_since == NINE + timedelta(minutes=20)


def test_thanks_reopens_nothing() -> None:
    past = lived(event(10, "status", to="solved", by="UDANA"), event(20, "requester_reply", text="Thanks a lot!"))
    assert past.ticket.status is Status.SOLVED


def test_a_message_without_text_is_no_thanks() -> None:
    past = lived(event(10, "status", to="solved", by="UDANA"), event(20, "requester_reply"))
    assert past.ticket.status is Status.OPEN


def test_reopens_are_times_solved_less_one() -> None:
    steps = [event(10 * number, "status", to=word) for number, word in enumerate(["solved", "open"] * 3, start=1)]
    assert lived(*steps, event(90, "status", to="solved")).facts.reopens == 3


def test_a_weekend_that_nobody_works_has_no_business_seconds_and_yet_they_are_not_null() -> None:
    saturday = 5 * DAY
    past = lived(
        event(saturday, "created"),
        event(saturday + 30, "agent_public_reply", by="UDANA"),
        event(saturday + 40, "status", to="solved"),
    )
    assert (past.facts.first_response, past.facts.first_response_business) == (1800, 0)
    assert (past.facts.full_resolution, past.facts.full_resolution_business) == (2400, 0)


def test_closing_later_changes_no_resolution() -> None:
    past = lived(event(60, "status", to="solved"), event(9 * DAY, "status", to="closed"))
    assert past.facts.full_resolution == 3600
    assert (past.ticket.closure, past.facts.is_closed) == (Closure.COMPLETED, True)


def test_cancelled_and_taken_back_tickets_leave_every_number() -> None:
    past = lived(event(60, "status", to="closed", closure="cancelled", by="UANA"))
    assert not past.facts.is_counted


def test_who_had_it_when_it_was_solved_is_credited_with_the_rating() -> None:
    past = lived(
        event(5, "assigned", to="UDANA", by="UDANA"),
        event(10, "status", to="solved", by="UELI"),
        event(20, "assigned", to="UELI", by="ULEA"),
        event(30, "rated", score=4),
    )
    assert (past.facts.rating, past.facts.rated_agent_id) == (4, DANA)
    assert past.facts.surveyed_at == NINE + timedelta(minutes=10)  # who is rated was asked, when it was solved


def test_the_latest_rating_counts_and_one_that_is_withdrawn_does_not() -> None:
    rated = [event(20, "rated", score=2), event(30, "rated", score=5)]
    solved = event(10, "status", to="solved")
    assert lived(solved, *rated).facts.rating == 5
    assert lived(solved, *rated, event(40, "rating_withdrawn", score=5)).facts.rating == 2


def test_one_question_for_each_solving_and_reopening_withdraws_it() -> None:
    past = lived(
        event(10, "status", to="solved"),
        event(20, "rated", score=1),
        event(30, "status", to="open", by="UANA"),
        event(40, "status", to="solved"),
        event(50, "rated", score=5),
    )
    assert [(survey.cycle, survey.withdrawn_at is None) for survey in past.surveys] == [(1, False), (2, True)]
    assert past.facts.rating == 5


def test_assignments_open_what_is_new_and_count_when_they_go_from_one_to_another() -> None:
    past = lived(
        event(5, "assigned", to="UDANA", by="ULEA"),
        event(6, "assigned", to=None, by="ULEA"),
        event(7, "assigned", to="UELI", by="UELI"),
        event(8, "assigned", to="UELI", by="UELI"),
    )
    assert (past.ticket.status, past.ticket.assignee_id, past.facts.reassignments) == (Status.OPEN, ELI, 1)
    assert [what for what, *_ in lines(past)][1:] == [
        *(Happening.ASSIGNED, Happening.STATUS_CHANGED, Happening.UNASSIGNED, Happening.CLAIMED),
    ]


def test_escalations_and_what_came_back_stand_in_the_facts() -> None:
    past = lived(
        event(5, "escalated", to="2", by="UDANA", why="No access"),
        event(9, "acknowledged", to="2", by="UELI"),
        event(20, "handed_back", by="UELI", why="Done"),
        event(30, "agent_public_reply", by="UDANA"),
        event(40, "status", to="solved", by="UDANA"),
    )
    assert (past.facts.tier, past.facts.escalations, past.facts.hand_backs) == (2, 1, 1)
    assert (past.facts.one_touch, past.facts.first_contact) == (True, False)


def test_what_was_promised_before_a_change_of_priority_is_replaced_from_the_beginning() -> None:
    desk = DeskSettings(targets=(Policy(priorities=(Priority.HIGH,), first_response=1800), Policy(first_response=7200)))
    past = lived(
        event(20, "priority", from_="normal", to="high", by="UDANA", why="The whole floor"),
        event(40, "agent_public_reply", by="UDANA"),
        desk=desk,
    )
    assert past.ticket.priority_reason == "The whole floor"
    clock = next(clock for clock in past.clocks if clock.target is Target.FIRST_RESPONSE)
    assert (clock.seconds, clock.spent) == (1800, 2400)
    assert clock.breached_at == NINE + timedelta(minutes=30)


def test_a_category_that_changed_is_the_last_one_and_what_it_was_first() -> None:
    changed = told(event(5, "category", from_="vpn", to="hardware"), category="hardware")
    past = replay(changed, replace(ground(), category=CategoryKey("hardware")))
    assert past.ticket.category == "hardware"
    assert (Happening.CATEGORY_CHANGED, "vpn", "hardware") in lines(past)


def test_tags_and_followers_are_those_in_the_end() -> None:
    past = lived(
        event(1, "tagged", to="Toner"),
        event(2, "tagged", to="floor 3"),
        event(3, "untagged", from_="toner"),
        event(4, "followed", to="ULEA"),
        event(5, "followed", to="UELI"),
        event(6, "unfollowed", to="ULEA"),
    )
    assert (past.tags, past.followers) == (frozenset({"floor 3"}), frozenset({ELI}))


def test_a_reason_for_waiting_stays_as_long_as_it_waits() -> None:
    past = lived(event(5, "status", to="on_hold", why="Parts"), event(9, "status", to="on_hold", why="More parts"))
    assert past.ticket.hold_reason == "More parts"
    assert lived(event(5, "status", to="on_hold", why="Parts"), event(9, "status", to="open")).ticket.hold_reason == ""


def test_nothing_that_lies_behind_is_told_and_what_lies_ahead_is() -> None:
    """Of eight hours seven are gone: 75 % were an hour ago, 90 % come in twelve minutes."""
    past = lived(event(0, "created"), now=NINE + timedelta(hours=7))
    fired = {clock.target: clock.fired for clock in past.clocks}
    assert fired == {Target.FIRST_RESPONSE: 100, Target.RESOLUTION: 75}
    assert past.ahead == {DeadlineKind.TARGETS: NINE + timedelta(hours=7, minutes=12)}


def test_a_clock_that_stands_still_has_told_of_what_it_had_reached_before() -> None:
    past = lived(event(7 * 60, "status", to="on_hold", why="Parts"), now=NINE + timedelta(days=30))
    assert {clock.fired for clock in past.clocks if clock.target is Target.RESOLUTION} == {75}


@pytest.mark.parametrize(
    ("status", "kind"), [("pending", DeadlineKind.NUDGE_PENDING), ("solved", DeadlineKind.CLOSE_SOLVED)]
)
def test_what_time_brings_about_is_set_only_while_it_lies_ahead(status: str, kind: DeadlineKind) -> None:
    step = event(60, "status", to=status)
    assert kind in lived(step, now=NINE + timedelta(days=1)).ahead
    assert kind not in lived(step, now=NINE + timedelta(days=30)).ahead


def test_an_answer_after_closing_time_is_within_a_target_that_ran_out_at_closing() -> None:
    past = lived(event(7 * 60, "created"), event(15 * 60, "agent_public_reply", by="UDANA"))  # 16:00, and midnight
    clock = next(clock for clock in past.clocks if clock.target is Target.FIRST_RESPONSE)
    assert (clock.spent, clock.breached_at) == (3600, None)


@pytest.mark.parametrize(
    ("events", "said"),
    [
        ([event(1, "rated", score=4)], "event 2: it is rated before it is solved."),
        ([event(1, "surveyed")], "event 2: its requester is asked how it was before it is solved."),
        (
            [event(1, "status", to="closed"), event(2, "status", to="open")],
            "event 3: to: what is closed can't become open.",
        ),
        ([event(1, "status", to="open"), event(2, "status", to="new")], "event 3: to: what is open can't become new."),
        (
            [event(1, "status", to="solved"), event(2, "rating_withdrawn", score=4)],
            "event 3: score: there is no rating of 4 that could be withdrawn.",
        ),
        (
            [event(1, "status", to="closed", closure="merged")],
            "event 2: closure: what becomes closed can't be merged by that.",
        ),
        ([event(90 * DAY, "bot_message")], "event 2: at: it has not happened yet."),
        ([event(1, "tagged", to="x" * 51)], "event 2: to: a tag has 1 to 50 characters."),
        (
            [event(1, "priority", from_="high", to="low")],
            "priority: by its events it is low in the end, and not high.",
        ),
        ([event(1, "moved", from_="IT", to="HR")], "desk: by its events it is HR in the end, and not IT."),
    ],
)
def test_what_live_tickets_may_not_do_is_refused_with_its_place(events: list[dict[str, Any]], said: str) -> None:
    with pytest.raises(Wrong) as refused:
        lived(*events)
    assert str(refused.value) == said


def test_messages_are_kept_as_they_were_said() -> None:
    past = lived(
        event(5, "agent_internal_note", by="UDANA", text="The driver again"),
        event(9, "requester_reply", text="Hm", edited_at="2026-03-02T10:00:00Z"),
        event(12, "bot_message", text="Still there?"),
    )
    said = [(one.speaker, one.visibility, one.author_id, one.text, one.is_opening) for one in past.messages]
    assert said == [
        (Speaker.REQUESTER, Visibility.PUBLIC, "UANA", "No ink", True),
        (Speaker.AGENT, Visibility.INTERNAL, "UDANA", "The driver again", False),
        (Speaker.REQUESTER, Visibility.PUBLIC, "UANA", "Hm", False),
        (Speaker.OTHER, Visibility.PUBLIC, "UBOT", "Still there?", False),
    ]
    assert past.messages[2].edited_at == NINE + timedelta(hours=1)
    assert len({one.source for one in past.messages}) == len(past.messages)
