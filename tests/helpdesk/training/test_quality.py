"""Reviews of solved tickets: who may write and read them, and what is chosen for one."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.clock import VERBS, fire
from bot.clock import Clock as Ticker
from bot.helpdesk import feedback, settings
from bot.helpdesk.training import quality, quality_settings, sampling
from bot.rules.notice_kinds import NoticeKind
from bot.rules.quality_settings import USUAL
from bot.rules.records import Ticket
from bot.rules.refusals import NoSuchTicket, NotAllowed, NotYourDesk
from bot.rules.training.quality import Mark, Review, Why
from bot.rules.training.refusals import CannotReviewOwn, MarksMissing, NobodysWork, NoSuchReview, NotSolvedYet
from bot.rules.vocabulary import DeskId
from storage import outbox
from storage.training import quality as rows
from tests.automatic import told
from tests.office import Office, person
from tests.world import Clock

IT = DeskId("IT")
ALL_MET = {criterion.key: Mark.MET for criterion in USUAL}
NEXT_MONDAY = datetime(2026, 1, 12, 9, 1, tzinfo=UTC)


async def solved(office: Office, by: str = "dana", who: str = "ana") -> Ticket:
    office.clock.advance(minutes=5)  # else it is what the same person asked before
    return await office.solved(by, await office.claimed(by, await office.raised(who)))


async def reviewed(
    office: Office, ticket: Ticket, by: str = "lea", comment: str = "Well done", **marks: Mark
) -> Review:
    return await office.do(quality.review, ticket.id, person(by), ALL_MET | marks, comment)


async def sampling_of(office: Office, number: int) -> None:
    """Let so many tickets of each agent of the IT desk be chosen in a week."""
    document = settings.DesksDocument.model_validate(await office.see(settings.export))
    it, *others = document.desks
    changed = it.model_copy(update={"quality": it.quality.model_copy(update={"sample": number})})
    await office.do(settings.apply, settings.DesksDocument(desks=(changed, *others)))


async def test_the_agent_is_told_in_private_and_each_time_that_it_is_written(office: Office):
    ticket = await solved(office)
    first = await reviewed(office, ticket, solved=Mark.PARTLY)
    assert (first.score, first.is_passed) == (85, True)  # (2 + 1.5 + 2 + 2 + 1) / 10
    office.clock.advance(minutes=5)
    second = await reviewed(office, ticket, solved=Mark.NOT_MET, comment="It came back")
    assert (second.id, second.score, second.is_passed) == (first.id, 0, False)
    notices = await told(office, NoticeKind.QUALITY_REVIEW)
    assert [notice.lane for notice in notices] == [person("dana")] * 2
    assert await office.see(rows.of_desk, IT, ticket.created_at) == [second]


async def test_a_colleague_may_review_and_each_has_a_review_of_their_own(office: Office):
    ticket = await solved(office)
    await reviewed(office, ticket, "lea")
    await reviewed(office, ticket, "eli", kind=Mark.NOT_MET)
    assert {one.reviewer_id for one in await office.see(rows.of_tickets, [ticket.id])} == {person("lea"), person("eli")}


@pytest.mark.parametrize(("who", "refusal"), [("ana", NotAllowed), ("ben", NotYourDesk), ("hana", NotYourDesk)])
async def test_who_does_not_work_the_desk_reviews_nothing(office: Office, who: str, refusal: type[Exception]):
    ticket = await solved(office)
    with pytest.raises(refusal):
        await office.see(quality.form, ticket.id, person(who))
    with pytest.raises(refusal):
        await reviewed(office, ticket, who)
    assert await office.see(rows.of_tickets, [ticket.id]) == []


async def test_ones_own_work_what_is_not_done_and_what_nobody_had_are_not_reviewed(office: Office):
    own, going_on = await solved(office), await office.claimed("dana", await office.raised("ana", "No paper"))
    nobodys = await office.solved("dana", await office.raised("ana", "No light"))
    tried = ((own, "dana", CannotReviewOwn), (going_on, "lea", NotSolvedYet), (nobodys, "lea", NobodysWork))
    for ticket, by, refusal in tried:
        with pytest.raises(refusal):
            await reviewed(office, ticket, by)
    with pytest.raises(NoSuchTicket):
        await office.see(quality.form_of_key, "IT-4711", person("lea"))


async def test_a_scorecard_that_changed_meanwhile_is_said(office: Office):
    ticket = await solved(office)
    marks = {key: mark for key, mark in ALL_MET.items() if key != "kind"}
    with pytest.raises(MarksMissing):
        await office.do(quality.review, ticket.id, person("lea"), marks, "")


async def test_a_review_keeps_the_scorecard_that_it_was_written_with(office: Office):
    ticket = await solved(office)
    kept = await reviewed(office, ticket)
    document = settings.DesksDocument.model_validate(await office.see(settings.export))
    it, *others = document.desks
    card = it.quality.model_validate({"criteria": [{"key": "speed", "name": "Quick"}]})
    await office.do(settings.apply, settings.DesksDocument(desks=(it.model_copy(update={"quality": card}), *others)))
    shown = await office.see(quality.read, kept.id, person("dana"))
    assert [one.criterion for one in shown.review.judged] == list(USUAL)
    assert [one.key for one in (await office.see(quality.form, ticket.id, person("lea"))).criteria] == ["speed"]


async def test_only_the_agent_the_reviewer_and_the_leads_read_it(office: Office):
    kept = await reviewed(office, await solved(office, "eli"), "dana")
    for who in ("eli", "dana", "lea"):
        assert (await office.see(quality.read, kept.id, person(who))).review == kept
    for who in ("ana", "hana", "gus"):
        with pytest.raises(NoSuchReview):
            await office.see(quality.read, kept.id, person(who))
    with pytest.raises(NoSuchReview):
        await office.see(quality.read, 4711, person("lea"))


async def test_another_agent_of_the_desk_does_not_read_it(office: Office):
    kept = await reviewed(office, await solved(office, "dana"), "lea")
    with pytest.raises(NoSuchReview):
        await office.see(quality.read, kept.id, person("eli"))


async def test_leads_see_the_team_agents_their_own_and_others_nothing(office: Office):
    kept = await reviewed(office, await solved(office))
    lead, agent = [await office.see(quality.listing, person(who)) for who in ("lea", "dana")]
    assert [(team.desk, team.number, team.average) for team in lead.teams] == [("IT help", 1, None)], "too few"
    assert lead.own == ()
    assert agent.teams == ()
    assert [one.review for one in agent.own] == [kept]
    for who in ("ana", "gus"):
        with pytest.raises(NotAllowed):
            await office.see(quality.listing, person(who))


async def test_who_left_the_desk_reads_nothing_of_it_any_more(office: Office):
    await reviewed(office, await solved(office, "eli"))
    document = settings.DesksDocument.model_validate(await office.see(settings.export))
    it, hr, *others = document.desks
    moved = (
        it.model_copy(update={"agents": tuple(one for one in it.agents if one != person("eli"))}),
        hr.model_copy(update={"agents": (*hr.agents, person("eli"))}),
    )
    await office.do(settings.apply, settings.DesksDocument(desks=(*moved, *others)))
    assert (await office.see(quality.listing, person("eli"))).own == ()


async def test_two_clicks_at_once_are_one_review(office: Office):
    ticket = await solved(office)
    await asyncio.gather(*(reviewed(office, ticket) for _ in range(3)))
    assert len(await office.see(rows.of_tickets, [ticket.id])) == 1
    assert len(await told(office, NoticeKind.QUALITY_REVIEW)) == 1


class TestSampling:
    async def test_on_monday_some_of_each_agent_are_chosen_and_the_leads_are_told_once(
        self, office: Office, clock: Clock
    ):
        await sampling_of(office, 2)
        tickets = [await solved(office, by) for by in ("dana", "dana", "dana", "eli")]
        low = tickets[1]
        await office.do(feedback.rate, (await office.asked(low)).id, 1, person("ana"))
        clock.at = NEXT_MONDAY
        await asyncio.gather(*(office.do(fire, VERBS) for _ in range(4)))
        await Ticker(office.store).tick()
        chosen = await office.see(rows.chosen, IT, "2026-W03")
        assert sorted(one.agent_id for one in chosen) == [person("dana"), person("dana"), person("eli")]
        assert [(one.ticket_id, one.why) for one in chosen if one.why is Why.LOW_RATING] == [(low.id, Why.LOW_RATING)]
        assert [notice.lane for notice in await told(office, NoticeKind.QUALITY_SAMPLE)] == [person("lea")]

    async def test_the_list_says_what_was_reviewed(self, office: Office, clock: Clock):
        await sampling_of(office, 5)
        ticket = await solved(office)
        clock.at = NEXT_MONDAY
        await Ticker(office.store).tick()
        (notice,) = await told(office, NoticeKind.QUALITY_SAMPLE)
        await reviewed(office, ticket, comment="")
        shown = await office.see(sampling.told, notice.params, person("lea"))
        assert shown is not None
        assert [(one.about.key, [found.score for found in one.reviews]) for one in shown.waiting] == [("IT-1", [100])]
        again = await office.see(outbox.get, notice.key)
        assert again is not None
        assert again.owed > notice.owed
        assert await office.see(sampling.told, notice.params, person("dana")) is None

    async def test_where_nobody_leads_the_desk_nobody_reads_what_was_chosen_of_others(
        self, office: Office, clock: Clock
    ) -> None:
        await sampling_of(office, 1)
        document = settings.DesksDocument.model_validate(await office.see(settings.export))
        it, *others = document.desks
        leaderless = it.model_copy(update={"leads": (), "agents": (*it.agents, *it.leads)})
        await office.do(settings.apply, settings.DesksDocument(desks=(leaderless, *others)))
        await solved(office)
        clock.at = NEXT_MONDAY
        await Ticker(office.store).tick()
        assert len(await office.see(rows.chosen, IT, "2026-W03")) == 1
        assert await told(office, NoticeKind.QUALITY_SAMPLE) == []

    async def test_a_desk_that_chooses_none_hears_nothing(self, office: Office, clock: Clock):
        await solved(office)
        clock.at = NEXT_MONDAY + timedelta(weeks=3)
        await Ticker(office.store).tick()
        assert await told(office, NoticeKind.QUALITY_SAMPLE) == []

    async def test_a_week_without_solved_tickets_tells_nobody_and_the_next_one_is_drawn(
        self, office: Office, clock: Clock
    ):
        await sampling_of(office, 1)
        clock.at = NEXT_MONDAY
        await Ticker(office.store).tick()
        assert await told(office, NoticeKind.QUALITY_SAMPLE) == []
        await solved(office)
        clock.at = NEXT_MONDAY + timedelta(weeks=1)
        await Ticker(office.store).tick()
        assert len(await told(office, NoticeKind.QUALITY_SAMPLE)) == 1


def test_a_document_of_reviews_is_taken_back_as_it_was_written():
    given: dict[str, Any] = {"criteria": [{"key": "speed", "name": "Quick", "weight": 2, "is_critical": True}]}
    choice = quality_settings.QualityChoice.model_validate(given | {"sample": 3, "passes_at": 70})
    assert quality_settings.QualityChoice.model_validate(quality_settings.written(choice.settings())) == choice
    for wrong in ([{"key": "speed"}], [], [{"key": "kind"}, {"key": "kind"}]):
        with pytest.raises(ValueError, match=r"name|criteria"):
            quality_settings.QualityChoice.model_validate({"criteria": wrong})
