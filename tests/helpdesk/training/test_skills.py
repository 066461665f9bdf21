"""Levels of skill: who sets them, what raises them, how they end, and what becomes of tickets by them."""

import asyncio
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.clock import Clock as Ticker
from bot.helpdesk import distribution, escalation, people, settings
from bot.helpdesk.training import matrix, skills
from bot.rules.assignment import Ground, Grounds
from bot.rules.notice_kinds import NoticeKind
from bot.rules.refusals import NoDeskCalled, NoSuchCategory, NoSuchDesk, NotAllowed, NotAnAgent, NotPossibleNow
from bot.rules.training.matrix import Matrix, Own
from bot.rules.training.refusals import ListedInFile, NoEvidence, NoSuchLevel, NotALaterDay, SkillChanged
from bot.rules.training.skills import Change, Skill, SkillChange, SkillLevel, Wish
from bot.rules.vocabulary import CategoryKey, DeskId
from storage.training import skills as rows
from tests.automatic import automatic, raised, tick, told, why
from tests.office import Office, person
from tests.world import Clock

IT, VPN, HARDWARE = DeskId("IT"), CategoryKey("vpn"), CategoryKey("hardware")
JUNE = date(2026, 6, 30)


def skill(name: str, category: CategoryKey = VPN) -> Skill:
    return Skill(IT, category, person(name))


async def level(office: Office, name: str, category: CategoryKey = VPN) -> int:
    return await office.see(skills.level, IT, category, person(name))


async def stored(office: Office, name: str, category: CategoryKey = VPN) -> SkillLevel:
    found = await office.see(rows.get, skill(name, category))
    assert found is not None
    return found


async def changes(office: Office, name: str) -> list[SkillChange]:
    return await office.see(rows.history, IT, person(name))


async def set_level(
    office: Office, name: str, number: int, *, until: date | None = None, by: str = "lea", version: int = 0, **of: Any
) -> None:
    wish = Wish(number, of.pop("evidence", "Seen at work"), until)
    await office.do(skills.set_level, skill(name, **of), wish, person(by), version)


async def at(office: Office, clock: Clock, *moment: int) -> list[Any]:
    """What is told of levels that end, once it is so late in UTC."""
    clock.at = datetime(*moment, tzinfo=UTC)  # type: ignore[arg-type,misc]  # year, month, day, hour
    await Ticker(office.store).tick()
    return [(notice.kind, notice.lane) for kind in TOLD for notice in await told(office, kind)]


TOLD = (NoticeKind.SKILL_ENDS, NoticeKind.SKILL_NEWS)


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


async def test_person_and_lead_get_notice_30_and_7_days_before_each_in_their_hours_and_once(
    office: Office, clock: Clock
) -> None:
    await set_level(office, "dana", 3, until=JUNE)
    assert await at(office, clock, 2026, 5, 30, 12) == [(NoticeKind.SKILL_NEWS, person("dana"))]  # a Saturday
    assert (NoticeKind.SKILL_ENDS, person("lea")) in await at(office, clock, 2026, 6, 1, 1)  # 10:00 in Seoul
    assert (NoticeKind.SKILL_ENDS, person("dana")) not in await at(office, clock, 2026, 6, 1, 6)  # 08:00 in Berlin
    first = await at(office, clock, 2026, 6, 1, 8)
    assert first.count((NoticeKind.SKILL_ENDS, person("dana"))) == 1
    assert await at(office, clock, 2026, 6, 20, 8) == first
    second = await at(office, clock, 2026, 6, 24, 7)
    assert second.count((NoticeKind.SKILL_ENDS, person("dana"))) == 2
    assert second.count((NoticeKind.SKILL_ENDS, person("lea"))) == 2
    assert await at(office, clock, 2026, 6, 30, 20) == second


async def test_two_processes_give_notice_once(office: Office, there: Office, clock: Clock) -> None:
    await set_level(office, "dana", 3, until=JUNE)
    clock.at = datetime(2026, 6, 1, 7, 30, tzinfo=UTC)  # both are at work
    for _ in range(3):
        await asyncio.gather(tick(office), tick(there))
    assert [notice.owed for notice in await told(office, NoticeKind.SKILL_ENDS)] == [1, 1]


