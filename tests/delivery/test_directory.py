"""People, as Slack describes them."""

from bot.delivery.directory import Directory
from bot.rules.records import Person
from bot.rules.vocabulary import PersonId
from bot.sandbox import Fault
from storage import people
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


async def test_describing_somebody_keeps_their_direct_messages(post: PostOffice) -> None:
    await post.owe("news", "ana", say="news")
    await post.deliver()
    await directory(post).read_everybody()
    assert (await known(post, post.lane("ana"))).dm is not None
