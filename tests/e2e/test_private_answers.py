"""What only one person may see: it is in their window, and in nobody else's."""

from playwright.async_api import expect

from tests.browser import Windows
from tests.e2e.hands import message, messages, say
from tests.world import World


async def test_a_private_answer_is_in_its_readers_window_only(world: World, windows: Windows):
    ana, ben = await windows.open("ana", "#random"), await windows.open("ben", "#random")
    await say(ana, "/ticket My boss reads my mail")
    answer = message(ana, "IT-1")
    await expect(answer).to_contain_text("Only visible to you")
    await say(ben, "Hello all")  # whatever was told to Ben's window before this has arrived
    await expect(message(ben, "Hello all")).to_be_visible()
    await expect(message(ana, "Hello all")).to_be_visible()
    await expect(ben.get_by_text("IT-1")).to_have_count(0)
    assert "My boss" not in await ben.content()
    await windows.picture(ana, "private-answer")


async def test_it_is_still_there_and_still_private_after_a_reload(world: World, windows: Windows):
    ana, ben = await windows.open("ana", "#random"), await windows.open("ben", "#random")
    await say(ana, "/helpdesk help")
    await expect(messages(ana).filter(has_text="Only visible to you")).to_have_count(1)
    for window in (ana, ben):
        await window.reload()
    await expect(messages(ana).filter(has_text="Only visible to you")).to_have_count(1)
    await expect(ben.get_by_text("Only visible to you")).to_have_count(0)


async def test_a_refusal_is_told_to_whoever_pressed_and_changes_nothing(world: World, windows: Windows):
    await world.ana.slash("/ticket", "No ink", channel="it")
    await world.dana.invite("it-triage", "ben")
    ben, dana = await windows.open("ben", "#it-triage"), await windows.open("dana", "#it-triage")
    await message(ben, "No ink").get_by_role("button", name="Claim").click()
    told = message(ben, "Only the people who work its desk")
    await expect(told).to_contain_text("Only visible to you")
    await expect(message(ben, "No ink")).to_contain_text("Nobody yet")
    await expect(dana.get_by_text("Only the people who work its desk")).to_have_count(0)
