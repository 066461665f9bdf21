"""Block Kit's limits."""

from typing import Any, Literal, TypeAlias

Surface: TypeAlias = Literal["message", "modal", "home"]


def problems(payload: Any, surface: Surface) -> list[str]:
    return []


def block_text(blocks: Any) -> str:
    return ""
