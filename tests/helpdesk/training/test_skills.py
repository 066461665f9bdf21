"""Levels of skill: who sets them, what raises them, and what becomes of tickets by them."""

import asyncio
from datetime import date

import pytest

from bot.helpdesk import distribution, escalation, people, settings
from bot.helpdesk import skills as known
from bot.helpdesk.training import matrix, skills
from bot.rules.assignment import Ground, Grounds
from bot.rules.notice_kinds import NoticeKind
from bot.rules.refusals import NoDeskCalled, NoSuchCategory, NoSuchDesk, NotAllowed, NotAnAgent, NotPossibleNow
from bot.rules.training.matrix import Matrix, Own
from bot.rules.training.refusals import ListedInFile, NoEvidence, NoSuchLevel, NotALaterDay, SkillChanged
from bot.rules.training.skills import Change, Skill, Wish
from bot.rules.vocabulary import CategoryKey, DeskId
from tests.automatic import automatic, raised, tick, told, why
from tests.office import Office, ids, person
from tests.skills import HARDWARE, IT, JUNE, VPN, changes, level, set_level, skill
from tests.statements import counted
from tests.world import Clock, desks_document


async def test_a_lead_sets_a_level_with_evidence_and_the_person_hears_it(office: Office) -> None:
    await set_level(office, "dana", 2, evidence=" Watched two tickets ")
    assert await level(office, "dana") == 2
    (line,) = await changes(office, "dana")
    assert (line.what, line.before, line.after, line.evidence) == (Change.SET, 0, 2, "Watched two tickets")
    assert (line.by, line.at) == (person("lea"), office.clock.at)
    (news,) = await told(office, NoticeKind.SKILL_NEWS)
    assert (news.lane, news.params["change"]) == (person("dana"), line.id)


async def test_every_change_is_a_line_that_the_person_and_the_lead_read(office: Office) -> None:
    await set_level(office, "dana", 2)
    await set_level(office, "dana", 1, version=1, evidence="Was too early")
    for reader in ("dana", "lea"):
        shown = await office.see(matrix.history, (IT, person("dana")), person(reader))
        assert [(one.change.before, one.change.after, one.by) for one in shown.lines] == [
            (2, 1, "Lea Kim"),
            (0, 2, "Lea Kim"),
        ]
        assert shown.is_own is (reader == "dana")
    for reader in ("eli", "ana", "hana", "gus"):
        with pytest.raises(NotAllowed):
            await office.see(matrix.history, (IT, person("dana")), person(reader))


@pytest.mark.parametrize("who", ["dana", "ana", "hana", "gus"])
async def test_only_those_who_lead_the_desk_set_and_renew_levels(office: Office, who: str) -> None:
    with pytest.raises(NotAllowed):
        await set_level(office, "dana", 4, by=who)
    with pytest.raises(NotAllowed):
        await office.do(skills.renew, skill("dana"), JUNE, person(who))
    with pytest.raises(NotAllowed):
        await office.see(matrix.choosing, IT, person(who))
    with pytest.raises(NotAllowed):
        await office.see(matrix.setting, skill("dana"), person(who))
    assert await changes(office, "dana") == []


@pytest.mark.parametrize("number", [-1, 5])
async def test_a_level_outside_0_to_4_is_refused(office: Office, number: int) -> None:
    with pytest.raises(NoSuchLevel):
        await set_level(office, "dana", number)
    with pytest.raises(NoSuchLevel):
        await office.do(skills.raise_to, IT, VPN, person("dana"), number, "Track")


async def test_an_unknown_category_is_refused(office: Office) -> None:
    with pytest.raises(NoSuchCategory):
        await set_level(office, "dana", 3, category=CategoryKey("tea"))
    with pytest.raises(NoSuchCategory):
        await office.do(skills.raise_to, IT, CategoryKey("tea"), person("dana"), 3, "Track")
    with pytest.raises(NoSuchDesk):
        await office.do(skills.set_level, Skill(DeskId("XX"), VPN, person("dana")), Wish(3, "x"), person("lea"), 0)


async def test_whoever_does_not_work_the_desk_is_refused(office: Office) -> None:
    for name in ("ana", "hana"):
        with pytest.raises(NotAnAgent):
            await set_level(office, name, 3)
        with pytest.raises(NotAnAgent):
            await office.do(skills.raise_to, IT, VPN, person(name), 3, "Track")
        assert await level(office, name) == 0


@pytest.mark.parametrize("until", [date(2025, 12, 31), date(2026, 1, 5), date(2099, 1, 1)])
async def test_a_last_day_that_is_past_or_today_or_too_far_is_refused(office: Office, until: date) -> None:
    with pytest.raises(NotALaterDay):
        await set_level(office, "dana", 3, until=until)


async def test_a_level_without_evidence_is_refused(office: Office) -> None:
    with pytest.raises(NoEvidence):
        await set_level(office, "dana", 3, evidence=" \n ")


