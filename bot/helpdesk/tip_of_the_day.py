"""The tip of the day: one of a desk's tips in its channel, each in its turn, on working days."""

from datetime import datetime

from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.hours import schedule
from bot.rules.notice_kinds import NoticeKind
from bot.rules.opening_hours import OpeningHours
from bot.rules.records import Deadline, DeskSettings
from bot.rules.vocabulary import NO_TICKET, DeskId
from bot.rules.working_days import is_that_day, next_at
from storage import deadlines, desks, outbox, tips
from storage.transaction import Transaction


def begin(tx: Transaction, desk_id: DeskId) -> None:
    """Let it be shown as the desk's settings say, from the next time on."""
    _set(tx, desk_id, tx.now)


def show(tx: Transaction, deadline: Deadline) -> None:
    """It is time: show the tip that was not shown for longest. A desk without tips is shown none.

    Where the helpdesk did not run in time, the day goes without one.
    """
    desk_id = DeskId(deadline.note)
    hours, channel = _hours(desks.settings_of(tx, desk_id)), desks.triage_channel(tx, desk_id, private=False)
    if hours is not None and channel is not None and is_that_day(hours, deadline.due_at, tx.now):
        key = f"{NoticeKind.TIP_OF_THE_DAY}:{desk_id}:{tx.now.astimezone(hours.zone).date()}"
        tip = None if outbox.get(tx, key) is not None else tips.next_of_the_day(tx, desk_id)
        if tip is not None:
            tips.shown(tx, tip.id)
            outbox.enqueue(tx, key, NoticeKind.TIP_OF_THE_DAY, channel, params={"tip": tip.id})
    _set(tx, desk_id, max(tx.now, deadline.due_at))


def _set(tx: Transaction, desk_id: DeskId, after: datetime) -> None:
    settings = desks.settings_of(tx, desk_id)
    hours = _hours(settings)
    if hours is None or settings.tip_of_the_day is None:
        return
    at = next_at(hours, settings.tip_of_the_day, after)
    if at is not None:
        kind = DeadlineKind.TIP_OF_THE_DAY
        deadlines.set_for(tx, NO_TICKET, kind, at, key=f"{kind}:{desk_id}", note=desk_id)


def _hours(settings: DeskSettings) -> OpeningHours | None:
    """The hours of a desk that wants one; None at others."""
    found = schedule(settings.hours)
    return None if found is None or settings.tip_of_the_day is None else found.hours
