"""Every id of a button, form or field stands once in bot/views/ids.py, appears in a view and is heard by a listener."""

import ast

from bot.views import ids
from tests.house.sources import holds, modules

CONSTANTS = {name: value for name, value in vars(ids).items() if name.isupper()}
FROM_THE_MANIFEST = {  # Slack shows these, no view does
    *("TICKET", "HELPDESK", "RAISE_SHORTCUT", "MESSAGE_SHORTCUT"),
    *("REPLY_SHORTCUT", "SAVE_SHORTCUT"),
    "TIP_SHORTCUT",
    "RESOURCE_SHORTCUT",
}
NAMING = ("action_id", "callback_id")
BINDINGS = {"action", "block_action", "command", "global_shortcut", "message_shortcut", "options", "shortcut", "view"}


def test_every_id_appears_in_a_view():
    shown = {name for module in modules("bot/views") for name in module.members_named("ids")}
    holds("No view shows this id.", CONSTANTS.keys() - shown - FROM_THE_MANIFEST)


def test_every_id_is_heard_by_a_listener():
    heard = {name for module in modules("handlers") for name in module.members_named("ids")}
    holds("No listener knows this id: who presses it hears nothing.", CONSTANTS.keys() - heard)


def test_every_listener_is_bound_to_an_id_of_the_list():
    holds(
        "Write the id in bot/views/ids.py and bind the listener to it.",
        [
            module.at(call)
            for module in modules("handlers")
            for call in module.calls()
            if isinstance(call.func, ast.Attribute)
            and call.func.attr in BINDINGS
            and isinstance(call.func.value, ast.Name)
            and call.func.value.id == "app"
            and not all(_is_id(argument) for argument in call.args)
        ],
    )


def test_no_two_ids_are_the_same():
    twice = [name for name, value in CONSTANTS.items() if list(CONSTANTS.values()).count(value) > 1]
    holds("Two ids with one value: a listener would hear both.", twice)


def test_slack_takes_every_id():
    holds("Slack takes ids of 255 characters at most.", [name for name, value in CONSTANTS.items() if len(value) > 255])


def _is_id(argument: ast.expr) -> bool:
    match argument:
        case ast.Attribute(value=ast.Name(id="ids")):
            return True
        case ast.Dict(keys=keys, values=values):  # {"type": "message_action", "callback_id": ids.X}
            named = zip(keys, values, strict=True)
            return any(isinstance(key, ast.Constant) and key.value in NAMING and _is_id(value) for key, value in named)
        case ast.Call(args=[*_, inner]):  # re.compile(ids.X)
            return _is_id(inner)
    return False
