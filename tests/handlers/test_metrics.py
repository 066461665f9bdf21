"""`/helpdesk metrics` and Home's button, through Slack: what is asked for in words, and in fields."""

import json

import pytest

from bot.sandbox.records import Message, View
from bot.views import ids
from tests.handlers.work import top
from tests.world import World, on_both


async def worked(world: World) -> None:
    """Two tickets raised, one of them claimed, answered, solved and rated."""
    await world.ana.slash("/ticket", "printer jammed", channel="it")
    await world.ana.slash("/ticket", "no sound", channel="it")
    await world.deliver()
    await world.dana.click(world.card("IT-1"), "claim")
    world.clock.advance(hours=2)
    await world.dana.click(world.card("IT-1"), "solve")
    await world.tick()
    question = next(message for message in world.dm("ana") if "How did we do?" in message.text)
    await world.ana.react(question.channel, question.ts, "star-struck")


async def numbers(world: World, words: str = "", who: str = "lea") -> Message:
    """The private answer to these words."""
    answer = await world.person(who).slash("/helpdesk", f"metrics {words}".strip(), channel="it-triage")
    assert answer.response_type == "ephemeral"
    return world.person(who).ephemerals("it-triage")[-1]


@on_both
async def test_a_lead_reads_what_was_understood_and_the_headlines(world: World) -> None:
    await worked(world)
    first, *told = (await numbers(world)).text.splitlines()
    assert first.startswith("*IT help · ")
    assert first.endswith("(time of Seoul)*")
    for part in ("Created: 2; ▲ 2 more than before (0).", "Solved: 1; ▲ 1 more than before (0).", "Unsolved: 1 (2 h"):
        assert [line for line in told if line.startswith(part)], part
    assert "CSAT: too few answers (1 of 1)." in told
    assert "Full resolution: median 2 h, n = 1." in told


@pytest.mark.parametrize(
    "words", ["IT last 7 days by category", "by category last 7 days it", "last 7 days IT help by category"]
)
async def test_words_are_understood_in_any_order(world: World, words: str) -> None:
    await worked(world)
    first, *told = (await numbers(world, words)).text.splitlines()
    assert first.startswith("*IT help · ")
    assert first.endswith(" · by category*")
    assert "*no category*: 2 created, 1 solved" in "\n".join(told)


async def test_unknown_words_are_answered_kindly_and_harmlessly(world: World) -> None:
    answer = await world.lea.slash("/helpdesk", "metrics <!channel> by colour")
    assert "<!channel>" not in answer.text
    assert "/helpdesk metrics" in answer.text


@pytest.mark.parametrize(
    "words", ["2026-01-31..2026-01-01", "2026-02-30", "last 0 days", "2027-01-01..2027-02-01", "this week last week"]
)
async def test_periods_that_are_none_are_refused_in_words(world: World, words: str) -> None:
    answer = await world.lea.slash("/helpdesk", f"metrics {words}")
    assert answer.error == ""
    assert answer.text
    assert "Something went wrong" not in answer.text
    assert "Created:" not in answer.text


async def test_an_admin_sees_every_desk_or_the_one_named(world: World) -> None:
    await world.dana.invite("it-triage", "gus")
    assert "IT help, People" in (await numbers(world, "", "gus")).text
    for words in ("HR", "people"):
        assert (await numbers(world, words, "gus")).text.startswith("*People · ")


async def test_agents_see_their_own_numbers_and_nobody_elses(world: World) -> None:
    await worked(world)
    own = await numbers(world, "", "dana")
    assert own.text.startswith("*only yours · IT help")
    assert "Solved: 1" in own.text
    assert "Solved: 0" in (await numbers(world, "", "eli")).text
    answer = await world.dana.slash("/helpdesk", "metrics by agent", channel="it-triage")
    assert "Created:" not in answer.text


async def test_employees_are_refused_in_words(world: World) -> None:
    await worked(world)
    for words in ("metrics", "metrics IT"):
        answer = await world.ana.slash("/helpdesk", words)
        assert "Nothing was changed." in answer.text
        assert "Created" not in answer.text


async def opened(world: World) -> View:
    """Lea's modal from Home."""
    home = await world.lea.open_home()
    assert home is not None
    await world.lea.click(home, ids.METRICS)
    return top(world, "lea")


def shown(view: View) -> str:
    """What it says."""
    return json.dumps(view.blocks, ensure_ascii=False)


def field(view: View, name: str) -> str:
    """The block_id of a field, which says more than its name."""
    return next(str(block["block_id"]) for block in view.blocks if str(block.get("block_id")).startswith(f"{name}:"))


