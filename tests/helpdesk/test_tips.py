"""Tips as a collection: who may write and read which, versions, outdated ones, merging, and nothing twice."""

import asyncio
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.clock import VERBS, fire
from bot.helpdesk import suggestions, tip_forms, tips
from bot.rules.happenings import Happening
from bot.rules.notice_kinds import NoticeKind, NoticeState
from bot.rules.records import Ticket
from bot.rules.refusals import (
    CannotMergeTips,
    NoSuchCategory,
    NoSuchTicket,
    NoSuchTip,
    NotAllowed,
    NotAnAgent,
    NothingToSay,
    NotPossibleNow,
    TextTooLong,
    TipChanged,
)
from bot.rules.search import Audience, DocumentKind, Seeker
from bot.rules.tips import FROM_NOWHERE, NOT_SAID, RESOLUTION, Kept, NewTip, Origin, Tip, TipWording, document
from bot.rules.vocabulary import CategoryKey, DeskId, TicketId
from storage import outbox, search
from storage import tips as rows
from tests.office import Office, person
from tests.talk import Talk, thread_of
from tests.tips import belonging

IT, HR = DeskId("IT"), DeskId("HR")
VPN = TipWording(
    "VPN drops in the train\n\nEvery ten minutes.", "", "Choose the profile Web only.", category=CategoryKey("vpn")
)


async def saved(office: Office, by: str = "dana", wording: TipWording = VPN, desk: DeskId = IT, **what: Any) -> Tip:
    source = what.get("source", f"view:{by}:{wording.issue}:{wording.resolution}:{desk}")
    new = NewTip(source, desk, wording, what.get("kept", NOT_SAID), what.get("origin", FROM_NOWHERE))
    return await office.do(tips.save, new, person(by))


async def now(office: Office, tip: Tip) -> Tip:
    found = await office.see(rows.get, tip.id)
    assert found is not None
    return found


async def found(office: Office, typed: str, by: str = "dana", *desks: DeskId) -> list[int]:
    """The tips that somebody finds by words."""
    seeker = Seeker(person(by), frozenset(desks))
    return [one.id for one in (await office.see(search.find, typed, seeker, [DocumentKind.TIP]))[0]]


async def told(office: Office, kind: NoticeKind, who: str) -> list[Any]:
    """What somebody was told of tips."""
    owed = await office.see(outbox.in_state, NoticeState.PENDING, 1000)
    return [one for one in owed if (one.kind, one.lane) == (kind, person(who))]


async def test_a_tip_is_kept_with_its_first_version_and_can_be_found(office: Office) -> None:
    tip = await saved(office)
    assert (tip.title, tip.owner_id, tip.version) == ("VPN drops in the train", person("dana"), 1)
    assert tip.audience is Audience.DESK
    (version,) = await office.see(rows.versions, tip.id)
    assert (version.issue, version.resolution, version.by) == (VPN.issue, VPN.resolution, person("dana"))
    assert await found(office, "profile", "eli", IT) == [tip.id]


async def test_a_form_sent_twice_makes_one_tip(office: Office) -> None:
    first, second = await asyncio.gather(saved(office, source="view:V1"), saved(office, source="view:V1"))
    assert first.id == second.id
    assert len(await office.see(rows.versions, first.id)) == 1


async def test_somebody_elses_form_can_not_be_sent_again(office: Office) -> None:
    await saved(office, source="view:V1")
    with pytest.raises(NotPossibleNow):
        await saved(office, "hana", replace(VPN, category=None), HR, source="view:V1")


@pytest.mark.parametrize(("by", "desk"), [("ben", IT), ("gus", IT), ("hana", IT), ("dana", HR), ("dana", DeskId("XX"))])
async def test_nobody_writes_tips_for_a_desk_they_do_not_work(office: Office, by: str, desk: DeskId) -> None:
    with pytest.raises(NotAllowed):
        await saved(office, by, replace(VPN, category=None), desk)


