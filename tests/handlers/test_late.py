"""Forms and buttons that come too late, or twice: nothing happens a second time, and people are told."""

import pytest

from bot.sandbox.forms import Choice
from bot.sandbox.records import View
from bot.views import ids
from storage import history, messages, outbox
from tests.handlers.work import form, raised, told
from tests.world import World

# Each form of a card, and what is written into it; names stand for ids.
FORMS: dict[str, dict[str, Choice]] = {
    ids.REPLY: {ids.TEXT: "Try again"},
    ids.NOTE: {ids.TEXT: "He tried"},
    ids.TAGS: {ids.TAGS: "paper, toner"},
    ids.PRIORITY: {ids.PRIORITY: "high", ids.REASON: "Payday"},
    ids.CATEGORY: {ids.CATEGORY: "hardware"},
    ids.REMIND: {ids.TEXT: "Call"},
    ids.HOLD: {ids.REASON: "Parts are ordered"},
    ids.ASSIGN: {ids.ASSIGNEE: "eli"},
    ids.UNASSIGN: {ids.TEXT: "I am away"},
    ids.MOVE: {ids.DESK: "HR"},
    ids.MERGE: {ids.OTHER: "IT-2"},
}


@pytest.fixture(autouse=True)
async def two_tickets(world: World) -> None:
    """IT-1, which Dana has, and IT-2."""
    await raised(world)
    await raised(world, "The door is stuck", "ben")
    await world.dana.click(world.card(), ids.CLAIM)
    await world.deliver()


async def opened(world: World, word: str) -> View:
    """A form of IT-1's card, as Dana has it before her."""
    if word != ids.REPLY:
        return await form(world, "dana", word)
    await world.dana.click(world.card(), ids.REPLY)
    view = world.dana.modal()
    assert view is not None
    return view


def filled(world: World, word: str) -> dict[str, Choice]:
    """What is written into a form."""
    return {name: world.ids.get(str(value), value) for name, value in FORMS[word].items()}


async def effects(world: World) -> tuple[int, int, int]:
    """How much has happened to IT-1: lines of history, messages, and what Slack is owed of it."""
    ticket = (await world.ticket()).id
    return (
        len(await world.read(history.of_ticket, ticket)),
        len(await world.read(messages.of_ticket, ticket)),
        sum(notice.kind != "card" for notice in await world.read(outbox.of_ticket, ticket)),
    )


@pytest.mark.parametrize("word", FORMS)
async def test_a_form_submitted_five_times_counts_once(world: World, word: str) -> None:
    view = await opened(world, word)
    before = await effects(world)
    assert await world.dana.submit(view, filled(world, word)) is None
    once = await effects(world)
    assert once != before
    await world.sandbox.deliver_again(4)
    assert await effects(world) == once


@pytest.mark.parametrize("word", FORMS)
async def test_a_form_submitted_after_the_ticket_closed_says_so_and_keeps_what_was_written(
    world: World, word: str
) -> None:
    view = await opened(world, word)
    await world.dana.click(world.card(), ids.SOLVE)
    world.clock.advance(days=5)
    await world.tick()
    before = await effects(world)
    refused = await world.dana.submit(view, filled(world, word))
    assert refused is not None
    assert "IT-1 is closed" in str(refused)
    assert world.dana.modal() is not None
    assert await effects(world) == before


@pytest.mark.parametrize("word", FORMS)
async def test_a_form_submitted_after_the_ticket_was_merged_names_the_one_it_goes_on_as(
    world: World, word: str
) -> None:
    key = "IT-2"
    await world.dana.click(world.card(key), ids.CLAIM)
    await world.deliver()
    if word == ids.REPLY:
        await world.dana.click(world.card(key), ids.REPLY)
        view = world.dana.modal()
    else:
        view = await form(world, "dana", word, key)
    assert view is not None
    assert await world.eli.submit(await form(world, "eli", ids.MERGE), {ids.OTHER: key}) is None
    before = await effects(world)
    refused = await world.dana.submit(view, filled(world, word) | ({ids.OTHER: "IT-1"} if word == ids.MERGE else {}))
    assert await effects(world) == before
    if word != ids.MERGE:  # merging what is merged already is no mistake
        assert "IT-2 was merged and goes on as IT-1" in str(refused)


@pytest.mark.parametrize(
    "button", [ids.CLAIM, ids.REPLY, ids.SOLVE, ids.TAGS, ids.PEND, ids.HOLD, ids.NOTE, ids.REMIND]
)
async def test_a_button_on_the_card_of_a_merged_ticket_names_the_one_it_goes_on_as(world: World, button: str) -> None:
    card, merged = world.card("IT-2"), await world.ticket("IT-2")
    assert await world.eli.submit(await form(world, "eli", ids.MERGE), {ids.OTHER: "IT-2"}) is None
    if button in (ids.CLAIM, ids.REPLY, ids.SOLVE):
        await world.dana.click(card, button)
    else:
        await world.dana.choose(card, ids.MORE, f"{button}:{merged.id}")
    assert "IT-2 was merged and goes on as IT-1" in told(world, "dana")
    assert world.dana.modal() is None
