"""The way up: a ticket goes to a level, and to the next one when nobody there acknowledges in time.

Whatever escalates a ticket comes through here: people, targets that run out, reopening. Each level is asked once for
each cause. Nothing goes up while a ticket waits for somebody who is not the desk.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.helpdesk import notices, skills
from bot.helpdesk.people import leads
from bot.rules import escalation as rules
from bot.rules.availability import is_absent
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.escalation import UNACKNOWLEDGED, Escalation, News, State, Step
from bot.rules.happenings import Happening
from bot.rules.hours import schedule
from bot.rules.lifecycle import WAITS, is_reopening
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Deadline, DeskSettings, Ticket
from bot.rules.tiers import (
    MINUTES_TO_ACKNOWLEDGE,
    Occurrence,
    Tier,
    Trigger,
    above,
    destination,
    rule_for,
    tier_at,
    to_ask,
)
from bot.rules.vocabulary import CategoryKey, ChannelId, PersonId, Status
from storage import agents, deadlines, desks, escalations, history, outbox, people, tickets
from storage.transaction import Transaction

TOLD = frozenset({NoticeKind.ESCALATION, NoticeKind.ESCALATED_TO_YOU, NoticeKind.ESCALATION_NEWS})
BY_TIME = frozenset({DeadlineKind.ACKNOWLEDGE, DeadlineKind.ANNOUNCE})


@dataclass(frozen=True, slots=True)
class Call:
    """Whom a ticket is to go to, and why."""

    cause: str  # natural key: each level once for each
    tier: Tier
    why: str  # for history: a person's reason, or the rule's word
    skill: CategoryKey | None = None  # whoever is in the tier is there for this
    by: PersonId | None = None  # None: a rule
    reason: str = ""  # mrkdwn
    tried: str = ""


def occurred(tx: Transaction, ticket: Ticket, happened: Occurrence) -> None:
    """Let the desk's rules escalate a ticket that the caller has locked; not one that is on its way up already."""
    settings = desks.settings_of(tx, ticket.desk_id)
    rule = rule_for(settings.escalate, happened)
    if rule is None or ticket.status in WAITS:
        return
    known = escalations.of_ticket(tx, ticket.id)
    now = rules.current(known)
    if now is not None and now.acknowledged_at is None:
        return
    tier = destination(settings.tiers, rules.level(ticket, known, tx.now), rule)
    if tier is not None:
        raise_to(tx, ticket, Call(happened.cause, tier, happened.trigger))


def moved(tx: Transaction, ticket: Ticket, before: Status, by: PersonId | None) -> None:
    """Follow a ticket into another status: what is solved needs nobody any more, what waits lets nobody answer."""
    if is_reopening(before, ticket.status):
        _reopened(tx, ticket, by)
    elif ticket.status in WAITS:
        deadlines.cancel(tx, ticket.id, BY_TIME)
    elif ticket.status in (Status.SOLVED, Status.CLOSED):
        settle(tx, ticket, by, but_acknowledged=ticket.status is Status.SOLVED)
    elif before in WAITS:
        _resumed(tx, ticket)


def became_urgent(tx: Transaction, ticket: Ticket) -> None:
    """Let those whom a ticket went up to in quiet hours hear of it now, and acknowledge as soon as urgent ones ask."""
    raised = rules.current(escalations.of_ticket(tx, ticket.id))
    if raised is None or raised.state is not State.RAISED or ticket.status in WAITS:
        return
    until = _time_for(tx, ticket, raised)
    if raised.acknowledge_by is not None and until < raised.acknowledge_by:
        raised = _await(tx, raised, until)
    deadlines.cancel(tx, ticket.id, {DeadlineKind.ANNOUNCE})
    _announce_when_open(tx, ticket, raised)


def settle(tx: Transaction, ticket: Ticket, by: PersonId | None, *, but_acknowledged: bool = False) -> None:
    """End a ticket's escalations: nobody of these levels is needed any more, or only whoever has it already."""
    for escalation in escalations.of_ticket(tx, ticket.id):
        if not escalation.is_over and not (but_acknowledged and escalation.acknowledged_at is not None):
            step(tx, escalation, Step.SETTLE, by)
    deadlines.cancel(tx, ticket.id, BY_TIME)


