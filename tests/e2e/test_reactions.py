"""Reactions: given, taken back, counted with names, and read by the bot as a rating."""

import re

from playwright.async_api import Locator, expect

from tests.browser import Windows
from tests.e2e.hands import message, press
from tests.world import World


def reaction(place: Locator, name: str) -> Locator:
    """The reactions of one emoji under a message."""
    return place.get_by_role("button").and_(place.locator(f".reactions [data-emoji={name}]"))


async def test_a_reaction_is_given_counted_and_taken_back(world: World, windows: Windows):
    await world.ana.say("random", "We moved the printer")
    ana, ben = await windows.open("ana", "#random"), await windows.open("ben", "#random")
    said, seen = message(ben, "We moved"), message(ana, "We moved")
    await said.hover()
    await said.get_by_label("Add a reaction").click()
    await said.get_by_role("button", name="tada", exact=True).click()
    await expect(reaction(said, "tada")).to_have_attribute("aria-pressed", "true")
    await expect(reaction(seen, "tada")).to_have_text(re.compile("🎉 *1"))
    await expect(reaction(seen, "tada")).to_have_attribute("aria-pressed", "false")
    await reaction(seen, "tada").click()
    await expect(reaction(said, "tada")).to_have_text(re.compile("🎉 *2"))
    await expect(reaction(said, "tada")).to_have_attribute("title", "Ben Okafor, Ana Ruiz reacted with :tada:")
    await windows.picture(ben, "reactions")
    await reaction(said, "tada").click()
    await expect(reaction(seen, "tada")).to_have_text(re.compile("🎉 *1"))
    await reaction(seen, "tada").click()
    await expect(reaction(said, "tada")).to_have_count(0)


async def test_an_emoji_that_is_not_offered_is_given_by_its_name(world: World, windows: Windows):
    ts = await world.ana.say("random", "We moved the printer")
    ben = await windows.open("ben", "#random")
    said = message(ben, "We moved")
    await said.hover()
    await said.get_by_label("Add a reaction").click()
    await said.get_by_label("An emoji's name").fill(":printer:")
    await said.get_by_label("An emoji's name").press("Enter")
    await expect(reaction(said, "printer")).to_have_text(re.compile("🖨️? *1"))
    assert world.sandbox.driver.message("random", ts).reactions == {"printer": [world.id("ben")]}


async def test_the_question_after_solving_is_answered_by_a_reaction(world: World, windows: Windows):
    await world.ana.say("it", "The printer is jammed")
    dana = await windows.open("dana", "#it-triage")
    card = message(dana, "IT-1")
    await press(card, "Claim")
    await expect(card).to_contain_text("@Dana Vogt")
    await press(card, "Solve")
    await expect(card).to_contain_text("Solved")
    ana = await windows.open("ana", world.ana.dm().id)
    asked = message(ana, "How did we do?")
    await expect(asked.locator(".reactions button")).to_have_count(5)
    await windows.picture(ana, "rating")
    await reaction(asked, "star-struck").click()
    thanks = message(ana, "Thank you! You rated IT-1")
    await expect(thanks).to_contain_text("very good")
    await expect(reaction(thanks, "star-struck")).to_have_text(re.compile("2"))
    await windows.picture(ana, "rated")
    await reaction(thanks, "star-struck").click()
    await expect(message(ana, "How did we do?")).to_be_visible()
