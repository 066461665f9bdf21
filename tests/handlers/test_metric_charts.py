"""*Charts*, *Table* and *CSV*, through Slack: in the private answer where Slack is known to show them, else sent."""

import csv
from io import StringIO

import pytest

from bot.helpdesk import settings
from bot.sandbox.records import Message
from bot.views import ids
from storage import data_blocks
from tests.handlers.test_metrics import numbers, opened, worked
from tests.world import World, desks_document


def kinds(message: Message) -> list[str]:
    """What kinds of blocks it has."""
    return [block["type"] for block in message.blocks]


def last(world: World, who: str = "lea") -> Message:
    """What somebody was answered in private last."""
    return world.person(who).ephemerals("it-triage")[-1]


async def test_the_first_charts_are_sent_since_nobody_knows_whether_they_are_shown(world: World) -> None:
    await worked(world)
    await world.lea.click(await numbers(world), ids.CHARTS)
    assert last(world).text == "The charts come to you as direct messages from me, in a moment."
    await world.deliver()
    sent = [message for message in world.dm("lea") if "Created against solved" in str(message.blocks)]
    assert [kinds(message) for message in sent] == [["section", "data_visualization", "data_visualization"]]
    assert sum("data_visualization" in kinds(message) for message in world.dm("lea")) == 3
    assert await world.read(data_blocks.are_shown) is True


async def test_once_it_is_known_they_stand_below_the_answer_two_at_a_time(world: World) -> None:
    await worked(world)
    await world.store.write(data_blocks.remember, are_shown=True)
    await world.lea.click(await numbers(world), ids.CHARTS)
    assert "Created against solved" in str(last(world).blocks)
    await world.lea.click(last(world), ids.CHARTS_ON)
    assert "How long first responses took" in str(last(world).blocks)
    await world.lea.click(last(world), ids.CHARTS_ON)
    assert "Unsolved tickets that each has" in str(last(world).blocks)
    await world.lea.click(last(world), ids.CHARTS_BACK)
    assert "How long first responses took" in str(last(world).blocks)
    await world.deliver()
    assert not [message for message in world.dm("lea") if "data_visualization" in kinds(message)]


async def test_where_slack_shows_none_the_same_stands_in_words(world: World) -> None:
    await worked(world)
    world.sandbox.workspace.has_data_blocks = False
    await world.lea.click(await numbers(world), ids.CHARTS)
    await world.deliver()
    assert await world.read(data_blocks.are_shown) is False
    sent = [message for message in world.dm("lea") if "Created against solved" in message.text]
    assert kinds(sent[0]) == ["section", "section", "section"]
    await world.lea.click(await numbers(world), ids.CHARTS)
    assert kinds(last(world)) == ["section", "section", "section", "actions"]
    await world.lea.click(await numbers(world), ids.NUMBERS_TABLE)
    assert "table" in kinds(last(world))


async def test_what_slack_takes_no_more_is_sent_and_the_answer_says_so(world: World) -> None:
    """It was known to show them, and does not."""
    await worked(world)
    await world.store.write(data_blocks.remember, are_shown=True)
    world.sandbox.workspace.has_data_blocks = False
    await world.lea.click(await numbers(world), ids.CHARTS)
    assert "direct messages" in last(world).text
    await world.deliver()
    assert [message for message in world.dm("lea") if "Created against solved" in message.text]


@pytest.mark.parametrize("known", [True, None])
async def test_the_table_has_the_groups_and_their_numbers(world: World, *, known: bool | None) -> None:
    await worked(world)
    if known:
        await world.store.write(data_blocks.remember, are_shown=True)
    await world.lea.click(await numbers(world, "IT by category"), ids.NUMBERS_TABLE)
    await world.deliver()
    shown = last(world) if known else world.dm("lea")[-1]
    (table,) = [block for block in shown.blocks if block["type"] == "data_table"]
    assert [row[0]["text"] for row in table["rows"]] == ["Category", "no category", "All together"]


async def test_a_lead_reads_in_the_table_what_stands_in_no_column_and_an_agent_does_not(world: World) -> None:
    await worked(world)
    await world.store.write(data_blocks.remember, are_shown=True)
    await world.lea.click(await numbers(world), ids.NUMBERS_TABLE)
    assert "Fairness per hour of being here" in last(world).text
    await world.dana.click(await numbers(world, "", "dana"), ids.NUMBERS_TABLE)
    assert "Fairness" not in last(world, "dana").text
    assert "Solved" in last(world, "dana").text


async def test_the_file_is_sent_with_a_row_for_each_group(world: World) -> None:
    await worked(world)
    await world.lea.click(await numbers(world, "by category"), ids.NUMBERS_FILE)
    assert "The file comes to you" in last(world).text
    await world.deliver()
    message = world.dm("lea")[-1]
    (file_id,) = message.files
    file = world.sandbox.workspace.files.get(file_id)
    assert file is not None
    assert file.name.endswith(".csv")
    content = world.sandbox.workspace.files.content(file_id).decode("utf-8")
    assert content.startswith("\ufeff")
    (row,) = csv.DictReader(StringIO(content.removeprefix("\ufeff"), newline=""))
    assert (row["category"], row["created"], row["solved"]) == ("", "2", "1")


async def test_from_the_modal_they_are_sent_and_it_says_so(world: World) -> None:
    await worked(world)
    await world.store.write(data_blocks.remember, are_shown=True)
    view = await opened(world)
    await world.lea.click(view, ids.CHARTS)
    told = world.lea.modal()
    assert told is not None
    assert "direct messages" in str(told.blocks)
    await world.deliver()
    assert sum("data_visualization" in kinds(message) for message in world.dm("lea")) == 3


async def test_one_press_is_one_message_also_when_slack_delivers_it_twice(world: World) -> None:
    await worked(world)
    await world.lea.click(await numbers(world), ids.NUMBERS_TABLE)
    await world.sandbox.deliver_again()
    await world.deliver()
    assert sum("data_table" in kinds(message) for message in world.dm("lea")) == 1


async def test_nothing_is_sent_to_whoever_may_not_see_it_any_more(world: World) -> None:
    await worked(world)
    answer = await numbers(world)
    await world.lea.click(answer, ids.NUMBERS_TABLE)
    await world.store.write(settings.apply, desks_document(world.ids, leads=[], agents=[world.ids["dana"]]))
    await world.deliver()
    assert not [message for message in world.dm("lea") if "data_table" in kinds(message)]
    await world.lea.click(answer, ids.NUMBERS_TABLE)
    assert "Nothing was changed." in last(world).text
