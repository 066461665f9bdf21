"""Whatever people write, in whichever field, is shown as they wrote it: no script runs, no element appears."""

from collections.abc import Iterable

import pytest
from playwright.async_api import Page, expect

from bot.helpdesk import settings
from tests.browser import Windows
from tests.e2e.hands import choose, composer, message, messages, modal, open_thread, press, say, sent
from tests.world import World, desks_document

HOSTILE = {
    "elements": "<script>window.__pwned = 1</script> \"'><img src=x onerror=window.__pwned=1 id=evil>",
    "ends": "</textarea></select></title><svg/onload=window.__pwned=1> \" autofocus onfocus=window.__pwned=1 x='",
    "addresses": "[x](javascript:window.__pwned=1) <javascript:window.__pwned=1|x> data:text/html,<b id=evil>",
    "templates": "{{ 7*7 }} ${7*7} {% include 'x' %} %3Cb id=evil%3E &lt;b id=evil&gt; &#60;b&#62;",
}
SHORT = "<b id=evil onclick=x>'\"&lt;"

# What only somebody's text can have brought into a page that this server drew.
INJECTED = """() => [...document.querySelectorAll("*")].filter((one) =>
  one.id === "evil" || one.matches("iframe, object, embed, base, meta[http-equiv], style") ||
  (one.tagName === "SCRIPT" && !(one.getAttribute("src") || "").startsWith("/page/static/")) ||
  (one.tagName === "IMG" && !one.getAttribute("src").startsWith("/page/")) ||
  [...one.attributes].some(({ name, value }) =>
    name.startsWith("on") || (name === "style" && value.includes("fixed")) ||
    (["href", "src", "action", "formaction"].includes(name) && /^\\s*(javascript|data|vbscript):/i.test(value)))
).map((one) => one.outerHTML.slice(0, 200))"""


async def harmless(pages: Iterable[Page]) -> None:
    """Nothing ran, nothing came in."""
    for page in pages:
        assert await page.evaluate("window.__pwned") is None
        assert await page.evaluate(INJECTED) == []


@pytest.mark.parametrize(
    "text", [f"{HOSTILE[one]} {HOSTILE[other]}" for one, other in (("elements", "addresses"), ("ends", "templates"))]
)
async def test_it_stays_text_through_the_whole_life_of_a_ticket(world: World, windows: Windows, text: str):
    ana, dana = await windows.open("ana", "#it"), await windows.open("dana", "#it-triage")
    await say(ana, text)
    request, card = messages(ana).first, messages(dana).first
    await expect(request.locator(".text").first).to_have_text(text)
    await expect(card).to_contain_text("IT-1")
    await expect(card).to_contain_text(text)
    for entry, label, button, seen in (
        ("Note…", "Your note", "Add", "1 reply"),
        ("On hold…", "What are you waiting for?", "Put on hold", "On hold:"),
    ):
        await choose(card, entry)
        await expect(modal(dana)).to_contain_text(text[:60])  # a headline shows the beginning of a long subject
        await modal(dana).get_by_label(label).fill(text)
        await sent(dana, button)
        await expect(card).to_contain_text(seen)
    await expect(card).to_contain_text(f"On hold: {text}")
    await press(card, "Reply")
    await modal(dana).get_by_label("Your reply").fill(text)
    await sent(dana, "Send")
    await open_thread(ana, request)
    await expect(messages(ana, "thread").last).to_contain_text(text)
    await say(ana, f"Thread: {text}", "thread")
    await open_thread(dana, card)
    await expect(messages(dana, "thread").last).to_contain_text(f"Thread: {text}")
    await choose(card, "History")
    await expect(modal(dana).get_by_role("blockquote").filter(has_text=text)).to_be_visible()
    await harmless([ana, dana])
    home = await windows.open("ana", "home")
    await expect(home.get_by_role("main")).to_contain_text(text[:60])
    await harmless([home])


