"""The shape of a problem."""

from typing import NamedTuple

from bot.rules.vocabulary import Impact, Urgency


class Problem(NamedTuple):
    """Something that people need a desk for, with everything that is said about it."""

    asks: tuple[str, ...]  # each is one person's words and is used once; the first line becomes the subject
    fixes: tuple[str, ...]  # what the agent answers when it is done
    question: str = ""  # what the agent has to know first
    answer: str = ""  # what the requester says to that
    again: tuple[str, str] | None = None  # it was not done: the requester, and what did it in the end
    hold: str = ""  # whom everybody has to wait for
    note: str = ""  # what agents tell each other under the card
    tags: str = ""
    impact: Impact = Impact.ME
    urgency: Urgency = Urgency.SOON
    is_private: bool = False
    who: str = ""  # only this person says it so
    agent: str = ""  # and only this one answers
    category: str = ""
    saved: str = ""  # the key of the saved reply that answers it