async def test_home_opens_the_numbers_under_the_fields_that_change_them(world: World) -> None:
    await worked(world)
    view = await opened(world)
    assert "*IT help · " in shown(view)
    asked = {ids.SINCE: "2026-01-01", ids.UNTIL: "2026-01-04", ids.SPLIT_BY: "category"}
    await world.lea.submit(view, {field(view, name): value for name, value in asked.items()})
    changed = shown(top(world, "lea"))
    assert "1\u2009\u2013\u20094 Jan 2026" in changed
    assert "by category" in changed


async def test_a_period_can_be_chosen_by_its_name(world: World) -> None:
    view = await opened(world)
    await world.lea.submit(view, {field(view, ids.PERIOD): "last month"})
    assert "1\u2009\u2013\u200931 Dec 2025" in shown(top(world, "lea"))


async def test_a_single_date_is_that_day(world: World) -> None:
    view = await opened(world)
    await world.lea.submit(view, {field(view, ids.SINCE): "2026-01-04", field(view, ids.UNTIL): "2026-01-04"})
    assert "*IT help · 4 Jan 2026" in shown(top(world, "lea"))


async def test_dates_the_wrong_way_round_are_told_under_a_field_and_nothing_is_lost(world: World) -> None:
    view = await opened(world)
    since, until = field(view, ids.SINCE), field(view, ids.UNTIL)
    errors = await world.lea.submit(view, {since: "2026-01-05", until: "2026-01-01"})
    assert errors is not None
    assert list(errors) == [since]
    assert top(world, "lea").id == view.id


async def test_change_opens_the_fields_with_what_was_asked_for(world: World) -> None:
    await worked(world)
    await world.lea.click(await numbers(world, "this month by agent"), ids.CHANGE_NUMBERS)
    view = shown(top(world, "lea"))
    assert "by agent" in view
    assert "*dana*: 1 created, 1 solved" in view or "*Dana Vogt*: 1 created, 1 solved" in view


async def test_definitions_open_over_an_answer_and_over_the_modal(world: World) -> None:
    await world.lea.click(await numbers(world), ids.DEFINITIONS)
    assert "Bots, automatic replies" in shown(top(world, "lea"))
    await world.lea.close(top(world, "lea"))
    await world.lea.click(await opened(world), ids.DEFINITIONS)
    assert "Bots, automatic replies" in shown(top(world, "lea"))


async def test_a_note_is_no_first_response_and_a_public_answer_is(world: World) -> None:
    ts = await world.ana.say("it", "The printer is on fire")
    await world.deliver()
    card = world.card("IT-1")
    world.clock.advance(minutes=10)
    await world.dana.say("it-triage", "Again?", thread_ts=card.ts)
    assert "First response: n/a (n = 0)." in (await numbers(world)).text
    world.clock.advance(minutes=20)
    await world.dana.say("it", "I am on my way", thread_ts=ts)
    world.clock.advance(minutes=20)
    await world.dana.say("it", "It is out", thread_ts=ts)
    assert "First response: median 30 min, n = 1" in (await numbers(world)).text


async def test_a_cancelled_ticket_leaves_the_figures(world: World) -> None:
    await world.ana.slash("/ticket", "printer jammed")
    await world.ana.click(world.ana.ephemerals(world.ana.dm().id)[-1], "cancel")
    told = (await numbers(world)).text
    assert "Created: 0;" in told
    assert "Unsolved: 0;" in told


@pytest.mark.parametrize(
    "line", ["", "x", "[]", '[["HR"],0,1,"UTC",null,null]', '[["IT"],0,1,"No/Where",null,"UDANA"]']
)
async def test_a_forged_button_shows_nothing_that_is_not_open(world: World, line: str) -> None:
    await worked(world)
    answer = await numbers(world, "IT")
    for action in (ids.CHANGE_NUMBERS, ids.BEHIND, ids.CHARTS, ids.NUMBERS_TABLE, ids.NUMBERS_FILE, ids.SHARE_NUMBERS):
        await world.lea.click(forged(answer, action, line), action)
    await world.deliver()
    assert not [message for message in world.dm("lea") if "People" in message.text]


def forged(answer: Message, action: str, line: str) -> Message:
    """The answer with another value in one of its buttons."""
    blocks = json.loads(json.dumps(answer.blocks))
    for block in blocks:
        for element in block.get("elements", []):
            if element.get("action_id") == action:
                element["value"] = line or "-"
    return Message(**{**vars(answer), "blocks": blocks})
