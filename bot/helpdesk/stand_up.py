"""The stand-up note: what a desk reads in its channel at the beginning of a working day, if it wants to."""

from collections.abc import Mapping
from datetime import date, datetime

from bot.helpdesk import anomalies, naming, roster
from bot.rules import stand_up as rules
from bot.rules.anomalies import Anomaly, fresh
from bot.rules.availability import is_absent
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.hours import schedule
from bot.rules.naming import NamedTickets
from bot.rules.notice_kinds import NoticeKind
from bot.rules.opening_hours import OpeningHours
from bot.rules.records import Deadline, Desk, DeskSettings
from bot.rules.stand_up import LISTED, Away, StandUp
from bot.rules.vocabulary import NO_TICKET, DeskId, TicketId
from bot.rules.weekly import Week
from bot.rules.working_days import has_come, next_at
from storage import backlog, deadlines, desks, outbox, tickets
from storage import stand_up as rows
from storage.transaction import Transaction


def begin(tx: Transaction, desk_id: DeskId) -> None:
    """Let it be told as the desk's settings say, from the next time on."""
    _set(tx, desk_id, tx.now)


def tell(tx: Transaction, deadline: Deadline) -> None:
    """It is time. Where the helpdesk did not run until the day was over, the day goes without one."""
    desk_id = DeskId(deadline.note)
    settings, channel = desks.settings_of(tx, desk_id), desks.triage_channel(tx, desk_id, private=False)
    hours, at = _hours(settings), settings.stand_up
    if hours is not None and at is not None and channel is not None and has_come(hours, at, tx.now):
        day = _today(tx, hours).isoformat()
        key, params = f"{NoticeKind.STAND_UP}:{desk_id}:{day}", {"desk": desk_id, "day": day}
        if outbox.get(tx, key) is None:
            outbox.enqueue(tx, key, NoticeKind.STAND_UP, channel, params=params)
    _set(tx, desk_id, max(tx.now, deadline.due_at))


def picture(tx: Transaction, params: Mapping[str, str]) -> StandUp | None:
    """What it says now; None when the day is over, or the desk wants none any more."""
    desk, day = desks.get(tx, DeskId(params["desk"])), date.fromisoformat(params["day"])
    hours = None if desk is None else _hours(desk.settings)
    if desk is None or hours is None or _today(tx, hours) != day:
        return None
    window = rules.looks_back_on(hours, day)
    shown, causes = anomalies.for_reader(tx, _fresh(tx, desk, hours, day), None)
    return StandUp(
        day=day,
        since=rules.since(hours, day),
        came=rows.came(tx, desk.id, window),
        solved=rows.solved(tx, desk.id, window),
        backlog=backlog.of_desk(tx, desk),
        urgent=naming.named(tx, rows.urgent(tx, desk.id, LISTED), None),
        due=_due(tx, rows.due(tx, desk.id, rules.ends(hours, day))),
        away=_away(tx, desk),
        anomalies=shown,
        categories={category.key: category.name for category in desks.categories(tx, desk.id)},
        causes=causes,
        as_of=tx.now,
    )


def _fresh(tx: Transaction, desk: Desk, hours: OpeningHours, day: date) -> list[Anomaly]:
    """What stands out in the seven days before a day, and was not told on the working day before."""
    zone, before = hours.zone.key, rules.since(hours, day)
    now, then = (anomalies.of_week(tx, desk, Week(ends, zone)) for ends in (day, before))
    return fresh(now, then)


def _due(tx: Transaction, due: Mapping[TicketId, datetime]) -> NamedTickets:
    first = list(due)[:LISTED]
    found = sorted(tickets.several(tx, first), key=lambda ticket: first.index(ticket.id))
    return naming.named(tx, (found, len(due)), None, due)


def _away(tx: Transaction, desk: Desk) -> tuple[Away, ...]:
    """Who of a desk said that they are not there, in the order of their names."""
    gone = [seat for seat in roster.of_desk(tx, desk) if is_absent(seat.absence, tx.now)]
    found = [Away(seat.name, None if seat.absence is None else seat.absence.until) for seat in gone]
    return tuple(sorted(found, key=lambda one: one.name))


def _set(tx: Transaction, desk_id: DeskId, after: datetime) -> None:
    settings = desks.settings_of(tx, desk_id)
    hours = _hours(settings)
    if hours is None or settings.stand_up is None:
        return
    at = next_at(hours, settings.stand_up, after)
    if at is not None:
        kind = DeadlineKind.STAND_UP
        deadlines.set_for(tx, NO_TICKET, kind, at, key=f"{kind}:{desk_id}", note=desk_id)


def _hours(settings: DeskSettings) -> OpeningHours | None:
    """The hours of a desk that wants a note; None at others."""
    found = schedule(settings.hours)
    return None if found is None or settings.stand_up is None else found.hours


def _today(tx: Transaction, hours: OpeningHours) -> date:
    return tx.now.astimezone(hours.zone).date()
