"""Asking for feedback: when, whom, once more, until when; and answers that are kept without a name."""

import asyncio
from collections import Counter
from typing import Any

import pytest

from bot.clock import VERBS, fire
from bot.helpdesk import feedback, lifecycle, merging, reactions, surveying, withdrawal
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import RATING_EMOJI, Survey, Ticket
from bot.rules.vocabulary import DeskId
from storage import facts, outbox, surveys, tables, unnamed
from tests.office import Office, person, reaction

IT = DeskId("IT")
WEEK = 7  # days


async def time_passes(office: Office, **by: float) -> None:
    office.clock.advance(**by)
    while await office.do(fire, VERBS) is not None:
        pass


async def solved(office: Office, text: str = "No ink", *, who: str = "ana") -> Ticket:
    """Solved by Dana, who had it."""
    office.clock.advance(minutes=5)
    claimed = await office.claimed("dana", await office.raised(who, text))
    return await office.solved("dana", claimed)


async def asks(office: Office, **how: Any) -> None:
    """Let the IT desk ask so."""
    await office.settle(feedback=how)


async def reminders(office: Office, ticket: Ticket) -> int:
    return len(await office.owed(ticket, NoticeKind.SURVEY_REMINDER))


async def test_a_desk_may_ask_some_time_after_solving(office: Office) -> None:
    await asks(office, delay="2h")
    ticket = await solved(office)
    await time_passes(office, hours=1, minutes=59)
    assert await office.surveys(ticket) == []
    await time_passes(office, minutes=2)
    (survey,) = await office.surveys(ticket)
    assert survey.asked_at == office.clock.at
    await time_passes(office, days=3)
    assert len(await office.owed(ticket, NoticeKind.SURVEY)) == 1


async def test_what_was_reopened_meanwhile_is_asked_about_after_the_next_solving(office: Office) -> None:
    await asks(office, delay="2h")
    ticket = await solved(office)
    office.clock.advance(hours=1)
    await office.do(lifecycle.reopen, ticket.id, person("ana"))
    await time_passes(office, hours=1, minutes=30)
    assert await office.surveys(ticket) == []
    await office.solved("dana", ticket)
    await time_passes(office, hours=2)
    (survey,) = await office.surveys(ticket)
    assert survey.cycle == 2


async def test_what_was_closed_meanwhile_is_asked_about_all_the_same(office: Office) -> None:
    await office.settle(feedback={"delay": "48h"}, close_after_days=1)
    ticket = await solved(office)
    await time_passes(office, days=1)
    assert (await office.now(ticket)).status == "closed"
    await time_passes(office, days=1)
    assert len(await office.surveys(ticket)) == 1


async def test_nobody_is_asked_at_night(office: Office) -> None:
    office.clock.advance(hours=11)  # 21:00 in Madrid, where Ana is
    ticket = await solved(office)
    assert await office.surveys(ticket) == []
    await time_passes(office, hours=10)
    assert await office.surveys(ticket) == []
    await time_passes(office, hours=1)  # after 08:00
    assert len(await office.surveys(ticket)) == 1


async def test_nobody_is_asked_at_night_either_when_nothing_ran_by_day(office: Office) -> None:
    await asks(office, delay="1h")
    ticket = await solved(office)
    await time_passes(office, hours=13)  # 23:00 in Madrid
    assert await office.surveys(ticket) == []
    await time_passes(office, hours=10)
    assert len(await office.surveys(ticket)) == 1


async def test_whoever_was_asked_lately_has_a_rest_and_others_do_not(office: Office) -> None:
    await asks(office, cool_down_days=3)
    first, second, bens = await solved(office), await solved(office, "No paper"), await solved(office, who="ben")
    assert [len(await office.surveys(ticket)) for ticket in (first, second, bens)] == [1, 0, 1]
    office.clock.advance(days=3)
    third = await solved(office, "No power")
    assert len(await office.surveys(third)) == 1


async def test_two_tickets_of_one_person_solved_at_once_ask_them_once(office: Office, there: Office) -> None:
    await asks(office, cool_down_days=3)
    claimed = []
    for text in ("No ink", "No paper", "No power", "No luck"):
        office.clock.advance(minutes=5)
        claimed.append(await office.claimed("dana", await office.raised("ana", text)))
    at = [office, there, office, there]
    await asyncio.gather(*(here.solved("dana", ticket) for here, ticket in zip(at, claimed, strict=True)))
    assert sum([len(await office.surveys(ticket)) for ticket in claimed]) == 1


async def test_after_reopening_the_same_ticket_is_asked_about_again_in_spite_of_the_rest(office: Office) -> None:
    await asks(office, cool_down_days=3)
    ticket = await solved(office)
    await office.do(reactions.added, reaction("ana", RATING_EMOJI[0], await office.asked(ticket)))
    await office.do(lifecycle.reopen, ticket.id, person("ana"))
    await office.solved("dana", ticket)
    assert [survey.cycle for survey in await office.surveys(ticket)] == [1, 2]


