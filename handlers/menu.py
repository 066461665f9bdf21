"""One menu on a card, one command for agents: which of their words was chosen decides the listener."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.rules.intake import Wish, understand
from handlers.payload import pressed_value

Matcher = Callable[..., Awaitable[bool]]


def chose(word: str) -> Matcher:
    """For `app.action(ids.MORE, matchers=[chose(ids.PEND)])`: the card's menu, this entry."""

    async def chosen(body: dict[str, Any]) -> bool:
        return pressed_value(body).partition(":")[0] == word

    return chosen


def wishes(wish: Wish) -> Matcher:
    """For `app.command(ids.TICKET, matchers=[wishes(Wish.LIST)])`: what stands behind `/ticket` means this."""

    async def wished(body: dict[str, Any]) -> bool:
        return understand(str(body.get("text") or "")).wish is wish

    return wished


def says(*words: str) -> Matcher:
    """For `app.command(ids.HELPDESK, matchers=[says("queue")])`: the command's first word. "" is none at all."""

    async def said(body: dict[str, Any]) -> bool:
        first, *_ = [*str(body.get("text", "")).split(), ""]
        return first.lower() in words

    return said
