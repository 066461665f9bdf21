"""Small pieces: what outgrows these lengths is two ideas."""

import ast

from tests.house.sources import MIGRATIONS, PROGRAM, Function, Module, holds, modules

FILE_LINES = 400
FUNCTION_LINES = 40
LISTENER_LINES = 20

LONG_FILES: dict[str, str] = {  # path: why it is one idea all the same
    "bot/views/ids.py": "a list, in which each name stands once",
}


def test_no_file_is_longer_than_400_lines():
    long = {
        module.path: f"{module.path}: {module.text.count(chr(10))} lines"
        for module in modules(*PROGRAM, "tests")
        if module.text.count("\n") > FILE_LINES and not module.path.startswith(MIGRATIONS)
    }
    holds(
        "A file of more than 400 lines is two ideas. Split it by idea.",
        [long[path] for path in long.keys() - LONG_FILES],
    )
    holds("These files are short again: take them off the list in tests/house/test_sizes.py.", LONG_FILES.keys() - long)


def test_no_function_is_longer_than_40_lines():
    holds(
        "A function of more than 40 lines does several things. Name them.",
        [
            f"{module.at(function)} {function.name}: {_lines(function)} lines"
            for module in modules(*PROGRAM)
            for function in module.functions()
            if _lines(function) > FUNCTION_LINES and not module.path.startswith(MIGRATIONS)
        ],
    )


def test_a_listener_reads_calls_one_verb_and_answers_in_20_lines():
    bound = [(module, listener) for module in modules("handlers") for listener in listeners(module)]
    assert bound, "no listener was found: has the way in which they are bound changed?"
    holds(
        "A listener reads the payload, calls one verb and answers: what is longer than 20 lines decides something.",
        [
            f"{module.at(listener)} {listener.name}: {_body_lines(listener)} lines"
            for module, listener in bound
            if _body_lines(listener) > LISTENER_LINES
        ],
    )


def listeners(module: Module) -> list[Function]:
    """The functions that a module binds: `app.action(ids.CLAIM)(claim_pressed)`."""
    bound = {
        argument.id
        for call in module.calls()
        if isinstance(call.func, ast.Call)
        for argument in call.args
        if isinstance(argument, ast.Name)
    }
    return [function for function in module.functions() if function.name in bound]


def _lines(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def _body_lines(function: Function) -> int:
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or body[-1].lineno) - body[0].lineno + 1 if body else 0
