"""Desks as code: a YAML file that says how they work, checked, compared and applied."""

import copy
import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.cli import names
from bot.cli.opening import Opened, Unable, opened
from bot.config import Tools
from bot.helpdesk import settings
from bot.helpdesk.settings import ChannelIsTaken, DesksDocument
from storage.transaction import Transaction

CHANNEL = 'a channel, by name ("#it-help") or id (C…); a name with # needs the quotes'
PERSON = 'a person, by name ("@dana") or id (U…); a name with @ needs the quotes'
EXPECTED = {
    "triage": CHANNEL,
    "private_triage": CHANNEL,
    "channel": CHANNEL,
    "agents": PERSON,
    "leads": PERSON,
    "people": PERSON,
    "person": PERSON,
    "group": "a user group's id (S…)",
    "key": "letters and digits, such as IT or vpn",
    "rating_emoji": "five names of emoji, worst first, without colons",
}


class Tried(Exception):  # noqa: N818  it carries an answer past the end of the transaction
    """What the desks would be. Raised to take the change back."""

    def __init__(self, document: dict[str, Any]) -> None:
        super().__init__()
        self.document = document


async def apply(given: Tools, file: Path, *, dry_run: bool) -> str:
    """Make the desks work as the file says, or tell what would change. Raises Unable, naming file, field and reason."""
    raw = read(file)
    async with opened(given) as at_hand:
        document = await _understood(raw, file, at_hand)
        before = await at_hand.store.read(settings.export)
        after = await _outcome(at_hand, document, file)
        changes = _changes(before, after)
        if not changes:
            return "The desks are as the file says: nothing to change."
        if dry_run:
            return f"{changes}\nThis is what would change. Nothing was changed."
        await at_hand.store.write(settings.apply, document)
        return f"{changes}\nDone: {', '.join(desk.key for desk in document.desks)}."


async def export(given: Tools) -> str:
    """The desks as YAML that `apply` takes."""
    async with opened(given) as at_hand:
        return written(await at_hand.store.read(settings.export)).rstrip("\n")


def read(file: Path) -> Any:
    """The file's content. Raises Unable when it cannot be read, or is no YAML."""
    try:
        return yaml.safe_load(file.read_text(encoding="utf-8"))
    except OSError as trouble:
        raise Unable(f"{file} cannot be read: {trouble.strerror}.") from None
    except UnicodeDecodeError:
        raise Unable(f"{file} is no text file in UTF-8.") from None
    except yaml.YAMLError as trouble:
        mark = getattr(trouble, "problem_mark", None)
        line = "" if mark is None else f", line {mark.line + 1}"
        reason = getattr(trouble, "problem", None) or "it cannot be understood"
        raise Unable(f"{file}{line}: this is no YAML: {reason}. Names with # or @ need quotes.") from None


def written(document: Mapping[str, Any]) -> str:
    """A document as YAML, in the order in which people think of it."""
    return yaml.safe_dump(dict(document), sort_keys=False, allow_unicode=True)


def checked(raw: Any, file: Path) -> DesksDocument:
    """The document, if it makes sense. Raises Unable with a line for each field that does not."""
    try:
        return DesksDocument.model_validate(raw)
    except ValidationError as wrong:
        errors = wrong.errors()
        told = [error for error in errors if error["loc"] != ("desks",)] or errors  # no desk is left when one is wrong
        raise Unable("\n".join(f"{file}: {_sentence(error)}" for error in told)) from None


async def _understood(raw: Any, file: Path, at_hand: Opened) -> DesksDocument:
    document = copy.deepcopy(raw)
    if names.has_names(document):
        if at_hand.slack is None:
            raise Unable(f"{file} has names of people or channels: set SLACK_BOT_TOKEN to look them up, or write ids.")
        problems = names.resolve(document, await names.directory(at_hand.slack))
        if problems:
            raise Unable("\n".join(f"{file}: {problem}" for problem in problems))
    return checked(document, file)


async def _outcome(at_hand: Opened, document: DesksDocument, file: Path) -> dict[str, Any]:
    try:
        await at_hand.store.write(_try, document)
    except Tried as tried:
        return tried.document
    except ChannelIsTaken as taken:
        raise Unable(f"{file}: {taken}.") from None


def _try(tx: Transaction, document: DesksDocument) -> NoReturn:
    settings.apply(tx, document)
    raise Tried(settings.export(tx))


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    lines = difflib.unified_diff(
        written(before).splitlines(), written(after).splitlines(), "now", "then", lineterm="", n=2
    )
    return "\n".join(lines)


def _sentence(error: ErrorDetails) -> str:
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in error["loc"]).removeprefix(".")
    reason = error["msg"].removeprefix("Value error, ")
    field = next((part for part in reversed(error["loc"]) if isinstance(part, str)), "")
    if field in EXPECTED and error["type"] in ("string_pattern_mismatch", "string_type"):
        reason = f"this should be {EXPECTED[field]}"
    elif error["type"] == "extra_forbidden":
        reason = "there is no such setting"
    return f"{path or 'the document'}: {reason}."
