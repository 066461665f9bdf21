"""A desk in numbers, for those who lead it."""

from dataclasses import replace
from datetime import datetime

from bot.helpdesk import people, roster
from bot.rules import metrics
from bot.rules.metrics import Numbers, Report, WayUp
from bot.rules.records import Desk
from bot.rules.refusals import NoDesk, NoDeskCalled, NotAllowed
from bot.rules.vocabulary import Action, PersonId
from storage import deflections, desks, escalations, questions, surveys, tickets, tips
from storage.transaction import Transaction


def reports(tx: Transaction, by: PersonId, named: str = "") -> Numbers:
    """The report of each desk that `by` works, else of all that they may see, or of the one named by its key or name.

    Raises NoDesk when there is none at all, NotAllowed to whom none is shown, NoDeskCalled for a name that none has.
    """
    seen = people.desks_where(tx, by, Action.SEE_METRICS)
    if not seen:
        raise NotAllowed(Action.SEE_METRICS) if desks.every(tx) else NoDesk
    chosen = _chosen(tx, by, seen, named)
    others = () if named.strip() else tuple(desk.id for desk in seen if desk not in chosen)
    return Numbers(tuple(_report(tx, desk) for desk in chosen), others)


def _chosen(tx: Transaction, by: PersonId, seen: list[Desk], named: str) -> list[Desk]:
    wanted = named.strip().casefold()
    if not wanted:
        return [desk for desk in seen if people.works(tx, by, desk.id)] or seen  # an admin who leads one asks for it
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
    counted = metrics.with_links(counted, tips.solved_with(tx, desk.id, since), tx.now)
    counted = metrics.with_deflections(counted, deflections.counting(tx, desk.id, since), tx.now)
    lately = tx.now - max(metrics.PERIODS)
    return replace(
        counted,
        fairness=roster.fairness_of(tx, desk, lately),
        way_up=_way_up(tx, desk, lately),
        team=metrics.team_answers(questions.counting(tx, desk.id, lately)),
    )


def _way_up(tx: Transaction, desk: Desk, since: datetime) -> WayUp | None:
    """What became of the desk's tickets that were escalated since then."""
    escalated = tickets.escalated(tx, desk.id, since)
    if not escalated and not desk.settings.tiers:
        return None
    of_each = escalations.of_tickets(tx, [ticket.id for ticket in escalated])
    return metrics.way_up([(ticket, of_each[ticket.id]) for ticket in escalated], tx.now)
