"""Answers kept in Zendesk and Freshdesk, read from the CSV files that people make of them.

What there is of such files was written by scripts and apps, from what the API says of a macro or a canned response.
So columns go by the API's names, however they are spelt, and by the names that such files have in common.
"""

import ast
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from bot.rules import html_text
from bot.rules.markup import typed
from bot.rules.mistakes import Mistake
from bot.rules.replies import PLACEHOLDER, TITLE, Variable
from bot.rules.reply_rows import Row

TITLES = ("title", "name", "macro_title", "macro_name", "response_title", "canned_response_title")
BODIES = (  # a body in one column, the fullest first
    "comment_value_html",
    "comment_value",
    "comment",
    "comment/reply",
    "content_html",
    "response_content_html",
    "content",
    "response_content",
)
FOLDERS = ("folder", "folder_name", "category", "macro_category")
SILENT = """
id url raw_title raw_description description position default usage_1h usage_24h usage_7d usage_30d
created_at updated_at folder_id folder_description folder_created_at folder_updated_at
response_id response_created_at response_updated_at attachments group_ids groups
"""
LEFT_OUT = frozenset(SILENT.split())  # columns that say nothing about an answer
PERSONAL = frozenset({"1", "personal", "myself"})  # Freshdesk's kinds of visibility: 0 everybody, 1 oneself, 2 groups
STATUSES: Mapping[str, str] = {"pending": "pending", "hold": "on_hold", "on-hold": "on_hold", "solved": "solved"}
PRIORITIES = frozenset({"low", "normal", "high", "urgent"})
PLACEHOLDERS: Mapping[str, Variable] = {
    "ticket.requester.first_name": Variable.REQUESTER_FIRST_NAME,
    "ticket.requester.firstname": Variable.REQUESTER_FIRST_NAME,
    "ticket.requester.name": Variable.REQUESTER_NAME,
    "ticket.from_name": Variable.REQUESTER_NAME,
    "current_user.name": Variable.AGENT_NAME,
    "ticket.assignee.name": Variable.AGENT_NAME,
    "ticket.agent.name": Variable.AGENT_NAME,
    "agent.name": Variable.AGENT_NAME,
    "ticket.id": Variable.TICKET_NUMBER,
    "ticket.encoded_id": Variable.TICKET_NUMBER,
    "ticket.title": Variable.TICKET_SUBJECT,
    "ticket.subject": Variable.TICKET_SUBJECT,
    "ticket.description": Variable.FORM_DESCRIPTION,
    "ticket.link": Variable.TICKET_LINK,
    "ticket.url": Variable.TICKET_LINK,
    "ticket.public_url": Variable.TICKET_LINK,
    "ticket.portal_url": Variable.TICKET_LINK,
    "ticket.group.name": Variable.DESK_NAME,
    "helpdesk_name": Variable.DESK_NAME,
    "ticket.portal_name": Variable.DESK_NAME,
}
DEFAULT = re.compile(r"""\s*default:\s*["']([^"'{}|]*)["']\s*""")  # of a Liquid filter
USERS = re.compile(r"""["']type["']\s*:\s*["']User["']""")  # Zendesk's restriction to one person
ACTION = re.compile(r"actions?[:./]\s*")
EMPTY = frozenset({"", "none", "null", "[]", "nan"})


def is_foreign(header: Sequence[str]) -> bool:
    """Whether a table's columns are those of another program, and not our own."""
    columns = {column_of(name) for name in header}
    return "body" not in columns and not columns.isdisjoint({*BODIES, "actions"}) and not columns.isdisjoint(TITLES)


def column_of(name: str) -> str:
    """A column by one name, however it is spelt: Response Title is response_title, and action:status is status."""
    plain = "_".join(name.strip().lower().split())
    return ACTION.sub("", plain, count=1) if ACTION.match(plain) else plain


def rows(header: Sequence[str], records: Sequence[tuple[int, Mapping[str, str]]]) -> tuple[list[Row], list[Mistake]]:
    """The records of such a table, each with its line, as rows of ours; and what is left out of them."""
    found: list[Row] = []
    remarks = [Mistake(1, f"the column {name.strip()} is left out.") for name in header if not _is_known(name)]
    for line, record in records:
        cells = {column_of(name): cell.strip() for name, cell in record.items()}
        actions = {**_acting(cells.get("actions", "")), **_columns(cells)}
        reason = _why_not(cells, actions)
        if reason:
            remarks.append(Mistake(line, reason))
            continue
        found.append(_row(line, cells, actions))
        remarks += [Mistake(line, left) for left in _remains(actions)]
    return found, remarks


def translated(body: str) -> str:
    """A body whose placeholders are ours, as far as they are known; others stay, and are asked for when it is used."""
    return PLACEHOLDER.sub(_placeholder, body)


def _is_known(name: str) -> bool:
    known = {"key", "actions", "active", "restriction", "visibility", "tags", *TITLES, *BODIES, *FOLDERS, *LEFT_OUT}
    return column_of(name) in known or column_of(name) in ACTING or ACTION.match(name.strip().lower()) is not None


