"""A person's Home tab: their tickets, and their work."""

from bot.helpdesk import availability, cards, people, queue, shelves, tip_forms
from bot.rules.actions import Action
from bot.rules.home import Home
from bot.rules.vocabulary import PersonId
from storage import backlog, desks, tickets
from storage import people as people_rows
from storage.transaction import Transaction


def opened(tx: Transaction, by: PersonId) -> Home:
    """Somebody looks at their Home: from now on it is kept true for a while."""
    people_rows.meet(tx, by)
    people_rows.change(tx, by, home_opened_at=tx.now)
    return of_person(tx, by)


def of_person(tx: Transaction, person: PersonId) -> Home:
    """What a person's Home shows now. Private tickets appear to those who asked and to those who work the desk."""
    worked = [desk.id for desk in people.desks_where(tx, person, Action.SEE_QUEUE)]
    asked = tickets.raised_by(tx, person, queue.SHOWN)
    followed = tickets.followed_by(tx, person, worked, queue.SHOWN)
    return Home(
        asked=queue.listing(tx, person, asked, cards.thread_urls),
        queue=queue.at_desks(tx, person, worked) if worked else None,
        followed=queue.listing(tx, person, followed, cards.card_urls) if worked else None,
        sees_metrics=any(people.desks_where(tx, person, one) for one in (Action.SEE_METRICS, Action.SEE_OWN_METRICS)),
        uses_replies=shelves.may_use(tx, person),
        uses_tips=tip_forms.may_use(tx, person),
        sees_gaps=bool(people.desks_where(tx, person, Action.SEE_GAPS)),
        has_desk=bool(desks.every(tx)),
        as_of=tx.now,
        backlogs=tuple(backlog.of_desk(tx, desk) for desk in people.desks_where(tx, person, Action.SEE_RISKS)),
        absence=availability.now(tx, person) if worked else None,
    )
