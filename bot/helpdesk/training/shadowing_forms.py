"""The forms of watching others and of answers that a mentor approves: what they show, or why they don't open."""

from bot.helpdesk.training import onboarding_people, onboarding_pictures, shadowing
from bot.rules.actions import Action
from bot.rules.training.shadowing import DraftId
from bot.rules.training.track_pictures import DraftPicture, WayPicture
from bot.rules.training.track_refusals import DraftChanged, DraftIsSent, NotOwnDraft
from bot.rules.training.tracks import StepKind
from bot.rules.vocabulary import PersonId
from storage.transaction import Transaction


def to_watch(tx: Transaction, step: tuple[int, int], by: PersonId) -> WayPicture:
    """The form to say what one has watched. Raises what `shadowing.current` raises."""
    return onboarding_pictures.drawn(tx, shadowing.current(tx, step, by, StepKind.SHADOW), by)


def to_write(tx: Transaction, step: tuple[int, int], by: PersonId) -> WayPicture:
    """The form for an answer. Raises as `to_watch` does."""
    return onboarding_pictures.drawn(tx, shadowing.current(tx, step, by, StepKind.REVIEWED), by)


def to_change(tx: Transaction, about: tuple[DraftId, int], by: PersonId) -> DraftPicture:
    """The form for the next version of an answer.

    Raises NoSuchOnboarding, NotAllowed, OnboardingIsOver, OnboardingIsPaused, DraftChanged, DraftIsSent.
    """
    return _shown(tx, about, by, Action.DO_STEP)


def to_comment(tx: Transaction, about: tuple[DraftId, int], by: PersonId) -> DraftPicture:
    """The form for what the mentor says of it. Raises as `to_change`, and NotOwnDraft to whoever wrote it."""
    return _shown(tx, about, by, Action.APPROVE_STEP)


def _shown(tx: Transaction, about: tuple[DraftId, int], by: PersonId, action: Action) -> DraftPicture:
    draft_id, seen = about
    shown = onboarding_pictures.draft_for(tx, draft_id, by)
    if action is Action.APPROVE_STEP and shown.draft.author_id == by:
        raise NotOwnDraft
    onboarding_people.going_on(tx, shown.draft.onboarding_id, by, action)
    if not shown.draft.is_open:
        raise DraftIsSent(shown.draft.key)
    if shown.draft.version != seen:
        raise DraftChanged(shown.draft.key)
    return shown
