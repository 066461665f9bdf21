"""Files of tickets in: told by their keys, all of a file or nothing, and nobody hears of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.helpdesk import cards, conversation, ticket_import
from bot.helpdesk.ticket_import import ImportGoesOn, MovedOn
from bot.rules import import_plan
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.import_plan import Fate, Plan
from bot.rules.notice_kinds import NoticeKind
from bot.rules.vocabulary import Closure, DeskId, Status
from storage import deadlines, desks, facts, following, history, outbox, people, tables, ticket_transfer
from storage.transaction import Transaction
from tests.carrying import Refused, are_true, brought, exported, read
from tests.office import Office, person
from tests.pasts import NINE, event, line
from tests.promises import NINE_TO_FIVE
from tests.talk import Talk
from tests.world import Clock

ANSWERED = (event(47, "agent_public_reply", by="UDANA"), event(60, "status", to="solved", by="UDANA"))


@pytest.fixture
def clock() -> Clock:
    """Two months after what the files tell."""
    return Clock(datetime(2026, 5, 4, 9, 0, tzinfo=UTC))


def fates(plan: Plan) -> list[tuple[str, str, Fate]]:
    return [(step.key, step.number, step.fate) for step in plan.steps]


async def refused(office: Office, *lines: str) -> str:
    """What is said of a file that is not imported, and nothing of it is there."""
    before = await office.see(ticket_transfer.in_order)
    with pytest.raises(Refused) as reason:
        await brought(office, lines)
    assert await office.see(ticket_transfer.in_order) == before
    return str(reason.value)


async def test_a_ticket_comes_in_with_its_past_and_what_is_counted_of_it(office: Office) -> None:
    await office.settle(hours=NINE_TO_FIVE)
    assert fates(await brought(office, [line(*ANSWERED)])) == [("old-1017", "OLD-1017", Fate.NEW)]
    ticket = await office.ticket("OLD-1017")
    assert (ticket.status, ticket.assignee_id, ticket.created_at) == (Status.SOLVED, person("dana"), NINE)
    counted = await office.see(facts.get, ticket.id)
    assert counted is not None
    assert (counted[0].first_response, counted[0].first_response_business) == (2820, 2820)
    assert await office.see(are_true)


async def test_nobody_hears_of_it(office: Office) -> None:
    await office.settle(targets=[{"first_response": "1h", "resolution": "8h", "time": "calendar"}])
    await brought(office, [line(*ANSWERED, event(70, "rated", score=1)), line(key="old-2"), line(key="old-3")])
    assert await office.see(lambda tx: tx.find_values(tables.outbox, "id", order=("id",))) == []
    assert await office.see(deadlines_of_tickets) == []  # everything that there was to tell lies behind


def deadlines_of_tickets(tx: Transaction) -> list[DeadlineKind]:
    return [
        kind for kind in tx.find_values(tables.deadlines, "kind", order=("id",)) if kind is not DeadlineKind.FIND_NEEDS
    ]


async def test_what_lies_ahead_of_unsolved_tickets_comes(office: Office, clock: Clock) -> None:
    await office.settle(targets=[{"resolution": "8h", "time": "calendar"}])
    clock.at = NINE + timedelta(hours=7)
    await brought(office, [line()])
    ticket = await office.ticket("OLD-1017")
    assert [one.due_at for one in await office.see(deadlines.of_ticket, ticket.id)] == [NINE + timedelta(hours=7.2)]


async def test_people_are_met_and_tickets_found_by_their_words(office: Office) -> None:
    await brought(
        office, [line(event(1, "agent_public_reply", by="UNEW"), requester="UGONE", subject="Toner is empty")]
    )
    assert await office.see(people.get, "UNEW") is not None
    assert await office.see(people.get, "UGONE") is not None
    ticket = await office.ticket("OLD-1017")
    assert await office.see(lambda tx: tx.find_values(tables.search_documents, "id", order=("id",))) == [ticket.id]


async def test_whoever_was_given_a_ticket_and_said_nothing_is_met_too(office: Office) -> None:
    await brought(office, [line(event(1, "assigned", to="UGIVEN", by="UDANA"))])
    assert await office.see(people.get, "UGIVEN") is not None


async def test_the_same_file_again_changes_nothing_even_after_somebody_worked_on_it(office: Office) -> None:
    lines = [line(), line(*ANSWERED, key="old-2")]
    await brought(office, lines)
    ticket = await office.claimed("dana", await office.ticket("OLD-1017"))
    assert [fate for *_, fate in fates(await brought(office, lines))] == [Fate.UNCHANGED, Fate.UNCHANGED]
    assert (await office.now(ticket)).assignee_id == person("dana")


async def test_a_line_that_says_something_else_replaces_the_past(office: Office) -> None:
    await brought(office, [line(event(5, "tagged", to="toner"), event(6, "followed", to="ULEA"), key="Zendesk 42")])
    before = await office.ticket("IT-1")
    plan = await brought(office, [line(*ANSWERED, event(70, "rated", score=4), key="Zendesk 42", subject="No toner")])
    assert fates(plan) == [("Zendesk 42", "IT-1", Fate.CHANGED)]
    after = await office.ticket("IT-1")
    assert (after.id, after.subject, after.status) == (before.id, "No toner", Status.SOLVED)
    assert await office.see(following.tags, after.id) == await office.see(following.followers, after.id) == []
    assert len(await exported(office)) == 1
    assert await office.see(are_true)


async def test_what_somebody_has_worked_on_since_stays_as_it_is(office: Office) -> None:
    await brought(office, [line()])
    await office.claimed("dana", await office.ticket("OLD-1017"))
    assert await refused(office, line(key="old-2"), line(*ANSWERED)) == (
        "2: something has happened to OLD-1017 here since it was imported: its past stays as it is."
    )


async def test_a_ticket_that_was_raised_here_is_nobodys_to_replace(office: Office, talk: Talk) -> None:
    await talk.request("ana")
    own = await exported(office)
    assert [fate for *_, fate in fates(await brought(office, own))] == [Fate.UNCHANGED]
    assert "IT-1 is a ticket of this helpdesk, and did not come from a file." in await refused(office, line(key="it-1"))


async def test_numbers_go_on_after_those_that_files_brought(office: Office, talk: Talk) -> None:
    await brought(office, [line(key="IT-41"), line(key="IT-7"), line(key="4711"), line(key="<!channel>")])
    assert {(await office.ticket(key)).key for key in ("IT-41", "IT-42", "IT-43")} == {"IT-41", "IT-42", "IT-43"}
    assert (await talk.request("ana")).key == "IT-44"


async def test_a_key_that_is_the_number_of_another_ticket_gets_the_next_one(office: Office) -> None:
    assert fates(await brought(office, [line(key="4711")])) == [("4711", "IT-1", Fate.NEW)]
    assert fates(await brought(office, [line(key="IT-1")])) == [("IT-1", "IT-2", Fate.NEW)]


async def test_a_desk_that_is_set_up_later_goes_on_after_them_too(office: Office) -> None:
    await brought(office, [line(key="VPN-7")])
    await office.do(lambda tx: tx.remove(tables.desks, id="HR"))
    await office.do(set_up_as_vpn)
    assert (await office.see(ticket_transfer.last_numbers))[DeskId("VPN")] == 7


def set_up_as_vpn(tx: Transaction) -> None:
    desk = desks.every(tx)[0]
    desks.save(tx, replace(desk, id=DeskId("VPN")), 5)


async def test_a_merge_is_in_both_pasts_and_the_wait_goes_on(office: Office) -> None:
    await brought(
        office,
        [
            line(event(30, "merged", into="old-1001", by="UDANA")),
            line(event(10, "agent_public_reply", by="UDANA"), key="old-1001", requester="UBEN"),
        ],
    )
    source, target = await office.ticket("OLD-1017"), await office.ticket("OLD-1001")
    assert (source.closure, source.merged_into) == (Closure.MERGED, target.id)
    assert target.waiting_since == NINE  # as Ana still waits
    told = [(what, before, after) for what, _, before, after in await office.happenings(target)]
    assert ("merged", "OLD-1017", "OLD-1001") in told
    counted = await office.see(facts.get, source.id)
    assert counted is not None
    assert not counted[0].is_counted
    assert await office.see(are_true)


async def test_merges_lead_to_where_they_end_also_to_what_is_here(office: Office, talk: Talk) -> None:
    here = await talk.request("ben")
    await brought(
        office, [line(event(9, "merged", into="b"), key="a"), line(event(19, "merged", into=here.key), key="b")]
    )
    assert {(await office.ticket(key)).merged_into for key in ("IT-2", "IT-3")} == {here.id}


async def test_what_is_wrong_is_said_of_every_line_and_nothing_is_there(office: Office) -> None:
    said = await refused(
        office,
        line(key="good-1"),
        line(desk="garage", key="x-1"),
        line(category="cars", key="x-2"),
        line(event(1, "rated", score=3), key="x-3"),
        line(event(1, "merged", into="nowhere-1"), key="x-4"),
        line(event(1, "merged", into="x-6"), key="x-5"),
        line(event(1, "merged", into="x-5"), key="x-6"),
        line(key="GOOD-1"),
        line(event(1, "merged", into="x-8"), key="x-8"),
    )
    assert said.splitlines() == [
        "2: desk: there is no “garage”. There are: IT, HR.",
        "3: category: there is no “cars” at this desk. There are: hardware, vpn.",
        "4: event 2: it is rated before it is solved.",
        "5: event 2: into: there is no such ticket, neither in the file nor here.",
        "6: event 2: into: it would go into itself in the end.",
        "7: event 2: into: it would go into itself in the end.",
        "8: key: GOOD-1 is told of in line 1 already.",
        "9: event 2: into: it would go into itself in the end.",
    ]


async def test_a_category_goes_by_its_name_too(office: Office) -> None:
    await brought(office, [line(category="Hardware")])
    assert (await office.ticket("OLD-1017")).category == "hardware"


async def test_hours_of_its_own_count_for_a_ticket_and_none_where_it_says_so(office: Office) -> None:
    await office.settle(hours=NINE_TO_FIVE)
    mondays = {"timezone": "UTC", "weekly": {"mon": [["09:00", "09:30"]]}}
    await brought(office, [line(*ANSWERED, schedule=mondays), line(*ANSWERED, key="old-2", schedule="none")])
    seconds = []
    for key in ("OLD-1017", "OLD-2"):
        counted = await office.see(facts.get, (await office.ticket(key)).id)
        assert counted is not None
        seconds.append(counted[0].first_response_business)
    assert seconds == [1800, None]


async def test_what_was_read_before_is_looked_at_again_before_anything_is_written(office: Office, talk: Talk) -> None:
    told = read([line(key="4711")])
    plan = import_plan.plan(await office.see(ticket_import.gather, told), told)
    await talk.request("ana")  # which takes the number that was meant for it
    with pytest.raises(MovedOn):
        await office.do(ticket_import.write, plan)
    await brought(office, [line(key="old-1")])
    plan = import_plan.plan(
        await office.see(ticket_import.gather, read([line(key="old-2")])), read([line(key="old-2")])
    )
    await brought(office, [line(key="old-2")])
    with pytest.raises(MovedOn):
        await office.do(ticket_import.write, plan)


async def test_a_desk_that_promises_something_else_meanwhile_is_looked_at_again(office: Office) -> None:
    told = read([line(key="old-1")])
    plan = import_plan.plan(await office.see(ticket_import.gather, told), told)
    await office.settle(targets=[{"resolution": "8h", "time": "calendar"}])
    with pytest.raises(MovedOn):
        await office.do(ticket_import.write, plan)


async def test_a_ticket_that_somebody_takes_meanwhile_is_looked_at_again(office: Office) -> None:
    await brought(office, [line(key="old-1")])
    told = read([line(event(5, "bot_message"), key="old-1")])
    plan = import_plan.plan(await office.see(ticket_import.gather, told), told)
    await office.claimed("dana", await office.ticket("OLD-1"))
    with pytest.raises(MovedOn):
        await office.do(ticket_import.write, plan)


async def test_of_two_imports_at_once_one_is_refused(office: Office, there: Office, database_url: str) -> None:
    if database_url.startswith("sqlite"):
        pytest.skip("SQLite has one writer at a time: the other waits, and is refused by the command line")
    told = read([line()])
    plan = import_plan.plan(await office.see(ticket_import.gather, told), told)

    def meanwhile(_: int) -> None:
        other = there.store.store.engine.connect()
        with other.begin():
            tx = Transaction(other, there.store.workspace, there.clock(), there.store.store._ids)
            with pytest.raises(ImportGoesOn):
                ticket_import.write(tx, plan)
        other.close()

    await office.do(ticket_import.write, plan, meanwhile)
    assert (await office.ticket("OLD-1017")).key == "OLD-1017"


async def test_repair_shows_what_is_unsolved_and_not_what_was_solved_before(office: Office) -> None:
    await brought(office, [line(), line(*ANSWERED, key="old-2")])
    assert await office.do(cards.repair) == 1
    assert len(await office.owed(await office.ticket("OLD-1017"), NoticeKind.CARD)) == 1
    assert await office.owed(await office.ticket("OLD-2"), NoticeKind.CARD) == []


async def test_work_goes_on_and_posts_the_card_and_the_requesters_thread_that_it_needs(office: Office) -> None:
    await brought(office, [line(event(5, "assigned", to="UDANA", by="UDANA"))])
    ticket = await office.ticket("OLD-1017")
    await office.do(conversation.reply, ticket.id, person("dana"), "Done", "view:1")
    owed = {notice.kind for notice in await office.see(outbox.of_ticket, ticket.id)}
    assert {NoticeKind.CARD, NoticeKind.CONFIRMATION, NoticeKind.COPY_TO_REQUESTER} <= owed


async def test_older_tickets_have_smaller_ids_whatever_the_order_of_the_file(office: Office, talk: Talk) -> None:
    now = await talk.request("ana")
    await brought(office, [line(event(60, "created"), key="b-2"), line(key="a-1")])
    assert (await office.ticket("A-1")).id < (await office.ticket("B-2")).id < now.id


async def test_a_file_of_nothing_changes_nothing(office: Office) -> None:
    assert (await brought(office, [])).steps == []


async def test_lines_of_history_go_on_after_those_of_the_file(office: Office) -> None:
    await brought(office, [line()])
    ticket = await office.claimed("dana", await office.ticket("OLD-1017"))
    assert [one.what for one in await office.see(history.of_ticket, ticket.id)][-2:] == ["claimed", "status_changed"]
