"""Saved replies out to a file and in from one: by key, one version for a change, all of it or nothing."""

from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.helpdesk import replies, reply_transfer
from bot.helpdesk.reply_transfer import Delivery, Fate, NothingImported, Plan, Planned, Step
from bot.rules import reply_files
from bot.rules.mistakes import Wrong
from bot.rules.replies import SavedReply, Wording
from bot.rules.reply_actions import ME, ReplyActions
from bot.rules.reply_files import Format
from bot.rules.reply_rows import Row, Sheet, understood
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId, Priority, ReplyId, Scope, Status
from storage import replies as rows
from storage.store import Store
from tests.office import Office, person
from tests.wordings import wordings
from tests.world import Clock

numbers = count()
IT, HR = DeskId("IT"), DeskId("HR")
RESET = Wording("VPN reset", "Hi {{requester.first_name}},\n\n=press “Reset”, 😀", "vpn", CategoryKey("vpn"))
FULL = Wording(
    title="=Leave, “paid”",
    body="Hi,\n\n- one\n  two",
    key="leave",
    language="en",
    translations={"de": "Hallo,\n\n@wer"},
    actions=ReplyActions(PersonId(ME), Priority.HIGH, ("leave", "pay"), Status.PENDING),
    is_public=True,
    review_by=date(2026, 12, 31),
)


@pytest.fixture
async def saved(office: Office) -> SavedReply:
    """Dana's, of the IT desk."""
    return await office.do(replies.save, RESET, person("dana"), Scope.DESK, IT)


async def filled(office: Office) -> None:
    """A reply of every kind."""
    await office.do(replies.save, RESET, person("dana"), Scope.DESK, IT)
    await office.do(replies.save, RESET, person("gus"), Scope.WORKSPACE)
    await office.do(replies.save, RESET, person("eli"), Scope.PERSONAL)
    await office.do(replies.save, FULL, person("hana"), Scope.DESK, HR)
    old = await office.do(replies.save, Wording("Old", "Gone", "old"), person("dana"), Scope.DESK, IT)
    await office.do(replies.retire, old.id, person("dana"))


async def bring(office: Office, *said: dict[str, Any], desk: str = "IT", by: str | None = None) -> Plan:
    return await office.do(reply_transfer.bring, delivery(*said, desk=desk, by=by))


def delivery(*said: dict[str, Any], desk: str = "IT", by: str | None = None) -> Delivery:
    entries, mistakes = understood(Sheet([Row(place, row) for place, row in enumerate(said, 1)]), desk)
    return Delivery(entries, mistakes, person(by) if by else None)


async def refused(office: Office, *said: dict[str, Any], **wish: Any) -> list[tuple[int, str]]:
    with pytest.raises(NothingImported) as nothing:
        await bring(office, *said, **wish)
    return [(mistake.line, mistake.text) for mistake in nothing.value.plan.mistakes]


async def everything(office: Office, text: str, form: Format) -> Plan:
    entries, mistakes = understood(reply_files.read(text, form))
    return await office.do(reply_transfer.bring, Delivery(entries, mistakes))


async def exported(office: Office, desk: str = "", *, personal: bool = False) -> list[dict[str, Any]]:
    return await office.store.read(reply_transfer.export, desk, personal=personal)


async def versions(office: Office, reply_id: ReplyId) -> int:
    return len(await office.see(rows.versions, reply_id))


async def now(office: Office, reply: SavedReply) -> SavedReply:
    found = await office.see(rows.get, reply.id)
    assert found is not None
    return found


# There and back


@pytest.mark.parametrize("form", Format)
async def test_an_export_imported_again_changes_nothing(office: Office, form: Format) -> None:
    await filled(office)
    before = await exported(office, personal=True)
    office.clock.advance(days=1)
    plan = await everything(office, reply_files.printed(before, form), form)
    assert [step.fate for step in plan.steps] == [Fate.UNCHANGED] * 5
    assert await exported(office, personal=True) == before
    for scope in Scope:
        for reply in await office.see(rows.held, scope):
            assert (reply.version, await versions(office, reply.id)) == (1, 1)
            assert reply.changed_at < office.clock.at


@pytest.mark.parametrize("form", Format)
async def test_an_earlier_export_brings_everything_back(office: Office, form: Format) -> None:
    await filled(office)
    before = await exported(office, personal=True)
    for scope in Scope:
        for reply in await office.see(rows.held, scope):
            await office.do(replies.change, reply.id, Wording("Else", "Else", reply.key), reply.owner_id, 1)
    plan = await everything(office, reply_files.printed(before, form), form)
    assert [step.fate for step in plan.steps] == [Fate.CHANGED] * 5
    assert await exported(office, personal=True) == before


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(wordings, min_size=1, max_size=3))
async def test_whatever_replies_say_they_say_it_after_an_export_was_imported(
    office: Office, said: list[Wording]
) -> None:
    for wording in said:
        await office.do(replies.save, replace(wording, key=f"r{next(numbers)}"), person("dana"), Scope.DESK, IT)
    before = await exported(office)
    for form in Format:
        plan = await everything(office, reply_files.printed(before, form), form)
        assert plan.count(Fate.UNCHANGED) == len(before)
        assert await exported(office) == before


