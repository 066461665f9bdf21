"""What people can do, through Slack: the matrix, one's own part, the forms, and levels that end."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.helpdesk import settings
from bot.helpdesk.training import skills
from bot.rules.training.skills import Change, Skill
from bot.rules.vocabulary import CategoryKey, DeskId
from bot.sandbox.forms import Choice
from bot.sandbox.records import View
from bot.views import ids
from storage import data_blocks
from storage.training import skills as rows
from tests.handlers.work import forged, offers, raised, said_in, told, top
from tests.world import World, desks_document, on_both

IT, VPN = DeskId("IT"), CategoryKey("vpn")


def skill(world: World, name: str) -> Skill:
    return Skill(IT, VPN, world.id(name))


async def requires(world: World, level: int, **desk: Any) -> None:
    """Let VPN tickets go to those at a level."""
    special = [{"person": world.id("lea"), "receives": False}]
    rule = {"mode": "automatic", "requires": {"vpn": level}, "special": special}
    await world.store.write(settings.apply, desks_document(world.ids, assignment=rule, **desk))


async def form(world: World, who: str = "dana", by: str = "lea") -> View:
    """The form for somebody's level of VPN, on the way through the one that asks for both."""
    answer = await world.person(by).slash("/helpdesk", "skills")
    await world.deliver()
    shown = world.dm(by)[-1]
    assert "direct message" in answer.text or answer.text == ""
    await world.person(by).click(shown, ids.CHANGE_SKILLS)
    choices: dict[str, Choice] = {ids.SKILL_PERSON: world.id(who), ids.SKILL_CATEGORY: "vpn"}
    assert await world.person(by).submit(top(world, by), choices) is None
    return top(world, by)


async def set_level(world: World, level: int, until: str | None = None, who: str = "dana") -> None:
    """Lea sets a level."""
    values: dict[str, Choice] = {ids.SKILL_LEVEL: str(level), ids.EVIDENCE: "Watched <!here> two tickets"}
    if until is not None:
        values[ids.EXPIRES_ON] = until
    assert await world.lea.submit(await form(world, who), values) is None


async def level(world: World, who: str = "dana") -> int:
    return await world.read(skills.level, IT, VPN, world.id(who))


async def at(world: World, *moment: int) -> None:
    world.clock.at = datetime(*moment, tzinfo=UTC)  # type: ignore[arg-type,misc]  # year, month, day, hour
    await world.tick()


@on_both
async def test_a_lead_sets_a_level_and_the_person_reads_what_became_of_it(world: World) -> None:
    await set_level(world, 3)
    assert "VPN from 0 to 3" in said_in(top(world, "lea"))
    await world.deliver()
    news = world.dm("dana")[-1]
    assert news.text == "Your level in *VPN* at IT help is 3 (does it alone) now, it was 0 (none)."
    assert "&lt;!here&gt;" in said_in(news)
    answer = await world.dana.slash("/helpdesk", "skills")
    assert "*VPN*: 3 (does it alone)" in answer.text
    assert "*Hardware*: 0 (none)" in answer.text
    await world.dana.click(world.dana.ephemerals(world.dana.dm().id)[-1], ids.SKILL_HISTORY)
    assert "VPN from 0 to 3, set by lea" in said_in(top(world))


async def test_a_level_that_stays_is_not_told_as_if_it_were_another_one(world: World) -> None:
    await set_level(world, 3)
    await set_level(world, 3, until="2026-06-30")
    await world.deliver()
    news = world.dm("dana")[-1]
    assert news.text == "Your level in *VPN* at IT help stays 3 (does it alone)."
    assert "VPN stays 3, set by lea, until " in said_in(news)


@on_both
async def test_a_ticket_finds_somebody_at_the_level_and_the_person_reads_why(world: World) -> None:
    await requires(world, 3)
    await set_level(world, 3)
    await set_level(world, 2, who="eli")
    await world.ana.slash("/ticket", "")
    view = top(world, "ana")
    field = next(block["block_id"] for block in view.blocks if block["block_id"].startswith(ids.REQUEST_CATEGORY))
    assert await world.ana.submit(view, {ids.SUBJECT: "Tunnel", field: "vpn"}) is None
    await world.deliver()
    assert (await world.ticket()).assignee_id == world.id("dana")
    assert "Why you: the only one free, 0 of 10; VPN at level 3." in world.dm("dana")[-1].text


async def test_while_nobody_has_the_level_the_desk_reads_which_one(world: World) -> None:
    await requires(world, 3)
    await world.ana.slash("/ticket", "")
    view = top(world, "ana")
    field = next(block["block_id"] for block in view.blocks if block["block_id"].startswith(ids.REQUEST_CATEGORY))
    await world.ana.submit(view, {ids.SUBJECT: "Tunnel", field: "vpn"})
    await world.deliver()
    (waiting,) = [message.text for message in world.messages("it-triage") if "waits for somebody" in message.text]
    assert "Nobody who gets tickets has level 3 in VPN, which the desk requires." in waiting


