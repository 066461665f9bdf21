"""The scorecard, from what happened: each criterion by its definition, on paper."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.cli.practice import sheet
from bot.cli.practice.course import Case, Course, Played, Uttered, Work
from bot.cli.practice.requester import Heard, Solved, Written, reminders
from bot.cli.practice.scorecard import Criterion, Grade, Part, scorecard
from bot.cli.practice.situation import Situation
from bot.cli.practice.situations import SITUATIONS, named
from bot.rules.happenings import Happening
from bot.rules.quality_settings import Criterion as Looked
from bot.rules.records import HistoryEntry, Message, Place, TicketClock
from bot.rules.training.quality import Judged, Mark, Review
from bot.rules.vocabulary import (
    CategoryKey,
    ChannelId,
    DeskId,
    MessageId,
    MessageTs,
    PersonId,
    Priority,
    Side,
    Speaker,
    Status,
    Target,
    Visibility,
)
from tests.cli.practice.script import question, solution
from tests.tickets import RAISED_AT, TICKET

DANA, LEA = PersonId("UDANA"), PersonId("ULEA")
PLACE = Place(ChannelId("C1"), MessageTs("1.000100"))
JAM = named("paper-jam")
CLOCK = TicketClock(
    TICKET.id,
    Target.FIRST_RESPONSE,
    0,
    schedule_id=None,
    in_calendar_time=True,
    seconds=300,
    began_at=RAISED_AT,
    ended_at=None,
    spent=None,
    due_at=None,
    breached_at=None,
    fired=0,
)


def at(seconds: float) -> datetime:
    return RAISED_AT + timedelta(seconds=seconds)


def message(
    seconds: float,
    text: str,
    speaker: Speaker = Speaker.AGENT,
    visibility: Visibility = Visibility.PUBLIC,
    *,
    is_opening: bool = False,
) -> Message:
    return Message(
        id=MessageId(int(seconds)),
        ticket_id=TICKET.id,
        source=f"message:C1:{seconds}",
        author_id=DANA,
        speaker=speaker,
        visibility=visibility,
        side=Side.REQUESTER,
        channel=None,
        ts=None,
        is_opening=is_opening,
        text=text,
        files=[],
        created_at=at(seconds),
        edited_at=None,
        deleted_at=None,
    )


def line(what: Happening, by: PersonId | None = DANA) -> HistoryEntry:
    return HistoryEntry(1, TICKET.id, at(1), by, what, "", "", "")


def reviewed(judged: tuple[Judged, ...], comment: str) -> Review:
    """What Lea thinks of Dana's work."""
    return Review(
        1, TICKET.id, DeskId("IT"), DANA, LEA, judged, 75, is_passed=False, comment=comment, reviewed_at=at(99)
    )


WORK = Work(TICKET, PLACE, history=(line(Happening.CLAIMED),), clocks=(CLOCK,))


def played(situation: Situation, work: Work = WORK, *heard: Heard, said: tuple[str, ...] = ()) -> Course:
    """A practice in which one situation went like this, and no other began."""
    case = Case(situation, situation.opening, RAISED_AT, work, uttered=tuple(Uttered(text, at(9)) for text in said))
    case = case.hearing([(at(number + 1), one) for number, one in enumerate(heard)])
    one = Played(situation, RAISED_AT, (case,))
    rest = tuple(Played(other) for other in SITUATIONS if other is not situation)
    return Course(at(60), RAISED_AT, is_welcomed=True, played=(one, *rest))


def part(course: Course) -> Part:
    (found,) = scorecard(course).parts
    return found


@pytest.mark.parametrize(("seconds", "grade"), [(300, Grade.MET), (301, Grade.MISSED)])
def test_a_first_response_is_in_time_up_to_the_target(seconds: float, grade: Grade):
    found = part(played(JAM, replace(WORK, messages=(message(seconds, "Hi"),))))
    assert (found.response.took, found.grade(Criterion.RESPONSE)) == (timedelta(seconds=seconds), grade)


