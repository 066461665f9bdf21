"""*Share in channel*, through Slack: only in a channel of the desk, by name, and once for a press."""

import json

from bot.sandbox.records import View
from bot.views import ids
from tests.handlers.test_metrics import numbers, worked
from tests.handlers.work import offers, top
from tests.world import World


async def places(world: World) -> View:
    """The channels that Lea can choose from."""
    await world.lea.click(await numbers(world, "IT"), ids.SHARE_NUMBERS)
    return top(world, "lea")


def channels(view: View) -> list[str]:
    """What its buttons share to."""
    return [block["accessory"]["value"] for block in view.blocks if "accessory" in block]


def shares(world: World, channel: str) -> list[str]:
    """The texts of what was shared there."""
    return [message.text for message in world.messages(channel) if "shares the numbers" in message.text]


async def test_the_channels_of_the_desk_are_offered(world: World) -> None:
    await worked(world)
    offered = channels(await places(world))
    assert sorted(offered) == sorted(world.ids[name] for name in ("#it", "#it-triage", "#it-private"))


async def test_the_channel_reads_the_numbers_and_who_shared_them(world: World) -> None:
    await worked(world)
    view = await places(world)
    await world.lea.click(view, ids.SHARE_HERE, world.ids["#it-triage"])
    assert "on their way" in json.dumps(top(world, "lea").blocks)
    await world.deliver()
    (told,) = shares(world, "it-triage")
    assert told.startswith(f"<@{world.id('lea')}> shares the numbers of IT help")
    assert "Created: 2" in told
    for name in ("Dana", "printer", "IT-1"):
        assert name not in told


async def test_one_press_is_one_message(world: World) -> None:
    await worked(world)
    view = await places(world)
    await world.lea.click(view, ids.SHARE_HERE, world.ids["#it-triage"])
    await world.sandbox.deliver_again()
    await world.deliver()
    assert len(shares(world, "it-triage")) == 1
    await world.lea.click(await places(world), ids.SHARE_HERE, world.ids["#it-triage"])
    await world.deliver()
    assert len(shares(world, "it-triage")) == 2


async def test_no_other_channel_gets_them(world: World) -> None:
    await worked(world)
    view = await places(world)
    for channel in ("#hr", "#random", "#hr-triage"):
        button = next(block["accessory"] for block in view.blocks if "accessory" in block)
        button["value"] = world.ids[channel]
        await world.lea.click(view, ids.SHARE_HERE, world.ids[channel])
        assert "Nothing was changed." in json.dumps(top(world, "lea").blocks)
        await world.lea.close(top(world, "lea"))
    await world.deliver()
    assert not [told for channel in ("hr", "random", "hr-triage") for told in shares(world, channel)]


async def test_an_agent_can_not_share_their_numbers_nor_anybody_those_of_two_desks(world: World) -> None:
    await worked(world)
    assert ids.SHARE_NUMBERS not in offers(await numbers(world, "", "dana"))
    await world.dana.invite("it-triage", "gus")
    assert ids.SHARE_NUMBERS not in offers(await numbers(world, "", "gus"))
    assert ids.SHARE_NUMBERS in offers(await numbers(world, "IT", "gus"))
