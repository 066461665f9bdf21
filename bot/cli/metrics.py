"""One ticket's numbers, for programs: seconds, and null for what has not happened."""

import json
import statistics
from dataclasses import asdict
from typing import Any

from bot.cli.opening import Unable, opened
from bot.config import Tools
from bot.helpdesk import facts
from bot.rules.facts import Facts, Length
from bot.rules.refusals import NoSuchTicket

FOR_PROGRAMS = (
    *("first_response", "next_response", "first_resolution", "full_resolution"),
    *("requester_wait", "agent_work", "agent_wait", "on_hold"),
    *("reopens", "one_touch", "first_contact_resolution", "rating"),
)
"""What programs rely on: these, in this order, and no others. People read whatever else is counted, too."""


async def of_ticket(given: Tools, key: str, *, as_json: bool) -> str:
    """A ticket's numbers as JSON, or a line each. Raises Unable when there is no such ticket."""
    async with opened(given) as at_hand:
        try:
            counted = await at_hand.store.read(facts.of_ticket, key)
        except NoSuchTicket:
            raise Unable(f"There is no ticket {key.strip().upper()}.") from None
    numbers = _every(counted)
    if as_json:
        return json.dumps({name: numbers[name] for name in FOR_PROGRAMS}, indent=2)
    return "\n".join(f"{name}: {_plain(one)}" for name, one in numbers.items())


def _every(counted: Facts) -> dict[str, Any]:
    """The numbers in plain values. Of several waits for a next response, `next_response` is the median."""
    plain = asdict(counted)
    ended = [wait for wait in counted.next_responses if wait is not None]
    in_order = {"first_response": plain.pop("first_response"), "next_response": _median(ended)}
    return in_order | plain


def _plain(number: Any) -> str:
    """A number as people read it: a duration's two numbers with their names, nothing as a dash."""
    if isinstance(number, dict):
        return ", ".join(f"{name} {_plain(one)}" for name, one in number.items())
    if isinstance(number, (list, tuple)):
        return "; ".join(map(_plain, number)) or "-"
    return "-" if number is None else str(number)


def _median(waits: list[Length]) -> dict[str, int | None] | None:
    if not waits:
        return None
    business = [wait.business for wait in waits if wait.business is not None]
    return {
        "calendar": round(statistics.median(wait.calendar for wait in waits)),
        "business": round(statistics.median(business)) if business else None,
    }
