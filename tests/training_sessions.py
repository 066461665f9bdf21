"""Training sessions in tests: planned in Slack by its form, or by the verb."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from icalendar import Calendar

from bot.helpdesk.training import sessions
from bot.rules.training.sessions import ForWhom, Invitation, Repeats, Session, Wording
from bot.rules.vocabulary import DeskId, PersonId
from bot.sandbox.records import Message, View
from bot.views import ids
from storage.training import sessions as rows
from tests.handlers.work import asks, top
from tests.office import Office, person
from tests.world import World

TOPIC = "VPN: what to ask first"
TUESDAY = date(2026, 1, 6)
TEN = time(10)
NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
DANA = PersonId("UDANA")


def session(**changes: Any) -> Session:
    """One that nobody has stored."""
    made = Session(
        id=1,
        source="view:V1:0",
        desk_id=DeskId("IT"),
        series_id=1,
        repeats=Repeats.NO,
        topic="VPN",
        category=None,
        host_id=DANA,
        starts_at=NOW + timedelta(days=3),
        minutes=45,
        timezone="Europe/Berlin",
        place="",
        capacity=None,
        for_whom=ForWhom.DESK,
        chosen=[],
        sequence=0,
        made_by=DANA,
        made_at=NOW,
        changed_at=NOW,
        cancelled_at=None,
        cancelled_by=None,
        recording="",
        attendance_at=None,
    )
    return replace(made, **changes)


def wording(**changes: Any) -> Wording:
    """What the form says, Dana being the host, at ten in Berlin."""
    said = {"topic": TOPIC, "category": None, "host_id": person("dana"), "day": TUESDAY, "at": TEN, "minutes": 45}
    return Wording(**({**said, "place": "Room 3", "capacity": None} | changes))


async def held(office: Office, by: str = "dana", source: str = "view:V1", **changes: Any) -> Session:
    """A session of the IT desk. What belongs to the invitation is told apart by its name."""
    invitation = {name: changes.pop(name) for name in Invitation.__dataclass_fields__ if name in changes}
    wanted = wording(**changes)
    return await office.do(sessions.hold, person(by), DeskId("IT"), wanted, Invitation(**invitation), source)


async def planned(world: World, who: str = "dana", **fields: Any) -> Session:
    """A session, planned by its form; as it is stored."""
    await asks(world, "sessions", who)
    await world.person(who).click(top(world, who), ids.NEW_SESSION)
    assert await world.person(who).submit(top(world, who), values(**fields)) is None
    await world.deliver()
    return (await every(world))[-1]


def values(**fields: Any) -> dict[str, Any]:
    """What is put into the form: a talk on Tuesday at ten, where the host is."""
    filled = {
        ids.SESSION_TOPIC: TOPIC,
        ids.SESSION_DAY: TUESDAY.isoformat(),
        ids.SESSION_TIME: "10:00",
        ids.SESSION_PLACE: "https://meet.example/vpn?a=1&b=2",
    }
    return filled | fields


async def every(world: World) -> list[Session]:
    """All that are to come at the IT desk, in the order in which they were made."""
    found = await world.read(rows.ahead, DeskId("IT"), 100)
    return sorted(found, key=lambda one: one.id)


async def answers(world: World, who: str, action_id: str, message: Message | View | None = None) -> None:
    """Somebody presses Yes, Maybe or No: under the announcement, if nothing else is said."""
    await world.person(who).click(message or announcement(world), action_id)
    await world.deliver()


def announcement(world: World) -> Message:
    """What the desk reads of the last session that was announced."""
    return [one for one in world.messages("it-triage") if "Training:" in one.text or "Cancelled:" in one.text][-1]


def files(world: World, who: str) -> list[bytes]:
    """The files for calendars that somebody was sent, in order."""
    return [world.sandbox.workspace.files.content(file) for message in world.dm(who) for file in message.files]


def events(world: World, who: str) -> list[Any]:
    """What those files say, as a calendar reads it."""
    return [Calendar.from_ical(content).walk("VEVENT")[0] for content in files(world, who)]
