"""Resources to learn from, for tests."""

from typing import Any

from bot.rules.training.resources import Content, NewResource, Resource, Upkeep, standing
from bot.rules.vocabulary import CategoryKey, DeskId

IT, HR = DeskId("IT"), DeskId("HR")
GUIDE = Content(
    "How to mend the VPN", "https://wiki.example/vpn", "Read chapter two.", minutes=5, categories=(CategoryKey("vpn"),)
)


def new(content: Content = GUIDE, desk: DeskId = IT, upkeep: Upkeep = Upkeep(), **what: Any) -> NewResource:  # noqa: B008  it is frozen
    """A resource that somebody adds."""
    source = what.pop("source", f"view:{content.title}:{desk}")
    return NewResource(source, desk, content, upkeep, **what)


def stands(resource: Resource, content: Content = GUIDE) -> str:
    """How a resource stands before somebody who opens its form."""
    return standing(resource, content.categories)


__all__ = ["GUIDE", "HR", "IT", "Resource", "new", "stands"]