def raise_to(tx: Transaction, ticket: Ticket, call: Call) -> Escalation | None:
    """Ask a level to take a ticket that the caller has locked; None when it was asked for the same cause before.

    A level that was asked and has not answered need not any more. One that has the ticket keeps it until then.
    """
    known, settings = escalations.of_ticket(tx, ticket.id), desks.settings_of(tx, ticket.desk_id)
    raised = _raised(tx, ticket, call, known, settings)
    if not escalations.add_once(tx, raised):
        return None
    for lower in known:
        if not lower.is_over and lower.acknowledged_at is None:
            step(tx, lower, Step.MOVE_UP, call.by)
    history.record(tx, ticket.id, Happening.ESCALATED, by=call.by, after=raised.goes_to, why=call.why)
    _set_alarm(tx, raised)
    _announce_when_open(tx, ticket, raised)
    notices.ticket_changed(tx, ticket)
    return raised


def announce(tx: Transaction, deadline: Deadline) -> None:
    """The quiet hours are over: tell of what was escalated in them, if nobody has taken it meanwhile."""
    ticket = tickets.locked(tx, deadline.ticket_id)
    raised = None if ticket is None else rules.current(escalations.of_ticket(tx, ticket.id))
    if ticket is not None and raised is not None and raised.state is State.RAISED and ticket.status not in WAITS:
        _announce(tx, ticket, raised)
        notices.card(tx, ticket)  # it said when this would be


def go_up(tx: Transaction, deadline: Deadline) -> None:
    """Nobody has acknowledged in time: ask the next level; above the last one, tell the leads."""
    ticket = tickets.locked(tx, deadline.ticket_id)
    late = None if ticket is None else rules.current(escalations.of_ticket(tx, ticket.id))
    if ticket is None or late is None or late.state is not State.RAISED or ticket.status in WAITS:
        return
    if late.acknowledge_by is None or late.acknowledge_by > tx.now:
        return
    for tier in above(desks.settings_of(tx, ticket.desk_id).tiers, late.level):
        again = Call(late.cause, tier, UNACKNOWLEDGED, reason=late.reason, tried=late.tried)
        if raise_to(tx, ticket, again) is not None:
            return
    history.record(tx, ticket.id, Happening.UNACKNOWLEDGED, by=None, before=late.goes_to)
    _show(tx, rules.awaited(late, None))
    _tell_leads(tx, ticket, late)


def step(tx: Transaction, escalation: Escalation, taken: Step, by: PersonId | None, note: str = "") -> Escalation:
    """Take a step with an escalation and show it wherever it was told. Raises NotPossibleNow."""
    return _show(tx, rules.after(escalation, taken, by, tx.now, note))


def await_again(tx: Transaction, ticket: Ticket, escalation: Escalation) -> Escalation:
    """Give a level its whole time to acknowledge once more."""
    return _await(tx, escalation, _time_for(tx, ticket, escalation))


def turn_of(tx: Transaction, ticket: Ticket, escalation: Escalation) -> Tier | None:
    """The tier whose turn it is, as the desk has it now; None when it has no such tier any more."""
    if escalation.skill is not None:
        return skilled(tx, ticket, escalation.skill, escalation.level)
    return tier_at(desks.settings_of(tx, ticket.desk_id).tiers, escalation.level)


def skilled(tx: Transaction, ticket: Ticket, skill: CategoryKey, level: int) -> Tier | None:
    """Those who know something as if they were a tier, whose channel is the desk's own; None when nobody does."""
    knowing = skills.of_desk(tx, ticket.desk_id).knowing(skill)
    channel = desks.triage_channel(tx, ticket.desk_id, private=False)
    return Tier(level, channel, knowing) if knowing and channel is not None else None