def _row(line: int, cells: Mapping[str, str], actions: Mapping[str, Any]) -> Row:
    title, folder = _first(cells, TITLES), _first(cells, FOLDERS)
    if "::" in title:  # Zendesk's way to put macros into folders
        folder = folder or title.split("::")[0].strip()
        title = ": ".join(part.strip() for part in title.split("::"))
    said: dict[str, Any] = {"body": _body(cells, actions)}
    if title:
        said["title"] = title if len(title) <= TITLE else title[: TITLE - 1].rstrip() + "…"
    if cells.get("key"):
        said["key"] = cells["key"]
    deeds = {deed: value for name, read in ACTING.items() if name in actions for deed, value in read(actions[name])}
    if deeds:
        said["actions"] = deeds
    if cells.get("active", "").lower() in ("false", "no", "0"):
        said["retired"] = True
    return Row(line, said, folder)


def _why_not(cells: Mapping[str, str], actions: Mapping[str, Any]) -> str:
    """Why a record does not become a reply; empty when it does."""
    if str(actions.get("comment_mode_is_public", "")).lower() in ("false", "no", "0"):
        return "left out: it is an internal note, and our replies are read by the requester."
    if USERS.search(cells.get("restriction", "")) or cells.get("visibility", "").lower() in PERSONAL:
        return "left out: it is somebody's own."
    if not _first(cells, BODIES) and not _comment(actions):
        return "left out: it says nothing, it only changes tickets."
    return ""


def _body(cells: Mapping[str, str], actions: Mapping[str, Any]) -> str:
    text = _comment(actions) or _innermost(_first(cells, BODIES))
    return translated(html_text.mrkdwn(text) if html_text.is_html(text) else typed(text))


def _comment(actions: Mapping[str, Any]) -> str:
    return _innermost(actions.get("comment_value_html") or actions.get("comment_value") or "")


def _innermost(value: Any) -> str:
    """What is said, of a cell that may hold ["channel:all", "what is said"], or a list of that."""
    listed = value if isinstance(value, list) else _list(str(value))
    return _innermost(listed[-1]) if listed else str(value)


def _acting(cell: str) -> dict[str, Any]:
    """What a macro does, of a column that has it all: [{"field": "status", "value": "solved"}, …]."""
    pairs = [one for one in _list(cell) if isinstance(one, Mapping) and isinstance(one.get("field"), str)]
    return {one["field"]: one.get("value") for one in pairs}


def _columns(cells: Mapping[str, str]) -> dict[str, Any]:
    """The same, of a column for each thing that it does. What is a list there is one of one thing, mostly."""
    found: dict[str, Any] = {}
    for name, cell in cells.items():
        if (name in ACTING or name == "comment_mode_is_public") and cell.lower() not in EMPTY:
            listed = _list(cell)
            found[name] = listed[0] if len(listed) == 1 else listed or cell
    return found


def _list(cell: str) -> list[Any]:
    """A list as it stands in a cell, written by JavaScript or by Python; empty when there is none."""
    if not cell.startswith("[") or not cell.endswith("]"):
        return []
    for read in (json.loads, ast.literal_eval):
        try:
            found = read(cell)
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            continue
        return found if isinstance(found, list) else []
    return []


def _first(cells: Mapping[str, str], names: Sequence[str]) -> str:
    return next((cells[name] for name in names if cells.get(name, "").lower() not in EMPTY), "")


def _status(value: Any) -> Iterator[tuple[str, Any]]:
    if str(value).lower() in STATUSES:
        yield "status", STATUSES[str(value).lower()]


def _priority(value: Any) -> Iterator[tuple[str, Any]]:
    if str(value).lower() in PRIORITIES:
        yield "priority", str(value).lower()


def _assign(value: Any) -> Iterator[tuple[str, Any]]:
    if str(value) == "current_user":
        yield "assign", "me"


def _tags(value: Any) -> Iterator[tuple[str, Any]]:
    words = [str(word) for word in value] if isinstance(value, list) else re.split(r"[\s,;]+", str(value))
    tags = [word for word in words if word]
    if tags:
        yield "tags", tags


ACTING: Mapping[str, Callable[[Any], Iterator[tuple[str, Any]]]] = {
    "status": _status,
    "priority": _priority,
    "assignee_id": _assign,
    "set_tags": _tags,
    "current_tags": _tags,
    "tags": _tags,
}
SAID = frozenset({"comment_value", "comment_value_html", "comment_mode_is_public"})


def _remains(actions: Mapping[str, Any]) -> Iterator[str]:
    """What a macro does that a reply can't."""
    for name, value in actions.items():
        known = ACTING.get(name)
        if name not in SAID and str(value or "") and (known is None or not list(known(value))):
            yield f"the action {name} {value} is left out."


def _placeholder(found: re.Match[str]) -> str:
    name = "_".join(found[1].split()).lower()
    variable, rest = PLACEHOLDERS.get(name), found[2]
    if variable is None:
        return found[0]
    if rest is None:
        return f"{{{{{variable}}}}}"
    default = DEFAULT.fullmatch(rest.replace("&quot;", '"'))
    return f"{{{{{variable}|{default[1].strip()}}}}}" if default else found[0]
