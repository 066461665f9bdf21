"""A desk in numbers: for those who lead it; for those who work it, their own."""

from collections.abc import Mapping
from dataclasses import replace

from bot.helpdesk import cards, people, reports, roster
from bot.rules import asks, metrics, timeline
from bot.rules.actions import Action
from bot.rules.metric_pictures import (
    CHARTED,
    EVERYTHING,
    HEADLINES,
    KEYED,
    NONE,
    OF_GROUPS,
    OVER_TIME,
    BehindPicture,
    Besides,
    ChartsPicture,
    NumbersPicture,
    TablePicture,
)
from bot.rules.metrics import WayUp
from bot.rules.paging import pages
from bot.rules.records import Desk
from bot.rules.reports import Ask, Dimension, Group, GroupKey, Metric, Report
from bot.rules.vocabulary import PersonId
from storage import data_blocks, desks, escalations, questions, tickets
from storage.transaction import Transaction


def numbers(tx: Transaction, text: str, by: PersonId) -> NumbersPicture:
    """The headlines of what somebody asks for in words, counted while they wait, and nothing else.

    Raises what `reports.asked` and `report` raise.
    """
    return _seen(tx, reports.report(tx, reports.asked(tx, text, by), by, HEADLINES), by)


def headlines(tx: Transaction, line: str, by: PersonId) -> NumbersPicture:
    """The same of what a button carries, however long it takes. Raises what `reports.readable` raises."""
    return _seen(tx, reports.count(tx, reports.readable(tx, asks.read(line), by), HEADLINES), by)


def again(tx: Transaction, line: str, by: PersonId) -> NumbersPicture:
    """All numbers of what a button carries, however long it takes. Raises what `reports.readable` raises."""
    return _seen(tx, reports.count(tx, reports.readable(tx, asks.read(line), by)), by)


def to_change(tx: Transaction, line: str, by: PersonId) -> NumbersPicture:
    """The headlines of what a button carries, to be changed: counted where that is quickly done."""
    ask = reports.readable(tx, asks.read(line), by)
    return headlines(tx, line, by) if reports.fits(tx, ask) else outlined(tx, line, by)


def outlined(tx: Transaction, line: str, by: PersonId) -> NumbersPicture:
    """The same without its numbers. Raises what `reports.readable` raises."""
    report = reports.outline(tx, reports.readable(tx, asks.read(line), by))
    return replace(_seen(tx, report, by), is_counted=False)


def is_quick(tx: Transaction, line: str, by: PersonId) -> bool:
    """Whether what a button carries can be counted while somebody waits. Raises what `reports.readable` raises."""
    return reports.fits(tx, reports.readable(tx, asks.read(line), by))


def table(tx: Transaction, line: str, by: PersonId) -> TablePicture:
    """Every number, or the most important ones of each group; for those who lead the desks, what stands beside them."""
    ask = reports.readable(tx, asks.read(line), by)
    shown = _seen(tx, reports.count(tx, ask, tuple(Metric) if ask.by is None else OF_GROUPS), by)
    if shown.is_own or shown.report.ask.by is not None:
        return TablePicture(shown)
    return TablePicture(shown, besides(tx, shown))


def charts(tx: Transaction, line: str, by: PersonId) -> ChartsPicture:
    """What charts show, which split by time alone. Who has how much is for those who lead the desk."""
    ask = reports.readable(tx, asks.read(line), by)
    shown = _seen(tx, reports.count(tx, replace(ask, by=None), CHARTED), by)
    return charted(tx, replace(shown, line=asks.written(ask)))


def charted(tx: Transaction, shown: NumbersPicture) -> ChartsPicture:
    """The same of a report that is counted already."""
    ask = shown.report.ask
    over_time = reports.parts(tx, replace(ask, by=timeline.dimension(ask)), OVER_TIME)
    picture = ChartsPicture(shown, tuple(timeline.spans(ask, over_time)))
    if shown.is_own:
        return picture
    having, unassigned = reports.load(tx, ask)
    names = people.names(tx, set(having))
    load = sorted((names.get(person, person), number) for person, number in having.items())
    return replace(picture, load=tuple(load), unassigned=unassigned)


