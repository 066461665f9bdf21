"""Asking people to take a quiz: those who lead the desk do, and hear whether they passed. No answers, and no score."""

from collections.abc import Sequence
from datetime import timedelta

from bot.helpdesk import notices, people
from bot.helpdesk.training import at_work, quizzes
from bot.rules.actions import Action
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Deadline
from bot.rules.refusals import NotAnAgent
from bot.rules.training import quiz_taking as rules
from bot.rules.training.quiz_pictures import AskedPicture, Standing, StandingLine, StandingsPicture
from bot.rules.training.quiz_refusals import QuizIsEmpty, QuizRetired
from bot.rules.training.quiz_taking import Attempt, QuizAsk
from bot.rules.training.quizzes import Quiz, QuizId
from bot.rules.training.weekly_quiz import Course
from bot.rules.vocabulary import NO_TICKET, DeskId, PersonId
from storage import deadlines, desks
from storage.training import quiz_taking as rows
from storage.training import quizzes as quiz_rows
from storage.training import weekly_quiz as courses
from storage.transaction import Transaction

AGAIN = timedelta(hours=12)  # after which being asked once more is a message of its own


def form(tx: Transaction, quiz_id: QuizId, by: PersonId) -> Quiz:
    """The quiz that a lead is about to ask people to take. Raises NotAllowed, NoSuchQuiz, QuizRetired, QuizIsEmpty."""
    quiz = quizzes.led_by(tx, quiz_id, by, Action.ASK_TO_TAKE_QUIZ)
    if quiz.retired_at is not None:
        raise QuizRetired(quiz.title)
    if not quiz.questions:
        raise QuizIsEmpty(quiz.title)
    return quiz


def asked_for(tx: Transaction, quiz: Quiz, chosen: Sequence[PersonId]) -> list[PersonId]:
    """Who of these can be asked to take a quiz: who has not passed, and has an attempt left.

    Raises NotAnAgent when somebody does not work the desk.
    """
    desk = desks.get(tx, quiz.desk_id)
    for person in chosen:
        if not people.works_there(tx, quiz.desk_id, person):
            raise NotAnAgent(person, desk.name if desk else "")
    return [person for person in dict.fromkeys(chosen) if _can_take(tx, quiz, person)]


def ask(tx: Transaction, quiz_id: QuizId, by: PersonId, chosen: Sequence[PersonId]) -> list[PersonId]:
    """Ask people to take a quiz all at once, each when they work; who was asked. Raises as `form` and `asked_for`."""
    quiz = form(tx, quiz_id, by)
    asked = asked_for(tx, quiz, chosen)
    for person in asked:
        keep(tx, quiz, person, by)
        _tell_at(tx, quiz, person)
    return asked


def keep(tx: Transaction, quiz: Quiz, person: PersonId, by: PersonId) -> None:
    """Keep that `by` asked somebody, and so hears whether they pass. Whoever asks oneself is told anyway.

    A second click asks nobody twice; another day does.
    """
    before = rows.asked_of(tx, quiz.id, person)
    is_new = before is None or before.by != by or before.passed_at is not None or tx.now - before.at > AGAIN
    if person != by and is_new:
        rows.ask(tx, QuizAsk(quiz.id, person, by, tx.now, None))


def tell(tx: Transaction, deadline: Deadline) -> None:
    """Somebody who was asked to take a quiz works now: tell them, if they still can take it; once for each time."""
    person, quiz = PersonId(deadline.person_id or ""), quiz_rows.locked(tx, QuizId(int(deadline.note)))
    if quiz is None or not quiz.is_offered or not people.works_there(tx, quiz.desk_id, person):
        return
    asked = rows.asked_of(tx, quiz.id, person)
    if asked is None or not _can_take(tx, quiz, person):
        return
    if at_work.here_next(tx, quiz.desk_id, person, tx.now) > tx.now:
        _tell_at(tx, quiz, person)
    else:
        notices.to_person(tx, person, NoticeKind.QUIZ_ASKED, _key(asked), params={"quiz": quiz.id})


def left(tx: Transaction, person: PersonId, desk_id: DeskId | None = None) -> None:
    """Somebody has left the workspace, or this desk: what they were asked and have not passed is taken away."""
    asks = rows.open_of(tx, person)
    known = quiz_rows.known(tx, {asked.quiz_id for asked in asks})
    for asked in asks:
        if desk_id in (None, known[asked.quiz_id].desk_id):
            notices.show_again(tx, _key(asked))


