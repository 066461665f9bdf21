"""What people see of answers that a mentor approves: the forms, and how each version stands."""

from bot.helpdesk import cards, people
from bot.helpdesk.training import onboarding_people, onboarding_pictures
from bot.rules.actions import Action
from bot.rules.training import draft_answers as rules
from bot.rules.training.draft_answers import DraftAnswer, DraftId
from bot.rules.training.track_pictures import DraftPicture, WayPicture
from bot.rules.training.track_refusals import DraftChanged, DraftIsSent, NoSuchOnboarding, NotByLearner
from bot.rules.training.tracks import StepKind
from bot.rules.vocabulary import PersonId
from storage import tickets
from storage.training import draft_answers as rows
from storage.training import onboarding as onboardings
from storage.transaction import Transaction


def to_write(tx: Transaction, step: tuple[int, int], by: PersonId) -> WayPicture:
    """The form for an answer. Raises what `onboarding_people.at_step` raises."""
    return onboarding_pictures.drawn(tx, onboarding_people.at_step(tx, step, by, StepKind.REVIEWED), by)


def to_change(tx: Transaction, about: tuple[DraftId, int], by: PersonId) -> DraftPicture:
    """The form for the next version of an answer.

    Raises NoSuchOnboarding, NotAllowed, OnboardingIsOver, OnboardingIsPaused, DraftChanged, DraftIsSent.
    """
    return _shown(tx, about, by, Action.DO_STEP)


def to_comment(tx: Transaction, about: tuple[DraftId, int], by: PersonId) -> DraftPicture:
    """The form for what the mentor says of it. Raises as `to_change`, and NotByLearner to whoever wrote it."""
    return _shown(tx, about, by, Action.APPROVE_STEP)


def _shown(tx: Transaction, about: tuple[DraftId, int], by: PersonId, action: Action) -> DraftPicture:
    draft_id, seen = about
    shown = of_id(tx, draft_id, by)
    if action is Action.APPROVE_STEP and shown.draft.author_id == by:
        raise NotByLearner
    onboarding_people.with_drafts(tx, shown.draft.onboarding_id, by, action)
    if not shown.draft.is_open:
        raise DraftIsSent(shown.draft.key)
    if shown.draft.version != seen:
        raise DraftChanged(shown.draft.key)
    return shown


def of_id(tx: Transaction, draft_id: int, by: PersonId) -> DraftPicture:
    """A draft in its last version, for a form. Raises NoSuchOnboarding to whom may not see it."""
    draft = rows.get(tx, draft_id)
    shown = None if draft is None else of_version(tx, draft, draft.version, by)
    if shown is None:
        raise NoSuchOnboarding
    return shown


def of_version(tx: Transaction, draft: DraftAnswer, version: int, to: PersonId) -> DraftPicture | None:
    """A version of an answer that is not sent before it is approved; None to whom may not see it (any more)."""
    shown, ticket = onboardings.get(tx, draft.onboarding_id), tickets.get(tx, draft.ticket_id)
    if shown is None or ticket is None or not people.may(tx, to, Action.SEE, ticket):
        return None
    if to != draft.author_id and not onboarding_people.may_approve(tx, shown, to):
        return None
    stands = rules.standing(ticket)
    is_there = people.works_there(tx, shown.desk_id, draft.author_id)
    return DraftPicture(
        draft=draft,
        turn=rules.turn(draft, version, is_there=is_there, is_kept=shown.keeps_drafts),
        title=onboarding_people.title(tx, shown),
        name=onboarding_people.name(tx, draft.author_id),
        commented_by=onboarding_people.name(tx, draft.commented_by),
        approved_by=onboarding_people.name(tx, draft.approved_by),
        subject=ticket.subject,
        url=cards.card_urls(tx, [ticket]).get(ticket.id),
        is_paused=shown.paused_at is not None,
        is_stale=draft.is_open and stands != draft.seen,
        stands=stands,
    )
