"""The collection of saved replies, through Slack: its list, its forms, and who may do what."""

import asyncio
from typing import Any

import pytest

from bot.helpdesk import replies
from bot.rules.replies import SavedReply, Wording
from bot.rules.vocabulary import DeskId, Scope
from bot.sandbox.forms import Choice
from bot.sandbox.records import View
from bot.views import ids
from storage import replies as rows
from tests.handlers.work import said_in, top
from tests.world import World, on_both

FILLED: dict[str, Choice] = {ids.TITLE: "VPN reset", ids.BODY: "Hi {{requester.first_name}} <you> & all"}


async def saved(world: World, title: str, by: str = "dana", scope: Scope = Scope.DESK) -> SavedReply:
    desk = DeskId("IT") if scope is Scope.DESK else None
    return await world.store.write(replies.save, Wording(title, f"Text of {title}"), world.id(by), scope, desk)


async def listing(world: World, who: str = "dana") -> View:
    answer = await world.person(who).slash("/helpdesk", "replies")
    assert (answer.text, answer.error) == ("", "")
    return top(world, who)


def titles(view: View) -> list[str]:
    """The replies that a list shows, by their titles."""
    lines = [block for block in view.blocks if block["block_id"].startswith("reply:")]
    return [line["text"]["text"].split("*")[1] for line in lines]


def menu(view: View, number: int = 0) -> list[str]:
    """What can be done with the reply at this place of the list."""
    line = [block for block in view.blocks if block["block_id"].startswith("reply:")][number]
    return [option["value"].partition(":")[0] for option in line["accessory"]["options"]]


async def does(world: World, word: str, reply: SavedReply, who: str = "dana") -> View:
    """Use the menu beside a reply; what is on top then."""
    await world.person(who).choose(top(world, who), ids.REPLY_MENU, f"{word}:{reply.id}", block_id=f"reply:{reply.id}")
    return top(world, who)


async def stored(world: World, reply: SavedReply) -> SavedReply:
    found = await world.read(rows.get, reply.id)
    assert found is not None
    return found


async def test_a_new_reply_is_written_in_a_form_and_appears_in_the_list(world: World) -> None:
    view = await listing(world)
    assert "There are no saved replies yet" in said_in(view)
    await world.dana.click(view, ids.NEW_REPLY)
    assert await world.dana.submit(top(world), {**FILLED, ids.REPLY_CATEGORY: "vpn", ids.LANGUAGE: "de"}) is None
    behind = top(world)
    assert (behind.id, titles(behind)) == (view.id, ["VPN reset"])
    assert "For IT help" in said_in(behind)
    assert "Not used yet" in said_in(behind)
    reply = await world.read(rows.by_key, Scope.DESK, "IT", "vpn-reset")
    assert reply is not None
    assert (reply.body, reply.category, reply.language) == (
        "Hi {{requester.first_name}} &lt;you&gt; &amp; all",
        "vpn",
        "de",
    )


@pytest.mark.parametrize(
    ("who", "chosen", "held"),
    [("dana", "personal", (Scope.PERSONAL, "dana")), ("gus", "workspace", (Scope.WORKSPACE, ""))],
)
async def test_a_new_reply_belongs_to_whom_it_is_meant_for(
    world: World, who: str, chosen: str, held: tuple[Scope, str]
) -> None:
    await world.person(who).click(await listing(world, who), ids.NEW_REPLY)
    assert await world.person(who).submit(top(world, who), {**FILLED, ids.SCOPE: chosen}) is None
    scope, name = held
    assert await world.read(rows.by_key, scope, world.id(name) if name else "", "vpn-reset") is not None


async def test_an_agent_is_offered_no_scope_that_is_not_theirs(world: World) -> None:
    await world.dana.click(await listing(world), ids.NEW_REPLY)
    with pytest.raises(LookupError):
        await world.dana.submit(top(world), {**FILLED, ids.SCOPE: "workspace"})
    with pytest.raises(LookupError):
        await world.dana.submit(top(world), {**FILLED, ids.SCOPE: "desk:HR"})


@on_both
async def test_a_reply_is_changed_and_its_versions_are_kept(world: World) -> None:
    reply = await saved(world, "VPN")
    await listing(world, "eli")
    form = await does(world, ids.EDIT_REPLY, reply, "eli")
    assert await world.eli.submit(form, {ids.BODY: "Better"}) is None
    now = await stored(world, reply)
    assert (now.body, now.version, now.changed_by) == ("Better", 2, world.id("eli"))
    assert [version.body for version in await world.read(rows.versions, reply.id)] == ["Text of VPN", "Better"]
    assert "Better" in said_in(top(world, "eli"))


async def test_two_people_who_change_a_reply_at_once_do_not_undo_each_other(world: World) -> None:
    reply = await saved(world, "VPN")
    for who in ("dana", "eli"):
        await listing(world, who)
        await does(world, ids.EDIT_REPLY, reply, who)
    outcome = await asyncio.gather(
        *(world.person(who).submit(top(world, who), {ids.BODY: f"By {who}"}) for who in ("dana", "eli"))
    )
    (refused,) = [errors for errors in outcome if errors]
    assert "Somebody else changed “VPN” while you were writing" in str(refused)
    assert (await stored(world, reply)).version == 2


