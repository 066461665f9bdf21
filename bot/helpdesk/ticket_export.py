"""Tickets with their past as lines of a file that `helpdesk import tickets` reads."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.rules import opening_hours, past_lines
from bot.rules.past import NO_HOURS, Told
from bot.rules.retelling import Stored, retold
from bot.rules.vocabulary import DeskId, PersonId, Speaker, TicketId
from storage import desks, people, schedules
from storage import ticket_transfer as storage
from storage.ticket_transfer import Rows
from storage.transaction import Transaction


def count(tx: Transaction) -> int:
    """How many tickets there are."""
    return len(storage.in_order(tx))


def export(tx: Transaction, write: Callable[[str], object]) -> int:
    """Give `write` a line for every ticket, the oldest first, in the database's thread; how many there were."""
    ids = storage.in_order(tx)
    for told in stories(tx, ids):
        write(past_lines.written(told))
    return len(ids)


def stories(tx: Transaction, ids: Collection[TicketId]) -> Iterator[Told]:
    """The pasts of these tickets, in this order."""
    shelf = _Shelf(tx, people.workspace(tx).bot_user_id, storage.known_otherwise(tx), {}, {})
    for rows in storage.several(tx, ids):
        yield retold(shelf.stored(rows))


@dataclass(frozen=True, slots=True)
class _Shelf:
    """What many tickets have in common, read once."""

    tx: Transaction
    bot: PersonId
    keys: Mapping[str, str]
    hours: dict[str, Mapping[str, Any]]
    members: dict[DeskId, set[PersonId]]

    def stored(self, rows: Rows) -> Stored:
        """A ticket as it is told from."""
        ticket, imported = rows.ticket, rows.imported
        return Stored(
            ticket=ticket,
            history=rows.history,
            messages=rows.messages,
            surveys=rows.surveys,
            ratings=rows.ratings,
            comments=rows.comments,
            schedule=NO_HOURS if ticket.schedule_id is None else self._hours(ticket.schedule_id),
            key=ticket.key if imported is None else imported.key,
            is_staffs=self._is_staffs(rows) if imported is None else imported.is_staffs,
            keys=self.keys,
            bot=self.bot,
        )

    def _hours(self, schedule_id: str) -> Mapping[str, Any]:
        if schedule_id not in self.hours:
            document = schedules.get(self.tx, schedule_id)
            assert document is not None  # those of tickets are kept
            self.hours[schedule_id] = opening_hours.plain(opening_hours.parse(document))
        return self.hours[schedule_id]

    def _is_staffs(self, rows: Rows) -> bool:
        """Whether the desk opened a ticket for somebody: who spoke for it then, or works it by now."""
        ticket = rows.ticket
        if ticket.opened_by == ticket.requester_id:
            return False
        spoke = any(one.is_opening and one.speaker is Speaker.AGENT for one in rows.messages)
        if ticket.desk_id not in self.members:
            self.members[ticket.desk_id] = {one.person_id for one in desks.members(self.tx, ticket.desk_id)}
        return spoke or ticket.opened_by in self.members[ticket.desk_id]