async def test_of_two_leads_at_once_one_is_told_that_the_other_was_first(office: Office, there: Office) -> None:
    asked = [set_level(one, "dana", number) for one, number in ((office, 2), (there, 3))]
    outcome = await asyncio.gather(*asked, return_exceptions=True)
    (refused,) = [one for one in outcome if one is not None]
    assert isinstance(refused, SkillChanged)
    assert (refused.name, refused.category) == ("Dana Vogt", "VPN")
    assert len(await changes(office, "dana")) == 1


async def test_a_form_that_was_opened_before_somebody_else_saved_is_refused(office: Office) -> None:
    await set_level(office, "dana", 2)
    await set_level(office, "dana", 3, version=1)
    with pytest.raises(SkillChanged):
        await set_level(office, "dana", 4, version=1)
    assert await level(office, "dana") == 3


async def test_the_same_form_twice_changes_nothing_the_second_time(office: Office) -> None:
    for _ in range(2):
        await set_level(office, "dana", 2)
    assert len(await changes(office, "dana")) == 1
    assert len(await told(office, NoticeKind.SKILL_NEWS)) == 1


async def test_a_track_raises_a_level_and_never_lowers_one(office: Office) -> None:
    assert await office.do(skills.raise_to, IT, VPN, person("dana"), 2, "Passed the VPN track") == 2
    assert await office.do(skills.raise_to, IT, VPN, person("dana"), 1, "Passed the first steps") == 2
    (line,) = await changes(office, "dana")
    assert (line.what, line.before, line.after, line.by) == (Change.LEARNED, 0, 2, None)
    assert line.evidence == "Passed the VPN track"


async def test_two_tracks_passed_at_once_leave_the_higher_level(office: Office, there: Office) -> None:
    passed = [
        one.do(skills.raise_to, IT, VPN, person("dana"), number, "x") for one, number in ((office, 2), (there, 3))
    ]
    await asyncio.gather(*passed)
    assert await level(office, "dana") == 3


async def test_a_lead_who_lowers_a_level_as_a_track_raises_it_does_not_undo_that(office: Office, there: Office) -> None:
    await set_level(office, "dana", 2)
    lowered, raised_to = await asyncio.gather(
        set_level(office, "dana", 1, version=1),
        there.do(skills.raise_to, IT, VPN, person("dana"), 3, "Passed the VPN track"),
        return_exceptions=True,
    )
    assert (raised_to, await level(office, "dana")) == (3, 3)
    lines = [(line.before, line.after) for line in await changes(office, "dana")]
    was_first = lowered is None
    assert lines == ([(0, 2), (2, 1), (1, 3)] if was_first else [(0, 2), (2, 3)])
    assert was_first or isinstance(lowered, SkillChanged)


async def test_two_replicas_that_raise_a_level_for_one_track_write_one_line(office: Office, there: Office) -> None:
    passed = [one.do(skills.raise_to, IT, VPN, person("dana"), 3, "Track") for one in (office, there)]
    assert await asyncio.gather(*passed) == [3, 3]
    assert [(line.before, line.after) for line in await changes(office, "dana")] == [(0, 3)]
    assert len(await told(office, NoticeKind.SKILL_NEWS)) == 1


async def test_whoever_leads_another_desk_has_no_say_in_levels_here(office: Office) -> None:
    document = desks_document(ids())
    theirs = document.desks[1].model_copy(update={"agents": (), "leads": (person("hana"),)})
    await office.do(settings.apply, document.model_copy(update={"desks": (document.desks[0], theirs)}))
    with pytest.raises(NotAllowed):
        await set_level(office, "dana", 4, by="hana")
    for verb, about in (
        (matrix.choosing, IT),
        (matrix.setting, skill("dana")),
        (matrix.history, (IT, person("dana"))),
    ):
        with pytest.raises(NotAllowed):
            await office.see(verb, about, person("hana"))
    with pytest.raises(NotAllowed):
        await office.see(matrix.asked, "IT", person("hana"))
    assert await changes(office, "dana") == []


async def test_whoever_the_file_lists_does_it_alone_and_is_not_set_lower(office: Office) -> None:
    await automatic(office, people={"dana": {"skills": ["vpn"]}})
    assert await level(office, "dana") == 3
    with pytest.raises(ListedInFile) as refused:
        await set_level(office, "dana", 2)
    assert (refused.value.name, refused.value.category, refused.value.level) == ("Dana Vogt", "VPN", 3)
    assert await office.do(skills.raise_to, IT, VPN, person("dana"), 3, "Track") == 3
    await set_level(office, "dana", 4)
    (line,) = await changes(office, "dana")
    assert (line.before, line.after) == (3, 4)


async def test_applying_the_file_lowers_nothing_that_was_learned(office: Office) -> None:
    await set_level(office, "dana", 4)
    await automatic(office, people={"dana": {"skills": ["vpn"]}})
    await automatic(office)
    await office.do(settings.apply, settings.DesksDocument.model_validate(await office.see(settings.export)))
    assert await level(office, "dana") == 4


