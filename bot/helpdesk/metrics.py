"""A desk in numbers, for those who lead it."""

from dataclasses import replace

from bot.helpdesk import people, roster
from bot.rules import metrics
from bot.rules.metrics import Report
from bot.rules.records import Desk
from bot.rules.refusals import NoDesk, NoDeskCalled, NotAllowed
from bot.rules.vocabulary import Action, PersonId
from storage import desks, surveys, tickets
from storage.transaction import Transaction


def reports(tx: Transaction, by: PersonId, named: str = "") -> list[Report]:
    """The report of each desk that `by` may see, or of the one named by its key or name.

    Raises NoDesk when there is none at all, NotAllowed to whom none is shown, NoDeskCalled for a name that none has.
    """
    seen = people.desks_where(tx, by, Action.SEE_METRICS)
    if not seen:
        raise NotAllowed(Action.SEE_METRICS) if desks.every(tx) else NoDesk
    return [_report(tx, desk) for desk in _chosen(tx, seen, named)]


def _chosen(tx: Transaction, seen: list[Desk], named: str) -> list[Desk]:
    wanted = named.strip().casefold()
    if not wanted:
        return seen
    chosen = [desk for desk in desks.every(tx) if wanted in (desk.id.casefold(), desk.name.casefold())]
    if not chosen:
        raise NoDeskCalled(named.strip(), tuple(desk.id for desk in seen))
    if not all(desk in seen for desk in chosen):
        raise NotAllowed(Action.SEE_METRICS)
    return chosen


def _report(tx: Transaction, desk: Desk) -> Report:
    since = tx.now - metrics.LOOKING_BACK
    counted = metrics.report(
        desk,
        tickets.unsolved_count(tx, desk.id),
        tickets.counting(tx, desk.id, since),
        surveys.counting(tx, desk.id, since),
        tx.now,
    )
    return replace(counted, fairness=roster.fairness_of(tx, desk, tx.now - max(metrics.PERIODS)))