@pytest.mark.parametrize(
    ("wording", "refused"),
    [
        (replace(VPN, issue=" \u200b"), NothingToSay),
        (replace(VPN, resolution=""), NothingToSay),
        (replace(VPN, resolution="x" * (RESOLUTION + 1)), TextTooLong),
        (replace(VPN, category=CategoryKey("payroll")), NoSuchCategory),
        (replace(VPN, audience=Audience.OWNER), NotPossibleNow),
    ],
)
async def test_a_tip_that_says_nothing_or_too_much_is_refused(
    office: Office, wording: TipWording, refused: Any
) -> None:
    with pytest.raises(refused):
        await saved(office, wording=wording)


async def test_an_internal_tip_is_one_that_nobody_else_knows_of(office: Office) -> None:
    tip = await saved(office)
    for who in ("ana", "hana", "gus"):
        for verb in (tip_forms.read, tip_forms.form, tips.retire, tips.confirm):
            with pytest.raises(NoSuchTip):
                await office.do(verb, tip.id, person(who))
        with pytest.raises(NoSuchTip):
            await office.do(tips.flag, tip.id, person(who), "Wrong")
        assert await found(office, "profile", who, HR) == []


async def test_a_public_tip_is_read_by_everybody_and_changed_by_its_desk(office: Office) -> None:
    tip = await saved(office, wording=replace(VPN, audience=Audience.PUBLIC))
    shown = await office.see(tip_forms.read, tip.id, person("ana"))
    assert (shown.is_for_desk, shown.ticket_key) == (False, "")
    assert await found(office, "profile", "ana") == [tip.id]
    with pytest.raises(NotAllowed):
        await office.do(tips.change, tip.id, VPN, person("hana"), 1, NOT_SAID)
    with pytest.raises(NotAllowed):
        await office.do(tips.flag, tip.id, person("ana"), "Wrong")


async def test_a_change_is_another_version_and_two_at_once_do_not_undo_each_other(office: Office) -> None:
    tip = await saved(office)
    better = replace(VPN, resolution="Choose Web only, then reconnect.")
    changed = await office.do(tips.change, tip.id, better, person("eli"), 1, Kept(None, date(2026, 3, 1)))
    assert (changed.version, changed.resolution, changed.owner_id) == (2, better.resolution, person("dana"))
    assert [version.by for version in await office.see(rows.versions, tip.id)] == [person("dana"), person("eli")]
    with pytest.raises(TipChanged):
        await office.do(tips.change, tip.id, VPN, person("lea"), 1, NOT_SAID)
    again = await office.do(tips.change, tip.id, better, person("eli"), 1, NOT_SAID)
    assert again.version == 2
    assert await found(office, "reconnect", "eli", IT) == [tip.id]


async def test_a_tip_is_answered_for_by_somebody_of_its_desk(office: Office) -> None:
    tip = await saved(office)
    with pytest.raises(NotAnAgent):
        await office.do(tips.change, tip.id, VPN, person("dana"), 1, Kept(person("hana")))
    assert (await office.do(tips.change, tip.id, VPN, person("dana"), 1, Kept(person("eli")))).owner_id == person("eli")


async def test_an_outdated_tip_is_told_to_its_owner_and_found_by_its_desk_alone(office: Office) -> None:
    tip = await saved(office, wording=replace(VPN, audience=Audience.PUBLIC))
    flagged = await office.do(tips.flag, tip.id, person("eli"), "The profile has another name now")
    assert (flagged.flagged_by, flagged.version) == (person("eli"), 1)
    await office.do(tips.flag, tip.id, person("lea"), "Again")
    assert (await now(office, tip)).flagged_by == person("eli")
    assert len(await told(office, NoticeKind.TIP_FLAGGED, "dana")) == 1
    assert (await found(office, "profile", "ana"), await found(office, "profile", "eli", IT)) == ([], [tip.id])
    await office.do(tips.change, tip.id, replace(flagged.wording, cause="Renamed"), person("eli"), 1, NOT_SAID)
    assert (await now(office, tip)).flagged_at is None
    assert await found(office, "profile", "ana") == [tip.id]


async def test_an_agent_of_another_desk_may_call_a_public_tip_outdated_with_a_reason(office: Office) -> None:
    tip = await saved(office, wording=replace(VPN, audience=Audience.PUBLIC))
    with pytest.raises(NothingToSay):
        await office.do(tips.flag, tip.id, person("hana"), " ")
    assert (await office.do(tips.flag, tip.id, person("hana"), "No such profile")).flagged_at == office.clock.at


