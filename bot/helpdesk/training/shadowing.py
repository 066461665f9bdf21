"""Watching others at their tickets: the learner says what they saw, the mentor confirms it."""

from bot.helpdesk.training import onboarding_news, onboarding_people, onboarding_steps
from bot.rules.actions import Action
from bot.rules.refusals import NotPossibleNow
from bot.rules.training.onboarding import checked_text
from bot.rules.training.shadowing import LEARNED, Shadowed
from bot.rules.training.track_refusals import AlreadyShadowed, NoSuchOnboarding, NotOwnWork
from bot.rules.training.tracks import StepKind
from bot.rules.vocabulary import PersonId
from storage.training import shadowing as rows
from storage.transaction import Transaction


def watch(tx: Transaction, step: tuple[int, int], by: PersonId, number: str, learned: str, source: str) -> Shadowed:
    """A learner has watched the ticket of this number: the mentor is asked to confirm it. Once for each ticket.

    `step` is whose way it is, and the step's place. `learned` is plain characters. Raises what `at_step` raises,
    NothingToSay, NoSuchTicket, NotOwnWork for one's own, AlreadyShadowed.
    """
    onboarding = onboarding_people.at_step(tx, step, by, StepKind.SHADOW)
    known = rows.watched_by_source(tx, source)
    if known is not None and known.onboarding_id == onboarding.id:
        return known
    learned, ticket = checked_text(learned, LEARNED), onboarding_people.ticket_named(tx, onboarding, by, number)
    if by in (ticket.assignee_id, ticket.requester_id):
        raise NotOwnWork(ticket.key)
    if any(one.place == onboarding.place and one.ticket_id == ticket.id for one in rows.watched_in(tx, onboarding.id)):
        raise AlreadyShadowed(ticket.key)
    shadowed = Shadowed(
        id=tx.new_id(),
        source=source,
        onboarding_id=onboarding.id,
        place=onboarding.place,
        ticket_id=ticket.id,
        key=ticket.key,
        learned=learned,
        at=tx.now,
        confirmed_at=None,
        confirmed_by=None,
    )
    if not rows.watch_once(tx, shadowed):
        raise NotPossibleNow  # the form told of somebody else's way
    onboarding_news.watched(tx, onboarding, shadowed)
    onboarding_news.step_changed(tx, onboarding, onboarding.place)
    return shadowed


def confirm(tx: Transaction, shadowed_id: int, by: PersonId) -> Shadowed:
    """The mentor says that the learner watched a ticket; a second click changes nothing.

    Raises NoSuchOnboarding, NotAllowed, NotByLearner to the learner, OnboardingIsOver, OnboardingIsPaused.
    """
    shadowed = rows.watched_locked(tx, shadowed_id)
    if shadowed is None:
        raise NoSuchOnboarding
    onboarding_people.refuse_own(tx, shadowed.onboarding_id, by)
    onboarding = onboarding_people.going_on(tx, shadowed.onboarding_id, by, Action.APPROVE_STEP)
    if shadowed.confirmed_at is not None:
        return shadowed
    shadowed = rows.confirm(tx, shadowed, confirmed_at=tx.now, confirmed_by=by)
    onboarding_news.shadowed_changed(tx, shadowed, onboarding_news.readers(tx, onboarding))
    onboarding_steps.counted(tx, onboarding, shadowed.place)
    return shadowed
