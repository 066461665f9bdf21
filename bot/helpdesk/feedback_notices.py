"""What is told of ratings: to the requester who is asked, to the desk's leads, to the agent, and as praise."""

from bot.helpdesk import notices
from bot.helpdesk.people import leads
from bot.rules.feedback_settings import CommentReaders
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Survey, Ticket
from bot.rules.vocabulary import ChannelId, DeskId, PersonId
from storage import desks, outbox
from storage.transaction import Transaction

ABOUT = frozenset(
    {
        NoticeKind.SURVEY,
        NoticeKind.SURVEY_REMINDER,
        NoticeKind.LOW_RATING,
        NoticeKind.RATING_COMMENT,
        NoticeKind.PRAISE,
    }
)


def asked(tx: Transaction, ticket: Ticket, survey: Survey) -> None:
    """Ask the requester how it went, where only they see it."""
    _tell(tx, ticket, survey, NoticeKind.SURVEY, survey.person_id, f"{NoticeKind.SURVEY}:{survey.id}")


def reminded(tx: Transaction, ticket: Ticket, survey: Survey) -> None:
    """Ask once more."""
    _tell(tx, ticket, survey, NoticeKind.SURVEY_REMINDER, survey.person_id, f"{NoticeKind.SURVEY_REMINDER}:{survey.id}")


def low(tx: Transaction, ticket: Ticket, survey: Survey) -> None:
    """Tell those who lead the desk, each in private, that somebody was not satisfied."""
    for lead in leads(tx, ticket.desk_id):
        _tell(tx, ticket, survey, NoticeKind.LOW_RATING, lead, _key(NoticeKind.LOW_RATING, survey, lead))


def commented(tx: Transaction, ticket: Ticket, survey: Survey) -> None:
    """Let a comment reach those whom the desk chose; leads read it where they were told of a low rating, if they were.

    A later comment takes its place.
    """
    readers = desks.settings_of(tx, ticket.desk_id).feedback.comments
    people = [] if readers is CommentReaders.AGENT else leads(tx, ticket.desk_id)
    if readers is not CommentReaders.LEAD and survey.assignee_id not in (None, *people):
        people = [*people, PersonId(survey.assignee_id or "")]
    for person in people:
        if outbox.get(tx, _key(NoticeKind.LOW_RATING, survey, person)) is None:
            _tell(
                tx, ticket, survey, NoticeKind.RATING_COMMENT, person, _key(NoticeKind.RATING_COMMENT, survey, person)
            )


def praised(tx: Transaction, ticket: Ticket, survey: Survey, channel: ChannelId, comment_id: int | None) -> None:
    """Show praise in the desk's channel, with the comment that stood there when the requester said yes."""
    key, params = f"{NoticeKind.PRAISE}:{survey.id}", {"survey_id": survey.id, "comment": comment_id}
    outbox.enqueue(tx, key, NoticeKind.PRAISE, channel, params=params, ticket_id=ticket.id)


def changed(tx: Transaction, survey: Survey) -> None:
    """Keep true whatever was told of a question and its answer."""
    for told in outbox.of_kinds(tx, survey.ticket_id, ABOUT):
        if told.params["survey_id"] == survey.id:
            outbox.enqueue_again(tx, told)


def unnamed(tx: Transaction, desk: DeskId, told_in: int) -> None:
    """Tell those who lead a desk what several people wrote, without their names."""
    for lead in leads(tx, desk):
        key, params = f"{NoticeKind.UNNAMED_COMMENTS}:{told_in}:{lead}", {"desk": desk, "told_in": told_in}
        notices.to_person(tx, lead, NoticeKind.UNNAMED_COMMENTS, key, params=params)


def _key(kind: NoticeKind, survey: Survey, person: PersonId) -> str:
    return f"{kind}:{survey.id}:{person}"


def _tell(tx: Transaction, ticket: Ticket, survey: Survey, kind: NoticeKind, to: PersonId, key: str) -> None:
    notices.to_person(tx, to, kind, key, ticket=ticket, params={"survey_id": survey.id})
