"""The guided tour, walked as three people in three windows, and in one window of a phone."""

import pytest
from playwright.async_api import Locator, Page, expect

from bot.cli import tour
from bot.helpdesk import replies
from bot.rules.replies import Wording
from bot.rules.vocabulary import DeskId, Scope
from tests.browser import PHONE, Windows
from tests.world import World

LINE = 48  # pixels, at most


@pytest.fixture(autouse=True)
def offered(world: World) -> None:
    world.sandbox.offer(tour.script(requests="it"))


async def test_three_people_in_three_windows_walk_it_from_the_question_to_the_numbers(world: World, windows: Windows):
    await saved_reply(world)
    ana, dana, lea = (
        await windows.open("ana", "#it"),
        await windows.open("dana", "#it-triage"),
        await windows.open("lea"),
    )
    everywhere = [ana, dana, lea]
    await come_to(everywhere, "Step 1 of 6: Raise a ticket")
    await expect(dana.get_by_role("link", name="Go to #it as Ana")).to_be_visible()
    await send_what_it_types(ana)
    await come_to(everywhere, "Step 2 of 6: Claim it")
    await expect(dana.locator("#tour")).to_contain_text("Her message is IT-1 now")
    await press(windows, dana, "Claim")
    await come_to(everywhere, "Step 3 of 6: Answer with a saved reply")
    await press(windows, dana, "Reply")
    await choose_the_reply(windows, dana)
    await come_to(everywhere, "Step 4 of 6: Solve it")
    await press(windows, dana, "Solve")
    await come_to(everywhere, "Step 5 of 6: Rate it")
    await ana.get_by_role("link", name="Go to Helpdesk as Ana").click()
    await press(windows, ana, "star-struck")
    await come_to(everywhere, "Step 6 of 6: See the numbers")
    await lea.get_by_role("link", name="Go to #it-triage as Lea").click()
    await send_what_it_types(lea)
    await come_to(everywhere, "The end: A ticket's whole life")
    await expect(lea.locator(".message").last).to_contain_text("Only visible to you")
    await expect(dana.locator("[data-tour]")).to_have_count(0)


async def test_an_answer_written_by_hand_leaves_the_saved_replies_to_be_seen(world: World, windows: Windows):
    await saved_reply(world)
    dana = await windows.open("dana", "#it-triage")
    request = await world.ana.say("it", "The printer is jammed")
    await come_to([dana], "Step 2 of 6: Claim it")
    await claim(dana, "IT-1").click()
    await answer(dana, "By hand")
    await world.sandbox.driver.until(lambda: "By hand" in world.sandbox.driver.thread("it", request)[-1].text)
    await expect(title(dana)).to_have_text("Step 3 of 6: Answer with a saved reply")


async def test_where_there_are_no_saved_replies_a_line_by_hand_will_do(world: World, windows: Windows):
    dana = await windows.open("dana", "#it-triage")
    await world.ana.say("it", "The printer is jammed")
    await come_to([dana], "Step 2 of 6: Claim it")
    await claim(dana, "IT-1").click()
    await answer(dana, "By hand")
    await come_to([dana], "Step 4 of 6: Solve it")


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


async def test_on_a_phone_it_begins_open_and_folds_to_one_line(windows: Windows):
    phone = await windows.open("ben", "#it", PHONE)
    await expect(title(phone)).to_contain_text("1 of 6: Raise a ticket")
    await expect(phone.locator(".tour-text")).to_be_visible()
    await phone.get_by_role("button", name="Hide").click()
    await expect(phone.locator(".tour-text")).to_be_hidden()
    await phone.reload()
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


async def saved_reply(world: World) -> None:
    wording = Wording("On my way", "Hi {{requester.first_name}}, we are coming.", "coming")
    await world.store.write(replies.save, wording, world.id("dana"), Scope.DESK, DeskId("IT"))


async def send_what_it_types(window: Page) -> None:
    composer = window.locator("#main form.composer textarea")
    await expect(composer).to_be_focused()  # the page's script is there
    await window.get_by_role("button", name="Type it for me").click()
    await expect(composer).not_to_have_value("")
    await composer.press("Enter")


async def press(windows: Windows, window: Page, name: str) -> None:
    """Press what the tour has put a ring around."""
    pressed = window.locator("main [data-tour]").get_by_role("button", name=name)
    await expect(pressed).to_be_visible()
    await windows.picture(window, f"tour-{name.lower()}")
    await pressed.click()


async def choose_the_reply(windows: Windows, window: Page) -> None:
    form = window.get_by_role("dialog")
    before = await window.locator("main [data-action=reply]").get_attribute("data-block")
    await form.locator("[data-tour]").get_by_role("combobox").press_sequentially("way")
    await form.get_by_role("option", name="On my way").click()
    await expect(form.get_by_role("textbox", name="Your reply")).to_have_value("Hi ana, we are coming.")
    await windows.picture(window, "tour-saved-reply")
    await form.get_by_role("button", name="Send").click()
    await expect(window.locator(f'main [data-block="{before}"]')).to_have_count(0)  # the card is drawn anew


async def answer(window: Page, words: str) -> None:
    await window.locator("[data-tour]").get_by_role("button", name="Reply").click()
    await window.get_by_role("textbox", name="Your reply").fill(words)
    await window.get_by_role("dialog").get_by_role("button", name="Send").click()


async def come_to(windows: list[Page], heading: str) -> None:
    """Wait until every window shows this step."""
    for window in windows:
        await expect(title(window)).to_have_text(heading)


def title(window: Page) -> Locator:
    return window.get_by_role("complementary").get_by_role("heading")


def claim(window: Page, key: str) -> Locator:
    return window.locator(".message", has_text=key).get_by_role("button", name="Claim")
