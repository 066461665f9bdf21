"""Why the helpdesk says no to something about tracks and who is on one, as people read it."""

from collections.abc import Callable, Mapping, Sequence

from bot.i18n import Reader
from bot.rules.training import track_refusals as because
from bot.views.mrkdwn import cut, escape

NAMED, TYPED = 400, 80  # characters


def _no_such_track(_reason: because.NoSuchTrack, reader: Reader) -> str:
    return reader.gettext("I can't find that track. Whoever leads the desk sees its tracks with `/helpdesk onboard`.")


def _no_track_called(reason: because.NoTrackCalled, reader: Reader) -> str:
    if not reason.known:
        return reader.gettext("There are no tracks yet. `/helpdesk onboard` lets you make one.")
    text = reader.gettext("No track is called “{typed}”. These are: {titles}.")
    return text.format(typed=_typed(reason.typed), titles=_names(reason.known))


def _several(reason: because.SeveralTracks, reader: Reader) -> str:
    text = reader.gettext("Several tracks begin with “{typed}”: {titles}. Please type a little more.")
    return text.format(typed=_typed(reason.typed), titles=_names(reason.titles))


def _nobody_called(reason: because.NobodyCalled, reader: Reader) -> str:
    text = reader.gettext(
        "I know nobody called “{typed}” who works a desk that you lead. "
        "`/helpdesk onboard @person track` names the person first, then the track."
    )
    return text.format(typed=_typed(reason.typed))


def _changed(reason: because.TrackChanged, reader: Reader) -> str:
    text = reader.gettext(
        "“{title}” was changed while you had it before you, so nothing was saved. "
        "Please copy your text, close this and open it again."
    )
    return text.format(title=escape(reason.title))


def _retired(reason: because.TrackRetired, reader: Reader) -> str:
    return reader.gettext("“{title}” was retired: nobody begins it any more.").format(title=escape(reason.title))


def _is_empty(reason: because.TrackIsEmpty, reader: Reader) -> str:
    text = reader.gettext("“{title}” has no steps yet, so nobody can begin it.")
    return text.format(title=escape(reason.title))


def _is_full(reason: because.TrackIsFull, reader: Reader) -> str:
    return reader.gettext("A track has {most} steps at most. Please remove one first.").format(most=reason.most)


def _cycle(reason: because.TrackCycle, reader: Reader) -> str:
    text = reader.gettext("Then a track would have to be passed before itself: {way}. Nothing was changed.")
    return text.format(way=escape(cut(" → ".join(reason.titles), NAMED)))


def _too_many_required(reason: because.TooManyRequired, reader: Reader) -> str:
    return reader.gettext("Please choose {most} tracks at most.").format(most=reason.most)


def _level_needs_category(_reason: because.LevelNeedsCategory, reader: Reader) -> str:
    return reader.gettext("A level and its category belong together: please choose both, or none of them.")


def _nothing_for_step(_reason: because.NothingForStep, reader: Reader) -> str:
    return reader.gettext("Please choose what the step is about: something of this desk that is not retired.")


def _not_so_many(reason: because.NotSoMany, reader: Reader) -> str:
    return reader.gettext("Please give a whole number from 1 to {most}.").format(most=reason.most)


def _mentor_is_learner(reason: because.MentorIsLearner, reader: Reader) -> str:
    text = reader.gettext("{name} can't be their own mentor. Please choose somebody else.")
    return text.format(name=escape(reason.name))


def _already(reason: because.AlreadyOnTrack, reader: Reader) -> str:
    text = reader.gettext("{name} is on “{title}” already. Nothing was changed.")
    return text.format(name=escape(reason.name), title=escape(reason.title))


def _not_passed(reason: because.TracksNotPassed, reader: Reader) -> str:
    text = reader.gettext("{name} has to pass this before: {titles}. Nothing was changed.")
    return text.format(name=escape(reason.name), titles=_names(reason.titles))


def _no_such_onboarding(_reason: because.NoSuchOnboarding, reader: Reader) -> str:
    return reader.gettext("That is not there for you, or not any more. `/helpdesk onboard` shows what is.")


