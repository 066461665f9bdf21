"""What becomes of a file of tickets: which are new, which say something else, and what is wrong with it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.rules import merge_plan
from bot.rules.hours import schedule
from bot.rules.import_place import Here, Placed, numbered, placed
from bot.rules.mistakes import Mistake, Wrong
from bot.rules.past import Kind, Told, source
from bot.rules.replay import Past, replay
from bot.rules.replay_life import Ground, Merged, Target
from bot.rules.vocabulary import DeskId


class Fate(StrEnum):
    """What becomes of a line."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of one line that makes sense."""

    line: int
    fate: Fate
    key: str
    number: str  # by which people name the ticket here
    subject: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of a file."""

    here: Here
    steps: Sequence[Step]
    mistakes: Sequence[Mistake]  # any of them, and nothing is done
    pasts: Sequence[Past]  # what is written
    digests: Mapping[str, str]  # by key: what a line says, to be compared with what it says the next time
    schedules: Mapping[str, Mapping[str, Any]]  # hours that tickets refer to, by their ids
    numbers: Mapping[DeskId, int]  # the last one that each desk has given by then

    def count(self, fate: Fate) -> int:
        """How many lines share a fate."""
        return sum(step.fate is fate for step in self.steps)


def plan(here: Here, told: Iterable[Told], heard: Callable[[], object] = lambda: None) -> Plan:
    """What becomes of these lines. `heard` is called for each of them."""
    mistakes: list[Mistake] = []
    lines, numbers = numbered(here, list(_placed(here, _once(told, mistakes), mistakes)))
    every = {one.source: one for one in lines}
    targets = merge_plan.targets(here, every, mistakes)
    pasts: dict[str, Past] = {}
    for one in merge_plan.in_order(every):
        heard()
        is_astray = merge_plan.into(one.told) is not None and one.source not in targets
        if one.is_unchanged or is_astray:
            continue
        try:
            pasts[one.source] = replay(one.told, _ground(here, one, every, pasts, targets))
        except Wrong as reason:
            mistakes.append(Mistake(one.told.line, str(reason)))
    changing = [one for one in lines if one.source in pasts]
    return Plan(
        here=here,
        steps=[Step(one.told.line, _fate(one), one.told.key, one.number, one.told.subject) for one in lines],
        mistakes=sorted(mistakes, key=lambda mistake: mistake.line),
        pasts=[pasts[one.source] for one in changing],
        digests={one.told.key: one.digest for one in changing},
        schedules={one.schedule_id: one.hours for one in changing if one.schedule_id and one.hours is not None},
        numbers=numbers,
    )


def _once(told: Iterable[Told], mistakes: list[Mistake]) -> list[Told]:
    """The lines, less those that tell of a ticket again; with every merge in both pasts."""
    found: dict[str, Told] = {}
    for one in told:
        before = found.setdefault(source(one.key), one)
        if before is not one:
            mistakes.append(Mistake(one.line, f"key: {one.key} is told of in line {before.line} already."))
    return merge_plan.told_on_both(found.values())


def _placed(here: Here, lines: Iterable[Told], mistakes: list[Mistake]) -> Iterator[Placed]:
    for one in lines:
        try:
            yield placed(here, one)
        except Wrong as reason:
            mistakes.append(Mistake(one.line, str(reason)))


def _fate(one: Placed) -> Fate:
    if one.known is None:
        return Fate.NEW
    return Fate.UNCHANGED if one.is_unchanged else Fate.CHANGED


def _ground(
    here: Here, one: Placed, every: Mapping[str, Placed], pasts: Mapping[str, Past], targets: Mapping[str, Target]
) -> Ground:
    took_over = [source(event.was) for event in one.told.events if event.kind == Kind.MERGED and event.was]
    merged = {key: _merged(here, every, pasts, key) for key in took_over}
    return Ground(
        ticket_id=one.ticket_id,
        number=one.number,
        desk_id=one.desk.id,
        category=one.category,
        desks={desk.id: desk.settings for desk in here.desks},
        hours=schedule(one.hours),
        schedule_id=one.schedule_id,
        bot=here.bot,
        locale=here.locales.get(one.told.requester, ""),
        now=here.now,
        new_id=here.new_id,
        target=targets.get(one.source),
        merged={key: other for key, other in merged.items() if other is not None},
    )


def _merged(here: Here, every: Mapping[str, Placed], pasts: Mapping[str, Past], key: str) -> Merged | None:
    """What is known of a ticket that went into another."""
    past, known = pasts.get(key), here.known.get(key)
    if past is not None:
        return Merged(past.ticket.key, past.ticket.waiting_since)
    if known is not None:
        return Merged(known.ticket.key, known.ticket.waiting_since)
    return Merged(every[key].number, None) if key in every else None
