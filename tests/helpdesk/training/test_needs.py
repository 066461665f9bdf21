"""Training needs of a desk, of tickets as they are stored: who is told what, when, and how often."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.clock import VERBS, fire
from bot.helpdesk import feedback, settings, triage
from bot.helpdesk.training import need_pictures, needs
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Ticket
from bot.rules.refusals import NoSuchCategory, NoSuchDesk, NotAllowed
from bot.rules.reports import Metric
from bot.rules.training.needs import Against, Subject
from bot.rules.vocabulary import CategoryKey, DeskId, TicketId
from storage import deadlines, outbox, tables, tickets
from storage.training import needs as rows
from storage.transaction import Transaction
from tests.automatic import NINE_TO_FIVE, tick, told
from tests.climb import TIERS, climb
from tests.needs import (
    BEFORE,
    COME_BACK,
    DANAS,
    IT,
    MONDAY,
    NOW,
    VPN,
    Work,
    asked,
    danas_own,
    on_monday,
    shown,
    subjects,
    worse,
)
from tests.office import Office, person
from tests.world import Clock


@pytest.fixture
def work(office: Office, clock: Clock) -> Work:
    return Work(office.store, clock, person)


def known(tx: Transaction, ticket: TicketId) -> Ticket:
    found = tickets.get(tx, ticket)
    assert found is not None
    return found


async def test_on_monday_the_lead_is_told_what_became_worse_with_both_numbers(office: Office, work: Work) -> None:
    await worse(work)
    (notice,) = await on_monday(office)
    picture = await shown(office, notice, "lea")
    assert notice.lane == person("lea")
    assert subjects(picture) == [COME_BACK]
    (comparison,) = picture.needs[0].need.comparisons
    assert comparison.against is Against.BEFORE
    assert (comparison.now.value, comparison.now.n) == (0.6, 20)
    assert (round(comparison.other.value, 3), comparison.other.n) == (0.067, 30)
    assert (picture.begins, picture.ends) == (date(2026, 3, 2), date(2026, 3, 30))


async def test_what_is_somebodys_own_is_told_to_them_and_to_the_lead_alone(office: Office, work: Work) -> None:
    await danas_own(work)
    notices = {notice.lane: notice for notice in await on_monday(office)}
    assert notices.keys() == {person("lea"), person("dana")}
    leads, hers = (
        await shown(office, notices[person("lea")], "lea"),
        await shown(office, notices[person("dana")], "dana"),
    )
    assert DANAS in subjects(leads)
    assert subjects(hers) == [DANAS]
    assert (leads.is_lead, hers.is_lead) == (True, False)
    (comparison,) = hers.needs[0].need.comparisons
    assert (comparison.against, comparison.now.n, comparison.other.n) == (Against.TEAM, 12, 30)


async def test_an_agent_never_reads_anothers_numbers(office: Office, work: Work) -> None:
    await danas_own(work)
    notices = await on_monday(office)
    for notice in notices:  # whoever's message it is
        assert await office.see(need_pictures.told, notice.params, person("eli")) is None
        assert await office.see(need_pictures.told, notice.params, person("hana")) is None
        assert await office.see(need_pictures.told, notice.params, person("ana")) is None
    assert subjects(await asked(office, "eli")) == []
    assert subjects(await asked(office, "dana")) == [DANAS]
    for verb in (needs.not_needed, needs.show_again):
        with pytest.raises(NotAllowed):
            await office.do(verb, IT, DANAS, person("eli"))
    with pytest.raises(NotAllowed):
        await office.see(need_pictures.session_form, (IT, DANAS), person("eli"))


async def test_a_lead_who_leads_no_more_reads_only_their_own(office: Office, work: Work) -> None:
    await danas_own(work)
    (notice,) = [one for one in await on_monday(office) if one.lane == person("lea")]
    await office.settle(agents=[person("dana"), person("lea")], leads=[person("eli")])
    assert await office.see(need_pictures.told, notice.params, person("lea")) is None


async def test_a_desk_without_a_lead_tells_nobody_what_concerns_others(office: Office, work: Work) -> None:
    await office.settle(agents=[person("dana"), person("eli"), person("lea")], leads=[])
    await danas_own(work)
    assert [notice.lane for notice in await on_monday(office)] == [person("dana")]


async def test_each_hears_in_their_own_hours(office: Office, work: Work) -> None:
    await office.settle(hours=NINE_TO_FIVE | {"timezone": "Europe/Berlin"})
    await danas_own(work)
    office.clock.at = MONDAY - timedelta(hours=2, seconds=1)  # nine in Berlin, less a second
    await tick(office)
    assert await told(office, NoticeKind.TRAINING_NEEDS) == []
    office.clock.at = MONDAY - timedelta(hours=2)
    await tick(office)
    assert {one.lane for one in await told(office, NoticeKind.TRAINING_NEEDS)} == {person("dana"), person("lea")}


async def test_where_the_desk_has_no_hours_they_hear_when_it_is_day_where_they_are(office: Office, work: Work) -> None:
    await danas_own(work)
    office.clock.at = MONDAY  # six in the evening in Seoul, where Lea is
    await tick(office)
    assert [one.lane for one in await told(office, NoticeKind.TRAINING_NEEDS)] == [person("dana")]
    office.clock.at = datetime(2026, 3, 31, 0, 0, tzinfo=UTC)  # nine there
    await tick(office)
    assert {one.lane for one in await told(office, NoticeKind.TRAINING_NEEDS)} == {person("dana"), person("lea")}


async def test_of_fewer_than_ten_nothing_is_told_and_nobody_hears_anything(office: Office, work: Work) -> None:
    work.clock.at = BEFORE
    await work.done(30)
    work.clock.at = NOW
    await work.done(9, bad=9)
    assert await on_monday(office) == []
    assert (await asked(office, "lea")).needs == ()


async def test_what_stayed_as_it_was_is_told_to_nobody(office: Office, work: Work) -> None:
    work.clock.at = BEFORE
    await work.done(30, bad=10)
    work.clock.at = NOW
    await work.done(20, bad=7)
    assert await on_monday(office) == []


async def test_private_tickets_count(office: Office, work: Work) -> None:
    work.clock.at = BEFORE
    await work.done(30, bad=2, private=True)
    work.clock.at = NOW
    await work.done(20, bad=12, private=True)
    (notice,) = await on_monday(office)
    assert subjects(await shown(office, notice, "lea")) == [COME_BACK]
    assert "The VPN is down" not in str(await shown(office, notice, "lea"))


async def test_longer_resolutions_are_a_need_of_the_desks_hours(office: Office, work: Work) -> None:
    await office.settle(hours=NINE_TO_FIVE)
    work.clock.at = BEFORE
    await work.done(12, minutes=30)
    work.clock.at = NOW
    await work.done(12, minutes=240)
    (notice,) = await on_monday(office)
    (one,) = (await shown(office, notice, "lea")).needs
    assert one.need.subject == Subject(VPN, Metric.FULL_RESOLUTION)
    (comparison,) = one.need.comparisons
    assert (comparison.now.value, comparison.other.value, comparison.is_business) == (240 * 60, 30 * 60, True)


async def test_low_ratings_are_a_need(office: Office, work: Work) -> None:
    await office.settle(feedback={"cool_down_days": 0})
    for at, score in ((BEFORE, 5), (NOW, 2)):
        work.clock.at = at
        for ticket in await work.done(10):
            survey = await office.asked(await office.see(known, ticket))
            await office.do(feedback.rate, survey.id, score, person("ana"))
    (notice,) = await on_monday(office)
    (one,) = (await shown(office, notice, "lea")).needs
    assert one.need.subject == Subject(VPN, Metric.SATISFIED)
    assert (one.need.comparisons[0].now.value, one.need.comparisons[0].other.value) == (1.0, 0.0)  # of low ones


async def test_more_escalations_are_a_need(office: Office, work: Work) -> None:
    await office.settle(tiers=TIERS)
    for at, is_escalated in ((BEFORE, False), (NOW, True)):
        work.clock.at = at
        for number in range(10):
            ticket = await office.claimed("dana", await office.raised("ana", f"VPN {at} {number}"))
            await office.do(triage.categorise, ticket.id, VPN, person("dana"))
            if is_escalated:
                await climb(office, ticket)
            await office.solved("dana", ticket)
    (notice,) = [one for one in await on_monday(office) if one.lane == person("lea")]
    found = subjects(await shown(office, notice, "lea"))
    assert found == [Subject(VPN, Metric.ESCALATED)]


async def test_once_a_week_across_replicas_and_restarts(office: Office, there: Office, work: Work) -> None:
    await danas_own(work)
    office.clock.at = datetime(2026, 3, 31, 8, 0, tzinfo=UTC)
    await asyncio.gather(*(one.do(fire, VERBS) for one in (office, there, office, there) for _ in range(3)))
    for one in (office, there):  # and each begins anew
        await one.do(needs.begin_everywhere)
        await tick(one)
    office.clock.at += timedelta(hours=20)
    await asyncio.gather(tick(office), tick(there))
    notices = await told(office, NoticeKind.TRAINING_NEEDS)
    assert sorted(one.lane for one in notices) == [person("dana"), person("lea")]
    assert {one.owed for one in notices} == {1}


async def test_they_are_found_a_little_ahead_and_not_looked_for_again(office: Office, work: Work) -> None:
    await worse(work)
    office.clock.at = MONDAY - timedelta(seconds=61)
    await tick(office)
    assert await office.see(rows.last_week, IT) == "2026-W13"
    office.clock.at = MONDAY - timedelta(seconds=30)
    await tick(office)
    assert [one.subject for one in await office.see(rows.of_week, IT, "2026-W14")] == [COME_BACK]
    due = next(one for one in await office.see(deadlines.due_by, [DeadlineKind.FIND_NEEDS], MONDAY) if one.note == IT)
    assert await office.see(needs.look, due) is None
    assert "2026-03-30" in [one.params["ends"] for one in await on_monday(office)]


async def test_the_next_week_is_told_again_while_it_is_so(office: Office, work: Work) -> None:
    await worse(work)
    await on_monday(office)
    await on_monday(office, MONDAY + timedelta(weeks=1))
    assert [one.params["ends"] for one in await told(office, NoticeKind.TRAINING_NEEDS)] == ["2026-03-30", "2026-04-06"]


async def test_a_desk_that_wants_none_hears_nothing_until_it_does(office: Office, work: Work) -> None:
    await office.settle(needs=False)
    await worse(work)
    assert await on_monday(office) == []
    await office.settle(needs=True)
    assert len(await on_monday(office, MONDAY + timedelta(weeks=1))) == 1


async def test_desks_of_before_begin_when_the_bot_starts(office: Office, work: Work) -> None:
    def forget(tx: Transaction) -> None:
        tx.remove(tables.deadlines, kind=DeadlineKind.FIND_NEEDS)

    await office.do(forget)
    await worse(work)
    assert await on_monday(office) == []
    office.clock.at = MONDAY - timedelta(hours=1)
    await office.do(needs.begin_everywhere)
    assert len(await on_monday(office)) == 1


async def test_whoever_left_the_desk_is_no_need_of_it(office: Office, work: Work) -> None:
    await danas_own(work)
    await office.settle(agents=[person("eli")])
    assert await on_monday(office) == []


async def test_a_category_that_the_desk_gave_up_is_no_need(office: Office, work: Work) -> None:
    await worse(work)
    await office.settle(categories=[{"key": "hardware", "name": "Hardware"}])
    assert await on_monday(office) == []


class TestNotNeeded:
    async def test_it_is_hidden_for_eight_weeks_and_the_message_says_so(self, office: Office, work: Work) -> None:
        await worse(work)
        (notice,) = await on_monday(office)
        await office.do(needs.not_needed, IT, COME_BACK, person("lea"))
        (one,) = (await shown(office, notice, "lea")).needs
        assert one.hidden is not None
        assert one.hidden.until - office.clock.at == timedelta(weeks=8)
        (again,) = await told(office, NoticeKind.TRAINING_NEEDS)
        assert again.owed == notice.owed + 1
        now = await asked(office, "lea")
        assert (subjects(now), [one.need.subject for one in now.hidden]) == ([], [COME_BACK])
        assert len(await on_monday(office, MONDAY + timedelta(weeks=1))) == 1  # the first one

    async def test_after_eight_weeks_it_is_told_again(self, office: Office, work: Work) -> None:
        await worse(work)
        await on_monday(office)
        await office.do(needs.not_needed, IT, COME_BACK, person("lea"))
        office.clock.at = MONDAY + timedelta(weeks=7)
        await work.done(20, bad=20)
        await on_monday(office, MONDAY + timedelta(weeks=8))
        assert len(await told(office, NoticeKind.TRAINING_NEEDS)) == 1  # hidden until Wednesday
        assert len(await on_monday(office, MONDAY + timedelta(weeks=9))) == 2

    async def test_it_can_be_shown_again(self, office: Office, work: Work) -> None:
        await worse(work)
        await on_monday(office)
        await office.do(needs.not_needed, IT, COME_BACK, person("lea"))
        await office.do(needs.show_again, IT, COME_BACK, person("lea"))
        now = await asked(office, "lea")
        assert (subjects(now), now.hidden) == ([COME_BACK], ())

    async def test_an_agent_hides_their_own_from_themselves_alone(self, office: Office, work: Work) -> None:
        await danas_own(work)
        await office.do(needs.not_needed, IT, DANAS, person("dana"))
        assert {one.lane for one in await on_monday(office)} == {person("lea")}
        assert DANAS in subjects(await asked(office, "lea"))
        hers = await asked(office, "dana")
        assert (subjects(hers), [one.need.subject for one in hers.hidden]) == ([], [DANAS])

    async def test_what_a_lead_calls_not_needed_is_told_to_nobody(self, office: Office, work: Work) -> None:
        await danas_own(work)
        await office.do(needs.not_needed, IT, DANAS, person("lea"))
        assert person("dana") not in {one.lane for one in await on_monday(office)}

    async def test_two_at_once_hide_it_once(self, office: Office, there: Office, work: Work) -> None:
        await worse(work)
        both = [one.do(needs.not_needed, IT, COME_BACK, person("lea")) for one in (office, there)]
        await asyncio.gather(*both)
        assert len(await office.see(rows.hidden, IT, office.clock.at)) == 1

    async def test_what_is_none_is_refused(self, office: Office) -> None:
        for about, by, refusal in (
            ((IT, COME_BACK), "dana", NotAllowed),
            ((IT, COME_BACK), "ana", NotAllowed),
            ((IT, COME_BACK), "gus", NotAllowed),
            ((DeskId("NO"), COME_BACK), "lea", NoSuchDesk),
            ((IT, Subject(CategoryKey("tea"), Metric.REOPENED)), "lea", NoSuchCategory),
        ):
            with pytest.raises(refusal):
                await office.do(needs.not_needed, *about, person(by))


async def test_the_setting_is_written_as_it_was_read(office: Office) -> None:
    document = settings.DesksDocument.model_validate(await office.see(settings.export))
    assert document.desks[0].needs
    await office.settle(needs=False)
    document = settings.DesksDocument.model_validate(await office.see(settings.export))
    assert not document.desks[0].needs


async def test_a_message_that_was_told_keeps_its_numbers(office: Office, work: Work) -> None:
    await worse(work)
    (notice,) = await on_monday(office)
    before = await shown(office, notice, "lea")
    await work.done(40)
    after = await shown(office, notice, "lea")
    assert after.needs[0].need == before.needs[0].need
    assert await office.see(outbox.get, notice.key) is not None
