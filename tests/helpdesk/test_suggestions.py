"""What is similar to a new ticket: looked for once, answered once, shown only as long as the desk may read it."""

import asyncio
from typing import Any

import pytest

from bot.clock import Clock as Ticker
from bot.helpdesk import metrics, suggestions, tip_forms, tip_news, tips, triage, withdrawal
from bot.rules.happenings import Happening
from bot.rules.notice_kinds import NoticeKind, NoticeState
from bot.rules.records import Link, Notice, Ticket
from bot.rules.search import Audience, DocumentKind
from bot.rules.suggestions import Suggestion
from bot.rules.tips import FROM_NOWHERE, NOT_SAID, NewTip, Origin, Tip, TipWording
from bot.rules.vocabulary import DeskId, LinkKind
from storage import following, outbox
from storage import suggestions as rows
from storage import tips as tip_rows
from storage.transaction import Transaction
from tests.office import Office, person
from tests.tips import belonging

VPN = "VPN profile drops with authentication error 455 in trains"
AGAIN = "In trains my VPN profile drops: authentication error 455"
NOISE = (
    "The coffee machine leaks",
    "Badge reader rejects my card",
    "Expense report is stuck",
    "Who waters the plants?",
)


async def saved(office: Office, by: str = "dana", desk: str = "IT", **what: Any) -> Tip:
    wording = TipWording(what.get("issue", VPN), "", "Choose Web only.", what.get("audience", Audience.DESK))
    new = NewTip(f"view:{by}:{wording.issue}", DeskId(desk), wording, NOT_SAID, what.get("origin", FROM_NOWHERE))
    return await office.do(tips.save, new, person(by))


async def asked(office: Office, text: str = AGAIN, **how: Any) -> Ticket:
    """A new ticket, and what comes of it at once."""
    office.clock.advance(hours=2)
    ticket = await office.raised("ana", text, **how)
    await Ticker(office.store).tick()
    return ticket


async def before(office: Office, text: str = VPN, **how: Any) -> Ticket:
    """A ticket that was solved."""
    return await office.solved("dana", await asked(office, text, **how))


async def suggested(office: Office, ticket: Ticket) -> list[Suggestion]:
    return await office.see(rows.of_ticket, ticket.id)


async def shown(office: Office, ticket: Ticket) -> list[str]:
    """What stands under its card by now."""
    found = await office.see(suggestions.picture, ticket.id)
    return [] if found is None else [line.title for line in found.lines]


async def news(office: Office, who: str) -> list[Notice]:
    """Where somebody's tips helped, as they were told week by week."""
    owed = await office.see(outbox.in_state, NoticeState.PENDING, 1000)
    return [one for one in owed if (one.kind, one.lane) == (NoticeKind.TIPS_HELPED, person(who))]


async def test_two_replicas_look_once_and_say_it_in_one_message(office: Office, there: Office) -> None:
    await saved(office)
    office.clock.advance(hours=2)
    ticket = await office.raised("ana", AGAIN)
    await asyncio.gather(*(Ticker(one.store).tick() for one in (office, there) for _ in range(2)))
    assert len(await suggested(office, ticket)) == 1
    assert len(await office.owed(ticket, NoticeKind.SUGGESTIONS)) == 1


async def test_of_many_the_best_three_are_shown(office: Office) -> None:
    for text in NOISE:
        await asked(office, text)
    for number in range(5):
        await before(office, f"{VPN} number {number}")
    assert len(await suggested(office, await asked(office))) == 3


async def test_whoever_says_first_that_it_helped_is_kept_and_history_says_it_once(
    office: Office, there: Office
) -> None:
    other = await before(office)
    ticket = await asked(office)
    answers = [(office, "eli"), (there, "lea"), (office, "dana"), (there, "eli")]
    await asyncio.gather(
        *(one.do(suggestions.helped, ticket.id, DocumentKind.TICKET, other.id, person(who)) for one, who in answers)
    )
    said = [line for line in await office.happenings(ticket) if line[0] == Happening.TICKET_HELPED]
    (first,) = await suggested(office, ticket)
    assert [(line[1], line[3]) for line in said] == [(first.answered_by, other.key)]
    await office.do(suggestions.not_this, ticket.id, DocumentKind.TICKET, other.id, person("lea"))
    assert await suggested(office, ticket) == [first]


async def test_a_tip_that_helped_twice_with_one_ticket_helped_once(office: Office) -> None:
    tip, ticket = await saved(office), await office.raised("ana")
    for who in ("eli", "lea"):
        await office.do(_link, tip, ticket, who)
    stored = await office.see(tip_rows.get, tip.id)
    assert stored is not None
    assert stored.times_helped == 1


