"""Saved replies as a collection: who may see and change which, versions, and nothing twice."""

import asyncio
from typing import Any

import pytest

from bot.helpdesk import conversation, lifecycle, people, replies, reply_form
from bot.rules.actions import Action
from bot.rules.metrics import Share
from bot.rules.refusals import (
    NoDesk,
    NoSuchCategory,
    NoSuchReply,
    NotAllowed,
    NothingToSay,
    ReplyChanged,
    ReplyKeyTaken,
    TextTooLong,
)
from bot.rules.replies import SavedReply, Use, Wording
from bot.rules.reply_use import Among, Fares, Reason
from bot.rules.vocabulary import CategoryKey, DeskId, Scope
from storage import replies as rows
from storage import surveys
from storage.store import Store
from tests.office import Office, person
from tests.world import Clock

IT, HR = DeskId("IT"), DeskId("HR")
RESET = Wording("VPN reset", "Hi {{requester.first_name}}, please reset it.", "vpn", CategoryKey("vpn"))


async def saved(office: Office, by: str = "dana", wording: Wording = RESET, **where: Any) -> SavedReply:
    place = {"scope": Scope.DESK, "desk_id": IT} | where
    return await office.do(replies.save, wording, person(by), place["scope"], place["desk_id"])


async def keys(office: Office, by: str, typed: str = "") -> list[str]:
    return [line.reply.key for line in (await office.see(replies.listing, person(by), typed)).lines]


async def test_a_reply_is_kept_with_its_first_version(office: Office) -> None:
    reply = await saved(office)
    assert (reply.scope, reply.held_by, reply.owner_id, reply.version) == (Scope.DESK, "IT", person("dana"), 1)
    (version,) = await office.see(rows.versions, reply.id)
    assert (version.version, version.title, version.body) == (1, RESET.title, RESET.body)
    assert await office.see(rows.get, reply.id) == reply


async def test_a_desks_replies_are_for_those_who_work_it(office: Office) -> None:
    await saved(office)
    assert await keys(office, "eli") == await keys(office, "lea") == ["vpn"]
    assert await keys(office, "hana") == []


async def test_ones_own_replies_are_for_nobody_else(office: Office) -> None:
    await saved(office, scope=Scope.PERSONAL, desk_id=None)
    assert await keys(office, "dana") == ["vpn"]
    assert await keys(office, "lea") == await keys(office, "gus") == []


async def test_the_workspaces_replies_are_for_every_desk_and_made_by_admins(office: Office) -> None:
    with pytest.raises(NotAllowed) as refused:
        await saved(office, "lea", scope=Scope.WORKSPACE, desk_id=None)
    assert refused.value.action is Action.KEEP_WORKSPACE_REPLIES
    reply = await saved(office, "gus", scope=Scope.WORKSPACE, desk_id=None)
    assert await keys(office, "dana") == await keys(office, "hana") == ["vpn"]
    with pytest.raises(NotAllowed):
        await office.do(replies.retire, reply.id, person("dana"))
    assert not (await office.see(replies.listing, person("dana"))).lines[0].may_change


async def test_who_works_no_desk_neither_sees_nor_makes_any(office: Office) -> None:
    await saved(office)
    with pytest.raises(NotAllowed) as refused:
        await keys(office, "ben")
    assert refused.value.action is Action.USE_REPLIES
    for scope, desk in ((Scope.DESK, IT), (Scope.PERSONAL, None), (Scope.WORKSPACE, None)):
        with pytest.raises(NotAllowed):
            await saved(office, "ben", scope=scope, desk_id=desk)
    with pytest.raises(NotAllowed):
        await office.see(reply_form.blank, person("ben"))


async def test_nobody_makes_replies_for_a_desk_they_do_not_work(office: Office) -> None:
    for by, desk in (("dana", HR), ("gus", IT), ("dana", DeskId("XX")), ("dana", None)):
        with pytest.raises(NotAllowed):
            await saved(office, by, desk_id=desk)


async def test_another_desks_reply_is_one_that_nobody_knows_of(office: Office) -> None:
    reply = await saved(office)
    for verb in (replies.retire, replies.restore, reply_form.form, reply_form.copy):
        with pytest.raises(NoSuchReply):
            await office.do(verb, reply.id, person("hana"))
    with pytest.raises(NoSuchReply):
        await office.do(replies.change, reply.id, RESET, person("hana"), 1)


async def test_without_any_desk_there_are_no_replies(store: Store, clock: Clock) -> None:
    office = await Office.open(store, clock, with_desks=False)
    with pytest.raises(NoDesk):
        await office.see(replies.listing, person("gus"))


async def test_a_form_sent_twice_makes_one_reply(office: Office) -> None:
    first, second = await asyncio.gather(saved(office), saved(office))
    assert first.id == second.id
    assert len(await office.see(rows.versions, first.id)) == 1


