"""A quiz as one question a week, in the working hours of whoever answers; all answers together are one attempt."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.helpdesk import notices, people
from bot.helpdesk.training import at_work, quiz_asking, quiz_taking, quizzes
from bot.rules.actions import Action
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Deadline
from bot.rules.refusals import NotPossibleNow
from bot.rules.training import quiz_taking as taking
from bot.rules.training.quiz_pictures import QuestionPicture
from bot.rules.training.quiz_refusals import AnsweredBefore, AskedByLead, NothingTicked, QuestionIsOver
from bot.rules.training.quiz_taking import Chosen
from bot.rules.training.quizzes import Quiz, QuizId, QuizVersion
from bot.rules.training.weekly_quiz import Course, WeeklyAnswer, next_question
from bot.rules.vocabulary import NO_TICKET, DeskId, PersonId
from storage import deadlines
from storage.training import quiz_taking as attempts
from storage.training import quizzes as quiz_rows
from storage.training import weekly_quiz as rows
from storage.transaction import Transaction


def begin(tx: Transaction, quiz_id: QuizId, by: PersonId) -> Course:
    """Let oneself be asked a question a week. While that is under way, once more changes nothing.

    Raises NoSuchQuiz, QuizRetired, QuizIsEmpty, NoAttemptsLeft.
    """
    quiz = quizzes.offered_to(tx, quiz_id, by)
    return _begin(tx, quiz, by, by)


def begin_for(tx: Transaction, quiz_id: QuizId, by: PersonId, chosen: Sequence[PersonId]) -> list[PersonId]:
    """A lead lets people be asked a question a week; who is from now on. Raises as `quiz_asking.ask`."""
    quiz = quiz_asking.form(tx, quiz_id, by)
    asked = quiz_asking.asked_for(tx, quiz, chosen)
    for person in asked:
        _begin(tx, quiz, person, by)
        quiz_asking.keep(tx, quiz, person, by)
    return asked


def stop(tx: Transaction, quiz_id: QuizId, by: PersonId) -> None:
    """Be asked no more; what was answered so far is no attempt. Raises NoSuchQuiz, AskedByLead."""
    quiz = quizzes.known_to(tx, quiz_id, by)
    course = rows.get(tx, quiz_id, by, lock=True)
    if course is None or course.ended_at is not None:
        return
    if not course.is_own and not people.may_at(tx, by, Action.ASK_TO_TAKE_QUIZ, quiz.desk_id):
        raise AskedByLead(people.names(tx, {course.asked_by}).get(course.asked_by, course.asked_by))
    _end(tx, course)


def stop_for(tx: Transaction, quiz_id: QuizId, by: PersonId, person: PersonId) -> None:
    """The same for somebody else, by a lead of the desk. Raises NoSuchQuiz, NotAllowed."""
    quizzes.led_by(tx, quiz_id, by, Action.ASK_TO_TAKE_QUIZ)
    course = rows.get(tx, quiz_id, person, lock=True)
    if course is not None and course.ended_at is None:
        _end(tx, course)


def left(tx: Transaction, person: PersonId, desk_id: DeskId | None = None) -> None:
    """Somebody has left the workspace, or this desk: they are asked nothing more, and what was asked is taken away."""
    for running in rows.of_person(tx, person):
        quiz = quiz_rows.locked(tx, running.quiz_id)
        course = rows.get(tx, running.quiz_id, person, lock=True)
        if quiz is not None and course is not None and course.ended_at is None and desk_id in (None, quiz.desk_id):
            _end(tx, course)


def ask(tx: Transaction, deadline: Deadline) -> None:
    """The next question is due: ask it, if the person works now. A week after the last one, time is over.

    It ends for whoever left, and with the quiz.
    """
    quiz_id, _, number = deadline.note.partition(":")
    person, quiz = PersonId(deadline.person_id or ""), quiz_rows.locked(tx, QuizId(int(quiz_id)))
    course = rows.get(tx, QuizId(int(quiz_id)), person, lock=True)
    if quiz is None or course is None or course.ended_at is not None or course.number != int(number):
        return
    if quiz.retired_at is not None or not people.works_there(tx, quiz.desk_id, person):
        _end(tx, course)
        return
    if at_work.here_next(tx, quiz.desk_id, person, tx.now) > tx.now:
        _set(tx, quiz.desk_id, course)
        return
    asked = _version(tx, course)
    if course.asked == len(asked.questions):
        _judge(tx, quiz, asked, course)
        return
    params = {"quiz": quiz.id, "number": course.number, "question": course.asked}
    notices.to_person(tx, person, NoticeKind.QUIZ_QUESTION, _key(course, course.asked), params=params)
    course = replace(course, asked=course.asked + 1)
    rows.put(tx, course)
    _set(tx, quiz.desk_id, course, is_later=True)


def answer(
    tx: Transaction, quiz_id: QuizId, by: PersonId, number: int, question: int, ticked: Collection[int]
) -> WeeklyAnswer:
    """Somebody answers a weekly question: the first time counts. After the last one, all together are an attempt.

    `number` is that of the course whose question it was. Raises NoSuchQuiz, QuestionIsOver, AnsweredBefore,
    NothingTicked.
    """
    quiz = quizzes.known_to(tx, quiz_id, by)
    course = rows.get(tx, quiz_id, by, lock=True)
    if course is None or course.number != number:
        raise QuestionIsOver(quiz.title)
    if question >= course.asked:
        raise NotPossibleNow
    asked = _version(tx, course)
    _refuse_second(asked, rows.answers_of(tx, course).get(question))
    if course.ended_at is not None:
        raise QuestionIsOver(quiz.title)
    chosen = taking.possible(asked.questions, {question: ticked})[question]
    if not chosen:
        raise NothingTicked
    given = WeeklyAnswer(quiz_id, by, number, question, chosen, tx.now)
    if not rows.add_once(tx, given):
        raise NotPossibleNow  # the caller holds the course: nobody else can have answered
    notices.show_again(tx, _key(course, question))
    if len(rows.answers_of(tx, course)) == len(asked.questions):
        _judge(tx, quiz, asked, course)
    return given


def picture(tx: Transaction, quiz_id: QuizId, person: PersonId, number: int, question: int) -> QuestionPicture | None:
    """A question that somebody was asked, as it stands now; None when they were not, or have begun anew since."""
    course = rows.get(tx, quiz_id, person)
    if course is None or course.number != number:
        return None
    asked, by = _version(tx, course), people.names(tx, {course.asked_by}).get(course.asked_by, course.asked_by)
    ends = deadlines.standing(tx, _deadline(course)) if course.asked == len(asked.questions) else None
    return QuestionPicture(
        asked=asked,
        course=course,
        place=question,
        chosen=_chosen(tx, course, question),
        is_over=course.ended_at is not None,
        by="" if course.is_own else by,
        ends_at=None if ends is None else ends.due_at,
    )


def _chosen(tx: Transaction, course: Course, question: int) -> Chosen | None:
    """What was answered; nothing, where time was over before it was."""
    attempt, given = attempts.by_source(tx, course.source), rows.answers_of(tx, course).get(question)
    if attempt is not None:
        return attempt.answers[question]
    return None if given is None else given.chosen


def _begin(tx: Transaction, quiz: Quiz, person: PersonId, by: PersonId) -> Course:
    before = rows.get(tx, quiz.id, person, lock=True)
    if before is not None and before.ended_at is None:
        return before
    quiz_taking.refuse_used_up(tx, quiz, person)
    number = 1 if before is None else before.number + 1
    course = Course(quiz.id, person, number, quiz.version, by, tx.now, 0, None)
    rows.put(tx, course)
    _set(tx, quiz.desk_id, course)
    return course


def _end(tx: Transaction, course: Course) -> None:
    rows.put(tx, replace(course, ended_at=tx.now))
    for question in range(course.asked):
        notices.show_again(tx, _key(course, question))


def _judge(tx: Transaction, quiz: Quiz, asked: QuizVersion, course: Course) -> None:
    """All questions are answered, or time is over: one attempt, of which the person is told in private."""
    rows.put(tx, replace(course, ended_at=tx.now))
    given, places = rows.answers_of(tx, course), range(len(asked.questions))
    answers = tuple(given[place].chosen if place in given else () for place in places)
    for place in places:
        if place not in given:
            notices.show_again(tx, _key(course, place))
    attempt = quiz_taking.count(tx, quiz, asked, course.person_id, answers, course.source)
    key, params = f"{NoticeKind.QUIZ_RESULT}:{attempt.id}", {"attempt": attempt.id}
    notices.to_person(tx, course.person_id, NoticeKind.QUIZ_RESULT, key, params=params)


def _refuse_second(asked: QuizVersion, before: WeeklyAnswer | None) -> None:
    if before is not None:
        choices = asked.questions[before.question].choices
        raise AnsweredBefore("; ".join(choices[place] for place in before.chosen), before.at)


def _set(tx: Transaction, desk_id: DeskId, course: Course, *, is_later: bool = False) -> None:
    """Let the next question, or the end, come when the person works: now, or in a week."""
    earliest = next_question(tx.now) if is_later else tx.now
    at = at_work.here_next(tx, desk_id, course.person_id, earliest)
    kind, note = DeadlineKind.ASK_WEEKLY_QUESTION, f"{course.quiz_id}:{course.number}"
    deadlines.set_for(tx, NO_TICKET, kind, at, key=_deadline(course), person_id=course.person_id, note=note)


def _version(tx: Transaction, course: Course) -> QuizVersion:
    asked = quiz_rows.version(tx, course.quiz_id, course.version)
    assert asked is not None  # what somebody is asked was kept
    return asked


def _deadline(course: Course) -> str:
    return f"{DeadlineKind.ASK_WEEKLY_QUESTION}:{course.quiz_id}:{course.person_id}"


def _key(course: Course, question: int) -> str:
    return f"{NoticeKind.QUIZ_QUESTION}:{course.quiz_id}:{course.person_id}:{course.number}:{question}"
