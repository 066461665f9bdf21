"""What stands out at a desk, of tickets as they are stored: what they share, and what became of their categories."""

from datetime import UTC, date, datetime

from bot.helpdesk import anomalies, stand_up, tips, triage
from bot.i18n import Reader
from bot.rules.anomalies import Anomaly, CauseKind, Doubled, SharedCause
from bot.rules.digest import Cause
from bot.rules.problems import JoinedTicket
from bot.rules.records import Desk, Ticket
from bot.rules.search import Audience
from bot.rules.stand_up import StandUp
from bot.rules.tips import FROM_NOWHERE, NOT_SAID, NewTip, Origin, Tip, TipWording
from bot.rules.vocabulary import CategoryKey, DeskId
from bot.rules.weekly import Week
from bot.views import stand_up as views
from storage import desks
from storage import problems as problem_rows
from storage import tips as tip_rows
from storage.transaction import Transaction
from tests.office import Office, person
from tests.problems import join

WEEK = Week(date(2026, 1, 12), "UTC")
WEEKLY = {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
HOURS = {"timezone": "UTC", "weekly": WEEKLY}


async def raised(office: Office, number: int, category: str | None = None, *, private: bool = False) -> list[Ticket]:
    made = []
    for n in range(number):
        office.clock.advance(minutes=3)
        ticket = await office.raised("ana", f"VPN {n}", private=private)
        if category is not None:
            ticket = await office.do(triage.categorise, ticket.id, CategoryKey(category), person("dana"))
        made.append(ticket)
    return made


async def shared(office: Office, tickets: list[Ticket]) -> Ticket:
    """Let all but the first join the first."""
    for other in tickets[1:]:
        await join(office, other, tickets[0])
    return tickets[0]


async def tip(office: Office, **what: object) -> Tip:
    wording = TipWording("The VPN wants the new certificate", "", "Install it")
    origin = what.get("origin", FROM_NOWHERE)
    assert isinstance(origin, Origin)
    return await office.do(tips.save, NewTip("view:V1", DeskId("IT"), wording, NOT_SAID, origin), person("dana"))


async def found(office: Office, who: str | None = None) -> tuple[tuple[Anomaly, ...], list[Cause]]:
    """What stands out in the week, for a channel or a person."""

    def look(tx: Transaction) -> tuple[tuple[Anomaly, ...], list[Cause]]:
        everything = anomalies.of_week(tx, _desk(tx), WEEK)
        told, causes = anomalies.for_reader(tx, everything, None if who is None else person(who))
        return told, list(causes.values())

    return await office.see(look)


def _desk(tx: Transaction) -> Desk:
    desk = desks.get(tx, DeskId("IT"))
    assert desk is not None
    return desk


async def test_three_tickets_with_one_problem_stand_out_of_ten(office: Office) -> None:
    parent = await shared(office, (await raised(office, 10))[:3])
    told, causes = await found(office)
    assert told == (SharedCause(CauseKind.PROBLEM, parent.id, 3, 10),)
    assert [(one.title, one.key) for one in causes] == [("VPN 0", "IT-1")]


async def test_of_nine_tickets_nothing_stands_out(office: Office) -> None:
    await shared(office, await raised(office, 9))
    assert await found(office) == ((), [])


async def test_what_comes_as_the_week_ends_belongs_to_the_next_one(office: Office) -> None:
    await shared(office, (await raised(office, 9))[:3])
    office.clock.at = datetime(2026, 1, 12, tzinfo=UTC)
    await office.raised("ana", "VPN at midnight")
    assert await found(office) == ((), [])


async def test_a_problem_of_the_week_before_counts_those_that_joined_now(office: Office) -> None:
    office.clock.at = datetime(2026, 1, 2, 9, tzinfo=UTC)
    (old,) = await raised(office, 1)
    office.clock.at = datetime(2026, 1, 5, 9, tzinfo=UTC)
    await shared(office, [old, *(await raised(office, 10))[:3]])
    told, _ = await found(office)
    assert told == (SharedCause(CauseKind.PROBLEM, old.id, 3, 10),)


async def test_a_private_problem_is_told_to_those_who_may_know_of_it(office: Office) -> None:
    parent, *others = (await raised(office, 7) + await raised(office, 3, private=True))[-3:]
    for other in others:  # nobody may do that, so that it is not said in public who has the same
        tie = JoinedTicket(other.id, parent.id, office.clock.at, None)
        await office.do(problem_rows.join, tie)
    assert (await found(office))[0] == ()
    assert (await found(office, "gus"))[0] == ()
    assert len((await found(office, "lea"))[0]) == 1


async def test_three_tickets_to_which_one_tip_belongs_stand_out(office: Office) -> None:
    tickets, written = await raised(office, 10), await tip(office)
    for ticket in tickets[:3]:
        await office.do(tip_rows.link_once, written, ticket.id, person("dana"))
    told, causes = await found(office)
    assert told == (SharedCause(CauseKind.TIP, written.id, 3, 10),)
    assert [one.title for one in causes] == ["The VPN wants the new certificate"]


async def test_a_desks_tip_from_a_private_ticket_is_named_in_no_channel(office: Office) -> None:
    tickets = await raised(office, 10)
    secret = await office.raised("ana", "My salary", private=True)
    written = await tip(office, origin=Origin(secret.id))
    assert written.audience is Audience.DESK
    for ticket in tickets[:3]:
        await office.do(tip_rows.link_once, written, ticket.id, person("dana"))
    assert (await found(office))[0] == ()
    assert len((await found(office, "lea"))[0]) == 1


async def test_twice_as_many_tickets_of_a_category_stand_out(office: Office) -> None:
    for day in (8, 15, 22, 29):
        office.clock.at = datetime(2025, 12, day, 9, tzinfo=UTC)
        await raised(office, 3, "vpn")
        await raised(office, 3, "hardware")
    office.clock.at = datetime(2026, 1, 5, 9, tzinfo=UTC)
    await raised(office, 12, "vpn")
    await raised(office, 3, "hardware")
    assert (await found(office))[0] == (Doubled("vpn", 12, 12),)


async def test_the_stand_up_note_tells_it_on_the_first_day_alone(office: Office) -> None:
    await office.settle(hours=HOURS, stand_up="09:15")
    await shared(office, (await raised(office, 10))[:3])
    for day, is_told in ((6, True), (7, False), (8, False), (9, False), (12, False)):
        office.clock.at = datetime(2026, 1, day, 9, 16, tzinfo=UTC)
        note = await morning(office)
        assert bool(note.anomalies) is is_told
        text = views.stand_up(note, Reader()).text
        assert ("3 tickets share a cause, of 10 that came: *IT-1* VPN 0" in text) is is_told


async def morning(office: Office) -> StandUp:
    """The stand-up note of the day."""
    params = {"desk": "IT", "day": office.clock.at.date().isoformat()}
    note = await office.see(stand_up.picture, params)
    assert note is not None
    return note
