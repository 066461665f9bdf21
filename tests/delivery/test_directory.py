"""People, as Slack describes them."""

from typing import Any

from structlog.testing import capture_logs

from bot.delivery.directory import Directory
from bot.helpdesk import roster, settings
from bot.helpdesk.settings import DesksDocument
from bot.rules.records import Person
from bot.rules.vocabulary import PersonId
from bot.sandbox import Fault
from storage import desks, people
from tests.delivery.post_office import PostOffice


def directory(post: PostOffice) -> Directory:
    """A directory for which waiting is letting time pass."""

    async def sleep(seconds: float) -> None:
        post.clock.advance(seconds=seconds)

    return Directory(post.slack, post.store, sleep)


async def known(post: PostOffice, person_id: str) -> Person:
    found = await post.store.read(people.get, PersonId(person_id))
    assert found is not None
    return found


async def test_everybody_is_described_page_by_page(post: PostOffice) -> None:
    for number in range(205):
        post.sandbox.add_person(f"guest{number}", locale="de-DE", tz="Europe/Berlin")
    count = await directory(post).read_everybody()
    last = await known(post, post.lane("guest204"))
    assert count == len(list(post.sandbox.workspace.people))
    assert post.calls()["users.list"] == 2
    assert (last.locale, last.timezone, last.is_admin) == ("de-DE", "Europe/Berlin", False)


async def test_a_rate_limit_and_an_outage_are_waited_out(post: PostOffice) -> None:
    post.sandbox.faults.next("users.list", Fault.RATE_LIMITED)
    post.sandbox.faults.next("users.list", Fault.SERVER_ERROR)
    begun = post.clock()
    await directory(post).read_everybody()
    assert (await known(post, post.lane("ana"))).refreshed_at is not None
    assert (post.clock() - begun).total_seconds() == 31


async def test_somebody_met_in_a_payload_is_described_and_asked_about_once(post: PostOffice) -> None:
    await post.store.write(people.meet, PersonId(post.lane("ana")))
    assert await directory(post).describe_strangers() == 1
    assert await directory(post).describe_strangers() == 0
    assert (await known(post, post.lane("ana"))).name != post.lane("ana")


async def test_somebody_slack_does_not_know_is_asked_about_once(post: PostOffice) -> None:
    await post.store.write(people.meet, PersonId("U404"))
    assert await directory(post).describe_strangers() == 1
    assert await directory(post).describe_strangers() == 0
    assert (await known(post, "U404")).name == "U404"


async def watched(post: PostOffice, *names: str, **minding: bool) -> None:
    """A desk of these people, which minds what Slack says of them."""
    desk = {"key": "IT", "name": "IT", "triage": "CTRIAGE", "agents": [post.lane(name) for name in names]}
    told = {"desks": [{**desk, "assignment": {"mode": "automatic", **minding}}]}
    await directory(post).read_everybody()
    await post.store.write(settings.apply, DesksDocument.model_validate(told))


async def here(post: PostOffice) -> dict[str, bool]:
    """Who of the desk is here."""
    (desk,) = await post.store.read(desks.every)
    return {seat.name: seat.agent.is_here for seat in await post.store.read(roster.of_desk, desk)}


def change(post: PostOffice, name: str, **facts: Any) -> None:
    post.sandbox.workspace.people.change(post.lane(name), **facts)


async def test_whoever_slack_shows_as_away_is_not_here_until_they_are_active_again(post: PostOffice) -> None:
    post.sandbox.add_person("eve")
    await watched(post, "ana", "eve", mind_presence=True)
    change(post, "ana", presence="away")
    assert await directory(post).look_who_is_there() == 2
    assert await here(post) == {"ana": False, "eve": True}
    change(post, "ana", presence="active")
    assert await directory(post).look_who_is_there() == 0  # that was just asked
    post.clock.advance(minutes=2)
    assert await directory(post).look_who_is_there() == 2
    assert await here(post) == {"ana": True, "eve": True}
    assert "dnd.teamInfo" not in post.calls()


async def test_whoever_does_not_want_to_be_disturbed_is_here_again_when_that_ends(post: PostOffice) -> None:
    await watched(post, "ana", mind_do_not_disturb=True)
    now = int(post.clock().timestamp())
    change(post, "ana", quiet_from=now - 60, quiet_until=now + 300, presence="away")
    await directory(post).look_who_is_there()
    assert await here(post) == {"ana": False}
    post.clock.advance(minutes=5)
    assert await here(post) == {"ana": True}
    assert "users.getPresence" not in post.calls()


async def test_what_slack_said_long_ago_counts_no_more(post: PostOffice) -> None:
    await watched(post, "ana", mind_presence=True)
    change(post, "ana", presence="away")
    await directory(post).look_who_is_there()
    post.clock.advance(minutes=11)
    assert await here(post) == {"ana": True}


async def test_a_desk_that_does_not_mind_costs_no_call(post: PostOffice) -> None:
    await watched(post, "ana")
    assert await directory(post).look_who_is_there() == 0
    assert not {"users.getPresence", "dnd.teamInfo"} & set(post.calls())


async def test_many_are_asked_about_in_turn(post: PostOffice) -> None:
    names = [f"agent{number}" for number in range(10)]
    for name in names:
        post.sandbox.add_person(name, presence="away")
    await watched(post, *names, mind_presence=True)
    for away in (4, 8, 10):
        await directory(post).look_who_is_there()
        post.clock.advance(seconds=5)
        assert [*(await here(post)).values()].count(False) == away


async def test_without_the_scope_nobody_is_taken_for_quiet(post: PostOffice) -> None:
    post.sandbox.workspace.scopes = post.sandbox.workspace.scopes - {"dnd:read"}
    await watched(post, "ana", mind_do_not_disturb=True)
    now = int(post.clock().timestamp())
    change(post, "ana", quiet_from=now - 60, quiet_until=now + 300)
    assert await directory(post).look_who_is_there() == 1
    assert await here(post) == {"ana": True}


async def test_a_missing_scope_is_said_once_and_again_when_that_changes(post: PostOffice) -> None:
    scopes = post.sandbox.workspace.scopes
    await watched(post, "ana", mind_do_not_disturb=True)
    looking = directory(post)
    with capture_logs() as logged:
        for allowed in (set(), set(), {"dnd:read"}, {"dnd:read"}, set()):
            post.sandbox.workspace.scopes = scopes - {"dnd:read"} | allowed
            assert await looking.look_who_is_there() == 1
            post.clock.advance(minutes=2)
    assert [(line["event"], line.get("error"), line.get("needed")) for line in logged] == [
        ("not described", "missing_scope", "dnd:read"),
        ("described again", None, None),
        ("not described", "missing_scope", "dnd:read"),
    ]


async def test_describing_somebody_keeps_their_direct_messages(post: PostOffice) -> None:
    await post.owe("news", "ana", say="news")
    await post.deliver()
    await directory(post).read_everybody()
    assert (await known(post, post.lane("ana"))).dm is not None