async def test_one_in_three_tickets_is_asked_about_as_the_rule_says(office: Office) -> None:
    await asks(office, one_in=3)
    asked = {
        ticket.key: len(await office.surveys(ticket)) for ticket in [await solved(office, f"{n}") for n in range(9)]
    }
    assert asked == {f"IT-{n}": int(n in (2, 4, 6, 7)) for n in range(1, 10)}


async def test_a_desk_may_ask_about_one_category_alone(office: Office) -> None:
    await asks(office, categories=["vpn"])
    assert await office.surveys(await solved(office)) == []


@pytest.mark.parametrize("ends", ["merged", "cancelled"])
async def test_what_leaves_the_numbers_is_not_asked_about_later(office: Office, ends: str) -> None:
    await asks(office, delay="2h")
    other, ticket = await office.raised("ana", "Other"), await solved(office)
    if ends == "merged":
        await office.do(merging.merge, ticket.id, other.key, person("dana"))
    else:
        await office.do(lifecycle.reopen, ticket.id, person("ana"))
        await office.do(withdrawal.cancel, ticket.id, person("ana"))
    await time_passes(office, hours=3)
    assert await office.surveys(ticket) == []


async def test_who_has_not_answered_is_reminded_once_on_the_next_working_day(office: Office, there: Office) -> None:
    ticket = await solved(office)
    await time_passes(office, hours=23)
    assert await reminders(office, ticket) == 0
    office.clock.advance(hours=1, minutes=1)
    await asyncio.gather(*(at.do(fire, VERBS) for at in (office, there) for _ in range(3)))
    assert await reminders(office, ticket) == 1
    await time_passes(office, days=3)
    assert await reminders(office, ticket) == 1


async def test_after_a_friday_the_reminder_comes_on_monday(office: Office) -> None:
    office.clock.advance(days=4)  # Friday
    ticket = await solved(office)
    await time_passes(office, days=2, hours=23)
    assert await reminders(office, ticket) == 0
    await time_passes(office, hours=2)
    assert await reminders(office, ticket) == 1


@pytest.mark.parametrize("settled", ["rated", "reopened", "off", "ended before"])
async def test_nobody_is_reminded_who_need_not_answer(office: Office, settled: str) -> None:
    if settled == "off":
        await asks(office, remind=False)
    if settled == "ended before":
        office.clock.advance(days=4)
        await asks(office, expires_after_days=2)
    ticket = await solved(office)
    if settled == "rated":
        await office.do(reactions.added, reaction("ana", RATING_EMOJI[3], await office.asked(ticket)))
    if settled == "reopened":
        await office.do(lifecycle.reopen, ticket.id, person("ana"))
    await time_passes(office, days=5)
    assert await reminders(office, ticket) == 0


async def test_a_reminder_that_was_late_waits_for_the_morning(office: Office) -> None:
    ticket = await solved(office)
    await time_passes(office, days=1, hours=12)  # 22:05 in Madrid
    assert await reminders(office, ticket) == 0
    await time_passes(office, hours=10)
    assert await reminders(office, ticket) == 1


async def test_a_question_ends_as_its_desk_wants_it_and_says_so_once(office: Office) -> None:
    await asks(office, expires_after_days=2)
    ticket = await solved(office)
    survey = await office.asked(ticket)
    await time_passes(office, days=1, hours=23)
    before = await owed(office, survey)
    await office.do(reactions.added, reaction("ana", RATING_EMOJI[1], survey))
    await time_passes(office, hours=2)
    assert await owed(office, survey) == before + 2, "rated, then ended"
    await office.do(reactions.added, reaction("ana", RATING_EMOJI[4], survey))
    await office.do(reactions.removed, reaction("ana", RATING_EMOJI[1], survey))
    assert await office.see(surveys.score, survey.id) == 2


async def test_a_desk_that_changes_its_mind_changes_no_question_that_was_asked(office: Office) -> None:
    ticket = await solved(office)
    survey = await office.asked(ticket)
    await asks(office, expires_after_days=1, words=["a", "b", "c", "d", "e"], anonymous=True)
    await time_passes(office, days=6)
    await office.do(reactions.added, reaction("ana", RATING_EMOJI[1], survey))
    assert await office.see(surveys.score, survey.id) == 2
    row, _ = await kept(office, ticket)
    assert row.rating == 2


async def owed(office: Office, survey: Survey) -> int:
    notice = await office.notice(f"survey:{survey.id}")
    assert notice is not None
    return notice.owed


async def kept(office: Office, ticket: Ticket) -> Any:
    return await office.see(facts.get, ticket.id)