async def test_whoever_calls_their_own_tip_outdated_is_not_told_of_it(office: Office) -> None:
    await office.do(tips.flag, (await saved(office)).id, person("dana"), "I was wrong")
    assert await told(office, NoticeKind.TIP_FLAGGED, "dana") == []


async def test_a_retired_tip_is_found_again_once_it_is_restored(office: Office) -> None:
    tip = await saved(office)
    for _ in range(2):
        await office.do(tips.retire, tip.id, person("lea"))
    assert await found(office, "profile", "dana", IT) == []
    await office.do(tips.confirm, (await saved(office, "eli")).id, person("eli"))
    with pytest.raises(NotPossibleNow):
        await office.do(tips.confirm, tip.id, person("lea"))
    for _ in range(2):
        await office.do(tips.restore, tip.id, person("lea"))
    assert tip.id in await found(office, "profile", "dana", IT)


async def helped(office: Office, tip: Tip, by: str, text: str = "VPN again") -> Ticket:
    """A ticket with which a tip helped."""
    ticket = await office.raised("ana", text)

    def link(tx: Any) -> None:
        suggestions.link(tx, tip.id, ticket, person(by))

    await office.do(link)
    return ticket


async def test_a_merged_tip_retires_and_its_tickets_belong_to_the_other(office: Office) -> None:
    one, other = await saved(office), await saved(office, "eli")
    first, second = await helped(office, one, "lea"), await helped(office, other, "lea", "More VPN")
    await helped(office, one, "lea", "And more")
    for _ in range(2):
        assert (await office.do(tips.merge, one.id, other.id, person("lea"))).id == other.id
    assert ((await now(office, one)).merged_into, (await now(office, one)).times_helped) == (other.id, 0)
    assert (await now(office, other)).times_helped == 3
    assert set(await office.see(belonging, other.id)) >= {first.id, second.id}
    assert await office.see(belonging, one.id) == []
    assert await found(office, "profile", "dana", IT) == [other.id]


@pytest.mark.parametrize("way", ["merged", "given away"])
async def test_where_a_tip_helped_is_told_to_whoever_answers_for_it_by_then(office: Office, way: str) -> None:
    one, other = await saved(office), await saved(office, "eli")
    for text, who in (("VPN again", "lea"), ("VPN in the morning", "eli")):
        await helped(office, one, who, text)
    if way == "merged":
        await office.do(tips.merge, one.id, other.id, person("lea"))
    else:
        await office.do(tips.change, one.id, one.wording, person("dana"), 1, Kept(person("eli")))
    for _ in range(2):
        office.clock.advance(days=8)
        while await office.do(fire, VERBS) is not None:
            pass
    assert await told(office, NoticeKind.TIPS_HELPED, "dana") == []
    (news,) = await told(office, NoticeKind.TIPS_HELPED, "eli")
    assert len(news.params["links"]) == 1, "what Eli said themselves is no news to them"


async def test_tips_never_lead_in_a_circle(office: Office) -> None:
    one, other, third = await saved(office), await saved(office, "eli"), await saved(office, "lea")
    await office.do(tips.merge, one.id, other.id, person("lea"))
    for target in (one, other):
        with pytest.raises(CannotMergeTips):
            await office.do(tips.merge, other.id, target.id, person("lea"))
    await office.do(tips.merge, other.id, third.id, person("lea"))
    assert (await now(office, one)).merged_into == third.id


async def test_two_who_merge_tips_into_each_other_at_once_leave_one(office: Office, there: Office) -> None:
    one, other = await saved(office), await saved(office, "eli")
    done = await asyncio.gather(
        office.do(tips.merge, one.id, other.id, person("lea")),
        there.do(tips.merge, other.id, one.id, person("dana")),
        return_exceptions=True,
    )
    assert sum(isinstance(outcome, CannotMergeTips) for outcome in done) == 1
    assert [(await now(office, tip)).retired_at is None for tip in (one, other)].count(True) == 1


