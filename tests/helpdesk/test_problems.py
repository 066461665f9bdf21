"""The same problem of many: which tickets may join which, and how one leaves."""

import asyncio

import pytest

from bot.helpdesk import cards, lifecycle, merging, problems, triage, withdrawal
from bot.rules.notice_kinds import NoticeKind
from bot.rules.problems import Unfit
from bot.rules.records import Ticket
from bot.rules.refusals import (
    CannotJoin,
    CannotMerge,
    IsClosed,
    IsSolved,
    NoSuchTicket,
    NotAllowed,
    NothingChosen,
    OthersHaveIt,
    WasMerged,
)
from bot.rules.vocabulary import DeskId, Status
from storage import tickets
from tests.office import Office, person
from tests.problems import answer, join, parent, people, solve, texts, time_passes
from tests.talk import Talk, thread_of
from tests.world import Clock


async def test_a_ticket_joins_another_and_both_say_so(office: Office, problem: Ticket, joined: Ticket) -> None:
    shown, others = await office.see(cards.picture, joined), await office.see(cards.picture, problem)
    assert shown.problem is not None
    assert shown.problem.parent is not None
    assert (shown.problem.parent.key, shown.problem.people) == ("IT-1", 2)
    assert others.problem is not None
    assert (others.problem.people, [one.key for one in others.problem.joined]) == (2, ["IT-2"])
    assert ("same_problem", person("dana"), "", "IT-1") in await office.happenings(joined)
    assert ("same_problem", person("dana"), "", "IT-2") in await office.happenings(problem)
    assert (await office.now(joined)).status is Status.NEW


async def test_its_requester_is_told_in_their_thread(office: Office, joined: Ticket) -> None:
    (told,) = await office.owed(joined, NoticeKind.SAME_PROBLEM)
    assert (told.thread_channel, told.thread_ts) == (joined.channel, joined.thread_ts)


async def test_by_its_number_however_that_is_written(office: Office, problem: Ticket, bens: Ticket) -> None:
    await join(office, bens, "  it-1 ")
    assert await parent(office, bens) == problem.id


async def test_a_ticket_that_joined_one_stands_for_that_one(
    office: Office, talk: Talk, problem: Ticket, joined: Ticket
) -> None:
    third = await talk.request("gus", "Me, too")
    assert (await join(office, third, joined)).id == problem.id
    assert await people(office, problem) == 3


async def test_so_there_are_no_cycles(office: Office, problem: Ticket, joined: Ticket) -> None:
    with pytest.raises(CannotJoin) as refused:
        await join(office, problem, joined)
    assert refused.value.why is Unfit.ITSELF
    assert await parent(office, problem) is None


async def test_what_others_joined_joins_nothing(office: Office, talk: Talk, problem: Ticket, joined: Ticket) -> None:
    other = await talk.request("gus", "Network?")
    with pytest.raises(CannotJoin) as refused:
        await join(office, problem, other)
    assert refused.value.why is Unfit.IS_JOINED
    assert await parent(office, problem) is None


async def test_another_problem_is_joined_instead_of_the_first(
    office: Office, talk: Talk, problem: Ticket, joined: Ticket
) -> None:
    other = await talk.request("gus", "Network?")
    await join(office, joined, other)
    assert await parent(office, joined) == other.id
    assert await people(office, problem) == 1


async def test_not_across_desks(office: Office, talk: Talk, problem: Ticket) -> None:
    elsewhere = await talk.request("ben", "VPN", channel="#hr")
    await office.settle(agents=[person("dana"), person("hana")])
    with pytest.raises(CannotJoin) as refused:
        await join(office, elsewhere, problem, "hana")
    assert refused.value.why is Unfit.OTHER_DESK


@pytest.mark.parametrize("way", ["private joins", "private is joined", "both"])
async def test_private_tickets_stay_by_themselves(office: Office, talk: Talk, problem: Ticket, way: str) -> None:
    private = await talk.request("ana", "VPN and my pay", private=True)
    other = await talk.request("ana", "My pay", private=True) if way == "both" else problem
    one, two = (other, private) if way == "private is joined" else (private, other)
    with pytest.raises(CannotJoin) as refused:
        await join(office, one, two)
    assert refused.value.why is Unfit.PRIVATE


