"""A report outside Slack, for whoever runs the helpdesk: everything at once, whoever asks."""

from collections.abc import Sequence
from dataclasses import replace

from bot.helpdesk import metrics, reports
from bot.rules import report_words
from bot.rules.heat import by_hour
from bot.rules.metric_pictures import PrintedPicture, TablePicture
from bot.rules.records import Desk
from bot.rules.refusals import NoDesk, NoDeskCalled
from bot.rules.reports import Ask, Dimension, Report
from storage import created, desks
from storage.transaction import Transaction


def asked(tx: Transaction, named: Sequence[str], first: str, last: str, by: Dimension | None) -> Ask:
    """What to count: these desks, or every one, from one day to another, in the zone of the first desk's hours.

    Raises NoDesk, NoDeskCalled, and what `report_words.between` raises.
    """
    chosen = _chosen(desks.every(tx), named)
    zone = chosen[0].settings.zone
    window = report_words.between(first, last, tx.now, zone)
    return Ask(tuple(desk.id for desk in chosen), window.since, window.until, zone, by)


def counted(tx: Transaction, ask: Ask) -> Report:
    """The numbers, as many tickets as there may be."""
    return reports.count(tx, ask)


def printed(tx: Transaction, ask: Ask) -> PrintedPicture:
    """All that stands on paper."""
    shown = metrics.picture(tx, reports.count(tx, replace(ask, by=None)))
    zone = shown.desks[0].settings.zone
    return PrintedPicture(
        charts=metrics.charted(tx, shown),
        every=TablePicture(shown, metrics.besides(tx, shown)),
        groups=None if ask.by is None else metrics.picture(tx, reports.count(tx, ask)),
        created=by_hour(created.moments(tx, ask.desk_ids, ask.window), zone),
        zone=zone,
        at=tx.now,
    )


def _chosen(every: Sequence[Desk], named: Sequence[str]) -> list[Desk]:
    if not every:
        raise NoDesk
    known = {name.casefold(): desk for desk in every for name in (desk.name, desk.id)}
    for name in named:
        if name.strip().casefold() not in known:
            raise NoDeskCalled(name, tuple(desk.id for desk in every))
    wanted = {known[name.strip().casefold()].id for name in named}
    return [desk for desk in every if desk.id in wanted or not named]
