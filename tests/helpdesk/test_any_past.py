"""Whatever has happened to tickets goes out to a file and into another helpdesk, where it counts the same."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.helpdesk import assignment, feedback, following, triage, withdrawal
from bot.rules.conversation import Reacted
from bot.rules.facts import NextResponse, TicketFacts
from bot.rules.records import RATING_EMOJI, Place, Survey, Ticket
from bot.rules.refusals import Refusal
from bot.rules.vocabulary import CategoryKey, DeskId, Priority, TicketId
from storage import clocks, facts, messages, tables
from storage.transaction import Transaction
from tests.carrying import another, are_true, brought, elsewhere, emptied, exported
from tests.helpdesk.test_any_life import STEPS, Step, time_passes
from tests.office import Office, person, reaction
from tests.promises import NINE_TO_FIVE
from tests.spared import spared
from tests.talk import Talk, thread_of

Verb = Callable[[Transaction, Survey, Reacted], object]


async def rate(office: Office, ticket: Ticket, emoji: str, verb: Verb = feedback.rated) -> None:
    """Ana puts an emoji on the last question, if she has been asked, or takes it away."""
    if await office.surveys(ticket):
        survey = await office.asked(ticket)
        await office.do(verb, survey, reaction("ana", emoji, survey))


async def comment(office: Office, ticket: Ticket, source: str) -> None:
    """Ana says more about her rating."""
    if await office.surveys(ticket):
        survey = await office.asked(ticket)
        await office.do(feedback.comment, survey.id, person("ana"), "It took too long", "Two weeks!", source)


async def edit(talk: Talk, ticket: Ticket, *, away: bool = False) -> None:
    """Ana changes her last message, or deletes it."""
    said = [one for one in await talk.office.see(messages.of_ticket, ticket.id) if one.author_id == person("ana")]
    if said and said[-1].channel is not None and said[-1].ts is not None:
        place = Place(said[-1].channel, said[-1].ts)
        await (talk.deletes(place) if away else talk.edits(place, "It prints nothing"))


LIVES: Mapping[str, Step] = {
    **STEPS,
    "rate 2": lambda office, _, ticket: rate(office, ticket, RATING_EMOJI[1]),
    "rate 5": lambda office, _, ticket: rate(office, ticket, RATING_EMOJI[4]),
    "rate 5 no more": lambda office, _, ticket: rate(office, ticket, RATING_EMOJI[4], feedback.withdrawn),
    "comment": lambda office, talk, ticket: comment(office, ticket, f"view:{next(talk.numbers)}"),
    "prioritise": lambda office, _, ticket: office.do(
        triage.prioritise, ticket.id, Priority.URGENT, "All of them", person("dana")
    ),
    "no hurry": lambda office, _, ticket: office.do(triage.prioritise, ticket.id, Priority.LOW, "Later", person("eli")),
    "categorise": lambda office, _, ticket: office.do(
        triage.categorise, ticket.id, CategoryKey("hardware"), person("dana")
    ),
    "move": lambda office, _, ticket: office.do(triage.move_to_desk, ticket.id, DeskId("HR"), person("dana")),
    "move back": lambda office, _, ticket: office.do(triage.move_to_desk, ticket.id, DeskId("IT"), person("hana")),
    "tag": lambda office, _, ticket: office.do(triage.tag, ticket.id, "toner, floor 3", person("dana")),
    "untag": lambda office, _, ticket: office.do(triage.tag, ticket.id, "toner", person("dana")),
    "follow": lambda office, _, ticket: office.do(following.follow, ticket.id, person("lea")),
    "unfollow": lambda office, _, ticket: office.do(following.unfollow, ticket.id, person("lea")),
    "unassign": lambda office, talk, ticket: office.do(
        assignment.unassign, ticket.id, person("dana"), "Not mine", f"view:{next(talk.numbers)}"
    ),
    "cancel": lambda office, _, ticket: office.do(withdrawal.cancel, ticket.id, person("ana")),
    "edit": lambda _, talk, ticket: edit(talk, ticket),
    "delete": lambda _, talk, ticket: edit(talk, ticket, away=True),
    "a colleague": lambda _, talk, ticket: talk.says("ben", "Here, too", thread_of(ticket)),
}
HOURS = {"hours": NINE_TO_FIVE, "targets": [{"first_response": "1h", "next_response": "2h", "resolution": "8h"}]}
OF_PLACE = {"id", "updated_at", "channel", "thread_ts", "origin_channel", "origin_ts", "merged_into"}


@pytest.fixture
async def talk(office: Office) -> Talk:
    await office.settle(**HOURS)
    await another(office, **HOURS)
    return Talk(office)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(sorted(LIVES)), max_size=20))
async def test_a_past_is_the_same_wherever_it_was_lived(office: Office, talk: Talk, steps: list[str]) -> None:
    if spared(office, steps):
        return
    other = elsewhere(office)
    for helpdesk in (office, other):
        await helpdesk.do(emptied)
    await talk.request("gus", "The oldest of all")
    office.clock.advance(minutes=7)
    ticket = await talk.request("ana")
    for step in steps:
        office.clock.advance(minutes=13)
        try:
            await LIVES[step](office, talk, ticket)
        except Refusal:
            continue
    await time_passes(office, 0)
    lines = await exported(office)
    await brought(other, lines)
    assert await exported(other) == lines
    assert await other.see(are_true)
    assert await other.see(counted) == await office.see(counted)
    assert await other.see(stamped) == await office.see(stamped)
    assert await other.see(timed) == await office.see(timed)


def counted(tx: Transaction) -> dict[str, tuple[TicketFacts, list[NextResponse]]]:
    found = {}
    for ticket in tx.find_all(Ticket, tables.tickets, order=("id",)):
        kept = facts.get(tx, ticket.id)
        assert kept is not None
        row, waits = kept
        found[ticket.key] = (
            replace(row, ticket_id=TicketId(0)),
            [replace(wait, ticket_id=TicketId(0)) for wait in waits],
        )
    return found


def stamped(tx: Transaction) -> dict[str, dict[str, object]]:
    return {
        ticket.key: {one.name: getattr(ticket, one.name) for one in fields(Ticket) if one.name not in OF_PLACE}
        for ticket in tx.find_all(Ticket, tables.tickets, order=("id",))
    }


def timed(tx: Transaction) -> dict[str, list[object]]:
    return {
        ticket.key: [replace(clock, ticket_id=TicketId(0), fired=0) for clock in clocks.of_ticket(tx, ticket.id)]
        for ticket in tx.find_all(Ticket, tables.tickets, order=("id",))
    }
