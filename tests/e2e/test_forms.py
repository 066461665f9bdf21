"""Forms: errors stand at their fields, and nothing that was written is lost."""

from playwright.async_api import expect

from tests.browser import PHONE, Windows
from tests.e2e.hands import choose, field, message, modal, say, sent
from tests.world import World

BLANK = "\u200b \u200b"  # something was entered, and there is nothing to read in it


async def test_an_error_stands_at_its_field_and_what_was_written_stays_until_it_is_right(
    world: World, windows: Windows
):
    ana = await windows.open("ana", "#it")
    await say(ana, "/ticket")
    form = modal(ana)
    subject, story = form.get_by_label("What do you need?"), form.get_by_label("Tell us more")
    await story.fill("It hums, and prints nothing.")
    await form.get_by_label("Category").select_option("Hardware")
    await form.get_by_role("button", name="Raise it").click()
    error = field(form, "What do you need?").get_by_role("alert")
    await expect(error).to_be_visible()
    await expect(subject).to_be_focused()
    await expect(subject).to_have_attribute("aria-invalid", "true")
    await subject.fill(BLANK)
    await subject.press("Enter")
    await expect(error).to_have_text("There is nothing to read in that. Please say in a few words what you need.")
    await expect(story).to_have_value("It hums, and prints nothing.")
    await expect(form.get_by_role("alert").filter(visible=True)).to_have_count(1)
    await windows.picture(ana, "form-with-an-error")
    await subject.fill("The printer is jammed")
    await sent(ana, "Raise it")
    ticket = await world.ticket("IT-1")
    assert (ticket.subject, ticket.category) == ("The printer is jammed", "hardware")
    assert ticket.description == "It hums, and prints nothing."


async def test_another_desk_brings_its_categories_and_keeps_what_was_written(world: World, windows: Windows):
    ana = await windows.open("ana", "#it")
    await say(ana, "/ticket")
    form = modal(ana)
    await form.get_by_label("What do you need?").fill("My pay slip")
    await form.get_by_label("Who should help?").select_option("People")
    await form.get_by_label("Category").select_option("Payroll")
    await expect(form.get_by_label("What do you need?")).to_have_value("My pay slip")
    await sent(ana, "Raise it")
    assert (await world.ticket("HR-1")).category == "payroll"


async def test_a_wrong_number_is_said_in_the_form_to_merge(world: World, windows: Windows):
    for text in ("No ink", "Still no ink"):
        await world.ana.slash("/ticket", text, channel="it")
    dana = await windows.open("dana", "#it-triage")
    await choose(message(dana, "Still no ink"), "Merge into…")
    number = modal(dana).get_by_label("The other ticket's number")
    await number.fill("IT-77")
    await number.press("Enter")
    await expect(field(modal(dana), "The other ticket's number").get_by_role("alert")).to_contain_text("IT-77")
    await expect(number).to_have_value("IT-77")
    await number.fill("it-1")
    await sent(dana, "Merge")
    await expect(message(dana, "Still no ink")).to_contain_text("Merged into IT-1")


async def test_a_form_is_closed_by_escape_and_sent_on_a_phone(world: World, windows: Windows):
    ana = await windows.open("ana", "#it", PHONE)
    await say(ana, "/ticket")
    await expect(modal(ana)).to_be_visible()
    await ana.keyboard.press("Escape")
    await expect(modal(ana)).to_have_count(0)
    await say(ana, "/ticket")
    await modal(ana).get_by_label("What do you need?").fill("No sound")
    await windows.picture(ana, "form-on-a-phone")
    await sent(ana, "Raise it")
    assert (await world.ticket("IT-1")).subject == "No sound"


async def test_every_entry_of_a_menu_can_be_pressed_in_a_form_that_is_lower_than_the_menu(
    world: World, windows: Windows
):
    lea = await windows.open("lea", "#it-triage")
    await say(lea, "/helpdesk learn add Printer drivers")
    await modal(lea).get_by_label("Link").fill("https://wiki.larkfield.example/drivers")
    await modal(lea).get_by_role("button", name="Save").click()
    await modal(lea).get_by_role("button", name="Close").last.click()
    await expect(modal(lea)).to_have_count(0)
    await say(lea, "/helpdesk learn printer")
    await modal(lea).get_by_label("More actions").click()
    await expect(modal(lea).locator("details[open] > .panel")).to_be_in_viewport(ratio=0.99)
    await windows.picture(lea, "menu-in-a-low-form")
    await modal(lea).get_by_role("button", name="Look at it").click()
    await expect(modal(lea)).to_contain_text("Nobody has read it yet")