def test_only_a_public_message_of_an_agent_is_a_response_and_not_the_opening():
    silent = (
        message(1, "A note", visibility=Visibility.INTERNAL),
        message(2, "Me too", Speaker.OTHER),
        message(3, "Hello?", Speaker.REQUESTER),
        message(4, "Raised for somebody", is_opening=True),
    )
    assert part(played(JAM, replace(WORK, messages=silent))).response.took is None
    found = part(played(JAM, replace(WORK, messages=(*silent, message(9, "Hi"), message(12, "Again")))))
    assert found.response.took == timedelta(seconds=9)


def test_without_a_promise_any_response_is_in_time():
    found = part(played(JAM, replace(WORK, clocks=(), messages=(message(9999, "Hi"),))))
    assert (found.response.target, found.grade(Criterion.RESPONSE)) == (None, Grade.MET)


def test_questions_are_partly_right_while_one_is_missing_or_one_was_asked_twice():
    situation = named("angry")
    where, profile = (Written(question(fact)) for fact in situation.facts)
    graded = {
        (): Grade.MISSED,
        (where,): Grade.PARTLY,
        (where, profile): Grade.MET,
        (where, profile, where): Grade.PARTLY,
    }
    for heard, grade in graded.items():
        assert part(played(situation, WORK, *heard)).grade(Criterion.QUESTIONS) is grade
    assert part(played(named("in-confidence"))).grade(Criterion.QUESTIONS) is None


def test_sorting_needs_category_and_priority():
    graded = {
        (CategoryKey("hardware"), Priority.NORMAL): Grade.MET,
        (CategoryKey("hardware"), Priority.URGENT): Grade.PARTLY,
        (None, Priority.NORMAL): Grade.PARTLY,
        (CategoryKey("access"), Priority.LOW): Grade.MISSED,
    }
    for (category, priority), grade in graded.items():
        ticket = replace(TICKET, category=category, priority=priority)
        assert part(played(JAM, replace(WORK, ticket=ticket))).grade(Criterion.SORTING) is grade


def test_a_saved_reply_counts_where_one_fits():
    assert part(played(JAM, replace(WORK, replies=frozenset({"on-it"})))).grade(Criterion.SAVED_REPLY) is Grade.MISSED
    assert part(played(JAM, replace(WORK, replies=frozenset({"paper-jam"})))).grade(Criterion.SAVED_REPLY) is Grade.MET
    assert part(played(named("secret"))).grade(Criterion.SAVED_REPLY) is None


def test_harm_is_seen_in_notes_too_and_only_in_what_agents_wrote():
    situation = named("secret")
    harm = message(5, "Autumn2026 works, I tried it", visibility=Visibility.INTERNAL)
    assert part(played(situation, replace(WORK, messages=(harm,)))).grade(Criterion.DISCRETION) is Grade.MISSED
    theirs = replace(harm, speaker=Speaker.REQUESTER)
    assert part(played(situation, replace(WORK, messages=(theirs,)))).grade(Criterion.DISCRETION) is Grade.MET


def test_a_ticket_is_at_the_right_desk_once_it_is_there():
    situation = named("in-confidence")
    there = replace(TICKET, desk_id=DeskId("PEOPLE"))
    assert part(played(situation)).grade(Criterion.DESK) is Grade.MISSED
    assert part(played(situation, replace(WORK, ticket=there))).grade(Criterion.DESK) is Grade.MET
    astray = replace(WORK, ticket=there, history=(line(Happening.MOVED),))
    assert part(played(JAM, astray)).grade(Criterion.DESK) is Grade.MISSED
    assert part(played(JAM)).grade(Criterion.DESK) is None