async def test_ones_own_replies_leave_only_when_that_is_wished(office: Office) -> None:
    await filled(office)
    assert [(one["scope"], one["desk"], one["key"]) for one in await exported(office)] == [
        ("workspace", "", "vpn"),
        ("desk", "HR", "leave"),
        ("desk", "IT", "old"),
        ("desk", "IT", "vpn"),
    ]
    (own,) = [one for one in await exported(office, personal=True) if one["scope"] == "personal"]
    assert own["owner"] == person("eli")


async def test_a_desk_may_be_exported_alone_and_must_be_there(office: Office) -> None:
    await filled(office)
    assert [one["key"] for one in await exported(office, "hr")] == ["leave"]
    with pytest.raises(Wrong, match=r"there is no desk “XX”\. There are: IT, HR"):
        await exported(office, "XX")


# New, changed, as before


async def test_rows_are_told_by_their_keys_from_what_is_there(office: Office, saved: SavedReply) -> None:
    office.clock.advance(days=1)
    plan = await bring(
        office,
        {"key": "vpn", "body": "Better", "title": "VPN reset", "category": "vpn"},
        {"title": "Printer jam", "body": "Pull", "category": "Hardware"},
    )
    assert plan.steps == [
        Step(1, Fate.CHANGED, "IT", "vpn", "VPN reset", ("body",)),
        Step(2, Fate.NEW, "IT", "printer-jam", "Printer jam"),
    ]
    changed = await now(office, saved)
    assert (changed.version, changed.body, changed.category) == (2, "Better", "vpn")
    assert await versions(office, saved.id) == 2
    printer = next(reply for reply in await office.see(rows.held, Scope.DESK) if reply.key == "printer-jam")
    assert (printer.category, printer.owner_id) == ("hardware", person("lea"))  # who leads the desk


async def test_what_a_row_does_not_name_stays_and_what_it_names_empty_goes(office: Office, saved: SavedReply) -> None:
    await bring(office, {"key": "vpn", "public": "yes"})
    changed = await now(office, saved)
    assert (changed.is_public, changed.body, changed.category) == (True, RESET.body, "vpn")
    await bring(office, {"key": "vpn", "category": ""})
    assert (await now(office, saved)).category is None


async def test_the_same_file_twice_makes_one_version(office: Office, saved: SavedReply) -> None:
    for fate in (Fate.CHANGED, Fate.UNCHANGED):
        assert [step.fate for step in (await bring(office, {"key": "vpn", "body": "Better"})).steps] == [fate]
    assert await versions(office, saved.id) == 2


async def test_a_review_date_alone_and_retiring_make_no_version(office: Office, saved: SavedReply) -> None:
    plan = await bring(office, {"key": "vpn", "review_by": "2026-12-31"})
    assert plan.steps[0].fields == ("review_by",)
    plan = await bring(office, {"key": "vpn", "retired": "yes"})
    assert plan.steps[0].fields == ("retired",)
    retired = await now(office, saved)
    assert (retired.retired_at, retired.review_by, retired.version) == (office.clock.at, date(2026, 12, 31), 1)
    await bring(office, {"key": "vpn", "retired": "no"})
    assert (await now(office, saved)).retired_at is None
    plan = await bring(office, {"key": "other", "body": "x", "retired": "yes"})
    assert (await exported(office))[0]["retired"] is True


async def test_the_same_key_elsewhere_is_another_reply(office: Office, saved: SavedReply) -> None:
    plan = await bring(
        office,
        {"key": "vpn", "body": "x", "desk": "hr"},
        {"key": "vpn", "body": "x", "scope": "workspace"},
        {"key": "vpn", "body": "x", "scope": "personal", "owner": person("eli")},
    )
    assert [(step.fate, step.place) for step in plan.steps] == [
        (Fate.NEW, "HR"),
        (Fate.NEW, "workspace"),
        (Fate.NEW, "personal"),
    ]
    assert (await now(office, saved)).body == RESET.body


async def test_a_folder_becomes_the_category_of_that_name(office: Office) -> None:
    entries, _ = understood(
        Sheet([Row(2, {"title": "A", "body": "x"}, "hardware"), Row(3, {"title": "B", "body": "x"}, "Billing")]), "IT"
    )
    plan = await office.do(reply_transfer.bring, Delivery(entries))
    assert [one["category"] for one in await exported(office)] == ["hardware", ""]
    assert [(remark.line, "Billing" in remark.text) for remark in plan.remarks] == [(3, True)]


