"""users.*: profiles and presence."""

from bot.sandbox import wire
from bot.sandbox.records import Json
from bot.sandbox.web_api.call import Call


def info(call: Call) -> Json:
    return {"user": wire.person(call.workspace, call.person(), locale=call.flag("include_locale"))}


def list_(call: Call) -> Json:
    locale = call.flag("include_locale")
    rows = [wire.person(call.workspace, person, locale=locale) for person in call.workspace.people]
    members, following = call.page(rows, default=1000)
    return {"members": members, "cache_ts": call.workspace.ledger.now(), "response_metadata": following}


def get_presence(call: Call) -> Json:
    person = call.person() if call.text("user") else call.workspace.bot
    return {"presence": person.presence}