@pytest.mark.parametrize("text", [HOSTILE["elements"], HOSTILE["ends"]])
async def test_it_stays_text_in_a_form_that_is_filled_in_again(world: World, windows: Windows, text: str):
    ana = await windows.open("ana", "#random")
    await say(ana, "/ticket")
    await modal(ana).get_by_label("What do you need?").fill(text)
    await modal(ana).get_by_label("Tell us more").fill(text)
    await modal(ana).get_by_label("Who should help?").select_option("People")  # the form is drawn anew
    await expect(modal(ana).get_by_label("Category")).to_contain_text("Payroll")
    await expect(modal(ana).get_by_label("What do you need?")).to_have_value(text)
    await modal(ana).get_by_label("Who should help?").select_option("IT help")
    await expect(modal(ana).get_by_label("Category")).to_contain_text("VPN")
    await expect(modal(ana).get_by_label("Tell us more")).to_have_value(text)
    await sent(ana, "Raise it")
    dana = await windows.open("dana", "#it-triage")
    card = message(dana, "IT-1")
    await expect(card).to_contain_text(text)
    await choose(card, "Priority…")
    await modal(dana).get_by_label("Why?").fill(text)
    await sent(dana, "Save")
    await expect(card).to_contain_text(f"Priority set by hand: {text}")
    await choose(card, "Priority…")
    await expect(modal(dana).get_by_label("Why?")).to_have_value(text)
    await harmless([ana, dana])


@pytest.mark.parametrize("text", [HOSTILE["ends"], HOSTILE["templates"]])
async def test_it_stays_text_while_one_edits_it(world: World, windows: Windows, text: str):
    ana, ben = await windows.open("ana", "#random"), await windows.open("ben", "#random")
    await say(ana, "Hello")
    await expect(messages(ana)).to_have_count(1)
    await composer(ana).press("ArrowUp")
    edited = ana.get_by_role("textbox", name="Edit the message")
    await edited.fill(text)
    await edited.press("Enter")
    await expect(messages(ben).first).to_contain_text(f"{text} (edited)")
    await ana.reload()
    await composer(ana).press("ArrowUp")
    await expect(edited).to_have_value(text)
    await say(ben, f"/helpdesk {text}")
    await expect(message(ben, "Only visible to you")).to_be_visible()
    await harmless([ana, ben])


async def test_names_of_people_channels_categories_tags_and_files_stay_text(world: World, windows: Windows):
    workspace = world.sandbox.workspace
    workspace.people.change(world.id("ana"), real_name=f"Ana {SHORT}", display_name=f"ana {SHORT}", title=SHORT)
    workspace.channels.change(world.id("#it"), topic=f"Topic {SHORT}")
    await world.sandbox.driver.quiet()
    categories = [{"key": "evil", "name": f"Kind {SHORT}"}]
    await world.store.write(settings.apply, desks_document(world.ids, name=f"Desk {SHORT}"[:40], categories=categories))
    ana, dana = await windows.open("ana", "#it"), await windows.open("dana", "#it-triage")
    await expect(ana.get_by_text(f"Topic {SHORT}").first).to_be_visible()
    await expect(ana.get_by_role("banner")).to_contain_text(f"Ana {SHORT}")
    name = "<b id=evil onclick=x>'&lt;.txt"
    await ana.get_by_label("Attach files").first.set_input_files(
        {"name": name, "mimeType": "text/plain", "buffer": b"x"}
    )
    await say(ana, "See the file")
    await expect(message(ana, "See the file").get_by_role("link", name=name)).to_be_visible()
    card = message(dana, "IT-1")
    await expect(card).to_contain_text(f"@Ana {SHORT}")
    await choose(card, "Category…")
    await modal(dana).get_by_label("Category").select_option(f"Kind {SHORT}")
    await sent(dana, "Save")
    await expect(card).to_contain_text(f"Kind {SHORT}")
    await choose(card, "Tags…")
    await modal(dana).get_by_role("textbox").fill(SHORT)
    await sent(dana, "Save")
    await expect(card).to_contain_text(f"Tags: {SHORT.rstrip(';')}")  # which parts tags as a comma does
    await open_thread(dana, card)
    await expect(message(dana, name, "thread")).to_be_visible()
    lea = await windows.open("lea", "home")
    await expect(lea.get_by_role("main")).to_contain_text(f"ana {SHORT}")
    await harmless([ana, dana, lea])
    await windows.picture(dana, "hostile-names")
