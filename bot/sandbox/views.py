"""What an app shows to one person: a stack of modals, and the Home tab."""

from collections import defaultdict
from dataclasses import replace
from typing import Any

from bot.sandbox.block_kit.numbering import numbered
from bot.sandbox.ledger import Change, Ledger, What
from bot.sandbox.records import Json, View

STACK = 3
"""Views on top of one another: one opened, two pushed."""

DEFINED = (
    "callback_id",
    "external_id",
    "private_metadata",
    "title",
    "submit",
    "close",
    "blocks",
    "clear_on_close",
    "notify_on_close",
)


class Views:
    """The open modals and Home tabs of everybody. Modals are gone after a restart, Homes are kept."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._stacks: dict[str, list[View]] = defaultdict(list)
        self._homes = {kept["person"]: View(**kept) for kept in ledger.kept("home")}

    def open(self, person: str, definition: Json) -> View:
        """Show a modal to somebody instead of those they had open."""
        self._stacks[person] = []
        return self._show(person, definition, root="", previous="")

    def push(self, person: str, definition: Json) -> View:
        """Lay a modal over the others. The caller has checked that the stack is lower than STACK."""
        below = self._stacks[person][-1]
        return self._show(person, definition, root=below.root_id, previous=below.id)

    def update(self, view: View, definition: Json) -> View:
        """Replace what a view shows. Entered values stay where block_id and action_id stay."""
        fields = _defined(definition)
        named = {block.get("block_id") for block in fields.get("blocks", [])}
        values = {block_id: entered for block_id, entered in view.values.items() if block_id in named}
        after = replace(view, hash=self._hash(), values=values, **{**_blank(), **fields})
        return self._put(after, before=view)

    def enter(self, view: View, block_id: str, action_id: str, value: Json) -> View:
        """Remember what somebody entered in one field."""
        values = {**view.values, block_id: {**view.values.get(block_id, {}), action_id: value}}
        return self._put(replace(view, values=values), before=view)

    def pop(self, view: View) -> None:
        """Close one view (and those above it); the one below shows again."""
        stack = self._stacks[view.person]
        places = [place for place, shown in enumerate(stack) if shown.id == view.id]
        if places:
            del stack[places[0] :]
            self._ledger.tell(Change(what=What.VIEW, record=self.top(view.person), before=view, person=view.person))

    def clear(self, person: str) -> None:
        """Close all of somebody's modals."""
        gone = self.top(person)
        self._stacks[person] = []
        self._ledger.tell(Change(what=What.VIEW, record=None, before=gone, person=person))

    def publish(self, person: str, definition: Json) -> View:
        """Show a Home tab to somebody."""
        known = self._homes.get(person)
        view_id = known.id if known else self._ledger.next_id("V")
        fields = _defined(definition)
        home = View(id=view_id, person=person, type="home", hash=self._hash(), root_id=view_id, **fields)
        return self._put(home, before=known)

    def stack(self, person: str) -> list[View]:
        """Somebody's open modals, the lowest first."""
        return list(self._stacks[person])

    def top(self, person: str) -> View | None:
        return self._stacks[person][-1] if self._stacks[person] else None

    def home(self, person: str) -> View | None:
        return self._homes.get(person)

    def get(self, view_id: str) -> View | None:
        homes = list(self._homes.values())
        return next((view for view in self._every() + homes if view.id == view_id), None)

    def external(self, external_id: str) -> View | None:
        return next((view for view in self._every() if view.external_id == external_id), None)

    def _every(self) -> list[View]:
        return [view for stack in self._stacks.values() for view in stack]

    def _show(self, person: str, definition: Json, *, root: str, previous: str) -> View:
        view_id = self._ledger.next_id("V")
        view = View(
            id=view_id,
            person=person,
            type="modal",
            hash=self._hash(),
            root_id=root or view_id,
            previous_id=previous,
            **_defined(definition),
        )
        self._stacks[person].append(view)
        self._ledger.tell(Change(what=What.VIEW, record=view, person=person))
        return view

    def _put(self, view: View, before: View | None) -> View:
        if view.type == "home":
            self._homes[view.person] = view
            self._ledger.keep("home", view.person, view)
            self._ledger.tell(Change(what=What.HOME, record=view, before=before, person=view.person))
            return view
        stack = self._stacks[view.person]
        self._stacks[view.person] = [view if shown.id == view.id else shown for shown in stack]
        self._ledger.tell(Change(what=What.VIEW, record=view, before=before, person=view.person))
        return view

    def _hash(self) -> str:
        return f"{self._ledger.now()}.{self._ledger.next_id('h')}"


def _defined(definition: Json) -> dict[str, Any]:
    defined = {name: definition[name] for name in DEFINED if definition.get(name) is not None}
    return {**defined, "blocks": numbered(defined["blocks"])} if "blocks" in defined else defined


def _blank() -> dict[str, Any]:
    blank = View(id="", person="", type="modal", hash="", root_id="")
    return {name: getattr(blank, name) for name in DEFINED}
