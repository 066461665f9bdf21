"""What an interaction allows an app for a while: triggers (once, 3 s) and response URLs (5 times, 30 minutes)."""

import secrets
from dataclasses import dataclass, replace
from typing import Literal

from bot.sandbox.ledger import Ledger
from bot.sandbox.records import ResponseUrl

TRIGGER_SECONDS = 3.0
RESPONSE_URL_SECONDS = 30 * 60
RESPONSE_URL_USES = 5


@dataclass(frozen=True)
class Trigger:
    person: str
    expires: float
    view_id: str = ""
    """The modal in which the interaction happened; only from there a view can be pushed."""


class Triggers:
    """The trigger_ids that are out."""

    def __init__(self, ledger: Ledger, seconds: float) -> None:
        self._ledger = ledger
        self._seconds = seconds
        self._out: dict[str, Trigger] = {}
        self._used: set[str] = set()

    def issue(self, person: str, view_id: str = "") -> str:
        trigger_id = f"{self._ledger.now()}.{self._ledger.next_id('')}.{secrets.token_hex(16)}"
        self._out[trigger_id] = Trigger(person, self._ledger.clock() + self._seconds, view_id)
        return trigger_id

    def exchange(
        self, trigger_id: str
    ) -> Trigger | Literal["invalid_trigger_id", "exchanged_trigger_id", "expired_trigger_id"]:
        """Use a trigger up; the name of Slack's error when it can't be used."""
        if trigger_id in self._used:
            return "exchanged_trigger_id"
        trigger = self._out.pop(trigger_id, None)
        if trigger is None:
            return "invalid_trigger_id"
        self._used.add(trigger_id)
        return trigger if self._ledger.clock() < trigger.expires else "expired_trigger_id"


class ResponseUrls:
    """The response URLs that are out, by the key that ends their address."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._by_key = {kept["key"]: ResponseUrl(**kept) for kept in ledger.kept("response_url")}

    def issue(
        self, *, channel: str, person: str, message_ts: str = "", thread_ts: str = "", ephemeral: bool = False
    ) -> ResponseUrl:
        url = ResponseUrl(
            key=secrets.token_urlsafe(18),
            channel=channel,
            person=person,
            expires=self._ledger.clock() + RESPONSE_URL_SECONDS,
            message_ts=message_ts,
            thread_ts=thread_ts,
            ephemeral=ephemeral,
        )
        return self._put(url)

    def use(self, key: str) -> ResponseUrl | Literal["invalid_url", "expired_url", "used_url"]:
        """Count one use; the name of Slack's error when it can't be used."""
        url = self._by_key.get(key)
        if url is None:
            return "invalid_url"
        if self._ledger.clock() >= url.expires:
            return "expired_url"
        if url.uses >= RESPONSE_URL_USES:
            return "used_url"
        return self._put(replace(url, uses=url.uses + 1))

    def _put(self, url: ResponseUrl) -> ResponseUrl:
        self._by_key[url.key] = url
        self._ledger.keep("response_url", url.key, url)
        return url
