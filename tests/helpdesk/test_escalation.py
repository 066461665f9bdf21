"""Escalating by hand: who is asked, who has the ticket meanwhile, what becomes of it."""

import asyncio
from collections.abc import Callable

import pytest

from bot.helpdesk import assignment, availability, escalation, lifecycle, people, triage
from bot.rules.actions import Action
from bot.rules.escalation import Plea
from bot.rules.notice_kinds import NoticeKind
from bot.rules.pictures import EscalationPicture
from bot.rules.records import Ticket
from bot.rules.refusals import (
    AlreadyClaimed,
    IsSolved,
    NobodyHasIt,
    NoSuchTicket,
    NotAllowed,
    NothingToSay,
    NothingTried,
    NotPossibleNow,
    NotYourEscalation,
)
from bot.rules.vocabulary import DeskId, PersonId, Presence, Status, Visibility
from storage import messages
from tests.climb import TIERS, climb, heard, stands, way
from tests.office import Office, person
from tests.talk import Talk

SAYING: list[Callable[..., Ticket]] = [escalation.ask_back, escalation.hand_back, escalation.reject]


@pytest.fixture
async def office(office: Office) -> Office:
    """The desks, of which IT has tiers."""
    await office.settle(tiers=TIERS)
    return office


@pytest.fixture
async def ticket(office: Office, talk: Talk) -> Ticket:
    """Raised by Ana, claimed by Dana."""
    return await office.claimed("dana", await talk.request("ana"))


@pytest.fixture
async def taken(office: Office, ticket: Ticket) -> Ticket:
    """Escalated by Dana, acknowledged by Eli."""
    await climb(office, ticket)
    return await office.do(escalation.acknowledge, ticket.id, person("eli"))


async def test_the_agent_keeps_the_ticket_until_somebody_acknowledges(office: Office, ticket: Ticket):
    await climb(office, ticket)
    assert (await office.now(ticket)).assignee_id == person("dana")
    assert await stands(office, ticket) == [(2, "raised")]
    acknowledged = await office.do(escalation.acknowledge, ticket.id, person("eli"))
    assert acknowledged.assignee_id == person("eli")
    assert await stands(office, ticket) == [(2, "acknowledged")]


async def test_who_is_asked_hears_of_it_in_private_and_in_the_channel_of_the_tier(office: Office, ticket: Ticket):
    await climb(office, ticket)
    assert await heard(office, ticket) == [(person("eli"), "escalated_to_you"), ("CSECOND", "escalation")]


async def test_of_a_group_only_the_channel_hears(office: Office, ticket: Ticket):
    await climb(office, ticket, level=3)
    assert await heard(office, ticket) == [("CTHIRD", "escalation")]
    shown = await office.see(escalation.picture, (await way(office, ticket))[0].id)
    assert shown is not None
    assert (shown.asked, shown.group) == ((), "S0THIRD")


async def test_a_private_ticket_is_read_where_the_desk_reads_it_and_nowhere_else(office: Office, talk: Talk):
    private = await office.claimed("dana", await talk.request("ana", private=True))
    await climb(office, private)
    assert await heard(office, private) == [(person("eli"), "escalated_to_you"), ("CITPRIVATE", "escalation")]


async def test_whoever_is_on_call_is_asked_and_the_others_are_left_in_peace(office: Office, ticket: Ticket):
    rota = {"timezone": "UTC", "starts": "2026-01-05 00:00", "people": ["ULEA", "UELI"]}
    await office.settle(tiers=[{**TIERS[0], "people": ["UELI", "ULEA"], "rota": rota}])
    await climb(office, ticket)
    assert [who for who, what in await heard(office, ticket) if what == "escalated_to_you"] == [person("lea")]


async def on_call_and_away(office: Office, *away: str) -> None:
    """Lea is on call in tier 2, where Eli is, too; these are out of office."""
    rota = {"timezone": "UTC", "starts": "2026-01-05 00:00", "people": ["ULEA"]}
    await office.settle(tiers=[{**TIERS[0], "people": ["UELI", "ULEA"], "rota": rota}])
    for name in away:
        await office.do(availability.leave, person(name), Presence.OUT)


