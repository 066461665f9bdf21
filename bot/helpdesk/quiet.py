"""Quiet: nobody is warned outside of their hours, unless it is urgent, and many warnings at once become one."""

from collections.abc import Iterator, Sequence

from bot.helpdesk import cards, notices, roster
from bot.helpdesk.people import desks_where, may
from bot.rules.actions import Action, Role
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.escalation import heard_at
from bot.rules.hours import schedule
from bot.rules.notice_kinds import NoticeKind
from bot.rules.quiet import LISTED, SEVERAL, WITHIN, Pressing, Together, Warned
from bot.rules.records import Deadline, Notice, Ticket, TicketClock
from bot.rules.sla import SOON, nearest
from bot.rules.vocabulary import ChannelId, ChannelPurpose, DeskId, PersonId
from storage import clocks, deadlines, desks, outbox, people, tickets
from storage.transaction import Transaction


def warn(tx: Transaction, ticket: Ticket, warned: Warned, to: PersonId | None) -> None:
    """Tell somebody how far a target is, or everybody who works the desk, when they are at work next.

    Of what is reached meanwhile, they hear the last alone.
    """
    settings = desks.settings_of(tx, ticket.desk_id)
    hours = schedule(settings.hours) if to is None else roster.hours_of(settings, to)
    at = heard_at(tx.now, ticket.priority, hours)
    if at <= tx.now:
        _tell(tx, ticket, warned, to)
    else:
        key = f"{DeadlineKind.WARN}:{ticket.id}:{warned.target}:{warned.cycle}:{to or ''}"
        deadlines.set_for(tx, ticket.id, DeadlineKind.WARN, at, key=key, person_id=to, note=warned.written())


def warn_leads(tx: Transaction, ticket: Ticket, warned: Warned) -> None:
    """Tell those who lead the desk; not whoever has the ticket, who has been told."""
    for member in desks.members(tx, ticket.desk_id):
        if member.role is Role.LEAD and member.person_id != ticket.assignee_id:
            warn(tx, ticket, warned, member.person_id)


def warn_later(tx: Transaction, deadline: Deadline) -> None:
    """They are at work again: tell them, if it is still true, and theirs."""
    ticket, warned, to = tickets.locked(tx, deadline.ticket_id), Warned.read(deadline.note), deadline.person_id
    if ticket is None or not any(_is_of(clock, warned) for clock in clocks.running(tx, [ticket.id])):
        return
    if to in (None, ticket.assignee_id) or may(tx, PersonId(to), Action.SEE_RISKS, ticket):
        _tell(tx, ticket, warned, to)


def still_true(tx: Transaction, warning: Notice) -> tuple[Ticket, TicketClock] | None:
    """The ticket and the clock that a warning is about; None when it is done, waits, or concerns others by now."""
    ticket = None if warning.ticket_id is None else tickets.get(tx, warning.ticket_id)
    if ticket is None or not concerns(tx, warning, ticket):
        return None
    running = clocks.running(tx, [ticket.id])
    if warning.kind is NoticeKind.TARGETS:
        clock = nearest(running)
    else:
        wanted = (warning.params["target"], warning.params["cycle"])
        clock = next((clock for clock in running if (clock.target, clock.cycle) == wanted), None)
    return None if clock is None else (ticket, clock)


def concerns(tx: Transaction, warning: Notice, ticket: Ticket) -> bool:
    """Whether whoever was warned still has the ticket, leads its desk, or is the channel of that desk's cards."""
    if warning.kind is NoticeKind.TARGET_NEAR:
        return ticket.assignee_id == warning.lane
    if warning.kind is NoticeKind.LEAD_WARNED:
        return may(tx, PersonId(warning.lane), Action.SEE_RISKS, ticket)
    return desks.triage_channel(tx, ticket.desk_id, private=ticket.is_private) == warning.lane


def together(tx: Transaction, notice: Notice) -> Together:
    """What is true now of several warnings; of more than a message lists, of everything that is theirs."""
    led = [desk.id for desk in desks_where(tx, PersonId(notice.lane), Action.SEE_RISKS)]
    if len(notice.params["of"]) > LISTED:
        found, total = _running_out(tx, notice.lane, led)
    else:
        found = list(_of(tx, notice))
        total = len(found)
    urls = cards.card_urls(tx, [ticket for ticket, _ in found])
    lines = (Pressing(ticket, clock, urls.get(ticket.id)) for ticket, clock in found)
    return Together(tuple(lines), total, sees_risks=bool(led))


