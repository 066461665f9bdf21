"""Watching others at their tickets, through Slack."""

from bot.helpdesk import settings
from bot.rules.training.tracks import Step, StepKind
from bot.views import ids
from tests.handlers.training.test_onboarding import begun, step
from tests.handlers.work import raised, said_in, top
from tests.world import World, desks_document, on_both


@on_both
async def test_what_was_watched_is_confirmed_by_the_mentor(world: World) -> None:
    await raised(world)
    await begun(world, Step(StepKind.SHADOW), Step(StepKind.REVIEWED))
    await world.dana.click(step(world), ids.SHADOW)
    values = {ids.STEP_TICKET: "IT-1", ids.LEARNED: "To ask <!here> first"}
    assert await world.dana.submit(top(world), values) is None
    await world.deliver()
    asked = world.dm("eli")[-1]
    assert asked.text == (
        "dana watched IT-1 and asks you to confirm it (track “First weeks”).\nTo ask &lt;!here&gt; first"
    )
    for _ in range(2):
        await world.eli.click(asked, ids.CONFIRM_SHADOWED)
    await world.tick()
    assert "eli confirmed it <!date" in world.dm("eli")[-1].text
    assert step(world).text.startswith("*Step 2 of 2*")


@on_both
async def test_the_step_says_for_whom_a_ticket_waits_until_it_is_confirmed(world: World) -> None:
    await raised(world)
    await raised(world, "The projector is dark", "hana")
    await begun(world, Step(StepKind.SHADOW, times=3))
    for number, said in (("IT-1", "IT-1 waits for eli."), ("IT-2", "IT-1, IT-2 wait for eli.")):
        await world.dana.click(step(world), ids.SHADOW)
        assert await world.dana.submit(top(world), {ids.STEP_TICKET: number, ids.LEARNED: "To ask first"}) is None
        await world.deliver()
        assert said in step(world).text
        assert said in said_in(step(world))
    await world.eli.click(world.dm("eli")[-1], ids.CONFIRM_SHADOWED)
    await world.deliver()
    assert "IT-1 waits for eli." in step(world).text
    await world.store.write(settings.apply, desks_document(world.ids, agents=[world.id("dana")]))
    await world.deliver()
    assert "IT-1 waits for the leads of the desk." in step(world).text
