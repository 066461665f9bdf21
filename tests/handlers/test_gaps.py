"""What should be written next, through Slack: searches that found nothing, as the lead reads them."""

from bot.views import ids
from tests.handlers.work import elements, said_in
from tests.world import World, on_both


@on_both
async def test_what_somebody_looked_for_in_vain_is_listed_for_the_lead(world: World) -> None:
    await world.ana.slash("/helpdesk", "search parking <!here> badge")
    await world.lea.slash("/helpdesk", "gaps")
    shown = world.lea.modal()
    assert shown is not None
    assert "badge" in said_in(shown)
    assert "1 time by 1 person" in said_in(shown)
    assert "<!here>" not in said_in(shown)
    assert "Ana" not in said_in(shown)
    assert "IT help: categories without a saved reply or a tip" in said_in(shown)
    await world.lea.click(shown, ids.NEW_TIP)
    written = world.lea.modal()
    assert written is not None
    assert written.callback_id == ids.TIP_FORM


async def test_whoever_leads_no_desk_is_told_so(world: World) -> None:
    answer = await world.dana.slash("/helpdesk", "gaps")
    assert answer.text == "That is for the desk's leads. Nothing was changed."
    assert world.dana.modal() is None


async def test_home_leads_a_lead_there_and_nobody_else(world: World) -> None:
    for who, is_offered in (("lea", True), ("dana", False), ("ana", False)):
        home = await world.person(who).open_home()
        assert home is not None
        assert (ids.GAPS in [element["action_id"] for element in elements(home)]) is is_offered
    home = world.lea.home()
    assert home is not None
    await world.lea.click(home, ids.GAPS)
    shown = world.lea.modal()
    assert shown is not None
    assert shown.callback_id == ids.GAPS
