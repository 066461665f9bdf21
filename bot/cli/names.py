"""Names of people and channels in a desk file, turned into Slack's ids."""

import re
from collections.abc import Iterator, Mapping, MutableMapping, MutableSequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.cli.opening import Unable

CHANNEL_ID = re.compile(r"[CG][A-Z0-9]{2,30}")
PERSON_ID = re.compile(r"[UW][A-Z0-9]{2,30}")
CHANNELS = frozenset({"triage", "private_triage", "channel"})  # what names channels, and people, in a desk file
PEOPLE = frozenset({"agents", "leads", "people", "person"})
PAGE = 1000  # the most that Slack gives at once: the fewest calls, of which it allows twenty a minute

Spot = tuple[Any, Any, str]  # the part of the document, the key or index in it, and the path that names it


@dataclass(frozen=True, slots=True)
class Directory:
    """Who and what there is in the workspace, by name. A name that several people go by has several ids."""

    channels: Mapping[str, str]
    people: Mapping[str, frozenset[str]]


async def directory(slack: AsyncWebClient) -> Directory:
    """Everybody in the workspace and every channel that the bot can see. Raises Unable when Slack does not tell."""
    try:
        return Directory(await _channels(slack), await _people(slack))
    except SlackApiError as refusal:
        raise Unable(f"Slack does not tell who and what is in the workspace ({refusal.response['error']}).") from None


def has_names(document: Any) -> bool:
    """Whether the document names anybody or anything by something else than an id."""
    return any(True for _ in _channel_names(document)) or any(True for _ in _person_names(document))


def resolve(document: Any, known: Directory) -> list[str]:
    """Put ids in place of names, in the document itself; a sentence about each name that could not be found."""
    problems: list[str] = []
    for part, key, path in [*_channel_names(document)]:
        channel = known.channels.get(part[key].removeprefix("#"))
        if channel is None:
            problems.append(f"{path}: there is no channel {part[key]} that the helpdesk can see. Is it invited?")
        else:
            part[key] = channel
    for part, key, path in [*_person_names(document)]:
        try:
            part[key] = person(part[key], known)
        except Unable as reason:
            problems.append(f"{path}: {reason}")
    return problems


def person(name: str, known: Directory) -> str:
    """The id of whoever goes by a name. Raises Unable when nobody does, or several people do."""
    ids = sorted(known.people.get(_plain(name), frozenset()))
    if len(ids) > 1:
        raise Unable(f"several people are called {name}: {', '.join(ids)}. Write the id.")
    if not ids:
        raise Unable(f"nobody in the workspace is called {name}.")
    return ids[0]


async def _channels(slack: AsyncWebClient) -> dict[str, str]:
    try:
        pages = await slack.conversations_list(types="public_channel,private_channel", limit=PAGE)
    except SlackApiError as refusal:
        if refusal.response["error"] != "missing_scope":
            raise
        pages = await slack.conversations_list(types="public_channel", limit=PAGE)  # groups:read was not granted
    return {
        channel["name"]: channel["id"]
        async for page in pages
        for channel in page["channels"]
        if not channel.get("is_archived")
    }


async def _people(slack: AsyncWebClient) -> dict[str, frozenset[str]]:
    people: dict[str, frozenset[str]] = {}
    async for page in await slack.users_list(limit=PAGE):
        for user in page["members"]:
            if user.get("deleted") or user.get("is_bot"):
                continue
            for name in _names(user):
                people[name] = people.get(name, frozenset()) | {user["id"]}
    return people


def _names(user: Mapping[str, Any]) -> set[str]:
    profile = user.get("profile", {})
    names = (user.get("name"), profile.get("display_name"), profile.get("real_name"), user.get("real_name"))
    return {_plain(name) for name in names if name}


def _plain(name: str) -> str:
    return name.removeprefix("@").casefold()


def _channel_names(document: Any) -> Iterator[Spot]:
    for desk, path in _desks(document):
        yield from _within(desk, path, CHANNELS, CHANNEL_ID)


def _person_names(document: Any) -> Iterator[Spot]:
    for desk, path in _desks(document):
        yield from _within(desk, path, PEOPLE, PERSON_ID)


def _within(part: Any, path: str, keys: frozenset[str], is_id: re.Pattern[str]) -> Iterator[Spot]:
    """The names below these keys, however deep they stand in a desk."""
    if isinstance(part, MutableMapping):
        for key, value in part.items():
            if key in keys and not isinstance(value, MutableSequence):
                yield from _named(part, key, f"{path}.{key}", is_id)
            elif key in keys:
                for place in range(len(value)):
                    yield from _named(value, place, f"{path}.{key}[{place}]", is_id)
            else:
                yield from _within(value, f"{path}.{key}", keys, is_id)
    elif isinstance(part, MutableSequence):
        for place, value in enumerate(part):
            yield from _within(value, f"{path}[{place}]", keys, is_id)


def _desks(document: Any) -> Iterator[tuple[MutableMapping[str, Any], str]]:
    desks = document.get("desks") if isinstance(document, MutableMapping) else None
    for place, desk in enumerate(_sequence(desks)):
        if isinstance(desk, MutableMapping):
            yield desk, f"desks[{place}]"


def _named(part: Any, key: Any, path: str, is_id: re.Pattern[str]) -> Iterator[Spot]:
    value = part.get(key) if isinstance(part, MutableMapping) else part[key]
    if isinstance(value, str) and value and not is_id.fullmatch(value):
        yield part, key, path


def _sequence(value: Any) -> MutableSequence[Any]:
    return value if isinstance(value, MutableSequence) else []
