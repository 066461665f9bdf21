"""What a browser sends of a filled-in form, as the driver takes it: text, options, ids, moments, uploaded files."""

import json
from collections.abc import Callable
from datetime import datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

from aiohttp.web import FileField
from multidict import MultiMapping

from bot.sandbox import forms
from bot.sandbox.actor import Actor
from bot.sandbox.forms import Choice, Found
from bot.sandbox.records import View

Form = MultiMapping[str | bytes | bytearray | FileField]


def field_name(block_id: str, action_id: str) -> str:
    """The name of an element's field in HTML: unique in its view or message."""
    return f"{quote(block_id, safe='')}/{quote(action_id, safe='')}"


def text(form: Form, name: str) -> str:
    """A field as text; empty when it was not sent."""
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def uploads(form: Form, name: str) -> list[tuple[str, bytes]]:
    """The files chosen in a field, with their bytes."""
    sent = (value for value in form.getall(name, []) if isinstance(value, FileField) and value.filename)
    return [(value.filename, value.file.read()) for value in sent]


def entry(actor: Actor, found: Found, form: Form) -> Choice:
    """What one element holds in a sent form."""
    read = _READERS.get(found.element["type"], _one)
    return read(actor, form, field_name(found.block_id, found.action_id))


def inputs(actor: Actor, view: View, form: Form) -> dict[str, Choice]:
    """Every input of a view: block_id → what it holds. Chosen files are uploaded."""
    return {
        found.block_id: entry(actor, found, form)
        for found in forms.elements(view.blocks)
        if found.block["type"] == "input"
    }


def _one(_actor: Actor, form: Form, name: str) -> Choice:
    # Browsers send line breaks as CRLF.
    return text(form, name).replace("\r\n", "\n") or None


def _many(_actor: Actor, form: Form, name: str) -> Choice:
    return [value for value in form.getall(name, []) if isinstance(value, str) and value]


def _offered(actor: Actor, form: Form, name: str) -> Choice:
    chosen = _all_offered(actor, form, name)
    return chosen[0] if chosen else None


def _all_offered(_actor: Actor, form: Form, name: str) -> list[Choice]:
    """Options that the app offered while somebody typed: each is sent back whole."""
    return [json.loads(value) for value in form.getall(name, []) if isinstance(value, str) and value]


def _moment(actor: Actor, form: Form, name: str) -> Choice:
    local = text(form, name)
    return int(datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(actor.person.tz)).timestamp()) if local else None


def _files(actor: Actor, form: Form, name: str) -> Choice:
    return [actor.upload(file, content) for file, content in uploads(form, name)]


_READERS: dict[str, Callable[[Actor, Form, str], Choice]] = {
    "checkboxes": _many,
    "multi_static_select": _many,
    "multi_users_select": _many,
    "multi_channels_select": _many,
    "multi_conversations_select": _many,
    "external_select": _offered,
    "multi_external_select": _all_offered,
    "datetimepicker": _moment,
    "file_input": _files,
}
"""How elements are read whose field is not simply their value."""
