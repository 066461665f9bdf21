"""The weekly digest: what whoever leads a desk reads of its week, in their channel, by direct message, or on demand."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from bot.helpdesk import anomalies, naming, people, roster
from bot.rules import digest as rules
from bot.rules.actions import Action
from bot.rules.anomalies import of_people
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.digest import OLDEST, TREND, WEEKS_OF_HOURS, Day, Digest, Load, Rated, Sent
from bot.rules.digest_settings import WeeklyPlan
from bot.rules.heat import by_hour
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Deadline, Desk, DeskSettings
from bot.rules.refusals import NoDesk, NoDeskCalled, NotAllowed
from bot.rules.reports import Ask, Dimension, Figures, Window
from bot.rules.vocabulary import NO_TICKET, DeskId, PersonId, Priority
from bot.rules.weekly import Week, ended_last, next_telling, told_last
from storage import created, deadlines, desks, outbox, reports
from storage import digest as rows
from storage.transaction import Transaction

WITHOUT_PLAN = WeeklyPlan()


def begin(tx: Transaction, desk_id: DeskId) -> None:
    """Let it be told as the desk's settings say, from the next time on. One that is due by now is told yet."""
    plan, standing = desks.settings_of(tx, desk_id).digest, deadlines.standing(tx, _key(desk_id))
    if plan is not None and (standing is None or standing.due_at > tx.now):
        _set(tx, desk_id, tx.now)


def tell(tx: Transaction, deadline: Deadline) -> None:
    """It is time: a digest goes wherever the desk wants it, once in a week.

    Where the helpdesk did not run in time, it comes late; of several that are due, the last one.
    """
    desk_id = DeskId(deadline.note)
    settings = desks.settings_of(tx, desk_id)
    if settings.digest is None:
        return
    week = told_last(settings.digest, _zone(settings), tx.now)
    for key, lane in _lanes(tx, desk_id, settings.digest, week):
        if outbox.get(tx, key) is None:
            _owe(tx, key, lane, desk_id, week)
    _set(tx, desk_id, max(tx.now, deadline.due_at))


def told(tx: Transaction, params: Mapping[str, str], person: PersonId | None) -> Digest | None:
    """What a digest says, to a channel or a person; None to whoever leads the desk no more."""
    desk = desks.get(tx, DeskId(params["desk"]))
    if desk is None or (person is not None and person not in people.leads(tx, desk.id)):
        return None
    return _digest(tx, desk, Week(date.fromisoformat(params["ends"]), params["timezone"]), person)


def ask(tx: Transaction, named: str, by: PersonId, asked: str) -> Sent:
    """The digest of the last week that is over: of a desk that `by` leads, the first one unless they name one.

    It comes to them by direct message, once for each time that they ask: `asked` tells these apart. Raises NotAllowed
    to whoever does not lead it, NoDesk when there is none at all, NoDeskCalled for a name that none has.
    """
    led = people.desks_where(tx, by, Action.SEE_DIGEST)
    if not led:
        raise NotAllowed(Action.SEE_DIGEST) if desks.every(tx) else NoDesk
    desk = _called(tx, led, named.strip()) if named.strip() else led[0]
    week = ended_last(desk.settings.digest or WITHOUT_PLAN, _zone(desk.settings), tx.now)
    key = f"{NoticeKind.DIGEST}:{desk.id}:{week.number}:{by}:{asked}"
    if outbox.get(tx, key) is None:
        _owe(tx, key, by, desk.id, week)
    others = () if named.strip() else tuple(other.id for other in led if other is not desk)
    return Sent(desk.name, week.begins, week.ends, others)


def _owe(tx: Transaction, key: str, lane: str, desk_id: DeskId, week: Week) -> None:
    """Owe a digest to a channel or a person, and its other pictures in its thread."""
    params = {"desk": desk_id, "ends": week.ends.isoformat(), "timezone": week.timezone}
    outbox.enqueue(tx, key, NoticeKind.DIGEST, lane, params=params)
    outbox.enqueue(tx, f"{key}:more", NoticeKind.DIGEST_MORE, lane, params=params, under=key)


def _called(tx: Transaction, led: list[Desk], name: str) -> Desk:
    wanted = name.casefold()
    found = [desk for desk in desks.every(tx) if wanted in (desk.id.casefold(), desk.name.casefold())]
    if not found:
        raise NoDeskCalled(name, tuple(desk.id for desk in led))
    if found[0] not in led:
        raise NotAllowed(Action.SEE_DIGEST)
    return found[0]


