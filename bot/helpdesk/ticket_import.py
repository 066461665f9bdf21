"""Tickets with their past from a file: all of it, or nothing, and nobody is told.

What there is, is read first. The file is replayed in memory, where it holds nobody up. Then everything is written in
one transaction, which looks at first whether what was read is still true.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from bot.helpdesk import notices, ticket_export
from bot.rules.import_place import Here, Known
from bot.rules.import_plan import Plan
from bot.rules.past import Kind, Told, fits, identity, source
from bot.rules.replay import Past
from bot.rules.vocabulary import PersonId, TicketId
from storage import desks, outbox, people, schedules, tickets
from storage import ticket_transfer as storage
from storage.transaction import Transaction

TURN = "import of tickets"
TOGETHER = 500  # tickets that are written between two words of how far it is


class ImportGoesOn(Exception):  # noqa: N818  it says what happened
    """Another import is going on in this workspace. Nothing was written."""


class MovedOn(Exception):  # noqa: N818  it says what happened
    """What was read before the replay is true no more. Nothing was written."""


def gather(tx: Transaction, told: Sequence[Told]) -> Here:
    """What there is before an import of these lines."""
    every = desks.every(tx)
    known, taken = _known(tx, told)
    return Here(
        desks=every,
        categories={desk.id: desks.categories(tx, desk.id) for desk in every},
        known=known,
        taken=taken,
        last_numbers=storage.last_numbers(tx),
        locales=storage.locales(tx, {one.requester for one in told}),
        bot=people.workspace(tx).bot_user_id,
        now=tx.now,
        new_id=partial(tx.ids.next, tx.now),
        past_id=lambda at: storage.past_id(tx.ids, at, tx.now),
        schedule_id=schedules.id_of,
    )


def write(tx: Transaction, plan: Plan, heard: Callable[[int], object] = lambda _: None) -> None:
    """Do what was planned. `heard` is called with how many tickets have been written since the last time.

    Raises ImportGoesOn, and MovedOn.
    """
    if not tx.takes_turn(TURN):
        raise ImportGoesOn
    replaced = {known.ticket.id: known for known in plan.here.known.values()}
    replaced = {past.ticket.id: replaced[past.ticket.id] for past in plan.pasts if past.ticket.id in replaced}
    new = [past for past in plan.pasts if past.ticket.id not in replaced]
    _look_again(tx, plan, new, replaced)
    for schedule_id in sorted(plan.schedules):
        schedules.keep(tx, plan.schedules[schedule_id])
    storage.forget(tx, replaced.keys())
    for first in range(0, len(plan.pasts), TOGETHER):
        some = [_where_it_stands(past, replaced) for past in plan.pasts[first : first + TOGETHER]]
        storage.add(tx, some, plan.digests)
        heard(len(some))
    storage.lead_to(tx, {source(past.told.key): past.ticket.id for past in new})
    storage.meet(tx, {person for past in plan.pasts for person in _persons(past)})
    _show(tx, replaced.keys())
    _take_numbers(tx, plan)


def make_findable(tx: Transaction, plan: Plan, first: int, until: int) -> None:
    """Let some of these tickets be found by their words. A second time changes nothing."""
    known = {one.ticket.id for one in plan.here.known.values()}
    ids = [past.ticket.id for past in plan.pasts[first:until]]
    tickets.keep_new_for_search(tx, [ticket_id for ticket_id in ids if ticket_id not in known])
    for ticket_id in ids:
        if ticket_id in known:
            tickets.keep_for_search(tx, ticket_id)


def _known(tx: Transaction, told: Sequence[Told]) -> tuple[dict[str, Known], frozenset[str]]:
    """The tickets that these lines are about, or went into, by their natural keys; and the numbers of other tickets."""
    own = {source(one.key): identity(one.key) for one in told}
    keys = own | {source(event.into): identity(event.into) for one in told for event in one.events if event.into}
    found = storage.by_sources(tx, keys)
    numbers = {number: key for key, number in keys.items() if key not in found and fits(number)}
    named = storage.by_numbers(tx, numbers)
    ids = {*found.values(), *named.values()}
    came, lines = storage.imported(tx, ids), storage.latest_lines(tx, ids)
    taken = frozenset(number for number, ticket_id in named.items() if ticket_id in came)
    found |= {numbers[number]: ticket_id for number, ticket_id in named.items() if number not in taken}
    living = [ticket_id for key, ticket_id in found.items() if key in own and ticket_id not in came]
    stories = dict(zip(living, ticket_export.stories(tx, living), strict=True))
    stored = {ticket.id: ticket for ticket in storage.tickets(tx, ids)}
    known = {}
    for key, ticket_id in found.items():
        imported, newest = came.get(ticket_id), lines.get(ticket_id, 0)
        known[key] = Known(
            ticket=stored[ticket_id],
            digest=None if imported is None else imported.digest,
            newest_line=newest,
            is_touched=imported is not None and newest != imported.last_line,
            told=stories.get(ticket_id),
        )
    return known, taken


def _look_again(tx: Transaction, plan: Plan, new: Sequence[Past], replaced: Mapping[TicketId, Known]) -> None:
    """Raise MovedOn when something of what the plan goes by is not so any more."""
    lines = {ticket_id: known.newest_line for ticket_id, known in replaced.items()}
    if (
        desks.every(tx) != plan.here.desks
        or storage.by_sources(tx, {source(past.told.key) for past in new})
        or storage.by_numbers(tx, {past.ticket.key for past in new})
        or storage.tickets(tx, {past.ticket.id for past in new})
        or storage.latest_lines(tx, lines.keys()) != lines
    ):
        raise MovedOn


def _take_numbers(tx: Transaction, plan: Plan) -> None:
    """Let the desks count on from the numbers that were given. At the end, as whoever asks for something waits."""
    for desk_id, number in sorted(plan.numbers.items()):
        before = plan.here.last_numbers.get(desk_id)
        if number != before and not storage.count_from(tx, desk_id, number, before):
            raise MovedOn


def _where_it_stands(past: Past, replaced: Mapping[TicketId, Known]) -> Past:
    """A past that takes the place of another; the requester's thread, if there is one, stays."""
    known = replaced.get(past.ticket.id)
    if known is None:
        return past
    return replace(past, ticket=replace(past.ticket, channel=known.ticket.channel, thread_ts=known.ticket.thread_ts))


def _show(tx: Transaction, ids: Iterable[TicketId]) -> None:
    """Keep the cards true that `helpdesk repair` has posted of tickets whose past is another now."""
    for ticket_id in sorted(ids):
        ticket = tickets.get(tx, ticket_id)
        if ticket is not None and outbox.of_ticket(tx, ticket_id):
            notices.changed_on_both_sides(tx, ticket)


def _persons(past: Past) -> Iterator[PersonId]:
    """Everybody who has to do with a ticket."""
    yield past.ticket.requester_id
    yield from past.followers
    for event in past.told.events:
        if event.by is not None:
            yield event.by
        if event.kind == Kind.ASSIGNED and event.to is not None:
            yield PersonId(event.to)
