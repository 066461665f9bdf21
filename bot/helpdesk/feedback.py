"""Feedback: the requester's rating by a reaction or a button, what they write about it, and praise that they share."""

from datetime import datetime

from bot.helpdesk import cards, feedback_notices, people
from bot.rules import feedback
from bot.rules.actions import Action
from bot.rules.conversation import Reacted
from bot.rules.feedback import BEST, Comment, Standing
from bot.rules.happenings import Happening
from bot.rules.intake import is_blank
from bot.rules.records import Place, Survey, Ticket
from bot.rules.refusals import FeedbackEnded, FeedbackSettled, NoSuchSurvey, NotAllowed, NothingToSay, NotPossibleNow
from bot.rules.survey_pictures import SurveyPicture
from bot.rules.vocabulary import ChannelId, PersonId
from storage import desks, history, surveys, tickets
from storage import people as people_rows
from storage.transaction import Transaction


def rated(tx: Transaction, survey: Survey, reacted: Reacted) -> None:
    """A reaction to a question: the requester's rating, if it is theirs to give; the last one counts."""
    given = _given(tx, survey, reacted)
    if given is None:
        return
    ticket, score = given
    if not surveys.stands(tx, survey.id, score):
        _rate(tx, ticket, survey, score, reacted.at)


def withdrawn(tx: Transaction, survey: Survey, reacted: Reacted) -> None:
    """A reaction taken away from a question: what still stands is the rating, or there is none."""
    given = _given(tx, survey, reacted)
    if given is None:
        return
    ticket, score = given
    if surveys.remove(tx, survey.id, score, reacted.at):
        _changed(tx, ticket, survey, Happening.RATING_WITHDRAWN, before=score)


def rate(tx: Transaction, survey_id: int, score: int, by: PersonId) -> SurveyPicture:
    """A rating by a button: it counts, whatever reactions there are. The question as it is then.

    Raises NoSuchSurvey, NotAllowed, FeedbackEnded and FeedbackSettled, and NotPossibleNow for what is no rating.
    """
    ticket, survey = _open(tx, survey_id, by, Action.RATE)
    if not 1 <= score <= len(survey.scale):
        raise NotPossibleNow
    if surveys.score(tx, survey.id) != score:
        if surveys.stands(tx, survey.id, score):
            surveys.remove(tx, survey.id, score)  # an earlier reaction, which is the last word from now on
        _rate(tx, ticket, survey, score)
    return _picture(tx, ticket, survey)


def take_back(tx: Transaction, survey_id: int, by: PersonId) -> None:
    """Take the rating back, by a button, whatever reactions there are. Raises as `rate` does."""
    ticket, survey = _open(tx, survey_id, by, Action.RATE)
    before = surveys.score(tx, survey.id)
    if before is not None:
        surveys.remove_all(tx, survey.id)
        _changed(tx, ticket, survey, Happening.RATING_WITHDRAWN, before=before)


def commenting(tx: Transaction, survey_id: int, by: PersonId) -> SurveyPicture:
    """The question as the form for a comment shows it. Raises as `comment` does."""
    return _picture(tx, *_open(tx, survey_id, by, Action.COMMENT))


def comment(tx: Transaction, survey_id: int, by: PersonId, reason: str, text: str, source: str) -> None:
    """Say something about a rating, or about none. `text` is mrkdwn; a form sent twice says it once.

    The last one counts. Raises NothingToSay without a reason or a text, and as `rate` does.
    """
    ticket, survey = _open(tx, survey_id, by, Action.COMMENT)
    if is_blank(text) and not reason.strip():
        raise NothingToSay
    written = Comment(tx.new_id(), survey.id, source, reason.strip(), text.strip(), tx.now)
    if surveys.comment_once(tx, written):
        feedback_notices.changed(tx, survey)
        if not survey.is_anonymous:
            history.record(tx, ticket.id, Happening.RATING_COMMENTED, by=by)
            feedback_notices.commented(tx, ticket, survey)


def share(tx: Transaction, survey_id: int, by: PersonId) -> None:
    """The requester lets their praise be shown in the desk's channel. A second click changes nothing.

    Raises NotPossibleNow when it is no praise, when it was given without a name, and when there is no such channel.
    """
    ticket, survey = _open(tx, survey_id, by, Action.SHARE_PRAISE)
    channel = _praise_in(tx, ticket, survey)
    if channel is None or surveys.score(tx, survey.id) != BEST:
        raise NotPossibleNow
    if surveys.share(tx, survey.id):
        said = surveys.comment(tx, survey.id)
        history.record(tx, ticket.id, Happening.PRAISE_SHARED, by=by)
        feedback_notices.changed(tx, survey)
        feedback_notices.praised(tx, ticket, survey, channel, None if said is None else said.id)


