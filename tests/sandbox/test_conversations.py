"""conversations.*, users.*, reactions.*: what the bot can look up."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Manifest, Sandbox
from bot.sandbox.actor import Actor


async def refused(call: Any) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


async def test_channels_are_listed_in_pages(sandbox: Sandbox, client: AsyncWebClient):
    sandbox.add_channel("secret", kind="private")
    sandbox.add_channel("hidden", kind="private", bot=False)
    names = []
    async for page in await client.conversations_list(types="public_channel,private_channel", limit=2):
        names += [channel["name"] for channel in page["channels"]]
    assert names == ["it", "lounge", "secret"]


async def test_a_channels_facts_and_members(sandbox: Sandbox, client: AsyncWebClient, it: str, ana: Actor, ben: Actor):
    info = (await client.conversations_info(channel=it, include_locale=True, include_num_members=True))["channel"]
    assert (info["name"], info["locale"], info["num_members"], info["is_member"]) == ("it", "de-DE", 3, True)
    members = (await client.conversations_members(channel=it))["members"]
    assert members == [ana.id, ben.id, sandbox.workspace.bot.id]


async def test_direct_messages_are_opened_once(client: AsyncWebClient, ana: Actor):
    first = await client.conversations_open(users=ana.id)
    second = await client.conversations_open(users=[ana.id])
    assert first["channel"]["id"] == second["channel"]["id"] == ana.dm().id
    assert await refused(client.conversations_open(users="U404")) == "user_not_found"


async def test_the_bot_joins_public_channels_only(sandbox: Sandbox, client: AsyncWebClient):
    lounge = sandbox.workspace.channels.find("lounge").id
    joined = await client.conversations_join(channel=lounge)
    assert joined["channel"]["is_member"]
    assert sandbox.driver.messages("lounge")[0].subtype == "channel_join"
    assert (await client.conversations_join(channel=lounge))["warning"] == "already_in_channel"


async def test_history_is_newest_first_without_replies_and_bounded(client: AsyncWebClient, it: str, ana: Actor):
    first, second, third = [await ana.say("it", text) for text in ("one", "two", "three")]
    await ana.say("it", "under one", thread_ts=first)
    await ana.say("it", "also here", thread_ts=first, broadcast=True)

    async def texts(**bounds: Any) -> list[str]:
        history = await client.conversations_history(channel=it, **bounds)
        return [message["text"] for message in history["messages"]]

    assert await texts() == ["also here", "three", "two", "one"]
    assert await texts(oldest=first, latest=third) == ["two"]
    assert await texts(oldest=second, latest=second, inclusive=True) == ["two"]
    assert await texts(limit=1) == ["also here"]


async def test_history_tells_metadata_only_when_asked(client: AsyncWebClient, it: str):
    metadata = {"event_type": "helpdesk", "event_payload": {"row": 7}}
    await client.chat_postMessage(channel=it, text="x", metadata=metadata)
    plain = await client.conversations_history(channel=it)
    full = await client.conversations_history(channel=it, include_all_metadata=True)
    assert "metadata" not in plain["messages"][0]
    assert full["messages"][0]["metadata"] == metadata


async def test_replies_begin_with_the_parent_and_come_in_pages(client: AsyncWebClient, it: str, ana: Actor):
    root = await ana.say("it", "root")
    replies = [await ana.say("it", f"reply {n}", thread_ts=root) for n in range(3)]
    page = await client.conversations_replies(channel=it, ts=root, limit=2)
    assert [message["ts"] for message in page["messages"]] == [root, replies[0]]
    assert page["has_more"]
    rest = await client.conversations_replies(channel=it, ts=root, cursor=page["response_metadata"]["next_cursor"])
    assert [message["ts"] for message in rest["messages"]] == replies[1:]
    assert await refused(client.conversations_replies(channel=it, ts="1.000000")) == "thread_not_found"


async def test_the_bot_reads_only_where_it_is(sandbox: Sandbox, client: AsyncWebClient):
    lounge = sandbox.workspace.channels.find("lounge").id
    assert await refused(client.conversations_history(channel=lounge)) == "not_in_channel"


async def test_a_person_is_told_with_zone_and_language(sandbox: Sandbox, client: AsyncWebClient, ana: Actor):
    user = (await client.users_info(user=ana.id, include_locale=True))["user"]
    assert (user["tz"], user["tz_offset"], user["locale"]) == ("Europe/Madrid", 3600, "es-ES")
    assert "locale" not in (await client.users_info(user=ana.id))["user"]
    assert await refused(client.users_info(user="U404")) == "user_not_found"


async def test_people_of_other_companies_show_no_language(sandbox: Sandbox, client: AsyncWebClient):
    guest = sandbox.add_person("guest", team_id="T0OTHER")
    user = (await client.users_info(user=guest.id, include_locale=True))["user"]
    assert (user["team_id"], "locale" in user) == ("T0OTHER", False)


async def test_everybody_is_listed_and_presence_is_known(sandbox: Sandbox, client: AsyncWebClient, ana: Actor):
    sandbox.workspace.people.change(ana.id, presence="away")
    listed = (await client.users_list(include_locale=True))["members"]
    assert {user["name"] for user in listed} == {"helpdesk", "ana", "ben"}
    assert (await client.users_getPresence(user=ana.id))["presence"] == "away"


async def test_who_does_not_want_to_be_disturbed_is_known(sandbox: Sandbox, client: AsyncWebClient, ana: Actor):
    bot = sandbox.workspace.bot.id
    sandbox.workspace.scopes |= {"dnd:read"}
    sandbox.workspace.people.change(ana.id, quiet_from=100, quiet_until=200)
    told = await client.dnd_teamInfo(users=[ana.id, bot])
    assert told["users"] == {
        ana.id: {"dnd_enabled": True, "next_dnd_start_ts": 100, "next_dnd_end_ts": 200},
        bot: {"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1},
    }
    with pytest.raises(SlackApiError, match="no_users_provided"):
        await client.dnd_teamInfo(users="")


async def test_reactions_are_given_once_and_taken_back(client: AsyncWebClient, it: str, ana: Actor):
    ts = await ana.say("it", "Printer")
    await client.reactions_add(channel=it, timestamp=ts, name="eyes")
    assert await refused(client.reactions_add(channel=it, timestamp=ts, name="eyes")) == "already_reacted"
    assert (await client.reactions_get(channel=it, timestamp=ts))["message"]["reactions"][0]["count"] == 1
    await client.reactions_remove(channel=it, timestamp=ts, name="eyes")
    assert await refused(client.reactions_remove(channel=it, timestamp=ts, name="eyes")) == "no_reaction"
    assert await refused(client.reactions_add(channel=it, timestamp=ts, name="not an emoji")) == "invalid_name"
    assert await refused(client.reactions_add(channel=it, timestamp="1.000000", name="eyes")) == "message_not_found"


async def test_a_message_takes_fifty_different_reactions(client: AsyncWebClient, it: str, ana: Actor):
    ts = await ana.say("it", "Printer")
    for number in range(50):
        await client.reactions_add(channel=it, timestamp=ts, name=f"emoji{number}")
    assert await refused(client.reactions_add(channel=it, timestamp=ts, name="eyes")) == "too_many_emoji"


async def test_a_missing_scope_names_what_is_needed_and_what_is_there(manifest: Manifest):
    async with Sandbox(manifest=manifest, granted=frozenset({"chat:write", "channels:read"})) as sandbox:
        sandbox.add_person("ana")
        secret = sandbox.add_channel("secret", kind="private").id
        client = AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url)
        with pytest.raises(SlackApiError) as caught:
            await client.reactions_add(channel=secret, timestamp="1.000000", name="eyes")
        assert caught.value.response["needed"] == "reactions:write"
        assert caught.value.response["provided"] == "channels:read,chat:write"
        # One of the alternatives is there, but not the one that this channel needs.
        assert await refused(client.conversations_info(channel=secret)) == "missing_scope"
