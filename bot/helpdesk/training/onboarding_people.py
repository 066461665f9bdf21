"""What people are to somebody's way on a track, and what they may do with it."""

from bot.helpdesk import people
from bot.rules import permission
from bot.rules.actions import Action, Role
from bot.rules.intake import KEY
from bot.rules.records import Ticket
from bot.rules.refusals import NoSuchTicket, NotAllowed
from bot.rules.training.onboarding import Onboarding
from bot.rules.training.track_refusals import (
    NoSuchOnboarding,
    NotByLearner,
    OnboardingIsOver,
    OnboardingIsPaused,
    StepIsDone,
)
from bot.rules.training.tracks import StepKind
from bot.rules.vocabulary import PersonId
from storage import tickets
from storage.training import onboarding as rows
from storage.training import tracks as track_rows
from storage.transaction import Transaction


def permitted(tx: Transaction, onboarding_id: int, by: PersonId, action: Action) -> Onboarding:
    """Somebody's way on a track, locked, if `by` may do this. Raises NoSuchOnboarding to outsiders, NotAllowed."""
    onboarding = rows.locked(tx, onboarding_id)
    if onboarding is None:
        raise NoSuchOnboarding
    roles = roles_in(tx, onboarding, by)
    if not permission.allowed(Action.SEE_ONBOARDING, roles):
        raise NoSuchOnboarding
    if not permission.allowed(action, roles):
        raise NotAllowed(action)
    return onboarding


def going_on(tx: Transaction, onboarding_id: int, by: PersonId, action: Action) -> Onboarding:
    """The same while it goes on. Raises OnboardingIsOver and OnboardingIsPaused, too."""
    onboarding = permitted(tx, onboarding_id, by, action)
    refuse_ended(tx, onboarding)
    refuse_paused(tx, onboarding)
    return onboarding


def with_drafts(tx: Transaction, onboarding_id: int, by: PersonId, action: Action) -> Onboarding:
    """The same as long as answers that were written on it can be sent, which is also once it is passed."""
    onboarding = permitted(tx, onboarding_id, by, action)
    if not onboarding.keeps_drafts:
        raise OnboardingIsOver(title(tx, onboarding))
    refuse_paused(tx, onboarding)
    return onboarding


def at_step(tx: Transaction, step: tuple[int, int], by: PersonId, kind: StepKind) -> Onboarding:
    """The learner's own way, locked, if this is the step that they are at: whose way it is, and the step's place.

    Raises NoSuchOnboarding, NotAllowed, OnboardingIsOver, OnboardingIsPaused, StepIsDone.
    """
    onboarding_id, place = step
    onboarding = going_on(tx, onboarding_id, by, Action.DO_STEP)
    track = track_rows.version(tx, onboarding.track_id, onboarding.version)
    if onboarding.place != place or place >= len(track.steps) or track.steps[place].kind is not kind:
        raise StepIsDone(track.title)
    return onboarding


def ticket_named(tx: Transaction, onboarding: Onboarding, by: PersonId, number: str) -> Ticket:
    """The ticket of this number, if it is of the desk and theirs to know of; else in the same words."""
    number = number.strip().upper()
    ticket = tickets.by_key(tx, number) if KEY.fullmatch(number) else None
    if ticket is None or ticket.desk_id != onboarding.desk_id or not people.may(tx, by, Action.SEE, ticket):
        raise NoSuchTicket(number)
    return ticket


def refuse_ended(tx: Transaction, onboarding: Onboarding) -> None:
    """Raise OnboardingIsOver once it has come to an end."""
    if not onboarding.is_running:
        raise OnboardingIsOver(title(tx, onboarding))


def refuse_paused(tx: Transaction, onboarding: Onboarding) -> None:
    """Raise OnboardingIsPaused while it stands still."""
    if onboarding.paused_at is not None:
        raise OnboardingIsPaused(title(tx, onboarding))


def refuse_own(tx: Transaction, onboarding_id: int, by: PersonId) -> None:
    """Raise NotByLearner to the learner: nobody says of their own work that it is right."""
    known = rows.get(tx, onboarding_id)
    if known is not None and known.person_id == by:
        raise NotByLearner


def may(tx: Transaction, onboarding: Onboarding, by: PersonId, action: Action) -> bool:
    """Whether somebody may do this."""
    return permission.allowed(action, roles_in(tx, onboarding, by))


def may_approve(tx: Transaction, onboarding: Onboarding, by: PersonId) -> bool:
    """Whether somebody may say that what the learner did is right; nobody may say so of their own work."""
    return by != onboarding.person_id and may(tx, onboarding, by, Action.APPROVE_STEP)


def roles_in(tx: Transaction, onboarding: Onboarding, person: PersonId) -> frozenset[Role]:
    """What somebody is to it: nothing but what everybody is, once they work its desk no more."""
    roles = people.roles_at(tx, person, onboarding.desk_id)
    if not permission.allowed(Action.SEE_OWN_ONBOARDING, roles):
        return roles
    if person == onboarding.person_id:
        roles |= {Role.LEARNER}
    if person == onboarding.mentor_id:
        roles |= {Role.MENTOR}
    return roles


def has_mentor(tx: Transaction, onboarding: Onboarding) -> bool:
    """Whether the mentor still works the desk."""
    return people.works_there(tx, onboarding.desk_id, onboarding.mentor_id)


def approvers(tx: Transaction, onboarding: Onboarding) -> list[PersonId]:
    """Who is asked to look at what the learner did: the mentor, or the leads once the mentor is not there any more."""
    if has_mentor(tx, onboarding):
        return [onboarding.mentor_id]
    return [lead for lead in people.leads(tx, onboarding.desk_id) if lead != onboarding.person_id]


def title(tx: Transaction, onboarding: Onboarding) -> str:
    """What their track was called when they began it."""
    return track_rows.version(tx, onboarding.track_id, onboarding.version).title


def name(tx: Transaction, person: PersonId | None) -> str:
    """Somebody's name; their id while nobody has described them; empty for nobody."""
    return "" if person is None else people.names(tx, {person}).get(person, person)