def behind(
    tx: Transaction, line: str, by: PersonId, metric: Metric = Metric.CREATED, group: str = EVERYTHING, page: int = 0
) -> BehindPicture:
    """The tickets behind a number. `group` is an entry of the menu of groups, see bot/rules/metric_pictures.py."""
    shown = outlined(tx, line, by)
    found = reports.tickets_behind(tx, shown.report.ask, metric, by, group=_group(group), page=page)
    urls = cards.card_urls(tx, [one.ticket for one in found.tickets])
    return BehindPicture(found, shown, urls, pages(found.total, reports.PAGE))


def shows_data(tx: Transaction) -> bool | None:
    """Whether Slack shows charts and tables of data in this workspace; None while nobody knows."""
    return data_blocks.are_shown(tx)


def asked(tx: Transaction, line: str, by: PersonId) -> Ask:
    """What a button carries, as far as `by` may see it. Raises what `reports.permitted` raises."""
    return reports.permitted(tx, asks.read(line), by)


def picture(tx: Transaction, report: Report) -> NumbersPicture:
    """A report, with the names of what it speaks of."""
    names = _names(tx, report)
    report = replace(report, groups=tuple(sorted(report.groups, key=lambda group: _by_name(group, report.ask, names))))
    about = [desk for desk in desks.every(tx) if desk.id in report.ask.desk_ids]
    return NumbersPicture(
        report=report,
        desks=tuple(about),
        line=asks.written(report.ask),
        names=names,
    )


def besides(tx: Transaction, shown: NumbersPicture) -> tuple[Besides, ...]:
    """What else is known of the desks since the period began."""
    return tuple(_besides(tx, desk, shown.report.ask) for desk in shown.desks)


def _seen(tx: Transaction, report: Report, by: PersonId) -> NumbersPicture:
    """What somebody sees, and may do with it."""
    shown = picture(tx, report)
    is_own = shown.report.ask.agent_id == by
    may = people.desks_where(tx, by, Action.SHARE_METRICS)
    return replace(
        shown,
        choices=tuple(_choices(tx, shown.report.ask, by)),
        is_own=is_own,
        may_share=not is_own and len(shown.desks) == 1 and shown.desks[0] in may,
    )


def _group(entry: str) -> GroupKey | None:
    """The group that an entry of the menu stands for; None for all of them."""
    if entry == EVERYTHING:
        return None
    return GroupKey(None if entry == NONE else entry.removeprefix(KEYED))


def _choices(tx: Transaction, ask: Ask, by: PersonId) -> list[Desk]:
    """The desks that somebody may ask for."""
    return people.desks_where(tx, by, Action.SEE_METRICS if ask.agent_id is None else Action.SEE_OWN_METRICS)


def _by_name(group: Group, ask: Ask, names: Mapping[str, str]) -> tuple[bool, str]:
    """People, categories and desks in the order of what they are called; others stay as they are."""
    if ask.by not in (Dimension.AGENT, Dimension.CATEGORY, Dimension.DESK):
        return False, ""
    return group.key is None, names.get(group.key or "", group.key or "").casefold()


def _names(tx: Transaction, report: Report) -> dict[str, str]:
    """What the groups are called whose keys are ids."""
    keys = [group.key for group in report.groups if group.key is not None]
    match report.ask.by:
        case Dimension.AGENT:
            return {str(one): name for one, name in people.names(tx, set(map(PersonId, keys))).items()}
        case Dimension.CATEGORY:
            named = desks.categories_of_any(tx, report.ask.desk_ids)
            return {str(one.key): one.name for one in reversed(named)}
        case Dimension.DESK:
            return {str(desk.id): desk.name for desk in desks.every(tx)}
    return {}


def _besides(tx: Transaction, desk: Desk, ask: Ask) -> Besides:
    return Besides(
        desk,
        roster.fairness_of(tx, desk, ask.since),
        _way_up(tx, desk, ask),
        metrics.team_answers(questions.counting(tx, desk.id, ask.since)),
    )


def _way_up(tx: Transaction, desk: Desk, ask: Ask) -> WayUp | None:
    """What became of the desk's tickets that were escalated."""
    escalated = tickets.escalated(tx, desk.id, ask.since)
    if not escalated and not desk.settings.tiers:
        return None
    of_each = escalations.of_tickets(tx, [ticket.id for ticket in escalated])
    return metrics.way_up([(ticket, of_each[ticket.id]) for ticket in escalated], tx.now)
