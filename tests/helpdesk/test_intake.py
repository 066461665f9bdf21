"""Raising tickets and taking them back, on both databases: once each, without gaps, with everybody's rights."""

import asyncio
import random
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.helpdesk import asking, intake, metrics, people, splitting, withdrawal
from bot.rules.conversation import Said
from bot.rules.happenings import Happening
from bot.rules.intake import Request, message_source
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Place, Ticket
from bot.rules.refusals import (
    CannotReadThat,
    IsClosed,
    NoDesk,
    NoPrivateChannel,
    NoSuchTicket,
    NotAllowed,
    NothingToSay,
    NotPossibleNow,
)
from bot.rules.vocabulary import ChannelId, Closure, DeskId, Intake, MessageId, MessageTs, PersonId, Status
from storage import desks, history, messages, tickets
from storage.store import Store
from tests.office import WORKSPACE, Office, ids, person
from tests.statements import counted
from tests.world import MONDAY, Clock

STATEMENTS = 18  # that raising a ticket takes at most: it is what people wait for


@pytest.fixture
async def replicas(database_url: str, store: Store, clock: Clock, office: Office) -> AsyncIterator[list[Office]]:
    """Two processes on one database."""
    other = Store(database_url, clock=clock, chance=random.Random(2))
    yield [office, Office(other.of(WORKSPACE.id), clock)]
    other.close()


def said(by: str, text: str, *, seconds: float = 0) -> Said:
    """A message in the IT desk's request channel."""
    ts = MessageTs(f"{MONDAY.timestamp() + seconds:.6f}")
    return Said(person(by), ChannelId(ids()["#it"]), ts, None, text, (), is_direct=False)


def request(by: str, text: str = "No ink", *, number: int = 1, **facts: Any) -> Request:
    """A request by slash command."""
    return Request(f"command:{number}", Intake.SLASH, person(by), person(by), text, **facts)


async def every(office: Office) -> list[Ticket]:
    return await office.see(tickets.every_living)


async def test_one_message_delivered_to_two_replicas_at_once_is_one_ticket(replicas: list[Office]) -> None:
    message = said("ana", "No ink")
    await asyncio.gather(*(office.do(asking.heard, message) for office in replicas * 4))
    (ticket,) = await every(replicas[0])
    assert (ticket.key, ticket.description) == ("IT-1", "No ink")


async def test_two_messages_at_one_instant_on_two_replicas_are_one_ticket(replicas: list[Office]) -> None:
    one, other = said("ana", "No ink"), said("ana", "and no paper", seconds=0.0001)
    await asyncio.gather(replicas[0].do(asking.heard, one), replicas[1].do(asking.heard, other))
    (ticket,) = await every(replicas[0])
    assert sorted(ticket.description.splitlines()) == ["No ink", "and no paper"]


async def test_many_people_at_once_get_numbers_without_gaps(replicas: list[Office]) -> None:
    asked = [request("ana", number=number) for number in range(20)] * 2
    random.Random(3).shuffle(asked)
    raised = [office.do(intake.open_ticket, one) for one in asked for office in replicas]
    opened = await asyncio.gather(*raised)
    assert sum(one.is_new for one in opened) == 20
    numbers = sorted(int(ticket.key.removeprefix("IT-")) for ticket in await every(replicas[0]))
    assert numbers == list(range(1, 21))


async def test_what_was_refused_leaves_no_gap(office: Office) -> None:
    with pytest.raises(NothingToSay):
        await office.do(intake.open_ticket, request("ana", " \u200b", number=1))
    with pytest.raises(NoPrivateChannel):
        await office.do(intake.open_ticket, request("hana", number=2, desk_id=DeskId("HR"), is_private=True))
    opened = await office.do(intake.open_ticket, request("ana", number=3))
    assert opened.ticket.key == "IT-1"
    opened = await office.do(intake.open_ticket, request("hana", number=4, desk_id=DeskId("HR")))
    assert opened.ticket.key == "HR-1"


