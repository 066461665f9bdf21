"""Home: everybody's own tickets, an agent's work, and who hears of a change."""

from datetime import timedelta

from bot.helpdesk import home, people
from bot.i18n import Reader
from bot.rules.queue import Listing
from bot.rules.vocabulary import Status
from storage import following
from tests.office import Office, person


def keys(listing: Listing | None) -> list[str]:
    assert listing is not None
    return [line.ticket.key for line in listing.lines]


async def test_everybody_sees_their_own_tickets_newest_first(office: Office) -> None:
    for text in ("one", "two", "three"):
        await office.raised("ana", text)
        office.clock.advance(minutes=1)
    await office.raised("ben", "mine")
    shown = await office.see(home.of_person, person("ana"))
    assert keys(shown.asked) == ["IT-3", "IT-2", "IT-1"]
    assert (shown.queue, shown.followed, shown.sees_metrics, shown.has_desk) == (None, None, False, True)


async def test_what_is_still_open_stands_before_what_is_solved_however_old_it_is(office: Office) -> None:
    await office.raised("ana", "old and still open")
    office.clock.advance(days=9)
    await office.solved("dana", await office.claimed("dana", await office.raised("ana", "new and solved")))
    assert keys((await office.see(home.of_person, person("ana"))).asked) == ["IT-1", "IT-2"]


async def test_agents_see_their_queue_too_and_the_way_to_their_numbers(office: Office) -> None:
    await office.claimed("dana", await office.raised("ana", "one"))
    await office.raised("ana", "two")
    shown = await office.see(home.of_person, person("dana"))
    assert shown.queue is not None
    assert keys(shown.queue.mine) == ["IT-1"]
    assert keys(shown.queue.unassigned) == ["IT-2"]
    assert shown.sees_metrics
    assert (await office.see(home.of_person, person("lea"))).sees_metrics
    assert not (await office.see(home.of_person, person("ana"))).sees_metrics


async def test_followed_tickets_of_others_are_listed_until_they_are_solved(office: Office) -> None:
    ticket = await office.claimed("dana", await office.raised("ana"))
    for name in ("dana", "eli"):
        await office.do(following.follow, ticket.id, person(name))
    assert keys((await office.see(home.of_person, person("eli"))).followed) == ["IT-1"]
    assert keys((await office.see(home.of_person, person("dana"))).followed) == []  # on her list already
    await office.solved("dana", ticket)
    assert keys((await office.see(home.of_person, person("eli"))).followed) == []


async def test_private_tickets_are_seen_by_their_requester_and_their_desk_only(office: Office) -> None:
    ticket = await office.raised("ana", "my salary", private=True)
    for name in ("hana", "ben"):
        await office.do(following.follow, ticket.id, person(name))
    assert keys((await office.see(home.of_person, person("ana"))).asked) == ["IT-1"]
    agent = await office.see(home.of_person, person("dana"))
    assert agent.queue is not None
    assert keys(agent.queue.unassigned) == ["IT-1"]
    for name in ("hana", "ben", "gus"):
        shown = await office.see(home.of_person, person(name))
        assert shown.asked.total == 0
        assert shown.queue is None or shown.queue.unassigned.total == 0
        assert shown.followed is None or shown.followed.total == 0


async def test_opening_home_keeps_it_true_for_a_while(office: Office) -> None:
    await office.raised("ana", "before")
    assert await office.notice(f"home:{person('ana')}") is None
    await office.do(home.opened, person("ana"))
    await office.raised("ana", "after")
    notice = await office.notice(f"home:{person('ana')}")
    assert notice is not None
    assert notice.lane == person("ana")
    owed = notice.owed
    office.clock.advance(hours=9)
    await office.raised("ana", "much later")
    later = await office.notice(f"home:{person('ana')}")
    assert later is not None
    assert later.owed == owed


async def test_somebody_never_met_can_open_home(office: Office) -> None:
    shown = await office.do(home.opened, person("stranger"))
    assert shown.asked.total == 0


async def test_a_change_of_language_zone_and_name_is_known_at_once(office: Office) -> None:
    changed = {"id": person("ana"), "name": "ana", "real_name": "Ana R.", "locale": "de-DE", "tz": "Europe/Berlin"}
    await office.do(people.describe, changed)
    assert await office.see(people.reader, person("ana")) == Reader("de-DE", "Europe/Berlin")
    assert await office.see(people.names, {person("ana")}) == {person("ana"): "Ana R."}


async def test_a_description_without_a_language_leaves_it_as_it_was(office: Office) -> None:
    await office.do(people.describe, {"id": person("ana"), "name": "ana", "locale": "de-DE"})
    await office.do(people.describe, {"id": person("ana"), "name": "anna"})
    assert (await office.see(people.reader, person("ana"))).locale == "de-DE"


async def test_agents_who_watch_their_home_see_what_arrives_and_what_is_taken(office: Office) -> None:
    for name in ("dana", "hana", "ben"):
        await office.do(home.opened, person(name))
    ticket = await office.raised("ana")
    owed = {name: await office.notice(f"home:{person(name)}") for name in ("dana", "hana", "ben", "eli")}
    assert {name: notice is not None for name, notice in owed.items()} == {
        "dana": True,
        "hana": False,
        "ben": False,
        "eli": False,
    }
    await office.claimed("eli", ticket)
    after = await office.notice(f"home:{person('dana')}")
    before = owed["dana"]
    assert before is not None
    assert after is not None
    assert after.owed > before.owed


async def test_a_lead_sees_how_each_desk_stands_now(office: Office) -> None:
    await office.settle(targets=[{"first_response": "1h", "time": "calendar"}])
    await office.raised("ana", "late")
    office.clock.advance(minutes=40)
    await office.claimed("dana", await office.raised("ana", "soon"))
    await office.solved("dana", await office.claimed("dana", await office.raised("ana", "done")))
    office.clock.advance(minutes=30)
    [backlog] = (await office.see(home.of_person, person("lea"))).backlogs
    assert (backlog.name, backlog.by_status) == ("IT help", {Status.NEW: 1, Status.OPEN: 1})
    assert (backlog.unassigned, backlog.oldest_at) == (1, office.clock() - timedelta(minutes=70))
    assert (backlog.missed, backlog.due_soon) == (1, 1)
    assert (await office.see(home.of_person, person("dana"))).backlogs == ()
