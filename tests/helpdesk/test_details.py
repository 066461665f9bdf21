"""Adding details: once, however often and wherever the form arrives."""

import asyncio

from bot.helpdesk import details
from bot.rules.details import Details
from tests.office import Office, person


async def test_a_form_that_reaches_two_processes_at_once_is_added_once(office: Office, there: Office) -> None:
    raised = [await office.raised("ana", f"Request {number}") for number in range(20)]
    for ticket in raised:
        form = Details(f"view:{ticket.id}", "on the 3rd floor", None, None, None, ())
        await asyncio.gather(*(at.do(details.add, ticket.id, form, person("ana")) for at in (office, there)))
    for ticket in raised:
        assert (await office.now(ticket)).description == f"{ticket.description}\non the 3rd floor"
        assert sorted(line[0] for line in await office.happenings(ticket)) == ["details_added", "opened"]