async def test_the_matrix_comes_as_a_direct_message_while_nobody_knows_what_slack_shows(world: World) -> None:
    answer = await world.lea.slash("/helpdesk", "skills")
    assert answer.text == "The table comes to you as a direct message from me, in a moment."
    await world.deliver()
    assert [block["type"] for block in world.dm("lea")[-1].blocks][:2] == ["section", "data_table"]


@pytest.mark.parametrize(("are_shown", "kind"), [(True, "data_table"), (False, "table")])
async def test_the_matrix_shows_who_can_do_what_and_what_the_desk_lacks(
    world: World,
    are_shown: bool,  # noqa: FBT001  a parameter
    kind: str,
) -> None:
    await requires(world, 4)
    await set_level(world, 3)
    await raised(world)

    def remember(tx: Any) -> None:
        data_blocks.remember(tx, are_shown=are_shown)

    await world.store.write(remember)
    await world.lea.slash("/helpdesk", "skills IT")
    shown = world.lea.ephemerals(world.lea.dm().id)[-1]
    (table,) = [block for block in shown.blocks if block["type"] == kind]
    cells = [[cell.get("text", cell.get("value")) for cell in row] for row in table["rows"]]
    assert cells[0][0] == "Person"
    assert ["dana", *sorted(("0", "3"))] == [cells[1][0], *sorted(map(str, cells[1][1:]))]
    assert "VPN, level 4: nobody has it; 0 tickets" in shown.text
    assert "dana" in shown.text


async def test_the_matrix_says_what_is_counted_and_writes_days_as_its_reader_does(world: World) -> None:
    def remember(tx: Any) -> None:
        data_blocks.remember(tx, are_shown=True)

    await set_level(world, 3, until="2026-06-30")
    await world.store.write(remember)
    await world.lea.slash("/helpdesk", "skills IT")
    shown = world.lea.ephemerals(world.lea.dm().id)[-1]
    assert "3 until 30 Jun 2026" in str(shown.blocks)
    assert "*Gaps*: the desk requires no level." in shown.text
    assert "Only dana knows VPN; 0 tickets" in shown.text
    assert "where it requires none, at 3 or above." in said_in(shown)
    await requires(world, 2)
    await world.lea.slash("/helpdesk", "skills IT")
    shown = world.lea.ephemerals(world.lea.dm().id)[-1]
    assert "*Gaps*: none. Every level that the desk requires is reached." in shown.text


async def test_agents_see_neither_the_matrix_nor_the_forms_nor_others(world: World) -> None:
    await set_level(world, 3, who="eli")
    answer = await world.dana.slash("/helpdesk", "skills")
    assert "You can ask eli." in answer.text
    assert "Change a level" not in str(answer.blocks)
    await world.lea.slash("/helpdesk", "skills")
    await world.deliver()
    matrix = world.dm("lea")[-1]
    world.sandbox.workspace.join(world.lea.dm(), world.dana.person)
    await world.dana.click(matrix, ids.CHANGE_SKILLS)
    assert world.dana.modal() is None
    assert told(world, "dana", world.lea.dm().id) == "That is for the desk's leads. Nothing was changed."


@pytest.mark.parametrize("who", ["dana", "hana", "ana"])
async def test_agents_leads_of_another_desk_and_employees_are_refused_in_words_at_every_button(
    world: World, who: str
) -> None:
    document = desks_document(world.ids)
    theirs = document.desks[1].model_copy(update={"agents": (), "leads": (world.id("hana"),)})
    await world.store.write(settings.apply, document.model_copy(update={"desks": (document.desks[0], theirs)}))
    await set_level(world, 4, "2026-04-05", who="eli")
    await at(world, 2026, 3, 30, 7)
    renew = world.dm("lea")[-1]
    await at(world, 2026, 4, 6, 7)
    change = world.dm("lea")[-1]
    (matrix,) = [one for one in world.dm("lea") if ids.CHANGE_SKILLS in offers(one)]
    world.sandbox.workspace.join(world.lea.dm(), world.person(who).person)
    before = await world.read(rows.history, IT, world.id("eli"))
    for message, action in ((matrix, ids.CHANGE_SKILLS), (renew, ids.RENEW_SKILL), (change, ids.CHANGE_SKILL)):
        await world.person(who).click(message, action)
    await world.person(who).choose(matrix, ids.SKILL_HISTORY_OF, world.id("eli"))
    said = [message.text for message in world.person(who).ephemerals(world.lea.dm().id)]
    assert said == ["That is for the desk's leads. Nothing was changed."] * 4
    assert world.person(who).modal() is None
    assert await world.read(rows.history, IT, world.id("eli")) == before


@pytest.mark.parametrize("who", ["ana", "gus"])
async def test_whoever_works_no_desk_is_refused_in_words(world: World, who: str) -> None:
    answer = await world.person(who).slash("/helpdesk", "skills")
    assert answer.text == "That is for the people who work this desk. Nothing was changed."


async def test_people_of_another_desk_are_refused_in_words(world: World) -> None:
    answer = await world.person("hana").slash("/helpdesk", "skills IT")
    assert answer.text == "That is for the people who work this desk. Nothing was changed."


