"""Block Kit as plain dictionaries, within Slack's limits.

Dictionaries, since slack_sdk's models turn the blocks they don't know into null. Limits and their sources:
docs.slack.dev/reference/block-kit. Texts given here are already in the reader's language.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from bot.views.mrkdwn import cut, cut_markup, escape

Block = dict[str, Any]
Element = dict[str, Any]

TITLE, BUTTON, OPTION, PLACEHOLDER, SECTION, FIELD, HEADER = 24, 75, 75, 150, 3000, 2000, 150
MESSAGE_TEXT = 4000  # chat.update refuses more
SELECT_OPTIONS = 100


@dataclass(frozen=True, slots=True)
class Message:
    """What to post: `text` alone must carry the meaning, since screen readers read nothing else."""

    text: str  # mrkdwn, escaped
    blocks: Sequence[Block] = ()
    reactions: tuple[str, ...] = ()  # the bot adds these, in order
    without_data: Sequence[Block] | None = None  # blocks where Slack shows no charts and no tables of data yet


def plain(text: str, limit: int) -> Element:
    """A plain_text object."""
    return {"type": "plain_text", "text": cut(text, limit) or " ", "emoji": True}


def mrkdwn(text: str, limit: int = SECTION) -> Element:
    """A mrkdwn object. Whatever people wrote in it has gone through `escape`; nothing else becomes a link."""
    return {"type": "mrkdwn", "text": cut_markup(text, limit) or " ", "verbatim": True}


def section(text: str, *, block_id: str | None = None, accessory: Element | None = None) -> Block:
    """A paragraph."""
    return _with({"type": "section", "text": mrkdwn(text)}, block_id=block_id, accessory=accessory)


def fields(pairs: Sequence[tuple[str, str]], *, block_id: str | None = None) -> Block:
    """Up to ten labelled values, two in a row. Values are mrkdwn."""
    cells = [mrkdwn(f"*{escape(label)}*\n{value}", FIELD) for label, value in pairs[:10]]
    return _with({"type": "section", "fields": cells}, block_id=block_id)


def context(*texts: str) -> Block:
    """Small print, each text an element of its own."""
    return {"type": "context", "elements": [mrkdwn(text, FIELD) for text in texts[:10]]}


def header(text: str) -> Block:
    """A heading."""
    return {"type": "header", "text": plain(text, HEADER)}


def divider() -> Block:
    """A line."""
    return {"type": "divider"}


def actions(*elements: Element, block_id: str | None = None) -> Block:
    """A row of buttons and menus."""
    return _with({"type": "actions", "elements": list(elements)}, block_id=block_id)


def button(
    text: str, action_id: str, value: str = "", *, style: str | None = None, confirm: Element | None = None
) -> Element:
    """A button. `style`: primary or danger, never the only sign of a meaning."""
    element: Element = {"type": "button", "text": plain(text, BUTTON), "action_id": action_id}
    return _with(element, value=value or None, style=style, confirm=confirm)


def link_button(text: str, action_id: str, url: str) -> Element:
    """A button that opens an address."""
    return {"type": "button", "text": plain(text, BUTTON), "action_id": action_id, "url": url}


def confirm(title: str, text: str, yes: str, no: str) -> Element:
    """The question before something that can't be taken back."""
    return {
        "title": plain(title, 100),
        "text": plain(text, 300),
        "confirm": plain(yes, 30),
        "deny": plain(no, 30),
    }


def option(text: str, value: str, description: str | None = None) -> Element:
    """One choice of a menu."""
    element: Element = {"text": plain(text, OPTION), "value": value}
    return _with(element, description=None if description is None else plain(description, OPTION))


def select(action_id: str, placeholder: str, options: Sequence[Element], *, initial: str | None = None) -> Element:
    """A menu of at most 100 choices; `initial` is the value of the one chosen at first."""
    shown = list(options[:SELECT_OPTIONS])
    chosen = next((choice for choice in shown if choice["value"] == initial), None)
    element: Element = {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": plain(placeholder, PLACEHOLDER),
        "options": shown,
    }
    return _with(element, initial_option=chosen)


def selects(action_id: str, placeholder: str, options: Sequence[Element], *, initial: Sequence[str] = ()) -> Element:
    """A menu of at most 100 choices, any number of which can be chosen."""
    shown = list(options[:SELECT_OPTIONS])
    chosen = [choice for choice in shown if choice["value"] in initial]
    element: Element = {
        "type": "multi_static_select",
        "action_id": action_id,
        "placeholder": plain(placeholder, PLACEHOLDER),
        "options": shown,
    }
    return _with(element, initial_options=chosen or None)


def search(action_id: str, placeholder: str, *, initial: Element | None = None) -> Element:
    """A menu whose choices are looked for while somebody types, and before they do; `initial` is chosen at first."""
    element: Element = {
        "type": "external_select",
        "action_id": action_id,
        "placeholder": plain(placeholder, PLACEHOLDER),
        "min_query_length": 0,
    }
    return _with(element, initial_option=initial)