def _tell(tx: Transaction, ticket: Ticket, warned: Warned, to: PersonId | None) -> None:
    lane = desks.triage_channel(tx, ticket.desk_id, private=ticket.is_private) if to is None else to
    if lane is None:
        return
    if to is not None:
        people.lock(tx, to)  # another process may be about to tell them, too
    lately = outbox.since(tx, lane, notices.WARNINGS, tx.now - WITHIN)
    several = _standing(tx, lately)
    key = None if several is None else several.key
    if to is None:
        told = notices.targets_near(tx, ticket, ChannelId(lane), together=key)
    else:
        told = notices.target_near(tx, ticket, to, warned, together=key)
    if told is None:
        return
    if several is not None:
        _add(tx, several, told)
    elif len(lately) + 1 >= SEVERAL:
        _join(tx, lane)


def _standing(tx: Transaction, lately: Sequence[Notice]) -> Notice | None:
    """The message of several warnings that another one joins; None when none was begun within a few minutes."""
    key = lately[-1].params.get(notices.TOGETHER) if lately else None
    several = None if key is None else outbox.get(tx, key)
    return None if several is None or outbox.is_older(several, tx.now - WITHIN) else several


def _add(tx: Transaction, several: Notice, key: str) -> None:
    """Tell of another warning in a message of several.

    It remembers no more of them than it needs to know that it can't list them all.
    """
    of = several.params["of"]
    if key in of or len(of) > LISTED:
        outbox.enqueue_again(tx, several)
    else:
        outbox.enqueue(tx, several.key, several.kind, several.lane, params={"of": [*of, key]})


def _join(tx: Transaction, lane: str) -> None:
    """Make one message of the warnings that a person or channel has got within a few minutes, if they are several."""
    lately = outbox.since(tx, lane, notices.WARNINGS, tx.now - WITHIN)
    alone = [one for one in lately if notices.TOGETHER not in one.params]
    if len(alone) < SEVERAL:
        return
    key = f"{NoticeKind.WARNINGS}:{alone[0].id}"
    for one in alone:
        params = {**one.params, notices.TOGETHER: key}
        outbox.enqueue(tx, one.key, one.kind, lane, params=params, ticket_id=one.ticket_id)
    outbox.enqueue(tx, key, NoticeKind.WARNINGS, lane, params={"of": [one.key for one in alone]})


def _of(tx: Transaction, notice: Notice) -> Iterator[tuple[Ticket, TicketClock]]:
    """The targets that a message of several warnings is about, what is due next first, each once."""
    members = (outbox.get(tx, key) for key in notice.params["of"])
    true = [found for one in members if one is not None and (found := still_true(tx, one)) is not None]
    once = {(ticket.id, clock.target, clock.cycle): (ticket, clock) for ticket, clock in true}
    yield from sorted(once.values(), key=lambda found: (found[1].due_at, found[0].id))


def _running_out(tx: Transaction, lane: str, led: Sequence[DeskId]) -> tuple[list[tuple[Ticket, TicketClock]], int]:
    """What runs out, or has, of what somebody has or leads, or of a channel: what presses most, and how much."""
    channel = desks.channel(tx, ChannelId(lane))
    if channel is None:
        pressing, total = clocks.running_out_for(tx, PersonId(lane), led, SOON, LISTED)
    else:
        is_private = channel.purpose is ChannelPurpose.PRIVATE_TRIAGE
        pressing, total = clocks.running_out_at(tx, channel.desk_id, SOON, LISTED, is_private=is_private)
    found = ((tickets.get(tx, clock.ticket_id), clock) for clock in pressing)
    return [(ticket, clock) for ticket, clock in found if ticket is not None], total


def _is_of(clock: TicketClock, warned: Warned) -> bool:
    """Whether a warning is the last that a running clock gave reason for."""
    return (clock.target, clock.cycle) == (warned.target, warned.cycle) and clock.fired <= warned.percent
