"""Desks as a document: applied, exported, applied again."""

from typing import Any

import pytest
from pydantic import ValidationError

from bot.helpdesk import settings
from bot.helpdesk.settings import ChannelIsTaken, DesksDocument
from bot.rules.actions import Role
from bot.rules.records import Policy
from bot.rules.vocabulary import (
    CategoryKey,
    ChannelId,
    ChannelPurpose,
    DeskId,
    IntakeMode,
    PersonId,
    Priority,
    WorkspaceId,
)
from storage import desks, schedules
from storage.store import Store, WorkspaceStore

IT: dict[str, Any] = {
    "key": "IT",
    "name": "IT help",
    "triage": "CTRIAGE",
    "private_triage": "CPRIVATE",
    "requests": [{"channel": "CIT", "mode": "every"}, {"channel": "CASK", "mode": "ask"}],
    "agents": ["UDANA", "UELI"],
    "leads": ["ULEA"],
    "categories": [{"key": "vpn", "name": "VPN"}, {"key": "hardware", "name": "Hardware"}],
}
MONDAYS = {"mon": [["09:00", "13:00"]]}
TWICE = {"mon": [["09:00", "13:00"], ["12:00", "17:00"]]}
HR: dict[str, Any] = {"key": "HR", "name": "People", "triage": "CHR", "agents": ["UHANA"]}


@pytest.fixture
def here(store: Store) -> WorkspaceStore:
    return store.of(WorkspaceId("T1"))


def document(*parts: dict[str, Any]) -> DesksDocument:
    return DesksDocument.model_validate({"desks": list(parts)})


async def test_what_was_applied_comes_out_of_the_export_and_can_be_applied_again(here):
    await here.write(settings.apply, document(IT, HR))
    exported = await here.read(settings.export)
    assert [desk["key"] for desk in exported["desks"]] == ["IT", "HR"]
    assert exported["desks"][0]["categories"] == IT["categories"]  # in the desk's own order
    assert exported["desks"][0]["close_after_days"] == 4  # what was left out is there to be changed
    await here.write(settings.apply, DesksDocument.model_validate(exported))
    assert await here.read(settings.export) == exported


async def test_a_desk_works_as_the_document_says(here):
    await here.write(settings.apply, document({**IT, "close_after_days": 0, "emoji_work": False}))
    desk = await here.read(desks.get, DeskId("IT"))
    assert (desk.name, desk.settings.close_after_days, desk.settings.emoji_work) == ("IT help", 0, False)
    asked = await here.read(desks.channel, ChannelId("CASK"))
    assert (asked.purpose, asked.mode) == (ChannelPurpose.REQUEST, IntakeMode.ASK)
    assert await here.read(desks.role, DeskId("IT"), PersonId("ULEA")) is Role.LEAD
    assert await here.read(desks.role, DeskId("IT"), PersonId("UELI")) is Role.AGENT


async def test_what_the_document_no_longer_names_leaves_the_desk(here):
    await here.write(settings.apply, document(IT))
    await here.write(settings.apply, document({**IT, "agents": ["UDANA"], "requests": [], "categories": []}))
    assert await here.read(desks.role, DeskId("IT"), PersonId("UELI")) is None
    assert await here.read(desks.channel, ChannelId("CIT")) is None
    assert await here.read(desks.categories, DeskId("IT")) == []


async def test_a_desk_that_the_document_leaves_out_stays(here):
    await here.write(settings.apply, document(IT, HR))
    await here.write(settings.apply, document(IT))
    assert {desk.id for desk in await here.read(desks.every)} == {"IT", "HR"}


async def test_running_numbers_survive_a_change_of_settings(here):
    await here.write(settings.apply, document(IT))
    await here.write(desks.next_number, DeskId("IT"))
    await here.write(settings.apply, document({**IT, "name": "IT"}))
    assert await here.write(desks.next_number, DeskId("IT")) == 2


async def test_desks_of_one_document_may_exchange_their_channels(here):
    await here.write(settings.apply, document(IT, HR))
    await here.write(settings.apply, document({**IT, "triage": "CHR"}, {**HR, "triage": "CTRIAGE"}))
    assert await here.read(desks.triage_channel, DeskId("IT"), private=False) == "CHR"
    assert await here.read(desks.triage_channel, DeskId("HR"), private=False) == "CTRIAGE"


async def test_a_channel_of_a_desk_that_the_document_leaves_out_is_not_taken_away_from_it(here):
    await here.write(settings.apply, document(IT, HR))
    with pytest.raises(ChannelIsTaken, match=r"CHR .* HR"):
        await here.write(settings.apply, document({**IT, "triage": "CHR"}))
    assert await here.read(desks.triage_channel, DeskId("IT"), private=False) == "CTRIAGE"


