"""A ticket's two threads, each in its people's window: what is written in one appears in the other."""

from playwright.async_api import expect

from tests.browser import PHONE, Windows
from tests.e2e.hands import begin_thread, composer, message, messages, modal, open_thread, press, say, sent
from tests.world import World


async def test_one_conversation_in_two_threads(world: World, windows: Windows):
    ana, dana = await windows.open("ana", "#it"), await windows.open("dana", "#it-triage")
    await say(ana, "The printer on the 3rd floor is jammed")
    await open_thread(ana, message(ana, "jammed"))
    await expect(message(ana, "IT-1", "thread")).to_contain_text("IT help has it")
    card = message(dana, "IT-1")
    await press(card, "Claim")
    await expect(card).to_contain_text("@Dana Vogt")
    await press(card, "Reply")
    await modal(dana).get_by_label("Your reply").fill("Which tray is it?")
    await sent(dana, "Send")
    await expect(message(ana, "dana from IT help", "thread")).to_contain_text("Which tray is it?")
    await say(ana, "The second one", "thread")
    await expect(card).to_contain_text("2 replies")
    await open_thread(dana, card)
    await expect(message(dana, "The second one", "thread")).to_contain_text("ana wrote")
    await say(dana, "She means the lower one", "thread")
    await expect(messages(dana, "thread").last).to_contain_text("She means the lower one")
    await expect(messages(ana, "thread").filter(has_text="lower one")).to_have_count(0)
    await windows.picture(ana, "thread-of-the-requester")
    await windows.picture(dana, "thread-under-the-card")


async def test_replies_are_counted_where_the_thread_is_not_open(world: World, windows: Windows):
    ana, ben = await windows.open("ana", "#random"), await windows.open("ben", "#random")
    await say(ana, "Lunch?")
    await begin_thread(ben, message(ben, "Lunch?"))
    await say(ben, "Yes", "thread")
    await expect(message(ana, "Lunch?")).to_contain_text("1 reply")
    await say(ben, "At noon", "thread")
    await expect(message(ana, "Lunch?")).to_contain_text("2 replies")
    await expect(messages(ana)).to_have_count(await messages(ben).count())


async def test_a_thread_fills_a_phone_and_closes_again(world: World, windows: Windows):
    root = await world.ana.say("it", "The printer is jammed")
    ana = await windows.open("ana", "#it", PHONE)
    await open_thread(ana, message(ana, "jammed"))
    await expect(composer(ana, "thread")).to_be_in_viewport()
    await expect(composer(ana)).to_be_hidden()
    await say(ana, "It smells", "thread")
    await expect(message(ana, "It smells", "thread")).to_be_in_viewport()
    await windows.picture(ana, "thread-on-a-phone")
    await ana.get_by_role("link", name="Close the thread").click()
    await expect(composer(ana)).to_be_visible()
    assert [reply.text for reply in world.sandbox.driver.thread("it", root)][-1] == "It smells"