async def test_after_its_last_day_a_level_falls_to_what_it_was_and_both_hear_of_it(
    office: Office, clock: Clock
) -> None:
    await set_level(office, "dana", 2)
    await set_level(office, "dana", 4, until=JUNE, version=1, evidence="Certificate 7")
    await at(office, clock, 2026, 6, 30, 21)
    assert await level(office, "dana") == 4
    await at(office, clock, 2026, 6, 30, 23)  # 01:00 on 1 July in Berlin
    assert await level(office, "dana") == 2
    line = (await changes(office, "dana"))[-1]
    assert (line.what, line.before, line.after, line.by) == (Change.EXPIRED, 4, 2, None)
    before = [notice.lane for notice in await told(office, NoticeKind.SKILL_NEWS) if notice.params["change"] == line.id]
    assert before == []  # it is night in Berlin, and morning in Seoul not yet
    await at(office, clock, 2026, 7, 1, 8)
    news = [notice.lane for notice in await told(office, NoticeKind.SKILL_NEWS) if notice.params["change"] == line.id]
    assert sorted(news) == [person("dana"), person("lea")]
    assert (await stored(office, "dana")).expires_on is None


async def test_a_level_that_the_file_holds_falls_without_a_word(office: Office, clock: Clock) -> None:
    await automatic(office, people={"dana": {"skills": ["vpn"]}})
    await set_level(office, "dana", 3, until=JUNE)
    await at(office, clock, 2026, 7, 3, 12)
    assert await level(office, "dana") == 3
    line = (await changes(office, "dana"))[-1]
    assert (line.before, line.after) == (3, 3)
    assert all(notice.params["change"] != line.id for notice in await told(office, NoticeKind.SKILL_NEWS))


async def test_renewing_lets_it_hold_for_as_long_again_once(office: Office, clock: Clock) -> None:
    await set_level(office, "dana", 2)
    await set_level(office, "dana", 4, until=date(2026, 4, 5), version=1)  # 90 days
    await at(office, clock, 2026, 3, 30, 12)
    for _ in range(2):
        await office.do(skills.renew, skill("dana"), date(2026, 4, 5), person("lea"))
    renewed = await stored(office, "dana")
    assert (renewed.level, renewed.expires_on, renewed.falls_to) == (4, date(2026, 7, 4), 2)
    assert [line.what for line in await changes(office, "dana")] == [Change.SET, Change.SET, Change.RENEWED]
    await at(office, clock, 2026, 5, 1, 12)
    assert await level(office, "dana") == 4
    await at(office, clock, 2026, 7, 6, 12)
    assert await level(office, "dana") == 2


async def test_what_has_fallen_is_not_renewed(office: Office, clock: Clock) -> None:
    await set_level(office, "dana", 4, until=JUNE)
    await at(office, clock, 2026, 7, 2, 12)
    with pytest.raises(NotPossibleNow):
        await office.do(skills.renew, skill("dana"), JUNE, person("lea"))


async def test_of_a_level_that_was_set_anew_nobody_gets_notice_any_more(office: Office, clock: Clock) -> None:
    await set_level(office, "dana", 3, until=JUNE)
    await set_level(office, "dana", 3, version=1)
    told_of = await at(office, clock, 2026, 7, 3, 12)
    assert all(kind is not NoticeKind.SKILL_ENDS for kind, _ in told_of)
    assert await level(office, "dana") == 3


async def test_whoever_left_the_desk_gets_no_notice_and_the_level_falls_all_the_same(
    office: Office, clock: Clock
) -> None:
    await set_level(office, "dana", 3, until=JUNE)
    await office.settle(agents=[person("eli")])
    told_of = await at(office, clock, 2026, 7, 3, 12)
    assert all(kind is not NoticeKind.SKILL_ENDS for kind, _ in told_of)
    assert (await stored(office, "dana")).level == 0