async def asked(office: Office, ticket: Ticket) -> list[str]:
    """Who was asked in private to acknowledge."""
    return [who for who, what in await heard(office, ticket) if what == "escalated_to_you"]


async def drawn(office: Office, ticket: Ticket) -> EscalationPicture:
    """The last escalation of a ticket as messages show it now."""
    shown = await office.see(escalation.picture, (await way(office, ticket))[-1].id)
    assert shown is not None
    return shown


async def test_while_whoever_is_on_call_is_out_the_others_of_the_tier_are_asked(office: Office, ticket: Ticket):
    await on_call_and_away(office, "lea")
    await climb(office, ticket)
    assert await asked(office, ticket) == [person("eli")]
    shown = await drawn(office, ticket)
    assert (shown.asked, shown.absent) == ((person("eli"),), person("lea"))
    await office.do(availability.come_back, person("lea"))
    assert (await drawn(office, ticket)).asked == (person("eli"),), "the message names whom it was sent to"
    taken = await office.do(escalation.acknowledge, ticket.id, person("lea"))
    assert taken.assignee_id == person("lea"), "who is back may take it all the same"


async def test_whoever_is_on_call_is_asked_though_away_when_nobody_of_the_tier_is_here(office: Office, ticket: Ticket):
    await on_call_and_away(office, "lea", "eli")
    await climb(office, ticket)
    assert await asked(office, ticket) == [person("lea")]
    shown = await drawn(office, ticket)
    assert (shown.asked, shown.absent) == ((person("lea"),), person("lea"))
    await office.do(availability.come_back, person("lea"))
    assert (await drawn(office, ticket)).absent is None


async def test_in_a_gap_of_the_rota_and_when_whoever_is_on_call_has_left_everybody_is_asked(
    office: Office, ticket: Ticket, talk: Talk
):
    rota = {"timezone": "UTC", "starts": "2026-01-12 00:00", "people": ["ULEA"]}
    await office.settle(tiers=[{**TIERS[0], "people": ["UELI", "ULEA"], "rota": rota}])
    await climb(office, ticket)
    both = [person("eli"), person("lea")]
    assert [who for who, what in await heard(office, ticket) if what == "escalated_to_you"] == both
    await office.do(people.describe, {"id": person("lea"), "real_name": "Lea", "deleted": True})
    office.clock.advance(days=8)
    other = await office.claimed("dana", await talk.request("ana", "Again"))
    await climb(office, other)
    assert [who for who, what in await heard(office, other) if what == "escalated_to_you"] == [person("eli")]


async def test_history_says_who_where_to_and_why(office: Office, taken: Ticket):
    assert (await office.happenings(taken))[-3:] == [
        ("escalated", person("dana"), "", "2"),
        ("acknowledged", person("eli"), "", "2"),
        ("assigned", person("eli"), person("dana"), person("eli")),
    ]


async def test_whoever_had_it_hears_that_somebody_acknowledged(office: Office, taken: Ticket):
    assert (await heard(office, taken))[-1] == (person("dana"), "acknowledged")


async def test_a_form_that_is_submitted_twice_escalates_once(office: Office, ticket: Ticket):
    for _ in range(2):
        await climb(office, ticket, source="view:V1")
    assert await stands(office, ticket) == [(2, "raised")]
    assert [what for what, *_ in await office.happenings(ticket)].count("escalated") == 1


async def test_a_second_click_on_acknowledge_changes_nothing(office: Office, taken: Ticket):
    before = await office.happenings(taken)
    await office.do(escalation.acknowledge, taken.id, person("eli"))
    assert await office.happenings(taken) == before


