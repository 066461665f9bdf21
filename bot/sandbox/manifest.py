"""What the app may do and wants to hear, read from its `manifest.yml`."""

from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from bot.sandbox.records import Json


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """The parts of an app manifest that a workspace acts on."""

    app_name: str
    bot_name: str
    scopes: frozenset[str]
    optional_scopes: frozenset[str]
    """Those of `scopes` that an administrator may refuse."""
    events: frozenset[str]
    commands: dict[str, Json]
    shortcuts: dict[str, Json]
    interactive: bool
    home_tab: bool
    messages_tab: bool

    @staticmethod
    def read(path: Path | None = None) -> "Manifest":
        """Read the given file, or the project's own manifest: packaged beside this module or at the project's root."""
        return Manifest.parse(_document(path) if path else _own_document())

    @staticmethod
    def parse(document: Any) -> "Manifest":
        features, settings = document.get("features", {}), document.get("settings", {})
        home = features.get("app_home", {})
        return Manifest(
            app_name=document["display_information"]["name"],
            bot_name=features.get("bot_user", {}).get("display_name", "bot"),
            scopes=frozenset(document["oauth_config"]["scopes"].get("bot", [])),
            optional_scopes=frozenset(document["oauth_config"]["scopes"].get("bot_optional", [])),
            events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", [])),
            commands={command["command"]: command for command in features.get("slash_commands", [])},
            shortcuts={shortcut["callback_id"]: shortcut for shortcut in features.get("shortcuts", [])},
            interactive=settings.get("interactivity", {}).get("is_enabled", False),
            home_tab=home.get("home_tab_enabled", False),
            messages_tab=home.get("messages_tab_enabled", False) and not home.get("messages_tab_read_only_enabled"),
        )


@cache
def _own_document() -> Any:
    """Read once: it comes with the program."""
    return _document(_own())


def _document(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _own() -> Path:
    packaged = Path(str(resources.files("bot.sandbox").joinpath("manifest.yml")))
    return packaged if packaged.exists() else Path(__file__).parents[2] / "manifest.yml"
