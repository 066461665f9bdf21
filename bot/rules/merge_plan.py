"""Which tickets of a file went into which others, in the file and before it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from bot.rules.import_place import Here, Placed
from bot.rules.mistakes import Mistake, Wrong
from bot.rules.past import Event, Kind, Told, source
from bot.rules.replay_life import Target


def into(told: Told) -> Event | None:
    """The event by which a ticket went into another; None while it is one of its own."""
    return next((event for event in told.events if event.kind == Kind.MERGED and event.into), None)


def told_on_both(lines: Iterable[Told]) -> list[Told]:
    """The same lines, with every merge in the past of both its tickets, as history has it."""
    by_source = {source(told.key): told for told in lines}
    for told in list(by_source.values()):
        event = into(told)
        target = None if event is None else by_source.get(source(event.into))
        if event is not None and target is not None and target is not told:
            by_source[source(target.key)] = _taking_over(by_source[source(target.key)], told.key, event)
    return list(by_source.values())


def targets(here: Here, every: Mapping[str, Placed], mistakes: list[Mistake]) -> dict[str, Target]:
    """The tickets that those of the file went into. Where there is no such ticket, or no end, that is a mistake."""
    found: dict[str, Target] = {}
    for one in every.values():
        event = into(one.told)
        if event is None:
            continue
        try:
            found[one.source] = _target(here, every, one)
        except Wrong as reason:
            mistakes.append(Mistake(one.told.line, f"event {event.number}: into: {reason}"))
    return found


def in_order(every: Mapping[str, Placed]) -> list[Placed]:
    """The lines so that what went into a ticket comes before it."""
    depth: dict[str, int] = {}
    for one in every.values():
        way = list(_way(every, one.source))
        for steps, key in enumerate(way):
            depth[key] = max(depth.get(key, 0), len(way) - steps)
    return sorted(every.values(), key=lambda one: -depth[one.source])


def _taking_over(target: Told, key: str, merge: Event) -> Told:
    """A ticket whose past says that another went into it."""
    if any(event.kind == Kind.MERGED and event.was and source(event.was) == source(key) for event in target.events):
        return target
    taken = Event(at=merge.at, kind=Kind.MERGED, by=merge.by, was=key)
    before = [event for event in target.events if event.at <= merge.at or event.kind == Kind.CREATED]
    return replace(target, events=(*before, taken, *target.events[len(before) :]))


def _target(here: Here, every: Mapping[str, Placed], one: Placed) -> Target:
    """What a ticket went into, and where that lives on. Raises Wrong when it is nowhere, or has no end."""
    way = list(_way(every, one.source))
    stations = [_station(here, every, key) for key in way[1:]]
    if way[-1] in way[:-1] or stations[-1].lives_on_in == one.ticket_id:
        raise Wrong("it would go into itself in the end.")
    return replace(stations[0], lives_on_in=stations[-1].lives_on_in)


def _station(here: Here, every: Mapping[str, Placed], key: str) -> Target:
    placed, known = every.get(key), here.known.get(key)
    if placed is not None:
        return Target(placed.ticket_id, placed.number, placed.ticket_id)
    if known is None:
        raise Wrong("there is no such ticket, neither in the file nor here.")
    return Target(known.ticket.id, known.ticket.key, known.ticket.merged_into or known.ticket.id)


def _way(every: Mapping[str, Placed], key: str) -> Iterator[str]:
    """A line, what it went into, and so on, as far as the file says, or until one comes again."""
    seen: set[str] = set()
    yield key
    while key in every and key not in seen:
        seen.add(key)
        event = into(every[key].told)
        if event is None:
            return
        key = source(event.into)
        yield key
