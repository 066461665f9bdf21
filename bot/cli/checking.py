"""`helpdesk check`: everything that must be right before the helpdesk can work, looked at one by one."""

from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.cli.opening import slack
from bot.config import CannotStart, Settings
from bot.helpdesk import settings as desk_settings
from bot.helpdesk.tiers import RotaChoice
from bot.rules.rota import gaps
from bot.rules.vocabulary import WorkspaceId
from bot.sandbox import Manifest
from bot.service import identify, opened, socket_address
from storage.schema import is_newest
from storage.store import Store

DESK_CHANNELS = ("triage", "private_triage")
CLOSED, DND = "private channels stay closed", "dnd:read"
LOST = {  # without an optional scope
    "groups:history": CLOSED,
    "groups:read": CLOSED,
    DND: "nobody is seen not to want to be disturbed",
}
LOOKING_AHEAD = timedelta(days=28)  # for gaps in rotas


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, and what was found. A remark is nothing that keeps the helpdesk from working."""

    subject: str
    text: str
    is_right: bool = True
    is_remark: bool = False

    def line(self) -> str:
        """The finding as one line."""
        mark = "note" if self.is_remark else "ok" if self.is_right else "WRONG"
        return f"{mark:<6}{self.subject}: {self.text}"


async def findings(settings: Settings) -> AsyncIterator[Finding]:
    """Look at the tokens, the scopes, the database, and the channels of each desk, as far as one allows the next."""
    async with slack(settings) as client:
        assert client is not None, "settings for `run` have a token"
        try:
            identity = await identify(client, settings.slack_bot_token.get_secret_value())
        except CannotStart as refused:
            yield Finding("bot token", str(refused), is_right=False)
            return
        yield Finding("bot token", f"the bot of {identity.workspace.name}")
        yield await _app_token(client, settings)
        yield await _scopes(client)
        async for finding in _database(client, settings, identity.workspace.id):
            yield finding


async def _app_token(client: AsyncWebClient, settings: Settings) -> Finding:
    try:
        await socket_address(client, settings.slack_app_token.get_secret_value())
    except CannotStart as refused:
        return Finding("app token", str(refused), is_right=False)
    return Finding("app token", "opens the connection to Slack")


async def _scopes(client: AsyncWebClient) -> Finding:
    manifest = Manifest.read()
    answer = await client.auth_test()
    missing = manifest.scopes - _granted(answer)
    needed, optional = sorted(missing - manifest.optional_scopes), sorted(missing & manifest.optional_scopes)
    if needed:
        text = f"{', '.join(needed)} not granted: install the app again, from the newest manifest.yml"
        return Finding("scopes", text, is_right=False)
    if optional:
        lost = dict.fromkeys(LOST[scope] for scope in optional)
        return Finding("scopes", f"without {', '.join(optional)}, {' and '.join(lost)}", is_remark=True)
    return Finding("scopes", "everything that manifest.yml asks for is granted")


def _granted(answer: AsyncSlackResponse) -> set[str]:
    return {scope.strip() for scope in answer.headers.get("x-oauth-scopes", "").split(",")}


async def _database(client: AsyncWebClient, settings: Settings, workspace: WorkspaceId) -> AsyncIterator[Finding]:
    try:
        async with opened(settings.database_url, upgrading=False) as store:
            place = store.engine.url.render_as_string(hide_password=True)
            if not is_newest(store.engine):
                text = f"{place} lacks the newest schema: helpdesk db upgrade (helpdesk run does it too)"
                yield Finding("database", text, is_remark=True)
                return
            yield Finding("database", place)
            async for finding in _desks(client, store, workspace):
                yield finding
    except CannotStart as trouble:
        yield Finding("database", str(trouble), is_right=False)


async def _desks(client: AsyncWebClient, store: Store, workspace: WorkspaceId) -> AsyncIterator[Finding]:
    document = await store.read(workspace, desk_settings.export)
    if not document["desks"]:
        yield Finding("desks", "none yet: helpdesk desk apply desk.yml", is_right=False)
    for desk in document["desks"]:
        channels = [desk[name] for name in DESK_CHANNELS if desk[name]]
        channels += [request["channel"] for request in desk["requests"]]
        channels += sorted({tier["channel"] for tier in desk["tiers"]} - {*channels})
        told_in = desk["digest"] and desk["digest"]["channel"]
        channels += [told_in] if told_in and told_in not in channels else []
        problems = [problem for channel in channels if (problem := await _problem(client, channel))]
        for problem in problems:
            yield Finding(f"desk {desk['key']}", problem, is_right=False)
        if not problems:
            yield Finding(f"desk {desk['key']}", f"{len(channels)} channels, all within reach")
        if desk["assignment"]["mind_do_not_disturb"] and DND not in _granted(await client.auth_test()):
            text = f"mind_do_not_disturb needs the scope {DND}: install the app again, from the newest manifest.yml"
            yield Finding(f"desk {desk['key']}", text, is_right=False)
        for gap in _gaps(desk, store.clock()):
            yield Finding(f"desk {desk['key']}", gap, is_remark=True)


def _gaps(desk: Mapping[str, Any], now: datetime) -> Iterator[str]:
    """When nobody will be on call, though a tier has a rota: then all of the tier is asked."""
    for tier in desk["tiers"]:
        rota = None if tier["rota"] is None else RotaChoice.model_validate(tier["rota"]).rota()
        for gap in () if rota is None else gaps(rota, now, now + LOOKING_AHEAD):
            since, until = (at.isoformat(" ", "minutes") for at in (gap.since, gap.until))
            yield f"tier {tier['level']}: nobody is on call from {since} until {until}"


async def _problem(client: AsyncWebClient, channel: str) -> str:
    try:
        told = (await client.conversations_info(channel=channel))["channel"]
    except SlackApiError as refusal:
        return f"channel {channel} is out of reach ({refusal.response['error']}): invite the helpdesk to it"
    if told.get("is_archived"):
        return f"#{told['name']} is archived"
    if not told.get("is_member"):
        return f"the helpdesk is not in #{told['name']}: /invite it there"
    return ""
