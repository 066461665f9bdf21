"""What the app hears of what people do, over the socket."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Manifest, Sandbox
from bot.sandbox.actor import Actor
from tests.sandbox.app import App, connected
from tests.sandbox.conftest import MANIFEST


async def test_a_message_arrives_complete(sandbox: Sandbox, app: App, ana: Actor, it: str):
    ts = await ana.say("it", "The printer is *on fire*")
    event = app.events("message")[0]
    assert {name: event[name] for name in ("user", "text", "ts", "channel", "channel_type", "event_ts")} == {
        "user": ana.id,
        "text": "The printer is *on fire*",
        "ts": ts,
        "channel": it,
        "channel_type": "channel",
        "event_ts": ts,
    }
    assert event["blocks"][0]["type"] == "rich_text"
    body = app.heard[-1]
    assert (body["type"], body["api_app_id"]) == ("event_callback", sandbox.workspace.identity.app_id)
    assert body["authorizations"][0]["user_id"] == sandbox.workspace.bot.id
    assert body["event_id"].startswith("Ev")


async def test_each_kind_of_channel_has_its_type(sandbox: Sandbox, app: App, ana: Actor):
    sandbox.add_channel("secret", kind="private")
    await ana.say("secret", "x")
    await ana.say(ana.dm().id, "y")
    assert [event["channel_type"] for event in app.events("message")] == ["group", "im"]


async def test_a_mention_is_two_events(sandbox: Sandbox, app: App, ana: Actor):
    await ana.say("it", "@helpdesk please help")
    assert sorted(event["type"] for event in app.events()) == ["app_mention", "message"]
    assert app.events("app_mention")[0]["text"] == f"<@{sandbox.workspace.bot.id}> please help"


async def test_typed_control_characters_are_escaped_and_names_become_mentions(
    app: App, ana: Actor, ben: Actor, it: str
):
    await ana.say("it", "<!channel> & @Ben, see #it, https://example.org/?a=1&b=2 or @here or @nobody")
    assert app.events("message")[0]["text"] == (
        f"&lt;!channel&gt; &amp; <@{ben.id}>, see <#{it}|>, <https://example.org/?a=1&amp;b=2> or <!here> or @nobody"
    )


async def test_the_bots_own_messages_arrive_too(app: App, client: AsyncWebClient, sandbox: Sandbox, it: str):
    await client.chat_postMessage(channel=it, text="x")
    await sandbox.driver.quiet()
    assert app.events("message")[0]["bot_id"] == sandbox.workspace.identity.bot_id


async def test_other_bots_are_told_apart(sandbox: Sandbox, app: App, ana: Actor):
    sandbox.add_person("jira", is_bot=True)
    await ana.invite("it", "jira")
    await sandbox.driver.person("jira").say("it", "Deployed")
    event = app.events("message")[-1]
    assert event["bot_id"] not in ("", sandbox.workspace.identity.bot_id)


async def test_replies_files_and_broadcasts_say_what_they_are(app: App, ana: Actor):
    root = await ana.say("it", "Printer")
    await ana.say("it", "Look", thread_ts=root, files=[("photo.png", b"png")])
    await ana.say("it", "All of you", thread_ts=root, broadcast=True)
    _, photo, broadcast = app.events("message")
    assert (photo["thread_ts"], photo["subtype"], photo["parent_user_id"]) == (root, "file_share", ana.id)
    assert (photo["files"][0]["name"], photo["files"][0]["mimetype"]) == ("photo.png", "image/png")
    assert broadcast["subtype"] == "thread_broadcast"


async def test_edits_and_deletions_carry_both_states(app: App, ana: Actor):
    ts = await ana.say("it", "Prnter")
    await ana.edit("it", ts, "Printer")
    await ana.delete("it", ts)
    _, changed, deleted = app.events("message")
    assert (changed["subtype"], changed["message"]["text"], changed["previous_message"]["text"]) == (
        "message_changed",
        "Printer",
        "Prnter",
    )
    assert changed["message"]["edited"]["user"] == ana.id
    assert (deleted["subtype"], deleted["deleted_ts"], deleted["previous_message"]["text"]) == (
        "message_deleted",
        ts,
        "Printer",
    )


async def test_deleting_a_parent_of_replies_arrives_as_a_tombstone(app: App, ana: Actor):
    root = await ana.say("it", "Printer")
    await ana.say("it", "Really", thread_ts=root)
    await ana.delete("it", root)
    event = app.events("message")[-1]
    assert (event["subtype"], event["message"]["subtype"]) == ("message_changed", "tombstone")


async def test_reactions_name_the_item_and_its_author(app: App, ana: Actor, ben: Actor, it: str):
    ts = await ana.say("it", "Printer")
    await ben.react("it", ts, "eyes")
    await ben.react("it", ts, "eyes")
    await ben.unreact("it", ts, "eyes")
    added, removed = app.events()[1:]
    assert (added["type"], added["user"], added["item_user"]) == ("reaction_added", ben.id, ana.id)
    assert added["item"] == {"type": "message", "channel": it, "ts": ts}
    assert (removed["type"], removed["reaction"]) == ("reaction_removed", "eyes")


async def test_opening_the_home_tab_says_what_it_shows_so_far(sandbox: Sandbox, app: App, ana: Actor):
    await ana.open_home()
    sandbox.workspace.views.publish(ana.id, {"type": "home", "blocks": [{"type": "divider"}]})
    await ana.open_home()
    await ana.open_messages()
    first, second, messages = app.events("app_home_opened")
    assert ("view" in first, second["view"]["type"], messages["tab"]) == (False, "home", "messages")
    assert first["channel"] == ana.dm().id


async def test_profile_changes_carry_the_language(sandbox: Sandbox, app: App, ana: Actor):
    sandbox.workspace.people.change(ana.id, locale="pl-PL", deleted=True)
    await sandbox.driver.quiet()
    changed = app.events("user_change")[0]["user"]
    assert (changed["id"], changed["locale"], changed["deleted"]) == (ana.id, "pl-PL", True)


async def test_joining_is_a_message_and_an_event(sandbox: Sandbox, app: App, ana: Actor):
    sandbox.add_person("zoe")
    await sandbox.driver.person("zoe").join("it")
    kinds = {(event["type"], event.get("subtype")) for event in app.events()}
    assert kinds == {("message", "channel_join"), ("member_joined_channel", None)}


async def test_archiving_is_heard(sandbox: Sandbox, app: App, ana: Actor, it: str):
    with sandbox.socket_mode.watching() as caused:
        sandbox.workspace.channels.change(it, archived=True)
    assert await caused.settled()
    assert app.events("channel_archive")[0]["channel"] == it


async def test_nothing_is_heard_from_where_the_bot_is_not(app: App, ana: Actor):
    ts = await ana.say("lounge", "@helpdesk can you hear me?")
    await ana.react("lounge", ts, "eyes")
    assert app.heard == []


async def test_nothing_is_heard_that_was_not_subscribed_to_or_not_allowed(client: AsyncWebClient):
    few = {"event_subscriptions": {"bot_events": ["message.channels", "reaction_added"]}}
    manifest = Manifest.parse({**MANIFEST, "settings": few})
    granted = manifest.scopes - {"reactions:read"}
    async with Sandbox(manifest=manifest, granted=granted) as sandbox:
        sandbox.add_person("ana")
        sandbox.add_channel("it")
        own = AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url)
        async with connected(sandbox, own) as app:
            ana = sandbox.driver.person("ana")
            ts = await ana.say("it", "@helpdesk hello")
            await ana.react("it", ts, "eyes")
            await ana.say(ana.dm().id, "psst")
            assert [event["type"] for event in app.events()] == ["message"]
