"""What a situation is made of: who asks for what, what has to be asked of them, and what is right to do.

Words by which something is recognised are beginnings of words, in this order, in any case, with a few others between
them: `unplug dock` is in "Please unplug your docking station". Of several such entries, one is enough.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache

from bot.cli.story import cast
from bot.rules.vocabulary import CategoryKey, DeskId, Priority

APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"  # as phones type it
APART = 3  # other words between two of an entry


class Mood(StrEnum):
    """How somebody feels who asks, and hence how they speak."""

    CALM = "calm"
    HURRIED = "hurried"
    ANGRY = "angry"
    UNCLEAR = "unclear"  # says next to nothing


class Way(StrEnum):
    """Where somebody asks."""

    CHANNEL = "channel"  # of the desk
    DIRECT = "direct"  # in private, to the helpdesk


@dataclass(frozen=True, slots=True)
class Opening:
    """How somebody begins."""

    who: str  # of the story's cast
    text: str
    way: Way = Way.CHANNEL


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that a good agent has to ask for."""

    key: str
    called: str  # in the scorecard: "which printer it is"
    asked_by: tuple[str, ...]  # words; a question with them asks for it
    answer: str


@dataclass(frozen=True, slots=True)
class Comeback:
    """What is still wrong once all seems well, and the ticket was solved."""

    text: str
    solved_by: tuple[str, ...]
    relieved: str


@dataclass(frozen=True, slots=True)
class Sorting:
    """The category and the priorities that are right."""

    category: CategoryKey
    priorities: tuple[Priority, ...] = (Priority.NORMAL,)


@dataclass(frozen=True, slots=True)
class Situation:
    """One thing that happens to a desk, and what is right to do about it."""

    key: str
    title: str
    opening: Opening
    mood: Mood
    patience: timedelta  # without a word from the desk, before they ask again
    solved_by: tuple[str, ...]
    relieved: str  # what they say once a right solution was named
    facts: tuple[Fact, ...] = ()
    sorting: Sorting | None = None  # None: nothing to get right
    reply: str = ""  # the key of the saved reply that fits
    goes_up: str = ""  # why it must be escalated; empty: it must not
    belongs_at: DeskId = cast.IT
    same: Opening | None = None  # somebody else who reports the same problem soon after
    comes_back: Comeback | None = None
    unsaid: tuple[str, ...] = ()  # words; an agent's message with them does harm
    why_unsaid: str = ""  # what harm


def has_any(text: str, entries: tuple[str, ...], *, apart: int = APART) -> bool:
    """Whether one of these entries is in a text, with at most so many other words between two of its own."""
    return bool(entries) and _pattern(entries, apart).search(text.lower().replace(APOSTROPHE, "'")) is not None


@cache
def _pattern(entries: tuple[str, ...], apart: int) -> re.Pattern[str]:
    between = rf"[\w']*(?:[^\w']+[\w']+){{0,{apart}}}[^\w']+"
    found = "|".join(between.join(map(re.escape, entry.split())) for entry in entries)
    return re.compile(rf"(?<![\w'])(?:{found})")
