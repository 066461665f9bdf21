"""auth.*: who the token belongs to."""

from bot.sandbox.records import Json
from bot.sandbox.web_api.call import Call


def test(call: Call) -> Json:
    identity = call.workspace.identity
    return {
        "url": call.workspace.page_address,
        "team": identity.team_name,
        "user": call.workspace.bot.name,
        "team_id": identity.team_id,
        "user_id": identity.bot_user_id,
        "bot_id": identity.bot_id,
        "is_enterprise_install": False,
    }
