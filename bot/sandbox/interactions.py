"""What the app receives when a person does something: the payloads of commands, shortcuts, buttons and forms."""

from bot.sandbox import wire
from bot.sandbox.records import Channel, Json, Message, Person, View
from bot.sandbox.workspace import Workspace


def slash_command(workspace: Workspace, who: Person, where: Channel, command: str, text: str) -> Json:
    identity = workspace.identity
    return {
        "token": "sandbox",
        "team_id": identity.team_id,
        "team_domain": identity.domain,
        "channel_id": where.id,
        "channel_name": _channel_name(where),
        "user_id": who.id,
        "user_name": who.name,
        "command": command,
        "text": text,
        "api_app_id": identity.app_id,
        "is_enterprise_install": "false",
        "response_url": response_url(workspace, who, where),
        "trigger_id": workspace.triggers.issue(who.id),
    }


def global_shortcut(workspace: Workspace, who: Person, callback_id: str) -> Json:
    return {**_common(workspace, who, "shortcut"), "callback_id": callback_id, **_moment(workspace)}


def message_shortcut(workspace: Workspace, who: Person, message: Message, callback_id: str) -> Json:
    where = workspace.channels.find(message.channel)
    return {
        **_common(workspace, who, "message_action"),
        "callback_id": callback_id,
        "channel": {"id": where.id, "name": _channel_name(where)},
        "message": wire.message(workspace, message),
        "message_ts": message.ts,
        "response_url": response_url(workspace, who, where),
        **_moment(workspace),
    }


def message_action(workspace: Workspace, who: Person, message: Message, values: Json, action: Json) -> Json:
    """Something pressed or chosen in a message."""
    where = workspace.channels.find(message.channel)
    url = response_url(workspace, who, where, message)
    return {
        **_common(workspace, who, "block_actions"),
        **_in_message(workspace, message),
        "state": {"values": values},
        "response_url": url,
        "actions": [{**action, **_moment(workspace)}],
    }


def view_action(workspace: Workspace, who: Person, view: View, values: Json, action: Json) -> Json:
    """Something pressed or chosen in a modal or on the Home tab."""
    return {
        **_common(workspace, who, "block_actions", view),
        **_in_view(workspace, view, values),
        "actions": [{**action, **_moment(workspace)}],
    }


def suggestion(workspace: Workspace, who: Person, place: Message | View, element: Json, text: str) -> Json:
    """Options asked for while somebody types into an external select. `element` has block_id and action_id."""
    common = _common(workspace, who, "block_suggestion")
    del common["trigger_id"]
    shown = _in_view(workspace, place, {}) if isinstance(place, View) else _in_message(workspace, place)
    return {**common, **shown, **element, "value": text}


def submission(workspace: Workspace, who: Person, view: View, values: Json) -> Json:
    shown = wire.view(workspace, view, values=values)
    return {**_common(workspace, who, "view_submission", view), "view": shown, "response_urls": []}


def closing(workspace: Workspace, who: Person, view: View, values: Json, *, cleared: bool) -> Json:
    common = _common(workspace, who, "view_closed", view)
    del common["trigger_id"]
    return {**common, "view": wire.view(workspace, view, values=values), "is_cleared": cleared}


def response_url(workspace: Workspace, who: Person, where: Channel, message: Message | None = None) -> str:
    url = workspace.response_urls.issue(
        channel=where.id,
        person=who.id,
        message_ts=message.ts if message else "",
        thread_ts=message.thread_ts if message else "",
        ephemeral=bool(message and message.visible_to),
    )
    return f"{workspace.web_address}response/{url.key}"


def _common(workspace: Workspace, who: Person, kind: str, view: View | None = None) -> Json:
    identity = workspace.identity
    return {
        "type": kind,
        "token": "sandbox",
        "api_app_id": identity.app_id,
        "team": {"id": identity.team_id, "domain": identity.domain},
        "user": {"id": who.id, "username": who.name, "name": who.name, "team_id": who.team_id},
        "enterprise": None,
        "is_enterprise_install": False,
        "trigger_id": workspace.triggers.issue(who.id, view.id if view and view.type == "modal" else ""),
    }


def _in_message(workspace: Workspace, message: Message) -> Json:
    where = workspace.channels.find(message.channel)
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": where.id,
        "is_ephemeral": bool(message.visible_to),
    }
    if message.is_reply:
        container["thread_ts"] = message.thread_ts
    channel = {"id": where.id, "name": _channel_name(where)}
    # Slack does not send back what only one person could see.
    shown: Json = {} if message.visible_to else {"message": wire.message(workspace, message)}
    return {"container": container, "channel": channel, **shown}


def _in_view(workspace: Workspace, view: View, values: Json) -> Json:
    return {
        "container": {"type": "view", "view_id": view.id},
        "view": wire.view(workspace, view, values=values),
    }


def _moment(workspace: Workspace) -> Json:
    return {"action_ts": workspace.ledger.next_ts()}


def _channel_name(where: Channel) -> str:
    return {"public": where.name, "private": "privategroup", "im": "directmessage"}[where.kind]
