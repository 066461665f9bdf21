"""The same problem of many: one ticket, which others joined, is answered and solved for all of them.

A problem is an ordinary ticket that somebody joined. Who joins has a ticket of their own, or none:
- *Tickets* are joined by agents (*Same problem as…*, *Make them one problem*) or by their requester (*I have it too*).
  Both tickets are of one desk, neither is private, and none that others joined joins another, so there are no cycles. A
  ticket named as the problem that itself joined one stands for that one. Solved, merged and closed ones are refused.
- *People* who were about to raise a ticket join without one, and hear of the problem in a direct message.

What reaches everybody who joined, each in their own thread and language, once, and not who joined later: the public
messages of agents on the problem (also when they are changed or deleted), and that the desk solved it. That takes a few
tickets at a time, by deadlines, so it goes on where it stopped whatever is restarted, and the outbox paces it.

A joined ticket goes on with its own clocks, people and history. An agent's answer on the problem is their answer to it:
it stops the response clocks, and new becomes open. Solving solves it, too, and each person is asked once how it went.
What the requester of the problem says ("that solved it") is about their own; the desk then has *Solve for everybody*.
When an agent reopens the problem, what was solved with it is open again.

*Not solved for me*, *Mine is different*, and reopening a ticket whose problem is solved, make a ticket one of its own
again; history and the card say so. Who had none gets one, as the follow-up. What they write in the meantime stands
under the problem's card. A ticket that goes to another desk or is merged leaves first. A problem that is merged brings
those who joined along, one that goes to another desk their tickets; it cannot be cancelled. What is unsolved when the
problem closes leaves it.

MANY people with similar new tickets within an hour: the desk gets one message, which counts on, with *Make them one
problem*. A new ticket that is like an open problem asks its requester, in their thread, *I have it too*?
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.rules.records import Desk, Ticket
from bot.rules.vocabulary import UNSOLVED, PersonId, TicketId

WITHIN = timedelta(hours=1)  # what is alike and came within it may be one problem
MANY = 3  # people, from which on the desk hears that they report the same
EXACT = 12  # people are counted up to here where everybody who joined reads it: else one more would change them all
LISTED = 5  # joined tickets that a card names


class Unfit(StrEnum):
    """Why a ticket can't join another."""

    ITSELF = "itself"
    OTHER_DESK = "other_desk"
    PRIVATE = "private"
    IS_JOINED = "is_joined"  # others joined it


@dataclass(frozen=True, slots=True)
class JoinedTicket:
    """A ticket that is about the same problem as another one."""

    ticket_id: TicketId
    parent_id: TicketId
    joined_at: datetime
    solved_with: int | None  # the problem's times_solved when this was solved with it; None: it was not


@dataclass(frozen=True, slots=True)
class Joiner:
    """Somebody who has a problem and no ticket about it."""

    parent_id: TicketId
    person_id: PersonId
    thread: str  # key of the notice in whose thread they hear of it
    text: str  # what they were about to ask, in mrkdwn; empty: nobody knows
    joined_at: datetime
    left_at: datetime | None


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A new ticket that is like one that was there already."""

    ticket_id: TicketId
    first_id: TicketId
    is_declined: bool  # its requester says that theirs is different


@dataclass(frozen=True, slots=True)
class Named:
    """A ticket by its number, and its card's address, while it has one."""

    key: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Problem:
    """What a ticket has to do with the tickets of others, as it is shown."""

    parent: Named | None  # the one that it joined; None: others joined this one
    people: int  # who report it, with and without a ticket
    joined: tuple[Named, ...] = ()  # the first of the tickets that joined this one
    more: int = 0  # tickets beside these
    is_waited_for: bool = False  # this one is solved, and some who joined it have not been told


@dataclass(frozen=True, slots=True)
class OpenProblem:
    """A problem that somebody may join."""

    ticket: Ticket
    desk: Desk
    people: int


@dataclass(frozen=True, slots=True)
class JoinerPicture:
    """What somebody without a ticket is told of a problem."""

    problem: OpenProblem
    own: str | None  # the number of the ticket that they have by now
    is_solved: bool


@dataclass(frozen=True, slots=True)
class Alike:
    """Tickets that came within an hour and are like one another, as the desk sees them."""

    first: Ticket
    tickets: Sequence[tuple[Ticket, str | None]]  # with their cards' addresses, the oldest first
    people: int
    is_one: bool  # all of them are one problem already


def unfit(ticket: Ticket, parent: Ticket, *, is_joined: bool) -> Unfit | None:
    """Why a ticket can't join another; None when it can. `is_joined`: others joined the ticket."""
    if ticket.id == parent.id:
        return Unfit.ITSELF
    if ticket.is_private or parent.is_private:
        return Unfit.PRIVATE
    if ticket.desk_id != parent.desk_id:
        return Unfit.OTHER_DESK
    return Unfit.IS_JOINED if is_joined else None


def may_be_alike(ticket: Ticket, other: Ticket) -> bool:
    """Whether an older ticket can be looked upon as the same problem at all. Ids grow with time."""
    is_open = other.status in UNSOLVED
    return is_open and not other.is_private and other.id < ticket.id and other.desk_id == ticket.desk_id


def is_recent(ticket: Ticket, other: Ticket) -> bool:
    """Whether an older ticket came shortly before this one."""
    return ticket.created_at - other.created_at <= WITHIN


def counts_for_all(before: int, now: int) -> bool:
    """Whether everybody who joined sees that the number of people has changed. Beyond EXACT they read "more than"."""
    return before != now and min(before, now) <= EXACT + 1


def asked_once(requesters: Iterable[PersonId], first: PersonId) -> list[bool]:
    """For the requesters of joined tickets, in order: whether each is to be asked how it went.

    Each person once: `first`, who raised the problem itself, has been asked about that.
    """
    known, asks = {first}, []
    for person in requesters:
        asks.append(person not in known)
        known.add(person)
    return asks
