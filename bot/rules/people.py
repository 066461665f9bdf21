"""People as Slack describes them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.rules.records import Person
from bot.rules.vocabulary import PersonId


def described(user: Mapping[str, Any], now: datetime) -> Person:
    """A Slack user object (users.info, users.list, user_change) as a person.

    Slack tells `locale` only when asked for it, and never of people of other organisations: English then.
    """
    profile = user.get("profile", {})
    name = profile.get("display_name") or profile.get("real_name") or user.get("real_name") or user.get("name")
    return Person(
        id=PersonId(user["id"]),
        name=str(name or user["id"])[:255],
        locale=str(user.get("locale") or "en-US"),
        timezone=str(user.get("tz") or "UTC"),
        is_admin=bool(user.get("is_admin") or user.get("is_owner")),
        is_bot=bool(user.get("is_bot")),
        is_deleted=bool(user.get("deleted")),
        dm=None,
        home_opened_at=None,
        refreshed_at=now,
    )
