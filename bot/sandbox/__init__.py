"""A Slack workspace on localhost, as strict as the real one, for the demo, the tests and the chaos runs.

from bot.sandbox import Limits, Sandbox, Timing

async with Sandbox(limits=Limits.off(), timing=Timing(acknowledgement=1.0)) as sandbox:
    sandbox.add_person("ana")                          # an employee
    sandbox.add_person("lea", is_admin=True, locale="de-DE", tz="Europe/Berlin")
    sandbox.add_channel("it")                          # everybody is in it, and the bot
    # Start the bot against sandbox.api_url with sandbox.bot_token and sandbox.app_token, then:
    await sandbox.connected()

    ana = sandbox.driver.person("ana")
    ts = await ana.say("it", "The printer is on fire")  # returns when the bot has acknowledged its events
    answer = await ana.slash("/ticket", "list", channel="it")      # answer.text, .blocks, .error
    await ana.shortcut("raise_ticket")                 # the bot opens a modal …
    errors = await ana.submit(ana.modal(), {"subject": "No ink", "urgency": "high"})  # … None: it was taken
    card = await sandbox.driver.until(lambda: sandbox.driver.messages("triage")[-1])
    await ana.click(card, "claim")                     # choose(card, "more", "merge") for menus and selects
    await ana.react("it", ts, "eyes")
    home = await ana.open_home()
    sandbox.driver.thread("it", ts), ana.ephemerals("it"), sandbox.driver.messages(ana.dm().id)
    await sandbox.deliver_again(4)                     # the last delivery, four times at once
    sandbox.faults.next("chat.postMessage", Fault.RESET_AFTER)
"""

from bot.sandbox.answers import NoAnswer, SlashAnswer
from bot.sandbox.block_kit import problems
from bot.sandbox.faults import DELIVERY, EVERY, Fault
from bot.sandbox.limits import Limits
from bot.sandbox.manifest import Manifest
from bot.sandbox.server import Sandbox, Setup
from bot.sandbox.socket_mode import Timing

__all__ = [
    "DELIVERY",
    "EVERY",
    "Fault",
    "Limits",
    "Manifest",
    "NoAnswer",
    "Sandbox",
    "Setup",
    "SlashAnswer",
    "Timing",
    "problems",
]