async def test_somebody_named_as_agent_and_as_lead_is_a_lead(here):
    await here.write(settings.apply, document({**IT, "agents": ["UDANA", "ULEA"]}))
    assert await here.read(desks.role, DeskId("IT"), PersonId("ULEA")) is Role.LEAD


async def test_before_any_desk_is_set_up_the_export_is_empty(here):
    assert await here.read(settings.export) == {"desks": []}


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"key": "it"}, "key", "pattern"),
        ({"name": ""}, "name", "at least 1"),
        ({"triage": "it-triage"}, "triage", "pattern"),
        ({"triage": None}, "triage", "valid string"),
        ({"triage": "CIT"}, "", "channel given twice: CIT"),
        ({"requests": [{"channel": "CIT", "mode": "always"}]}, "mode", "every"),
        ({"agents": ["@dana"]}, "agents", "pattern"),
        ({"agents": [], "leads": []}, "", "at least one agent or lead"),
        ({"categories": [{"key": "vpn", "name": "A"}, {"key": "vpn", "name": "B"}]}, "", "category given twice: vpn"),
        ({"close_after_days": -1}, "close_after_days", "greater than or equal to 0"),
        ({"rating_emoji": ["one", "two"]}, "rating_emoji", "at least 5"),
        ({"rating_emoji": ["one", "one", "two", "three", "four"]}, "", "rating_emoji given twice: one"),
        ({"colour": "blue"}, "colour", "not permitted"),
        ({"assignment": {"mode": "magic"}}, "mode", "automatic"),
        ({"assignment": {"capacity": 0}}, "capacity", "nobody can take fewer than 1 ticket"),
        ({"assignment": {"weights": {"urgent": -1}}}, "weights", "greater than or equal to 0"),
        ({"assignment": {"special": [{"person": "UBEN"}]}}, "", "UBEN is neither an agent nor a lead of this desk"),
        ({"assignment": {"special": [{"person": "UDANA"}] * 2}}, "", "special[1].person: UDANA is given twice"),
        ({"assignment": {"special": [{"person": "UDANA", "capacity": 0}]}}, "capacity", "receives: false"),
        ({"assignment": {"special": [{"person": "UDANA", "skills": ["tea"]}]}}, "", "the desk has no category tea"),
        ({"assignment": {"requires": {"tea": 3}}}, "", "assignment.requires: the desk has no category tea"),
        ({"assignment": {"requires": {"vpn": 5}}}, "requires", "less than or equal to 4"),
        ({"assignment": {"requires": {"vpn": 0}}}, "requires", "greater than or equal to 1"),
        (
            {"assignment": {"special": [{"person": "UDANA", "hours": {"timezone": "Mars", "weekly": {}}}]}},
            "hours",
            "never open",
        ),
        (
            {"assignment": {"special": [{"person": "UDANA", "hours": {"timezone": "Mars", "weekly": TWICE}}]}},
            "hours",
            "overlap",
        ),
        (
            {"assignment": {"special": [{"person": "UDANA", "hours": {"timezone": "Mars", "weekly": MONDAYS}}]}},
            "hours",
            "no time zone called Mars",
        ),
    ],
)
def test_a_mistake_is_named_with_its_field_and_its_reason(changes, field, reason):
    with pytest.raises(ValidationError) as refused:
        document({**IT, **changes})
    error, *_ = refused.value.errors()
    assert field in str(error["loc"])
    assert reason in error["msg"]


async def test_how_tickets_find_somebody_is_kept_and_exported(here):
    hours = {"timezone": "Europe/Berlin", "weekly": {"mon": [["09:00", "13:00"]]}}
    special = [
        {"person": "UDANA", "capacity": 3, "skills": ["vpn"], "hours": hours},
        {"person": "ULEA", "receives": False},
    ]
    told = {"mode": "automatic", "capacity": 5, "weights": {"urgent": 9}, "special": special, "requires": {"vpn": 3}}
    await here.write(settings.apply, document({**IT, "assignment": told}, HR))
    exported = await here.read(settings.export)
    assert exported["desks"][0]["assignment"]["special"][0] == {**special[0], "receives": True}
    assert exported["desks"][0]["assignment"]["weights"] == {"urgent": 9, "high": 3, "normal": 2, "low": 1}
    await here.write(settings.apply, DesksDocument.model_validate(exported))
    assert await here.read(settings.export) == exported
    desk = await here.read(desks.get, DeskId("IT"))
    assert desk.settings.assignment.of(PersonId("UDANA")).knows == (CategoryKey("vpn"),)
    assert desk.settings.assignment.of(PersonId("UELI")).receives is True
    assert exported["desks"][0]["assignment"]["requires"] == {"vpn": 3}
    assert desk.settings.assignment.requires == {CategoryKey("vpn"): 3}


