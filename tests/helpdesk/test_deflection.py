"""Answers before there is a ticket: what is shown to whom, and that no request is lost or doubled meanwhile."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.clock import Clock as Ticker
from bot.clock import forget_old_drafts
from bot.helpdesk import deflection, people, problems, replies, tips
from bot.helpdesk import metrics as numbers
from bot.helpdesk.intake import Opened
from bot.rules.deflection import HELD_FOR, HeldPicture, Offer, Outcome, Ref, packed, unpacked
from bot.rules.intake import Request
from bot.rules.records import SharedFile, Ticket
from bot.rules.refusals import NotPossibleNow
from bot.rules.replies import Wording
from bot.rules.search import Audience, DocumentKind
from bot.rules.tips import NOT_SAID, NewTip, Origin, Tip, TipWording
from bot.rules.vocabulary import ChannelId, DeskId, Impact, Intake, PersonId, Scope, Urgency
from storage import deflections as rows
from storage import tickets
from tests.office import Office, ids, person

IT, HR = DeskId("IT"), DeskId("HR")
ASKED = "VPN profile drops in the train"
OTHERS = (
    "No ink left",
    "My chair squeaks",
    "Badge lost",
    "Meeting room is cold",
    "New monitor wanted",
    "Phone is dead",
)


@pytest.fixture(autouse=True)
async def everyday(office: Office) -> None:
    """Enough that is about something else, so that words are rare."""
    for text in OTHERS:
        await office.raised("ben", text)


async def tip(office: Office, issue: str = "VPN drops in the train", **what: Any) -> Tip:
    wording = TipWording(
        issue, "", what.get("says", "Choose the profile Web only."), what.get("audience", Audience.PUBLIC)
    )
    new = NewTip(f"view:{issue}", what.get("desk", IT), wording, NOT_SAID, what.get("origin", Origin()))
    return await office.do(tips.save, new, person(what.get("by", "dana")))


def request(by: str = "ana", text: str = ASKED, source: str = "command:1", **what: Any) -> Request:
    asked_in = ChannelId(ids()["#it"])
    return Request(source, Intake.SLASH, person(by), person(by), text, asked_in=asked_in, **what)


async def shown(office: Office, asked: Request) -> list[str]:
    """The titles of what is offered for a request."""
    offer = await office.see(deflection.look, asked)
    held = await office.do(deflection.raise_or_hold, asked, offer)
    return [answer.title for answer in held.answers] if isinstance(held, HeldPicture) else []


async def held(office: Office, asked: Request | None = None) -> HeldPicture:
    asked = asked or request()
    offer = await office.see(deflection.look, asked)
    assert offer is not None
    found = await office.do(deflection.raise_or_hold, asked, offer)
    assert isinstance(found, HeldPicture)
    return found


async def raised(office: Office) -> list[Ticket]:
    """Every ticket, less those of every day."""
    return [one for one in await office.see(tickets.every_living) if one.subject not in OTHERS]


async def time_passes(office: Office) -> None:
    office.clock.at += HELD_FOR
    await Ticker(office.store).tick()


async def outcome(office: Office, picture: HeldPicture) -> Outcome | None:
    found = await office.see(rows.get, picture.held.id)
    assert found is not None
    return found.outcome


async def test_a_public_tip_that_fits_is_shown_and_there_is_no_ticket_yet(office: Office) -> None:
    found = await tip(office)
    picture = await held(office)
    assert [(one.ref.id, one.text) for one in picture.answers] == [(found.id, "Choose the profile Web only.")]
    assert await raised(office) == []


async def test_nothing_that_is_about_something_else_is_shown(office: Office) -> None:
    await tip(office)
    assert await office.see(deflection.look, request(text="My screen flickers")) is None


async def test_the_two_best_are_shown(office: Office) -> None:
    for issue in ("VPN drops in the train", "VPN drops at the hotel", "VPN profile drops in the train, again"):
        await tip(office, issue)
    assert len(await shown(office, request())) == 2


@pytest.mark.parametrize("why", ["internal", "retired", "flagged", "private", "merged"])
async def test_what_is_not_for_everybody_is_not_shown(office: Office, why: str) -> None:
    secret = await office.raised("ben", "Secret", private=True)
    audience = Audience.DESK if why == "internal" else Audience.PUBLIC
    found = await tip(office, audience=audience, origin=Origin(secret.id) if why == "private" else Origin())
    if why == "retired":
        await office.do(tips.retire, found.id, person("dana"))
    elif why == "flagged":
        await office.do(tips.flag, found.id, person("eli"), "It is old")
    elif why == "merged":
        other = await tip(office, "Another thing", says="Something else")
        await office.do(tips.merge, found.id, other.id, person("dana"))
    assert await shown(office, request("lea")) == []
    assert await shown(office, request("ana", source="command:2")) == []


@pytest.mark.parametrize("why", ["retired", "flagged", "internal"])
async def test_what_stops_being_public_meanwhile_is_not_shown_and_the_ticket_is_created(
    office: Office, why: str
) -> None:
    found = await tip(office)
    offer = await office.see(deflection.look, request())
    if why == "retired":
        await office.do(tips.retire, found.id, person("dana"))
    elif why == "flagged":
        await office.do(tips.flag, found.id, person("eli"), "It is old")
    else:
        wording = replace(found.wording, audience=Audience.DESK)
        await office.do(tips.change, found.id, wording, person("dana"), found.version, NOT_SAID)
    assert isinstance(await office.do(deflection.raise_or_hold, request("lea"), offer), Opened)


async def saved(office: Office, body: str, *, public: bool = True, **more: Any) -> int:
    wording = Wording("VPN drops in the train", body, is_public=public, **more)
    return (await office.do(replies.save, wording, person("dana"), Scope.DESK, IT)).id


async def test_a_public_reply_is_filled_in_for_whoever_asks(office: Office) -> None:
    await saved(office, "Hi {{requester.first_name}}, choose Web only. {{desk.name}}, {{form.subject}}")
    (answer,) = (await held(office)).answers
    assert answer.text == f"Hi Ana, choose Web only. IT help, {ASKED}"


async def test_a_reply_speaks_the_language_of_whoever_asks(office: Office) -> None:
    await saved(office, "Choose Web only in the train.", translations={"de": "Nimm Web only."})
    await office.do(people.describe, {"id": person("ana"), "real_name": "Ana Ruiz", "locale": "de-DE"})
    (answer,) = (await held(office)).answers
    assert answer.text == "Nimm Web only."


@pytest.mark.parametrize("body", ["{{ticket.number}} is in the train", "{{agent.name}} says train", "{{which train}}"])
async def test_a_reply_that_needs_a_ticket_or_an_agent_is_not_shown(office: Office, body: str) -> None:
    await saved(office, body)
    assert await shown(office, request()) == []


async def test_a_reply_that_is_not_public_is_not_shown_even_to_agents(office: Office) -> None:
    await saved(office, "Choose Web only.", public=False)
    assert await shown(office, request("eli")) == []


@pytest.mark.parametrize(
    "asked",
    [
        request(urgency=Urgency.NOW),
        request(is_private=True),
        replace(request(), requester_id=person("ben")),
        replace(request(), intake=Intake.CHANNEL),
        replace(request(), intake=Intake.SHORTCUT),
    ],
    ids=["urgent", "private", "for another", "a message", "from a message"],
)
async def test_what_can_not_wait_becomes_a_ticket_at_once(office: Office, asked: Request) -> None:
    found = await tip(office)
    assert await office.see(deflection.look, asked) is None
    offer = Offer((Ref(DocumentKind.TIP, found.id),), None)  # even if somebody found something
    assert isinstance(await office.do(deflection.raise_or_hold, asked, offer), Opened)


async def test_a_desk_may_want_no_suggestions(office: Office) -> None:
    await tip(office)
    await office.settle(suggest_answers=False)
    assert await office.see(deflection.look, request()) is None
    assert await office.see(deflection.look, replace(request(), asked_in=ChannelId(ids()["#hr"]))) is not None


async def test_this_helped_leaves_no_ticket_and_counts_once(office: Office) -> None:
    picture = await with_tip(office)
    ref = picture.answers[0].ref
    for _ in range(2):
        settled = await office.do(deflection.helped, picture.held.id, ref, person("ana"))
        assert (settled.ticket, settled.problem) == (None, None)
    await time_passes(office)
    assert await raised(office) == []
    assert await outcome(office, picture) is Outcome.HELPED
    assert await office.see(rows.times, ref) == 1


async def with_tip(office: Office) -> HeldPicture:
    await tip(office)
    return await held(office)


async def test_create_the_ticket_creates_what_was_asked_once(office: Office) -> None:
    picture = await with_tip(office)
    first, second = await asyncio.gather(
        *(office.do(deflection.create, picture.held.id, person("ana")) for _ in range(2))
    )
    assert first.id == second.id
    assert (first.subject, first.requester_id, first.desk_id, first.intake) == (ASKED, person("ana"), IT, Intake.SLASH)
    await time_passes(office)
    assert len(await raised(office)) == 1


async def test_without_an_answer_the_ticket_is_created_and_its_author_told(office: Office) -> None:
    picture = await with_tip(office)
    await time_passes(office)
    (ticket,) = await raised(office)
    assert ticket.created_at == office.clock.at
    assert await office.notice(f"confirmation:{ticket.id}") is not None
    assert await outcome(office, picture) is Outcome.RAISED


async def test_two_processes_whose_time_comes_create_one_ticket_also_when_somebody_presses(
    office: Office, there: Office
) -> None:
    picture = await with_tip(office)
    office.clock.at += HELD_FOR
    create = (one.do(deflection.create, picture.held.id, person("ana")) for one in (office, there))
    ticks = (Ticker(one.store).tick() for one in (office, there))
    await asyncio.gather(*create, *ticks)
    await Ticker(there.store).tick()
    assert len(await raised(office)) == 1


async def test_this_helped_comes_too_late_once_the_ticket_is_there_and_names_it(office: Office) -> None:
    picture = await with_tip(office)
    await time_passes(office)
    settled = await office.do(deflection.helped, picture.held.id, picture.answers[0].ref, person("ana"))
    assert settled.ticket is not None
    assert settled.ticket.subject == ASKED
    assert await office.see(rows.times, picture.answers[0].ref) == 0


async def test_helped_pressed_by_mistake_can_be_made_good(office: Office) -> None:
    picture = await with_tip(office)
    await office.do(deflection.helped, picture.held.id, picture.answers[0].ref, person("ana"))
    ticket = await office.do(deflection.create, picture.held.id, person("ana"))
    assert ticket.subject == ASKED
    assert await outcome(office, picture) is Outcome.RAISED
    assert await office.see(rows.times, picture.answers[0].ref) == 0


async def test_what_was_asked_is_forgotten_a_month_after_an_answer_helped(office: Office) -> None:
    picture = await with_tip(office)
    await office.do(deflection.helped, picture.held.id, picture.answers[0].ref, person("ana"))
    office.clock.advance(days=29)
    assert await office.do(forget_old_drafts) == 0
    office.clock.advance(days=2)
    assert await office.do(forget_old_drafts) == 1
    assert await office.do(forget_old_drafts) == 0
    with pytest.raises(NotPossibleNow):
        await office.do(deflection.create, picture.held.id, person("ana"))


async def test_the_same_delivery_again_is_held_once_and_searching_in_vain_then_creates_nothing(office: Office) -> None:
    picture = await with_tip(office)
    again = await office.do(deflection.raise_or_hold, request(), picture.held.offer)
    assert isinstance(again, HeldPicture)
    assert again.held.id == picture.held.id
    unlucky = await office.do(deflection.raise_or_hold, request(), None)
    assert isinstance(unlucky, HeldPicture)
    await office.do(deflection.create, picture.held.id, person("ana"))
    done = await office.do(deflection.raise_or_hold, request(), picture.held.offer)
    assert isinstance(done, Opened)
    assert len(await raised(office)) == 1


async def test_delivered_to_two_processes_at_once_it_is_held_once(office: Office, there: Office) -> None:
    await tip(office)
    offer = await office.see(deflection.look, request())
    both = await asyncio.gather(*(one.do(deflection.raise_or_hold, request(), offer) for one in (office, there)))
    assert len({one.held.id for one in both if isinstance(one, HeldPicture)}) == 1
    await time_passes(office)
    assert len(await raised(office)) == 1


async def test_what_became_a_ticket_without_a_search_is_not_held_when_it_is_delivered_again(office: Office) -> None:
    await tip(office)
    offer = await office.see(deflection.look, request())
    first = await office.do(deflection.raise_or_hold, request(), None)
    second = await office.do(deflection.raise_or_hold, request(), offer)
    assert isinstance(first, Opened)
    assert isinstance(second, Opened)
    assert (second.ticket.id, second.is_new) == (first.ticket.id, False)


async def test_what_somebody_else_asked_is_theirs_alone(office: Office) -> None:
    picture = await with_tip(office)
    ref, held_id = picture.answers[0].ref, picture.held.id
    for who in ("ben", "dana", "gus"):
        for verb, given in ((deflection.create, ()), (deflection.helped, (ref,)), (deflection.join, ())):
            with pytest.raises(NotPossibleNow):
                await office.do(verb, held_id, *given, person(who))
        with pytest.raises(NotPossibleNow):
            await office.see(deflection.read, held_id, ref, person(who))
    assert await outcome(office, picture) is None


async def test_what_was_never_shown_neither_helped_nor_can_be_read(office: Office) -> None:
    picture = await with_tip(office)
    other = Ref(DocumentKind.TIP, (await tip(office, "Secret thing", audience=Audience.DESK)).id)
    with pytest.raises(NotPossibleNow):
        await office.do(deflection.helped, picture.held.id, other, person("ana"))
    with pytest.raises(NotPossibleNow):
        await office.see(deflection.read, picture.held.id, other, person("ana"))


async def problem(office: Office) -> Ticket:
    """What two people report."""
    first, second = await office.raised("ben", ASKED), await office.raised("hana", f"{ASKED} again")
    return await office.do(problems.join_ticket, second.id, first.id, person("dana"))


async def test_an_open_problem_is_offered_and_joined_instead_of_another_ticket(office: Office) -> None:
    parent = await problem(office)
    picture = await held(office)
    assert picture.problem is not None
    assert (picture.problem.ticket.id, picture.problem.people) == (parent.id, 2)
    for _ in range(2):
        joined = await office.do(deflection.join, picture.held.id, person("ana"))
        assert joined.ticket is None
        assert joined.problem is not None
        assert joined.problem.people == 3
    await time_passes(office)
    assert {one.requester_id for one in await raised(office)} == {person("ben"), person("hana")}
    assert await outcome(office, picture) is Outcome.JOINED


async def test_a_problem_that_is_solved_meanwhile_is_refused_and_the_ticket_still_comes(office: Office) -> None:
    parent = await problem(office)
    picture = await held(office)
    await office.solved("dana", parent)
    with pytest.raises(NotPossibleNow):
        await office.do(deflection.join, picture.held.id, person("ana"))
    await time_passes(office)
    assert person("ana") in {one.requester_id for one in await raised(office)}


async def test_whoever_reports_a_problem_is_not_offered_it(office: Office) -> None:
    await problem(office)
    assert await office.see(deflection.look, request("ben")) is None


async def test_the_numbers_say_how_many_who_were_shown_answers_needed_no_ticket(office: Office) -> None:
    await tip(office)
    for number, does in enumerate(("helped", "create", "nothing", "helped")):
        picture = await held(office, request(source=f"command:{number}"))
        if does == "helped":
            await office.do(deflection.helped, picture.held.id, picture.answers[0].ref, person("ana"))
        elif does == "create":
            await office.do(deflection.create, picture.held.id, person("ana"))
    office.clock.advance(seconds=1)
    line = (await office.see(numbers.numbers, "", person("lea"))).line
    deflected = (await office.see(numbers.again, line, person("lea"))).report.total.deflected
    assert (deflected.part, deflected.n) == (2, 4)


def test_a_request_is_kept_as_it_was() -> None:
    asked = Request(
        "view:V1",
        Intake.FORM,
        PersonId("U1"),
        PersonId("U1"),
        "It &amp; <@U2>",
        subject="Sub",
        desk_id=IT,
        impact=Impact.EVERYBODY,
        urgency=Urgency.SOON,
        files=(SharedFile("F1", "a.png", 3, "https://x"),),
    )
    assert unpacked(packed(asked)) == asked
    odd = unpacked(packed(replace(asked, text="a\x00b\ud83dc")))
    assert odd.text == "a\ufffdb\ufffdc"
