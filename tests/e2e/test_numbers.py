"""A lead looks at the numbers: the answer, its charts, what is behind a number, and the form that changes it."""

from playwright.async_api import Page, expect

from bot.helpdesk import assignment, lifecycle
from storage import data_blocks
from tests.browser import PHONE, Windows
from tests.e2e.hands import message, modal, press, say
from tests.world import World


async def asked(world: World, windows: Windows, *, phone: bool = False) -> Page:
    """Lea's window with the answer to `/helpdesk metrics`, where it is known that charts are shown."""
    for text in ("printer jammed", "no sound"):
        await world.ana.slash("/ticket", text, channel="it")
    solved = (await world.ticket("IT-1")).id
    await world.store.write(assignment.claim, solved, world.id("dana"))
    world.clock.advance(hours=2)
    await world.store.write(lifecycle.solve, solved, world.id("dana"))
    await world.store.write(data_blocks.remember, are_shown=True)
    lea = await windows.open("lea", "#it-triage", *([PHONE] if phone else []))
    await say(lea, "/helpdesk metrics IT by category")
    await expect(message(lea, "by category")).to_contain_text("Only visible to you")
    return lea


async def test_charts_stand_below_the_answer_and_can_be_read_out(world: World, windows: Windows):
    lea = await asked(world, windows)
    await windows.picture(lea, "numbers-answer")
    await press(message(lea, "by category"), "Charts")
    await expect(lea.get_by_role("img", name="Created against solved")).to_be_visible()
    rows = lea.get_by_role("table", name="Unsolved tickets by age, Tickets").get_by_role("row")
    await expect(rows.nth(1)).to_have_text("under 1 d11", use_inner_text=False)
    await windows.picture(lea, "numbers-charts")
    await press(lea.get_by_role("main"), "More charts")
    await expect(lea.get_by_role("img", name="How long first responses took")).to_be_visible()


async def test_the_table_fits_and_names_its_groups(world: World, windows: Windows):
    lea = await asked(world, windows)
    await press(message(lea, "by category"), "Table")
    await expect(lea.get_by_role("rowheader", name="no category")).to_be_visible()
    await windows.picture(lea, "numbers-table")


async def test_a_number_is_followed_down_to_its_tickets(world: World, windows: Windows):
    lea = await asked(world, windows)
    await press(message(lea, "by category"), "Show the tickets")
    await expect(modal(lea)).to_contain_text("printer jammed")
    await expect(modal(lea)).to_contain_text("2 tickets")
    await modal(lea).get_by_role("combobox").first.select_option(label="Full resolution")
    await expect(modal(lea)).to_contain_text("1 ticket")
    await windows.picture(lea, "numbers-behind")


async def test_the_form_changes_what_is_counted(world: World, windows: Windows):
    lea = await asked(world, windows)
    await press(message(lea, "by category"), "Change…")
    await modal(lea).get_by_label("Period").select_option(label="Last month")
    await modal(lea).get_by_role("button", name="Show", exact=True).click()
    await expect(modal(lea)).to_contain_text("Dec 2025")
    await windows.picture(lea, "numbers-form")


async def test_it_can_be_read_on_a_phone(world: World, windows: Windows):
    lea = await asked(world, windows, phone=True)
    await press(message(lea, "by category"), "Charts")
    picture = lea.get_by_role("img", name="Created against solved")
    await expect(picture).to_be_visible()
    box = await picture.bounding_box()
    assert box is not None
    assert 0 <= box["x"] <= box["x"] + box["width"] <= PHONE["width"]
    await windows.picture(lea, "numbers-on-a-phone")
