"""What may stand in the fields of a file of tickets. What is wrong with one is said as the end of a sentence."""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from bot.rules import opening_hours
from bot.rules.markup import storable
from bot.rules.mistakes import Wrong
from bot.rules.opening_hours import ScheduleMistake
from bot.rules.past import LONGEST_KEY, NO_HOURS, Kind
from bot.rules.vocabulary import Closure, Intake, PersonId, Priority, Speaker, Status

EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
PERSON = re.compile(r"[UW][A-Z0-9]{1,31}")
WORD = 32  # characters of a desk's or a category's key
SHOWN = 40  # characters of a wrong value that a sentence repeats
UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
REQUESTER, AGENT = "requester", "agent:"  # whoever did it: the requester, or somebody who works the desk


def shown(value: Any) -> str:
    """A wrong value, as short as a sentence can repeat it."""
    shown = json.dumps(value, ensure_ascii=False)
    return shown if len(shown) <= SHOWN else f"{shown[: SHOWN - 1]}…"


def named(name: str, reading: Callable[[Any], Any], value: Any) -> Any:
    """What a field says. Raises Wrong, which names the field."""
    try:
        return reading(value)
    except Wrong as reason:
        raise Wrong(f"{name}: {reason}") from None


def instant(value: Any) -> datetime:
    """A time with its zone, in UTC."""
    try:
        at = datetime.fromisoformat(value)
        aware = at.astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        raise Wrong(f"{shown(value)} is no time. Write 2026-03-02T09:00:00Z.") from None
    if at.tzinfo is None:
        raise Wrong(f"{shown(value)} does not say in which time zone. Write 2026-03-02T09:00:00Z.")
    if aware < EARLIEST:
        raise Wrong(f"{shown(value)} is before 1970.")
    return aware


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise Wrong(f"{shown(value)} is no text.")
    return storable(value)


def _text_or_none(value: Any) -> str | None:
    return None if value is None else _text(value)


def _key(value: Any) -> str:
    key = _text(value).strip()
    if not key or len(key) > LONGEST_KEY or any(unicodedata.category(sign) in UNSEEN for sign in key):
        raise Wrong(f"{shown(value)} can't be a ticket's key: 1 to {LONGEST_KEY} characters that can be seen.")
    return key


def _word(value: Any) -> str:
    word = _text(value).strip()
    if not word or len(word) > WORD:
        raise Wrong(f"{shown(value)} should have 1 to {WORD} characters.")
    return word


def _person(value: Any) -> PersonId:
    if not isinstance(value, str) or PERSON.fullmatch(value) is None:
        raise Wrong(f"{shown(value)} is no person's id in Slack (U…).")
    return PersonId(value)


def _doer(value: Any) -> dict[str, Any]:
    """Whoever did it: a _person, `requester`, or `agent:` and a person; null is the helpdesk itself."""
    if value is None or value == REQUESTER:
        return {"by": value}
    is_staffs = isinstance(value, str) and value.startswith(AGENT)
    return {"by": _person(value.removeprefix(AGENT) if is_staffs else value), "is_staffs": is_staffs}


def _yes_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Wrong(f"{shown(value)} is neither true nor false.")
    return value


def _score(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 5:  # noqa: PLR2004  five emoji
        raise Wrong(f"{shown(value)} is no score: 1 (worst) to 5.")
    return value


def _schedule(value: Any) -> Mapping[str, Any] | str | None:
    if value is None or value == NO_HOURS:
        return value  # type: ignore[no-any-return]  # it is one of the two
    if not isinstance(value, dict):
        raise Wrong(f"{shown(value)} are no hours: timezone, weekly, overrides, breaks, holidays. null: the desk's.")
    try:
        return opening_hours.plain(opening_hours.parse(value))
    except ScheduleMistake as mistake:
        raise Wrong(f"{mistake}.") from None


def _one_of(closed_set: Any) -> Callable[[Any], Any]:
    def one(value: Any) -> Any:
        if not isinstance(value, str) or value not in set(closed_set):
            raise Wrong(f"{shown(value)} is none of {', '.join(closed_set)}.")
        return closed_set(value)

    return one


def _or(reading: Callable[[Any], Any], otherwise: Any) -> Callable[[Any], Any]:
    return lambda value: otherwise if value is None else reading(value)


def _as(attribute: str, reading: Callable[[Any], Any]) -> Callable[[Any], dict[str, Any]]:
    return lambda value: {attribute: reading(value)}


HEAD: Mapping[str, tuple[str, Callable[[Any], Any]]] = {
    "key": ("key", _key),
    "desk": ("desk", _word),
    "requester": ("requester", _person),
    "subject": ("subject", _or(_text, "")),
    "description": ("description", _text_or_none),
    "category": ("category", _or(_word, None)),
    "priority": ("priority", _or(_one_of(Priority), Priority.NORMAL)),
    "intake": ("intake", _or(_one_of(Intake), Intake.IMPORT)),
    "private": ("is_private", _or(_yes_no, otherwise=False)),
    "schedule": ("schedule", _schedule),
    "complete": ("is_complete", _or(_yes_no, otherwise=False)),
}
WRITTEN: Mapping[str, str] = {  # field → attribute
    **{name: name for name in ("by", "to", "why", "text", "speaker", "closure", "score", "said_at", "into")},
    "from": "was",
    "edited_at": "edited_at",
    "deleted_at": "deleted_at",
    "delivered": "is_delivered",
    "anonymous": "is_anonymous",
    "opening": "has_opening",
}
READ: Mapping[str, Callable[[Any], dict[str, Any]]] = {
    "by": _doer,
    "on_behalf_of": _as("on_behalf_of", _or(_person, None)),
    "status": _as("status", _one_of(Status)),
    "opening": _as("has_opening", _yes_no),
    "speaker": _as("speaker", _one_of(Speaker)),
    "to": _as("to", _text_or_none),
    "from": _as("was", _or(_text, "")),
    "why": _as("why", _or(_text, "")),
    "text": _as("text", _or(_text, "")),
    "closure": _as("closure", _one_of(Closure)),
    "score": _as("score", _score),
    "said_at": _as("said_at", _or(instant, None)),
    "into": _as("into", _key),
    "edited_at": _as("edited_at", _or(instant, None)),
    "deleted_at": _as("deleted_at", _or(instant, None)),
    "delivered": _as("is_delivered", _yes_no),
    "anonymous": _as("is_anonymous", _yes_no),
}
CHECKED: Mapping[str, Callable[[Any], Any]] = {
    Kind.STATUS: _one_of(Status),
    Kind.ASSIGNED: _or(_person, None),
    Kind.PRIORITY: _one_of(Priority),
    Kind.CATEGORY: _or(_word, None),
    Kind.MOVED: _word,
}
