"""Tracks, for tests."""

from datetime import UTC, datetime
from typing import Any

from bot.clock import VERBS, fire
from bot.helpdesk.training import onboarding, onboarding_pictures, tracks
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Ticket
from bot.rules.training.onboarding import Onboarding, OnboardingId, Pairing
from bot.rules.training.tracks import Frame, NewTrack, Step, StepKind, Track
from bot.rules.vocabulary import DeskId
from storage.training import onboarding as rows
from tests.office import Office, owed, person

IT = DeskId("IT")
SHADOW, REVIEWED, SOLO = Step(StepKind.SHADOW), Step(StepKind.REVIEWED), Step(StepKind.SOLO)


async def made(office: Office, *steps: Step, title: str = "First weeks", **frame: Any) -> Track:
    """A track of Lea's, with these steps."""
    track = await office.do(tracks.add, NewTrack(f"view:{title}", IT, Frame(title, **frame)), person("lea"))
    for step in steps:
        track = await office.do(tracks.keep_step, track.id, step, person("lea"), track.version, None)
    return track


async def begun(office: Office, track: Track, who: str = "dana", mentor: str = "eli", by: str = "lea") -> Onboarding:
    """Somebody is put on a track."""
    source = f"view:{track.id}:{who}:{mentor}:{office.clock.at.timestamp()}"
    return await office.do(onboarding.begin, Pairing(source, track.id, person(who), person(mentor)), person(by))


async def now(office: Office, one: Onboarding) -> Onboarding:
    """How somebody's way stands."""
    found = await office.see(rows.get, OnboardingId(one.id))
    assert found is not None
    return found


async def steps(office: Office) -> list[tuple[str, int]]:
    """Who was told which step, one message after the other."""
    return [(one.lane, one.params["place"]) for one in await office.see(owed, NoticeKind.ONBOARDING_STEP)]


async def news(office: Office, what: str) -> set[str]:
    """Who was told this."""
    told = await office.see(owed, NoticeKind.ONBOARDING_NEWS)
    return {one.lane for one in told if one.params["what"] == what}


async def at(office: Office, day: int, hour: int, minute: int = 0) -> None:
    """It is this day of January, hour and minute, UTC; what has fallen due by then has happened."""
    office.clock.at = datetime(2026, 1, day, hour, minute, tzinfo=UTC)
    await tick(office)


async def tick(office: Office) -> None:
    """Everything that has fallen due."""
    while await office.do(fire, VERBS) is not None:
        pass


async def solved(office: Office, who: str, text: str) -> Ticket:
    """A ticket of Ana's that somebody claimed and solved."""
    ticket = await office.claimed(who, await office.raised("ana", text))
    return await office.solved(who, ticket)


async def way(office: Office, one: Onboarding) -> Any:
    """How far somebody is, as Lea sees it."""
    return await office.see(onboarding_pictures.way, one.id, person("lea"))


async def on_track(office: Office, *steps: Step, mentor: str = "eli") -> Onboarding:
    """Dana is on a track with these steps, and has been told the first one."""
    one = await begun(office, await made(office, *steps), "dana", mentor)
    await tick(office)
    return one


async def told(office: Office, kind: NoticeKind) -> list[str]:
    """Who was told something of this kind, one message after the other."""
    return [one.lane for one in await office.see(owed, kind)]
