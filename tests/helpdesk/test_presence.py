"""What Slack says of agents counts where their desk wants it."""

from datetime import timedelta
from typing import Any

import pytest

from bot.helpdesk import availability, presence
from bot.helpdesk.presence import Questions
from bot.rules.records import Sign
from bot.rules.vocabulary import Presence
from tests.automatic import automatic, raised, tick
from tests.office import Office, person
from tests.world import Clock

MINDED: dict[str, Any] = {"mind_presence": True, "mind_do_not_disturb": True}


def away(name: str, clock: Clock) -> Sign:
    """Slack shows them as away."""
    return Sign(person(name), is_active=False, quiet_since=None, quiet_until=None, read_at=clock.at)


def active(name: str, clock: Clock) -> Sign:
    return Sign(person(name), is_active=True, quiet_since=None, quiet_until=None, read_at=clock.at)


def quiet(name: str, clock: Clock, minutes: int) -> Sign:
    """They do not want to be disturbed for so long."""
    until = clock.at + timedelta(minutes=minutes)
    return Sign(person(name), is_active=True, quiet_since=clock.at, quiet_until=until, read_at=clock.at)


async def test_whoever_slack_shows_as_away_gets_nothing(office: Office, clock: Clock) -> None:
    await automatic(office, **MINDED)
    await office.do(presence.learn, [away("dana", clock)])
    for number in range(2):
        assert (await raised(office, f"ticket {number}")).assignee_id == person("eli")


async def test_a_desk_that_does_not_mind_gives_them_some(office: Office, clock: Clock) -> None:
    await automatic(office, people={"eli": {"receives": False}})
    await office.do(presence.learn, [away("dana", clock)])
    assert (await raised(office, "one")).assignee_id == person("dana")


async def test_who_is_active_again_gets_what_waits(office: Office, clock: Clock) -> None:
    await automatic(office, **MINDED)
    await office.do(presence.learn, [away("dana", clock), away("eli", clock)])
    ticket = await raised(office, "one")
    assert ticket.assignee_id is None
    clock.advance(minutes=1)
    await office.do(presence.learn, [active("eli", clock)])
    await tick(office)
    assert (await office.now(ticket)).assignee_id == person("eli")


async def test_when_do_not_disturb_ends_they_get_what_waits(office: Office, clock: Clock) -> None:
    await automatic(office, people={"eli": {"receives": False}}, **MINDED)
    await office.do(presence.learn, [quiet("dana", clock, minutes=5)])
    ticket = await raised(office, "one")
    assert ticket.assignee_id is None
    clock.advance(minutes=5)
    await tick(office)
    assert (await office.now(ticket)).assignee_id == person("dana")


async def test_what_one_says_oneself_counts_as_well(office: Office, clock: Clock) -> None:
    await automatic(office, people={"eli": {"receives": False}}, **MINDED)
    await office.do(presence.learn, [active("dana", clock)])
    await office.do(availability.leave, person("dana"), Presence.AWAY)
    assert (await raised(office, "one")).assignee_id is None


@pytest.mark.parametrize(
    ("mind_presence", "mind_do_not_disturb"), [(True, False), (False, True), (True, True), (False, False)]
)
async def test_only_those_are_asked_about_who_get_tickets_by_rule(
    office: Office, *, mind_presence: bool, mind_do_not_disturb: bool
) -> None:
    await automatic(office, mind_presence=mind_presence, mind_do_not_disturb=mind_do_not_disturb)
    team = (person("dana"), person("eli"))
    expected = Questions(team if mind_presence else (), team if mind_do_not_disturb else ())
    assert await office.see(presence.to_ask, 4) == expected
    await automatic(office, mode="off", mind_presence=mind_presence, mind_do_not_disturb=mind_do_not_disturb)
    assert await office.see(presence.to_ask, 4) == Questions()


async def test_the_team_shows_what_slack_says(office: Office, clock: Clock) -> None:
    await automatic(office, **MINDED)
    await office.do(presence.learn, [away("dana", clock), quiet("eli", clock, minutes=5)])
    (desk,) = await office.see(availability.team, person("dana"))
    shown = {mate.name: (mate.is_here, mate.is_away_in_slack, mate.is_quiet, mate.here_at) for mate in desk.mates}
    assert shown == {
        "Dana Vogt": (False, True, False, None),
        "Eli Stone": (False, False, True, clock.at + timedelta(minutes=5)),
        "Lea Kim": (True, False, False, clock.at),
    }
