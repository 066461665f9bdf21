"""Which tickets a number is made of, and what each adds to it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, Table, cast, null, or_

from bot.rules.reports import OF_TIME, WHOLE, Ask, Dimension, GroupKey, Metric
from bot.rules.reports import parts as parts_of_time
from bot.rules.vocabulary import Target, TicketId
from storage import past_backlog, tables
from storage.asked import Asked, Key, Question
from storage.transaction import Transaction

facts, waits, verdicts = tables.ticket_facts.c, tables.next_responses.c, tables.verdicts.c


class Part(NamedTuple):
    """A ticket in a number. A wait for an answer is one, too, so a ticket may be in it several times.

    There may be very many: a value is what the database has, seconds, a rating, or 1 and 0 for what is so or not.
    """

    ticket_id: TicketId
    value: float | None


def parts(tx: Transaction, ask: Ask, metric: Metric, group: GroupKey | None) -> list[Part]:
    """What a number is made of; of one group, where there is one. Requests without a ticket are in none."""
    if ask.by in OF_TIME:
        window = ask.window if group is None else dict(parts_of_time(ask)).get(group.key or "")
        if window is None:
            return []
        ask, group = replace(ask, by=None, since=window.since, until=window.until), None
    asked = Asked(tx, ask, ask.window)
    if metric in (Metric.BACKLOG, Metric.UNANSWERED):
        return _waiting(asked, metric, group)
    question = QUESTIONS.get(metric)
    if question is None:
        return []
    found = asked.split(question)
    return [Part(*columns) for key, columns in found if group is None or _is_in(asked, key, group)]


def _waiting(asked: Asked, metric: Metric, group: GroupKey | None) -> list[Part]:
    waiting, unanswered = past_backlog.waiting(asked, [asked.window.until])
    return [
        Part(ticket_id, age)
        for one in (waiting if metric is Metric.BACKLOG else unanswered)
        if group is None or _is_in(asked, one.key, group)
        for ticket_id, age in zip(one.ticket_ids, one.ages, strict=True)
    ]


def _is_in(asked: Asked, key: Key, group: GroupKey) -> bool:
    """Whether what has this key belongs to the group."""
    if asked.ask.by is Dimension.TAG:
        return group.key in key.split("\n") if key and group.key is not None else not key and group.key is None
    return (None if key is None else str(key)) == group.key


def _of_ticket(at: str, value: ColumnElement[Any] | None = None, where: ColumnElement[bool] | None = None) -> Question:
    shown = null() if value is None else value
    return Question(tables.ticket_facts, at, (facts.ticket_id, shown), where=where)


def _of_target(target: Target) -> Question:
    table: Table = tables.verdicts
    return Question(table, "at", (verdicts.ticket_id, verdicts.is_met), where=verdicts.target == target)


QUESTIONS: Mapping[Metric, Question] = {
    Metric.CREATED: _of_ticket("created_at"),
    Metric.SOLVED: _of_ticket("solved_at"),
    Metric.FIRST_RESPONSE: _of_ticket("first_response_at", facts.first_response),
    Metric.NEXT_RESPONSE: Question(tables.next_responses, "answered_at", (waits.ticket_id, waits.calendar)),
    Metric.FIRST_RESOLUTION: _of_ticket("first_solved_at", facts.first_resolution),
    **{metric: _of_ticket("solved_at", facts[metric.value]) for metric in WHOLE},
    Metric.FIRST_RESPONSE_TARGET: _of_target(Target.FIRST_RESPONSE),
    Metric.NEXT_RESPONSE_TARGET: _of_target(Target.NEXT_RESPONSE),
    Metric.RESOLUTION_TARGET: _of_target(Target.RESOLUTION),
    Metric.SATISFIED: Question(
        tables.ticket_facts, "rated_at", (facts.ticket_id, facts.rating), agent="rated_agent_id"
    ),
    Metric.RATED: _of_ticket("surveyed_at", cast(facts.rating.is_not(None), Integer)),
    Metric.REOPENED: _of_ticket("first_solved_at", cast(or_(facts.reopens > 0, facts.solved_at.is_(None)), Integer)),
    Metric.ONE_TOUCH: _of_ticket("solved_at", cast(facts.one_touch, Integer)),
    Metric.FIRST_CONTACT: _of_ticket("solved_at", cast(facts.first_contact, Integer)),
    Metric.ESCALATED: _of_ticket("solved_at", cast(facts.escalations > 0, Integer)),
    Metric.REASSIGNED: _of_ticket("solved_at", cast(facts.reassignments > 0, Integer)),
    Metric.LINKED: _of_ticket("solved_at", cast(facts.is_linked, Integer)),
    Metric.HANDED_BACK: _of_ticket("solved_at", cast(facts.hand_backs > 0, Integer), facts.escalations > 0),
    Metric.WITHOUT_ANSWER: _of_ticket("solved_at", where=facts.public_replies == 0),
}
