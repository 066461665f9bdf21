"""dnd.*: who does not want to be disturbed."""

from bot.sandbox.records import Json, Person
from bot.sandbox.web_api.call import ApiError, Call

MOST = 50


def team_info(call: Call) -> Json:
    wanted = call.needed("users", "no_users_provided").split(",")
    if len(wanted) > MOST:
        raise ApiError("too_many_users")
    people = [person for one in wanted if (person := call.workspace.people.get(one)) is not None]
    return {"users": {person.id: _status(person) for person in people}}


def _status(person: Person) -> Json:
    """Who has no such times has both at 1, as Slack answers."""
    start, end = person.quiet_from or 1, person.quiet_until or 1
    return {"dnd_enabled": bool(person.quiet_until), "next_dnd_start_ts": start, "next_dnd_end_ts": end}
