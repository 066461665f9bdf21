"""Small things that a chat client does: a new line, a copied link, a word about what went wrong, no motion for some."""

import re

from playwright.async_api import expect

from tests.browser import Windows
from tests.e2e.hands import composer, message, messages, modal, say
from tests.world import World

MOVING = """() => [...document.querySelectorAll("*")].flatMap((one) =>
  ["", "::before", "::after"].map((part) => getComputedStyle(one, part))
).filter((style) => style.animationName !== "none" || parseFloat(style.transitionDuration) > 0).length"""
"""How many things on the page would move."""


async def test_shift_and_enter_break_the_line_and_enter_sends(world: World, windows: Windows):
    ana = await windows.open("ana", "#random")
    await composer(ana).press_sequentially("One")
    await composer(ana).press("Shift+Enter")
    await composer(ana).press_sequentially("two")
    await expect(messages(ana)).to_have_count(0)
    await composer(ana).press("Enter")
    await expect(messages(ana).first.locator(".text")).to_have_text("One\ntwo")
    assert world.sandbox.driver.messages(world.id("#random"))[-1].text == "One\ntwo"


async def test_a_command_is_offered_with_its_hint_which_stays_while_one_writes_on(world: World, windows: Windows):
    ana = await windows.open("ana", "#random")
    options = ana.get_by_role("option")
    await composer(ana).press_sequentially("/")
    for command in world.sandbox.workspace.manifest.commands.values():
        shown = options.filter(has_text=command["command"])
        await expect(shown).to_contain_text(command["usage_hint"])
        await expect(shown).to_contain_text(command["description"])
    await composer(ana).press_sequentially("ti")
    await expect(options).to_have_count(1)
    await composer(ana).press("Tab")
    await composer(ana).press_sequentially("IT-")
    await expect(options).to_contain_text("IT-42 | help")


async def test_what_did_not_work_is_said_until_it_is_dismissed_and_what_was_written_stays(windows: Windows):
    ana = await windows.open("ana", "#random")
    toast = ana.get_by_role("status").locator(".toast")
    await composer(ana).fill("/nope at all")
    await composer(ana).press("Enter")
    await expect(toast).to_have_text("/nope is not a valid command.")
    await expect(composer(ana)).to_have_value("/nope at all")
    await toast.get_by_role("button", name="Dismiss").click()
    await expect(toast).to_have_count(0)
    [refused] = windows.complaints  # the browser's own word about the server's answer
    assert "504" in refused
    windows.complaints.clear()


async def test_a_link_to_a_message_is_copied_and_leads_to_it(windows: Windows):
    ana = await windows.open("ana", "#random")
    await ana.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await say(ana, "Find me")
    await message(ana, "Find me").hover()
    await message(ana, "Find me").get_by_label("More actions").click()
    await ana.get_by_role("button", name="Copy link").click()
    await expect(ana.get_by_text("The link is copied.")).to_be_visible()
    link = await ana.evaluate("navigator.clipboard.readText()")
    await say(ana, link)
    await message(ana, "archives").get_by_role("link", name=re.compile("archives")).click()
    await expect(ana).to_have_url(re.compile(r"#channel-\d+$"))
    await expect(message(ana, "Find me")).to_be_in_viewport()


async def test_nothing_moves_for_those_who_want_no_motion(windows: Windows):
    ana = await windows.open("ana", "#random")  # in these windows people want it reduced
    await ana.locator(".send").evaluate("(button) => button.setAttribute('aria-busy', 'true')")
    assert await ana.evaluate(MOVING) == 0
    await ana.emulate_media(reduced_motion="no-preference")
    assert await ana.evaluate(MOVING) > 0


async def test_a_shortcut_is_beside_each_message_and_beside_the_composer(windows: Windows):
    ana = await windows.open("ana", "#random")
    await say(ana, "The projector flickers")
    await message(ana, "projector").hover()
    await message(ana, "projector").get_by_label("More actions").click()
    await ana.get_by_role("button", name="Make it a ticket").click()
    await expect(modal(ana).get_by_label("Tell us more")).to_have_value("The projector flickers")
    await ana.keyboard.press("Escape")
    await expect(modal(ana)).to_have_count(0)
    await ana.get_by_label("Shortcuts").click()
    await ana.get_by_role("button", name="Raise a ticket").click()
    await expect(modal(ana).get_by_label("What do you need?")).to_have_value("")