async def test_a_key_is_taken_once_in_each_place(office: Office) -> None:
    await saved(office)
    with pytest.raises(ReplyKeyTaken):
        await saved(office, "eli", Wording("Another", "Text", "VPN"))
    await saved(office, "dana", Wording("Mine", "Text", "vpn"), scope=Scope.PERSONAL)
    await saved(office, "eli", Wording("Mine", "Text", "vpn"), scope=Scope.PERSONAL)
    await saved(office, "hana", Wording("Theirs", "Text", "vpn"), desk_id=HR)


async def test_a_retired_reply_keeps_its_key(office: Office) -> None:
    reply = await saved(office)
    await office.do(replies.retire, reply.id, person("lea"))
    with pytest.raises(ReplyKeyTaken):
        await saved(office)


async def test_a_change_is_another_version_by_whoever_made_it(office: Office) -> None:
    reply = await saved(office)
    office.clock.advance(minutes=5)
    better = Wording("VPN reset", "Please press *Reset*.", "vpn-2", None, "de")
    changed = await office.do(replies.change, reply.id, better, person("eli"), 1)
    assert (changed.version, changed.key, changed.language, changed.category) == (2, "vpn-2", "de", None)
    assert (changed.owner_id, changed.changed_by, changed.changed_at) == (
        person("dana"),
        person("eli"),
        office.clock.at,
    )
    assert await office.see(rows.get, reply.id) == changed
    first, second = await office.see(rows.versions, reply.id)
    assert (first.body, first.by) == (RESET.body, person("dana"))
    assert (second.body, second.by) == (better.body, person("eli"))
    assert await keys(office, "dana", "press") == ["vpn-2"]
    assert await keys(office, "dana", "please reset it") == []


async def test_the_same_change_twice_is_one(office: Office) -> None:
    reply, better = await saved(office), Wording("VPN reset", "Better", "vpn")
    await office.do(replies.change, reply.id, better, person("eli"), 1)
    again = await office.do(replies.change, reply.id, better, person("eli"), 1)
    assert again.version == 2
    assert len(await office.see(rows.versions, reply.id)) == 2


async def test_two_people_who_change_a_reply_at_once_do_not_undo_each_other(office: Office) -> None:
    reply = await saved(office)
    outcome = await asyncio.gather(
        *(office.do(replies.change, reply.id, Wording("T", by, "vpn"), person(by), 1) for by in ("dana", "eli")),
        return_exceptions=True,
    )
    assert [type(one) for one in outcome if isinstance(one, Exception)] == [ReplyChanged]
    now = await office.see(rows.get, reply.id)
    assert now is not None
    assert now.version == 2


async def test_a_reply_can_not_take_the_key_of_another(office: Office) -> None:
    await saved(office)
    other = await saved(office, "dana", Wording("Printer", "Turn it off", "printer"))
    with pytest.raises(ReplyKeyTaken):
        await office.do(replies.change, other.id, Wording("Printer", "Turn it on", "vpn"), person("dana"), 1)


async def test_retired_replies_stand_last_until_they_are_restored(office: Office) -> None:
    reply = await saved(office)
    await saved(office, "dana", Wording("Zebra", "Text"))
    assert await keys(office, "dana") == ["vpn", "zebra"]
    retired = await office.do(replies.retire, reply.id, person("eli"))
    assert retired.retired_at == office.clock.at
    office.clock.advance(hours=1)
    assert await office.do(replies.retire, reply.id, person("dana")) == retired
    assert await keys(office, "dana") == ["zebra", "vpn"]
    restored = await office.do(replies.restore, reply.id, person("dana"))
    assert restored.retired_at is None
    assert await office.do(replies.restore, reply.id, person("eli")) == restored
    assert await keys(office, "dana") == ["vpn", "zebra"]


async def test_a_reply_needs_a_body_and_a_category_of_its_desk(office: Office) -> None:
    with pytest.raises(NothingToSay):
        await saved(office, "dana", Wording("Title", " \u200b "))
    with pytest.raises(NoSuchCategory):
        await saved(office, "dana", Wording("Title", "Text", category=CategoryKey("payroll")))
    await saved(office, "gus", Wording("T", "Text", category=CategoryKey("payroll")), scope=Scope.WORKSPACE)


async def test_a_text_is_measured_as_people_see_it_in_every_language(office: Office) -> None:
    await saved(office, "dana", Wording("Signs", "&amp;" * 3000))
    for wording in (Wording("Long", "x" * 3001), Wording("Long", "x", translations={"de": "x" * 3001})):
        with pytest.raises(TextTooLong):
            await saved(office, "dana", wording)


