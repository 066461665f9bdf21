"""What drawing a text needs to know about who reads it."""

from typing import Protocol

from markupsafe import Markup


class Reading(Protocol):
    """Somebody for whom a text is drawn: they know the people and channels of their workspace by name."""

    def mention(self, person_id: str) -> Markup:
        """`@Ana`, marked when it is the reader."""

    def channel_link(self, channel_id: str) -> Markup:
        """`#it`, as a link when the reader may look there."""

    def broadcast(self, name: str) -> Markup:
        """`@here` and its like."""

    def date(self, timestamp: int, pattern: str, fallback: str) -> str:
        """A moment in the reader's zone and language."""

    def link(self, url: str, label: str | Markup) -> Markup:
        """A link, or the bare text where the address must not be followed."""
