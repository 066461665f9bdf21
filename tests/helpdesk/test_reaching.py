"""What happens to a problem reaches everybody who joined it, once."""

import asyncio

import pytest

from bot.clock import VERBS, fire
from bot.helpdesk import cards, conversation, lifecycle, problems
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Ticket
from bot.rules.refusals import (
    NotAllowed,
    NotPossibleNow,
)
from bot.rules.vocabulary import Status
from storage import messages
from tests.office import Office, person
from tests.problems import answer, join, parent, solve, texts, time_passes
from tests.talk import Talk, card_of, thread_of


async def test_a_public_answer_reaches_everybody_who_joined(
    office: Office, talk: Talk, problem: Ticket, joined: Ticket
) -> None:
    await answer(talk, problem)
    assert await texts(office, joined) == ["We are on it"]
    (copy,) = await office.owed(joined, NoticeKind.COPY_TO_REQUESTER)
    assert (copy.thread_channel, copy.thread_ts) == (joined.channel, joined.thread_ts)
    now = await office.now(joined)
    assert (now.status, now.public_replies, now.waiting_since) == (Status.OPEN, 1, None)
    assert now.first_response_at is not None
    assert now.assignee_id is None, "the ticket stays whose it is"


async def test_an_answer_by_the_form_reaches_them_too(office: Office, problem: Ticket, joined: Ticket) -> None:
    await office.do(conversation.reply, problem.id, person("dana"), "Try again", "view:V1")
    await time_passes(office)
    assert await texts(office, joined) == ["Try again"]


async def test_notes_and_what_requesters_write_reach_nobody_else(
    office: Office, talk: Talk, problem: Ticket, joined: Ticket
) -> None:
    await talk.says("dana", "Gateway 2", card_of(problem))
    await talk.says("ana", "Still nothing", thread_of(problem))
    await talk.says("ben", "Same here", thread_of(joined))
    await time_passes(office)
    assert await texts(office, joined) == ["Same here"]
    assert await texts(office, problem) == ["Gateway 2", "Still nothing"]


async def test_each_answer_once_whatever_runs_again(
    office: Office, there: Office, talk: Talk, problem: Ticket, joined: Ticket
) -> None:
    await talk.says("dana", "We are on it", thread_of(problem))
    office.clock.advance(seconds=1)
    await asyncio.gather(*(at.do(fire, VERBS) for at in (office, there) for _ in range(4)))
    await time_passes(office)
    assert await texts(office, joined) == ["We are on it"]
    assert len(await office.owed(joined, NoticeKind.COPY_TO_REQUESTER)) == 1


async def test_more_than_go_at_once_are_all_reached(office: Office, talk: Talk, problem: Ticket) -> None:
    others = [await talk.request(("ben", "gus", "hana")[n % 3], f"VPN {n}") for n in range(30)]
    for other in others:
        await join(office, other, problem)
    await answer(talk, problem)
    assert [await texts(office, other) for other in others] == [["We are on it"]] * 30
    await solve(office, problem)
    assert {(await office.now(other)).status for other in others} == {Status.SOLVED}


async def test_who_joins_later_does_not_get_earlier_answers(
    office: Office, talk: Talk, problem: Ticket, joined: Ticket
) -> None:
    place = await talk.says("dana", "We are on it", thread_of(problem))
    office.clock.advance(seconds=1)
    late = await talk.request("gus", "VPN")
    await join(office, late, problem)
    await talk.edits(place, "We are really on it")
    await time_passes(office)
    assert await texts(office, late) == []
    assert await texts(office, joined) == ["We are really on it"]


async def test_changed_and_deleted_answers_follow(office: Office, talk: Talk, problem: Ticket, joined: Ticket) -> None:
    place = await talk.says("dana", "Back at 3", thread_of(problem))
    await time_passes(office)
    (before,) = await office.owed(joined, NoticeKind.COPY_TO_REQUESTER)
    await talk.edits(place, "Back at 4")
    await time_passes(office)
    assert await texts(office, joined) == ["Back at 4"]
    await talk.deletes(place)
    await time_passes(office)
    copy = (await office.see(messages.of_ticket, joined.id))[-1]
    assert copy.deleted_at is not None
    (after,) = await office.owed(joined, NoticeKind.COPY_TO_REQUESTER)
    assert (after.id, after.owed) == (before.id, before.owed + 2)


async def test_an_agent_who_asked_gets_no_copy_of_what_they_answer(office: Office, talk: Talk, problem: Ticket) -> None:
    own = await talk.request("dana", "VPN, says my mother")
    await join(office, own, problem)
    await answer(talk, problem, by="dana")
    assert await texts(office, own) == []
    assert (await office.now(own)).first_response_at is None


async def test_solving_solves_for_everybody_and_asks_each_person_once(
    office: Office, talk: Talk, problem: Ticket, joined: Ticket
) -> None:
    anas, bens_second = await talk.request("ana", "No drive"), await talk.request("ben", "No files")
    for ticket in (anas, bens_second):
        await join(office, ticket, problem)
    await solve(office, problem)
    for ticket in (joined, anas, bens_second):
        now = await office.now(ticket)
        assert (now.status, now.solved_by) == (Status.SOLVED, person("dana"))
        assert len(await office.owed(ticket, NoticeKind.SOLVED)) == 1
    asked = [len(await office.surveys(ticket)) for ticket in (problem, joined, anas, bens_second)]
    assert asked == [1, 1, 0, 0]


async def test_the_requesters_own_word_solves_only_theirs_and_the_desk_can_follow(
    office: Office, problem: Ticket, joined: Ticket
) -> None:
    await office.do(lifecycle.confirm_solved, problem.id, person("ana"))
    await time_passes(office)
    assert (await office.now(joined)).status is Status.NEW
    shown = await office.see(cards.picture, await office.now(problem))
    assert shown.problem is not None
    assert shown.problem.is_waited_for
    await office.do(problems.solve_for_all, problem.id, person("eli"))
    await time_passes(office)
    assert (await office.now(joined)).solved_by == person("eli")


async def test_nothing_is_solved_for_everybody_before_it_is_solved(
    office: Office, problem: Ticket, joined: Ticket
) -> None:
    with pytest.raises(NotPossibleNow):
        await office.do(problems.solve_for_all, problem.id, person("eli"))
    with pytest.raises(NotAllowed):
        await office.do(problems.solve_for_all, problem.id, person("ana"))


async def test_what_an_agent_reopens_is_open_for_all_that_it_was_solved_for(
    office: Office, talk: Talk, problem: Ticket, joined: Ticket
) -> None:
    before = await talk.request("gus", "VPN, too")
    await join(office, before, problem)
    await office.solved("eli", before)  # by itself
    await solve(office, problem)
    await office.do(lifecycle.reopen, problem.id, person("dana"))
    await time_passes(office)
    assert (await office.now(joined)).status is Status.OPEN
    assert (await office.now(before)).status is Status.SOLVED
    assert await parent(office, joined) == problem.id
    await solve(office, problem)
    assert (await office.now(joined)).times_solved == 2


async def test_what_its_requester_reopens_is_open_for_them_alone(
    office: Office, problem: Ticket, joined: Ticket
) -> None:
    await solve(office, problem)
    await office.do(lifecycle.reopen, problem.id, person("ana"))
    await time_passes(office)
    assert (await office.now(joined)).status is Status.SOLVED