def test_two_desks_share_neither_key_nor_channel():
    with pytest.raises(ValidationError, match="key given twice: IT"):
        document(IT, {**HR, "key": "IT"})
    with pytest.raises(ValidationError, match="channel given twice: CTRIAGE"):
        document(IT, {**HR, "triage": "CTRIAGE"})


HOURS: dict[str, Any] = {
    "timezone": "Europe/Berlin",
    "weekly": {"mon": [["09:00", "12:00"], ["13:00", "17:00"]], "tue": [["09:00", "17:00"]]},
    "holidays": {"country": "DE", "subdivision": "BE"},
}
TARGETS: list[dict[str, Any]] = [
    {"category": ["vpn"], "priority": ["urgent"], "first_response": "30m", "resolution": "4h", "time": "calendar"},
    {"first_response": "8h", "next_response": "1h 30m"},
]


async def test_hours_and_targets_come_out_of_the_export_as_they_went_in(here):
    await here.write(settings.apply, document({**IT, "hours": HOURS, "targets": TARGETS, "warn_at": [80]}))
    exported = await here.read(settings.export)
    desk = exported["desks"][0]
    assert desk["hours"] == HOURS
    assert [{name: said for name, said in target.items() if said} for target in desk["targets"]] == [
        TARGETS[0],
        {**TARGETS[1], "time": "business"},
    ]
    assert desk["warn_at"] == [80]
    await here.write(settings.apply, DesksDocument.model_validate(exported))
    assert await here.read(settings.export) == exported


async def test_a_desk_knows_its_targets_as_policies(here):
    await here.write(settings.apply, document({**IT, "hours": HOURS, "targets": TARGETS}))
    desk = await here.read(desks.get, DeskId("IT"))
    assert desk.settings.targets == (
        Policy((CategoryKey("vpn"),), (Priority.URGENT,), 1800, None, 4 * 3600, in_calendar_time=True),
        Policy((), (), 8 * 3600, 5400, None),
    )
    assert await here.read(schedules.get, schedules.id_of(desk.settings.hours)) == HOURS


@pytest.mark.parametrize(
    ("changes", "where", "why"),
    [
        (
            {"hours": {**HOURS, "timezone": "Mars"}},
            ("desks", 0, "hours"),
            "timezone: there is no time zone called Mars",
        ),
        (
            {"hours": {**HOURS, "weekly": {"mon": [["12:00", "09:00"]]}}},
            ("desks", 0, "hours"),
            "weekly.mon[0]: 12:00-09:00 ends before it begins",
        ),
        (
            {"hours": {**HOURS, "weekly": {"mon": [["09:00", "12:00"], ["11:00", "13:00"]]}}},
            ("desks", 0, "hours"),
            "weekly.mon: 09:00-12:00 and 11:00-13:00 overlap",
        ),
        ({"targets": [{"first_response": "soon"}]}, ("desks", 0, "targets", 0, "first_response"), "such as 30m"),
        ({"targets": [{"first_response": "0m"}]}, ("desks", 0, "targets", 0, "first_response"), "such as 30m"),
        ({"targets": [{"resolution": "9999h"}]}, ("desks", 0, "targets", 0, "resolution"), "at most a year"),
        ({"targets": [{"resolution": 30}]}, ("desks", 0, "targets", 0, "resolution"), "such as 30m"),
        (
            {"targets": [{"priority": ["soon"], "resolution": "1h"}]},
            ("desks", 0, "targets", 0, "priority", 0),
            "urgent",
        ),
        ({"targets": [{"resolution": "1h"}]}, ("desks", 0), "targets[0].time: business time needs the desk's hours"),
        ({"targets": [{"time": "calendar"}]}, ("desks", 0), "targets[0]: it promises nothing"),
        (
            {"targets": [{"category": ["tea"], "resolution": "1h", "time": "calendar"}]},
            ("desks", 0),
            "targets[0].category: the desk has no category tea",
        ),
        ({"warn_at": [90, 50]}, ("desks", 0), "warn_at: the percentages should rise"),
        ({"warn_at": [100]}, ("desks", 0, "warn_at", 0), "99"),
    ],
)
def test_hours_and_targets_that_make_no_sense_are_refused_by_name(changes, where, why):
    with pytest.raises(ValidationError) as refused:
        document({**IT, **changes})
    (error, *_) = refused.value.errors()
    assert error["loc"] == where
    assert why in error["msg"]
