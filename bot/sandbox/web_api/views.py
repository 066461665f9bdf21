"""views.*: modals and Home tabs."""

import json

from bot.sandbox import wire
from bot.sandbox.block_kit import Surface, problems
from bot.sandbox.links import Trigger
from bot.sandbox.records import Json, View
from bot.sandbox.views import STACK
from bot.sandbox.web_api.call import ApiError, Call

VIEW_BYTES = 250_000


def open_(call: Call) -> Json:
    definition = _definition(call, "modal")
    trigger = _trigger(call)
    _unique(call, definition, None)
    return {"view": wire.view(call.workspace, call.workspace.views.open(trigger.person, definition))}


def push(call: Call) -> Json:
    definition = _definition(call, "modal")
    trigger = _trigger(call)
    if not trigger.view_id:
        raise ApiError("not_found")
    if len(call.workspace.views.stack(trigger.person)) >= STACK:
        raise ApiError("push_limit_reached")
    if not call.workspace.views.stack(trigger.person):
        raise ApiError("not_found")
    _unique(call, definition, None)
    return {"view": wire.view(call.workspace, call.workspace.views.push(trigger.person, definition))}


def update(call: Call) -> Json:
    views = call.workspace.views
    shown = views.get(call.text("view_id")) if call.text("view_id") else views.external(call.needed("external_id"))
    if shown is None:
        raise ApiError("not_found")
    definition = _definition(call, shown.type)
    _unchanged(call, shown)
    _unique(call, definition, shown)
    return {"view": wire.view(call.workspace, views.update(shown, definition))}


def publish(call: Call) -> Json:
    if not call.workspace.manifest.home_tab:
        raise ApiError("not_enabled")
    reader = call.workspace.people.get(call.needed("user_id"))
    if reader is None:
        raise ApiError("user_not_found")
    definition = _definition(call, "home")
    shown = call.workspace.views.home(reader.id)
    if shown:
        _unchanged(call, shown)
    return {"view": wire.view(call.workspace, call.workspace.views.publish(reader.id, definition))}


def checked(definition: Json, surface: Surface) -> Json:
    """The definition of a view, or Slack's errors about it."""
    found = problems(definition, surface)
    if found:
        raise ApiError("invalid_arguments", response_metadata={"messages": [f"[ERROR] {problem}" for problem in found]})
    if len(json.dumps(definition)) > VIEW_BYTES:
        raise ApiError("view_too_large")
    return definition


def _definition(call: Call, surface: Surface) -> Json:
    definition = call.structure("view", "invalid_arguments")
    if not isinstance(definition, dict):
        raise ApiError("invalid_arguments", response_metadata={"messages": ["[ERROR] missing required field: view"]})
    return checked(definition, surface)


def _trigger(call: Call) -> Trigger:
    trigger = call.workspace.triggers.exchange(call.needed("trigger_id"))
    if isinstance(trigger, str):
        raise ApiError(trigger)
    return trigger


def _unchanged(call: Call, shown: View) -> None:
    if call.text("hash") and call.text("hash") != shown.hash:
        raise ApiError("hash_conflict")


def _unique(call: Call, definition: Json, shown: View | None) -> None:
    external_id = definition.get("external_id")
    other = call.workspace.views.external(external_id) if external_id else None
    if other is not None and (shown is None or other.id != shown.id):
        raise ApiError("duplicate_external_id")
