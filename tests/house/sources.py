"""The house as text: its modules, parsed once, for rules that no ready-made tool holds."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROGRAM = ("bot", "handlers", "storage")
MIGRATIONS = "storage/migrations/"

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file."""

    path: str  # from the project's root: bot/rules/sla.py
    text: str
    tree: ast.Module

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Everything in it, walked through once for all rules."""
        return tuple(ast.walk(self.tree))

    def functions(self) -> Iterator[Function]:
        """Every function and method."""
        return (node for node in self.nodes if isinstance(node, Function))

    def calls(self) -> Iterator[ast.Call]:
        """Every call."""
        return (node for node in self.nodes if isinstance(node, ast.Call))

    def members_named(self, owner: str) -> set[str]:
        """The X of every `owner.X`: the members of an enum, say, that this module names."""
        return {
            node.attr
            for node in self.nodes
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == owner
        }

    def at(self, node: ast.expr | ast.stmt) -> str:
        """Where something stands, as editors understand it."""
        return f"{self.path}:{node.lineno}"


@cache
def modules(*places: str) -> tuple[Module, ...]:
    """The modules under these folders (or files), from the project's root."""
    found: list[Path] = []
    for place in places:
        path = ROOT / place
        found += [path] if path.is_file() else sorted(path.rglob("*.py"))
    return tuple(_module(path) for path in found)


def name_of(call: ast.Call) -> str:
    """What is called, without its owner: `open` for `client.views.open(…)`."""
    match call.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def holds(rule: str, offences: Iterable[str]) -> None:
    """Fail with the rule and every place that breaks it."""
    found = sorted(set(offences))
    assert not found, "\n".join([rule, *found])


@cache
def _module(path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    return Module(path.relative_to(ROOT).as_posix(), text, ast.parse(text, str(path)))
