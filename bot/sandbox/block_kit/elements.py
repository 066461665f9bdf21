"""Interactive elements, and the objects they are made of: options, confirmations, images."""

from collections.abc import Iterator, Mapping

from bot.sandbox.block_kit.checks import (
    Check,
    Rule,
    at_least_one,
    exactly_one,
    flag,
    many,
    one_of,
    plain,
    problem,
    shape,
    string,
    text,
    whole,
)
from bot.sandbox.block_kit.rich_text import RICH_TEXT
from bot.sandbox.records import Json

ID = string(255)
URL = string(3000)
ENTRY = 3000
OPTIONS = 100
BOXES = 10
FAR = 10**9

CONFIRM = shape(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)
PLACEHOLDER = plain(150)
DISPATCH = shape({}, {"trigger_actions_on": many(one_of("on_enter_pressed", "on_character_entered"), 1, 2)})
SLACK_FILE = shape({}, {"id": ID, "url": URL}, (exactly_one("id", "url"),))

OPTION = shape({"text": plain(75), "value": string(150)}, {"description": plain(75)})
BOX = shape({"text": text(75), "value": string(150)}, {"description": text(75)})
MENU_OPTION = shape({"text": plain(75), "value": string(150)}, {"description": plain(75), "url": URL})
GROUP = shape({"label": plain(75), "options": many(OPTION, 1, OPTIONS)})

IMAGE = shape(
    {"alt_text": string(2000)}, {"image_url": URL, "slack_file": SLACK_FILE}, (exactly_one("image_url", "slack_file"),)
)

FILTER = shape(
    {},
    {
        "include": many(one_of("im", "mpim", "private", "public"), 1, 4),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    },
    (at_least_one("include", "exclude_external_shared_channels", "exclude_bot_users"),),
)
FEEDBACK = shape({"text": plain(75), "value": string(2000)}, {"accessibility_label": string(75)})
WORKFLOW = shape({"trigger": shape({"url": URL}, {"customizable_input_parameters": many(lambda *_: iter(()), 1, 50)})})


def offered_initially(field: str) -> Rule:
    """What is chosen at first must be among what is offered."""

    def rule(element: Json, path: str) -> Iterator[str]:
        groups = element.get("option_groups") or []
        offered = [*(element.get("options") or [])]
        for group in groups:
            offered += group.get("options") or [] if isinstance(group, dict) else []
        chosen = element.get(field) or []
        for option in chosen if isinstance(chosen, list) else [chosen]:
            if option not in offered:
                yield problem(f"{field} must be among the options", f"{path}/{field}")

    return rule


def ordered(low: str, high: str) -> Rule:
    def rule(element: Json, path: str) -> Iterator[str]:
        if low in element and high in element and float(element[low]) > float(element[high]):
            yield problem(f"{low} must not exceed {high}", f"{path}/{low}")

    return rule


def _interactive(
    required: Mapping[str, Check] | None = None, optional: Mapping[str, Check] | None = None, *rules: Rule
) -> Check:
    """An element that can be used: all of them may have an `action_id` and ask for confirmation."""
    return shape(required or {}, {"action_id": ID, "confirm": CONFIRM, **(optional or {})}, rules)


def _select(required: Mapping[str, Check], optional: Mapping[str, Check], *rules: Rule) -> Check:
    return _interactive(required, {"placeholder": PLACEHOLDER, "focus_on_load": flag, **optional}, *rules)


def _multi(required: Mapping[str, Check], optional: Mapping[str, Check], *rules: Rule) -> Check:
    return _select(required, {"max_selected_items": whole(1, FAR), **optional}, *rules)


def _input(optional: Mapping[str, Check], *rules: Rule, required: Mapping[str, Check] | None = None) -> Check:
    common = {"action_id": ID, "placeholder": PLACEHOLDER, "focus_on_load": flag, "dispatch_action_config": DISPATCH}
    return shape(required or {}, {**common, **optional}, rules)


CHOICES: Mapping[str, Check] = {"options": many(OPTION, 1, OPTIONS), "option_groups": many(GROUP, 1, OPTIONS)}
CONVERSATION: Mapping[str, Check] = {"default_to_current_conversation": flag, "filter": FILTER}
DATE = string(10, pattern=r"\d{4}-\d\d-\d\d")
CLOCK_TIME = string(5, pattern=r"([01]\d|2[0-3]):[0-5]\d")
NUMERAL = string(64, pattern=r"-?\d+(\.\d+)?")

