"""Many warnings at once, as people read them in Slack."""

import pytest

from bot.helpdesk import settings, triage
from bot.helpdesk.settings import DesksDocument
from bot.rules.vocabulary import DeskId, PersonId
from bot.views import ids
from storage import tickets
from tests.handlers.work import raised
from tests.promises import monday
from tests.world import World, desks_document

TARGETS = [{"resolution": "1h", "time": "calendar"}]


@pytest.fixture
async def world(world: World) -> World:
    """Three tickets that Dana has, all due at the same time."""
    document = desks_document(world.ids, targets=TARGETS).model_dump(mode="json")
    document["desks"][1]["targets"] = TARGETS
    await world.store.write(settings.apply, DesksDocument.model_validate(document))
    for who, text in (("ana", "First"), ("ben", "Second"), ("hana", "Third")):
        await raised(world, text, who)
    for number in (1, 2, 3):
        await world.dana.click(world.card(f"IT-{number}"), ids.CLAIM)
    await world.deliver()
    return world


def news(world: World, who: str) -> list[str]:
    """What somebody was told of targets."""
    return [message.text for message in world.dm(who) if "IT-" in message.text]


async def test_three_at_once_are_one_message_that_names_them_all(world: World) -> None:
    world.clock.at = monday(10, 0, 1)
    await world.tick()
    for who in ("dana", "lea"):
        (text,) = news(world, who)
        assert text.startswith("3 targets run out, or have:")
        assert all(key in text for key in ("IT-1", "IT-2", "IT-3"))
    (channel,) = [message.text for message in world.messages("it-triage") if "3 targets run out" in message.text]
    assert "late, was due" in channel


async def test_what_was_posted_alone_goes_when_it_is_said_with_others(world: World) -> None:
    await world.dana.click(world.card("IT-3"), ids.SOLVE)
    world.clock.at = monday(9, 54)
    await world.tick()
    assert len(news(world, "dana")) == 2
    world.clock.at = monday(10, 0, 1)
    await world.tick()
    (text,) = [text for text in news(world, "dana") if "targets run out" in text]
    assert "IT-1" in text
    assert "IT-2" in text
    assert "IT-3" not in text
    assert len(news(world, "dana")) == 1


async def test_the_channels_message_stays_true(world: World) -> None:
    world.clock.at = monday(10, 0, 1)
    await world.tick()
    await world.dana.click(world.card("IT-1"), ids.SOLVE)
    await world.deliver()
    (channel,) = [message.text for message in world.messages("it-triage") if "targets run out" in message.text]
    assert "IT-1" not in channel
    assert "IT-2" in channel


async def test_a_ticket_that_goes_to_another_desk_leaves_the_message(world: World) -> None:
    world.clock.at = monday(10, 0, 1)
    await world.tick()
    ticket = await world.read(tickets.by_key, "IT-1")
    assert ticket is not None
    await world.store.write(triage.move_to_desk, ticket.id, DeskId("HR"), PersonId(world.ids["lea"]))
    await world.deliver()
    (channel,) = [message.text for message in world.messages("it-triage") if "targets run out" in message.text]
    assert "IT-1" not in channel
    assert "IT-2" in channel
