"""What single steps of a past do, and what they leave as it is; all begin on Monday at nine."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.rules.happenings import Happening
from bot.rules.mistakes import Wrong
from bot.rules.records import DeskSettings, Policy
from bot.rules.replay import replay
from bot.rules.vocabulary import CategoryKey, DeskId, Side, Status, Target
from tests.pasts import NINE, event, told
from tests.rules.test_replay import ELI, ground, lines, lived

SOLVED = event(10, "status", to="solved", by="UDANA")
MINUTE = timedelta(minutes=1)


def refused(*events: dict[str, Any], **fields: Any) -> str:
    with pytest.raises(Wrong) as reason:
        lived(*events, **fields)
    return str(reason.value)


# Messages


def test_what_is_said_on_a_closed_ticket_changes_nothing_of_it() -> None:
    past = lived(
        event(10, "status", to="closed", by="UDANA"),
        event(20, "agent_public_reply", by="UELI"),
        event(30, "requester_reply", text="Still broken"),
    )
    assert (past.ticket.status, past.ticket.assignee_id, past.ticket.public_replies) == (Status.CLOSED, None, 0)
    assert len(past.messages) == 3


def test_an_answer_to_a_solved_ticket_makes_nobody_its_assignee() -> None:
    past = lived(event(10, "status", to="solved", by="UANA"), event(20, "agent_public_reply", by="UDANA"))
    assert (past.ticket.assignee_id, past.ticket.public_replies) == (None, 1)


def test_who_answers_on_anothers_ticket_follows_it_once() -> None:
    past = lived(
        event(5, "assigned", to="UDANA", by="UDANA"),
        event(10, "agent_public_reply", by="UELI"),
        event(20, "agent_public_reply", by="UELI"),
        event(30, "agent_public_reply", by="UDANA"),
    )
    assert past.followers == {ELI}
    assert lines(past).count((Happening.FOLLOWED, "", "UELI")) == 1


@pytest.mark.parametrize(("locale", "text"), [("en-GB", "<@UDANA> *thanks*!"), ("de-DE", "Dankeschön")])
def test_thanks_is_thanks_with_a_mention_and_in_the_requesters_language(locale: str, text: str) -> None:
    past = replay(told(SOLVED, event(20, "requester_reply", text=text)), replace(ground(), locale=locale))
    assert past.ticket.status is Status.SOLVED


def test_an_answer_of_the_requester_ends_the_waiting_for_them() -> None:
    past = lived(event(10, "status", to="pending", by="UDANA"), event(20, "requester_reply", text="Here it is"))
    assert (past.ticket.status, past.ticket.waiting_since) == (Status.OPEN, NINE)  # nobody has answered them yet


def test_asking_again_does_not_begin_the_wait_anew() -> None:
    past = lived(
        event(5, "agent_public_reply", by="UDANA"),
        event(20, "requester_reply", text="Still"),
        event(50, "requester_reply", text="Hello?"),
    )
    assert past.ticket.waiting_since == NINE + 20 * MINUTE


@pytest.mark.parametrize(("by", "waits"), [("UANA", NINE + 30 * MINUTE), ("UDANA", None)])
def test_a_requester_who_opens_it_again_waits_and_an_agent_who_does_lets_nobody_wait(by: str, waits: Any) -> None:
    past = lived(event(5, "agent_public_reply", by="UDANA"), SOLVED, event(30, "status", to="open", by=by))
    assert past.ticket.waiting_since == waits


def test_what_agents_say_came_from_the_card_and_the_rest_from_the_requesters_side() -> None:
    past = lived(event(5, "agent_public_reply", by="UDANA"), event(9, "requester_reply", text="Hm"))
    assert [one.side for one in past.messages] == [Side.REQUESTER, Side.CARD, Side.REQUESTER]


# Steps


def test_only_what_is_closed_can_be_cancelled() -> None:
    said = refused(event(10, "status", to="open", closure="cancelled", by="UDANA"))
    assert said == "event 2: closure: what becomes open can't be cancelled by that."


def test_a_hold_that_is_told_again_without_a_reason_keeps_the_one_it_had() -> None:
    past = lived(event(5, "status", to="on_hold", why="Parts"), event(9, "status", to="on_hold"))
    assert past.ticket.hold_reason == "Parts"
    assert lines(past).count((Happening.STATUS_CHANGED, "new", "on_hold")) == 1
    assert (Happening.STATUS_CHANGED, "on_hold", "on_hold") not in lines(past)


def test_who_takes_what_somebody_has_is_given_it_and_claims_nothing() -> None:
    past = lived(event(5, "assigned", to="UDANA", by="UDANA"), event(9, "assigned", to="UELI", by="UELI"))
    assert (Happening.ASSIGNED, "UDANA", "UELI") in lines(past)


def test_what_is_given_back_or_declined_is_nobodys_since_then() -> None:
    past = lived(event(5, "assigned", to="UDANA", by="ULEA"), event(9, "declined", by="UDANA"))
    assert (past.ticket.assignee_id, past.ticket.claimed_at) == (None, None)
    assert lines(past)[-1] == (Happening.DECLINED, "UDANA", "")


def test_a_priority_that_changes_again_without_a_reason_keeps_the_one_it_had() -> None:
    past = lived(
        event(5, "priority", from_="normal", to="urgent", why="The board waits"),
        event(9, "priority", from_="urgent", to="high"),
    )
    assert past.ticket.priority_reason == "The board waits"


def test_a_category_that_is_not_what_its_events_made_of_it_is_refused() -> None:
    changed = told(event(5, "category", from_=None, to="hardware"), category="vpn")
    with pytest.raises(Wrong, match="category: by its events it is hardware in the end, and not vpn"):
        replay(changed, replace(ground(), category=CategoryKey("vpn")))


def test_who_is_no_person_follows_nothing() -> None:
    past = lived(event(5, "followed", to="the whole team"))
    assert past.followers == frozenset()
    assert lines(past)[-1] == (Happening.FOLLOWED, "", "the whole team")


# What was promised


def test_a_wait_that_ends_with_the_solution_was_a_promise_too() -> None:
    past = lived(
        event(5, "agent_public_reply", by="UDANA"),
        event(20, "requester_reply", text="Still"),
        event(60, "status", to="solved"),
    )
    waited = next(clock for clock in past.clocks if clock.target is Target.NEXT_RESPONSE)
    assert (waited.began_at, waited.ended_at, waited.spent) == (NINE + 20 * MINUTE, NINE + 60 * MINUTE, None)


def test_another_category_is_promised_something_else_from_the_beginning() -> None:
    desk = DeskSettings(
        targets=(Policy(categories=(CategoryKey("vpn"),), first_response=1800), Policy(resolution=3600))
    )
    changed = told(event(5, "category", from_=None, to="vpn"), category="vpn")
    past = replay(changed, replace(ground(desk=desk), category=CategoryKey("vpn")))
    assert {clock.target: clock.seconds for clock in past.clocks}[Target.FIRST_RESPONSE] == 1800


def test_another_desk_promises_what_it_promises() -> None:
    past = lived(event(5, "moved", from_="HR", to="IT"))
    assert {clock.target: clock.seconds for clock in past.clocks if clock.seconds} == {
        Target.FIRST_RESPONSE: 3600,
        Target.RESOLUTION: 28800,
    }
    assert (Happening.MOVED, "HR", "IT") in lines(past)


def test_a_desk_that_promises_nothing_ends_what_another_promised() -> None:
    there = told(event(5, "moved", from_="IT", to="HR"), desk="HR")
    past = replay(there, replace(ground(), desk_id=DeskId("HR")))
    assert {clock.seconds for clock in past.clocks} == {None}


def test_what_ran_out_before_it_came_here_was_missed_then() -> None:
    assert {clock.target: clock.breached_at for clock in lived().clocks} == {
        Target.FIRST_RESPONSE: NINE + timedelta(hours=1),
        Target.RESOLUTION: NINE + timedelta(hours=8),
    }


def test_nobody_is_told_of_three_quarters_that_are_reached_as_it_comes_in_nor_of_what_is_done() -> None:
    past = lived(event(47, "agent_public_reply", by="UDANA"), now=NINE + timedelta(hours=6))
    assert {clock.target: clock.fired for clock in past.clocks} == {Target.FIRST_RESPONSE: 0, Target.RESOLUTION: 75}


def test_what_the_desk_opened_waits_for_nobody_yet() -> None:
    assert lived(event(0, "created", by="agent:UDANA")).ticket.waiting_since is None


def test_what_happens_at_this_very_moment_has_happened() -> None:
    assert lived(SOLVED, now=NINE + 10 * MINUTE).ticket.status is Status.SOLVED


# What the requester said of it


def test_each_solution_is_rated_by_itself_and_the_last_one_counts() -> None:
    past = lived(
        SOLVED,
        event(20, "rated", score=2),
        event(30, "status", to="open", by="UDANA"),
        event(40, "status", to="solved", by="UDANA"),
        event(50, "rated", score=5),
        complete=True,
    )
    assert [survey.cycle for survey in past.surveys] == [1, 2]
    assert past.facts.rating == 5


def test_a_rating_that_takes_anothers_place_says_which() -> None:
    past = lived(SOLVED, event(20, "rated", score=4), event(30, "rated", score=2), event(31, "rated", score=2))
    assert lines(past)[-2:] == [(Happening.RATED, "", "4"), (Happening.RATED, "4", "2")]


def test_of_several_answers_the_one_told_last_counts_whenever_it_arrived() -> None:
    first, last = (str(at) for at in ("2026-03-02T09:21:00Z", "2026-03-02T09:25:00Z"))
    past = lived(SOLVED, event(30, "rated", score=5, said_at=last), event(31, "rated", score=1, said_at=first))
    assert past.facts.rating == 5


def test_an_answer_takes_the_place_of_the_one_told_last() -> None:
    late, early = "2026-03-02T09:25:00Z", "2026-03-02T09:21:00Z"
    rated = (event(30, "rated", score=5, said_at=late), event(31, "rated", score=1, said_at=early))
    assert lines(lived(SOLVED, *rated, event(40, "rated", score=3)))[-1] == (Happening.RATED, "5", "3")


def test_the_answer_about_the_last_solution_counts_however_late_the_first_was_told() -> None:
    steps = (event(30, "status", to="open", by="UDANA"), event(40, "status", to="solved", by="UDANA"))
    rated = event(20, "rated", score=2, said_at="2026-03-02T12:00:00Z")
    assert lived(SOLVED, rated, *steps, event(50, "rated", score=5)).facts.rating == 5


def test_of_two_solutions_only_the_one_that_was_rated_was_asked_about() -> None:
    steps = (event(30, "status", to="open", by="UDANA"), event(40, "status", to="solved", by="UDANA"))
    assert [survey.cycle for survey in lived(SOLVED, *steps, event(50, "rated", score=5)).surveys] == [2]


def test_only_the_answer_that_is_taken_away_is_gone() -> None:
    past = lived(
        SOLVED, event(20, "rated", score=4), event(25, "rated", score=2), event(30, "rating_withdrawn", score=2)
    )
    assert past.facts.rating == 4


def test_comments_stand_side_by_side_and_none_comes_before_the_question() -> None:
    rated = (SOLVED, event(20, "rated", score=2))
    past = lived(*rated, event(21, "rating_commented", text="Slow"), event(22, "rating_commented", text="Very"))
    assert [one.text for one in past.comments] == ["Slow", "Very"]
    assert len({one.source for one in past.comments}) == 2
    said = refused(event(5, "rating_commented", text="Slow"))
    assert said == "event 2: there is no question yet that this could be an answer to."


@pytest.mark.parametrize(
    "ends",
    [event(30, "status", to="open", by="UDANA"), event(30, "status", to="closed", closure="cancelled", by="UANA")],
)
def test_nobody_waits_for_an_answer_once_it_is_open_again_or_in_no_number(ends: dict[str, Any]) -> None:
    (survey,) = lived(SOLVED, event(10, "surveyed"), ends).surveys
    assert survey.withdrawn_at == NINE + 30 * MINUTE


def test_an_earlier_question_is_withdrawn_by_the_next_and_stays_withdrawn_since_then() -> None:
    steps = (SOLVED, event(10, "surveyed"), event(20, "status", to="open"), event(30, "status", to="solved"))
    first, second = lived(*steps, event(30, "surveyed")).surveys
    assert (first.withdrawn_at, second.withdrawn_at) == (NINE + 20 * MINUTE, None)
    assert second.expires_at == NINE + 30 * MINUTE + timedelta(days=7)
    assert refused(*steps, event(30, "surveyed"), event(31, "surveyed")).endswith("asked twice about one solution.")


def test_a_question_that_never_arrived_was_asked_and_counts_as_none() -> None:
    past = lived(SOLVED, event(10, "surveyed", delivered=False))
    assert (past.facts.surveyed_at, past.surveys[0].ts) == (None, None)
    assert lived(SOLVED, event(10, "surveyed")).facts.surveyed_at == NINE + 10 * MINUTE


def test_an_answer_without_a_name_is_none_of_the_tickets() -> None:
    said = refused(SOLVED, event(10, "surveyed", anonymous=True), event(20, "rated", score=4))
    assert said == "event 4: an answer that was given without a name is kept without the ticket."


def test_praise_that_was_shared_is_known_to_be() -> None:
    past = lived(SOLVED, event(20, "rated", score=5), event(25, "praise_shared", by="UANA"))
    assert [survey.shared_at for survey in past.surveys] == [NINE + 25 * MINUTE]


def test_tags_are_counted_with_it() -> None:
    assert lived(event(1, "tagged", to="toner"), event(2, "tagged", to="floor 3")).facts.tags == "floor 3\ntoner"
