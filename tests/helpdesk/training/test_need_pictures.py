"""What somebody sees of a desk's training needs: which desk's, as of when, what fits, and the form for a session."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.helpdesk import people as roles
from bot.helpdesk.training import need_pictures, resources
from bot.rules.actions import Action
from bot.rules.refusals import NoDeskCalled, NotAllowed
from bot.rules.vocabulary import DeskId
from tests.needs import COME_BACK, DANAS, IT, MONDAY, VPN, Work, asked, danas_own, on_monday, subjects, worse
from tests.office import Office, person
from tests.resources import new
from tests.training_sessions import held
from tests.world import Clock


@pytest.fixture
def work(office: Office, clock: Clock) -> Work:
    return Work(office.store, clock, person)


async def test_what_is_shown_is_what_was_found_last_and_says_of_when(office: Office, work: Work) -> None:
    await worse(work)
    office.clock.at = MONDAY - timedelta(hours=1)
    assert ((await asked(office, "lea")).needs, (await asked(office, "lea")).ends) == ((), None)
    await on_monday(office)
    office.clock.at = MONDAY + timedelta(days=3)
    await work.done(60)  # none of which came back
    now = await asked(office, "lea")
    assert (subjects(now), now.ends) == ([COME_BACK], date(2026, 3, 30))
    await office.settle(needs=False)
    assert not (await asked(office, "lea")).is_on


async def test_the_first_desk_that_one_leads_unless_another_is_named(office: Office) -> None:
    assert (await asked(office, "lea")).desk_id == IT
    assert (await asked(office, "hana", "people")).desk_id == DeskId("HR")
    with pytest.raises(NotAllowed):
        await asked(office, "lea", "HR")
    with pytest.raises(NoDeskCalled):
        await asked(office, "lea", "Payroll")


@pytest.mark.parametrize("who", ["ana", "gus"])
async def test_who_works_no_desk_is_refused(office: Office, who: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        await asked(office, who)
    assert refused.value.action is Action.SEE_OWN_NEEDS
    assert not await office.see(roles.desks_where, person(who), Action.SEE_OWN_NEEDS)


async def test_what_fits_is_named(office: Office, work: Work) -> None:
    await worse(work)
    await on_monday(office)
    await office.do(resources.add, new(), person("dana"))
    await held(office, category=VPN, day=date(2026, 4, 7))
    (one,) = (await asked(office, "lea")).needs
    assert one.fit.resources == ("How to mend the VPN",)
    assert [topic for topic, _ in one.fit.sessions] == ["VPN: what to ask first"]


async def test_the_form_for_a_session_knows_whom_and_what_it_is_for(office: Office, work: Work) -> None:
    await danas_own(work)
    office.clock.at = MONDAY + timedelta(hours=1)
    by_lead = await office.see(need_pictures.session_form, (IT, DANAS), person("lea"))
    assert (by_lead.category, by_lead.is_own, by_lead.form.host_id) == ("VPN", False, person("lea"))
    assert (await office.see(need_pictures.session_form, (IT, DANAS), person("dana"))).is_own
    assert not by_lead.is_for_knowing


async def test_it_is_for_those_who_know_the_category_if_they_are_the_ones_who_need_it(office: Office) -> None:
    await office.settle(assignment={"special": [{"person": person("eli"), "skills": ["vpn"]}]})
    elis = replace(DANAS, person_id=person("eli"))
    for subject, is_for_knowing in ((COME_BACK, True), (DANAS, False), (elis, True)):
        form = await office.see(need_pictures.session_form, (IT, subject), person("lea"))
        assert form.is_for_knowing is is_for_knowing
