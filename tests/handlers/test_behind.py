"""*Show the tickets*, through Slack: the list behind a number, in pages, and private tickets only for whom they are."""

import json

import pytest

from bot.helpdesk import metrics
from bot.rules.refusals import NotPossibleNow
from bot.rules.reports import Metric
from bot.sandbox.records import View
from bot.views import ids
from handlers.behind import chosen
from tests.handlers.test_metrics import numbers, opened, worked
from tests.handlers.work import top
from tests.world import World


def shown(view: View) -> str:
    return json.dumps(view.blocks, ensure_ascii=False)


async def behind(world: World, words: str = "", who: str = "lea") -> View:
    """The tickets behind the first number."""
    await world.person(who).click(await numbers(world, words, who), ids.BEHIND)
    return top(world, who)


async def test_each_ticket_leads_to_its_card(world: World) -> None:
    await worked(world)
    view = shown(await behind(world))
    assert "2 tickets" in view
    assert "printer jammed" in view
    assert "no sound" in view
    assert f"archives/{world.id('#it-triage')}/p" in view


async def test_another_number_can_be_chosen_and_explains_itself(world: World) -> None:
    await worked(world)
    await world.lea.choose(await behind(world), ids.BEHIND_NUMBER, "full_resolution")
    view = shown(top(world, "lea"))
    assert "1 ticket" in view
    assert "2 h" in view
    assert "no sound" not in view
    assert "to the last time that it was solved" in view
    await world.lea.choose(top(world, "lea"), ids.BEHIND_NUMBER, "satisfied")
    assert "rated 5 of 5" in shown(top(world, "lea"))


async def test_a_group_can_be_chosen_and_left_again(world: World) -> None:
    await worked(world)
    view = await behind(world, "by priority")
    await world.lea.choose(view, ids.BEHIND_GROUP, "g:normal")
    assert "printer jammed" in shown(top(world, "lea"))
    await world.lea.choose(top(world, "lea"), ids.BEHIND_GROUP, "*")
    assert "2 tickets" in shown(top(world, "lea"))


async def test_many_tickets_have_pages(world: World) -> None:
    for number in range(12):
        world.clock.advance(minutes=5)
        await world.ana.slash("/ticket", f"request {number}", channel="it")
    view = await behind(world)
    assert "Page 1 of 2" in shown(view)
    await world.lea.click(view, ids.BEHIND_ON)
    assert "Page 2 of 2" in shown(top(world, "lea"))
    await world.lea.click(top(world, "lea"), ids.BEHIND_BACK)
    assert "Page 1 of 2" in shown(top(world, "lea"))


async def test_it_opens_over_the_modal_too(world: World) -> None:
    await worked(world)
    await world.lea.click(await opened(world), ids.BEHIND)
    assert "printer jammed" in shown(top(world, "lea"))


async def test_a_ticket_is_counted_and_not_named_to_whoever_may_not_see_it(world: World) -> None:
    """An admin sees the numbers of every desk, and no ticket of others."""
    await worked(world)
    await world.dana.invite("it-triage", "gus")
    view = shown(await behind(world, "IT", "gus"))
    assert "0 tickets, and 2 that are not open to you" in view
    for secret in ("printer jammed", "no sound", "IT-1"):
        assert secret not in view


@pytest.mark.parametrize("metadata", ["", "[]", "{}", '["x","colour","*",0]', '["x","created"]'])
def test_forged_metadata_is_refused(metadata: str) -> None:
    action = {"action_id": ids.BEHIND_GROUP, "selected_option": {"value": "*"}}
    with pytest.raises(NotPossibleNow):
        chosen({"actions": [action], "view": {"private_metadata": metadata}})


@pytest.mark.parametrize(
    ("action_id", "value"), [(ids.BEHIND_NUMBER, "colour"), (ids.BEHIND_ON, "-1"), (ids.BEHIND_ON, "x")]
)
def test_a_forged_choice_is_refused(action_id: str, value: str) -> None:
    action = {"action_id": action_id, "value": value}
    with pytest.raises(NotPossibleNow):
        chosen({"actions": [action], "view": {"private_metadata": '["x","created","*",0]'}})


async def test_a_page_that_is_there_no_more_is_the_last_one(world: World) -> None:
    await worked(world)
    line = json.loads((await behind(world)).private_metadata)[0]
    found = await world.read(metrics.behind, line, world.id("lea"), Metric.CREATED, "*", 99)
    assert (found.page.page, found.page.total) == (0, 2)