# In whose name


async def test_whoever_is_named_answers_for_the_replies_and_must_be_allowed_to(office: Office) -> None:
    await bring(office, {"key": "a", "body": "x"}, by="eli")
    (reply,) = await office.see(rows.held, Scope.DESK)
    assert reply.owner_id == person("eli")
    mistakes = await refused(office, {"key": "b", "body": "x"}, by="hana")
    assert mistakes == [(1, "only somebody who works IT may keep such a reply.")]
    mistakes = await refused(office, {"key": "b", "body": "x", "scope": "workspace"}, by="eli")
    assert mistakes == [(1, "only an admin of the workspace may keep such a reply.")]


async def test_a_change_is_in_the_name_of_the_owner_or_of_who_leads_once_they_are_gone(
    office: Office, saved: SavedReply
) -> None:
    await bring(office, {"key": "vpn", "body": "2"})
    assert (await now(office, saved)).changed_by == person("dana")
    await office.settle(agents=[person("eli")], leads=[person("lea")])
    await bring(office, {"key": "vpn", "body": "3"})
    assert (await now(office, saved)).changed_by == person("lea")


async def test_ones_own_replies_are_imported_in_ones_own_name_only(office: Office) -> None:
    row = {"key": "a", "body": "x", "scope": "personal"}
    await bring(office, row, by="eli")
    assert [reply.held_by for reply in await office.see(rows.held, Scope.PERSONAL)] == [person("eli")]
    assert "Name an owner" in (await refused(office, row))[0][1]
    assert "somebody else's own" in (await refused(office, row | {"owner": person("eli")}, by="dana"))[0][1]
    assert await refused(office, row | {"owner": person("ana")}) == [
        (1, "only somebody who works a desk may keep such a reply.")
    ]


# Bad input: nothing is half applied


async def test_one_mistake_keeps_the_whole_file_out_and_hides_no_other(office: Office, saved: SavedReply) -> None:
    before = await exported(office)
    mistakes = await refused(
        office,
        {"key": "vpn", "body": "Better"},
        {"key": "new", "body": "x"},
        {"key": "a", "body": "x", "desk": "XX"},
        {"key": "b", "body": "x", "category": "payroll"},
        {"key": "c"},
        {"key": "d", "body": ""},
        {"key": "e", "body": "x", "actions": {"assign": person("hana")}},
        {"key": "new", "body": "y"},
        {"key": "f", "body": "x", "language": "de", "translations": {"de": "y"}},
    )
    assert mistakes == [
        (3, "there is no desk “XX”. There are: IT, HR."),
        (4, "there is no category “payroll” there. There are: hardware, vpn."),
        (5, "it has no body, and there is no reply c yet."),
        (6, "the body is empty."),
        (7, "it gives tickets to Hana Mori, who works no desk that uses it."),
        (8, "the key new stands in line 2 already."),
        (9, "its own language is de, so it has no translation into that."),
    ]
    assert await exported(office) == before
    assert await versions(office, saved.id) == 1


async def test_a_rehearsal_tells_of_every_row_and_changes_nothing(office: Office, saved: SavedReply) -> None:
    before = await exported(office)
    with pytest.raises(Planned) as planned:
        await office.do(
            reply_transfer.rehearse,
            delivery({"key": "vpn", "body": "Better"}, {"key": "new", "body": "x"}, {"key": "bad", "body": ""}),
        )
    plan = planned.value.plan
    assert [(step.fate, step.key) for step in plan.steps] == [(Fate.CHANGED, "vpn"), (Fate.NEW, "new")]
    assert [mistake.line for mistake in plan.mistakes] == [3]
    assert await exported(office) == before
    assert (await office.see(replies.listing, person("dana"), "better")).total == 0
    assert (await office.see(replies.listing, person("dana"), "reset")).total == 1


async def test_a_reply_whose_category_is_gone_can_be_imported_again_but_not_given_to_others(
    office: Office, saved: SavedReply
) -> None:
    before = await exported(office)
    await office.settle(categories=[{"key": "hardware", "name": "Hardware"}])
    plan = await everything(office, reply_files.printed(before, Format.YAML), Format.YAML)
    assert [step.fate for step in plan.steps] == [Fate.UNCHANGED]
    assert (await refused(office, {"key": "b", "body": "x", "category": "vpn"}))[0][1].startswith(
        "there is no category"
    )


async def test_without_anybody_to_answer_for_it_nothing_is_imported(store: Store, clock: Clock) -> None:
    office = await Office.open(store, clock, with_desks=False)
    assert "no desk “IT”. There are: none" in (await refused(office, {"key": "a", "body": "x"}))[0][1]
