"""Reports: whose numbers somebody may see, and what each number is made of.

Leads see their desks, admins every desk; agents see their own numbers. Which tickets these are is shown to those only
who may see the tickets.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import timedelta
from heapq import nsmallest

from bot.helpdesk import people
from bot.rules import asks, report_words
from bot.rules.actions import Action
from bot.rules.paging import pages
from bot.rules.records import Desk
from bot.rules.refusals import NoDesk, NotAllowed
from bot.rules.report_refusals import OnlyYourOwn, TooManyParts, TooManyToCount
from bot.rules.reports import (
    NOTHING,
    OF_TIME,
    WHOLE,
    Ask,
    Behind,
    BehindPage,
    Dimension,
    Group,
    GroupKey,
    Metric,
    Report,
)
from bot.rules.vocabulary import DeskId, PersonId, Priority
from storage import behind, desks, reports, tickets
from storage.behind import Part
from storage.transaction import Transaction

EVERY_DESK = DeskId("")  # in place of desks: those that whoever asks may see
MOST = 12_000  # tickets of a period that are counted while somebody waits: in less than 300 ms; more are sent to them
MOST_PARTS = 370  # days, weeks or months of a period that are counted one by one in Slack
DAYS = {Dimension.DAY: timedelta(days=1), Dimension.WEEK: timedelta(days=7), Dimension.MONTH: timedelta(days=28)}
PAGE = 10  # tickets of a list
COUNTS = frozenset({Metric.CREATED, Metric.SOLVED, Metric.WITHOUT_ANSWER})
LENGTHS = frozenset(
    {*(Metric.BACKLOG, Metric.UNANSWERED, Metric.FIRST_RESPONSE, Metric.NEXT_RESPONSE, Metric.FIRST_RESOLUTION), *WHOLE}
)
WORST_FIRST = frozenset(
    {Metric.FIRST_RESPONSE_TARGET, Metric.NEXT_RESPONSE_TARGET, Metric.RESOLUTION_TARGET, Metric.SATISFIED}
)


def asked(tx: Transaction, text: str, by: PersonId) -> Ask:
    """What somebody's words ask for. A desk that is not named is every one that they lead, or else see, or work.

    Raises the refusals of bot/rules/report_words.py, and NoDesk, NotAllowed and OnlyYourOwn.
    """
    zone = people.reader(tx, by).timezone
    understood = report_words.read(text, desks.every(tx), tx.now, zone)
    desk_ids = (EVERY_DESK,) if understood.desk_id is None else (understood.desk_id,)
    window = understood.window
    return permitted(tx, Ask(desk_ids, window.since, window.until, zone, understood.by), by)


def permitted(tx: Transaction, ask: Ask, by: PersonId) -> Ask:
    """What somebody gets who asks for that: for an agent, their own numbers.

    Raises NoDesk, NotAllowed to those to whom none is shown, OnlyYourOwn to agents who ask for those of others.
    """
    if not desks.every(tx):
        raise NoDesk
    led, worked = (people.desks_where(tx, by, action) for action in (Action.SEE_METRICS, Action.SEE_OWN_METRICS))
    if EVERY_DESK in ask.desk_ids:
        ask = replace(ask, desk_ids=_every(led, worked))
    if set(ask.desk_ids) <= {desk.id for desk in led}:
        return ask
    if not set(ask.desk_ids) <= {desk.id for desk in worked}:
        raise NotAllowed(Action.SEE_METRICS)
    if ask.agent_id not in (None, by) or ask.by is Dimension.AGENT:
        raise OnlyYourOwn
    return replace(ask, agent_id=by)


def report(tx: Transaction, ask: Ask, by: PersonId, metrics: Collection[Metric] = tuple(Metric)) -> Report:
    """The numbers that somebody waits for in Slack. Raises TooManyToCount, and what `readable` raises."""
    allowed = readable(tx, ask, by)
    if not fits(tx, allowed):
        raise TooManyToCount(MOST, asks.written(allowed))
    return count(tx, allowed, metrics)


def readable(tx: Transaction, ask: Ask, by: PersonId) -> Ask:
    """What somebody gets to read who asks for that. Raises what `permitted` raises, and TooManyParts."""
    allowed = permitted(tx, ask, by)
    if allowed.by in OF_TIME and (allowed.until - allowed.since) > MOST_PARTS * DAYS[allowed.by]:
        raise TooManyParts(MOST_PARTS)
    return allowed


def fits(tx: Transaction, ask: Ask) -> bool:
    """Whether a period, and the one before it, have few enough tickets to be counted while somebody waits."""
    return all(reports.size(tx, ask, window, MOST + 1) <= MOST for window in (ask.window, ask.before))


def count(tx: Transaction, ask: Ask, metrics: Collection[Metric] = tuple(Metric)) -> Report:
    """Every number of a period and of the one before it, whoever asks; or those of some metrics, and no others."""
    total, groups = reports.counted(tx, ask, ask.window, metrics)
    is_by_time = ask.by in OF_TIME
    earlier = replace(ask, by=None) if is_by_time else ask
    before, groups_before = reports.counted(tx, earlier, ask.before, metrics)
    keys = list(groups) if is_by_time else sorted({*groups, *groups_before}, key=_in_order)
    groups_with = (
        Group(key, groups.get(key, NOTHING), None if is_by_time else groups_before.get(key, NOTHING)) for key in keys
    )
    return Report(ask, total, before, tuple(groups_with))


def parts(tx: Transaction, ask: Ask, metrics: Collection[Metric]) -> tuple[Group, ...]:
    """The groups of a period alone, without the one before it, in some metrics."""
    groups = reports.counted(tx, ask, ask.window, metrics)[1]
    keys = list(groups) if ask.by in OF_TIME else sorted(groups, key=_in_order)
    return tuple(Group(key, groups[key], None) for key in keys)


def load(tx: Transaction, ask: Ask) -> tuple[dict[PersonId, int], int]:
    """How many tickets are unsolved at the end of a period: of everybody who had to do with any in it, and nobody's."""
    by_person = replace(ask, by=Dimension.AGENT)
    having = dict.fromkeys(reports.keys(tx, by_person), 0) | reports.unsolved(tx, by_person)
    return {PersonId(key): number for key, number in having.items() if key is not None}, having.get(None, 0)