def concerned(tx: Transaction, ticket: Ticket, escalation: Escalation) -> tuple[PersonId, ...]:
    """Who is to be asked to acknowledge: whoever was on call, unless they are away now, else all of the tier.

    Nobody in particular when only Slack knows who is in the tier's group. Who is gone from the workspace is left out.
    """
    tier = turn_of(tx, ticket, escalation)
    if tier is None:
        return ()
    absences = agents.absences(tx, tier.named)
    away = {person for person, absence in absences.items() if is_absent(absence, tx.now)}
    return to_ask(tier, escalation.raised_at, _gone(tx, tier.named), away)


def asked_from(tx: Transaction, ticket: Ticket) -> datetime | None:
    """When a level would hear of a ticket that goes up to it now; None: at once."""
    hours = schedule(desks.settings_of(tx, ticket.desk_id).hours)
    heard_at = rules.heard_at(tx.now, ticket.priority, hours)
    return heard_at if heard_at > tx.now else None


def asked(tx: Transaction, ticket: Ticket, escalation: Escalation) -> tuple[PersonId, ...]:
    """Who was asked, whoever has come or gone since; before anybody was, who is to be."""
    if turn_of(tx, ticket, escalation) is None:
        return ()
    told = outbox.of_kinds(tx, ticket.id, {NoticeKind.ESCALATED_TO_YOU})
    called = [PersonId(notice.lane) for notice in told if notice.params["escalation"] == escalation.id]
    gone = _gone(tx, called)
    still = tuple(person for person in called if person not in gone)
    return still or concerned(tx, ticket, escalation)


def absent(tx: Transaction, ticket: Ticket, escalation: Escalation, called: Collection[PersonId]) -> PersonId | None:
    """Who was on call but away when others were `called`, or is away now though they alone were; None else."""
    tier = turn_of(tx, ticket, escalation)
    on_call = None if tier is None else tier.on_call(escalation.raised_at)
    if on_call is None or on_call in _gone(tx, [on_call]):
        return None
    return on_call if on_call not in called or is_absent(agents.absence(tx, on_call), tx.now) else None


def channel_of(tx: Transaction, ticket: Ticket, tier: Tier | None) -> ChannelId | None:
    """Where a tier reads of a ticket; of a private one where the desk does."""
    if ticket.is_private:
        return desks.triage_channel(tx, ticket.desk_id, private=True)
    return None if tier is None else tier.channel


def _show(tx: Transaction, changed: Escalation) -> Escalation:
    """Keep an escalation as it is now, and show it so wherever it was told."""
    escalations.save(tx, changed)
    for notice in outbox.of_ticket(tx, changed.ticket_id):
        if notice.kind in TOLD and notice.params["escalation"] == changed.id:
            outbox.enqueue_again(tx, notice)
    return changed


def _raised(
    tx: Transaction, ticket: Ticket, call: Call, known: Sequence[Escalation], settings: DeskSettings
) -> Escalation:
    lower = rules.current(known)
    passed_on = lower is not None and lower.acknowledged_at is None
    return Escalation(
        id=tx.new_id(),
        ticket_id=ticket.id,
        cause=call.cause,
        level=call.tier.level,
        skill=call.skill,
        state=State.RAISED,
        raised_by=call.by,
        from_person=lower.from_person if lower is not None and passed_on else ticket.assignee_id,
        reason=call.reason,
        tried=call.tried,
        raised_at=tx.now,
        acknowledge_by=_until(tx, ticket, settings, call.tier.acknowledge_seconds),
        acknowledged_at=None,
        acknowledged_by=None,
        asked_by=None,
        question="",
        asks_back=0,
        ended_at=None,
        ended_by=None,
        end_note="",
    )


def _time_for(tx: Transaction, ticket: Ticket, escalation: Escalation) -> datetime:
    """Until when a level would have to acknowledge if it were asked now."""
    settings = desks.settings_of(tx, ticket.desk_id)
    tier = turn_of(tx, ticket, escalation)
    seconds = MINUTES_TO_ACKNOWLEDGE * 60 if tier is None else tier.acknowledge_seconds
    return _until(tx, ticket, settings, seconds)


