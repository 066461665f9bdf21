"""History: complete, in order, for the desk."""

import pytest

from bot.helpdesk import conversation, history, triage
from bot.rules.records import Ticket
from bot.rules.refusals import NoSuchTicket, NotAllowed
from bot.rules.vocabulary import Priority, TicketId
from tests.office import Office, person
from tests.world import Clock


@pytest.fixture
async def ticket(office: Office) -> Ticket:
    return await office.raised("ana")


async def test_it_tells_who_when_what_from_to_and_why_in_order(office: Office, ticket: Ticket, clock: Clock) -> None:
    raised_at = clock.at
    clock.advance(minutes=5)
    await office.claimed("dana", ticket)
    clock.advance(minutes=5)
    await office.do(triage.prioritise, ticket.id, Priority.URGENT, "Payday", person("lea"))
    told = await office.see(history.read, ticket.id, person("eli"))
    assert [(line.what, line.by) for line in told.entries] == [
        ("opened", person("ana")),
        ("claimed", person("dana")),
        ("status_changed", person("dana")),
        ("priority_changed", person("lea")),
    ]
    assert [line.at for line in told.entries] == sorted(line.at for line in told.entries)
    assert (told.entries[0].at, told.entries[-1].at) == (raised_at, clock.at)
    last = told.entries[-1]
    assert (last.before, last.after, last.why) == ("normal", "urgent", "Payday")


async def test_people_in_its_texts_are_named(office: Office, ticket: Ticket) -> None:
    await office.do(triage.prioritise, ticket.id, Priority.LOW, f"<@{person('eli')}> says so", person("dana"))
    told = await office.see(history.read, ticket.id, person("dana"))
    assert told.names == {person("eli"): "Eli Stone"}


@pytest.mark.parametrize(("who", "refusal"), [("ben", NoSuchTicket), ("hana", NoSuchTicket), ("ana", NotAllowed)])
async def test_it_is_for_the_desk(office: Office, ticket: Ticket, who: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        await office.see(history.read, ticket.id, person(who))
    with pytest.raises(NoSuchTicket):
        await office.see(history.read, TicketId(1), person("dana"))


async def test_a_note_is_there_without_its_text(office: Office, ticket: Ticket) -> None:
    await office.do(conversation.note, ticket.id, person("dana"), "Hm", "view:V1")
    told = await office.see(history.read, ticket.id, person("dana"))
    assert (told.entries[-1].what, told.entries[-1].after) == ("message_added", "internal")
