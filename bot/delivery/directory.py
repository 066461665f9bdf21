"""Who people are: everybody at the start, then whoever is met and not described yet."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog

from bot.delivery.slack import Answer, Slack, Verdict
from bot.helpdesk.departures import describe
from bot.rules.vocabulary import PersonId
from storage import people
from storage.store import WorkspaceStore
from storage.transaction import Transaction

log = structlog.get_logger()

PAGE = 200  # people, as Slack recommends for users.list
STRANGERS = 50  # described in one round
ROUND = 5.0  # seconds between looks for people not described yet
RESPITE = 30.0  # seconds after Slack had trouble


@dataclass(frozen=True, slots=True)
class Directory:
    """Keeps the people of the workspace described. `user_change` events do the rest."""

    slack: Slack
    store: WorkspaceStore
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def run(self) -> None:
        """Read everybody once, then describe strangers as they are met, until cancelled."""
        await self._through(self.read_everybody)
        while True:
            await self._through(self.describe_strangers)
            await self.sleep(ROUND)

    async def read_everybody(self) -> int:
        """Describe everybody in the workspace; how many that are."""
        count, cursor = 0, ""
        while True:
            answer = await self._call("users.list", limit=PAGE, include_locale=True, cursor=cursor or None)
            members: list[dict[str, Any]] = list(answer.body.get("members", ()))
            await self.store.write(describe_all, members)
            count += len(members)
            cursor = (answer.body.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                log.info("directory read", people=count)
                return count

    async def describe_strangers(self) -> int:
        """Describe people who were met in payloads only; how many there were."""
        strangers = await self.store.read(people.undescribed, STRANGERS)
        for person in strangers:
            answer = await self._call("users.info", user=person, include_locale=True)
            if answer.verdict is Verdict.DONE:
                await self.store.write(describe_all, [answer.body["user"]])
            else:
                await self.store.write(leave_undescribed, person)
        return len(strangers)

    async def _through(self, work: Callable[[], Awaitable[int]]) -> None:
        """Names are a nicety: whatever stands in their way, the rest of the helpdesk goes on."""
        try:
            await work()
        except Exception:
            log.exception("the directory could not be read")
            await self.sleep(RESPITE)

    async def _call(self, method: str, **arguments: Any) -> Answer:
        """Call until Slack says something for good."""
        while True:
            answer = await self.slack.call(method, **arguments)
            if answer.verdict in (Verdict.DONE, Verdict.REFUSED, Verdict.ODD):
                if answer.error:
                    log.warning("not described", method=method, error=answer.error)
                return answer
            await self.sleep(self._pause(answer.until))

    def _pause(self, until: datetime | None) -> float:
        return RESPITE if until is None else (until - self.store.store.clock()).total_seconds()


def describe_all(tx: Transaction, users: Sequence[dict[str, Any]]) -> None:
    """Store what Slack says of these people."""
    for user in users:
        describe(tx, user)


def leave_undescribed(tx: Transaction, person: PersonId) -> None:
    """Slack does not tell who this is (somebody of another organisation, say): don't ask for ever."""
    people.change(tx, person, refreshed_at=tx.now)
