"""Reviewing a ticket through Slack: from the card, by command, and from the list of what was chosen."""

import asyncio
from datetime import timedelta

from bot.helpdesk import settings
from bot.rules.quality_settings import USUAL
from bot.rules.training.quality import Mark
from bot.sandbox.records import View
from bot.views import ids
from storage.training import quality as rows
from tests.handlers.work import asks, form, menu, raised, said_in, top
from tests.world import World, on_both

FILLED = {f"{ids.MARK}:{criterion.key}": Mark.MET.value for criterion in USUAL}


async def solved(world: World, text: str = "The printer is jammed", key: str = "IT-1") -> None:
    """A ticket that Dana has solved."""
    await raised(world, text)
    await world.dana.click(world.card(key), ids.CLAIM)
    await world.deliver()
    await world.dana.click(world.card(key), ids.SOLVE)
    await world.deliver()


async def send(world: World, view: View, who: str = "lea", comment: str = "", **marks: str) -> dict[str, str] | None:
    filled = FILLED | {f"{ids.MARK}:{key}": mark for key, mark in marks.items()} | {ids.TEXT: comment}
    errors = await world.person(who).submit(view, filled)
    await world.deliver()
    return errors


@on_both
async def test_a_lead_reviews_from_the_card_and_the_agent_reads_it_in_private(world: World) -> None:
    await solved(world)
    assert (
        await send(world, await form(world, "lea", ids.REVIEW_WORK), comment="Kind, and *quick*", clear="partly")
        is None
    )
    assert "passed" in said_in(top(world, "lea"))
    message = world.dm("dana")[-1]
    assert "reviewed your work" in message.text
    assert "Kind, and *quick*" in message.text
    assert "*90%*, passed" in message.text
    assert "Clear and complete answers: *Partly*" in message.text
    assert all("reviewed your work" not in one.text for who in ("eli", "lea", "ana") for one in world.dm(who))


async def test_a_critical_criterion_that_was_not_met_is_named(world: World) -> None:
    await solved(world)
    await send(world, await form(world, "lea", ids.REVIEW_WORK), solved="not_met")
    assert "*not passed*, because this must be met: Solved it, and the right thing" in world.dm("dana")[-1].text


async def test_the_form_opens_by_command_with_what_was_written_before(world: World) -> None:
    await solved(world)
    await send(world, await asks(world, "review it-1", "eli"), "eli", "First thoughts")
    again = await asks(world, "review IT-1", "eli")
    assert "First thoughts" in str(again.blocks)
    assert str(again.blocks).count("'initial_option'") == len(USUAL)


async def test_what_can_not_be_reviewed_is_said_in_words(world: World) -> None:
    await solved(world)
    for who, words, why in (
        ("dana", "review IT-1", "a colleague has to review it"),
        ("lea", "review IT-99", "IT-99"),
        ("ana", "review IT-1", "people who work this desk"),
        ("hana", "review IT-1", "desk"),
        ("ana", "reviews", "people who work this desk"),
    ):
        answer = await world.person(who).slash("/helpdesk", words)
        assert why in answer.text + str(world.person(who).ephemerals("it")), (who, words)
        assert world.person(who).modal() is None
    await raised(world, "The scanner is broken", "ben")
    assert ids.REVIEW_WORK not in menu(world.card("IT-2"))
    answer = await world.person("lea").slash("/helpdesk", "review IT-2")
    assert "once it is solved" in answer.text


async def test_a_double_click_on_save_is_one_review_and_one_message(world: World) -> None:
    await solved(world)
    view = await form(world, "lea", ids.REVIEW_WORK)
    await asyncio.gather(*(world.person("lea").submit(view, FILLED) for _ in range(2)))
    await world.deliver()
    assert len(await world.read(rows.of_tickets, [(await world.ticket()).id])) == 1
    assert sum("reviewed your work" in message.text for message in world.dm("dana")) == 1


@on_both
async def test_what_was_chosen_on_monday_is_reviewed_from_the_list_which_stays_true(world: World) -> None:
    document = settings.DesksDocument.model_validate(await world.read(settings.export))
    it, *others = document.desks
    changed = it.model_copy(update={"quality": it.quality.model_copy(update={"sample": 3})})
    await world.store.write(settings.apply, settings.DesksDocument(desks=(changed, *others)))
    await solved(world)
    world.clock.advance(days=7, minutes=1)
    await world.tick()
    listed = world.dm("lea")[-1]
    assert "1 ticket of IT help to review" in listed.text
    assert "drawn by lot" in listed.text
    (button,) = [block["accessory"] for block in listed.blocks if block.get("accessory")]
    await world.person("lea").click(listed, ids.REVIEW_WORK, button["value"])
    await send(world, top(world, "lea"))
    assert "1 reviewed so far" in world.dm("lea")[-1].text
    assert "reviewed: 100%" in world.dm("lea")[-1].text


async def test_leads_see_the_team_and_agents_open_their_own(world: World) -> None:
    await solved(world)
    await send(world, await form(world, "lea", ids.REVIEW_WORK), comment="Well done")
    shown = str((await asks(world, "reviews", "lea")).blocks)
    assert "1 review with a score in 8 weeks: too few for an average" in shown
    own = await asks(world, "reviews", "dana")
    assert "Reviews at" not in str(own.blocks)
    (button,) = [block["accessory"] for block in own.blocks if block.get("accessory")]
    await world.dana.click(own, ids.READ_REVIEW, button["value"])
    assert "Well done" in str(top(world).blocks)


async def test_where_a_week_has_too_few_reviews_four_weeks_are_held_against_those_before(world: World) -> None:
    for number in range(10):
        key = f"IT-{number + 1}"
        await solved(world, f"Printer {number} is jammed", key)
        if number == 5:
            world.clock.at += timedelta(weeks=4)
        marks = {"clear": Mark.NOT_MET.value} if number < 5 else {}
        await send(world, await asks(world, f"review {key}", "lea"), **marks)
        if number == 8:
            assert "in those before" not in said_in(await asks(world, "reviews", "lea"))
    shown = said_in(await asks(world, "reviews", "lea"))
    assert "*100%* in the last 4 weeks (5 reviews), 80% in those before (5)." in shown
