"""How a desk asks for feedback."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from bot.rules.vocabulary import CategoryKey


class CommentReaders(StrEnum):
    """Who reads what requesters write about their rating."""

    AGENT = "agent"  # who had the ticket when it was solved
    LEAD = "lead"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class FeedbackSettings:
    """When requesters are asked how it went, of which tickets, and who reads what they say.

    The two times are on the requester's wall clock: 08:00 to 24:00 at the latest.
    """

    delay: int = 0  # seconds after solving; 0: at once
    hours: tuple[str, str] = ("08:00", "20:00")  # of a day: nobody is woken up by a question
    words: tuple[str, ...] = ()  # beside the five emoji, worst first; none: the usual ones
    reasons: tuple[str, ...] = ()  # to choose from after a rating of 1 to 3; none: the usual ones
    expires_after_days: int = 7
    cool_down_days: int = 0  # nobody is asked again sooner, of whichever ticket
    one_in: int = 1  # of so many tickets; 1: of every one
    categories: tuple[CategoryKey, ...] = ()  # of tickets of these alone; none: of all
    anonymous: bool = False
    comments: CommentReaders = CommentReaders.BOTH
    remind: bool = True  # once, after a working day

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """The settings as they were stored: JSON has no word for a tuple."""
        read: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()
        }
        return cls(**read | {"comments": CommentReaders(kept["comments"])})


USUAL = FeedbackSettings()