async def test_a_copy_begins_as_the_other_and_needs_a_key_of_its_own(world: World) -> None:
    reply = await saved(world, "VPN")
    await listing(world)
    form = await does(world, ids.COPY_REPLY, reply)
    assert "Text of VPN" in said_in(form)
    refused = await world.dana.submit(form, {ids.KEY: "VPN"})
    assert refused == {
        ids.KEY: "There is a saved reply “vpn” already, perhaps a retired one. Please choose another key."
    }
    assert await world.dana.submit(form, {ids.KEY: ""}) is None
    assert titles(top(world)) == ["Copy of VPN", "VPN"]
    assert "`copy-of-vpn`" in said_in(top(world))


@on_both
async def test_a_reply_is_retired_and_restored_in_the_list(world: World) -> None:
    reply, other = await saved(world, "Apple"), await saved(world, "Pear")
    view = await listing(world)
    assert (titles(view), menu(view)) == (["Apple", "Pear"], [ids.EDIT_REPLY, ids.COPY_REPLY, ids.RETIRE_REPLY])
    view = await does(world, ids.RETIRE_REPLY, reply)
    assert (titles(view), menu(view, 1)) == (["Pear", "Apple"], [ids.COPY_REPLY, ids.RESTORE_REPLY])
    assert "*Retired*" in said_in(view)
    view = await does(world, ids.RESTORE_REPLY, reply)
    assert titles(view) == ["Apple", "Pear"]
    assert (await stored(world, other)).retired_at is None


async def test_the_workspaces_replies_can_be_copied_by_agents_and_not_changed(world: World) -> None:
    await saved(world, "Everywhere", "gus", Scope.WORKSPACE)
    view = await listing(world)
    assert menu(view) == [ids.COPY_REPLY]
    assert "For every desk" in said_in(view)


async def test_somebody_elses_reply_can_not_be_retired_by_a_forged_choice(world: World) -> None:
    mine = await saved(world, "Mine", scope=Scope.PERSONAL)
    theirs = await world.store.write(
        replies.save, Wording("Theirs", "Text"), world.id("hana"), Scope.DESK, DeskId("HR")
    )
    view = await listing(world)
    line: dict[str, Any] = next(block for block in view.blocks if block["block_id"] == f"reply:{mine.id}")
    for value in (f"{ids.RETIRE_REPLY}:{theirs.id}", f"{ids.RETIRE_REPLY}:x", f"{ids.RETIRE_REPLY}:5"):
        line["accessory"]["options"][0]["value"] = value
        await world.dana.choose(view, ids.REPLY_MENU, value)
        assert "can't be used here" in said_in(top(world))
        await world.dana.close(top(world))
    assert (await stored(world, theirs)).retired_at is None


@on_both
async def test_words_are_sought_in_the_list_and_its_pages_are_turned(world: World) -> None:
    for number in range(23):
        await saved(world, f"Reply {number:02}")
    await saved(world, "Another")
    view = await listing(world)
    assert len(titles(view)) == 20
    await world.dana.click(view, ids.REPLIES_ON, "2")
    assert titles(top(world)) == ["Reply 19", "Reply 20", "Reply 21", "Reply 22"]
    await world.dana.click(top(world), ids.REPLIES_BACK, "1")
    assert titles(top(world))[0] == "Another"
    assert await world.dana.submit(top(world), {ids.QUERY: "anoth"}) is None
    assert titles(top(world)) == ["Another"]
    assert await world.dana.submit(top(world), {ids.QUERY: "nothing like it"}) is None
    assert "No saved reply has these words" in said_in(top(world))


async def test_a_form_that_is_saved_shows_the_page_of_the_list_that_it_came_from(world: World) -> None:
    every = [await saved(world, f"Reply {number:02}") for number in range(22)]
    await world.dana.click(await listing(world), ids.REPLIES_ON, "2")
    assert (
        await world.dana.submit(await does(world, ids.EDIT_REPLY, every[-1]), {ids.TITLE: "Reply 21, better"}) is None
    )
    assert titles(top(world)) == ["Reply 20", "Reply 21, better"]


async def test_agents_come_to_the_list_from_home_and_others_do_not(world: World) -> None:
    await saved(world, "VPN")
    home = await world.dana.open_home()
    assert home is not None
    await world.dana.click(home, ids.REPLIES)
    assert titles(top(world)) == ["VPN"]
    others = await world.ben.open_home()
    assert others is not None
    assert ids.REPLIES not in said_in(others)


async def test_who_works_no_desk_is_told_that_it_is_not_for_them(world: World) -> None:
    answer = await world.ben.slash("/helpdesk", "replies")
    assert answer.text == "That is for the people who work a desk. Nothing was changed."
    assert world.ben.modal() is None


async def test_a_text_that_shows_nothing_is_refused_at_its_field(world: World) -> None:
    await world.dana.click(await listing(world), ids.NEW_REPLY)
    refused = await world.dana.submit(top(world), {ids.TITLE: "Title", ids.BODY: " \u200b "})
    assert refused is not None
    assert list(refused) == [ids.BODY]
