"""Who may have a ticket, and what becomes of a question for it."""

from enum import StrEnum


class Answer(StrEnum):
    """What an assignee says to somebody who asks for their ticket."""

    NONE = ""  # not yet
    HANDED_OVER = "handed_over"
    KEPT = "kept"
