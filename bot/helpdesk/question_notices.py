"""What is told of a question to the team: to those who are asked, to the desk, and to the one who asked."""

from collections.abc import Iterable

from bot.helpdesk import notices
from bot.rules.notice_kinds import NoticeKind
from bot.rules.questions import Question
from bot.rules.records import Ticket
from bot.rules.vocabulary import PersonId, Status
from storage import outbox, questions
from storage.transaction import Transaction

KINDS = frozenset({NoticeKind.QUESTION, NoticeKind.QUESTION_FOR_YOU, NoticeKind.QUESTION_ANSWERED})


def asked(tx: Transaction, ticket: Ticket, question: Question, people: Iterable[PersonId]) -> None:
    """Tell each of these people, the group in its channel, and the desk under the card."""
    params = {"question": question.id}
    notices.under_card(tx, ticket, NoticeKind.QUESTION, f"{NoticeKind.QUESTION}:{question.id}", params)
    for person in people:
        notices.to_person(tx, person, NoticeKind.QUESTION_FOR_YOU, _key(question, person), ticket=ticket, params=params)
    if question.channel is not None:
        key, kind = _key(question, question.channel), NoticeKind.QUESTION_FOR_YOU
        outbox.enqueue(tx, key, kind, question.channel, params=params, ticket_id=ticket.id)


def answered(tx: Transaction, ticket: Ticket, question: Question, by: PersonId) -> None:
    """Tell the one who asked, once for everybody who answers, and keep true what the others were told."""
    changed(tx, question)
    key = f"{NoticeKind.QUESTION_ANSWERED}:{question.id}:{by}"
    params = {"question": question.id, "by": by}
    notices.to_person(tx, question.asked_by, NoticeKind.QUESTION_ANSWERED, key, ticket=ticket, params=params)


def changed(tx: Transaction, question: Question) -> None:
    """Show how a question stands wherever it was told."""
    for notice in outbox.of_kinds(tx, question.ticket_id, KINDS):
        if notice.params["question"] == question.id:
            outbox.enqueue_again(tx, notice)


def thanked(tx: Transaction, ticket: Ticket, question: Question, person: PersonId, by: PersonId) -> None:
    """Tell somebody that they are thanked for their answer, and the desk that they were."""
    changed(tx, question)
    params = {"question": question.id, "by": by}
    key = f"{NoticeKind.THANKED}:{question.id}:{person}"
    notices.to_person(tx, person, NoticeKind.THANKED, key, ticket=ticket, params=params)


def moved(tx: Transaction, ticket: Ticket) -> None:
    """Follow a ticket into another status: once it is closed, nobody needs to answer any more."""
    if ticket.status is Status.CLOSED:
        for question in questions.open_of(tx, ticket.id):
            questions.close(tx, question.id, None)
            changed(tx, question)


def _key(question: Question, lane: str) -> str:
    return f"{NoticeKind.QUESTION_FOR_YOU}:{question.id}:{lane}"
