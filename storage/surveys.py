"""Questions after solving, the reactions that answered them, and what was written about it."""

from datetime import datetime

from sqlalchemy import and_, func, select

from bot.rules.feedback import Comment
from bot.rules.records import Place, Survey
from bot.rules.vocabulary import ChannelId, MessageTs, PersonId, TicketId
from storage import tables
from storage.transaction import Transaction, as_row


def ask_once(tx: Transaction, survey: Survey) -> bool:
    """Store a question; False when this solving was asked about already."""
    return tx.add_once(tables.surveys, as_row(survey))


def get(tx: Transaction, survey_id: int) -> Survey | None:
    """A question by its id."""
    return tx.find(Survey, tables.surveys, id=survey_id)


def at(tx: Transaction, channel: ChannelId, ts: MessageTs) -> Survey | None:
    """The question that stands at a place in Slack."""
    return tx.find(Survey, tables.surveys, channel=channel, ts=ts)


def of_ticket(tx: Transaction, ticket_id: TicketId) -> list[Survey]:
    """Every question about a ticket, one per solving, in order."""
    return tx.find_all(Survey, tables.surveys, ticket_id=ticket_id, order=("cycle",))


def last_asked(tx: Transaction, person_id: PersonId, *, but: TicketId) -> datetime | None:
    """When somebody was asked last about another ticket than this one; a question that was withdrawn is forgotten."""
    survey = tables.surveys.c
    of_others = and_(tx.here(tables.surveys, person_id=person_id, withdrawn_at=None), survey.ticket_id != but)
    asked: datetime | None = tx.value(select(func.max(survey.asked_at)).where(of_others))
    return asked


def delivered(tx: Transaction, survey_id: int, place: Place) -> None:
    """Remember where a question stands, so that reactions find it."""
    tx.change(tables.surveys, {"channel": place.channel, "ts": place.ts}, id=survey_id)
    _touch(tx, survey_id)


def withdraw(tx: Transaction, survey_id: int) -> None:
    """Stop waiting for an answer."""
    tx.change(tables.surveys, {"withdrawn_at": tx.now}, id=survey_id)


def share(tx: Transaction, survey_id: int) -> bool:
    """The requester lets their praise be shown; False when they did before."""
    return tx.change(tables.surveys, {"shared_at": tx.now}, id=survey_id, shared_at=None) > 0


def rate(tx: Transaction, survey_id: int, score: int, at: datetime | None = None) -> None:
    """Add an answer, 1 (worst) to 5. The latest that still stands counts: it was given `at`, or after all others."""
    said_at = at or _after_all(tx, survey_id)
    new = {"id": tx.new_id(), "survey_id": survey_id, "score": score, "rated_at": tx.now, "said_at": said_at}
    tx.add(tables.ratings, new)
    _touch(tx, survey_id)


def is_news(tx: Transaction, survey_id: int, score: int, at: datetime) -> bool:
    """Whether nothing later is known of a reaction: Slack tells some of them again, and then late."""
    known = tx.find_values(tables.ratings, "said_at", survey_id=survey_id, score=score, order=("said_at", "id"))
    return not known or known[-1] < at


def stands(tx: Transaction, survey_id: int, score: int) -> bool:
    """Whether this answer has been given and not taken away."""
    given = tx.find_values(tables.ratings, "id", survey_id=survey_id, score=score, removed_at=None, order=("id",))
    return bool(given)


def remove(tx: Transaction, survey_id: int, score: int, at: datetime | None = None) -> bool:
    """Take an answer away again, which was done `at`, or just now; whether there was one.

    Where there was none, it is remembered: Slack may tell later that it was given before.
    """
    said_at = at or _after_all(tx, survey_id)
    taken = {"removed_at": tx.now, "said_at": said_at}
    _touch(tx, survey_id)
    if tx.change(tables.ratings, taken, survey_id=survey_id, score=score, removed_at=None):
        return True
    new = {"id": tx.new_id(), "survey_id": survey_id, "score": score, "rated_at": tx.now}
    tx.add(tables.ratings, new | taken)
    return False


def remove_all(tx: Transaction, survey_id: int) -> None:
    """Take every answer away again."""
    taken = {"removed_at": tx.now, "said_at": _after_all(tx, survey_id)}
    tx.change(tables.ratings, taken, survey_id=survey_id, removed_at=None)
    _touch(tx, survey_id)


def score(tx: Transaction, survey_id: int) -> int | None:
    """The rating that counts: the latest answer that still stands."""
    order = ("said_at", "id")
    standing: list[int] = tx.find_values(tables.ratings, "score", survey_id=survey_id, removed_at=None, order=order)
    return standing[-1] if standing else None


def comment_once(tx: Transaction, comment: Comment) -> bool:
    """Store what was written about a rating; False when this form was sent before."""
    return tx.add_once(tables.rating_comments, as_row(comment))


def comment(tx: Transaction, survey_id: int) -> Comment | None:
    """What was written last about a rating; None when nothing was."""
    written = tx.find_all(Comment, tables.rating_comments, survey_id=survey_id, order=("id",))
    return written[-1] if written else None


def comment_by_id(tx: Transaction, comment_id: int) -> Comment | None:
    """One that was written, whatever was written later."""
    return tx.find(Comment, tables.rating_comments, id=comment_id)


def forget_answers(tx: Transaction, survey_id: int) -> None:
    """Remove the answers to a question, and what was written: nobody shall know who gave them."""
    tx.remove(tables.ratings, survey_id=survey_id)
    tx.remove(tables.rating_comments, survey_id=survey_id)


def _after_all(tx: Transaction, survey_id: int) -> datetime:
    """Now, or when the last answer was given if Slack's clock is ahead: what is done here and now comes after it."""
    known: list[datetime] = tx.find_values(tables.ratings, "said_at", survey_id=survey_id, order=("said_at",))
    return max([tx.now, *known[-1:]])


def _touch(tx: Transaction, survey_id: int) -> None:
    for ticket_id in tx.find_values(tables.surveys, "ticket_id", id=survey_id, order=("id",)):
        tx.touch(ticket_id)