def taken(tx: Transaction, quiz: Quiz, attempt: Attempt) -> None:
    """Somebody took a quiz: if a lead asked them to, the lead reads whether they passed, and it says so to them."""
    asked = rows.asked_of(tx, quiz.id, attempt.person_id)
    if asked is None or asked.passed_at is not None:
        return
    if attempt.is_passed:
        rows.ask(tx, QuizAsk(quiz.id, asked.person_id, asked.by, asked.at, tx.now))
    for lead in _hearing(tx, quiz, asked):
        key = f"{NoticeKind.QUIZ_TAKEN}:{attempt.id}:{lead}"
        notices.to_person(tx, lead, NoticeKind.QUIZ_TAKEN, key, params={"quiz": quiz.id, "attempt": attempt.id})
    notices.show_again(tx, _key(asked))


def asked_picture(tx: Transaction, quiz: Quiz, person: PersonId) -> AskedPicture | None:
    """What somebody was asked, as it stands now."""
    asked = rows.asked_of(tx, quiz.id, person)
    if asked is None:
        return None
    is_open = quiz.is_offered and _can_take(tx, quiz, person)
    return AskedPicture(quiz, asked, people.names(tx, {asked.by}).get(asked.by, asked.by), is_open)


def standings(tx: Transaction, quiz_id: QuizId, by: PersonId, not_asked: Sequence[PersonId] = ()) -> StandingsPicture:
    """Who at the desk has passed a quiz, and who has not, for those who lead it. Raises NotAllowed, NoSuchQuiz."""
    quiz = quizzes.led_by(tx, quiz_id, by, Action.SEE_QUIZ_RESULTS)
    members = [one.person_id for one in desks.members(tx, quiz.desk_id)]
    there = [person for person in members if people.works_there(tx, quiz.desk_id, person)]
    names = people.names(tx, set(there))
    asked = {one.person_id: one for one in rows.asked_about(tx, quiz.id)}
    weekly = {one.person_id: one for one in courses.of_quiz(tx, quiz.id)}
    made: dict[PersonId, list[Attempt]] = {}
    for attempt in rows.of_quiz(tx, quiz.id):
        made.setdefault(attempt.person_id, []).append(attempt)
    lines = [
        _line(names.get(person, person), made.get(person, []), weekly.get(person), asked.get(person))
        for person in there
    ]
    in_order = sorted(lines, key=lambda line: (list(Standing).index(line.standing), line.name.casefold()))
    return StandingsPicture(quiz, tuple(in_order), tuple(names.get(person, person) for person in not_asked))


def _line(name: str, attempts: Sequence[Attempt], course: Course | None, asked: QuizAsk | None) -> StandingLine:
    passed = next((one for one in attempts if one.is_passed), None)
    if passed is not None:
        return StandingLine(name, Standing.PASSED, passed.at, course)
    if course is not None:
        return StandingLine(name, Standing.WEEKLY, course.started_at, course)
    if attempts:
        return StandingLine(name, Standing.NOT_PASSED, attempts[-1].at)
    if asked is not None:
        return StandingLine(name, Standing.ASKED, asked.at)
    return StandingLine(name, Standing.NOT_TAKEN)


def _can_take(tx: Transaction, quiz: Quiz, person: PersonId) -> bool:
    made = rows.of_person(tx, quiz.id, person)
    is_weekly = quiz.id in courses.running(tx, [quiz.id], person)
    return not any(one.is_passed for one in made) and rules.attempts_left(quiz, len(made) + is_weekly) != 0


def _hearing(tx: Transaction, quiz: Quiz, asked: QuizAsk) -> list[PersonId]:
    """The lead who asked; those who lead the desk by now, when they do not any more. Never the person themselves."""
    leads = people.who_may(tx, quiz.desk_id, Action.SEE_QUIZ_RESULTS)
    if asked.by in leads:
        return [asked.by]
    return [lead for lead in leads if lead != asked.person_id]


def _tell_at(tx: Transaction, quiz: Quiz, person: PersonId) -> None:
    kind, at = DeadlineKind.ASK_TO_TAKE_QUIZ, at_work.here_next(tx, quiz.desk_id, person, tx.now)
    key = f"{kind}:{quiz.id}:{person}"
    deadlines.set_for(tx, NO_TICKET, kind, at, key=key, person_id=person, note=str(quiz.id))


def _key(asked: QuizAsk) -> str:
    return f"{NoticeKind.QUIZ_ASKED}:{asked.quiz_id}:{asked.person_id}:{int(asked.at.timestamp())}"