async def test_what_has_ended_is_refused_in_words_of_its_own(
    office: Office, talk: Talk, problem: Ticket, bens: Ticket
) -> None:
    gone = await talk.request("gus", "Gone")
    await office.do(merging.merge, gone.id, problem.key, person("dana"))
    with pytest.raises(WasMerged):
        await join(office, bens, gone)
    await solve(office, problem)
    with pytest.raises(IsSolved):
        await join(office, bens, problem)
    await office.do(lambda tx: lifecycle.move(tx, tickets.get(tx, problem.id) or problem, Status.CLOSED, None))
    with pytest.raises(IsClosed):
        await join(office, bens, problem)
    assert await parent(office, bens) is None


@pytest.mark.parametrize("number", ["IT-99", "no number", "HR-1"])
async def test_an_unknown_number_is_refused(office: Office, problem: Ticket, number: str) -> None:
    with pytest.raises(NoSuchTicket):
        await join(office, problem, number)


@pytest.mark.parametrize("why", ["private", "another desk's"])
async def test_a_number_that_is_not_theirs_to_know_is_refused_like_one_that_nobody_has(
    office: Office, talk: Talk, why: str
) -> None:
    elsewhere = await talk.request("gus", "VPN", channel="#hr")
    theirs = await talk.request("ben", "VPN and my pay", private=why == "private")
    refusals = []
    for number in (theirs.key, "IT-99"):
        with pytest.raises(NoSuchTicket) as refused:
            await join(office, elsewhere, number, "hana")
        refusals.append((type(refused.value), refused.value.key))
    assert refusals == [(NoSuchTicket, theirs.key), (NoSuchTicket, "IT-99")]


async def test_nothing_chosen_is_refused(office: Office, problem: Ticket) -> None:
    with pytest.raises(NothingChosen):
        await join(office, problem, "  ")


async def test_only_who_works_the_desk_joins_tickets(office: Office, problem: Ticket, bens: Ticket) -> None:
    with pytest.raises(NotAllowed):
        await join(office, bens, problem, "ben")
    with pytest.raises(NoSuchTicket):
        await join(office, bens, problem, "hana")
    assert await parent(office, bens) is None


async def test_joining_at_once_joins_once(office: Office, there: Office, problem: Ticket, bens: Ticket) -> None:
    await asyncio.gather(*(join(at, bens, problem, by) for at in (office, there) for by in ("dana", "eli", "lea")))
    assert [line[0] for line in await office.happenings(bens)].count("same_problem") == 1
    assert await people(office, problem) == 2


async def test_not_solved_for_me_leaves_and_reopens_once(office: Office, problem: Ticket, joined: Ticket) -> None:
    await solve(office, problem)
    for _ in range(2):
        await office.do(problems.not_solved, joined.id, person("ben"))
    now = await office.now(joined)
    assert (now.status, now.waiting_since) == (Status.OPEN, office.clock.at)
    assert await parent(office, joined) is None
    assert await people(office, problem) == 1
    lines = await office.happenings(joined)
    assert lines.count(("left_problem", person("ben"), "", "IT-1")) == 1
    shown = await office.see(cards.picture, now)
    assert [(one.relation, one.key) for one in shown.related] == [("was_same_problem", "IT-1")]
    assert (await office.now(problem)).status is Status.SOLVED


async def test_it_goes_on_by_itself_from_then_on(office: Office, talk: Talk, problem: Ticket, joined: Ticket) -> None:
    await solve(office, problem)
    await office.do(problems.not_solved, joined.id, person("ben"))
    await answer(talk, problem, "One more thing")
    await office.do(lifecycle.reopen, problem.id, person("dana"))
    await solve(office, problem)
    assert await texts(office, joined) == []
    assert (await office.now(joined)).status is Status.OPEN


async def test_writing_in_the_thread_after_it_is_solved_does_the_same(
    office: Office, talk: Talk, problem: Ticket, joined: Ticket
) -> None:
    await solve(office, problem)
    await talk.says("ben", "Not for me", thread_of(joined))
    assert (await office.now(joined)).status is Status.OPEN
    assert await parent(office, joined) is None


