"""The Home tab: everybody's own, live while it is looked at."""

import re

from playwright.async_api import expect

from tests.browser import PHONE, Windows
from tests.e2e.hands import modal, press, sent
from tests.world import World


async def test_it_shows_ones_tickets_as_they_go_on_without_a_reload(world: World, windows: Windows):
    ana = await windows.open("ana", "home")
    home = ana.get_by_role("main")
    await expect(home).to_contain_text("You have not asked for anything yet.")
    await press(home, "Raise a ticket")
    await modal(ana).get_by_label("What do you need?").fill("No network on the 3rd floor")
    await sent(ana, "Raise it")
    await expect(home).to_contain_text("No network on the 3rd floor")
    await expect(home).to_contain_text("Received")
    await windows.picture(ana, "home-of-a-requester")


async def test_an_agent_claims_in_it_and_follows(world: World, windows: Windows):
    for text in ("No ink", "No sound"):
        await world.ana.slash("/ticket", text, channel="it")
    dana = await windows.open("dana", "home")
    home = dana.get_by_role("main")
    await expect(home).to_contain_text("Unassigned, most urgent first, then oldest (2)")
    await home.get_by_role("button", name="Claim").first.click()
    await expect(home).to_contain_text("Unassigned, most urgent first, then oldest (1)")
    assert (await world.ticket("IT-1")).assignee_id == world.id("dana")
    await home.get_by_role("button", name="Follow", exact=True).last.click()
    await expect(home).to_contain_text("You follow (1)")
    await windows.picture(dana, "home-of-an-agent")


async def test_a_lead_reads_the_numbers_from_it(world: World, windows: Windows):
    await world.ana.slash("/ticket", "No ink", channel="it")
    lea = await windows.open("lea", "home")
    await press(lea.get_by_role("main"), "See the numbers")
    await expect(modal(lea)).to_contain_text(re.compile(r"Unsolved\s*1\b"))
    await windows.picture(lea, "numbers")
    await modal(lea).get_by_role("button", name="Close", exact=True).last.click()
    await expect(modal(lea)).to_have_count(0)


async def test_it_is_all_there_on_a_phone(world: World, windows: Windows):
    await world.ana.slash("/ticket", "No ink", channel="it")
    dana = await windows.open("dana", "home", PHONE)
    await expect(dana.get_by_role("button", name="Claim")).to_be_in_viewport()
    await windows.picture(dana, "home-on-a-phone")