ELEMENTS: dict[str, Check] = {
    "button": _interactive(
        {"text": plain(75)},
        {
            "value": string(2000, 0),
            "url": URL,
            "style": one_of("primary", "danger"),
            "accessibility_label": string(75),
            "visible_to_user_ids": many(ID, 1, 10),
            "agent_prompt": string(4000),
        },
    ),
    "icon_button": _interactive(
        {"icon": one_of("trash"), "text": plain(75)},
        {"value": string(2000, 0), "accessibility_label": string(75), "visible_to_user_ids": many(ID, 1, 10)},
    ),
    "feedback_buttons": shape({"positive_button": FEEDBACK, "negative_button": FEEDBACK}, {"action_id": ID}),
    "workflow_button": shape(
        {"text": plain(75), "workflow": WORKFLOW},
        {"action_id": ID, "style": one_of("primary", "danger"), "accessibility_label": string(75)},
    ),
    "overflow": _interactive({"options": many(MENU_OPTION, 1, 5)}),
    "static_select": _select(
        {},
        {**CHOICES, "initial_option": OPTION},
        exactly_one("options", "option_groups"),
        offered_initially("initial_option"),
    ),
    "multi_static_select": _multi(
        {},
        {**CHOICES, "initial_options": many(OPTION, 1, OPTIONS)},
        exactly_one("options", "option_groups"),
        offered_initially("initial_options"),
    ),
    "external_select": _select({}, {"min_query_length": whole(0, FAR), "initial_option": OPTION}),
    "multi_external_select": _multi(
        {}, {"min_query_length": whole(0, FAR), "initial_options": many(OPTION, 1, OPTIONS)}
    ),
    "users_select": _select({}, {"initial_user": ID}),
    "multi_users_select": _multi({}, {"initial_users": many(ID, 1, OPTIONS)}),
    "channels_select": _select({}, {"initial_channel": ID, "response_url_enabled": flag}),
    "multi_channels_select": _multi({}, {"initial_channels": many(ID, 1, OPTIONS)}),
    "conversations_select": _select({}, {**CONVERSATION, "initial_conversation": ID, "response_url_enabled": flag}),
    "multi_conversations_select": _multi({}, {**CONVERSATION, "initial_conversations": many(ID, 1, OPTIONS)}),
    "datepicker": _select({}, {"initial_date": DATE}),
    "timepicker": _select({}, {"initial_time": CLOCK_TIME, "timezone": string(64)}),
    "datetimepicker": _interactive({}, {"initial_date_time": whole(10**9, 10**10 - 1), "focus_on_load": flag}),
    "checkboxes": _interactive(
        {"options": many(BOX, 1, BOXES)},
        {"initial_options": many(BOX, 1, BOXES), "focus_on_load": flag},
        offered_initially("initial_options"),
    ),
    "radio_buttons": _interactive(
        {"options": many(BOX, 1, BOXES)},
        {"initial_option": BOX, "focus_on_load": flag},
        offered_initially("initial_option"),
    ),
    "plain_text_input": _input(
        {
            "initial_value": string(ENTRY, 0),
            "multiline": flag,
            "min_length": whole(0, ENTRY),
            "max_length": whole(1, ENTRY),
        },
        ordered("min_length", "max_length"),
    ),
    "email_text_input": _input({"initial_value": string(ENTRY, 0)}),
    "url_text_input": _input({"initial_value": string(ENTRY, 0)}),
    "number_input": _input(
        {"initial_value": NUMERAL, "min_value": NUMERAL, "max_value": NUMERAL},
        ordered("min_value", "max_value"),
        required={"is_decimal_allowed": flag},
    ),
    "rich_text_input": _input(
        {"initial_value": RICH_TEXT, "min_lines": whole(1, 100), "max_lines": whole(1, 100)},
        ordered("min_lines", "max_lines"),
    ),
    "file_input": shape({}, {"action_id": ID, "filetypes": many(string(64), 1, 100), "max_files": whole(1, 10)}),
    "image": IMAGE,
}

SELECTS = ("static_select", "external_select", "users_select", "channels_select", "conversations_select")
MULTI_SELECTS = tuple(f"multi_{name}" for name in SELECTS)
PICKED = (*SELECTS, *MULTI_SELECTS, "datepicker", "timepicker", "checkboxes", "radio_buttons")

IN_SECTION = (*PICKED, "button", "overflow", "workflow_button", "image")
IN_ACTIONS = (*PICKED, "datetimepicker", "button", "overflow", "workflow_button", "rich_text_input")
IN_INPUT = (
    *PICKED,
    "datetimepicker",
    "plain_text_input",
    "email_text_input",
    "url_text_input",
    "number_input",
    "rich_text_input",
    "file_input",
)
IN_CONTEXT_ACTIONS = ("feedback_buttons", "icon_button")
IN_CARD = ("button", "icon_button", "workflow_button")
