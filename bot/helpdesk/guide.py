"""What a person may do here."""

from bot.helpdesk import people, shelves, tip_forms
from bot.helpdesk.training import resource_pictures
from bot.rules.actions import Action
from bot.rules.guide import Guide
from bot.rules.vocabulary import PersonId
from storage import desks
from storage.transaction import Transaction


def guide(tx: Transaction, by: PersonId) -> Guide:
    """What `/helpdesk` offers to `by`."""
    return Guide(
        has_desk=bool(desks.every(tx)),
        sees_queue=bool(people.desks_where(tx, by, Action.SEE_QUEUE)),
        sees_metrics=bool(people.desks_where(tx, by, Action.SEE_METRICS)),
        uses_replies=shelves.may_use(tx, by),
        uses_tips=tip_forms.may_use(tx, by),
        learns=resource_pictures.may_learn(tx, by),
        sees_reviews=bool(people.desks_where(tx, by, Action.SEE_OWN_REVIEWS)),
        sees_gaps=bool(people.desks_where(tx, by, Action.SEE_GAPS)),
        sees_digest=bool(people.desks_where(tx, by, Action.SEE_DIGEST)),
        sees_risks=bool(people.desks_where(tx, by, Action.SEE_RISKS)),
    )
