"""Who has a ticket: one winner, whoever clicks; given, given back, asked for and let go."""

import asyncio
import random
from collections.abc import Callable, Iterator

import pytest

from bot.helpdesk import assignment, lifecycle, people
from bot.rules.actions import Action
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Ticket
from bot.rules.refusals import (
    AlreadyClaimed,
    IsClosed,
    IsSolved,
    NobodyHasIt,
    NoSuchTicket,
    NotAllowed,
    NotAnAgent,
    NothingToSay,
    NotPossibleNow,
    WasMerged,
)
from bot.rules.vocabulary import Closure, Status, TicketId, Visibility, WorkspaceId
from storage import messages, tickets
from storage.store import Store
from tests.office import WORKSPACE, Office, person
from tests.world import Clock


@pytest.fixture
async def ticket(office: Office) -> Ticket:
    return await office.raised("ana")


@pytest.fixture
def replica(database_url: str, store: Store, clock: Clock) -> Iterator[Store]:
    """A second process on the same database."""
    opened = Store(database_url, clock=clock, chance=random.Random(2))
    yield opened
    opened.close()


async def test_claiming_opens_a_ticket_and_history_says_who(office: Office, ticket: Ticket) -> None:
    claimed = await office.claimed("dana", ticket)
    assert (claimed.assignee_id, claimed.status) == (person("dana"), Status.OPEN)
    assert (await office.happenings(ticket))[1:] == [
        ("claimed", person("dana"), "", person("dana")),
        ("status_changed", person("dana"), "new", "open"),
    ]


async def test_a_second_click_of_the_same_person_changes_nothing(office: Office, ticket: Ticket) -> None:
    await office.claimed("dana", ticket)
    before = await office.happenings(ticket)
    await office.claimed("dana", ticket)
    assert await office.happenings(ticket) == before


async def test_the_second_claim_is_refused_and_names_the_winner_and_the_time(
    office: Office, ticket: Ticket, clock: Clock
) -> None:
    await office.claimed("dana", ticket)
    won_at = clock.at
    clock.advance(minutes=5)
    with pytest.raises(AlreadyClaimed) as refused:
        await office.claimed("eli", ticket)
    assert (refused.value.winner, refused.value.at) == (person("dana"), won_at)


async def test_of_fifty_clicks_at_once_in_two_processes_one_wins(
    office: Office, ticket: Ticket, replica: Store
) -> None:
    stores = (office.store, replica.of(WORKSPACE.id))
    clicks = [
        stores[n % 2].write(assignment.claim, ticket.id, person(("dana", "eli", "lea")[n % 3])) for n in range(50)
    ]
    answers = await asyncio.gather(*clicks, return_exceptions=True)
    winner = (await office.now(ticket)).assignee_id
    for n, answer in enumerate(answers):
        if person(("dana", "eli", "lea")[n % 3]) == winner:
            assert isinstance(answer, Ticket)
        else:
            assert isinstance(answer, AlreadyClaimed)
            assert answer.winner == winner
    assert [what for what, *_ in await office.happenings(ticket)].count("claimed") == 1