async def test_of_two_who_acknowledge_at_once_one_wins_and_the_other_hears_who(
    office: Office, there: Office, ticket: Ticket
):
    await climb(office, ticket, level=3)
    clicks = (
        office.do(escalation.acknowledge, ticket.id, person("eli")),
        there.do(escalation.acknowledge, ticket.id, person("lea")),
    )
    answers = await asyncio.gather(*clicks, return_exceptions=True)
    (lost,) = [answer for answer in answers if isinstance(answer, AlreadyClaimed)]
    assert lost.winner == (await office.now(ticket)).assignee_id
    assert [what for what, *_ in await office.happenings(ticket)].count("acknowledged") == 1


@pytest.mark.parametrize(("plea", "refusal"), [(Plea(2, " ", "x"), NothingToSay), (Plea(2, "x", "\n"), NothingTried)])
async def test_a_reason_and_what_was_tried_are_asked_for(
    office: Office, ticket: Ticket, plea: Plea, refusal: type[Exception]
):
    with pytest.raises(refusal):
        await office.do(escalation.escalate, ticket.id, person("dana"), plea, "view:V1")
    assert await way(office, ticket) == []


@pytest.mark.parametrize("level", [1, 2, 4])
async def test_nobody_goes_down_or_stays_where_they_are(office: Office, taken: Ticket, level: int):
    with pytest.raises(NotPossibleNow):
        await climb(office, taken, by="eli", level=level)


async def test_above_the_last_tier_the_form_does_not_open(office: Office, taken: Ticket):
    assert [tier.level for tier in (await office.see(escalation.escalating, taken.id, person("eli"))).tiers] == [3]
    await climb(office, taken, by="eli", level=3)
    await office.do(escalation.acknowledge, taken.id, person("lea"))
    with pytest.raises(NotPossibleNow):
        await office.see(escalation.escalating, taken.id, person("lea"))


async def test_from_tier_to_tier_the_one_below_has_it_until_the_one_above_does(office: Office, taken: Ticket):
    await climb(office, taken, by="eli", level=3)
    assert (await office.now(taken)).assignee_id == person("eli")
    assert await stands(office, taken) == [(2, "acknowledged"), (3, "raised")]
    await office.do(escalation.acknowledge, taken.id, person("lea"))
    assert await stands(office, taken) == [(2, "passed_on"), (3, "acknowledged")]
    await office.do(escalation.hand_back, taken.id, person("lea"), "Not the kernel", "view:V9")
    assert (await office.now(taken)).assignee_id == person("eli")


async def test_a_question_is_asked_answered_and_counted(office: Office, ticket: Ticket):
    await climb(office, ticket)
    await office.do(escalation.ask_back, ticket.id, person("eli"), "Which <floor>?", "view:Q")
    assert await stands(office, ticket) == [(2, "asked_back")]
    assert (await office.now(ticket)).assignee_id == person("dana")
    assert (await heard(office, ticket))[-1] == (person("dana"), "asked")
    await office.do(escalation.answer, ticket.id, person("dana"), "The third", "view:A")
    assert await stands(office, ticket) == [(2, "raised")]
    assert (await heard(office, ticket))[-1] == (person("eli"), "answered")
    assert (await way(office, ticket))[0].asks_back == 1
    notes = (await office.see(messages.of_ticket, ticket.id))[-2:]
    assert [(note.text, note.visibility) for note in notes] == [
        ("Which <floor>?", Visibility.INTERNAL),
        ("The third", Visibility.INTERNAL),
    ]
    assert await office.owed(ticket, NoticeKind.COPY_TO_REQUESTER) == []


async def test_a_question_from_whoever_has_it_leaves_it_with_them(office: Office, taken: Ticket):
    await office.do(escalation.ask_back, taken.id, person("eli"), "Which floor?", "view:Q")
    await office.do(escalation.answer, taken.id, person("dana"), "The third", "view:A")
    assert await stands(office, taken) == [(2, "acknowledged")]
    assert (await office.now(taken)).assignee_id == person("eli")