def overflow(action_id: str, options: Sequence[Element]) -> Element:
    """A small menu of at most five choices, beside what they are about."""
    return {"type": "overflow", "action_id": action_id, "options": list(options)}


def text_input(
    action_id: str,
    *,
    initial: str = "",
    multiline: bool = False,
    placeholder: str = "",
    max_length: int = 3000,
    min_length: int | None = None,
    is_first: bool = False,
) -> Element:
    """A field for text. `is_first`: one writes here as soon as the form is there, whatever stands above."""
    element: Element = {"type": "plain_text_input", "action_id": action_id, "multiline": multiline}
    return _with(
        element,
        max_length=max_length,
        min_length=min_length,
        initial_value=initial[:max_length] or None,
        placeholder=plain(placeholder, PLACEHOLDER) if placeholder else None,
        focus_on_load=is_first or None,
    )


def people_select(action_id: str, placeholder: str, *, initial: str | None = None) -> Element:
    """A field for one person of the workspace."""
    element: Element = {
        "type": "users_select",
        "action_id": action_id,
        "placeholder": plain(placeholder, PLACEHOLDER),
    }
    return _with(element, initial_user=initial)


def people_selects(action_id: str, placeholder: str, *, most: int) -> Element:
    """A field for up to `most` people of the workspace."""
    return {
        "type": "multi_users_select",
        "action_id": action_id,
        "placeholder": plain(placeholder, PLACEHOLDER),
        "max_selected_items": most,
    }


def moment_picker(action_id: str) -> Element:
    """A field for a date and a time of day, in the zone of whoever fills it in."""
    return {"type": "datetimepicker", "action_id": action_id}


def time_picker(action_id: str, placeholder: str, *, initial: str | None = None) -> Element:
    """A field for a time of day: 09:30."""
    element: Element = {
        "type": "timepicker",
        "action_id": action_id,
        "placeholder": plain(placeholder, PLACEHOLDER),
    }
    return _with(element, initial_time=initial)


def number_input(action_id: str, *, least: int, most: int, initial: int | None = None) -> Element:
    """A field for a whole number."""
    element: Element = {
        "type": "number_input",
        "action_id": action_id,
        "is_decimal_allowed": False,
        "min_value": str(least),
        "max_value": str(most),
    }
    return _with(element, initial_value=None if initial is None else str(initial))


def file_input(action_id: str) -> Element:
    """A field for up to ten files."""
    return {"type": "file_input", "action_id": action_id, "max_files": 10}


def checkbox(action_id: str, text: str, value: str, *, ticked: bool = False) -> Element:
    """One box to tick."""
    return boxes(action_id, [option(text, value)], ticked=ticked)


def boxes(action_id: str, options: Sequence[Element], *, ticked: bool | Collection[str] = False) -> Element:
    """Up to ten boxes to tick, which are all ticked at first, or none, or those with these values."""
    shown = list(options[:10])
    element: Element = {"type": "checkboxes", "action_id": action_id, "options": shown}
    chosen = [one for one in shown if ticked is True or (ticked is not False and one["value"] in ticked)]
    return _with(element, initial_options=chosen or None)


def radios(action_id: str, options: Sequence[Element]) -> Element:
    """Up to ten choices, one of which can be made, and none is at first."""
    return {"type": "radio_buttons", "action_id": action_id, "options": list(options[:10])}


def day_picker(action_id: str, placeholder: str, *, initial: str | None = None) -> Element:
    """A field for a date: 2026-01-05."""
    element: Element = {
        "type": "datepicker",
        "action_id": action_id,
        "placeholder": plain(placeholder, PLACEHOLDER),
    }
    return _with(element, initial_date=initial)


def labelled(
    label: str,
    element: Element,
    *,
    block_id: str,
    optional: bool = False,
    hint: str | None = None,
    tells_at_once: bool = False,
) -> Block:
    """An input of a form. One that `tells_at_once` reports a choice before the form is sent."""
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain(label, FIELD),
        "element": element,
        "optional": optional,
    }
    told = None if hint is None else plain(hint, FIELD)
    return _with(block, hint=told, dispatch_action=True if tells_at_once else None)


def modal(
    title: str,
    blocks: Sequence[Block],
    *,
    callback_id: str,
    close: str,
    submit: str | None = None,
    metadata: str = "",
) -> dict[str, Any]:
    """A modal. One with inputs needs `submit`."""
    view: dict[str, Any] = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title, TITLE),
        "close": plain(close, TITLE),
        "blocks": list(blocks)[:100],
        "private_metadata": metadata,
    }
    return _with(view, submit=None if submit is None else plain(submit, TITLE))


def home(blocks: Sequence[Block]) -> dict[str, Any]:
    """A person's Home tab."""
    return {"type": "home", "blocks": list(blocks)[:100]}


def _with(element: dict[str, Any], **optional: Any) -> dict[str, Any]:
    return element | {name: value for name, value in optional.items() if value is not None}