@pytest.mark.parametrize(("who", "refusal"), [("ben", NoSuchTicket), ("hana", NoSuchTicket), ("ana", NotAllowed)])
async def test_only_the_desk_claims(office: Office, ticket: Ticket, who: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        await office.claimed(who, ticket)
    assert (await office.now(ticket)).assignee_id is None


@pytest.mark.parametrize("forged", [0, 1, 2**63 - 1])
async def test_a_ticket_that_is_none_is_not_claimed(office: Office, forged: int) -> None:
    with pytest.raises(NoSuchTicket):
        await office.do(assignment.claim, TicketId(forged), person("dana"))


async def test_another_workspace_does_not_reach_a_ticket(office: Office, ticket: Ticket, store: Store) -> None:
    with pytest.raises(NoSuchTicket):
        await store.write(WorkspaceId("T2"), assignment.claim, ticket.id, person("dana"))


async def test_a_solved_closed_or_merged_ticket_is_nobodys_to_claim(office: Office) -> None:
    solved = await office.solved("dana", await office.raised("ana", "one"))
    with pytest.raises(IsSolved):
        await office.claimed("dana", solved)
    closed = await office.raised("ana", "two")
    await office.do(lifecycle.move, closed, Status.CLOSED, None, "")
    with pytest.raises(IsClosed):
        await office.claimed("dana", closed)
    merged = await office.raised("ana", "three")
    await office.do(lambda tx: tickets.change(tx, merged.id, status=Status.CLOSED, merged_into=solved.id))
    with pytest.raises(WasMerged) as refused:
        await office.claimed("dana", merged)
    assert refused.value.into == solved.key


async def test_assigning_tells_the_new_assignee_and_nobody_else(office: Office, ticket: Ticket) -> None:
    given = await office.do(assignment.assign, ticket.id, person("eli"), person("lea"))
    assert (given.assignee_id, given.status) == (person("eli"), Status.OPEN)
    (notice,) = await office.owed(ticket, NoticeKind.ASSIGNED_TO_YOU)
    assert (notice.lane, notice.params["by"]) == (person("eli"), person("lea"))
    assert ("assigned", person("lea"), "", person("eli")) in await office.happenings(ticket)


async def test_assigning_oneself_or_the_same_person_again_tells_nobody(office: Office, ticket: Ticket) -> None:
    await office.do(assignment.assign, ticket.id, person("dana"), person("dana"))
    before = await office.happenings(ticket)
    await office.do(assignment.assign, ticket.id, person("dana"), person("eli"))
    assert await office.owed(ticket, NoticeKind.ASSIGNED_TO_YOU) == []
    assert await office.happenings(ticket) == before


async def test_a_ticket_goes_from_one_agent_to_the_other(office: Office, ticket: Ticket) -> None:
    await office.claimed("dana", ticket)
    await office.do(assignment.assign, ticket.id, person("eli"), person("dana"))
    assert ("assigned", person("dana"), person("dana"), person("eli")) in await office.happenings(ticket)


@pytest.mark.parametrize("chosen", ["ben", "hana", "gus", "nobody"])
async def test_nobody_from_outside_the_desk_is_given_a_ticket(office: Office, ticket: Ticket, chosen: str) -> None:
    with pytest.raises(NotAnAgent) as refused:
        await office.do(assignment.assign, ticket.id, person(chosen), person("dana"))
    assert refused.value.desk == "IT help"


async def test_somebody_who_left_the_workspace_is_given_nothing(office: Office, ticket: Ticket) -> None:
    await office.do(people.describe, {"id": person("eli"), "real_name": "Eli", "deleted": True})
    with pytest.raises(NotAnAgent):
        await office.do(assignment.assign, ticket.id, person("eli"), person("dana"))


async def test_giving_back_takes_a_note_which_only_the_desk_reads(office: Office, ticket: Ticket) -> None:
    await office.claimed("dana", ticket)
    for blank in ("", "  \n", "\u200b"):
        with pytest.raises(NothingToSay):
            await office.do(assignment.unassign, ticket.id, person("dana"), blank, "view:V1")
    freed = await office.do(assignment.unassign, ticket.id, person("dana"), "Needs <root> & luck", "view:V1")
    assert (freed.assignee_id, freed.claimed_at, freed.status) == (None, None, Status.OPEN)
    note = (await office.see(messages.of_ticket, ticket.id))[-1]
    assert (note.visibility, note.text) == (Visibility.INTERNAL, "Needs &lt;root&gt; &amp; luck")
    (copy,) = await office.owed(ticket, NoticeKind.COPY_UNDER_CARD)
    assert copy.params["message_id"] == note.id
    assert await office.owed(ticket, NoticeKind.COPY_TO_REQUESTER) == []
    assert ("unassigned", person("dana"), person("dana"), "") in await office.happenings(ticket)


async def test_giving_back_twice_is_giving_back_once(office: Office, ticket: Ticket) -> None:
    await office.claimed("dana", ticket)
    for _ in range(2):
        await office.do(assignment.unassign, ticket.id, person("dana"), "No idea", "view:V1")
    assert len(await office.owed(ticket, NoticeKind.COPY_UNDER_CARD)) == 1
    assert [what for what, *_ in await office.happenings(ticket)].count("unassigned") == 1


async def test_unassigning_somebody_else_needs_no_note(office: Office, ticket: Ticket) -> None:
    await office.claimed("dana", ticket)
    freed = await office.do(assignment.unassign, ticket.id, person("lea"), "", "view:V1")
    assert freed.assignee_id is None


async def test_a_freed_ticket_can_be_claimed_again(office: Office, ticket: Ticket) -> None:
    await office.claimed("dana", ticket)
    await office.do(assignment.unassign, ticket.id, person("dana"), "No idea", "view:V1")
    assert (await office.claimed("eli", ticket)).assignee_id == person("eli")


async def test_asking_to_take_over_asks_the_assignee_once(office: Office, ticket: Ticket) -> None:
    await office.claimed("dana", ticket)
    for _ in range(2):
        await office.do(assignment.ask_to_take_over, ticket.id, person("eli"))
    (question,) = await office.owed(ticket, NoticeKind.TAKE_OVER_ASKED)
    assert (question.lane, question.params["asker"]) == (person("dana"), person("eli"))
    happenings = await office.happenings(ticket)
    assert happenings.count(("take_over_asked", person("eli"), "", person("dana"))) == 1


async def test_nobody_is_asked_for_a_ticket_that_nobody_has_or_that_is_ones_own(office: Office, ticket: Ticket) -> None:
    with pytest.raises(NobodyHasIt):
        await office.do(assignment.ask_to_take_over, ticket.id, person("eli"))
    await office.claimed("eli", ticket)
    await office.do(assignment.ask_to_take_over, ticket.id, person("eli"))
    assert await office.owed(ticket, NoticeKind.TAKE_OVER_ASKED) == []


async def test_handing_over_gives_the_asker_the_ticket(office: Office, ticket: Ticket) -> None:
    await office.claimed("dana", ticket)
    await office.do(assignment.ask_to_take_over, ticket.id, person("eli"))
    for _ in range(2):
        given = await office.do(assignment.let_take_over, ticket.id, person("eli"), person("dana"))
        assert given.assignee_id == person("eli")
    happenings = await office.happenings(ticket)
    assert happenings.count(("assigned", person("dana"), person("dana"), person("eli"))) == 1
    (question,) = await office.owed(ticket, NoticeKind.TAKE_OVER_ASKED)
    assert question.params["answer"] == "let"
    (news,) = await office.owed(ticket, NoticeKind.ASSIGNED_TO_YOU)
    assert news.lane == person("eli")


async def test_keeping_tells_the_asker_once(office: Office, ticket: Ticket) -> None:
    await office.claimed("dana", ticket)
    await office.do(assignment.ask_to_take_over, ticket.id, person("eli"))
    for _ in range(2):
        await office.do(assignment.keep, ticket.id, person("eli"), person("dana"))
    question, answer = await office.owed(ticket, NoticeKind.TAKE_OVER_ASKED)
    assert (question.lane, answer.lane, answer.owed) == (person("dana"), person("eli"), 1)
    assert (await office.now(ticket)).assignee_id == person("dana")


async def test_only_the_assignee_hands_over_and_only_to_who_asked(office: Office, ticket: Ticket) -> None:
    await office.claimed("dana", ticket)
    await office.do(assignment.ask_to_take_over, ticket.id, person("eli"))
    for asker, by in (("eli", "lea"), ("lea", "dana"), ("ben", "dana")):
        for answer in (assignment.let_take_over, assignment.keep):
            with pytest.raises(NotPossibleNow):
                await office.do(answer, ticket.id, person(asker), person(by))
    assert (await office.now(ticket)).assignee_id == person("dana")


async def test_an_old_question_gives_nothing_away(office: Office, ticket: Ticket, clock: Clock) -> None:
    await office.claimed("dana", ticket)
    await office.do(assignment.ask_to_take_over, ticket.id, person("eli"))
    clock.advance(minutes=1)
    await office.do(assignment.assign, ticket.id, person("lea"), person("dana"))
    with pytest.raises(NotPossibleNow):
        await office.do(assignment.let_take_over, ticket.id, person("eli"), person("dana"))


async def test_forms_open_only_for_who_may_and_while_it_makes_sense(office: Office, ticket: Ticket) -> None:
    shown = await office.see(assignment.form, ticket.id, person("dana"), Action.ASSIGN)
    assert shown.ticket.key == ticket.key
    with pytest.raises(NoSuchTicket):
        await office.see(assignment.form, ticket.id, person("ben"), Action.ASSIGN)
    await office.solved("dana", ticket)
    with pytest.raises(IsSolved):
        await office.see(assignment.form, ticket.id, person("dana"), Action.ASSIGN)


async def test_a_cancelled_ticket_is_closed_to_everybody(office: Office, ticket: Ticket) -> None:
    await office.do(lambda tx: lifecycle.move(tx, ticket, Status.CLOSED, person("ana"), closure=Closure.CANCELLED))
    verbs: list[tuple[Callable[..., object], tuple[object, ...]]] = [
        (assignment.claim, (person("dana"),)),
        (assignment.assign, (person("eli"), person("dana"))),
        (assignment.unassign, (person("dana"), "why", "view:V1")),
        (assignment.ask_to_take_over, (person("dana"),)),
    ]
    for verb, arguments in verbs:
        with pytest.raises(IsClosed):
            await office.do(verb, ticket.id, *arguments)
