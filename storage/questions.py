"""Questions to the team, and whom they went to: kept for ever, for metrics to count."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import and_, func, select

from bot.rules.questions import Asked, Count, Question
from bot.rules.vocabulary import DeskId, MessageId, PersonId, TicketId
from storage import tables
from storage.transaction import Transaction, as_row

columns = tables.questions.c
people = tables.question_people.c


def add_once(tx: Transaction, question: Question) -> bool:
    """Store a new question; False when its form has asked one already."""
    return tx.add_once(tables.questions, as_row(question))


def get(tx: Transaction, question_id: int) -> Question | None:
    """A question by its id."""
    return tx.find(Question, tables.questions, id=question_id)


def by_source(tx: Transaction, source: str) -> Question | None:
    """The question that a form asked."""
    return tx.find(Question, tables.questions, source=source)


def open_of(tx: Transaction, ticket_id: TicketId) -> list[Question]:
    """The questions about a ticket that nobody has closed, in order."""
    return tx.find_all(Question, tables.questions, ticket_id=ticket_id, closed_at=None, order=("id",))


def add_asked(tx: Transaction, asked: Asked) -> None:
    """Somebody is asked, or answers for the group that was. Whoever is known stays as they are."""
    tx.add_once(tables.question_people, as_row(asked))


def asked(tx: Transaction, question_id: int) -> list[Asked]:
    """Everybody who was asked, or answered for the group that was."""
    return tx.find_all(Asked, tables.question_people, question_id=question_id, order=("person_id",))


def answered(tx: Transaction, question: Question, by: PersonId, message_id: MessageId) -> bool:
    """Keep somebody's answer; whether it was the one that closed the question. The caller has locked its ticket."""
    tx.change(
        tables.question_people, {"message_id": message_id, "answered_at": tx.now}, question_id=question.id, person_id=by
    )
    tx.change(tables.questions, {"answered_at": tx.now, "answered_by": by}, id=question.id, answered_at=None)
    return close(tx, question.id, by)


def close(tx: Transaction, question_id: int, by: PersonId | None) -> bool:
    """Nobody needs to answer any more; False when nobody had to."""
    values = {"closed_at": tx.now, "closed_by": by}
    return tx.change(tables.questions, values, id=question_id, closed_at=None) > 0


def thank(tx: Transaction, question_id: int, person: PersonId, by: PersonId) -> bool:
    """Somebody is thanked for their answer; False when they have been, or have not answered."""
    theirs = tx.find(Asked, tables.question_people, question_id=question_id, person_id=person)
    if theirs is None or theirs.answered_at is None:
        return False
    values = {"thanked_at": tx.now, "thanked_by": by}
    equal = {"question_id": question_id, "person_id": person, "thanked_at": None}
    return tx.change(tables.question_people, values, **equal) > 0


def thanks(tx: Transaction, person: PersonId) -> int:
    """How often somebody has been thanked."""
    theirs = and_(tx.here(tables.question_people, person_id=person), people.thanked_at.is_not(None))
    return int(tx.value(select(func.count()).select_from(tables.question_people).where(theirs)))


def counting(tx: Transaction, desk_id: DeskId, since: datetime) -> list[Count]:
    """What counts of the questions about a desk's tickets that were asked since then."""
    of_desk = select(tables.tickets.c.id).where(tx.here(tables.tickets, desk_id=desk_id))
    lately = and_(columns.asked_at > since, columns.ticket_id.in_(of_desk))
    found = tx.find_where(Question, tables.questions, lately, order_by=columns.id)
    thanked = _thanked(tx, since)
    return [Count(one.asked_at, one.answered_at, thanked[one.id]) for one in found]


def _thanked(tx: Transaction, since: datetime) -> Mapping[int, int]:
    """How many were thanked for their answers, by the questions that were asked since then."""
    lately = select(columns.id).where(tx.here(tables.questions), columns.asked_at > since)
    statement = (
        select(people.question_id, func.count().label("number"))
        .where(tx.here(tables.question_people), people.thanked_at.is_not(None), people.question_id.in_(lately))
        .group_by(people.question_id)
    )
    return defaultdict(int, {row.question_id: row.number for row in tx.rows(statement)})
