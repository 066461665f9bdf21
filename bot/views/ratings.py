"""A rating, and what was written about it, in words: parts of what requesters and desks read."""

from collections.abc import Iterator

from bot.i18n import Reader, marked
from bot.rules.records import Survey
from bot.rules.survey_pictures import SurveyPicture
from bot.views.blocks import Block, section
from bot.views.mrkdwn import cut, escape
from bot.views.user_text import literal, rich

SUBJECT = 150  # characters
QUOTED = 300  # of a comment, where a line stands for all of it
WORDS = (marked("very bad"), marked("bad"), marked("all right"), marked("good"), marked("very good"))
REASONS = (
    marked("It took too long"),
    marked("It is not solved"),
    marked("I did not understand the answer"),
    marked("I had to explain it again and again"),
    marked("Something else"),
)


def named(shown: SurveyPicture) -> dict[str, str]:
    """A question's ticket in words."""
    return {"key": shown.ticket.key, "subject": escape(cut(shown.ticket.subject, SUBJECT))}


def rated(shown: SurveyPicture, score: int, reader: Reader) -> dict[str, str]:
    """A rating as an emoji and in words."""
    return {"emoji": f":{shown.survey.scale[score - 1]}:", "rating": escape(word(shown.survey, score, reader))}


def quoted(reason: str, text: str, reader: Reader) -> Iterator[Block]:
    """What somebody wrote about a rating."""
    if reason:
        yield section(f"*{escape(reason_in_words(reason, reader))}*")
    if text:
        yield rich(text, {}, quote=True)


def in_a_line(reason: str, text: str, reader: Reader) -> str:
    """The same for those who are read to: the reason, and the beginning of the text."""
    parts = (escape(reason_in_words(reason, reader)), escape(cut(literal(text), QUOTED)))
    return ": ".join(part for part in parts if part)


def reason_in_words(reason: str, reader: Reader) -> str:
    """A reason: one of the usual ones in the reader's language, a desk's own as the desk has written it."""
    return reader.gettext(REASONS[REASONS.index(reason)]) if reason in REASONS else reason


def word(asked: Survey, score: int, reader: Reader) -> str:
    """What stands beside an emoji: the usual word in the reader's language, or the desk's own."""
    return asked.words[score - 1] if asked.words else reader.gettext(WORDS[score - 1])
