"""The question after solving, answered by a reaction."""

from collections.abc import Sequence
from datetime import datetime

from bot.i18n import Reader, marked
from bot.rules.feedback import ANSWERABLE
from bot.rules.records import Survey, Ticket
from bot.views.blocks import Block, Message, context, section
from bot.views.mrkdwn import cut, escape, moment

SUBJECT = 150  # characters
NO_BREAK = "\N{NO-BREAK SPACE}"  # no end of a line parts an emoji from its word
WORDS = (marked("very bad"), marked("bad"), marked("all right"), marked("good"), marked("very good"))


def survey(ticket: Ticket, asked: Survey, score: int | None, reader: Reader) -> Message:
    """The question, with the five emoji on it; once it is rated, thanks and the rating in words."""
    opening = _opening(ticket, asked, score, reader)
    scale = _scale(asked.scale, reader)
    closing = _closing(asked, reader)
    blocks: list[Block] = [section(opening), section(scale), context(closing)]
    return Message(f"{opening}\n{scale}\n{closing}", blocks, tuple(asked.scale))


def settled(ticket: Ticket, asked: Survey, score: int, reader: Reader) -> Message:
    """The same once it was withdrawn: what was said stays said."""
    text = reader.gettext(
        "You rated *{key}* ({subject}) {emoji} *{rating}*. It has gone on since then, so this question is settled."
    ).format(**_named(ticket), **_rating(asked, score, reader))
    return Message(text, [section(text)])


def _opening(ticket: Ticket, asked: Survey, score: int | None, reader: Reader) -> str:
    _ = reader.gettext
    if score is None:
        return _("*{key}* ({subject}) is solved. How did we do? Please answer with a reaction to this message:").format(
            **_named(ticket)
        )
    return _("Thank you! You rated *{key}* ({subject}) {emoji} *{rating}*.").format(
        **_named(ticket), **_rating(asked, score, reader)
    )


def _scale(emoji: Sequence[str], reader: Reader) -> str:
    return "  ".join(f":{name}:{NO_BREAK}{reader.gettext(WORDS[place])}" for place, name in enumerate(emoji))


def _closing(asked: Survey, reader: Reader) -> str:
    until: datetime = asked.asked_at + ANSWERABLE
    text = reader.gettext("Your last reaction counts, and you can change it until {time}.")
    return text.format(time=moment(until))


def _named(ticket: Ticket) -> dict[str, str]:
    return {"key": ticket.key, "subject": escape(cut(ticket.subject, SUBJECT))}


def _rating(asked: Survey, score: int, reader: Reader) -> dict[str, str]:
    return {"emoji": f":{asked.scale[score - 1]}:", "rating": reader.gettext(WORDS[score - 1])}
