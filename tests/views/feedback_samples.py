"""The question after solving, its answer, and what the desk hears of it, for their views to draw."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import product
from typing import Any, TypeAlias

from bot.i18n import Reader
from bot.rules.feedback import Comment, Standing, Unnamed
from bot.rules.records import RATING_EMOJI, Survey
from bot.rules.survey_pictures import SurveyPicture
from bot.rules.vocabulary import CategoryKey, ChannelId, DeskId, MessageTs, Priority, Status
from bot.views import feedback, feedback_news
from bot.views.blocks import Message
from tests.tickets import RAISED_AT, TICKET
from tests.views.extremes import ANA, DANA, TEXTS, URL, long, ticket

Samples: TypeAlias = Iterator[tuple[str, Message | dict[str, Any]]]

SURVEY = Survey(
    id=2**62,
    ticket_id=TICKET.id,
    cycle=1,
    person_id=ANA,
    assignee_id=DANA,
    scale=list(RATING_EMOJI),
    words=[],
    is_anonymous=False,
    asked_at=RAISED_AT,
    expires_at=RAISED_AT + timedelta(days=7),
    channel=ChannelId("D1"),
    ts=MessageTs("1.1"),
    withdrawn_at=None,
)
SCORES = (None, 1, 2, 3, 4, 5)


def surveys(reader: Reader) -> Samples:
    """Asked, and answered in every way; ended, and withdrawn."""
    for name, shown in pictures():
        for standing in Standing:
            yield f"{name}, {standing}", feedback.survey(replace(shown, standing=standing), reader)


def reminders(reader: Reader) -> Samples:
    """Once more."""
    return _of(lambda shown: feedback.reminder(shown, reader))


def forms(reader: Reader) -> Samples:
    """Add a comment, and why."""
    return _of(lambda shown: feedback.comment_form(shown, reader))


def low_ratings(reader: Reader) -> Samples:
    """To a lead, who reads comments or not."""
    for name, shown in pictures():
        for reads in (True, False):
            yield f"{name}, {reads}", feedback_news.low_rating(shown, reader, reads_comment=reads)


def comments(reader: Reader) -> Samples:
    """To whoever may read it."""
    return _of(lambda shown: feedback_news.commented(shown, reader))


def praise(reader: Reader) -> Samples:
    """To the desk."""
    return _of(lambda shown: feedback_news.praise(shown, shown.comment, reader))


def unnamed(reader: Reader) -> Samples:
    """To a lead: what several people wrote."""
    for name, text in TEXTS.items():
        told = [_unnamed(long(text, 1000)), _unnamed(""), *(_unnamed(long(text, 1000)) for _ in range(3))]
        yield name, feedback_news.unnamed(told, long(text, 75), reader)


def pictures() -> Iterator[tuple[str, SurveyPicture]]:
    """A question in every state, at its longest, with everything and with nothing."""
    for (name, text), score in product(TEXTS.items(), SCORES):
        reasons = tuple(long(f"{n} {text}", 75) for n in range(20))
        comment = Comment(1, 1, "view:V1", reasons[0], long(text, 1000), RAISED_AT)
        names = {ANA: long(text, 80), DANA: long(text, 80)}
        asked = replace(ticket(text), status=Status.SOLVED)
        full = SurveyPicture(asked, SURVEY, Standing.OPEN, score, comment, names, reasons, ChannelId("C1"), URL, URL)
        yield f"{name}, {score}", full
        own = replace(SURVEY, scale=[f"{n}{'x' * 59}" for n in range(5)], words=[long(text, 30) or "x"] * 5)
        yield f"{name}, {score}, the desk's own", replace(full, survey=replace(own, shared_at=RAISED_AT))
        bare = replace(SURVEY, assignee_id=None, is_anonymous=True)
        yield f"{name}, {score}, bare", SurveyPicture(ticket(text), bare, Standing.OPEN, score, None, names)


def _of(view: Callable[[SurveyPicture], Message | dict[str, Any]]) -> Samples:
    return ((name, view(shown)) for name, shown in pictures())


def _unnamed(comment: str) -> Unnamed:
    reason = "" if comment else "It took too long"
    category = CategoryKey("vpn")
    return Unnamed(1, DeskId("IT"), DANA, category, Priority.HIGH, 2, reason, comment, RAISED_AT, 1)
