"""What people see of tickets that a learner watched: the form to say so, and what the mentor is asked."""

from bot.helpdesk import cards
from bot.helpdesk.training import onboarding_people, onboarding_pictures
from bot.rules.training.track_pictures import ShadowedPicture, WayPicture
from bot.rules.training.tracks import StepKind
from bot.rules.vocabulary import PersonId
from storage import tickets
from storage.training import onboarding as onboardings
from storage.training import shadowing as rows
from storage.transaction import Transaction


def to_watch(tx: Transaction, step: tuple[int, int], by: PersonId) -> WayPicture:
    """The form to say what one has watched. Raises what `onboarding_people.at_step` raises."""
    return onboarding_pictures.drawn(tx, onboarding_people.at_step(tx, step, by, StepKind.SHADOW), by)


def shadowed(tx: Transaction, shadowed_id: int, to: PersonId) -> ShadowedPicture | None:
    """A ticket that a learner watched, for whoever is asked to confirm it."""
    one = rows.watched(tx, shadowed_id)
    shown = None if one is None else onboardings.get(tx, one.onboarding_id)
    if one is None or shown is None or not onboarding_people.may_approve(tx, shown, to):
        return None
    ticket = tickets.get(tx, one.ticket_id)
    return ShadowedPicture(
        shadowed=one,
        title=onboarding_people.title(tx, shown),
        name=onboarding_people.name(tx, shown.person_id),
        by=onboarding_people.name(tx, one.confirmed_by),
        url=None if ticket is None else cards.card_urls(tx, [ticket]).get(ticket.id),
        is_open=one.confirmed_at is None and shown.is_running,
    )