def _digest(tx: Transaction, desk: Desk, week: Week, person: PersonId | None) -> Digest:
    window, before = week.window, week.earlier(1).window
    now, by_category = _counted(tx, desk, week, window, Dimension.CATEGORY)
    then, by_category_then = _counted(tx, desk, week, before, Dimension.CATEGORY)
    by_priority = _counted(tx, desk, week, window, Dimension.PRIORITY)[1]
    priorities = {one: by_priority[one.value] for one in Priority if one.value in by_priority}
    found = [*anomalies.of_week(tx, desk, week), *of_people(roster.fairness_of(tx, desk, window.since))]
    shown, causes = anomalies.for_reader(tx, found, person)
    return Digest(
        desk_id=desk.id,
        name=desk.name,
        begins=week.begins,
        ends=week.ends,
        now=now,
        before=then,
        priorities=priorities,
        days=tuple(_days(tx, desk, week)),
        ratings=tuple(_ratings(tx, desk, week)),
        came=_came(tx, desk, week),
        timezone=week.timezone,
        moved=rules.moved(by_category, by_category_then),
        anomalies=shown,
        oldest=naming.named(tx, rows.oldest(tx, desk.id, OLDEST), person),
        load=_load(tx, desk),
        advice=rules.advice(now, by_category, priorities, shown),
        categories={category.key: category.name for category in desks.categories(tx, desk.id)},
        causes=causes,
        as_of=tx.now,
    )


def _counted(
    tx: Transaction, desk: Desk, week: Week, window: Window, by: Dimension
) -> tuple[Figures, dict[str | None, Figures]]:
    return reports.counted(tx, Ask((desk.id,), window.since, window.until, week.timezone, by), window)


def _days(tx: Transaction, desk: Desk, week: Week) -> Iterator[Day]:
    """The days of the week, in order."""
    by_day = _counted(tx, desk, week, week.window, Dimension.DAY)[1]
    for key in sorted(filter(None, by_day)):
        yield Day(date.fromisoformat(key), by_day[key].created, by_day[key].solved)


def _ratings(tx: Transaction, desk: Desk, week: Week) -> list[Rated]:
    """The ratings of the last weeks, from Monday on, in order; of the last one, as far as it went."""
    window = Window(week.earlier(TREND - 1).window.since, week.window.until)
    by_week = _counted(tx, desk, week, window, Dimension.WEEK)[1]
    keys = sorted(filter(None, by_week))[-TREND:]
    return [Rated(date.fromisoformat(key), by_week[key].satisfied) for key in keys]


def _came(tx: Transaction, desk: Desk, week: Week) -> tuple[tuple[int, ...], ...]:
    """When tickets came in the last weeks, by weekday and hour."""
    window = Window(week.earlier(WEEKS_OF_HOURS - 1).window.since, week.window.until)
    return by_hour(created.moments(tx, [desk.id], window), week.timezone)


def _load(tx: Transaction, desk: Desk) -> tuple[Load, ...]:
    """What everybody has to do who gets tickets of the desk, in the order of their names."""
    seats = [seat for seat in roster.of_desk(tx, desk) if seat.receives]
    loads = [
        Load(seat.name, seat.agent.load.open, sum(seat.agent.load.waiting.values()), seat.agent.capacity)
        for seat in seats
    ]
    return tuple(sorted(loads, key=lambda one: one.name))


def _lanes(tx: Transaction, desk_id: DeskId, plan: WeeklyPlan, week: Week) -> Iterator[tuple[str, str]]:
    """Where a week's digest goes, each with the key by which it goes there once."""
    key = f"{NoticeKind.DIGEST}:{desk_id}:{week.number}"
    if plan.channel is not None:
        yield key, plan.channel
    if plan.to_leads:
        yield from ((f"{key}:{person}", person) for person in people.leads(tx, desk_id))


def _set(tx: Transaction, desk_id: DeskId, after: datetime) -> None:
    settings = desks.settings_of(tx, desk_id)
    if settings.digest is not None:
        at = next_telling(settings.digest, _zone(settings), after)
        deadlines.set_for(tx, NO_TICKET, DeadlineKind.DIGEST, at, key=_key(desk_id), note=desk_id)


def _zone(settings: DeskSettings) -> str:
    """The zone of a desk's weeks: that of its digest, else that of its hours."""
    if settings.digest is not None and settings.digest.timezone is not None:
        return settings.digest.timezone
    return settings.zone


def _key(desk_id: DeskId) -> str:
    return f"{DeadlineKind.DIGEST}:{desk_id}"
