"""Who has a problem and no ticket: joining, hearing of it, and getting a ticket after all."""

import pytest

from bot.helpdesk import cards, problems
from bot.rules.notice_kinds import NoticeKind
from bot.rules.problems import Joiner
from bot.rules.records import Ticket
from bot.rules.refusals import NotPossibleNow
from bot.rules.vocabulary import DeskId, Status, TicketId
from storage import problems as rows
from tests.office import Office, person
from tests.problems import answer, join, people, solve
from tests.talk import Talk
from tests.world import Clock


@pytest.fixture
async def gus(office: Office, problem: Ticket, joined: Ticket) -> Joiner:
    """Gus has it too, and no ticket."""
    await office.do(problems.join, problem.id, person("gus"), "My VPN &amp; drive are gone")
    found = await office.see(rows.joiner, problem.id, person("gus"))
    assert found is not None
    return found


async def test_somebody_joins_without_a_ticket(office: Office, problem: Ticket, gus: Joiner) -> None:
    assert await people(office, problem) == 3
    told = await office.notice(gus.thread)
    assert told is not None
    assert (told.lane, told.kind) == (person("gus"), NoticeKind.HAS_IT_TOO)
    again = await office.do(problems.join, problem.id, person("gus"))
    assert again.people == 3
    assert ("has_it_too", person("gus"), "", "") in await office.happenings(problem)


async def test_only_an_open_problem_is_joined_without_a_ticket(
    office: Office, talk: Talk, problem: Ticket, bens: Ticket
) -> None:
    private = await talk.request("ana", "My pay", private=True)
    for alone in (bens, private):
        with pytest.raises(NotPossibleNow):
            await office.do(problems.join, alone.id, person("gus"))
    await join(office, bens, problem)
    await solve(office, problem)
    with pytest.raises(NotPossibleNow):
        await office.do(problems.join, problem.id, person("gus"))
    with pytest.raises(NotPossibleNow):
        await office.do(problems.join, TicketId(5), person("gus"))


async def test_who_reports_it_already_joins_nothing(office: Office, problem: Ticket, joined: Ticket) -> None:
    for who in ("ana", "ben"):
        assert (await office.do(problems.join, problem.id, person(who))).people == 2
    assert await office.see(rows.every_joiner, problem.id) == []


async def test_answers_and_solving_reach_them_in_their_thread(
    office: Office, talk: Talk, problem: Ticket, gus: Joiner
) -> None:
    await answer(talk, problem)
    await solve(office, problem)
    for kind in (NoticeKind.PROBLEM_ANSWER, NoticeKind.PROBLEM_SOLVED):
        (told,) = await office.owed(problem, kind)
        assert (told.lane, told.under) == (person("gus"), gus.thread)


async def test_not_solved_for_me_gives_them_a_ticket_of_their_own_once(
    office: Office, problem: Ticket, gus: Joiner
) -> None:
    await solve(office, problem)
    own = await office.do(problems.not_solved, problem.id, person("gus"))
    again = await office.do(problems.not_solved, problem.id, person("gus"))
    assert own.id == again.id
    assert (own.requester_id, own.description, own.subject) == (
        person("gus"),
        "My VPN &amp; drive are gone",
        "My VPN & drive are gone",
    )
    assert await people(office, problem) == 2
    assert (await office.now(problem)).status is Status.SOLVED
    shown = await office.see(cards.picture, own)
    assert [(one.relation, one.key) for one in shown.related] == [("follow_up_of", "IT-1")]


async def test_who_joined_without_a_word_gets_one_by_the_problems_name(
    office: Office, problem: Ticket, joined: Ticket
) -> None:
    await office.do(problems.join, problem.id, person("gus"))
    own = await office.do(problems.not_solved, problem.id, person("gus"))
    assert own.subject == "The VPN is down"
    assert own.is_private is False


async def test_an_agent_gives_them_a_ticket_that_joins_and_they_are_counted_once(
    office: Office, talk: Talk, problem: Ticket, gus: Joiner
) -> None:
    own = await talk.request("gus", "VPN")
    await join(office, own, problem)
    assert await people(office, problem) == 3
    assert await office.see(rows.every_joiner, problem.id) == []
    with pytest.raises(NotPossibleNow):
        await office.do(problems.not_solved, problem.id, person("gus"))


async def test_open_problems_are_found_by_what_somebody_is_about_to_ask(
    office: Office, talk: Talk, clock: Clock
) -> None:
    for number, text in enumerate(("My keyboard lost its A", "A chair, please", "Who has the bike key?")):
        await talk.request(("gus", "hana", "lea")[number], text)
    clock.advance(hours=1)
    first, other = await talk.request("ana", "The VPN gateway is unreachable"), await talk.request("ben", "VPN gateway")
    private = await talk.request("ana", "The VPN gateway is unreachable for me alone", private=True)
    like = "VPN gateway unreachable"
    assert await office.see(problems.open_ones_like, like, person("gus"), DeskId("IT")) == (), "nobody joined it"
    await join(office, other, first)
    (found,) = await office.see(problems.open_ones_like, like, person("gus"), DeskId("IT"))
    assert (found.ticket.id, found.people) == (first.id, 2)
    assert found.ticket.id != private.id
    for who, desk in (("ana", "IT"), ("ben", "IT"), ("gus", "HR")):
        assert await office.see(problems.open_ones_like, like, person(who), DeskId(desk)) == ()
    assert await office.see(problems.open_ones_like, "A new monitor", person("gus"), DeskId("IT")) == ()
    await solve(office, first)
    assert await office.see(problems.open_ones_like, like, person("gus"), DeskId("IT")) == ()