async def test_languages_are_kept_once_each_and_with_every_version(office: Office) -> None:
    wording = Wording("VPN", "Hello", "vpn", translations={"de-AT": "Hallo", "en": "Hi", "fr": " "})
    reply = await saved(office, "dana", wording)
    assert reply.translations == {"de": "Hallo"}
    changed = await office.do(replies.change, reply.id, Wording("VPN", "Hello", "vpn"), person("eli"), 1)
    assert changed.translations == {}
    first, second = await office.see(rows.versions, reply.id)
    assert (first.translations, second.translations) == ({"de": "Hallo"}, {})
    assert await keys(office, "dana", "hallo") == []


async def test_use_is_shown_with_how_its_tickets_fared_from_five_on(office: Office) -> None:
    reply = await saved(office)
    for number in range(6):
        ticket = await office.raised("ana", f"Ticket {number}")
        await office.do(conversation.reply, ticket.id, person("dana"), "Text", f"view:{number}", [Use(reply.id, 1)])
        await office.solved("dana", ticket)
        survey = await office.asked(await office.now(ticket))
        await office.do(surveys.rate, survey.id, 5 if number else 1)
        if number < 2:
            await office.do(lifecycle.reopen, ticket.id, person("ana"))
        (line,) = (await office.see(replies.listing, person("dana"))).lines
        assert (line.fares.satisfied.n, line.fares.satisfied.percentage is None) == (number + 1, number < 4)
        office.clock.advance(minutes=5)
    (line,) = (await office.see(replies.listing, person("dana"))).lines
    assert line.fares == Fares(Share(5, 6), Share(2, 6))
    assert line.reasons == (Reason.OFTEN_REOPENED,)
    listed = await office.see(replies.listing, person("dana"), "", 1, Among.TO_REVIEW)
    assert ([one.reply.id for one in listed.lines], listed.waiting) == ([reply.id], 1)


async def test_a_reply_that_few_were_satisfied_with_or_that_nobody_uses_is_to_be_reviewed(office: Office) -> None:
    poor, fresh = await saved(office), await saved(office, "dana", Wording("Fresh", "Text"))
    for number in range(5):
        ticket = await office.raised("ana", f"Ticket {number}")
        await office.do(conversation.reply, ticket.id, person("dana"), "Text", f"view:{number}", [Use(poor.id, 1)])
        await office.solved("dana", ticket)
        await office.do(surveys.rate, (await office.asked(await office.now(ticket))).id, 4 if number < 3 else 3)
        office.clock.advance(minutes=5)

    async def to_review() -> dict[str, tuple[Reason, ...]]:
        shown = await office.see(replies.listing, person("dana"), "", 1, Among.TO_REVIEW)
        return {line.reply.key: line.reasons for line in shown.lines}

    assert await to_review() == {"vpn": (Reason.RATED_POORLY,)}
    office.clock.advance(days=90)
    assert await to_review() == {"vpn": (Reason.UNUSED, Reason.RATED_POORLY), "fresh": (Reason.UNUSED,)}
    await office.do(replies.retire, fresh.id, person("dana"))
    assert list(await to_review()) == ["vpn"]


async def test_the_list_is_turned_page_by_page(office: Office) -> None:
    for number in range(25):
        await saved(office, "dana", Wording(f"Reply {number:02}", "Text", f"r{number}"))
    first, second = [await office.see(replies.listing, person("dana"), "", page) for page in (1, 2)]
    assert (len(first.lines), len(second.lines), first.pages, first.total) == (20, 5, 2, 25)
    assert second.lines[0].reply.title == "Reply 20"
    assert (await office.see(replies.listing, person("dana"), "", 99)) == second


async def test_the_list_finds_words_by_their_beginnings_in_key_title_and_text(office: Office) -> None:
    await saved(office, "dana", Wording("Café opening hours", "Opens at nine. Straße 5.", "hours"))
    await saved(office)
    for typed in ("cafe", "HOURS open", "strass", "nin"):
        assert await keys(office, "dana", typed) == ["hours"], typed
    assert await keys(office, "dana", "pen") == []
    assert await keys(office, "dana", "x' OR 1=1 --") == []


async def test_forms_offer_what_their_reader_may_choose(office: Office) -> None:
    blank = await office.see(reply_form.blank, person("dana"))
    assert ([desk.id for desk in blank.desks], blank.in_workspace) == ([IT], False)
    assert [category.key for category in blank.categories] == ["hardware", "vpn"]
    admins = await office.see(reply_form.blank, person("gus"))
    assert (admins.desks, admins.in_workspace) == ((), True)
    reply = await saved(office)
    assert (await office.see(reply_form.form, reply.id, person("eli"))).wording == RESET
    copied = await office.see(reply_form.copy, reply.id, person("eli"))
    assert (copied.reply, copied.wording.key, copied.wording.body) == (None, "", RESET.body)


async def test_a_new_reply_is_begun_in_the_language_of_its_author(office: Office) -> None:
    await office.do(people.describe, {"id": person("dana"), "real_name": "Dana", "locale": "de-AT"})
    assert (await office.see(reply_form.blank, person("dana"))).wording.language == "de"
