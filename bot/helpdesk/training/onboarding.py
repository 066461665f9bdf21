"""Who is on a track: beginning with a mentor, pausing, ending, another mentor, and people who leave."""

from bot.helpdesk import people
from bot.helpdesk.training import onboarding_news, onboarding_people, onboarding_steps, tracks
from bot.helpdesk.training.onboarding_people import name
from bot.rules.actions import Action
from bot.rules.refusals import NotPossibleNow
from bot.rules.training import onboarding as rules
from bot.rules.training.onboarding import News, Onboarding, OnboardingId, Outcome, Pairing
from bot.rules.training.refusals import NotAtThisDesk
from bot.rules.training.track_refusals import (
    AlreadyOnTrack,
    MentorIsLearner,
    TrackIsEmpty,
    TrackRetired,
    TracksNotPassed,
)
from bot.rules.training.tracks import Track
from bot.rules.vocabulary import DeskId, PersonId
from storage import desks
from storage.training import onboarding as rows
from storage.training import tracks as track_rows
from storage.transaction import Transaction


def begin(tx: Transaction, pairing: Pairing, by: PersonId) -> Onboarding:
    """Put somebody on a track, with a mentor. The same form again is the same beginning.

    Raises NoSuchTrack, NotAllowed, what `refuse` raises, and MentorIsLearner, NotAtThisDesk for the mentor.
    """
    track = tracks.led_by(tx, pairing.track_id, by, Action.ONBOARD)
    known = rows.by_source(tx, pairing.source)
    if known is not None:
        return known
    refuse(tx, track, pairing.person_id)
    _refuse_mentor(tx, track.desk_id, pairing.person_id, pairing.mentor_id)
    before = rows.times_of(tx, track.id, pairing.person_id)
    onboarding = _new(tx, track, pairing, by, len(before) + 1)
    if not rows.add_once(tx, onboarding):
        raise NotPossibleNow  # the caller holds the track: nobody else can have begun
    onboarding_steps.began(tx, onboarding, by)
    return onboarding


def refuse(tx: Transaction, track: Track, person: PersonId) -> None:
    """Raise why somebody can't begin a track.

    TrackRetired, TrackIsEmpty, NotAtThisDesk, AlreadyOnTrack, and TracksNotPassed for those that come before.
    """
    if track.retired_at is not None:
        raise TrackRetired(track.title)
    if not track.steps:
        raise TrackIsEmpty(track.title)
    _refuse_stranger(tx, track.desk_id, person)
    if any(one.is_running for one in rows.times_of(tx, track.id, person)):
        raise AlreadyOnTrack(name(tx, person), track.title)
    missing = rules.missing(track.requires, rows.passed_by(tx, person))
    if missing:
        known = track_rows.known(tx, missing)
        raise TracksNotPassed(name(tx, person), tuple(known[one].title for one in missing if one in known))


def pause(tx: Transaction, onboarding_id: OnboardingId, by: PersonId) -> Onboarding:
    """Let somebody's way stand still: nothing is sent meanwhile.

    Raises NoSuchOnboarding, NotAllowed, OnboardingIsOver.
    """
    onboarding = _not_ended(tx, onboarding_id, by, Action.PAUSE_ONBOARDING)
    if onboarding.paused_at is not None:
        return onboarding
    onboarding = rows.change(tx, onboarding, paused_at=tx.now)
    onboarding_news.settled(tx, onboarding)
    return onboarding


def resume(tx: Transaction, onboarding_id: OnboardingId, by: PersonId) -> Onboarding:
    """Let it go on. Raises as `pause` does."""
    onboarding = _not_ended(tx, onboarding_id, by, Action.PAUSE_ONBOARDING)
    if onboarding.paused_at is None:
        return onboarding
    onboarding = rows.change(tx, onboarding, paused_at=None)
    onboarding_news.settled(tx, onboarding)
    onboarding_steps.set_look(tx, onboarding.person_id, at_once=True)
    return onboarding


def end(tx: Transaction, onboarding_id: OnboardingId, by: PersonId) -> Onboarding:
    """Take somebody off a track. A second click changes nothing. Raises NoSuchOnboarding, NotAllowed."""
    onboarding = onboarding_people.permitted(tx, onboarding_id, by, Action.ONBOARD)
    return onboarding_steps.end(tx, onboarding, Outcome.ENDED, by) if onboarding.is_running else onboarding


def change_mentor(tx: Transaction, onboarding_id: OnboardingId, by: PersonId, mentor: PersonId) -> Onboarding:
    """Let somebody else be there for a learner; what waits for the mentor waits for them.

    Raises NoSuchOnboarding, NotAllowed, OnboardingIsOver, MentorIsLearner, NotAtThisDesk.
    """
    onboarding = _not_ended(tx, onboarding_id, by, Action.ONBOARD)
    _refuse_mentor(tx, onboarding.desk_id, onboarding.person_id, mentor)
    before = onboarding.mentor_id
    if mentor == before:
        return onboarding
    onboarding = rows.change(tx, onboarding, mentor_id=mentor)
    onboarding_news.settled(tx, onboarding, [before])
    onboarding_news.news(tx, onboarding, News.MENTOR, by, [onboarding.person_id, mentor])
    onboarding_news.handed_over(tx, onboarding)
    return onboarding


def left(tx: Transaction, person: PersonId, desk_id: DeskId | None = None) -> None:
    """Somebody has left the workspace, or this desk: their ways end, and their learners need another mentor."""
    for running in rows.running_of(tx, person):
        onboarding = rows.locked(tx, running.id)
        if onboarding is not None and onboarding.is_running and desk_id in (None, onboarding.desk_id):
            onboarding_steps.end(tx, onboarding, Outcome.LEFT, None)
    for onboarding in rows.mentored_by(tx, person):
        if desk_id in (None, onboarding.desk_id):
            onboarding_news.mentor_left(tx, onboarding)
            onboarding_news.handed_over(tx, onboarding)
    for onboarding in rows.passed_with_drafts(tx, person):
        if desk_id in (None, onboarding.desk_id):
            onboarding_news.settled(tx, onboarding)
            if person == onboarding.mentor_id:
                onboarding_news.handed_over(tx, onboarding)


def _not_ended(tx: Transaction, onboarding_id: OnboardingId, by: PersonId, action: Action) -> Onboarding:
    onboarding = onboarding_people.permitted(tx, onboarding_id, by, action)
    onboarding_people.refuse_ended(tx, onboarding)
    return onboarding


def _refuse_mentor(tx: Transaction, desk_id: DeskId, learner: PersonId, mentor: PersonId) -> None:
    if mentor == learner:
        raise MentorIsLearner(name(tx, learner))
    _refuse_stranger(tx, desk_id, mentor)


def _refuse_stranger(tx: Transaction, desk_id: DeskId, person: PersonId) -> None:
    if not people.works_there(tx, desk_id, person):
        desk = desks.get(tx, desk_id)
        raise NotAtThisDesk(name(tx, person), desk.name if desk else desk_id)


def _new(tx: Transaction, track: Track, pairing: Pairing, by: PersonId, number: int) -> Onboarding:
    return Onboarding(
        id=OnboardingId(tx.new_id()),
        source=pairing.source,
        track_id=track.id,
        version=track.version,
        desk_id=track.desk_id,
        person_id=pairing.person_id,
        mentor_id=pairing.mentor_id,
        number=number,
        started_at=tx.now,
        started_by=by,
        place=0,
        step_since=tx.now,
        told_at=None,
        paused_at=None,
        ended_at=None,
        outcome=None,
    )
