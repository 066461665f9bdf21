"""One step after the other: what is done is seen by itself, and the next step is told when the learner works."""

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta

from bot.helpdesk import people
from bot.helpdesk.training import at_work, onboarding_looks, onboarding_news, quizzes, resources, skills
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.records import Deadline
from bot.rules.reminders import local
from bot.rules.training.onboarding import NEWS_OF, News, Onboarding, Outcome, StepDone
from bot.rules.training.quizzes import QuizId
from bot.rules.training.resources import ResourceId
from bot.rules.training.tracks import Step, StepKind, TrackVersion
from bot.rules.vocabulary import NO_TICKET, PersonId
from storage import deadlines, desks
from storage.training import draft_answers as drafts
from storage.training import onboarding as rows
from storage.training import quizzes as quiz_rows
from storage.training import resources as resource_rows
from storage.training import shadowing
from storage.training import tracks as track_rows
from storage.transaction import Transaction

LEFT_OUT = ""  # evidence of a step that nobody can do any more


def look(tx: Transaction, deadline: Deadline) -> None:
    """See how far somebody is on the tracks that they are on, and tell them what comes next, if they work now."""
    person = PersonId(deadline.person_id or "")
    for running in rows.running_of(tx, person):
        onboarding = rows.locked(tx, running.id)
        if onboarding is not None and onboarding.is_running:
            _look_at(tx, onboarding)
    set_look(tx, person)


def set_look(tx: Transaction, person: PersonId, *, at_once: bool = False) -> None:
    """Let somebody's tracks be looked at when a step is to be told, else on their next working day; `at_once`: now.

    Nothing is set for whoever is on none, or on paused ones alone.
    """
    going = [one for one in rows.running_of(tx, person) if one.paused_at is None]
    if going:
        at = tx.now if at_once else min(_next_look(tx, one) for one in going)
        kind, key = DeadlineKind.ONBOARD, onboarding_looks.key(person)
        deadlines.set_for(tx, NO_TICKET, kind, at, key=key, person_id=person)


def began(tx: Transaction, onboarding: Onboarding, by: PersonId) -> None:
    """Tell both that it begins, and look at the first step."""
    onboarding_news.news(tx, onboarding, News.BEGAN, by, [onboarding.person_id, onboarding.mentor_id])
    set_look(tx, onboarding.person_id)


def counted(tx: Transaction, onboarding: Onboarding, place: int) -> None:
    """One more ticket or answer counts for a step: it says so, and whether it is done now is looked at soon."""
    onboarding_news.step_changed(tx, onboarding, place)
    onboarding_looks.hasten(tx, onboarding.person_id)


def end(tx: Transaction, onboarding: Onboarding, outcome: Outcome, by: PersonId | None) -> Onboarding:
    """Let somebody's way come to an end, and tell those whom it concerns. The caller holds it."""
    onboarding = rows.change(tx, onboarding, ended_at=tx.now, outcome=outcome, paused_at=None)
    onboarding_news.settled(tx, onboarding)
    learner = [] if outcome is Outcome.LEFT else [onboarding.person_id]
    leads = [] if outcome is Outcome.ENDED else people.leads(tx, onboarding.desk_id)
    onboarding_news.news(tx, onboarding, NEWS_OF[outcome], by, [*learner, onboarding.mentor_id, *leads])
    return onboarding


def _look_at(tx: Transaction, onboarding: Onboarding) -> None:
    if not people.works_there(tx, onboarding.desk_id, onboarding.person_id):
        end(tx, onboarding, Outcome.LEFT, None)
        return
    if onboarding.paused_at is not None:
        return
    track = track_rows.version(tx, onboarding.track_id, onboarding.version)
    while onboarding.place < len(track.steps):
        done = _done(tx, onboarding, track.steps[onboarding.place])
        if done is None:
            _tell(tx, onboarding)
            return
        onboarding = _go_on(tx, onboarding, done)
    _pass(tx, onboarding, track)


def _go_on(tx: Transaction, onboarding: Onboarding, done: StepDone) -> Onboarding:
    rows.do_once(tx, done)
    further = rows.change(tx, onboarding, place=onboarding.place + 1, step_since=tx.now, told_at=None)
    onboarding_news.step_changed(tx, onboarding, onboarding.place)
    return further


def _tell(tx: Transaction, onboarding: Onboarding) -> None:
    """Tell the step, once, while the learner works; else keep true what they read of it."""
    if onboarding.told_at is not None:
        onboarding_news.step_changed(tx, onboarding, onboarding.place)
    elif _here_next(tx, onboarding, tx.now) <= tx.now:
        onboarding_news.step(tx, rows.change(tx, onboarding, told_at=tx.now))


