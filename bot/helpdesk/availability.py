"""Agents say whether they are here, and see who is."""

from collections.abc import Sequence
from datetime import datetime

from bot.helpdesk import cards, distribution, notices, people, roster
from bot.helpdesk.giving import take
from bot.rules.actions import Action
from bot.rules.assignment import AT_WORK, Taken
from bot.rules.availability import is_absent, is_quiet
from bot.rules.coming_back import Speaker, read
from bot.rules.pictures import OfferPicture, TeammatePicture, TeamPicture
from bot.rules.records import Absence, Desk, Ticket
from bot.rules.refusals import NoDesk, WorksNoDesk
from bot.rules.reminders import zone_of
from bot.rules.vocabulary import UNSOLVED, DeskId, PersonId, Presence, Priority, TicketId
from storage import agents, desks, tickets
from storage import people as people_rows
from storage.transaction import Transaction


def leave(tx: Transaction, by: PersonId, presence: Presence, words: str = "") -> Absence:
    """Somebody is not here, until the time that their words name, or until they say so.

    Their urgent tickets find somebody else at once; what becomes of the others they are asked in private. Raises
    NotATime for words that name none, WorksNoDesk and NoDesk for who works none.
    """
    worked = _worked(tx, by)
    until = _until(tx, by, worked, words)
    _end(tx, by)
    absence = agents.leave(tx, by, presence, until)
    taken = [distribution.pass_on(tx, take(tx, ticket, None, Taken.WENT_AWAY)).id for ticket in _urgent(tx, by)]
    if taken or agents.held_by(tx, by):
        notices.going_away(tx, absence, taken)
    _tell(tx, by, worked)
    return absence


def come_back(tx: Transaction, by: PersonId) -> bool:
    """Somebody is here again, and may get what waits; False when they were not away. Raises as `leave` does."""
    worked = _worked(tx, by)
    was_away = _end(tx, by)
    _tell(tx, by, worked)
    return was_away


def now(tx: Transaction, person: PersonId) -> Absence | None:
    """What somebody said of themselves that holds now."""
    absence = agents.absence(tx, person)
    return absence if is_absent(absence, tx.now) else None


def keep_all(tx: Transaction, by: PersonId, absence_id: int) -> None:
    """Somebody keeps their tickets while they are not here."""
    notices.tickets_kept(tx, by, absence_id)


def offer(tx: Transaction, person: PersonId, absence_id: int, taken: list[TicketId], *, is_kept: bool) -> OfferPicture:
    """What somebody who is not here is asked: which tickets they have, and which went to the queue already."""
    absence = now(tx, person)
    gone = [found for ticket_id in taken if (found := tickets.get(tx, ticket_id)) is not None]
    held = agents.held_by(tx, person)
    is_over = absence is None or absence.id != absence_id
    urls = cards.card_urls(tx, [*held, *gone])
    is_open = not is_kept and not is_over
    return OfferPicture(tuple(held), tuple(gone), urls, absence_id, is_open=is_open, is_over=is_over)


def team(tx: Transaction, by: PersonId) -> list[TeamPicture]:
    """Who works the desks of somebody, who of them is here, and how much they have. Raises WorksNoDesk, NoDesk."""
    return [_team(tx, desk) for desk in _worked(tx, by, Action.SEE_TEAM)]


def left(tx: Transaction, person: PersonId, desk_id: DeskId | None = None) -> int:
    """Somebody has left the workspace, or this desk of it: what they had there goes back to the queue.

    How many tickets that were.
    """
    returned: dict[tuple[str, bool], list[Ticket]] = {}
    for ticket in _still_theirs(tx, person, agents.held_by(tx, person)):
        if desk_id in (None, ticket.desk_id):
            distribution.freed(tx, take(tx, ticket, None, Taken.LEFT))
            returned.setdefault((ticket.desk_id, ticket.is_private), []).append(ticket)
    known = people_rows.get(tx, person)
    for group in returned.values():
        notices.returned(tx, group, person if known is None else known.name, person)
    return sum(map(len, returned.values()))


def _worked(tx: Transaction, by: PersonId, action: Action = Action.SAY_WHETHER_HERE) -> list[Desk]:
    worked = people.desks_where(tx, by, action)
    if not worked:
        raise WorksNoDesk if desks.every(tx) else NoDesk
    return worked


def _end(tx: Transaction, person: PersonId) -> bool:
    absence, was_away = agents.absence(tx, person), agents.come_back(tx, person)
    if absence is not None:
        notices.offer_settled(tx, absence.id)
    return was_away


def _until(tx: Transaction, by: PersonId, worked: list[Desk], words: str) -> datetime | None:
    person = people_rows.get(tx, by)
    zone = zone_of("UTC" if person is None else person.timezone)
    schedules = (roster.hours_of(desk.settings, by) for desk in worked)
    own = next((schedule for schedule in schedules if schedule is not None), None)
    return read(words, Speaker(tx.now, zone, own))


def _urgent(tx: Transaction, person: PersonId) -> list[Ticket]:
    """What of theirs cannot wait, locked. The rest is not: whoever gives out a desk's tickets might wait for it."""
    urgent = [ticket for ticket in agents.held_by(tx, person) if ticket.priority is Priority.URGENT]
    locked = _still_theirs(tx, person, urgent)
    return [ticket for ticket in locked if ticket.priority is Priority.URGENT and ticket.status in AT_WORK]


def _still_theirs(tx: Transaction, person: PersonId, held: Sequence[Ticket]) -> list[Ticket]:
    """Those of these tickets that somebody has now that each is locked for this transaction."""
    locked = [ticket for one in held if (ticket := tickets.locked(tx, one.id)) is not None]
    return [ticket for ticket in locked if ticket.assignee_id == person and ticket.status in UNSOLVED]


def _tell(tx: Transaction, person: PersonId, worked: list[Desk]) -> None:
    for desk in worked:
        distribution.hasten(tx, desk.id)
    notices.home(tx, person)


def _team(tx: Transaction, desk: Desk) -> TeamPicture:
    mates = tuple(
        TeammatePicture(
            name=seat.name,
            open=seat.agent.load.open,
            waiting=sum(seat.agent.load.waiting.values()),
            capacity=seat.agent.capacity,
            presence=seat.absence.presence if seat.absence and is_absent(seat.absence, tx.now) else Presence.AVAILABLE,
            is_here=seat.agent.is_here,
            here_at=seat.here_next(tx.now),
            is_quiet=is_quiet(seat.sign, tx.now),
            is_away_in_slack=seat.sign is not None and not seat.sign.is_active,
        )
        for seat in roster.of_desk(tx, desk)
    )
    return TeamPicture(desk, mates, agents.queue_length(tx, desk.id))
