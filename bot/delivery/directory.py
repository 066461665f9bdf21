"""Who people are: everybody at the start, then whoever is met and not described yet; and which agents are there."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import structlog

from bot.delivery.slack import Answer, Slack, Verdict
from bot.helpdesk import presence
from bot.helpdesk.departures import describe
from bot.rules.records import Sign
from bot.rules.vocabulary import PersonId
from storage import people
from storage.store import WorkspaceStore
from storage.transaction import Transaction

log = structlog.get_logger()

PAGE = 200  # people, as Slack recommends for users.list
STRANGERS = 50  # described in one round
ROUND = 5.0  # seconds between looks for people not described yet
RESPITE = 30.0  # seconds after Slack had trouble
WATCHED = 4  # people asked about in one round: 48 a minute, of the 50 that Slack allows for users.getPresence


@dataclass(frozen=True, slots=True)
class Directory:
    """Keeps the people of the workspace described. `user_change` events do the rest."""

    slack: Slack
    store: WorkspaceStore
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    _refused: dict[str, str] = field(default_factory=dict)  # what Slack answered last, by method, where it refuses

    async def run(self) -> None:
        """Read everybody once, then describe strangers as they are met, until cancelled."""
        await self._through(self.read_everybody)
        while True:
            await self._through(self.describe_strangers)
            await self._through(self.look_who_is_there)
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

    async def look_who_is_there(self) -> int:
        """Ask about some agents of the desks that want to know; how many there were.

        Slack tells of nobody's presence by itself (presence_change is RTM's alone), so it has to be asked.
        """
        asked = await self.store.read(presence.to_ask, WATCHED)
        away = {person for person in asked.presence if await self._is_away(person)}
        quiet, now = await self._quiet(asked.do_not_disturb), self.store.store.clock()
        said = []
        for person in asked.people:
            since, until = quiet.get(person, (None, None))
            said.append(Sign(person, person not in away, since, until, now))
        if said:
            await self.store.write(presence.learn, said)
        return len(said)

    async def _is_away(self, person: PersonId) -> bool:
        answer = await self._call("users.getPresence", user=person)
        return answer.body.get("presence") == "away"

    async def _quiet(self, people_asked: Sequence[PersonId]) -> dict[PersonId, tuple[datetime, datetime]]:
        """When those of these people do not want to be disturbed who say so: now, or next."""
        if not people_asked:
            return {}
        answer = await self._call("dnd.teamInfo", users=",".join(people_asked))
        told: dict[str, dict[str, Any]] = answer.body.get("users") or {}
        return {
            PersonId(person): (_instant(times["next_dnd_start_ts"]), _instant(times["next_dnd_end_ts"]))
            for person, times in told.items()
            if times.get("dnd_enabled")
        }

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
                self._note(method, answer)
                return answer
            await self.sleep(self._pause(answer.until))

    def _note(self, method: str, answer: Answer) -> None:
        """Say that Slack refuses to tell, and that it tells again; not every minute that it still refuses."""
        before = self._refused.pop(method, "")
        if answer.error:
            self._refused[method] = answer.error
        if answer.error and answer.error != before:
            log.warning("not described", method=method, error=answer.error, needed=answer.body.get("needed"))
        elif before and not answer.error:
            log.info("described again", method=method)

    def _pause(self, until: datetime | None) -> float:
        return RESPITE if until is None else (until - self.store.store.clock()).total_seconds()


def _instant(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def describe_all(tx: Transaction, users: Sequence[dict[str, Any]]) -> None:
    """Store what Slack says of these people."""
    for user in users:
        describe(tx, user)


def leave_undescribed(tx: Transaction, person: PersonId) -> None:
    """Slack does not tell who this is (somebody of another organisation, say): don't ask for ever."""
    people.change(tx, person, refreshed_at=tx.now)
