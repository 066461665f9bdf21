"""Working a card in tests: what it offers, its menu, its forms, and cards that somebody forged."""

import copy
from dataclasses import replace
from typing import Any

from bot.sandbox.records import Message, View
from bot.views import ids
from tests.world import World


async def raised(world: World, text: str = "The printer on the 3rd floor is jammed", who: str = "ana") -> Message:
    """A request in #it, with its card delivered."""
    ts = await world.person(who).say("it", text)
    await world.deliver()
    return world.sandbox.driver.message("it", ts)


async def asks(world: World, words: str, who: str = "dana") -> View:
    """What `/helpdesk` with these words opens."""
    answer = await world.person(who).slash("/helpdesk", words)
    assert (answer.text, answer.error) == ("", "")
    return top(world, who)


async def choose(world: World, who: str, word: str, key: str = "IT-1", card: Message | None = None) -> View | None:
    """Choose an entry of a card's menu; the form that opens, if one does."""
    ticket = await world.ticket(key)
    person, before = world.person(who), world.person(who).modal()
    await person.choose(card or world.card(key), ids.MORE, f"{word}:{ticket.id}")
    return None if person.modal() == before else person.modal()


async def form(world: World, who: str, word: str, key: str = "IT-1") -> View:
    """The form behind an entry of a card's menu."""
    opened = await choose(world, who, word, key)
    assert opened is not None, f"{word} opened nothing"
    return opened


def top(world: World, who: str = "dana") -> View:
    """The modal that somebody has before them."""
    view = world.person(who).modal()
    assert view is not None
    return view


def elements(message: Message | View) -> list[dict[str, Any]]:
    """Its buttons and menus."""
    return [element for block in message.blocks if block["type"] == "actions" for element in block["elements"]]


def offers(message: Message | View) -> list[str]:
    """What can be done with it: the action_ids of its buttons and menus."""
    return [element["action_id"] for element in elements(message)]


def menu(card: Message) -> list[str]:
    """The words of a card's menu."""
    more = [element for element in elements(card) if element["action_id"] == ids.MORE]
    return [option["value"].partition(":")[0] for element in more for option in element["options"]]


def forged(message: Message, action_id: str, value: str) -> Message:
    """The same message with another value on a button, or as the first entry of a menu."""
    blocks = copy.deepcopy(message.blocks)
    for block in blocks:
        for element in block.get("elements", []):
            if element.get("action_id") == action_id and "options" in element:
                element["options"][0]["value"] = value
            elif element.get("action_id") == action_id:
                element["value"] = value
    return replace(message, blocks=blocks)


def told(world: World, who: str, channel: str = "it-triage") -> str:
    """The last thing that somebody alone was told in a channel."""
    return world.person(who).ephemerals(channel)[-1].text


def said_in(message: Message | View) -> str:
    """Everything it shows."""
    return str(message.blocks)


async def invited(world: World, who: str) -> None:
    """Let somebody from outside the desk into the triage channel."""
    await world.dana.invite("it-triage", who)
