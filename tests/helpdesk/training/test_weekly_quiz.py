"""A question a week, as verbs, on both databases: when questions come, what counts, and when it ends."""

import asyncio
from datetime import UTC, datetime

import pytest

from bot.clock import VERBS, fire
from bot.helpdesk import availability, departures
from bot.helpdesk.training import weekly_quiz
from bot.rules.notice_kinds import NoticeKind
from bot.rules.refusals import NotPossibleNow
from bot.rules.training.quiz_refusals import AnsweredBefore, QuestionIsOver
from bot.rules.training.quizzes import Quiz
from bot.rules.vocabulary import DeskId, PersonId, Presence
from storage.training import quiz_taking as attempts
from storage.training import weekly_quiz as courses
from storage.transaction import Transaction
from tests.office import Office, owed, person
from tests.quizzes import ONE, RIGHT, asked, made, time_comes

HOURS = {
    "timezone": "Europe/Berlin",
    "weekly": {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")},
}


def _running(tx: Transaction, quiz: Quiz) -> list[PersonId]:
    """Who gets a question a week."""
    return [course.person_id for course in courses.of_quiz(tx, quiz.id)]


async def test_of_two_last_answers_at_once_one_makes_the_attempt(office: Office) -> None:
    quiz = await made(office)
    await office.do(weekly_quiz.begin, quiz.id, person("eli"))
    await time_comes(office, 5, 15)
    await time_comes(office, 12, 15)
    given = (office.do(weekly_quiz.answer, quiz.id, person("eli"), 1, place, RIGHT[place]) for place in (0, 1, 1, 0))
    told = await asyncio.gather(*given, return_exceptions=True)
    assert sum(isinstance(one, AnsweredBefore) for one in told) == 2
    (attempt,) = await office.see(attempts.of_person, quiz.id, person("eli"))
    assert (attempt.right, attempt.answers) == (2, ((0,), (0, 1)))
    assert len(await office.see(owed, NoticeKind.QUIZ_RESULT)) == 1


async def test_a_week_after_the_last_question_it_ends_and_what_has_no_answer_is_not_right(office: Office) -> None:
    quiz = await made(office)
    await office.do(weekly_quiz.begin_for, quiz.id, person("lea"), [person("eli")])
    await time_comes(office, 5, 15)
    await office.do(weekly_quiz.answer, quiz.id, person("eli"), 1, 0, RIGHT[0])
    await time_comes(office, 12, 15)
    await time_comes(office, 19, 14, 59)
    assert await office.see(attempts.of_person, quiz.id, person("eli")) == []
    office.clock.at = datetime(2026, 1, 19, 15, tzinfo=UTC)
    await asyncio.gather(*(office.do(fire, VERBS) for _ in range(3)))
    await time_comes(office, 31, 15)
    (attempt,) = await office.see(attempts.of_person, quiz.id, person("eli"))
    assert (attempt.answers, attempt.right, attempt.is_weekly) == (((0,), ()), 1, True)
    (told,) = await office.see(owed, NoticeKind.QUIZ_RESULT)
    assert told.lane == person("eli")
    assert [one.lane for one in await office.see(owed, NoticeKind.QUIZ_TAKEN)] == [person("lea")]
    with pytest.raises(QuestionIsOver):
        await office.do(weekly_quiz.answer, quiz.id, person("eli"), 1, 1, RIGHT[1])


async def test_of_the_last_answer_and_the_end_at_once_one_comes_first_and_there_is_one_attempt(office: Office) -> None:
    quiz = await made(office, "dana", ONE)
    await office.do(weekly_quiz.begin, quiz.id, person("eli"))
    await time_comes(office, 5, 15)
    office.clock.at = datetime(2026, 1, 12, 15, tzinfo=UTC)
    told = await asyncio.gather(
        *(office.do(fire, VERBS) for _ in range(2)),
        office.do(weekly_quiz.answer, quiz.id, person("eli"), 1, 0, RIGHT[0]),
        return_exceptions=True,
    )
    await time_comes(office, 13, 15)
    (attempt,) = await office.see(attempts.of_person, quiz.id, person("eli"))
    assert attempt.right == (not isinstance(told[-1], QuestionIsOver))
    assert len(await office.see(owed, NoticeKind.QUIZ_RESULT)) == 1


async def test_whoever_is_away_when_it_would_end_has_until_they_are_back(office: Office) -> None:
    quiz = await made(office, "dana", ONE)
    await office.do(weekly_quiz.begin, quiz.id, person("dana"))
    await time_comes(office, 5, 12)
    await office.do(availability.leave, person("dana"), Presence.OUT, "until 20 January")
    await time_comes(office, 19, 12)
    assert await office.see(attempts.of_person, quiz.id, person("dana")) == []
    await time_comes(office, 20, 12)
    assert len(await office.see(attempts.of_person, quiz.id, person("dana"))) == 1


@pytest.mark.parametrize("leaving", ["the desk", "the workspace"])
async def test_whoever_leaves_is_asked_nothing_more_from_that_moment(office: Office, leaving: str) -> None:
    quiz = await made(office)
    await office.do(weekly_quiz.begin, quiz.id, person("eli"))
    await office.do(weekly_quiz.begin, quiz.id, person("dana"))
    await time_comes(office, 5, 15)
    if leaving == "the desk":
        await office.settle(agents=[person("dana")])
    else:
        await office.do(departures.describe, {"id": person("eli"), "real_name": "Eli", "deleted": True})
    assert await office.see(_running, quiz) == [person("dana")]
    for one in await office.see(owed, NoticeKind.QUIZ_QUESTION):
        assert (one.owed > 1) == (one.lane == person("eli")), "only what was asked of whoever left is shown anew"
    await office.settle()
    await time_comes(office, 26, 15)
    assert [name for name, _ in await asked(office)].count(person("eli")) == 1, "coming back begins nothing"


async def test_whoever_leaves_another_desk_goes_on(office: Office) -> None:
    quiz = await made(office)
    await office.do(weekly_quiz.begin, quiz.id, person("eli"))
    await office.do(departures.left, person("eli"), DeskId("HR"))
    assert await office.see(_running, quiz) == [person("eli")]


async def test_a_question_that_was_not_asked_yet_has_no_answer(office: Office) -> None:
    quiz = await made(office)
    await office.do(weekly_quiz.begin, quiz.id, person("eli"))
    with pytest.raises(NotPossibleNow):
        await office.do(weekly_quiz.answer, quiz.id, person("eli"), 1, 0, (0,))


async def test_a_weekly_question_waits_for_a_working_day_of_the_reader(office: Office) -> None:
    await office.settle(hours=HOURS)
    quiz = await made(office)
    await time_comes(office, 9, 20)  # Friday evening
    await office.do(weekly_quiz.begin, quiz.id, person("dana"))
    await time_comes(office, 11, 12)
    assert await asked(office) == []
    await time_comes(office, 12, 8)
    assert await asked(office) == [(person("dana"), 0)]


async def test_a_weekly_question_waits_until_somebody_is_back(office: Office) -> None:
    quiz = await made(office)
    await office.do(weekly_quiz.begin, quiz.id, person("dana"))
    await office.do(availability.leave, person("dana"), Presence.OUT, "until 8 January")
    await time_comes(office, 5, 12)
    assert await asked(office) == []
    await time_comes(office, 8, 12)
    assert await asked(office) == [(person("dana"), 0)]


async def test_somebody_of_whom_no_time_zone_is_known_is_asked_in_the_hours_of_the_desk(office: Office) -> None:
    await office.settle(hours=HOURS, agents=[person("dana"), "UNEW"])
    quiz = await made(office)
    await time_comes(office, 5, 3)
    await office.do(weekly_quiz.begin_for, quiz.id, person("lea"), ["UNEW"])
    await time_comes(office, 5, 7, 59)
    assert await asked(office) == []
    await time_comes(office, 5, 8)
    assert await asked(office) == [("UNEW", 0)]


async def test_a_question_is_asked_once_however_many_ask_for_it(office: Office) -> None:
    quiz = await made(office)
    await asyncio.gather(*(office.do(weekly_quiz.begin, quiz.id, person("dana")) for _ in range(3)))
    office.clock.at = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
    await asyncio.gather(*(office.do(fire, VERBS) for _ in range(3)))
    await time_comes(office, 5, 13)
    assert await asked(office) == [(person("dana"), 0)]