def picture(tx: Transaction, survey_id: int) -> SurveyPicture | None:
    """A question as messages show it; None when there is none."""
    survey = surveys.get(tx, survey_id)
    ticket = None if survey is None else tickets.get(tx, survey.ticket_id)
    return None if survey is None or ticket is None else _picture(tx, ticket, survey)


def may_read(tx: Transaction, shown: SurveyPicture, person: PersonId) -> bool:
    """Whether somebody who was told of an answer may read of it now."""
    return people.may(tx, person, Action.READ_COMMENTS, shown.ticket)


def _picture(tx: Transaction, ticket: Ticket, survey: Survey) -> SurveyPicture:
    named = {person for person in (survey.person_id, survey.assignee_id) if person is not None}
    return SurveyPicture(
        ticket=ticket,
        survey=survey,
        standing=feedback.standing(survey, tx.now),
        score=surveys.score(tx, survey.id),
        comment=surveys.comment(tx, survey.id),
        names=people.names(tx, named),
        reasons=desks.settings_of(tx, ticket.desk_id).feedback.reasons,
        praise_in=_praise_in(tx, ticket, survey),
        card_url=cards.card_urls(tx, [ticket]).get(ticket.id),
        url=_url(tx, survey),
    )


def _rate(tx: Transaction, ticket: Ticket, survey: Survey, score: int, at: datetime | None = None) -> None:
    before = surveys.score(tx, survey.id)
    surveys.rate(tx, survey.id, score, at)
    if surveys.score(tx, survey.id) != before:  # else a later reaction was heard of first
        _changed(tx, ticket, survey, Happening.RATED, before=before)


def _changed(tx: Transaction, ticket: Ticket, survey: Survey, what: Happening, *, before: int | None) -> None:
    """Another rating stands, or none: history says so, and all who were told. Of an anonymous one nobody is."""
    after = surveys.score(tx, survey.id)
    feedback_notices.changed(tx, survey)
    if survey.is_anonymous:
        return
    history.record(tx, ticket.id, what, by=survey.person_id, before=str(before or ""), after=str(after or ""))
    if feedback.is_low(after):
        feedback_notices.low(tx, ticket, survey)


def _given(tx: Transaction, survey: Survey, reacted: Reacted) -> tuple[Ticket, int] | None:
    """The ticket, locked, and the rating that a reaction gives; None for a reaction that does not count.

    The question is read again under the ticket's lock, as it may have been withdrawn a moment ago.
    """
    ticket = tickets.locked(tx, survey.ticket_id)
    now = surveys.get(tx, survey.id)
    score = feedback.score(reacted.emoji, survey.scale)
    if ticket is None or now is None or score is None:
        return None
    if reacted.at is not None and not surveys.is_news(tx, survey.id, score, reacted.at):
        return None
    may_rate = people.may(tx, reacted.person_id, Action.RATE, ticket)
    return (ticket, score) if may_rate and feedback.takes_rating(now, reacted.person_id, tx.now) else None


def _open(tx: Transaction, survey_id: int, by: PersonId, action: Action) -> tuple[Ticket, Survey]:
    """A ticket, locked, and a question about it that `by` may answer and that still takes an answer."""
    known = surveys.get(tx, survey_id)
    if known is None:
        raise NoSuchSurvey
    ticket = people.permitted(tx, by, action, known.ticket_id)
    survey = surveys.get(tx, survey_id)
    if survey is None or survey.person_id != by:
        raise NotAllowed(action)
    match feedback.standing(survey, tx.now):
        case Standing.WITHDRAWN:
            raise FeedbackSettled(ticket.key)
        case Standing.ENDED:
            raise FeedbackEnded(ticket.key)
        case Standing.OPEN:
            return ticket, survey


def _praise_in(tx: Transaction, ticket: Ticket, survey: Survey) -> ChannelId | None:
    """Where praise for a ticket can be shown: what is private or without a name is shown nowhere."""
    if ticket.is_private or survey.is_anonymous:
        return None
    return desks.triage_channel(tx, ticket.desk_id, private=False)


def _url(tx: Transaction, survey: Survey) -> str | None:
    if survey.channel is None or survey.ts is None:
        return None
    return people_rows.workspace(tx).permalink(Place(survey.channel, survey.ts))
