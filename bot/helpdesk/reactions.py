"""Emoji that mean something: a rating under a question, or a button where the desk wants it so."""

from bot.helpdesk import feedback
from bot.rules.conversation import Reacted
from storage import surveys
from storage.transaction import Transaction


def added(tx: Transaction, reacted: Reacted) -> None:
    """Somebody put an emoji on a message."""
    survey = surveys.at(tx, reacted.place.channel, reacted.place.ts)
    if survey is not None:
        feedback.rated(tx, survey, reacted)


def removed(tx: Transaction, reacted: Reacted) -> None:
    """Somebody took an emoji away. Only ratings can be taken back this way."""
    survey = surveys.at(tx, reacted.place.channel, reacted.place.ts)
    if survey is not None:
        feedback.withdrawn(tx, survey, reacted)