def _await(tx: Transaction, escalation: Escalation, until: datetime) -> Escalation:
    waiting = rules.awaited(escalation, until)
    escalations.save(tx, waiting)
    _set_alarm(tx, waiting)
    return waiting


def _until(tx: Transaction, ticket: Ticket, settings: DeskSettings, seconds: int) -> datetime:
    return rules.acknowledge_by(tx.now, seconds, ticket.priority, schedule(settings.hours))


def _set_alarm(tx: Transaction, escalation: Escalation) -> None:
    if escalation.acknowledge_by is not None:
        deadlines.set_for(tx, escalation.ticket_id, DeadlineKind.ACKNOWLEDGE, escalation.acknowledge_by)


def _resumed(tx: Transaction, ticket: Ticket) -> None:
    """A ticket waits no more: whoever was asked to take it is asked anew."""
    raised = rules.current(escalations.of_ticket(tx, ticket.id))
    if raised is not None and raised.state is State.RAISED:
        await_again(tx, ticket, raised)
        _announce_when_open(tx, ticket, raised)


def _reopened(tx: Transaction, ticket: Ticket, by: PersonId | None) -> None:
    settings = desks.settings_of(tx, ticket.desk_id)
    if not settings.escalate:
        return
    entries = [line for line in history.status_changes(tx, ticket.id) if line.what is Happening.REOPENED]
    by_requester = sum(line.by == ticket.requester_id for line in entries)
    if by == ticket.requester_id:
        occurred(tx, ticket, Occurrence(Trigger.STILL_BROKEN, ticket.priority, count=by_requester))
    occurred(tx, ticket, Occurrence(Trigger.REOPENED, ticket.priority, count=len(entries)))


def _announce_when_open(tx: Transaction, ticket: Ticket, raised: Escalation) -> None:
    heard_at = asked_from(tx, ticket)
    if heard_at is not None:
        deadlines.set_for(tx, ticket.id, DeadlineKind.ANNOUNCE, heard_at)
    else:
        _announce(tx, ticket, raised)


def _announce(tx: Transaction, ticket: Ticket, raised: Escalation) -> None:
    """Tell the assignee, then whom it concerns, then the tier's channel, where it replaces what stood there before."""
    params = {"escalation": raised.id}
    if ticket.assignee_id not in (None, raised.raised_by):
        key = f"{NoticeKind.ESCALATION_NEWS}:{raised.id}:{News.RAISED}"
        news = params | {"news": News.RAISED}
        to = PersonId(ticket.assignee_id)
        notices.to_person(tx, to, NoticeKind.ESCALATION_NEWS, key, ticket=ticket, params=news)
    for person in concerned(tx, ticket, raised):
        key = f"{NoticeKind.ESCALATED_TO_YOU}:{raised.id}:{person}"
        notices.to_person(tx, person, NoticeKind.ESCALATED_TO_YOU, key, ticket=ticket, params=params)
    channel = channel_of(tx, ticket, turn_of(tx, ticket, raised))
    if channel is not None:
        for earlier in outbox.of_ticket(tx, ticket.id):
            if earlier.kind is NoticeKind.ESCALATION and earlier.lane == channel:
                outbox.enqueue_again(tx, earlier)
        key = f"{NoticeKind.ESCALATION}:{raised.id}"
        outbox.enqueue(tx, key, NoticeKind.ESCALATION, channel, params=params, ticket_id=ticket.id)


def _tell_leads(tx: Transaction, ticket: Ticket, late: Escalation) -> None:
    for lead in leads(tx, ticket.desk_id):
        key = f"{NoticeKind.ESCALATION_NEWS}:{late.id}:{News.UNACKNOWLEDGED}:{lead}"
        params = {"escalation": late.id, "news": News.UNACKNOWLEDGED}
        notices.to_person(tx, lead, NoticeKind.ESCALATION_NEWS, key, ticket=ticket, params=params)


def _gone(tx: Transaction, persons: Collection[PersonId]) -> frozenset[PersonId]:
    return frozenset(person.id for person in people.known(tx, set(persons)).values() if person.is_deleted)
