"""What people say to tickets that they were given."""

import asyncio

import pytest

from bot.clock import Clock as Ticker
from bot.helpdesk import assignment, handing_on
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Ticket
from bot.rules.refusals import HasNoTickets, NoSuchTicket, NotAnAgent, NothingToSay, NotPossibleNow
from bot.rules.vocabulary import DeskId, Visibility
from storage import messages
from tests.office import Office, person

NOTE = "Where it stands: new toner ordered\nNext step: put it in on Friday"


@pytest.fixture
async def given(office: Office, ticket: Ticket) -> Ticket:
    """Lea gave it to Dana."""
    return await office.do(assignment.assign, ticket.id, person("dana"), person("lea"))


async def replies(office: Office, ticket: Ticket) -> list[str]:
    return [notice.params.get("reply", "") for notice in await office.owed(ticket, NoticeKind.ASSIGNED_TO_YOU)]


async def test_accepting_twice_is_accepting_once(office: Office, given: Ticket) -> None:
    for _ in range(2):
        await office.do(handing_on.accept, given.id, person("dana"))
    assert await replies(office, given) == ["accepted"]
    assert [what for what, *_ in await office.happenings(given)].count("accepted") == 1


@pytest.mark.parametrize("who", ["eli", "lea"])
async def test_only_the_assignee_answers(office: Office, given: Ticket, who: str) -> None:
    with pytest.raises(NotPossibleNow):
        await office.do(handing_on.accept, given.id, person(who))
    with pytest.raises(NotPossibleNow):
        await office.do(handing_on.decline, given.id, person(who), "No", "view:V1")
    with pytest.raises(NotPossibleNow):
        await office.do(handing_on.hand_on, given.id, person(who), person("eli"), NOTE, "view:V1")


@pytest.mark.parametrize("who", ["ben", "hana"])
async def test_who_does_not_work_the_desk_may_not_know_of_it(office: Office, given: Ticket, who: str) -> None:
    with pytest.raises(NoSuchTicket):
        await office.do(handing_on.accept, given.id, person(who))
    with pytest.raises(NoSuchTicket):
        await office.see(handing_on.form, given.id, person(who))


async def test_declining_takes_a_reason_which_only_the_desk_reads(office: Office, given: Ticket) -> None:
    with pytest.raises(NothingToSay):
        await office.do(handing_on.decline, given.id, person("dana"), "  ", "view:V1")
    freed = await office.do(handing_on.decline, given.id, person("dana"), "I am on the way to the airport", "view:V1")
    assert freed.assignee_id is None
    assert ("declined", person("dana"), person("dana"), "") in await office.happenings(given)
    note = (await office.see(messages.of_ticket, given.id))[-1]
    assert (note.visibility, note.text) == (Visibility.INTERNAL, "I am on the way to the airport")
    assert await replies(office, given) == ["declined"]


async def test_a_declined_ticket_finds_somebody_else_and_does_not_come_back(office: Office, given: Ticket) -> None:
    await office.settle(assignment={"mode": "automatic", "special": [{"person": person("lea"), "receives": False}]})
    await office.do(handing_on.decline, given.id, person("dana"), "Not mine", "view:V1")
    await Ticker(office.store).tick()
    assert (await office.now(given)).assignee_id == person("eli")
    await office.do(handing_on.decline, given.id, person("eli"), "Nor mine", "view:V2")
    await Ticker(office.store).tick()
    assert (await office.now(given)).assignee_id is None


async def test_handing_on_takes_a_note_and_gives_it_to_somebody(office: Office, given: Ticket) -> None:
    with pytest.raises(NothingToSay):
        await office.do(handing_on.hand_on, given.id, person("dana"), person("eli"), "", "view:V1")
    handed = await office.do(handing_on.hand_on, given.id, person("dana"), person("eli"), NOTE, "view:V1")
    assert handed.assignee_id == person("eli")
    assert (await office.see(messages.of_ticket, given.id))[-1].text == NOTE
    assert await replies(office, given) == ["handed_on", ""]


async def test_handing_on_to_nobody_is_giving_back(office: Office, given: Ticket) -> None:
    assert (await office.do(handing_on.hand_on, given.id, person("dana"), None, NOTE, "view:V1")).assignee_id is None


@pytest.mark.parametrize("to", ["ben", "hana"])
async def test_nobody_from_outside_is_handed_one(office: Office, given: Ticket, to: str) -> None:
    with pytest.raises(NotAnAgent):
        await office.do(handing_on.hand_on, given.id, person("dana"), person(to), NOTE, "view:V1")
    assert await replies(office, given) == [""]


async def test_all_that_one_has_is_handed_on_with_one_note(office: Office, given: Ticket) -> None:
    other = await office.claimed("dana", await office.raised("ana", "Keyboard"))
    solved = await office.solved("dana", await office.claimed("dana", await office.raised("ana", "Done")))
    assert await office.see(handing_on.count, person("dana")) == 2
    assert await office.do(handing_on.hand_on_all, person("dana"), person("eli"), NOTE, "view:V1") == 2
    for ticket in (given, other):
        assert (await office.now(ticket)).assignee_id == person("eli")
        assert (await office.see(messages.of_ticket, ticket.id))[-1].text == NOTE
    assert (await office.now(solved)).assignee_id == person("dana")
    with pytest.raises(HasNoTickets):
        await office.see(handing_on.count, person("dana"))


async def test_all_or_none_are_handed_on(office: Office, given: Ticket) -> None:
    await office.settle(agents=[person("dana"), person("eli"), person("hana")])
    await office.do(assignment.assign, given.id, person("hana"), person("lea"))
    own = await office.raised("ana", "Payslip", desk=DeskId("HR"))
    await office.claimed("hana", own)
    with pytest.raises(NotAnAgent):
        await office.do(handing_on.hand_on_all, person("hana"), person("eli"), NOTE, "view:V1")
    assert (await office.now(given)).assignee_id == person("hana")


async def test_two_clicks_at_the_same_instant_are_one(office: Office, there: Office, given: Ticket) -> None:
    accepted = [one.do(handing_on.accept, given.id, person("dana")) for one in (office, there)]
    await asyncio.gather(*accepted)
    assert [what for what, *_ in await office.happenings(given)].count("accepted") == 1
    to = (person("dana"), person("eli"), NOTE, "view:V1")
    handed = [one.do(handing_on.hand_on_all, *to) for one in (office, there)]
    assert sorted(await asyncio.gather(*handed)) == [0, 1]
    assert [note.text for note in await office.see(messages.of_ticket, given.id)].count(NOTE) == 1
