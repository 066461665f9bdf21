"""The README is true: every command, every option, every setting, the map, the example."""

import re
import tomllib
from collections.abc import Iterator

import typer
import yaml

from bot.cli import app, names
from bot.cli.names import Directory
from bot.config import Settings
from bot.helpdesk.settings import DesksDocument
from tests.house.sources import ROOT, holds

README = (ROOT / "README.md").read_text(encoding="utf-8")
HANDBOOK = (ROOT / "bot/helpdesk/README.md").read_text(encoding="utf-8")
NO_FLOOR = {"__init__.py", "__pycache__", "locale"}


def test_every_command_and_option_is_in_the_readme():
    commands = list(_commands())
    assert len(commands) > 5
    holds("The README's table of commands lacks this.", [name for name, _ in commands if f"| `{name}" not in README])
    options = {option for _, parameters in commands for option in parameters}
    holds("The README does not mention this option.", [option for option in options if f"`{option}`" not in README])


def test_every_setting_is_in_the_readme_and_in_the_example():
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    settings = [name.upper() for name in Settings.model_fields]
    holds("The README's table of settings lacks this.", [name for name in settings if f"| `{name}` |" not in README])
    holds(".env.example lacks this.", [name for name in settings if f"{name}=" not in example])


def test_the_readme_names_no_command_that_does_not_exist():
    known = {name for name, _ in _commands()}
    named = {f"helpdesk {words}" for words in re.findall(r"`helpdesk ([a-z]+(?: [a-z]+)?)", README + HANDBOOK)}
    groups = {name.rsplit(" ", 1)[0] for name in known}
    holds("There is no such command.", named - known - groups)


def test_the_map_shows_the_house_as_it_is():
    shown = re.findall(r"(?<![\w/])(?:bot|handlers|storage|tests)(?:/[\w.]+)*", _map())
    holds("The map shows what is not there.", [path for path in shown if not (ROOT / path).exists()])
    floors = {path.removeprefix("bot/") for path in shown}
    holds(
        "The map lacks this part of bot/.",
        [path.name for path in (ROOT / "bot").iterdir() if path.name not in floors | NO_FLOOR],
    )


def test_the_map_has_the_floors_in_the_order_that_the_imports_obey():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["name"] == "Imports go down only")
    floors = [re.findall(r"[\w.]+", layer) for layer in layers]
    lines = _map().splitlines()
    places = [max(_line_of(part, lines) for part in floor) for floor in floors]
    assert places == sorted(places)


def test_every_file_that_the_readme_names_is_there():
    files = re.findall(r"`([\w./]+\.(?:md|yml|yaml|txt|toml|example)|\.ci/run|LICENSE)`", README)
    holds("There is no such file.", [file for file in files if file != "desk.yml" and not (ROOT / file).exists()])


def test_every_chapter_that_is_linked_to_is_there():
    chapters = {chapter.lower().replace(" ", "-") for chapter in re.findall(r"^## (.*)$", HANDBOOK, re.MULTILINE)}
    linked = re.findall(r"\(bot/helpdesk/README\.md#([\w-]+)\)", README) + re.findall(r"\(#([\w-]+)\)", HANDBOOK)
    assert len(linked) > len(chapters)
    holds("There is no such chapter in bot/helpdesk/README.md.", [name for name in linked if name not in chapters])


def test_the_desk_file_of_the_readme_is_one_that_can_be_applied():
    example = re.search(r"```yaml\n(.*?)```", README, re.DOTALL)
    assert example is not None
    document = yaml.safe_load(example[1])
    channels = {
        name: f"C{name.upper().replace('-', '')}"
        for name in ("it-triage", "it-private", "it-help", "it-second", "it-third", "it-leads")
    }
    people = {name: frozenset({f"U{name.upper()}"}) for name in ("dana", "eli", "lea")}
    assert names.resolve(document, Directory(channels, people)) == []
    (desk,) = DesksDocument.model_validate(document).desks
    assert desk.key == "IT"


def test_the_two_commands_are_those_of_the_readme_everywhere():
    for name in ("CONTRIBUTING.md", ".ci/run"):
        assert "uv run pytest" in (ROOT / name).read_text(encoding="utf-8"), name
    assert "    uv run helpdesk demo" in README
    assert "    uv run pytest" in README


def _commands() -> Iterator[tuple[str, list[str]]]:
    """Every command by its full name, with its options."""
    groups = [("helpdesk", app), *((f"helpdesk {group.name}", group.typer_instance) for group in app.registered_groups)]
    for prefix, group in groups:
        if group is None:
            continue
        for command in typer.main.get_group(group).commands.values():
            if command.name in {found.name for found in app.registered_groups} and prefix == "helpdesk":
                continue
            options = [option for parameter in command.params for option in parameter.opts if option.startswith("--")]
            yield f"{prefix} {command.name}", [option for option in options if option != "--help"]


def _map() -> str:
    found = re.search(r"## The map.*?```\n(.*?)```", README, re.DOTALL)
    assert found is not None
    return found[1]


def _line_of(part: str, lines: list[str]) -> int:
    path = part.replace(".", "/")
    return next(number for number, line in enumerate(lines) if re.search(rf"(?<![\w/]){path}(\.py|/|\b)", line))