async def test_tips_of_two_desks_stay_apart(office: Office) -> None:
    theirs = await saved(office, "hana", replace(VPN, category=None, audience=Audience.PUBLIC), HR)
    with pytest.raises(NotAllowed):
        await office.do(tips.merge, (await saved(office)).id, theirs.id, person("dana"))


async def test_what_was_learned_from_a_ticket_is_filled_in_and_belongs_to_it(talk: Talk) -> None:
    office = talk.office
    ticket = await talk.request("ana", "VPN drops. Every ten minutes in the train")
    for who, text in (
        ("dana", "Is it the new one?"),
        ("ana", "Yes"),
        ("dana", "Choose *Web only*."),
        ("eli", "And reconnect."),
    ):
        await talk.says(who, text, thread_of(ticket))
    shown = await office.see(tip_forms.from_ticket, ticket.id, person("dana"))
    assert shown.wording.issue.startswith("VPN drops. Every ten minutes in the train")
    assert shown.wording.resolution == "Choose *Web only*.\n\nAnd reconnect."
    assert (shown.wording.cause, shown.wording.audience, shown.is_from_private) == ("", Audience.DESK, False)
    tip = await saved(office, origin=Origin(ticket.id), desk=HR)
    assert (tip.desk_id, tip.ticket_id, tip.times_helped) == (IT, ticket.id, 0)
    assert (Happening.TIP_SAVED, person("dana"), "", tip.title) in await office.happenings(ticket)
    again = await office.see(tip_forms.from_ticket, ticket.id, person("eli"))
    assert again.tip is not None
    assert again.tip.id == tip.id


async def test_a_tip_from_a_private_ticket_is_never_public_by_itself(office: Office) -> None:
    ticket = await office.raised("ana", "My salary is wrong", private=True)
    shown = await office.see(tip_forms.from_ticket, ticket.id, person("dana"))
    assert (shown.wording.audience, shown.is_from_private) == (Audience.DESK, True)
    assert (await office.see(tip_forms.blank, person("dana"), ticket.key.lower())).is_from_private
    for who in ("hana", "ana"):
        with pytest.raises((NoSuchTicket, NotAllowed)):
            await office.do(tip_forms.from_ticket, ticket.id, person(who))
        with pytest.raises((NoSuchTicket, NotAllowed)):
            await saved(office, who, replace(VPN, category=None), HR, origin=Origin(ticket.id))
    with pytest.raises(NoSuchTicket):
        await saved(office, origin=Origin(TicketId(4711)))


async def test_the_list_shows_what_is_in_use_then_the_outdated_and_the_retired_last(office: Office) -> None:
    made = [await saved(office, wording=replace(VPN, resolution=word)) for word in ("apples", "pears", "plums")]
    await saved(office, "hana", replace(VPN, category=None, resolution="Theirs"), HR)
    await office.do(tips.flag, made[0].id, person("eli"), "Old")
    await office.do(tips.retire, made[2].id, person("eli"))
    shown = await office.see(tip_forms.listing, person("dana"))
    assert [line.tip.id for line in shown.lines] == [made[1].id, made[0].id, made[2].id]
    sought = await office.see(tip_forms.listing, person("dana"), "pears")
    assert [line.tip.id for line in sought.lines] == [made[1].id]
    with pytest.raises(NotAllowed):
        await office.see(tip_forms.listing, person("ana"))


async def test_an_index_that_lets_too_much_through_lists_nothing_that_is_not_open(office: Office) -> None:
    theirs = await saved(office, "hana", replace(VPN, category=None), HR)
    await office.do(search.keep, replace(document(theirs), audience=Audience.PUBLIC))
    assert await found(office, "profile") == [theirs.id]
    assert (await office.see(tip_forms.listing, person("dana"), "profile")).lines == ()


async def test_the_other_tips_of_the_desk_are_offered_to_merge_into(office: Office) -> None:
    one, other = await saved(office), await saved(office, "eli")
    await office.do(tips.retire, (await saved(office, "lea")).id, person("lea"))
    await saved(office, "hana", replace(VPN, category=None, audience=Audience.PUBLIC), HR)
    for typed in ("", "profile"):
        offered = await office.see(tip_forms.targets, one.id, person("dana"), typed)
        assert [tip.id for tip in offered] == [other.id]
