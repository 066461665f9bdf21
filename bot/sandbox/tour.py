"""A guided tour of the workspace: steps that see by themselves when they are done, whoever does them in any window.

Where the tour is belongs to the workspace, not to a person: three windows as three people are one visitor. A sandbox
has no tour until it is offered a script; what the script tells is the business of whoever wrote it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeAlias

from bot.sandbox.ledger import Change, What
from bot.sandbox.workspace import Workspace

Facts: TypeAlias = Mapping[str, str]
"""What the tour has seen happen, by names that its script gives. `begun` is always there: the ts at which it began."""

BEGUN = "begun"


@dataclass(frozen=True, kw_only=True)
class Mark:
    """Something to press, made visible by a ring and a few words: the app's control of that `action` (without one, the
    reactions) in the message that the fact `message` names as `channel/ts`, or in whatever modal shows one.
    """

    hint: str
    action: str = ""
    message: str = ""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing to do. It is done as soon as there is a fact of the name `done`.

    `text` is mrkdwn, with `{facts}` in it. Without a `channel` the place is the direct messages with the app.
    """

    title: str
    text: str
    done: str
    person: str
    channel: str = ""
    types: str = ""
    """The words to write there."""
    marks: tuple[Mark, ...] = ()
    stands_alone: bool = False
    """Done early, it leads nobody past the steps before it."""


@dataclass(frozen=True, kw_only=True)
class Script:
    """A whole tour. `watch` says what each change of the workspace adds to the facts."""

    steps: tuple[Step, ...]
    watch: Callable[[Workspace, Change, Facts], Facts]
    ending: str
    """The title after the last step, and its text."""
    outlook: str
    unknown: Facts = field(default_factory=dict)
    """What stands in texts for facts that are not known yet."""


class Move(StrEnum):
    """What a visitor can do with the tour."""

    SHOW = "show"
    DISMISS = "dismiss"
    BACK = "back"
    SKIP = "skip"
    RESTART = "restart"


@dataclass(frozen=True, kw_only=True)
class Position:
    """Where a tour is: the number of its step from 0 on (after the last one, the ending), and what it has seen."""

    at: int = 0
    is_dismissed: bool = False
    facts: dict[str, str] = field(default_factory=dict)


class Tour:
    """The tour of one workspace. Its position is kept with the workspace, and the change feed tells when it moves."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.script: Script | None = None
        self.position = Position()

    def offer(self, script: Script) -> None:
        """Begin the tour, or go on where it was left. What happened before it began is no part of it."""
        self.script = script
        for step in script.steps:
            if not step.channel:
                self._workspace.direct(self._workspace.people.find(step.person).id)
        kept = next(self._workspace.ledger.kept("tour"), None)
        if kept is None:
            self._put(Position(facts={BEGUN: self._workspace.ledger.next_ts()}))
        else:
            position = Position(**kept)
            self.position = replace(position, at=min(position.at, len(script.steps)))
        self._workspace.subscribe(self._see)

    def move(self, move: Move) -> None:
        """Do what a visitor asked for; nothing without a tour."""
        if self.script is not None:
            self._put(moved(self.script, self.position, move, now=self._workspace.ledger.next_ts()))

    def _see(self, change: Change) -> None:
        if self.script is None or change.what is What.TOUR:
            return
        seen = self.script.watch(self._workspace, change, self.position.facts)
        if any(self.position.facts.get(name) != fact for name, fact in seen.items()):
            self._put(learned(self.script, self.position, seen))

    def _put(self, position: Position) -> None:
        self.position = position
        self._workspace.ledger.keep("tour", "one", position)
        self._workspace.ledger.tell(Change(what=What.TOUR, record=position))


def learned(script: Script, position: Position, seen: Facts) -> Position:
    """Take in new facts: whoever has done a step goes on to the next one that is not done.

    Things happen out of order. A later step that is done leads past the ones before it, which have become moot, unless
    it stands alone; a step before the present one leads nowhere.
    """
    facts = {**position.facts, **seen}
    new = {name for name in facts if name not in position.facts}
    reached = [
        number
        for number, step in enumerate(script.steps)
        if step.done in new and (number == position.at or (number > position.at and not step.stands_alone))
    ]
    at = position.at
    if reached:
        at = max(reached) + 1
        while at < len(script.steps) and script.steps[at].done in facts:
            at += 1
    return replace(position, at=at, facts=facts)


def moved(script: Script, position: Position, move: Move, *, now: str) -> Position:
    """Go where a visitor wants to go, within the tour; `now` is the ts at which one that starts again begins."""
    match move:
        case Move.SHOW:
            return replace(position, is_dismissed=False)
        case Move.DISMISS:
            return replace(position, is_dismissed=True)
        case Move.BACK:
            return replace(position, at=max(position.at - 1, 0))
        case Move.SKIP:
            return replace(position, at=min(position.at + 1, len(script.steps)))
        case Move.RESTART:
            return Position(facts={BEGUN: now})
