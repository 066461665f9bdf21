"""What an app's acknowledgement does to what a person sees: slash answers, and modals after a submission."""

from dataclasses import dataclass, field
from typing import Literal

from bot.sandbox.block_kit import block_problems
from bot.sandbox.records import Channel, Json, Message, Person, View
from bot.sandbox.views import STACK
from bot.sandbox.web_api.call import ApiError, Call
from bot.sandbox.web_api.content import content
from bot.sandbox.web_api.views import checked
from bot.sandbox.workspace import Workspace

TROUBLE = "We had some trouble connecting. Try again?"


class NoAnswer(Exception):  # noqa: N818 - it is what the person sees
    """The app did not acknowledge what a person did, or answered nonsense: the sentence that Slack shows them."""

    def __init__(self, sentence: str = TROUBLE) -> None:
        super().__init__(sentence)


@dataclass(frozen=True, kw_only=True)
class SlashAnswer:
    """What a person sees right after a slash command; `error` is Slack's own sentence when the app failed."""

    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    response_type: Literal["ephemeral", "in_channel"] = "ephemeral"
    error: str = ""


def show_slash_answer(workspace: Workspace, who: Person, where: Channel, command: str, answer: Json) -> SlashAnswer:
    """Show the acknowledgement of a slash command, to its sender or to the channel."""
    if not answer:
        return SlashAnswer()
    try:
        carried = content(Call(workspace, answer))
    except ApiError as refused:
        return SlashAnswer(error=f'{command} failed with the error "{refused.answer["error"]}"')
    public = answer.get("response_type") == "in_channel"
    workspace.post(
        Message(
            channel=where.id,
            ts="",
            user=workspace.identity.bot_user_id,
            bot_id=workspace.identity.bot_id,
            visible_to="" if public else who.id,
            text=carried.text,
            blocks=carried.blocks,
            attachments=carried.attachments,
        )
    )
    return SlashAnswer(text=carried.text, blocks=carried.blocks, response_type="in_channel" if public else "ephemeral")


def follow_submission(workspace: Workspace, view: View, answer: Json) -> dict[str, str] | None:
    """Do what the answer to a submission says: the errors it shows at fields, or None when the form was taken.

    Raises NoAnswer for an answer that Slack refuses (errors at unknown blocks, an invalid view, a fourth layer).
    """
    match answer.get("response_action"):
        case None:
            workspace.views.pop(view)
        case "clear":
            workspace.views.clear(view.person)
        case "errors":
            return _errors(view, answer.get("errors"))
        case "update":
            workspace.views.update(view, _definition(answer))
        case "push" if len(workspace.views.stack(view.person)) < STACK:
            workspace.views.push(view.person, _definition(answer))
        case _:
            raise NoAnswer
    return None


def suggested(answer: Json) -> list[Json]:
    """The options (also those in groups) that an app offered. NoAnswer for what Slack can't show."""
    key = "option_groups" if "option_groups" in answer else "options"
    element = {"type": "static_select", "action_id": "suggested", key: answer.get(key) or []}
    if answer.get(key) and block_problems([{"type": "actions", "elements": [element]}], "message"):
        raise NoAnswer
    groups = answer.get("option_groups") or []
    return [*(answer.get("options") or []), *(option for group in groups for option in group["options"])]


def _errors(view: View, errors: object) -> dict[str, str]:
    inputs = {block.get("block_id") for block in view.blocks if block.get("type") == "input"}
    if not isinstance(errors, dict) or not errors or not inputs.issuperset(errors):
        raise NoAnswer
    return {str(block_id): str(sentence) for block_id, sentence in errors.items()}


def _definition(answer: Json) -> Json:
    try:
        return checked(answer.get("view") or {}, "modal")
    except ApiError as refused:
        raise NoAnswer from refused
