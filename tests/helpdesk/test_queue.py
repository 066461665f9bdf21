"""An agent's queue, and the help for `/helpdesk`."""

from dataclasses import replace

import pytest

from bot.helpdesk import assignment, guide, people, queue, triage
from bot.rules.guide import Guide
from bot.rules.queue import Listing
from bot.rules.refusals import NoDesk, WorksNoDesk
from bot.rules.vocabulary import Priority
from storage import following
from storage.store import Store
from tests.office import Office, person
from tests.world import Clock


def keys(listing: Listing) -> list[str]:
    return [line.ticket.key for line in listing.lines]


async def test_the_queue_is_mine_and_the_unassigned_oldest_first(office: Office) -> None:
    for text in ("one", "two", "three", "four", "five"):
        await office.raised("ana", text)
        office.clock.advance(minutes=5)
    everything = (await office.see(queue.of_agent, person("dana"))).unassigned
    for line in everything.lines[1::2]:
        await office.claimed("dana", line.ticket)
    await office.claimed("eli", everything.lines[4].ticket)
    shown = await office.see(queue.of_agent, person("dana"))
    assert keys(shown.mine) == ["IT-2", "IT-4"]
    assert keys(shown.unassigned) == ["IT-1", "IT-3"]


async def raised_with(office: Office, *priorities: Priority) -> None:
    for priority in priorities:
        ticket = await office.raised("ana", priority)
        if priority is not Priority.NORMAL:
            await office.do(triage.prioritise, ticket.id, priority, "Because", person("dana"))
        office.clock.advance(minutes=5)


async def test_where_nothing_is_promised_the_most_urgent_come_first_and_then_the_oldest(office: Office) -> None:
    await raised_with(office, Priority.LOW, Priority.NORMAL, Priority.URGENT, Priority.HIGH, Priority.URGENT)
    shown = await office.see(queue.of_agent, person("dana"))
    assert keys(shown.unassigned) == ["IT-3", "IT-5", "IT-4", "IT-2", "IT-1"]


async def test_urgent_tickets_come_before_what_is_due_sooner_and_those_without_a_target_last(office: Office) -> None:
    promised = {"urgent": "9h", "high": "3h", "low": "2h"}
    targets = [{"priority": [word], "resolution": time, "time": "calendar"} for word, time in promised.items()]
    await office.settle(targets=targets)
    await raised_with(office, Priority.NORMAL, Priority.LOW, Priority.HIGH, Priority.URGENT)
    shown = await office.see(queue.of_agent, person("dana"))
    assert keys(shown.unassigned) == ["IT-4", "IT-2", "IT-3", "IT-1"]


async def test_solved_tickets_leave_the_queue(office: Office) -> None:
    await office.solved("dana", await office.claimed("dana", await office.raised("ana")))
    await office.solved("dana", await office.raised("ana", "another"))
    shown = await office.see(queue.of_agent, person("dana"))
    assert (shown.mine.total, shown.unassigned.total) == (0, 0)


async def test_the_queue_is_of_my_desks_only(office: Office) -> None:
    await office.raised("ana", "laptop")
    await office.raised("ana", "payslip", desk="HR")
    assert keys((await office.see(queue.of_agent, person("hana"))).unassigned) == ["HR-1"]
    assert keys((await office.see(queue.of_agent, person("dana"))).unassigned) == ["IT-1"]


async def test_private_tickets_are_in_the_queue_of_their_own_desk_only(office: Office) -> None:
    await office.raised("ana", "my salary", private=True)
    assert keys((await office.see(queue.of_agent, person("lea"))).unassigned) == ["IT-1"]
    assert keys((await office.see(queue.of_agent, person("hana"))).unassigned) == []


async def test_a_long_queue_is_cut_and_says_how_much_more_there_is(office: Office) -> None:
    for number in range(13):
        await office.raised("ana", f"number {number}")
    shown = (await office.see(queue.of_agent, person("dana"))).unassigned
    assert (len(shown.lines), shown.total, shown.more) == (10, 13, 3)


async def test_lines_name_the_requester(office: Office) -> None:
    await office.raised("ana")
    (line,) = (await office.see(queue.of_agent, person("dana"))).unassigned.lines
    assert line.requester == "Ana Ruiz"
    assert not line.is_followed


async def test_a_line_knows_whether_its_reader_follows(office: Office) -> None:
    ticket = await office.raised("ana")
    await office.do(following.follow, ticket.id, person("eli"))
    followed = {
        name: (await office.see(queue.of_agent, person(name))).unassigned.lines[0].is_followed
        for name in ("dana", "eli")
    }
    assert followed == {"dana": False, "eli": True}


async def test_given_back_tickets_wait_for_somebody_again(office: Office) -> None:
    ticket = await office.claimed("dana", await office.raised("ana"))
    await office.do(assignment.unassign, ticket.id, person("dana"), "I am away from tomorrow.", "view:V1")
    assert keys((await office.see(queue.of_agent, person("dana"))).unassigned) == ["IT-1"]


@pytest.mark.parametrize("somebody", ["ana", "gus", "nobody"])
async def test_who_works_no_desk_has_no_queue(office: Office, somebody: str) -> None:
    with pytest.raises(WorksNoDesk):
        await office.see(queue.of_agent, person(somebody))


async def test_without_a_desk_there_is_no_queue(store: Store, clock: Clock) -> None:
    empty = await Office.open(store, clock, with_desks=False)
    with pytest.raises(NoDesk):
        await empty.see(queue.of_agent, person("dana"))


AGENT = Guide(
    has_desk=True,
    sees_queue=True,
    sees_metrics=False,
    uses_replies=True,
    uses_tips=True,
    learns=True,
    sees_reviews=True,
)


@pytest.mark.parametrize(
    ("somebody", "expected"),
    [
        ("ana", Guide(has_desk=True, sees_queue=False, sees_metrics=False, uses_replies=False)),
        ("dana", AGENT),
        (
            "lea",
            replace(AGENT, sees_metrics=True, sees_risks=True, sees_gaps=True, sees_digest=True),
        ),
        ("gus", Guide(has_desk=True, sees_queue=False, sees_metrics=True, uses_replies=True)),
    ],
)
async def test_help_knows_what_somebody_may_do(office: Office, somebody: str, expected: Guide) -> None:
    assert await office.see(guide.guide, person(somebody)) == expected


async def test_a_new_admin_may_see_the_numbers_at_once(office: Office) -> None:
    await office.do(people.describe, {"id": person("ben"), "name": "ben", "is_admin": True})
    assert (await office.see(guide.guide, person("ben"))).sees_metrics