async def test_without_a_desk_nothing_is_raised(store: Store, clock: Clock) -> None:
    office = await Office.open(store, clock, with_desks=False)
    with pytest.raises(NoDesk):
        await office.do(intake.open_ticket, request("ana"))


async def test_raising_takes_few_statements(office: Office, store: Store) -> None:
    await office.do(intake.open_ticket, request("ana"))
    with counted(store) as statements:
        await office.do(intake.open_ticket, request("ana", number=2))
    assert len(statements) <= STATEMENTS, "\n".join(statements)


async def test_a_ticket_that_staff_opened_has_nobody_waiting(office: Office) -> None:
    for number, by, is_waiting in ((1, "dana", False), (2, "ben", True), (3, "ana", True)):
        asked = Request(f"view:{number}", Intake.FORM, person("ana"), person(by), "No ink")
        ticket = (await office.do(intake.open_ticket, asked)).ticket
        assert (ticket.waiting_since is not None) is is_waiting


async def test_people_never_seen_before_are_met(office: Office) -> None:
    asked = Request("view:1", Intake.FORM, PersonId("UNEW"), PersonId("UNEWER"), "No ink <@UNEW>")
    ticket = (await office.do(intake.open_ticket, asked)).ticket
    assert ticket.subject == "No ink @UNEW"
    assert await office.see(people.names, {PersonId("UNEW"), PersonId("UNEWER")}) == {
        "UNEW": "UNEW",
        "UNEWER": "UNEWER",
    }


async def test_a_mention_is_read_by_name(office: Office) -> None:
    await office.do(asking.heard, said("ana", "<@UBOT> please ask <@UBEN>"))
    (ticket,) = await every(office)
    assert (ticket.subject, ticket.description) == ("please ask @Ben Okafor", "please ask <@UBEN>")
    (message,) = await office.see(messages.openings, ticket.id)
    assert message.text == "<@UBOT> please ask <@UBEN>"


async def test_messages_that_arrive_in_the_wrong_order_are_still_one_request(office: Office) -> None:
    await office.do(asking.heard, said("ana", "and no paper", seconds=60))
    await office.do(asking.heard, said("ana", "No ink"))
    assert len(await every(office)) == 1


async def test_an_emoji_on_a_message_that_was_never_heard_is_refused(office: Office) -> None:
    place = Place(ChannelId("C9"), MessageTs("1.000100"))
    with pytest.raises(CannotReadThat):
        await office.do(asking.raise_from_reaction, place, person("ana"))


async def test_taking_back_is_for_the_requester_and_the_desk(office: Office) -> None:
    await office.do(asking.heard, said("ana", "Good morning"))
    (ticket,) = await every(office)
    for stranger in ("ben", "hana", "gus"):
        with pytest.raises(NoSuchTicket):
            await office.do(withdrawal.take_back, ticket.id, person(stranger))
    for by in ("dana", "ana"):  # the second finds it done
        taken = await office.do(withdrawal.take_back, ticket.id, person(by))
        assert (taken.status, taken.closure) == (Status.CLOSED, Closure.NOT_A_TICKET)
    changes = [line for line in await office.see(history.of_ticket, ticket.id) if line.what != Happening.OPENED]
    assert [line.by for line in changes] == [person("dana")]


async def test_what_was_raised_on_purpose_is_cancelled_and_not_taken_back(office: Office) -> None:
    ticket = await office.raised("ana")
    with pytest.raises(NotPossibleNow):
        await office.do(withdrawal.take_back, ticket.id, person("ana"))
    with pytest.raises(NotAllowed):
        await office.do(withdrawal.cancel, ticket.id, person("dana"))
    cancelled = await office.do(withdrawal.cancel, ticket.id, person("ana"))
    assert cancelled.closure is Closure.CANCELLED
    assert await office.do(withdrawal.cancel, ticket.id, person("ana")) == cancelled


