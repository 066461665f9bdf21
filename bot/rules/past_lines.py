"""Lines of a file of tickets: read, with everything that is wrong with them; and written."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from bot.rules import intake
from bot.rules.happenings import Happening
from bot.rules.mistakes import Mistake, Wrong
from bot.rules.past import TOLD_OTHERWISE, Event, Kind, Told
from bot.rules.past_fields import AGENT, CHECKED, EARLIEST, HEAD, READ, REQUESTER, WRITTEN, instant, named, shown
from bot.rules.vocabulary import PersonId, Status

TICKET = (
    *("key", "desk", "requester", "subject", "description", "category", "priority", "intake", "private"),
    *("schedule", "complete", "events"),
)
MESSAGE = ("by", "text", "why", "edited_at", "deleted_at")
CHANGE = ("from", "to", "by", "why")
FIELDS: Mapping[str, tuple[str, ...]] = {
    Kind.CREATED: ("by", "on_behalf_of", "status", "opening"),
    Kind.OPENING: ("by", "speaker", "text", "edited_at", "deleted_at"),
    Kind.STATUS: ("to", "by", "why", "closure"),
    Kind.ASSIGNED: ("to", "by", "why"),
    Kind.PRIORITY: CHANGE,
    Kind.CATEGORY: CHANGE,
    Kind.MOVED: CHANGE,
    Kind.SURVEYED: ("by", "delivered", "anonymous"),
    Kind.RATED: ("score", "by", "said_at"),
    Kind.RATING_WITHDRAWN: ("score", "by", "said_at"),
    Kind.RATING_COMMENTED: ("text", "why", "by"),
    Kind.MERGED: ("into", "from", "by"),
    **dict.fromkeys(
        (
            *(Kind.BOT_MESSAGE, Kind.AGENT_NOTE, Kind.AGENT_REPLY, Kind.REQUESTER_REPLY),
            *(Kind.REQUESTER_NOTE, Kind.OTHER_REPLY, Kind.OTHER_NOTE),
        ),
        MESSAGE,
    ),
}
LINES = {word.value for word in Happening if word not in TOLD_OTHERWISE} - FIELDS.keys()
THEIRS = frozenset(  # whose, if nobody is named, it is the requester's
    {
        *(Kind.CREATED, Kind.OPENING, Kind.REQUESTER_REPLY, Kind.REQUESTER_NOTE),
        *(Kind.RATED, Kind.RATING_WITHDRAWN, Kind.RATING_COMMENTED),
    }
)
SAYS = frozenset({Kind.AGENT_NOTE, Kind.AGENT_REPLY, Kind.OTHER_REPLY, Kind.OTHER_NOTE})  # somebody has to be named
NEEDED: Mapping[str, tuple[str, ...]] = {
    Kind.STATUS: ("to",),
    Kind.ASSIGNED: ("to",),
    Kind.PRIORITY: ("to",),
    Kind.CATEGORY: ("to",),
    Kind.MOVED: ("from", "to"),
    Kind.RATED: ("score",),
    Kind.RATING_WITHDRAWN: ("score",),
}


def read(line: int, written: str) -> Told | list[Mistake]:
    """A line as the ticket that it tells of, or everything that is wrong with it."""
    try:
        document = json.loads(written)
    except (ValueError, RecursionError) as trouble:
        return [Mistake(line, f"this is no JSON: {getattr(trouble, 'msg', 'it cannot be understood')}.")]
    if not isinstance(document, dict):
        return [Mistake(line, "each line is one ticket: an object with key, desk, requester and events.")]
    wrong: list[str] = [f"{name}: there is no such field." for name in document if name not in TICKET]
    head = _head(document, wrong)
    events = list(_events(document.get("events"), head.get("requester"), wrong))
    wrong += _order(events)
    if wrong:
        return [Mistake(line, text) for text in wrong]
    return Told(line=line, events=tuple(events), **head)


def written(told: Told) -> str:
    """A ticket as a line."""
    return json.dumps(document(told), ensure_ascii=False)


def document(told: Told) -> dict[str, Any]:
    """The same as plain values. What is as it is when nothing is said is left out."""
    says: dict[str, Any] = {"key": told.key, "desk": told.desk, "requester": told.requester, "subject": told.subject}
    if told.description != told.subject:
        says["description"] = told.description
    says |= {"category": told.category, "priority": told.priority.value, "intake": told.intake.value}
    if told.is_private:
        says["private"] = True
    says["schedule"] = told.schedule
    if told.is_complete:
        says["complete"] = True
    return says | {"events": [_event(event, told.requester) for event in told.events]}


def _head(document: Mapping[str, Any], wrong: list[str]) -> dict[str, Any]:
    """What a line says of the ticket itself; what it says wrongly is missing."""
    head: dict[str, Any] = {}
    for name, (attribute, reading) in HEAD.items():
        try:
            head[attribute] = reading(document.get(name))
        except Wrong as reason:
            wrong.append(f"{name}: {reason}")
    subject = head.get("subject", "")
    head["subject"] = intake.subject(subject) or intake.NO_SUBJECT
    if head.get("description") is None:
        head["description"] = subject
    return head


def _events(told: Any, requester: PersonId | None, wrong: list[str]) -> Iterator[Event]:
    if not isinstance(told, list) or not told:
        wrong.append("events: this should be a list of what happened; the first is its creation.")
        return
    for number, one in enumerate(told, start=1):
        try:
            yield from _read_event(one, requester or PersonId(""), number)
        except Wrong as reason:
            wrong.append(f"event {number}: {reason}")


def _read_event(told: Any, requester: PersonId, number: int) -> Iterator[Event]:
    if not isinstance(told, dict):
        raise Wrong("this should be an object with at and type.")
    kind = told.get("type")
    if not isinstance(kind, str) or (kind not in FIELDS and kind not in LINES):
        raise Wrong(f"type: nothing that happens is called {shown(kind)} here.")
    if (number == 1) is not (kind == Kind.CREATED):
        raise Wrong("it is created twice." if number > 1 else f"a ticket begins with its creation, not with “{kind}”.")
    _refuse_strange(told, kind)
    given: dict[str, Any] = {"at": named("at", instant, told.get("at")), "kind": kind, "number": number}
    for name in FIELDS.get(kind, CHANGE):
        if name in told:
            given |= named(name, READ[name], told[name])
    status = given.pop("status", Status.NEW)
    event = Event(**_understood(given, requester))
    yield event
    if status is not Status.NEW:
        yield Event(at=event.at, kind=Kind.STATUS, by=event.by, to=status, number=number)


def _refuse_strange(told: Mapping[str, Any], kind: str) -> None:
    for name in sorted(told.keys() - {"at", "type"} - set(FIELDS.get(kind, CHANGE))):
        raise Wrong(f"{name}: “{kind}” has no such field.")
    for name in NEEDED.get(kind, ()):
        if name not in told:
            raise Wrong(f"{name}: “{kind}” needs it.")


def _understood(given: dict[str, Any], requester: PersonId) -> dict[str, Any]:
    """What an event's fields mean together."""
    kind, asked_for = given["kind"], given.pop("on_behalf_of", None)
    by = requester if given.get("by") == REQUESTER or (given.get("by") is None and kind in THEIRS) else given.get("by")
    if asked_for not in (None, requester):
        raise Wrong(f"on_behalf_of: the requester is {requester}, not {asked_for}.")
    if kind in SAYS and by is None:
        raise Wrong(f"by: it is not said whose “{kind}” it is.")
    if kind in CHECKED:
        given["to"] = named("to", CHECKED[kind], given["to"])
    if kind == Kind.MERGED and bool(given.get("into")) is bool(given.get("was")):
        raise Wrong("it says either what it was merged into, or from what it took over.")
    is_staffs = kind == Kind.CREATED and given.pop("is_staffs", False) and by != requester
    return {**given, "by": None if kind == Kind.BOT_MESSAGE else by, "is_staffs": is_staffs}


def _order(events: Sequence[Event]) -> Iterator[str]:
    """What happens before something that is told earlier."""
    latest = EARLIEST
    for event in events:
        if event.at < latest:
            yield f"event {event.number}: at: {_time(event.at)} is before what is told before it, {_time(latest)}."
        latest = max(latest, event.at)


def _event(event: Event, requester: PersonId) -> dict[str, Any]:
    says: dict[str, Any] = {"at": _time(event.at), "type": str(event.kind)}
    if event.kind == Kind.CREATED:
        is_own = event.by == requester
        says["by"] = REQUESTER if is_own else f"{AGENT}{event.by}" if event.is_staffs else event.by
        says |= {} if is_own else {"on_behalf_of": requester}
        return says if event.has_opening else says | {"opening": False}
    needed = NEEDED.get(event.kind, ())
    for name in FIELDS.get(event.kind, CHANGE):
        attribute = WRITTEN[name]
        value = getattr(event, attribute)
        if name in needed or value != USUAL[attribute]:
            says[name] = _time(value) if isinstance(value, datetime) else value
    return says


def _time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


USUAL: Mapping[str, Any] = {one.name: one.default for one in fields(Event)}
