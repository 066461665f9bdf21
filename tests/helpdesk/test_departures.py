"""Whoever has left the workspace, or a desk, has no tickets there any more."""

from bot.helpdesk import departures
from bot.rules.assignment import Taken
from bot.rules.happenings import Happening
from bot.rules.notice_kinds import NoticeKind
from storage import history
from tests.automatic import automatic, raised, tick, told
from tests.office import Office, person


async def test_what_somebody_had_who_left_the_company_returns_with_one_notice(office: Office) -> None:
    tickets = [await office.claimed("dana", await raised(office, text)) for text in ("one", "two")]
    solved = await office.solved("dana", await office.claimed("dana", await raised(office, "done")))
    for _ in range(2):
        await office.do(departures.describe, {"id": person("dana"), "real_name": "Dana Vogt", "deleted": True})
    assert [(await office.now(ticket)).assignee_id for ticket in tickets] == [None, None]
    assert (await office.now(solved)).assignee_id == person("dana")
    (notice,) = await told(office, NoticeKind.RETURNED)
    assert (notice.lane, notice.params["name"]) == ("CITTRIAGE", "Dana Vogt")
    assert sorted(notice.params["keys"]) == ["IT-1", "IT-2"]
    lines = await office.see(history.of_ticket, tickets[0].id)
    assert (lines[-1].what, lines[-1].by, lines[-1].why) == (Happening.UNASSIGNED, None, Taken.LEFT)


async def test_where_tickets_find_somebody_those_do_too(office: Office) -> None:
    await automatic(office, people={"eli": {"capacity": 5}})
    ticket = await raised(office, "one")
    had = ticket.assignee_id
    assert had is not None
    await office.do(departures.describe, {"id": had, "real_name": "Gone", "deleted": True})
    await tick(office)
    assert (await office.now(ticket)).assignee_id not in (None, had)


async def test_whoever_left_gets_nothing(office: Office) -> None:
    await automatic(office)
    await office.do(departures.describe, {"id": person("dana"), "real_name": "Dana", "deleted": True})
    for number in range(3):
        assert (await raised(office, f"ticket {number}")).assignee_id == person("eli")


async def test_whoever_leaves_the_desk_leaves_their_tickets_of_it(office: Office) -> None:
    await office.settle(agents=[person("dana"), person("eli"), person("hana")])
    here = await office.claimed("hana", await raised(office, "one"))
    solved = await office.solved("hana", await office.claimed("hana", await raised(office, "done")))
    elsewhere = await office.claimed("hana", await office.raised("ana", "Payslip", desk="HR"))
    for _ in range(2):
        await office.settle()
    kept = [(await office.now(ticket)).assignee_id for ticket in (here, solved, elsewhere)]
    assert kept == [None, person("hana"), person("hana")]
    (notice,) = await told(office, NoticeKind.RETURNED)
    assert (notice.lane, notice.params) == ("CITTRIAGE", {"name": "Hana Mori", "keys": [here.key]})
    line = (await office.see(history.of_ticket, here.id))[-1]
    assert (line.what, line.by, line.before, line.why) == (Happening.UNASSIGNED, None, person("hana"), Taken.LEFT)


async def test_what_they_had_finds_somebody_else_where_tickets_do(office: Office) -> None:
    await automatic(office)
    ticket = await raised(office, "one")
    others = {person("dana"), person("eli")} - {ticket.assignee_id}
    await automatic(office, agents=sorted(others))
    await tick(office)
    assert (await office.now(ticket)).assignee_id in others