def outline(tx: Transaction, ask: Ask) -> Report:
    """A report of which nothing is counted: what it is about, and into which groups it falls."""
    keys = reports.keys(tx, ask)
    in_order = keys if ask.by in OF_TIME else sorted(keys, key=_in_order)
    return Report(ask, NOTHING, NOTHING, tuple(Group(key, NOTHING, None) for key in in_order))


def tickets_behind(
    tx: Transaction, ask: Ask, metric: Metric, by: PersonId, *, group: GroupKey | None = None, page: int = 0
) -> BehindPage:
    """A page of the tickets that a number is made of, for somebody; of a group of the report, where one is given.

    Tickets that they may not see are only counted. Raises what `permitted` raises.
    """
    allowed = permitted(tx, ask, by)
    seen = {desk.id for desk in people.desks_where(tx, by, Action.SEE)}
    open_to, closed_to = (
        replace(allowed, desk_ids=tuple(one for one in allowed.desk_ids if (one in seen) == is_seen))
        for is_seen in (True, False)
    )
    found = behind.parts(tx, open_to, metric, group)
    page = min(max(page, 0), pages(len(found), PAGE) - 1)
    shown = _notable(metric, found, (page + 1) * PAGE)[page * PAGE :]
    known = {ticket.id: ticket for ticket in tickets.several(tx, [part.ticket_id for part in shown])}
    return BehindPage(
        ask=allowed,
        metric=metric,
        tickets=tuple(Behind(known[part.ticket_id], _value(metric, part)) for part in shown),
        total=len(found),
        hidden=len(behind.parts(tx, closed_to, metric, group)) if closed_to.desk_ids else 0,
        page=page,
        group=group,
    )


def _every(led: Sequence[Desk], worked: Sequence[Desk]) -> tuple[DeskId, ...]:
    """Somebody's desks: those that they lead; else all that they may see, as admins; else those that they work."""
    own = {desk.id for desk in worked}
    chosen = [desk for desk in led if desk.id in own] or led or worked
    if not chosen:
        raise NotAllowed(Action.SEE_METRICS)
    return tuple(desk.id for desk in chosen)


def _in_order(key: str | None) -> tuple[bool, int, str]:
    """Groups by their names, priorities by urgency, and last what has none. People are not ranked by any number."""
    priorities = [priority.value for priority in Priority]
    return key is None, priorities.index(key) if key in priorities else 0, key or ""


def _notable(metric: Metric, found: Sequence[Part], number: int) -> list[Part]:
    """So many of what to look at first: what took longest, was missed or rated worst, or is in the share; the newest.

    Of a hundred thousand tickets they are found in a tenth of the time that sorting all takes.
    """
    sign = 1 if metric in WORST_FIRST else -1
    ordered = nsmallest(number, ((sign * (part.value or 0), -part.ticket_id, part) for part in found))
    return [part for _, _, part in ordered]


def _value(metric: Metric, part: Part) -> timedelta | int | bool | None:
    """What a ticket adds to a number, as bot.rules.reports.Behind has it."""
    if part.value is None or metric in COUNTS:
        return None
    if metric in LENGTHS:
        return timedelta(seconds=part.value)
    return int(part.value) if metric is Metric.SATISFIED else bool(part.value)
