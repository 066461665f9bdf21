"""Who is in the workspace."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bot.sandbox.ledger import Change, Ledger, What
from bot.sandbox.records import Person


class People:
    """The members of one workspace, by id and by name."""

    def __init__(self, ledger: Ledger, team_id: str) -> None:
        self._ledger = ledger
        self._team_id = team_id
        self._by_id = {kept["id"]: Person(**kept) for kept in ledger.kept("person")}

    def __iter__(self) -> Iterator[Person]:
        return iter(list(self._by_id.values()))

    def add(self, name: str, *, real_name: str = "", **facts: Any) -> Person:
        """Let somebody join the workspace; `facts` are fields of Person (tz, locale, is_admin, deleted, …)."""
        if self.named(name):
            raise ValueError(f"There is a {name} already.")
        person = Person(
            id=self._ledger.next_id("U"),
            name=name,
            real_name=real_name or name.title(),
            **{"display_name": name, "team_id": self._team_id, "updated": self._ledger.now(), **facts},
        )
        return self._put(person)

    def change(self, person_id: str, **facts: Any) -> Person:
        """Change a profile (or deactivate it: `deleted=True`); whoever listens learns of it."""
        before = self._by_id[person_id]
        person = self._put(replace(before, updated=self._ledger.now(), **facts))
        self._ledger.tell(Change(what=What.PERSON, record=person, before=before, person=person_id))
        return person

    def get(self, person_id: str) -> Person | None:
        return self._by_id.get(person_id)

    def named(self, name: str) -> Person | None:
        return next((person for person in self._by_id.values() if person.name == name), None)

    def find(self, name_or_id: str) -> Person:
        """The person of that id or name; LookupError when there is none."""
        person = self.get(name_or_id) or self.named(name_or_id.removeprefix("@"))
        if person is None:
            raise LookupError(f"Nobody here is called {name_or_id!r}.")
        return person

    def _put(self, person: Person) -> Person:
        self._by_id[person.id] = person
        self._ledger.keep("person", person.id, person)
        return person
