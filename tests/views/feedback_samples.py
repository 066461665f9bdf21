"""The question after solving, for its views to draw."""

from collections.abc import Iterator

from bot.i18n import Reader
from bot.views import feedback
from bot.views.blocks import Message
from tests.views.extremes import TEXTS, asked, ticket


def surveys(reader: Reader) -> Iterator[tuple[str, Message]]:
    """Asked, and answered in every way."""
    for name, text in TEXTS.items():
        for score in (None, 1, 2, 3, 4, 5):
            yield f"{name}, {score}", feedback.survey(ticket(text), asked(), score, reader)
    yield "long emoji", feedback.survey(ticket(TEXTS["entities"]), asked(("x" * 60,) * 5), 5, reader)


def settled(reader: Reader) -> Iterator[tuple[str, Message]]:
    """Once it is withdrawn."""
    for name, text in TEXTS.items():
        yield name, feedback.settled(ticket(text), asked(("x" * 60,) * 5), 3, reader)
