"""What people see of those who are on a track: lists, the form to begin, how far somebody is, and messages."""

from collections.abc import Sequence

from bot.helpdesk import people
from bot.helpdesk.training import onboarding, onboarding_people, track_pictures, tracks
from bot.helpdesk.training.onboarding_people import name
from bot.rules.actions import Action
from bot.rules.paging import pages
from bot.rules.training import tracks as track_rules
from bot.rules.training.onboarding import News, Onboarding, OnboardingId, asked_for
from bot.rules.training.track_pictures import (
    Concern,
    NewsPicture,
    OnboardingLine,
    OnboardingsPicture,
    PairingPicture,
    StepLine,
    WayPicture,
)
from bot.rules.training.track_refusals import NobodyCalled
from bot.rules.training.tracks import Track, TrackId
from bot.rules.vocabulary import DeskId, PersonId
from storage import desks
from storage.training import draft_answers, shadowing
from storage.training import onboarding as rows
from storage.training import tracks as track_rows
from storage.transaction import Transaction

PAGE = 20  # people of a list


def listing(tx: Transaction, by: PersonId, page: int = 1) -> OnboardingsPicture:
    """A page of those on a track: oneself, one's learners, everybody at a desk that one leads.

    Raises NoDesk, NotAllowed.
    """
    people.refuse_strangers(tx, by, Action.SEE_OWN_ONBOARDING)
    worked = {desk.id: desk.name for desk in people.desks_where(tx, by, Action.SEE_OWN_ONBOARDING)}
    led = {desk.id for desk in people.desks_where(tx, by, Action.ONBOARD)}
    found, total = rows.listed(tx, by, worked, led, first=(page - 1) * PAGE, limit=PAGE)
    last = pages(total, PAGE)
    if page > last:
        return listing(tx, by, last)
    names = worked if len(worked) > 1 else {}
    return OnboardingsPicture(tuple(_line(tx, one, by, names) for one in found), page, last, bool(led))


def asked(tx: Transaction, typed: str, by: PersonId) -> PairingPicture:
    """The form for `/helpdesk onboard @person track`, for whoever leads a desk.

    Raises NotAllowed, NoDesk, NobodyCalled, NoTrackCalled, SeveralTracks, and what `onboarding.refuse` does.
    """
    people.refuse_strangers(tx, by, Action.ONBOARD)
    led = [desk.id for desk in people.desks_where(tx, by, Action.ONBOARD)]
    members = {member.person_id for desk_id in led for member in desks.members(tx, desk_id)}
    wish = asked_for(typed, people.names(tx, members))
    if wish.person_id is None:
        raise NobodyCalled(wish.title)
    every = [track for desk_id in led for track in track_rows.of_desk(tx, desk_id)]
    if not wish.title:
        return _pairing(tx, wish.person_id, None, every)
    track = track_rules.called(wish.title, every)
    onboarding.refuse(tx, track, wish.person_id)
    return _pairing(tx, wish.person_id, track, ())


def blank(tx: Transaction, by: PersonId) -> PairingPicture:
    """The same form without anything in it. Raises NotAllowed, NoDesk."""
    people.refuse_strangers(tx, by, Action.ONBOARD)
    led = people.desks_where(tx, by, Action.ONBOARD)
    return _pairing(tx, None, None, [track for desk in led for track in track_rows.of_desk(tx, desk.id)])


def onto(tx: Transaction, track_id: TrackId, by: PersonId) -> PairingPicture:
    """The same form for one track. Raises NoSuchTrack, NotAllowed."""
    return _pairing(tx, None, tracks.led_by(tx, track_id, by, Action.ONBOARD), ())


def way(tx: Transaction, onboarding_id: OnboardingId, by: PersonId) -> WayPicture:
    """How far somebody is, for whoever may see it. Raises NoSuchOnboarding."""
    return drawn(tx, onboarding_people.permitted(tx, onboarding_id, by, Action.SEE_ONBOARDING), by)


def drawn(tx: Transaction, shown: Onboarding, by: PersonId) -> WayPicture:
    """The same for a caller who has asked."""
    track, desk = track_rows.version(tx, shown.track_id, shown.version), desks.get(tx, shown.desk_id)
    done, watched = rows.done(tx, shown.id), shadowing.watched_in(tx, shown.id)
    drafts = draft_answers.written_in(tx, shown.id)
    lines = tuple(
        StepLine(
            shown=track_pictures.step_picture(tx, shown.desk_id, step),
            done=done.get(place),
            watched=tuple(one for one in watched if one.place == place),
            drafts=tuple(one for one in drafts if one.place == place),
        )
        for place, step in enumerate(track.steps)
    )
    return WayPicture(
        onboarding=shown,
        title=track.title,
        name=name(tx, shown.person_id),
        mentor=name(tx, shown.mentor_id),
        has_mentor=onboarding_people.has_mentor(tx, shown),
        desk=desk.name if desk else "",
        lines=lines,
        may_pause=shown.is_running and onboarding_people.may(tx, shown, by, Action.PAUSE_ONBOARDING),
        may_lead=shown.is_running and onboarding_people.may(tx, shown, by, Action.ONBOARD),
    )


def mentor_form(tx: Transaction, onboarding_id: OnboardingId, by: PersonId) -> WayPicture:
    """The form for another mentor. Raises NoSuchOnboarding, NotAllowed, OnboardingIsOver."""
    shown = onboarding_people.permitted(tx, onboarding_id, by, Action.ONBOARD)
    onboarding_people.refuse_ended(tx, shown)
    return drawn(tx, shown, by)


def news(tx: Transaction, what: News, shown: Onboarding, to: PersonId, by: PersonId | None) -> NewsPicture | None:
    """What happened, for one of those whom it concerns; None to whom it does not any more."""
    if not onboarding_people.may(tx, shown, to, Action.SEE_ONBOARDING):
        return None
    track = track_rows.version(tx, shown.track_id, shown.version)
    named = {one.key: one.name for one in desks.categories(tx, shown.desk_id)}
    return NewsPicture(
        news=what,
        concern=_concern(shown, to),
        onboarding=shown,
        title=track.title,
        name=name(tx, shown.person_id),
        mentor=name(tx, shown.mentor_id),
        by=name(tx, by),
        category=named.get(track.category, "") if track.category else "",
        level=track.level,
        waiting=tuple(one.key for one in draft_answers.written_in(tx, shown.id) if one.is_open),
    )


def _line(tx: Transaction, one: Onboarding, by: PersonId, names: dict[DeskId, str]) -> OnboardingLine:
    track = track_rows.version(tx, one.track_id, one.version)
    return OnboardingLine(
        onboarding=one,
        title=track.title,
        name=name(tx, one.person_id),
        mentor=name(tx, one.mentor_id),
        desk=names.get(one.desk_id, ""),
        steps=len(track.steps),
        is_own=one.person_id == by,
    )


def _pairing(tx: Transaction, person: PersonId | None, track: Track | None, every: Sequence[Track]) -> PairingPicture:
    open_ones = tuple(one for one in every if one.retired_at is None and one.steps)
    return PairingPicture(person, name(tx, person), track, open_ones)


def _concern(shown: Onboarding, to: PersonId) -> Concern:
    if to == shown.person_id:
        return Concern.LEARNER
    return Concern.MENTOR if to == shown.mentor_id else Concern.LEAD