async def test_a_ticket_goes_to_somebody_at_the_required_level_and_history_says_which(office: Office) -> None:
    await automatic(office, requires={"vpn": 3})
    await set_level(office, "dana", 2)
    await set_level(office, "eli", 4)
    ticket = await raised(office, "Tunnel", category=VPN)
    assert ticket.assignee_id == person("eli")
    assert await why(office, ticket) == [Grounds(Ground.ONLY_ONE, 0, 10, VPN, 4).written()]


async def test_levels_cost_one_query_as_a_ticket_finds_somebody(office: Office) -> None:
    await automatic(office, requires={"vpn": 3})
    await set_level(office, "dana", 3)
    with counted(office.store.store) as statements:
        assert (await raised(office, "Tunnel", category=VPN)).assignee_id == person("dana")
    assert len([one for one in statements if "skill_levels" in one]) == 1


async def test_without_anybody_at_the_required_level_it_waits_and_finds_who_learns_it(office: Office) -> None:
    await automatic(office, requires={"vpn": 3})
    ticket = await raised(office, "Tunnel", category=VPN)
    assert ticket.assignee_id is None
    assert len(await told(office, NoticeKind.NOBODY_THERE)) == 1
    waiting = await office.see(distribution.waiting, IT)
    assert waiting is not None
    assert (waiting.count, waiting.lacking) == (1, (("VPN", 3),))
    await tick(office)
    assert (await office.now(ticket)).assignee_id is None
    await office.do(skills.raise_to, IT, VPN, person("dana"), 3, "Passed the VPN track")
    await tick(office)
    assert (await office.now(ticket)).assignee_id == person("dana")


async def test_whoever_does_it_alone_can_be_escalated_to(office: Office) -> None:
    ticket = await office.claimed("eli", await office.raised("ana"))
    with pytest.raises(NotPossibleNow):
        await office.see(escalation.escalating, ticket.id, person("eli"))
    await set_level(office, "dana", 3)
    shown = await office.see(escalation.escalating, ticket.id, person("eli"))
    assert [category.key for category in shown.skills] == [VPN]


async def test_whoever_leaves_the_desk_leaves_matrix_and_assignment_and_their_history_stays(office: Office) -> None:
    await automatic(office, requires={"vpn": 3})
    await set_level(office, "dana", 4)
    await automatic(office, requires={"vpn": 3}, agents=[person("eli")])
    shown = await office.see(matrix.asked, "", person("lea"))
    assert isinstance(shown, Matrix)
    assert set(shown.people) == {person("eli"), person("lea")}
    assert await level(office, "dana") == 0
    assert (await office.see(known.of_desk, IT)).knowing(VPN) == ()
    assert (await raised(office, "Tunnel", category=VPN)).assignee_id is None
    assert len((await office.see(matrix.history, (IT, person("dana")), person("lea"))).lines) == 1
    with pytest.raises(NotAnAgent):
        await set_level(office, "dana", 3, version=1)


async def test_whoever_leaves_the_workspace_is_not_in_the_matrix(office: Office) -> None:
    await set_level(office, "dana", 4)
    await office.do(people.describe, {"id": person("dana"), "real_name": "Dana Vogt", "deleted": True})
    shown = await office.see(matrix.asked, "", person("lea"))
    assert isinstance(shown, Matrix)
    assert person("dana") not in shown.people
    assert [line.knowing for line in shown.lines] == [(), ()]


async def test_the_matrix_weighs_what_is_lacking_by_the_tickets_of_90_days(office: Office, clock: Clock) -> None:
    await raised(office, "long ago", category=HARDWARE)
    clock.advance(days=91)
    for number in range(2):
        await raised(office, f"tunnel {number}", category=VPN)
    await raised(office, "ink", category=HARDWARE)
    await automatic(office, requires={"hardware": 2})
    await set_level(office, "dana", 3)
    shown = await office.see(matrix.asked, "IT", person("lea"))
    assert isinstance(shown, Matrix)
    assert [(line.category.key, line.tickets) for line in shown.lines] == [(VPN, 2), (HARDWARE, 1)]
    assert [line.category.key for line in shown.gaps()] == [HARDWARE]
    assert [line.category.key for line in shown.single()] == [VPN]


async def test_agents_see_their_own_levels_and_whom_they_can_ask(office: Office) -> None:
    await set_level(office, "dana", 2, until=JUNE)
    await set_level(office, "eli", 3)
    shown = await office.see(matrix.asked, "", person("dana"))
    assert isinstance(shown, Own)
    own = {line.line.category.key: line for line in shown.lines}
    assert (own[VPN].level, own[VPN].expires_on, own[VPN].line.knowing) == (2, JUNE, (person("eli"),))
    assert own[HARDWARE].level == 0


async def test_people_of_other_desks_and_employees_see_nothing(office: Office) -> None:
    for name in ("ana", "gus"):
        with pytest.raises(NotAllowed):
            await office.see(matrix.asked, "", person(name))
    with pytest.raises(NotAllowed):
        await office.see(matrix.asked, "IT", person("hana"))
    with pytest.raises(NoDeskCalled):
        await office.see(matrix.asked, "mnoth", person("lea"))