async def test_where_nobody_had_the_ticket_there_is_nobody_to_ask(office: Office, talk: Talk):
    ticket = await talk.request("ana")
    await climb(office, ticket, by="eli")
    with pytest.raises(NobodyHasIt):
        await office.do(escalation.ask_back, ticket.id, person("eli"), "Which floor?", "view:Q")


async def test_handing_back_takes_a_note_and_gives_the_ticket_to_who_had_it(office: Office, taken: Ticket):
    with pytest.raises(NothingToSay):
        await office.do(escalation.hand_back, taken.id, person("eli"), " ", "view:H")
    await office.do(escalation.hand_back, taken.id, person("eli"), "Restarted; watch it", "view:H")
    assert (await office.now(taken)).assignee_id == person("dana")
    assert await stands(office, taken) == [(2, "handed_back")]
    assert (person("dana"), "handed_back") in await heard(office, taken)
    assert (await office.see(messages.of_ticket, taken.id))[-1].text == "Restarted; watch it"
    assert ("handed_back", person("eli"), "", person("dana")) in await office.happenings(taken)


async def test_what_comes_back_for_somebody_who_left_goes_to_the_queue(office: Office, taken: Ticket):
    await office.do(people.describe, {"id": person("dana"), "real_name": "Dana", "deleted": True})
    await office.do(escalation.hand_back, taken.id, person("eli"), "Restarted; watch it", "view:H")
    assert (await office.now(taken)).assignee_id is None


async def test_nobody_hands_back_what_nobody_acknowledged(office: Office, ticket: Ticket):
    await climb(office, ticket)
    with pytest.raises(NotPossibleNow):
        await office.do(escalation.hand_back, ticket.id, person("eli"), "x", "view:H")
    assert await office.owed(ticket, NoticeKind.COPY_UNDER_CARD) == []


async def test_not_an_escalation_records_why_and_leaves_the_ticket_where_it_is(office: Office, ticket: Ticket):
    await climb(office, ticket)
    await office.do(escalation.reject, ticket.id, person("eli"), "Read the tip", "view:R")
    assert await stands(office, ticket) == [(2, "rejected")]
    assert (await way(office, ticket))[0].end_note == "Read the tip"
    assert (await office.now(ticket)).assignee_id == person("dana")
    assert (await heard(office, ticket))[-1] == (person("dana"), "rejected")


async def test_not_an_escalation_after_acknowledging_gives_the_ticket_back(office: Office, taken: Ticket):
    await office.do(escalation.reject, taken.id, person("eli"), "Read the tip", "view:R")
    assert (await office.now(taken)).assignee_id == person("dana")


@pytest.mark.parametrize("verb", SAYING)
async def test_a_form_that_is_submitted_twice_counts_once(office: Office, taken: Ticket, verb: Callable[..., Ticket]):
    for _ in range(2):
        await office.do(verb, taken.id, person("eli"), "Words", "view:V")
    assert len(await office.owed(taken, NoticeKind.COPY_UNDER_CARD)) == 1
    assert len([what for what, by, *_ in await office.happenings(taken) if by == person("eli")]) <= 6


@pytest.mark.parametrize("verb", SAYING)
async def test_a_handed_back_ticket_can_be_escalated_again(office: Office, taken: Ticket, verb: Callable[..., Ticket]):
    await office.do(escalation.hand_back, taken.id, person("eli"), "Words", "view:V")
    await climb(office, taken)
    assert await stands(office, taken) == [(2, "handed_back"), (2, "raised")]
    with pytest.raises(NotPossibleNow) if verb is escalation.hand_back else pytest.raises(NothingToSay):
        await office.do(verb, taken.id, person("eli"), " ", "view:W")


async def test_the_channel_has_one_message_of_a_ticket(office: Office, taken: Ticket):
    await office.do(escalation.hand_back, taken.id, person("eli"), "Words", "view:V")
    await climb(office, taken)
    first, second = await office.owed(taken, NoticeKind.ESCALATION)
    assert first.owed > 1, "the first is owed again, to be taken away"
    assert second.owed == 1


