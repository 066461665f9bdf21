"""Samples of everything about training: each part has a file of its own, joined here."""

from bot.rules.refusals import Refusal
from bot.rules.training import refusals as because
from tests.views import (
    training_draft_answer_samples,
    training_need_samples,
    training_quality_samples,
    training_quiz_samples,
    training_resource_samples,
    training_session_samples,
    training_shadowing_samples,
    training_skill_samples,
    training_track_samples,
)
from tests.views.extremes import TEXTS, long

SAMPLES = {
    **training_draft_answer_samples.SAMPLES,
    **training_need_samples.SAMPLES,
    **training_quality_samples.SAMPLES,
    **training_quiz_samples.SAMPLES,
    **training_resource_samples.SAMPLES,
    **training_shadowing_samples.SAMPLES,
    **training_skill_samples.SAMPLES,
    **training_track_samples.SAMPLES,
    **training_session_samples.SAMPLES,
}
WITHOUT_KEY = {
    **training_need_samples.WITHOUT_KEY,
    **training_quality_samples.WITHOUT_KEY,
    **training_quiz_samples.WITHOUT_KEY,
    **training_resource_samples.WITHOUT_KEY,
    **training_skill_samples.WITHOUT_KEY,
    **training_track_samples.WITHOUT_KEY,
    **training_session_samples.WITHOUT_KEY,
}
PARTS = {
    *training_need_samples.PARTS,
    *training_quality_samples.PARTS,
    *training_quiz_samples.PARTS,
    *training_resource_samples.PARTS,
    *training_skill_samples.PARTS,
    *training_track_samples.PARTS,
    *training_session_samples.PARTS,
}

OF_RESOURCES: tuple[Refusal, ...] = (
    because.NoSuchResource(),
    because.NotALink(),
    because.NothingToRead(),
    because.NotMinutes(600),
    because.ResourceChanged(long(TEXTS["hostile"], 120)),
    because.SessionChanged(long(TEXTS["hostile"], 120)),
    because.HasNewVersion(long(TEXTS["hostile characters"], 120)),
    because.ResourceRetired(long(TEXTS["hostile"], 120)),
)
OF_SESSIONS: tuple[Refusal, ...] = (
    because.NoSuchSession(),
    because.SessionIsOver(long(TEXTS["hostile"], 120)),
    because.SessionIsCancelled(long(TEXTS["hostile"], 120)),
    because.SessionIsAhead(long(TEXTS["hostile"], 120)),
    because.PlacesAreTaken(1),
    because.PlacesAreTaken(17),
    because.HostNeedsNoPlace(),
    because.NeedsCategory(),
    because.NobodyChosen(),
    because.NotAtThisDesk(long(TEXTS["hostile"], 80), long(TEXTS["hostile"], 75)),
    because.NeedsAnEnd(),
    because.EndsBeforeItBegins(),
    because.TooManyRepeats(52),
)
REFUSALS: tuple[Refusal, ...] = (
    *training_quality_samples.REFUSALS,
    *training_quiz_samples.REFUSALS,
    *OF_RESOURCES,
    *training_skill_samples.REFUSALS,
    *training_track_samples.REFUSALS,
    *OF_SESSIONS,
)
