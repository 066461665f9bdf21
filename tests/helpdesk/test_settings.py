"""Desks as a document: applied, exported, applied again."""

from typing import Any

import pytest
from pydantic import ValidationError

from bot.helpdesk import settings
from bot.helpdesk.settings import ChannelIsTaken, DesksDocument
from bot.rules.vocabulary import ChannelId, ChannelPurpose, DeskId, IntakeMode, PersonId, Role, WorkspaceId
from storage import desks
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
    ],
)
def test_a_mistake_is_named_with_its_field_and_its_reason(changes, field, reason):
    with pytest.raises(ValidationError) as refused:
        document({**IT, **changes})
    error, *_ = refused.value.errors()
    assert field in str(error["loc"])
    assert reason in error["msg"]


def test_two_desks_share_neither_key_nor_channel():
    with pytest.raises(ValidationError, match="key given twice: IT"):
        document(IT, {**HR, "key": "IT"})
    with pytest.raises(ValidationError, match="channel given twice: CTRIAGE"):
        document(IT, {**HR, "triage": "CTRIAGE"})
