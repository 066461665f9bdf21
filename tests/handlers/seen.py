"""What people see, for tests to look at."""

from typing import Any


def actions_of(blocks: list[dict[str, Any]]) -> list[str]:
    """The buttons that are shown."""
    return [element["action_id"] for block in blocks if block["type"] == "actions" for element in block["elements"]]