def test_solved_is_what_helped_and_what_the_ticket_says():
    done = replace(WORK, ticket=replace(TICKET, status=Status.SOLVED))
    right = Written(solution(JAM))
    assert part(played(JAM, done, right, Solved())).grade(Criterion.SOLVED) is Grade.MET
    assert part(played(JAM, WORK, right)).grade(Criterion.SOLVED) is Grade.PARTLY
    assert part(played(JAM, done, Solved())).grade(Criterion.SOLVED) is Grade.PARTLY
    assert part(played(JAM)).grade(Criterion.SOLVED) is Grade.MISSED
    given_up = played(JAM, WORK, right, said=reminders(JAM)[-1:])
    assert part(given_up).grade(Criterion.SOLVED) is Grade.MISSED


def test_what_comes_back_is_not_solved_by_the_first_solution():
    situation = named("comes-back")
    done = replace(WORK, ticket=replace(TICKET, status=Status.SOLVED))
    once: list[Heard] = [Written(solution(situation)), Solved()]
    assert part(played(situation, done, *once)).grade(Criterion.SOLVED) is Grade.PARTLY
    twice = [*once, Written("I took an older copy."), Solved()]
    assert part(played(situation, done, *twice)).grade(Criterion.SOLVED) is Grade.MET


def test_what_has_only_just_come_is_not_judged_until_it_is_late():
    untouched = replace(WORK, history=(line(Happening.OPENED, TICKET.requester_id),))
    assert scorecard(played(JAM, untouched)).parts == ()
    late = replace(untouched, clocks=(replace(CLOCK, breached_at=at(300)),))
    assert part(played(JAM, late)).grade(Criterion.RESPONSE) is Grade.MISSED


def test_who_does_nothing_gets_no_credit_for_what_they_left_undone():
    untouched = replace(WORK, history=(), clocks=(replace(CLOCK, breached_at=at(300)),))
    found = part(played(named("secret"), untouched))
    assert (found.grade(Criterion.ESCALATION), found.grade(Criterion.DISCRETION)) == (None, None)
    assert part(played(named("ransom"), untouched)).grade(Criterion.ESCALATION) is Grade.MISSED
    assert part(played(named("secret"))).grade(Criterion.ESCALATION) is Grade.MET
    assert part(played(named("same-problem"))).grade(Criterion.TOGETHER) is None, "the second has not come"


def test_nothing_tried_is_said_in_words():
    card = scorecard(Course(at(0), RAISED_AT, is_welcomed=True, played=tuple(map(Played, SITUATIONS))))
    told = sheet.text(card, {})
    assert "Nothing was tried yet." in told
    assert "Not reached: 10 situations" in told
    assert "there is no solved ticket to review" in str(sheet.message(card, {}, LEA).blocks)


def test_a_review_is_told_by_its_criteria_and_its_comment_is_no_markup():
    judged = (Judged(Looked("kind", "Kind <to> all"), Mark.PARTLY), Judged(Looked("clear"), Mark.MET))
    review = reviewed(judged, "Good <!channel> & *warm*")
    done = replace(WORK, ticket=replace(TICKET, status=Status.SOLVED), reviews=(review,))
    card = scorecard(played(JAM, done, Written(solution(JAM)), Solved()))
    assert (card.reviewed.part, card.reviewed.n) == (1, 1)
    blocks = str(sheet.message(card, {LEA: "Lea Kim"}, LEA).blocks)
    assert "Tone, by Lea Kim, 75 %: Kind &lt;to&gt; all: partly; Clear and complete answers: yes." in blocks
    assert "<!channel>" not in blocks
    assert "1 of 1 solved ticket reviewed." in blocks


def test_the_longest_scorecard_fits_into_one_message():
    judged = tuple(Judged(Looked(f"k{number}", "x" * 75), Mark.MET) for number in range(10))
    review = reviewed(judged, "x" * 3000)
    one = replace(WORK, reviews=(review, review))
    parts = tuple(part(played(situation, one)) for situation in SITUATIONS)
    shown = sheet.message(replace(scorecard(played(JAM)), parts=parts), {LEA: "x" * 80}, LEA)
    assert len(shown.blocks) <= 50
    assert all(len(block.get("text", {}).get("text", "")) <= 3000 for block in shown.blocks)
    assert len(shown.text) <= 4000