def _is_over(reason: because.OnboardingIsOver, reader: Reader) -> str:
    text = reader.gettext("“{title}” has come to an end for them. Nothing was sent or changed.")
    return text.format(title=escape(reason.title))


def _is_paused(reason: because.OnboardingIsPaused, reader: Reader) -> str:
    text = reader.gettext("“{title}” is paused for them: nothing is sent until somebody resumes it.")
    return text.format(title=escape(reason.title))


def _step_is_done(reason: because.StepIsDone, reader: Reader) -> str:
    text = reader.gettext("That step of “{title}” is not the one you are at. `/helpdesk onboard` shows where you are.")
    return text.format(title=escape(reason.title))


def _own_work(reason: because.NotOwnWork, reader: Reader) -> str:
    return reader.gettext("{key} is your own. Please choose somebody else's ticket.").format(key=escape(reason.key))


def _already_shadowed(reason: because.AlreadyShadowed, reader: Reader) -> str:
    return reader.gettext("You have named {key} already. Each ticket counts once.").format(key=escape(reason.key))


def _draft_waits(reason: because.DraftWaits, reader: Reader) -> str:
    text = reader.gettext("Your mentor has an answer of yours to {key} already. Please change that one.")
    return text.format(key=escape(reason.key))


def _draft_changed(reason: because.DraftChanged, reader: Reader) -> str:
    text = reader.gettext("There is a newer version of the answer to {key}. Nothing was sent: please look at that one.")
    return text.format(key=escape(reason.key))


def _draft_is_sent(reason: because.DraftIsSent, reader: Reader) -> str:
    return reader.gettext("The answer to {key} was sent already. Nothing was changed.").format(key=escape(reason.key))


def _not_by_learner(_reason: because.NotByLearner, reader: Reader) -> str:
    return reader.gettext("That is your own work, so your mentor has to approve it, or somebody who leads the desk.")


def _cannot_any_more(reason: because.CannotAnswerAnyMore, reader: Reader) -> str:
    text = reader.gettext("{key} is at a desk by now that {name} does not work. Nothing was sent.")
    return text.format(key=escape(reason.key), name=escape(reason.name))


def _meanwhile(reason: because.AnsweredMeanwhile, reader: Reader) -> str:
    text = reader.gettext(
        "Something happened to {key} since this was written. Nothing was sent: please look at it first."
    )
    return text.format(key=escape(reason.key))


def _names(titles: Sequence[str]) -> str:
    return escape(cut(", ".join(titles), NAMED))


def _typed(typed: str) -> str:
    return escape(cut(typed, TYPED))


SENTENCES: Mapping[type, Callable[..., str]] = {
    because.NoSuchTrack: _no_such_track,
    because.NoTrackCalled: _no_track_called,
    because.SeveralTracks: _several,
    because.NobodyCalled: _nobody_called,
    because.TrackChanged: _changed,
    because.TrackRetired: _retired,
    because.TrackIsEmpty: _is_empty,
    because.TrackIsFull: _is_full,
    because.TrackCycle: _cycle,
    because.TooManyRequired: _too_many_required,
    because.LevelNeedsCategory: _level_needs_category,
    because.NothingForStep: _nothing_for_step,
    because.NotSoMany: _not_so_many,
    because.MentorIsLearner: _mentor_is_learner,
    because.AlreadyOnTrack: _already,
    because.TracksNotPassed: _not_passed,
    because.NoSuchOnboarding: _no_such_onboarding,
    because.OnboardingIsOver: _is_over,
    because.OnboardingIsPaused: _is_paused,
    because.StepIsDone: _step_is_done,
    because.NotOwnWork: _own_work,
    because.AlreadyShadowed: _already_shadowed,
    because.DraftWaits: _draft_waits,
    because.DraftChanged: _draft_changed,
    because.DraftIsSent: _draft_is_sent,
    because.NotByLearner: _not_by_learner,
    because.CannotAnswerAnyMore: _cannot_any_more,
    because.AnsweredMeanwhile: _meanwhile,
}
