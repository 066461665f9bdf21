"""What people read in Slack goes through gettext, in a way that translators' tools can find."""

import ast
import re
from collections.abc import Iterator
from io import BytesIO

from babel.messages.extract import extract

from tests.house.sources import Module, holds, modules, name_of

SPEAKING = ("bot/views", "handlers", "bot/delivery/letters")
TRANSLATORS = {"bot/i18n.py"}  # hands texts on
TRANSLATING = {"_": (0,), "gettext": (0,), "marked": (0,), "ngettext": (0, 1)}
KEYWORDS = {"_": None, "gettext": None, "marked": None, "ngettext": (1, 2)}
PROSE = re.compile(r"[A-Za-z]{2,},? [a-z]{2,}")  # two words, one after the other


def test_no_sentence_reaches_people_without_gettext():
    holds(
        "Give this to _(…), or to marked(…) in a table.",
        [
            f"{module.at(text)}  {text.value!r}"
            for module in modules(*SPEAKING)
            for text in _untranslated(module)
            if PROSE.search(str(text.value))
        ],
    )


def test_gettext_is_given_texts_that_tools_can_find():
    holds(
        "gettext needs the text itself, or a row of a table of marked(…) texts: tools read the code, not its values.",
        [
            module.at(call)
            for module in modules("bot", "handlers")
            for call, argument in _translated(module)
            if module.path not in TRANSLATORS and not _can_be_found(argument)
        ],
    )


def test_every_text_can_be_extracted():
    for module in modules(*SPEAKING):
        written = {argument.value for _, argument in _translated(module) if isinstance(argument, ast.Constant)}
        source = BytesIO(module.text.encode() if written else b"")  # taking a module apart takes long
        found = {message for _, messages, *_ in _extracted(source) for message in messages}
        holds(f"Babel does not find these texts in {module.path}.", [str(text) for text in written - found])


def _extracted(source: BytesIO) -> Iterator[tuple[int, tuple[str, ...]]]:
    for line, messages, *_ in extract("python", source, keywords=KEYWORDS):
        yield line, (messages,) if isinstance(messages, str) else messages


def _translated(module: Module) -> Iterator[tuple[ast.Call, ast.expr]]:
    for call in module.calls():
        for place in TRANSLATING.get(name_of(call), ()):
            if place < len(call.args):
                yield call, call.args[place]


def _untranslated(module: Module) -> Iterator[ast.Constant]:
    known = {id(argument) for _, argument in _translated(module)}
    known |= {id(part) for raised in module.nodes if isinstance(raised, ast.Raise) for part in ast.walk(raised)}
    known |= {id(text.value) for text in module.nodes if isinstance(text, ast.Expr)}  # docstrings
    known |= {id(part) for call in module.calls() if _is_log(call) for part in ast.walk(call)}
    for node in module.nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in known:
            yield node


def _is_log(call: ast.Call) -> bool:
    return (
        isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name) and call.func.value.id == "log"
    )


def _can_be_found(argument: ast.expr) -> bool:
    match argument:
        case ast.Constant(value=str()) | ast.Subscript():
            return True
        case ast.IfExp(body=one, orelse=other):
            return _can_be_found(one) and _can_be_found(other)
    return False