@pytest.mark.parametrize(
    ("who", "refusal"), [("ben", NoSuchTicket), ("hana", NoSuchTicket), ("gus", NoSuchTicket), ("ana", NotAllowed)]
)
async def test_only_the_desk_escalates(office: Office, ticket: Ticket, who: str, refusal: type[Exception]):
    with pytest.raises(refusal):
        await climb(office, ticket, by=who)
    await climb(office, ticket)
    with pytest.raises(refusal):
        await office.do(escalation.acknowledge, ticket.id, person(who))
    for verb in (*SAYING, escalation.answer):
        with pytest.raises(refusal):
            await office.do(verb, ticket.id, person(who), "Words", f"view:{verb.__name__}")
    assert await stands(office, ticket) == [(2, "raised")]


async def test_only_those_who_were_asked_and_the_leads_acknowledge(office: Office, ticket: Ticket):
    await climb(office, ticket)
    with pytest.raises(NotYourEscalation):
        await office.do(escalation.acknowledge, ticket.id, person("dana"))
    acknowledged = await office.do(escalation.acknowledge, ticket.id, person("lea"))
    assert acknowledged.assignee_id == person("lea")


async def test_of_a_group_anybody_of_the_desk_may_be_but_not_whoever_escalated(office: Office, ticket: Ticket):
    await climb(office, ticket, level=3)
    with pytest.raises(NotYourEscalation):
        await office.do(escalation.acknowledge, ticket.id, person("dana"))
    assert (await office.do(escalation.acknowledge, ticket.id, person("eli"))).assignee_id == person("eli")


async def test_a_solved_ticket_needs_nobody_any_more(office: Office, ticket: Ticket):
    await climb(office, ticket)
    await office.solved("dana", ticket)
    assert await stands(office, ticket) == [(2, "settled")]
    with pytest.raises(IsSolved):
        await office.do(escalation.acknowledge, ticket.id, person("eli"))
    with pytest.raises(IsSolved):
        await climb(office, ticket)


async def test_who_has_it_keeps_it_over_solving_and_reopening_until_it_is_closed(office: Office, taken: Ticket):
    solved = await office.solved("eli", taken)
    assert await stands(office, taken) == [(2, "acknowledged")]
    await office.do(lifecycle.move, solved, Status.CLOSED, None, "")
    assert await stands(office, taken) == [(2, "settled")]


async def test_another_desk_has_other_tiers(office: Office, ticket: Ticket):
    await climb(office, ticket)
    await office.do(triage.move_to_desk, ticket.id, DeskId("HR"), person("dana"))
    assert await stands(office, ticket) == [(2, "settled")]


async def test_a_desk_without_tiers_escalates_nothing(office: Office, ticket: Ticket):
    await office.settle()
    with pytest.raises(NotPossibleNow):
        await climb(office, ticket)


async def test_giving_the_ticket_to_somebody_else_by_hand_ends_no_escalation(office: Office, ticket: Ticket):
    await climb(office, ticket)
    await office.do(assignment.assign, ticket.id, person("lea"), person("lea"))
    assert (await office.do(escalation.acknowledge, ticket.id, person("eli"))).assignee_id == person("eli")


@pytest.mark.parametrize("action", [Action.ASK_BACK, Action.HAND_BACK, Action.REJECT_ESCALATION])
async def test_the_forms_open_for_those_who_were_asked(office: Office, taken: Ticket, action: Action):
    shown = await office.see(escalation.form, taken.id, person("eli"), action)
    assert shown.escalation.level == 2
    with pytest.raises(NotYourEscalation):
        await office.see(escalation.form, taken.id, person("dana"), action)


async def test_nothing_is_done_to_a_ticket_that_was_never_escalated(office: Office, ticket: Ticket):
    for verb in (*SAYING, escalation.answer):
        with pytest.raises(NotPossibleNow):
            await office.do(verb, ticket.id, person("lea"), "Words", "view:V")
    with pytest.raises(NotPossibleNow):
        await office.do(escalation.acknowledge, ticket.id, PersonId(person("lea")))