class TestAnonymous:
    """The score is kept, and nobody is left to whom it leads back."""

    @pytest.fixture(autouse=True)
    async def anonymously(self, office: Office) -> None:
        await asks(office, anonymous=True)

    async def rated(self, office: Office, score: int, text: str = "", *, who: str = "ana") -> tuple[Ticket, Survey]:
        ticket = await solved(office, f"{who} {score} {text}", who=who)
        survey = await office.asked(ticket)
        await office.do(reactions.added, reaction(who, RATING_EMOJI[score - 1], survey))
        if text:
            source = f"view:{survey.id}"
            await office.do(feedback.comment, survey.id, person(who), "It took too long", text, source)
        return ticket, survey

    async def test_nobody_is_told_of_the_rating_and_nothing_shown_holds_it(self, office: Office) -> None:
        ticket, survey = await self.rated(office, 1, "Slow")
        assert await office.see(surveys.score, survey.id) == 1
        told = {notice.kind for notice in await office.see(outbox.of_ticket, ticket.id)}
        assert told.isdisjoint({NoticeKind.LOW_RATING, NoticeKind.RATING_COMMENT})
        assert {line[0] for line in await office.happenings(ticket)}.isdisjoint({"rated", "rating_commented"})
        row, _ = await kept(office, ticket)
        assert (row.rating, row.rated_at, row.rated_agent_id) == (None, None, None)
        assert row.surveyed_at is not None

    async def test_it_can_be_changed_until_the_question_ends(self, office: Office) -> None:
        _, survey = await self.rated(office, 1)
        await office.do(feedback.rate, survey.id, 4, person("ana"))
        await time_passes(office, days=WEEK)
        assert await scores(office) == [4]

    async def test_when_it_ends_the_answer_is_parted_from_the_question(self, office: Office) -> None:
        _, survey = await self.rated(office, 2, "Slow")
        await time_passes(office, days=WEEK)
        assert await scores(office) == [2]
        assert await office.see(surveys.score, survey.id) is None
        assert await office.see(surveys.comment, survey.id) is None
        (row,) = await office.see(lambda tx: tx.rows(tables.unnamed_ratings.select()))
        assert (row.desk_id, row.agent_id, row.reason, row.comment) == (IT, person("dana"), "It took too long", "Slow")
        assert (row.ended_on.hour, row.ended_on.minute) == (0, 0), "an exact time would lead back to the question"
        assert survey.id not in tuple(row)

    async def test_what_was_written_is_told_among_five_answers_and_once(self, office: Office, there: Office) -> None:
        for n in range(4):
            await self.rated(office, 2 + n % 2, f"Words {n}")
            await time_passes(office, days=WEEK)
        assert await unnamed_notices(office) == []
        await self.rated(office, 5, who="ben")
        office.clock.advance(days=WEEK)
        await asyncio.gather(*(at.do(fire, VERBS) for at in (office, there) for _ in range(3)))
        await time_passes(office)  # those that gave way to another come now
        (told,) = await unnamed_notices(office)
        assert told.lane == person("lea")
        words = await office.see(unnamed.told, told.params["told_in"])
        assert Counter(one.comment for one in words) == Counter({f"Words {n}": 1 for n in range(4)})
        for _ in range(4):
            await self.rated(office, 5, who="ben")
            await time_passes(office, days=WEEK)
        assert len(await unnamed_notices(office)) == 1

    async def test_it_is_not_shared_as_praise(self, office: Office) -> None:
        _, survey = await self.rated(office, 5)
        shown = await office.see(feedback.picture, survey.id)
        assert shown is not None
        assert shown.praise_in is None

    async def test_of_a_ticket_that_was_solved_twice_the_later_rating_is_kept(self, office: Office) -> None:
        ticket, _ = await self.rated(office, 1)
        await office.do(lifecycle.reopen, ticket.id, person("ana"))
        await office.solved("dana", ticket)
        await office.do(reactions.added, reaction("ana", RATING_EMOJI[4], await office.asked(ticket)))
        await time_passes(office, days=WEEK)
        assert await scores(office) == [5]

    async def test_of_a_ticket_that_was_merged_none_is_kept(self, office: Office) -> None:
        other = await office.raised("ana", "Other")
        ticket, _ = await self.rated(office, 1)
        await office.do(merging.merge, ticket.id, other.key, person("dana"))
        await time_passes(office, days=WEEK)
        assert await scores(office) == []


async def scores(office: Office) -> list[int]:
    return [row.score for row in await office.see(lambda tx: tx.rows(tables.unnamed_ratings.select()))]


async def unnamed_notices(office: Office) -> list[Any]:
    kind = NoticeKind.UNNAMED_COMMENTS
    return await office.see(lambda tx: [r for r in tx.rows(tables.outbox.select()) if r.kind is kind])


async def test_two_processes_ask_once_when_it_has_become_time(office: Office, there: Office) -> None:
    await asks(office, delay="2h")
    ticket = await solved(office)
    office.clock.advance(hours=3)
    await asyncio.gather(*(at.do(fire, VERBS) for at in (office, there) for _ in range(3)))
    assert len(await office.surveys(ticket)) == 1
    assert len(await office.owed(ticket, NoticeKind.SURVEY)) == 1


async def test_a_deadline_that_runs_again_asks_nothing_again(office: Office) -> None:
    ticket = await solved(office)
    (before,) = await office.owed(ticket, NoticeKind.SURVEY)
    await office.do(surveying.ask, ticket)
    assert await office.owed(ticket, NoticeKind.SURVEY) == [before]
