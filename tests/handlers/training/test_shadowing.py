"""Watching others at their tickets, through Slack."""

from bot.rules.training.tracks import Step, StepKind
from bot.views import ids
from tests.handlers.training.test_onboarding import begun, step
from tests.handlers.work import raised, top
from tests.world import World, on_both


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
