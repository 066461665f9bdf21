"""manifest.yml asks Slack for exactly what the code uses: no more, no less."""

import ast
import inspect
import json
from collections.abc import Iterator

import jsonschema
import pytest
import yaml
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.web_api.methods import METHODS
from bot.views import ids
from tests.house.sources import ROOT, Module, holds, modules

MANIFEST = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))
SCHEMA = ROOT.parent / "shared" / "slack" / "manifest.schema.2.0.0.json"  # Slack's own, where it lies beside
BOT = set(MANIFEST["oauth_config"]["scopes"]["bot"])
OPTIONAL = set(MANIFEST["oauth_config"]["scopes"]["bot_optional"])
EVENTS = set(MANIFEST["settings"]["event_subscriptions"]["bot_events"])

# What each event needs, from its page in Slack's reference. A listener says "message"; Slack tells the kinds apart.
EVENT_SCOPES = {
    "app_home_opened": None,
    "app_mention": "app_mentions:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "user_change": "users:read",
}
KINDS = {"message": {"message.channels", "message.groups", "message.im"}}
# Methods whose scope depends on what they are called for; each of the kinds of channel that desks work in counts.
BY_KIND = {
    "conversations.history": {"channels:history", "groups:history", "im:history"},
    "conversations.info": {"channels:read", "groups:read"},
    "conversations.list": {"channels:read", "groups:read"},
    "conversations.members": {"channels:read", "groups:read"},
    "conversations.open": {"im:write"},
    "conversations.replies": {"channels:history", "groups:history", "im:history"},
}
TOGETHER = {"files_upload_v2": {"files.getUploadURLExternal", "files.completeUploadExternal"}}
CONNECTION = {"apps.connections.open"}  # the app token's, not the bot's
PROTECTED_FILES = {"url_private": "files:read"}  # fetching a file's contents is no method, and needs this scope


@pytest.mark.skipif(not SCHEMA.exists(), reason="Slack's manifest schema does not lie beside this checkout")
def test_slack_takes_the_manifest():
    jsonschema.validate(MANIFEST, json.loads(SCHEMA.read_text(encoding="utf-8")))


def test_its_names_fit_where_slack_shows_them():
    shown = MANIFEST["display_information"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    for shortcut in MANIFEST["features"]["shortcuts"]:
        assert len(shortcut["name"]) <= 24, shortcut
        assert len(shortcut["description"]) <= 150, shortcut


def test_every_event_that_is_heard_is_subscribed_to_and_no_other():
    heard = {kind for event in _heard() for kind in KINDS.get(event, {event})}
    assert heard == EVENTS


def test_every_command_and_shortcut_has_a_listener_and_no_other_is_listened_to():
    features = MANIFEST["features"]
    assert {command["command"] for command in features["slash_commands"]} == _bound("command")
    by_type = {
        kind: {shortcut["callback_id"] for shortcut in features["shortcuts"] if shortcut["type"] == kind}
        for kind in ("global", "message")
    }
    assert by_type["global"] | by_type["message"] == (
        _bound("shortcut") | _bound("global_shortcut") | _bound("message_shortcut")
    )


def test_every_scope_that_the_code_needs_is_asked_for_and_no_other():
    needed = {scope for event in EVENTS if (scope := EVENT_SCOPES[event]) is not None}
    needed |= {"commands"}
    needed |= {scope for method in _methods() for scope in _scopes(method)}
    needed |= {scope for word, scope in PROTECTED_FILES.items() if any(word in m.text for m in _callers())}
    assert needed == BOT


def test_what_is_optional_is_also_asked_for_and_is_about_private_channels_and_do_not_disturb_only():
    assert OPTIONAL <= BOT
    assert {scope for scope in BOT if scope.startswith(("groups:", "dnd:"))} == OPTIONAL


def test_the_sandbox_knows_every_method_that_the_code_calls():
    holds("The sandbox lacks this method, so no test can reach it.", _methods() - METHODS.keys() - CONNECTION)


def test_the_app_is_heard_over_socket_mode_with_buttons_and_a_home_tab():
    assert MANIFEST["settings"]["socket_mode_enabled"]
    assert MANIFEST["settings"]["interactivity"]["is_enabled"]
    assert MANIFEST["features"]["app_home"] == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }
    assert all(command["should_escape"] for command in MANIFEST["features"]["slash_commands"])


def _callers() -> list[Module]:
    return [module for module in modules("bot", "handlers") if not module.path.startswith("bot/sandbox")]


def _methods() -> set[str]:
    """The Web API methods that the code calls, as the SDK's functions or by their names."""
    known = {
        name: name.replace("_", ".", 1)
        for name, function in vars(AsyncWebClient).items()
        if "_" in name and inspect.iscoroutinefunction(function) and not name.startswith("_")
    }
    by_name = {**{method: method for method in METHODS}, **{method: method for method in CONNECTION}}
    found: set[str] = set()
    for module in _callers():
        for node in module.nodes:
            if isinstance(node, ast.Attribute) and node.attr in known:
                found |= TOGETHER.get(node.attr) or {_as_written(known[node.attr])}
            elif isinstance(node, ast.Constant) and node.value in by_name:
                found.add(str(node.value))
    return found


def _as_written(name: str) -> str:
    """Slack's own spelling of a method whose name the SDK writes with underscores."""
    flat = name.replace("_", "").lower()
    return next((method for method in METHODS if method.replace("_", "").lower() == flat), name)


def _scopes(method: str) -> set[str]:
    if method in CONNECTION:
        return set()
    return BY_KIND.get(method) or set(METHODS[method].scopes)


def _bindings(kind: str) -> Iterator[ast.expr]:
    for module in modules("handlers"):
        for call in module.calls():
            match call.func:
                case ast.Attribute(value=ast.Name(id="app"), attr=attr) if attr == kind:
                    yield call.args[0]


def _bound(kind: str) -> set[str]:
    return {
        getattr(ids, part.attr)
        for argument in _bindings(kind)
        for part in (argument.values if isinstance(argument, ast.Dict) else [argument])
        if isinstance(part, ast.Attribute)
    }


def _heard() -> set[str]:
    heard: set[str] = {"message" for _ in _bindings("message")}
    for argument in _bindings("event"):
        match argument:
            case ast.Constant(value=str(event)):
                heard.add(event)
            case ast.Dict(values=[ast.Constant(value=str(event)), *_]):
                heard.add(event)
    return heard