async def test_what_is_solved_or_closed_can_be_taken_back_no_more(office: Office) -> None:
    await office.do(asking.heard, said("ana", "No ink"))
    (ticket,) = await every(office)
    await office.solved("dana", ticket)
    for verb in (withdrawal.take_back, withdrawal.cancel):
        with pytest.raises(NotPossibleNow):
            await office.do(verb, ticket.id, person("ana"))
    cancelled = await office.raised("ben")
    await office.do(withdrawal.cancel, cancelled.id, person("ben"))
    with pytest.raises(IsClosed):
        await office.do(splitting.split, cancelled.id, MessageId(1), person("ben"))


async def test_what_was_taken_back_leaves_every_number_and_gets_no_survey(office: Office) -> None:
    await office.do(asking.heard, said("ana", "Good morning"))
    (ticket,) = await every(office)
    assert (await office.see(metrics.numbers, "", person("lea"))).report.total.created == 1
    await office.do(withdrawal.take_back, ticket.id, person("ana"))
    assert (await office.see(metrics.numbers, "", person("lea"))).report.total.created == 0
    assert await office.surveys(ticket) == []


async def test_two_people_split_one_message_at_once(replicas: list[Office]) -> None:
    office = replicas[0]
    await office.do(asking.heard, said("ana", "No ink"))
    await office.do(asking.heard, said("ana", "No paper", seconds=10))
    (ticket,) = await every(office)
    last = (await office.see(messages.openings, ticket.id))[-1]
    parts = await asyncio.gather(
        replicas[0].do(splitting.split, ticket.id, last.id, person("ana")),
        replicas[1].do(splitting.split, ticket.id, last.id, person("dana")),
    )
    assert len({part.id for part in parts}) == 1
    assert [one.description for one in await every(office)] == ["No ink", "No paper"]


async def test_only_a_part_of_a_request_can_be_split_off(office: Office) -> None:
    await office.do(asking.heard, said("ana", "No ink"))
    await office.do(asking.heard, said("ben", "No paper", seconds=1))
    first, second = await every(office)
    alone = (await office.see(messages.openings, first.id))[0]
    others = (await office.see(messages.openings, second.id))[0]
    for message in (alone.id, others.id, MessageId(7)):
        with pytest.raises(NotPossibleNow):
            await office.do(splitting.split, first.id, message, person("ana"))


async def test_a_split_off_message_keeps_its_time_and_its_natural_key(office: Office, clock: Clock) -> None:
    await office.do(asking.heard, said("ana", "No ink"))
    clock.advance(seconds=60)
    await office.do(asking.heard, said("ana", "No paper", seconds=60))
    came = clock()
    clock.advance(hours=1)
    (ticket,) = await every(office)
    last = (await office.see(messages.openings, ticket.id))[-1]
    part = await office.do(splitting.split, ticket.id, last.id, person("ana"))
    assert (part.created_at, part.waiting_since) == (came, came)
    await office.do(asking.heard, said("ana", "No paper", seconds=60))
    source = message_source(ChannelId(ids()["#it"]), MessageTs(last.ts or ""))
    assert (await office.see(tickets.by_source, source)) == await office.now(part)
    assert len(await every(office)) == 2


async def test_a_confirmation_is_owed_once_where_they_asked(office: Office) -> None:
    await office.do(asking.heard, said("ana", "No ink"))
    (ticket,) = await every(office)
    (confirmation,) = await office.owed(ticket, NoticeKind.CONFIRMATION)
    assert (confirmation.lane, confirmation.thread_ts) == (ids()["#it"], ticket.thread_ts)
    assert await office.owed(ticket, NoticeKind.OPENED_FOR_YOU) == []


async def test_the_desk_chosen_takes_it_else_the_channels_else_the_default_one(office: Office) -> None:
    here, elsewhere = (ChannelId(ids()[channel]) for channel in ("#hr", "#random"))
    for chosen, asked_in, expected in (
        (DeskId("HR"), None, "HR"),
        (None, here, "HR"),
        (None, elsewhere, "IT"),
        (DeskId("GONE"), here, "IT"),
    ):
        desk = await office.see(desks.taking, chosen, asked_in)
        assert desk is not None
        assert desk.id == expected