async def test_what_the_card_names_already_is_not_suggested(office: Office) -> None:
    other = await before(office)
    office.clock.advance(hours=2)
    ticket = await office.raised("ana", AGAIN)
    await office.do(following.link, Link(ticket.id, LinkKind.FOLLOW_UP_OF, other.id))
    await Ticker(office.store).tick()
    assert await suggested(office, ticket) == []


@pytest.mark.parametrize("kind", ["ticket", "tip"])
async def test_what_the_desk_may_not_read_any_more_is_not_shown_any_more(office: Office, kind: str) -> None:
    if kind == "ticket":
        other = await before(office)
        ticket = await asked(office)
        assert await shown(office, ticket) == [VPN]
        await office.do(triage.move_to_desk, other.id, DeskId("HR"), person("dana"))
    else:
        tip = await saved(office, "hana", "HR", audience=Audience.PUBLIC)
        ticket = await asked(office)
        assert await shown(office, ticket) == [VPN]
        await office.do(tips.flag, tip.id, person("hana"), "Old")
    assert await shown(office, ticket) == []


async def test_a_merged_tip_stands_for_the_one_that_it_is_part_of_and_helps_with_it(office: Office) -> None:
    tip, into = await saved(office), await saved(office, "eli", issue="Everything about tunnels")
    ticket = await asked(office)
    await office.do(tips.merge, tip.id, into.id, person("lea"))
    assert await shown(office, ticket) == ["Everything about tunnels"]
    await office.do(suggestions.helped, ticket.id, DocumentKind.TIP, tip.id, person("lea"))
    assert await office.see(belonging, into.id) == [ticket.id]
    assert await office.see(belonging, tip.id) == []


async def test_each_week_tells_what_is_new_to_the_owner_once_whoever_runs(office: Office, there: Office) -> None:
    tip = await saved(office)
    for number in range(2):
        ticket = await office.raised("ana", f"VPN {number}")
        await office.do(_link, tip, ticket, "eli")
        office.clock.advance(days=8)
        await asyncio.gather(*(Ticker(one.store).tick() for one in (office, there) for _ in range(2)))
        told = await news(office, "dana")
        assert len(told) == number + 1
        assert [tip.id, ticket.id] in told[-1].params["links"]
    assert [len(one.params["links"]) for one in await news(office, "dana")] == [1, 1]


async def test_the_owner_is_not_told_which_tickets_of_others_it_were(office: Office) -> None:
    tip = await saved(office, audience=Audience.PUBLIC)
    ours, theirs = await office.raised("ana"), await office.raised("ben", "My pay", desk="HR")
    links = [[tip.id, ours.id], [tip.id, theirs.id]]
    (line,) = (await office.see(tip_news.where_they_helped, person("dana"), links)).lines
    assert ([key for key, _url in line.tickets], line.more) == ([ours.key], 1)


async def test_a_tip_names_the_ticket_that_it_is_from_to_those_only_who_may_see_that(office: Office) -> None:
    private, open_one = await office.raised("ana", private=True), await office.raised("ben", "No paper")
    tip = await saved(office, origin=Origin(private.id), audience=Audience.PUBLIC)
    other = await saved(office, "eli", origin=Origin(open_one.id))
    assert (await office.see(tip_forms.picture, tip, None)).ticket_key == ""
    assert (await office.see(tip_forms.picture, tip, person("dana"))).ticket_key == private.key
    assert (await office.see(tip_forms.picture, other, None)).ticket_key == open_one.key
    await office.do(triage.move_to_desk, open_one.id, DeskId("HR"), person("dana"))
    assert (await office.see(tip_forms.picture, other, None)).ticket_key == ""
    assert (await office.see(tip_forms.picture, other, person("dana"))).ticket_key == ""


async def test_the_numbers_say_how_many_solved_tickets_have_a_tip(office: Office) -> None:
    tip = await saved(office)
    with_tip, without, unsolved, withdrawn = [await office.raised("ana", f"VPN {number}") for number in range(4)]
    for ticket in (with_tip, unsolved, withdrawn):
        await office.do(_link, tip, ticket, "eli")
    for ticket in (with_tip, without):
        await office.solved("dana", ticket)
    await office.do(withdrawal.cancel, withdrawn.id, person("ana"))
    office.clock.advance(seconds=1)
    linked = (await office.see(metrics.numbers, "", person("lea"))).report.total.linked
    assert (linked.part, linked.n) == (1, 2)


def _link(tx: Transaction, tip: Tip, ticket: Ticket, by: str) -> None:
    suggestions.link(tx, tip.id, ticket, person(by))
