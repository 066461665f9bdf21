"""Numbers of more tickets than can be counted while somebody waits: they come a moment later, in the same words."""

import pytest

from bot.helpdesk import reports, settings
from bot.sandbox.records import Message
from bot.views import ids
from storage import data_blocks
from tests.handlers.test_metrics import field, numbers, opened, shown, worked
from tests.handlers.work import top
from tests.world import World, desks_document, on_both

LATER = "These are more than 1 tickets, and to count them takes a moment."


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two tickets are many."""
    monkeypatch.setattr(reports, "MOST", 1)


def came(world: World, who: str = "lea") -> list[Message]:
    """The numbers that were sent to somebody."""
    return [message for message in world.dm(who) if "Created: 2" in message.text]


async def sent(world: World, words: str = "IT by category") -> Message:
    """Numbers that Lea has been sent."""
    await numbers(world, words)
    await world.deliver()
    return came(world)[-1]


@on_both
async def test_the_answer_says_that_they_come_and_they_come_as_they_would_have_been_answered(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await worked(world)
    at_once = (await numbers(world, "by priority")).text
    monkeypatch.setattr(reports, "MOST", 1)
    answer = await numbers(world, "by priority")
    assert answer.text.startswith(LATER)
    await world.deliver()
    assert [message.text for message in came(world)] == [at_once]


async def test_one_command_is_one_message_also_when_slack_delivers_it_twice(world: World, few: None) -> None:
    await worked(world)
    await numbers(world)
    await world.sandbox.deliver_again()
    await world.deliver()
    assert len(came(world)) == 1


async def test_what_is_too_much_is_no_way_to_see_more(world: World, few: None) -> None:
    await worked(world)
    await world.ana.slash("/helpdesk", "metrics")
    await world.dana.slash("/helpdesk", "metrics by agent")
    await world.deliver()
    assert not came(world, "ana")
    assert not came(world, "dana")


async def test_home_and_the_form_say_so_too(world: World, few: None) -> None:
    await worked(world)
    assert LATER in shown(await opened(world))
    await world.lea.close(top(world, "lea"))
    await world.deliver()
    assert len(came(world)) == 1
    await world.lea.click(came(world)[0], ids.CHANGE_NUMBERS)
    view = top(world, "lea")
    assert "To count these tickets takes a moment" in shown(view)
    assert "Created" not in shown(view)
    assert await world.lea.submit(view, {field(view, ids.SPLIT_BY): "category"}) is None
    assert LATER in shown(top(world, "lea"))
    await world.deliver()
    assert len(came(world)) == 2
    assert "by category" in came(world)[-1].text


async def test_charts_the_table_and_the_file_are_sent(world: World, few: None) -> None:
    await worked(world)
    await world.store.write(data_blocks.remember, are_shown=True)
    answer = await sent(world)
    for action in (ids.CHARTS, ids.NUMBERS_TABLE, ids.NUMBERS_FILE):
        await world.lea.click(answer, action)
    await world.deliver()
    told = world.dm("lea")
    kinds = [block["type"] for message in told for block in message.blocks]
    assert kinds.count("data_table") == 1
    assert kinds.count("data_visualization") == 4  # of five: two ratings make no line of CSAT, so words say that
    assert sum(bool(message.files) for message in told) == 1


async def test_the_tickets_are_shown_at_once_since_nothing_has_to_be_counted(world: World, few: None) -> None:
    await worked(world)
    await world.lea.click(await sent(world), ids.BEHIND)
    assert "2 tickets" in shown(top(world, "lea"))
    assert "no category" in shown(top(world, "lea"))
    await world.lea.choose(top(world, "lea"), ids.BEHIND_GROUP, "-")
    assert "printer jammed" in shown(top(world, "lea"))


async def test_they_can_be_shared(world: World, few: None) -> None:
    await worked(world)
    await world.lea.click(await sent(world, "IT"), ids.SHARE_NUMBERS)
    await world.lea.click(top(world, "lea"), ids.SHARE_HERE, world.ids["#it-triage"])
    await world.deliver()
    assert [message for message in world.messages("it-triage") if "Created: 2" in message.text]


async def test_whoever_may_see_them_no_more_when_they_are_counted_gets_nothing(world: World, few: None) -> None:
    await worked(world)
    await numbers(world)
    await world.store.write(settings.apply, desks_document(world.ids, leads=[], agents=[world.ids["dana"]]))
    await world.deliver()
    assert not came(world)
