"""What stands out at a desk, of what is counted there."""

from collections.abc import Iterable

from bot.helpdesk import naming
from bot.rules import anomalies as rules
from bot.rules.anomalies import WEEKS, Anomaly, CauseKind, SharedCause
from bot.rules.digest import Cause
from bot.rules.records import Desk
from bot.rules.reports import Ask, Dimension, Window
from bot.rules.search import Audience
from bot.rules.vocabulary import PersonId, TicketId, TipId
from bot.rules.weekly import Week
from storage import anomalies as rows
from storage import reports, tickets, tips
from storage.transaction import Transaction


def of_week(tx: Transaction, desk: Desk, week: Week) -> list[Anomaly]:
    """What stands out in a week: in its categories, against the weeks before, and in what its tickets share."""
    before = Window(week.earlier(WEEKS).window.since, week.window.since)
    now, then = (reports.counted(tx, _by_category(desk, week, one), one)[1] for one in (week.window, before))
    return [*of_causes(tx, desk, week.window), *rules.of_categories(now, then)]


def of_causes(tx: Transaction, desk: Desk, window: Window) -> list[SharedCause]:
    """What several tickets have in common."""
    came = rows.came(tx, desk.id, window)
    found = rules.of_causes(CauseKind.PROBLEM, rows.problems(tx, desk.id, window), came)
    return [*found, *rules.of_causes(CauseKind.TIP, rows.tips(tx, desk.id, window), came)]


def for_reader(
    tx: Transaction, found: Iterable[Anomaly], person: PersonId | None
) -> tuple[tuple[Anomaly, ...], dict[tuple[CauseKind, int], Cause]]:
    """Those that whoever reads may know of, and the names of their causes; `person` None is a channel."""
    told: list[Anomaly] = []
    causes: dict[tuple[CauseKind, int], Cause] = {}
    for anomaly in found:
        if isinstance(anomaly, SharedCause):
            cause = _cause(tx, anomaly, person)
            if cause is None:
                continue
            causes[anomaly.kind, anomaly.other_id] = cause
        if person is not None or not rules.is_about_people(anomaly):
            told.append(anomaly)
    return tuple(told), causes


def _cause(tx: Transaction, anomaly: SharedCause, person: PersonId | None) -> Cause | None:
    """The cause by its name; None where whoever reads may not know of it."""
    if anomaly.kind is CauseKind.TIP:
        tip = tips.get(tx, TipId(anomaly.other_id))
        if tip is None or (tip.audience is not Audience.PUBLIC and person is None and tips.privates(tx, [tip.id])):
            return None
        return Cause(tip.title)
    ticket = tickets.get(tx, TicketId(anomaly.other_id))
    if ticket is None or not naming.may_be_named(tx, ticket, person):
        return None
    shown = naming.named(tx, ([ticket], 1), person).named[0]
    return Cause(shown.subject, shown.key, shown.url)


def _by_category(desk: Desk, week: Week, window: Window) -> Ask:
    return Ask((desk.id,), window.since, window.until, week.timezone, Dimension.CATEGORY)