async def test_what_is_different_after_all_was_not_solved_with_the_others(
    office: Office, problem: Ticket, joined: Ticket
) -> None:
    await solve(office, problem)
    await office.do(problems.decline, joined.id, person("ben"))
    assert (await office.now(joined)).status is Status.OPEN
    assert await parent(office, joined) is None


async def test_it_is_its_requesters_and_its_desks_to_say(office: Office, problem: Ticket, joined: Ticket) -> None:
    await solve(office, problem)
    for who in ("gus", "hana", "ana"):
        with pytest.raises(NoSuchTicket):
            await office.do(problems.not_solved, joined.id, person(who))
    assert await parent(office, joined) == problem.id


@pytest.mark.parametrize("who", ["gus", "dana", "hana"])
async def test_that_theirs_is_different_is_said_by_its_requester_alone(
    office: Office, problem: Ticket, joined: Ticket, who: str
) -> None:
    with pytest.raises((NoSuchTicket, NotAllowed)):
        await office.do(problems.decline, joined.id, person(who))
    assert await parent(office, joined) == problem.id


async def test_an_agent_takes_a_ticket_out_as_it_is(office: Office, problem: Ticket, joined: Ticket) -> None:
    await office.do(problems.leave, joined.id, person("eli"))
    assert await parent(office, joined) is None
    assert (await office.now(joined)).status is Status.NEW
    await join(office, joined, problem)
    assert (await office.see(cards.picture, joined)).related == (), "joined again, it is the same problem"


async def test_a_ticket_that_goes_to_another_desk_leaves(office: Office, problem: Ticket, joined: Ticket) -> None:
    await office.do(triage.move_to_desk, joined.id, DeskId("HR"), person("dana"))
    assert await parent(office, joined) is None


async def test_a_problem_takes_its_tickets_to_another_desk(office: Office, problem: Ticket, joined: Ticket) -> None:
    await office.do(triage.move_to_desk, problem.id, DeskId("HR"), person("dana"))
    assert (await office.now(joined)).desk_id == "HR"
    assert await parent(office, joined) == problem.id


async def test_a_problem_is_not_cancelled(office: Office, problem: Ticket, joined: Ticket) -> None:
    for verb in (withdrawal.cancel, withdrawal.take_back):
        with pytest.raises(OthersHaveIt):
            await office.do(verb, problem.id, person("ana"))
    await office.do(withdrawal.cancel, joined.id, person("ben"))
    assert await people(office, problem) == 1
    await office.do(withdrawal.cancel, problem.id, person("ana"))


async def test_who_joined_a_ticket_goes_along_when_it_is_merged(
    office: Office, talk: Talk, problem: Ticket, joined: Ticket
) -> None:
    newer = await talk.request("gus", "VPN again")
    late = await talk.request("hana", "And mine")
    await join(office, late, newer)
    await talk.says("dana", "Just a moment", thread_of(newer))  # on its way while the two are merged
    office.clock.advance(seconds=1)
    await office.do(merging.merge, newer.id, problem.key, person("dana"))
    await time_passes(office)
    assert await parent(office, late) == problem.id
    assert await texts(office, late) == ["Just a moment"]
    await answer(talk, problem)
    assert (await texts(office, late))[-1] == "We are on it"


async def test_merging_a_problem_with_what_joined_it_ends_that(office: Office, problem: Ticket, joined: Ticket) -> None:
    await office.do(merging.merge, joined.id, problem.key, person("dana"))
    assert await parent(office, joined) is None
    assert await people(office, problem) == 1


async def test_a_problem_does_not_go_into_a_private_ticket(office: Office, talk: Talk, clock: Clock) -> None:
    private = await talk.request("ana", "My pay", private=True)
    clock.advance(minutes=1)
    problem, other = await talk.request("ana", "Pay?"), await talk.request("ben", "Pay")
    await join(office, other, problem)
    with pytest.raises(CannotMerge):
        await office.do(merging.merge, problem.id, private.key, person("dana"))


async def test_what_is_unsolved_when_the_problem_closes_leaves_it(
    office: Office, problem: Ticket, joined: Ticket
) -> None:
    await office.do(lifecycle.confirm_solved, problem.id, person("ana"))
    office.clock.advance(days=5)
    await time_passes(office)
    assert (await office.now(problem)).status is Status.CLOSED
    assert await parent(office, joined) is None
