"""The tour's panel as one window shows it: the step, and whether this window is where the step is to be done."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.sandbox.page import addresses
from bot.sandbox.page.reader import Reader
from bot.sandbox.records import Channel, Json, Person
from bot.sandbox.tour import Facts, Step, Tour
from bot.sandbox.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class Panel:
    """What the panel says. Without a `step` it is the ending."""

    title: str
    text: str
    number: int
    total: int
    step: Step | None = None
    who: Person | None = None
    """Who is to do it."""
    place: str = ""
    address: str = ""
    is_here: bool = False
    """Whether this window belongs to that person and shows that place."""
    is_done: bool = False
    marks: tuple[Json, ...] = ()


def panel(tour: Tour, reader: Reader, shown: Channel | None) -> Panel | None:
    """The panel for a window in which somebody looks at a channel (None: at Home); nothing when there is no tour or
    it was dismissed.
    """
    script, position = tour.script, tour.position
    if script is None or position.is_dismissed:
        return None
    total, known = len(script.steps), {**script.unknown, **position.facts}
    if position.at == total:
        return Panel(title=script.ending, text=script.outlook.format(**known), number=total, total=total)
    step = script.steps[position.at]
    who = reader.workspace.people.find(step.person)
    place = _place(reader.workspace, step, who)
    is_done = step.done in position.facts
    return Panel(
        title=step.title,
        text=step.text.format(**known),
        number=position.at + 1,
        total=total,
        step=step,
        who=who,
        place=f"#{place.name}" if step.channel else reader.workspace.manifest.app_name,
        address=addresses.of_person(who.name, place.id),
        is_here=who == reader.person and shown is not None and shown.id == place.id,
        is_done=is_done,
        marks=() if is_done or who != reader.person else tuple(_marks(step, position.facts)),
    )


def _place(workspace: Workspace, step: Step, who: Person) -> Channel:
    return workspace.channels.find(step.channel) if step.channel else workspace.direct(who.id)


def _marks(step: Step, facts: Facts) -> Iterator[Json]:
    """What the page's script needs to find what is to be pressed."""
    for mark in step.marks:
        if not mark.message or mark.message in facts:
            channel, _, ts = facts.get(mark.message, "").partition("/")
            yield {"channel": channel, "ts": ts, "action": mark.action, "hint": mark.hint}
