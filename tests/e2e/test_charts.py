"""Charts and tables of numbers: drawn, and readable without seeing them."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.browser import DESK, PHONE, Windows
from tests.e2e.hands import messages
from tests.world import World

WEEKS = ("29 Dec", "5 Jan", "12 Jan", "19 Jan")
NUMBERS = {"Created": (12, 1500, 9, 14), "Solved": (10, 13, 12, 0)}


def plot(kind: str) -> dict[str, Any]:
    """Tickets by week."""
    series = [
        {"name": name, "data": [{"label": week, "value": at} for week, at in zip(WEEKS, values, strict=True)]}
        for name, values in NUMBERS.items()
    ]
    axes = {"categories": list(WEEKS), "x_label": "Week", "y_label": "Tickets"}
    chart = {"type": kind, "series": series, "axis_config": axes}
    return {"type": "data_visualization", "title": f"A {kind} chart", "chart": chart}


def pie() -> dict[str, Any]:
    """Tickets by category."""
    segments = [{"label": label, "value": value} for label, value in (("Hardware", 6), ("VPN", 3), ("Access", 1))]
    return {"type": "data_visualization", "title": "By category", "chart": {"type": "pie", "segments": segments}}


def table(rows: int) -> dict[str, Any]:
    """Tickets by agent."""
    head = [{"type": "raw_text", "text": name} for name in ("Agent", "Solved")]
    body = [
        [{"type": "raw_text", "text": f"Agent {at}"}, {"type": "raw_number", "value": at * 1000}] for at in range(rows)
    ]
    return {"type": "data_table", "caption": "By agent", "rows": [head, *body], "page_size": 3}


async def shown(world: World, windows: Windows, *blocks: dict[str, Any], phone: bool = False) -> Page:
    """Lea's window on a message of the bot's with these blocks."""
    await world.client.chat_postMessage(channel=world.id("#it-triage"), text="Numbers", blocks=list(blocks))
    page = await windows.open("lea", "#it-triage", PHONE if phone else DESK)
    await expect(messages(page)).to_have_count(1)
    return page


@pytest.mark.parametrize(("kind", "marks"), [("line", ".mark"), ("area", ".mark"), ("bar", "rect[fill]")])
async def test_a_plot_is_drawn_and_its_values_can_be_read_out(world: World, windows: Windows, kind: str, marks: str):
    lea = await shown(world, windows, plot(kind))
    drawing = lea.get_by_role("img", name=f"A {kind} chart")
    await expect(drawing).to_be_in_viewport(ratio=1)
    drawn = drawing.locator(f"{marks}:has(title)")
    await expect(drawn).to_have_count(8)
    for at in range(8):
        assert await drawn.nth(at).bounding_box()
    rows = lea.get_by_role("table", name=f"A {kind} chart, Tickets").get_by_role("row")
    await expect(rows).to_have_text(
        ["WeekCreatedSolved", "29 Dec1210", "5 Jan1,50013", "12 Jan912", "19 Jan140"], use_inner_text=False
    )
    await expect(lea.locator(".legend li")).to_have_text(list(NUMBERS))
    await windows.picture(lea, f"chart-{kind}")


async def test_a_pie_is_drawn_with_shares(world: World, windows: Windows):
    lea = await shown(world, windows, pie())
    await expect(lea.get_by_role("img", name="By category").locator("path.edge")).to_have_count(3)
    rows = lea.get_by_role("table", name="By category").get_by_role("row")
    await expect(rows).to_have_text(["PartValueShare", "Hardware660%", "VPN330%", "Access110%"])
    await windows.picture(lea, "chart-pie")


async def test_a_table_turns_its_pages_by_the_keyboard(world: World, windows: Windows):
    lea = await shown(world, windows, table(7))
    names = lea.locator(".data-table tbody tr:visible td:first-child")
    await expect(names).to_have_text(["Agent 0", "Agent 1", "Agent 2"])
    await lea.get_by_role("button", name="Next page").focus()
    await lea.keyboard.press("Enter")
    await expect(names).to_have_text(["Agent 3", "Agent 4", "Agent 5"])
    await lea.keyboard.press("Enter")
    await expect(names).to_have_text(["Agent 6"])
    await expect(lea.get_by_role("button", name="Next page")).to_be_disabled()
    await windows.picture(lea, "table")


async def test_all_of_them_fit_a_phone(world: World, windows: Windows):
    lea = await shown(world, windows, plot("bar"), pie(), table(7), phone=True)
    for picture in await lea.get_by_role("img", name="A bar chart").or_(lea.get_by_role("img", name="By cat")).all():
        box = await picture.bounding_box()
        assert box is not None
        assert 0 <= box["x"] <= box["x"] + box["width"] <= PHONE["width"]
    await windows.picture(lea, "charts-on-a-phone")
