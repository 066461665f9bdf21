"""chat.*, as the real client calls it."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox
from bot.sandbox.actor import Actor
from tests.sandbox.app import buttons

METADATA = {"event_type": "helpdesk", "event_payload": {"row": 7}}


async def refused(call: Any) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


async def test_a_message_is_posted_with_its_metadata_and_shown_in_the_channel(
    sandbox: Sandbox, client: AsyncWebClient, it: str
):
    answer = await client.chat_postMessage(channel=it, text="Hello", blocks=[buttons("go")], metadata=METADATA)
    message = sandbox.driver.message("it", answer["ts"])
    assert (message.text, message.metadata, message.bot_id) == ("Hello", METADATA, sandbox.workspace.identity.bot_id)
    assert answer["message"]["bot_profile"]["name"] == "Helpdesk"


async def test_a_persons_id_stands_for_their_direct_messages(sandbox: Sandbox, client: AsyncWebClient, ana: Actor):
    answer = await client.chat_postMessage(channel=ana.id, text="For you")
    assert answer["channel"] == ana.dm().id
    assert [message.text for message in sandbox.driver.messages(ana.dm().id)] == ["For you"]


@pytest.mark.filterwarnings("ignore:The top-level `text`:UserWarning")
@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"channel": "C404", "text": "x"}, "channel_not_found"),
        ({"channel": "it", "text": "x"}, "channel_not_found"),
        ({"text": "   "}, "no_text"),
        ({"text": "x", "blocks": [{"type": "unheard_of"}]}, "invalid_blocks"),
        ({"text": "x", "blocks": "{"}, "invalid_blocks_format"),
        ({"text": "x", "metadata": {"event_type": "no payload"}}, "invalid_metadata_schema"),
        ({"text": "x", "metadata": {"event_type": "e", "event_payload": {"a": "b" * 9000}}}, "metadata_too_large"),
        ({"text": "x", "attachments": [{"text": "a"}] * 101}, "too_many_attachments"),
    ],
)
async def test_what_cannot_be_posted_is_refused_by_name(
    client: AsyncWebClient, it: str, arguments: dict[str, Any], error: str
):
    assert await refused(client.chat_postMessage(**{"channel": it, **arguments})) == error


async def test_all_blocks_of_a_message_together_have_a_limit(client: AsyncWebClient, it: str):
    long = [{"type": "section", "text": {"type": "plain_text", "text": "x" * 2900}}] * 5
    assert await refused(client.chat_postMessage(channel=it, text="x", blocks=long)) == "msg_blocks_too_long"


async def test_longer_text_is_cut_at_forty_thousand(sandbox: Sandbox, client: AsyncWebClient, it: str):
    answer = await client.chat_postMessage(channel=it, text="x" * 40_001)
    assert len(sandbox.driver.message("it", answer["ts"]).text) == 40_000


async def test_the_bot_posts_only_where_it_is(sandbox: Sandbox, client: AsyncWebClient):
    lounge = sandbox.workspace.channels.find("lounge").id
    secret = sandbox.add_channel("secret", kind="private", bot=False).id
    assert await refused(client.chat_postMessage(channel=lounge, text="x")) == "not_in_channel"
    assert await refused(client.chat_postMessage(channel=secret, text="x")) == "channel_not_found"


async def test_archived_channels_take_nothing(sandbox: Sandbox, client: AsyncWebClient, it: str):
    answer = await client.chat_postMessage(channel=it, text="x")
    sandbox.workspace.channels.change(it, archived=True)
    assert await refused(client.chat_postMessage(channel=it, text="x")) == "is_archived"
    assert await refused(client.chat_update(channel=it, ts=answer["ts"], text="y")) == "is_archived"


async def test_deactivated_people_get_no_messages(sandbox: Sandbox, client: AsyncWebClient, ana: Actor):
    sandbox.workspace.people.change(ana.id, deleted=True)
    assert await refused(client.chat_postMessage(channel=ana.id, text="x")) == "channel_not_found"


async def test_a_reply_stands_in_the_thread_and_the_parent_counts_it(
    sandbox: Sandbox, client: AsyncWebClient, it: str, ana: Actor
):
    root = await ana.say("it", "Printer")
    reply = await client.chat_postMessage(channel=it, text="Which one?", thread_ts=root)
    again = await client.chat_postMessage(channel=it, text="And?", thread_ts=reply["ts"])
    assert [message.ts for message in sandbox.driver.thread("it", root)] == [reply["ts"], again["ts"]]
    history = await client.conversations_history(channel=it)
    assert [(message["ts"], message["reply_count"]) for message in history["messages"]] == [(root, 2)]


async def test_a_reply_to_a_message_that_is_gone_silently_becomes_a_channel_message(
    sandbox: Sandbox, client: AsyncWebClient, it: str, ana: Actor
):
    root = await ana.say("it", "Printer")
    await ana.delete("it", root)
    reply = await client.chat_postMessage(channel=it, text="Which one?", thread_ts=root)
    assert "thread_ts" not in reply["message"]
    assert [message.text for message in sandbox.driver.messages("it")] == ["Which one?"]


async def test_an_update_replaces_text_and_takes_blocks_away_but_keeps_metadata(
    sandbox: Sandbox, client: AsyncWebClient, it: str
):
    answer = await client.chat_postMessage(channel=it, text="a", blocks=[buttons("go")], metadata=METADATA)
    await client.chat_update(channel=it, ts=answer["ts"], text="b")
    message = sandbox.driver.message("it", answer["ts"])
    assert (message.text, message.blocks, message.metadata) == ("b", [], METADATA)
    await client.chat_update(channel=it, ts=answer["ts"], text="c", metadata={})
    assert sandbox.driver.message("it", answer["ts"]).metadata == {}


async def test_only_the_bots_own_messages_are_updated_or_deleted(client: AsyncWebClient, it: str, ana: Actor):
    ts = await ana.say("it", "Mine")
    assert await refused(client.chat_update(channel=it, ts=ts, text="x")) == "cant_update_message"
    assert await refused(client.chat_delete(channel=it, ts=ts)) == "cant_delete_message"
    assert await refused(client.chat_update(channel=it, ts="1.000000", text="x")) == "message_not_found"


async def test_an_updates_text_is_shorter_than_a_posts(client: AsyncWebClient, it: str):
    answer = await client.chat_postMessage(channel=it, text="x")
    assert await refused(client.chat_update(channel=it, ts=answer["ts"], text="x" * 4001)) == "msg_too_long"


async def test_a_deleted_message_is_gone_and_one_with_replies_leaves_a_tombstone(
    sandbox: Sandbox, client: AsyncWebClient, it: str
):
    first, second = [(await client.chat_postMessage(channel=it, text="x"))["ts"] for _ in range(2)]
    await client.chat_postMessage(channel=it, text="reply", thread_ts=second)
    await client.chat_delete(channel=it, ts=first)
    await client.chat_delete(channel=it, ts=second)
    assert [message.subtype for message in sandbox.driver.messages("it")] == ["tombstone"]
    assert await refused(client.chat_delete(channel=it, ts=second)) == "message_not_found"


async def test_an_ephemeral_message_is_seen_by_one_person_and_cannot_be_updated(
    sandbox: Sandbox, client: AsyncWebClient, it: str, ana: Actor, ben: Actor
):
    answer = await client.chat_postEphemeral(channel=it, user=ana.id, text="Between us")
    assert [message.text for message in ana.ephemerals("it")] == ["Between us"]
    assert (ben.ephemerals("it"), sandbox.driver.messages("it")) == ([], [])
    ts = answer["message_ts"]
    assert await refused(client.chat_update(channel=it, ts=ts, text="x")) == "message_not_found"
    sandbox.add_person("zoe")
    zoe = sandbox.driver.person("zoe").id
    assert await refused(client.chat_postEphemeral(channel=it, user=zoe, text="x")) == "user_not_in_channel"


async def test_a_permalink_leads_to_the_page(sandbox: Sandbox, client: AsyncWebClient, it: str, ana: Actor):
    root = await ana.say("it", "Printer")
    reply = await ana.say("it", "It smokes", thread_ts=root)
    link = await client.chat_getPermalink(channel=it, message_ts=reply)
    assert link["permalink"].startswith(f"{sandbox.page_url}archives/{it}/p{reply.replace('.', '')}?thread_ts={root}")


async def test_an_update_parses_names_unless_it_is_told_not_to(sandbox: Sandbox, client: AsyncWebClient, it: str):
    ts = (await client.chat_postMessage(channel=it, text="@here"))["ts"]
    pings = [sandbox.driver.message("it", ts).pings]
    for parse in ("none", None):
        await client.chat_update(channel=it, ts=ts, text="@here", parse=parse)
        pings.append(sandbox.driver.message("it", ts).pings)
    assert pings == [[], [], ["here"]]


@pytest.mark.parametrize(
    ("arguments", "whom"),
    [
        ({"text": "<!channel> look"}, ["channel"]),
        ({"text": "&lt;!channel&gt; @here"}, []),
        ({"text": "@here", "link_names": True}, ["here"]),
        ({"text": "a", "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "@everyone"}}]}, ["everyone"]),
        (
            {
                "text": "a",
                "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "@here", "verbatim": True}}],
            },
            [],
        ),
        ({"text": "a", "blocks": [{"type": "section", "text": {"type": "plain_text", "text": "<!here>"}}]}, []),
        ({"text": "<!subteam^S123> <@U123>"}, ["S123", "U123"]),
    ],
)
async def test_it_is_known_whom_a_message_notifies(
    sandbox: Sandbox, client: AsyncWebClient, it: str, arguments: dict[str, Any], whom: list[str]
):
    answer = await client.chat_postMessage(channel=it, **arguments)
    assert sandbox.driver.message("it", answer["ts"]).pings == whom
