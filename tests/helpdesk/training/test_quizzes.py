"""Quizzes as verbs, on both databases: who may do what, and what other features ask."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.helpdesk import people
from bot.helpdesk.training import quiz_asking, quiz_pictures, quiz_taking, quizzes, weekly_quiz
from bot.rules.notice_kinds import NoticeKind
from bot.rules.refusals import NoSuchCategory, NotAllowed, NotPossibleNow
from bot.rules.training.quiz_refusals import (
    NoSuchQuiz,
    QuizChanged,
    QuizIsEmpty,
    QuizRetired,
)
from bot.rules.training.quizzes import Frame, NewQuiz, Quiz
from bot.rules.vocabulary import CategoryKey, DeskId
from storage.training import quiz_taking as attempts
from storage.training import quizzes as rows
from tests.office import Office, person
from tests.quizzes import FRAME, IT, ONE, RIGHT, SEVERAL, WRONG, asked, made, time_comes

VPN = CategoryKey("vpn")


async def taken(office: Office, quiz: Quiz, ticked: Any = RIGHT, by: str = "eli", source: str = "view:T1") -> Any:
    return await office.do(quiz_taking.take, quiz.id, person(by), quiz.version, ticked, source)


async def test_the_same_form_makes_one_quiz(office: Office) -> None:
    new = NewQuiz("view:V1", IT, FRAME)
    both = await asyncio.gather(*(office.do(quizzes.add, new, person("dana")) for _ in range(2)))
    assert both[0].id == both[1].id
    with pytest.raises(NotPossibleNow):
        await office.do(quizzes.add, new, person("eli"))


async def test_every_change_is_a_version_that_stays(office: Office) -> None:
    quiz = await made(office)
    assert quiz.version == 3
    changed = await office.do(quizzes.change, quiz.id, replace(FRAME, pass_mark=100), person("dana"), 3)
    assert changed.version == 4
    kept = [await office.see(rows.version, quiz.id, number) for number in (1, 2, 3, 4)]
    assert [(len(one.questions), one.pass_mark) for one in kept if one] == [(0, 50), (1, 50), (2, 50), (2, 100)]
    with pytest.raises(QuizChanged):
        await office.do(quizzes.keep_question, quiz.id, ONE, person("dana"), 3, None)


@pytest.mark.parametrize("others", [replace(FRAME, attempts=5), replace(FRAME, category=None)])
async def test_what_somebody_else_changed_meanwhile_is_not_overwritten(office: Office, others: Frame) -> None:
    quiz = await made(office)
    await office.do(quizzes.change, quiz.id, others, person("lea"), quiz.version)
    with pytest.raises(QuizChanged):
        await office.do(quizzes.change, quiz.id, replace(FRAME, pass_mark=60), person("dana"), quiz.version)
    now = await office.see(rows.get, quiz.id)
    assert now is not None
    assert now.frame == others


async def test_of_two_leads_who_change_it_at_once_one_does_and_the_other_is_refused(office: Office) -> None:
    quiz = await made(office)
    frames = [replace(FRAME, attempts=5), replace(FRAME, category=None)]
    changes = [
        office.do(quizzes.change, quiz.id, frame, person(by), quiz.version)
        for frame, by in zip(frames, ("dana", "lea"), strict=True)
    ]
    told = await asyncio.gather(*changes, return_exceptions=True)
    assert sorted(type(one).__name__ for one in told) == ["Quiz", "QuizChanged"]
    (kept,) = [frame for frame, one in zip(frames, told, strict=True) if isinstance(one, Quiz)]
    now = await office.see(rows.get, quiz.id)
    assert now is not None
    assert (now.frame, now.version) == (kept, quiz.version + 1)


async def test_the_same_form_sent_again_changes_nothing_more(office: Office) -> None:
    quiz = await made(office)
    both = [
        office.do(quizzes.change, quiz.id, replace(FRAME, attempts=5), person("dana"), quiz.version) for _ in (1, 2)
    ]
    first, second = await asyncio.gather(*both)
    assert first == second
    assert first.version == quiz.version + 1


async def test_a_result_says_that_a_quiz_was_changed_only_if_it_asks_something_else(office: Office) -> None:
    quiz = await made(office)
    attempt = await taken(office, quiz)
    changed = await office.do(quizzes.change, quiz.id, replace(FRAME, attempts=5), person("dana"), quiz.version)
    assert not (await office.see(quiz_taking.result, attempt.id, person("eli"))).is_changed
    await office.do(quizzes.remove_question, quiz.id, person("dana"), changed.version, 0)
    assert (await office.see(quiz_taking.result, attempt.id, person("eli"))).is_changed


async def test_agents_keep_their_own_leads_all_and_others_none(office: Office) -> None:
    quiz = await made(office)
    with pytest.raises(NotAllowed):
        await office.do(quizzes.retire, quiz.id, person("eli"))
    assert (await office.do(quizzes.retire, quiz.id, person("lea"))).retired_at is not None
    for stranger in ("hana", "ana", "gus"):
        with pytest.raises(NoSuchQuiz):
            await office.do(quizzes.restore, quiz.id, person(stranger))
        with pytest.raises(NoSuchQuiz):
            await office.do(quiz_taking.begin, quiz.id, person(stranger))
        with pytest.raises(NotAllowed):
            await office.do(quizzes.add, NewQuiz("view:V2", IT, FRAME), person(stranger))


async def test_only_leads_ask_people_and_see_who_has_passed(office: Office) -> None:
    quiz = await made(office)
    for verb in (quiz_asking.form, quiz_asking.standings):
        with pytest.raises(NotAllowed):
            await office.do(verb, quiz.id, person("dana"))
        await office.do(verb, quiz.id, person("lea"))
    with pytest.raises(NotAllowed):
        await office.do(weekly_quiz.begin_for, quiz.id, person("dana"), [person("eli")])
    with pytest.raises(NotAllowed):
        await office.do(weekly_quiz.stop_for, quiz.id, person("dana"), person("eli"))


async def test_the_same_form_sent_twice_is_one_attempt_and_shows_the_same_result(office: Office) -> None:
    quiz = await made(office)
    both = await asyncio.gather(*(taken(office, quiz) for _ in range(2)))
    assert both[0] == both[1]
    assert await office.see(attempts.used, quiz.id, person("eli")) == 1


async def test_an_attempt_is_for_nobody_but_the_person(office: Office) -> None:
    quiz = await made(office)
    attempt = await taken(office, quiz)
    for other in ("dana", "lea"):
        with pytest.raises(NoSuchQuiz):
            await office.see(quiz_taking.result, attempt.id, person(other))
    assert (await office.see(quiz_taking.own, person("dana"))).attempts == ()


async def test_the_day_on_which_somebody_passed_first_is_the_one_where_they_are(office: Office) -> None:
    quiz = await made(office, frame=replace(FRAME, attempts=0))
    await taken(office, quiz, WRONG)
    assert await office.see(quizzes.passed, quiz.id, person("eli")) is None
    office.clock.at = datetime(2026, 1, 7, 3, 0, tzinfo=UTC)  # still the sixth in New York
    await taken(office, quiz, source="view:T2")
    office.clock.advance(days=3)
    await taken(office, quiz, source="view:T3")
    assert await office.see(quizzes.passed, quiz.id, person("eli")) == date(2026, 1, 6)


async def test_the_quizzes_of_a_category_are_those_that_can_be_taken(office: Office) -> None:
    quiz = await made(office)
    await office.do(quizzes.add, NewQuiz("view:empty", IT, replace(FRAME, title="Empty")), person("dana"))
    retired = await made(office, "eli", frame=replace(FRAME, title="Old"))
    await office.do(quizzes.retire, retired.id, person("eli"))
    found = await office.see(quizzes.of_category, IT, VPN)
    assert [one.id for one in found] == [quiz.id]
    assert await office.see(quizzes.of_category, DeskId("HR"), VPN) == []


async def test_a_category_that_the_desk_does_not_have_is_refused(office: Office) -> None:
    with pytest.raises(NoSuchCategory):
        await office.do(quizzes.add, NewQuiz("view:V1", IT, Frame("VPN", CategoryKey("nope"))), person("dana"))


async def test_an_empty_quiz_and_a_retired_one_are_begun_by_nobody(office: Office) -> None:
    empty = await office.do(quizzes.add, NewQuiz("view:V1", IT, FRAME), person("dana"))
    for verb in (quiz_taking.begin, weekly_quiz.begin):
        with pytest.raises(QuizIsEmpty):
            await office.do(verb, empty.id, person("dana"))
    with pytest.raises(QuizIsEmpty):
        await office.do(quiz_taking.take, empty.id, person("dana"), 1, {}, "view:T1")
    quiz = await made(office, "eli")
    await office.do(quizzes.retire, quiz.id, person("eli"))
    for verb in (quiz_taking.begin, weekly_quiz.begin):
        with pytest.raises(QuizRetired):
            await office.do(verb, quiz.id, person("dana"))


async def test_no_answer_at_all_is_not_right(office: Office) -> None:
    quiz = await made(office)
    attempt = await taken(office, quiz, {})
    assert (attempt.right, attempt.questions, attempt.is_passed) == (0, 2, False)


async def test_a_version_that_never_was_is_not_judged(office: Office) -> None:
    quiz = await made(office)
    with pytest.raises(NotPossibleNow):
        await office.do(quiz_taking.take, quiz.id, person("eli"), 99, RIGHT, "view:T1")


async def test_whoever_left_the_workspace_is_asked_nothing_and_not_listed(office: Office) -> None:
    quiz = await made(office)
    await office.do(weekly_quiz.begin, quiz.id, person("eli"))
    await office.do(quiz_asking.ask, quiz.id, person("lea"), [person("dana")])
    for name in ("eli", "dana"):
        await office.do(people.describe, {"id": person(name), "real_name": name, "deleted": True})
    await time_comes(office, 5, 15)
    assert await asked(office) == await asked(office, NoticeKind.QUIZ_ASKED) == []
    assert [line.name for line in (await office.see(quiz_asking.standings, quiz.id, person("lea"))).lines] == [
        "Lea Kim"
    ]


async def test_being_asked_comes_in_the_hours_of_the_reader_and_not_once_they_have_passed(office: Office) -> None:
    quiz = await made(office)
    await time_comes(office, 5, 3)
    await office.do(quiz_asking.ask, quiz.id, person("lea"), [person("dana"), person("eli")])
    await time_comes(office, 5, 9)
    assert await asked(office, NoticeKind.QUIZ_ASKED) == [(person("dana"), 0)]
    await taken(office, quiz)
    await time_comes(office, 5, 15)
    assert len(await asked(office, NoticeKind.QUIZ_ASKED)) == 1


async def test_a_page_holds_twenty_quizzes_and_a_page_too_far_is_the_last(office: Office) -> None:
    for number in range(21):
        await made(office, "dana", ONE, SEVERAL, frame=replace(FRAME, title=f"Quiz {number:02}"))
    first = await office.see(quiz_pictures.listing, person("eli"))
    assert (len(first.lines), first.pages) == (20, 2)
    last = await office.see(quiz_pictures.listing, person("eli"), 9)
    assert ([line.quiz.title for line in last.lines], last.page) == (["Quiz 20"], 2)