async def test_mistakes_in_the_form_are_said_under_their_fields_and_it_stays(world: World) -> None:
    opened = await form(world)
    past: dict[str, Choice] = {ids.SKILL_LEVEL: "3", ids.EVIDENCE: "Exam", ids.EXPIRES_ON: "2026-01-05"}
    errors = await world.lea.submit(opened, past)
    assert errors == {ids.EXPIRES_ON: "Please choose a day after today, and within 10 years. Nothing was changed."}
    blank: dict[str, Choice] = {ids.SKILL_LEVEL: "3", ids.EVIDENCE: "   "}
    errors = await world.lea.submit(opened, blank)
    assert errors == {ids.EVIDENCE: "Please say in a few words what shows this level, or where that is."}
    assert await level(world) == 0


async def test_of_two_forms_for_one_level_the_second_is_refused(world: World) -> None:
    first, second = await form(world), await form(world)
    one: dict[str, Choice] = {ids.SKILL_LEVEL: "2", ids.EVIDENCE: "One"}
    two: dict[str, Choice] = {ids.SKILL_LEVEL: "4", ids.EVIDENCE: "Two"}
    assert await world.lea.submit(second, one) is None
    errors = await world.lea.submit(first, two)
    assert errors is not None
    assert "Somebody else changed dana's level in VPN meanwhile" in str(errors)
    assert await level(world) == 2


@on_both
async def test_a_level_that_ends_is_announced_renewed_by_one_button_and_says_so(world: World) -> None:
    await set_level(world, 4, "2026-04-05")
    await at(world, 2026, 3, 30, 7)
    notice, dana = world.dm("lea")[-1], world.dm("dana")[-1]
    assert notice.text.startswith("dana's level 4 (teaches others) in *VPN* at IT help holds until")
    assert offers(notice) == [ids.RENEW_SKILL]
    assert dana.text.startswith("Your level 4 (teaches others) in *VPN* at IT help holds until")
    assert offers(dana) == []
    for _ in range(2):
        await world.lea.click(notice, ids.RENEW_SKILL)
    await world.deliver()
    assert "It is 4 (teaches others) now, until" in world.dm("lea")[-1].text
    assert offers(world.dm("lea")[-1]) == []
    assert "It is 4 (teaches others) now, until" in world.dm("dana")[-1].text
    history = await world.read(rows.history, IT, world.id("dana"))
    assert [line.what for line in history] == [Change.SET, Change.RENEWED]


async def test_after_its_day_both_read_that_it_fell_and_the_lead_can_set_it_again(world: World) -> None:
    await set_level(world, 4, "2026-04-05")
    await at(world, 2026, 3, 30, 7)
    await at(world, 2026, 4, 6, 7)
    assert await level(world) == 0
    assert "fell from 4 (teaches others) to 0 (none): its last day is over." in world.dm("dana")[-1].text
    notice, news = world.dm("lea")[-2:]
    assert (offers(notice), offers(news)) == ([], [ids.CHANGE_SKILL])
    assert "It is 0 (none) now." in notice.text
    await world.lea.click(news, ids.CHANGE_SKILL)
    again: dict[str, Choice] = {ids.SKILL_LEVEL: "4", ids.EVIDENCE: "New certificate"}
    assert await world.lea.submit(top(world, "lea"), again) is None
    assert await level(world) == 4


async def test_an_agent_can_not_renew_with_the_button_of_a_lead(world: World) -> None:
    await set_level(world, 4, "2026-04-05")
    await at(world, 2026, 3, 30, 7)
    notice = world.dm("lea")[-1]
    world.sandbox.workspace.join(world.lea.dm(), world.dana.person)
    await world.dana.click(notice, ids.RENEW_SKILL)
    assert len(await world.read(rows.history, IT, world.id("dana"))) == 1


@pytest.mark.parametrize("value", ["", "x", "2026-13-45:IT:vpn:UDANA", "2026-04-05:IT:vpn", "2026-04-05:XX:tea:U1"])
async def test_a_forged_button_changes_nothing(world: World, value: str) -> None:
    await set_level(world, 4, "2026-04-05")
    await at(world, 2026, 3, 30, 7)
    await world.lea.click(forged(world.dm("lea")[-1], ids.RENEW_SKILL, value), ids.RENEW_SKILL)
    assert len(await world.read(rows.history, IT, world.id("dana"))) == 1


async def test_a_lead_reads_the_history_of_whoever_has_left(world: World) -> None:
    await set_level(world, 3)
    await requires(world, 3, agents=[world.id("eli")])
    await world.lea.slash("/helpdesk", "skills")
    await world.deliver()
    shown = world.dm("lea")[-1]
    assert "Dana" not in str([block for block in shown.blocks if block["type"] == "data_table"])
    await world.lea.choose(shown, ids.SKILL_HISTORY_OF, world.id("dana"))
    assert "VPN from 0 to 3" in said_in(top(world, "lea"))
