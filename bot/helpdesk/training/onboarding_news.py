"""What is told of somebody's way on a track: the step that comes next, and what became of it."""

from collections.abc import Collection, Iterable, Mapping

from bot.helpdesk import notices, people
from bot.helpdesk.training import onboarding_people
from bot.rules.notice_kinds import NoticeKind
from bot.rules.training.draft_answers import DraftAnswer
from bot.rules.training.onboarding import News, Onboarding
from bot.rules.training.shadowing import Shadowed
from bot.rules.vocabulary import PersonId
from storage.training import draft_answers, shadowing
from storage.transaction import Transaction


def step(tx: Transaction, onboarding: Onboarding) -> None:
    """Tell the learner what comes next."""
    key, params = _step_key(onboarding, onboarding.place), {"onboarding": onboarding.id, "place": onboarding.place}
    notices.to_person(tx, onboarding.person_id, NoticeKind.ONBOARDING_STEP, key, params=_of(onboarding, params))


def step_changed(tx: Transaction, onboarding: Onboarding, place: int) -> None:
    """Keep true what the learner reads of a step."""
    notices.show_again(tx, _step_key(onboarding, place))


def news(tx: Transaction, onboarding: Onboarding, what: News, by: PersonId | None, to: Iterable[PersonId]) -> None:
    """Tell people what happened, once; not the one who did it, nor who has left."""
    stamp = int(tx.now.timestamp())
    for person in dict.fromkeys(to):
        if person != by and people.works_there(tx, onboarding.desk_id, person):
            key = f"{NoticeKind.ONBOARDING_NEWS}:{onboarding.id}:{what}:{stamp}:{person}"
            params = _of(onboarding, {"what": what, "by": by, "mentor": onboarding.mentor_id})
            notices.to_person(tx, person, NoticeKind.ONBOARDING_NEWS, key, params=params)


def mentor_left(tx: Transaction, onboarding: Onboarding) -> None:
    """Ask those who lead the desk for another mentor."""
    for lead in people.leads(tx, onboarding.desk_id):
        if lead not in (onboarding.mentor_id, onboarding.person_id):
            key, params = _left_key(onboarding, onboarding.mentor_id, lead), {"mentor": onboarding.mentor_id}
            notices.to_person(tx, lead, NoticeKind.MENTOR_LEFT, key, params=_of(onboarding, params))


def watched(tx: Transaction, onboarding: Onboarding, shadowed: Shadowed) -> None:
    """Ask whoever is there for it whether the learner watched that ticket."""
    for to in onboarding_people.approvers(tx, onboarding):
        params = _of(onboarding, {"shadowed": shadowed.id})
        notices.to_person(tx, to, NoticeKind.SHADOWED, _shadowed_key(shadowed, to), params=params)


def draft(tx: Transaction, onboarding: Onboarding, written: DraftAnswer) -> None:
    """Give whoever is there for it this version of an answer."""
    for to in onboarding_people.approvers(tx, onboarding):
        params = _of(onboarding, {"draft": written.id, "version": written.version})
        key = _draft_key(written, written.version, to)
        notices.to_person(tx, to, NoticeKind.DRAFT_ANSWER, key, params=params)


def commented(tx: Transaction, onboarding: Onboarding, written: DraftAnswer) -> None:
    """Give the learner what was said of their answer."""
    params = _of(onboarding, {"draft": written.id, "version": written.version})
    key = _comment_key(written, written.version)
    notices.to_person(tx, onboarding.person_id, NoticeKind.DRAFT_COMMENT, key, params=params)


def handed_over(tx: Transaction, onboarding: Onboarding) -> None:
    """What waits for a mentor waits for another one; once the track is passed, answers alone do."""
    step_changed(tx, onboarding, onboarding.place)
    for one in shadowing.watched_in(tx, onboarding.id):
        if one.confirmed_at is None and onboarding.is_running:
            watched(tx, onboarding, one)
    for written in draft_answers.written_in(tx, onboarding.id):
        if written.is_open and written.commented_at is None:
            draft(tx, onboarding, written)


def settled(tx: Transaction, onboarding: Onboarding, also: Collection[PersonId] = ()) -> None:
    """Show again everything that may have changed: it was paused, resumed, ended, or has another mentor."""
    step_changed(tx, onboarding, onboarding.place)
    readers = {onboarding.mentor_id, *people.leads(tx, onboarding.desk_id), *also}
    for one in shadowing.watched_in(tx, onboarding.id):
        shadowed_changed(tx, one, readers)
    for written in draft_answers.written_in(tx, onboarding.id):
        draft_changed(tx, onboarding, written, readers)
    for mentor in readers:
        for lead in readers:
            notices.show_again(tx, _left_key(onboarding, mentor, lead))


def shadowed_changed(tx: Transaction, shadowed: Shadowed, readers: Iterable[PersonId]) -> None:
    """Keep true what was asked about a ticket."""
    for to in sorted(readers):
        notices.show_again(tx, _shadowed_key(shadowed, to))


def draft_changed(tx: Transaction, onboarding: Onboarding, written: DraftAnswer, readers: Iterable[PersonId]) -> None:
    """Keep true what people read of a draft, in all its versions, and of the step that it is for."""
    step_changed(tx, onboarding, written.place)
    for version in range(1, written.version + 1):
        notices.show_again(tx, _comment_key(written, version))
        for to in sorted({onboarding.mentor_id, *readers}):
            notices.show_again(tx, _draft_key(written, version, to))


def readers(tx: Transaction, onboarding: Onboarding) -> set[PersonId]:
    """Who may have been asked about what the learner did."""
    return {onboarding.mentor_id, *people.leads(tx, onboarding.desk_id)}


def _of(onboarding: Onboarding, params: Mapping[str, object]) -> dict[str, object]:
    return {"onboarding": onboarding.id, "desk": onboarding.desk_id, **params}


def _step_key(onboarding: Onboarding, place: int) -> str:
    return f"{NoticeKind.ONBOARDING_STEP}:{onboarding.id}:{place}"


def _left_key(onboarding: Onboarding, mentor: PersonId, lead: PersonId) -> str:
    return f"{NoticeKind.MENTOR_LEFT}:{onboarding.id}:{mentor}:{lead}"


def _shadowed_key(shadowed: Shadowed, to: PersonId) -> str:
    return f"{NoticeKind.SHADOWED}:{shadowed.id}:{to}"


def _draft_key(written: DraftAnswer, version: int, to: PersonId) -> str:
    return f"{NoticeKind.DRAFT_ANSWER}:{written.id}:{version}:{to}"


def _comment_key(written: DraftAnswer, version: int) -> str:
    return f"{NoticeKind.DRAFT_COMMENT}:{written.id}:{version}"
