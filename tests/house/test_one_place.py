"""What has one place: committing, the time of day, exceptions to the tools, and nothing left for later."""

import ast
import io
import re
import subprocess
import tokenize
from collections.abc import Iterator

import pytest

from tests.house.sources import PROGRAM, ROOT, Module, holds, modules, name_of

COMMITS = {"storage/store.py"}
CLOCKS = {
    "bot/sandbox/workspace.py": "the sandbox's one clock; tests put another in its place",
    "bot/service.py": "the program's one clock, handed to everything below",
}
WALL_CLOCK = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
    ("time", "time_ns"),
}
WRITES_TIMES = {"strftime", "ctime", "format_time", "format_date", "format_datetime"}
REMARK = r"(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)"
# In small letters only where a remark begins: in Spanish and Portuguese one of them is everything.
LEFT_OVER = re.compile(rf"\b{REMARK}\b|(?i:\b{REMARK}[:(]|coming so" r"on)")
EXCEPTION = re.compile(r"#\s*(noqa|type:\s*ignore)")
CODE_AND_REASON = re.compile(
    r"# noqa: [A-Z]+\d+(, [A-Z]+\d+)*\W+\w.*\s\w"  # at least two words of reason
    r"|# type: ignore\[[a-z, -]+\]  # \w.*\s\w"
)


def test_only_the_store_commits():
    holds(
        "The store opens and ends transactions; whoever works in one never commits.",
        [
            module.at(call)
            for module in modules(*PROGRAM)
            for call in module.calls()
            if name_of(call) == "commit" and module.path not in COMMITS
        ],
    )


def test_the_time_of_day_is_asked_in_one_place_only():
    holds(
        "The time comes from tx.now or from the clock that was handed in; it is asked of the machine at the top only.",
        [
            module.at(node)
            for module in modules(*PROGRAM)
            for node in module.nodes
            if isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name | ast.Attribute)
            and (_last_name(node.value), node.attr) in WALL_CLOCK
            and module.path not in CLOCKS
        ],
    )


def test_times_are_written_for_people_in_one_place_only():
    holds(
        "bot/views/mrkdwn.py writes times so that Slack shows them in the zone of whoever reads.",
        [
            module.at(call)
            for module in modules("bot/views", "bot/helpdesk", "bot/rules", "handlers")
            for call in module.calls()
            if name_of(call) in WRITES_TIMES and module.path != "bot/views/mrkdwn.py"
        ],
    )


def test_an_exception_to_a_tool_names_its_rule_and_its_reason():
    holds(
        "Write the rule's code and the reason behind it on the line.",
        [
            f"{module.path}:{line}  {comment}"
            for module in modules(*PROGRAM, "tests")
            if EXCEPTION.search(module.text)  # taking a module apart takes long
            for line, comment in _comments(module)
            if EXCEPTION.search(comment) and not CODE_AND_REASON.search(comment)
        ],
    )


def test_nothing_is_left_for_later():
    holds(
        "What is not done is an issue, not a remark in the code.",
        [
            f"{path}:{number}  {line.strip()}"
            for path, text in _texts()
            for number, line in enumerate(text.splitlines(), 1)
            if LEFT_OVER.search(line)
        ],
    )


def test_no_function_is_a_stub():
    holds(
        "A function does something, or is not there.",
        [
            f"{module.at(function)} {function.name}"
            for module in modules(*PROGRAM)
            for owner in module.nodes
            if isinstance(owner, ast.Module | ast.ClassDef) and not _is_protocol(owner)
            for function in owner.body
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
            and all(_says_nothing(statement) for statement in function.body)
        ],
    )


def test_no_test_is_switched_off():
    holds(
        "A test that does not run tells nothing.",
        [
            module.at(node)
            for module in modules("tests")
            for node in module.nodes
            if isinstance(node, ast.Attribute) and node.attr in ("xfail", "skip") and _last_name(node.value) == "mark"
        ],
    )


def test_no_lock_file_names_a_registry():
    known = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if known.returncode != 0:
        pytest.skip("this is no git checkout")
    assert "uv.lock" not in known.stdout.splitlines(), "uv.lock names package registries: keep it out of git."
    holds(
        "Which registry packages come from is the machine's business.",
        [
            f"{path}:{number}  {line.strip()}"
            for path, text in _texts()
            for number, line in enumerate(text.splitlines(), 1)
            if re.search(r"pypi\.org|pythonhosted|(extra-)?index-url|find-links", line) and "tests/house" not in path
        ],
    )


def _texts() -> Iterator[tuple[str, str]]:
    """Every text file of the project."""
    for folder in (*PROGRAM, "tests"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".py", ".html", ".css", ".js", ".po", ".mako", ".yml", ".yaml"):
                yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
    for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "pyproject.toml", "manifest.yml"):
        yield name, (ROOT / name).read_text(encoding="utf-8")
    for name in ("Dockerfile", "compose.yaml", "constraints.txt", ".env.example", ".ci/run"):
        yield name, (ROOT / name).read_text(encoding="utf-8")


def _comments(module: Module) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(module.text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def _last_name(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _is_protocol(owner: ast.AST) -> bool:
    return isinstance(owner, ast.ClassDef) and any(_last_name(base) == "Protocol" for base in owner.bases)


def _says_nothing(statement: ast.stmt) -> bool:
    match statement:
        case ast.Pass() | ast.Expr(value=ast.Constant()):
            return True
        case ast.Raise(exc=ast.Name(id="NotImplementedError") | ast.Call(func=ast.Name(id="NotImplementedError"))):
            return True
    return False