def _pass(tx: Transaction, onboarding: Onboarding, track: TrackVersion) -> None:
    """Every step is done: the level that it grants is raised, and everybody concerned hears of it."""
    end(tx, onboarding, Outcome.PASSED, None)
    known = {category.key for category in desks.categories(tx, onboarding.desk_id)}
    if track.category is not None and track.category in known:
        skills.raise_to(tx, onboarding.desk_id, track.category, onboarding.person_id, track.level, track.title)


def _done(tx: Transaction, onboarding: Onboarding, step: Step) -> StepDone | None:
    """What shows that a step is done; None while it is not."""
    if _is_gone(tx, step, onboarding.person_id):
        return StepDone(onboarding.id, onboarding.place, tx.now, LEFT_OUT, is_left_out=True)
    evidence = EVIDENCE[step.kind](tx, onboarding, step)
    return None if evidence is None else StepDone(onboarding.id, onboarding.place, tx.now, evidence)


def _is_gone(tx: Transaction, step: Step, person: PersonId) -> bool:
    """Whether nobody can do a step any more, since what it is about was retired."""
    if step.kind is StepKind.READ:
        resource = resource_rows.get(tx, step.subject or 0)
        is_read = resources.done_by(tx, ResourceId(step.subject or 0), person)
        return not is_read and (resource is None or resource.retired_at is not None)
    if step.kind is StepKind.QUIZ:
        quiz = quiz_rows.get(tx, QuizId(step.subject or 0))
        is_passed = quizzes.passed(tx, QuizId(step.subject or 0), person) is not None
        return not is_passed and (quiz is None or not quiz.is_offered)
    return False


def _read(tx: Transaction, onboarding: Onboarding, step: Step) -> str | None:
    return "" if resources.done_by(tx, ResourceId(step.subject or 0), onboarding.person_id) else None


def _passed(tx: Transaction, onboarding: Onboarding, step: Step) -> str | None:
    on = quizzes.passed(tx, QuizId(step.subject or 0), onboarding.person_id)
    return None if on is None else on.isoformat()


def _attended(tx: Transaction, onboarding: Onboarding, step: Step) -> str | None:
    """A session since they began; of a category that the desk has no more, any of its sessions."""
    known = {category.key for category in desks.categories(tx, onboarding.desk_id)}
    category = step.category if step.category in known else None
    return rows.attended(tx, onboarding.person_id, onboarding.desk_id, category, onboarding.started_at)


def _watched(tx: Transaction, onboarding: Onboarding, step: Step) -> str | None:
    here = [one for one in shadowing.watched_in(tx, onboarding.id) if one.place == onboarding.place]
    return _enough([one.key for one in here if one.confirmed_at is not None], step)


def _reviewed(tx: Transaction, onboarding: Onboarding, step: Step) -> str | None:
    here = [one for one in drafts.written_in(tx, onboarding.id) if one.place == onboarding.place]
    return _enough([one.key for one in here if one.sent_at is not None], step)


def _solved(tx: Transaction, onboarding: Onboarding, step: Step) -> str | None:
    person, desk_id, since = onboarding.person_id, onboarding.desk_id, onboarding.step_since
    return _enough(rows.solved_alone(tx, person, desk_id, since, step.times), step)


EVIDENCE: Mapping[StepKind, Callable[[Transaction, Onboarding, Step], str | None]] = {
    StepKind.READ: _read,
    StepKind.ATTEND: _attended,
    StepKind.QUIZ: _passed,
    StepKind.SHADOW: _watched,
    StepKind.REVIEWED: _reviewed,
    StepKind.SOLO: _solved,
}


def _enough(keys: list[str], step: Step) -> str | None:
    return ", ".join(keys) if len(keys) >= step.times else None


def _next_look(tx: Transaction, onboarding: Onboarding) -> datetime:
    """When a step that was not told can be; else on the next day on which they work."""
    if onboarding.told_at is None:
        return _here_next(tx, onboarding, tx.now)
    zone = at_work.zone(tx, onboarding.desk_id, onboarding.person_id)
    tomorrow = tx.now.astimezone(zone).date() + timedelta(days=1)
    return _here_next(tx, onboarding, local(tomorrow, time(), zone))


def _here_next(tx: Transaction, onboarding: Onboarding, at: datetime) -> datetime:
    return at_work.here_next(tx, onboarding.desk_id, onboarding.person_id, at)
