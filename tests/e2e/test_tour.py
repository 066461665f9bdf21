"""The guided tour, walked as three people in three windows, and in one window of a phone."""

import pytest
from playwright.async_api import Locator, Page, expect

from bot.cli import tour
from tests.browser import PHONE, Windows
from tests.world import World

LINE = 48  # pixels, at most


@pytest.fixture(autouse=True)
def offered(world: World) -> None:
    world.sandbox.offer(tour.script(requests="it"))


async def test_three_people_in_three_windows_walk_it_from_the_question_to_the_numbers(windows: Windows):
    ana, dana, lea = [
        await windows.open(*who) for who in (("ana", "#it"), ("dana", "#it-triage"), ("lea", "#it-triage"))
    ]
    everywhere = (ana, dana, lea)

    await come_to(everywhere, "Step 1 of 6: Raise a ticket")
    await expect(dana.get_by_role("link", name="Go to #it as Ana")).to_be_visible()
    await windows.picture(ana, "tour-1-raise")
    await ana.get_by_role("button", name="Type it for me").click()
    await ana.keyboard.press("Enter")

    await come_to(everywhere, "Step 2 of 6: Claim it")
    await expect(dana.locator("#tour")).to_contain_text("Her message is IT-1 now")
    await windows.picture(dana, "tour-2-claim")
    await ringed(dana, "Press this").get_by_role("button", name="Claim").click()

    await come_to(everywhere, "Step 3 of 6: Answer")
    await windows.picture(dana, "tour-3-answer")
    await ringed(dana, "Press this").get_by_role("button", name="Reply").click()
    await dana.get_by_role("textbox", name="Your reply").fill("I am on my way with a screwdriver.")
    await dana.get_by_role("button", name="Send").last.click()

    await come_to(everywhere, "Step 4 of 6: Solve it")
    await windows.picture(dana, "tour-4-solve")
    await ringed(dana, "Press this").get_by_role("button", name="Solve").click()

    await come_to(everywhere, "Step 5 of 6: Rate it")
    await ana.get_by_role("link", name="Go to Helpdesk as Ana").click()
    await windows.picture(ana, "tour-5-rate")
    await ringed(ana, "Press one of these").get_by_role("button").last.click()

    await come_to(everywhere, "Step 6 of 6: See the numbers")
    await lea.get_by_role("button", name="Type it for me").click()
    await lea.keyboard.press("Enter")

    await come_to(everywhere, "The end: That was a ticket's whole life")
    await expect(lea.locator(".message").last).to_contain_text("Only visible to you")
    await windows.picture(lea, "tour-6-metrics")
    await expect(dana.locator("[data-tour]")).to_have_count(0)


async def test_another_ticket_and_a_wrong_order_do_not_lead_astray(world: World, windows: Windows):
    dana = await windows.open("dana", "#it-triage")
    await world.ana.say("it", "The printer is jammed")
    await come_to([dana], "Step 2 of 6: Claim it")
    await world.ben.say("it", "The scanner hums")
    await claim(dana, "IT-2").click()
    await expect(claim(dana, "IT-2")).to_have_count(0)
    await expect(title(dana)).to_have_text("Step 2 of 6: Claim it")
    await world.lea.slash("/helpdesk", "metrics", channel="it-triage")
    await dana.locator(".message", has_text="IT-1").get_by_role("button", name="Solve").click()
    await come_to([dana], "Step 5 of 6: Rate it")
    await dana.get_by_role("button", name="Back").click()
    await expect(title(dana)).to_have_text("Step 4 of 6: Solve it ✓ done")
    await dana.get_by_role("button", name="Next").click()
    await expect(title(dana)).to_have_text("Step 5 of 6: Rate it")
    await dana.get_by_role("button", name="Skip").click()
    await expect(title(dana)).to_have_text("Step 6 of 6: See the numbers ✓ done")


async def test_on_a_phone_it_is_one_line_until_somebody_unfolds_it(windows: Windows):
    phone = await windows.open("ben", "#it", PHONE)
    await expect(title(phone)).to_contain_text("1 of 6: Raise a ticket")
    await expect(phone.locator(".tour-text")).to_be_hidden()
    box = await phone.locator("#tour").bounding_box()
    assert box is not None
    assert box["height"] < LINE
    await phone.get_by_role("button", name="Show").click()
    await expect(phone.get_by_role("button", name="Hide")).to_have_attribute("aria-expanded", "true")
    await phone.get_by_role("link", name="Go to #it as Ana").click()
    await expect(phone.get_by_role("button", name="Type it for me")).to_be_visible()
    assert await phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


async def test_the_keyboard_leads_through_it_and_a_screen_reader_hears_of_each_step(windows: Windows):
    ana = await windows.open("ana", "#it")
    await ana.get_by_role("button", name="Skip").focus()
    await ana.keyboard.press("Enter")
    await expect(title(ana)).to_have_text("Step 2 of 6: Claim it")
    await expect(ana.locator("#tour-news")).to_have_text("Step 2 of 6: Claim it")
    await expect(ana.get_by_role("button", name="Skip")).to_be_focused()
    await ana.get_by_role("button", name="Dismiss the tour").focus()
    await ana.keyboard.press("Enter")
    await expect(ana.locator(".tour")).to_have_count(0)
    await expect(ana.get_by_role("button", name="Tour", exact=True)).to_be_focused()
    await ana.reload()
    await expect(ana.locator(".tour")).to_have_count(0)
    await ana.get_by_role("button", name="Tour", exact=True).press("Enter")
    await expect(title(ana)).to_be_focused()


async def come_to(windows: tuple[Page, ...] | list[Page], heading: str) -> None:
    """Wait until every window shows this step."""
    for window in windows:
        await expect(title(window)).to_have_text(heading)


def title(window: Page) -> Locator:
    return window.get_by_role("complementary").get_by_role("heading")


def ringed(window: Page, hint: str) -> Locator:
    """What has a ring around it and these words beside it."""
    return window.locator(f'[data-tour="{hint}"]')


def claim(window: Page, key: str) -> Locator:
    return window.locator(".message", has_text=key).get_by_role("button", name="Claim")
