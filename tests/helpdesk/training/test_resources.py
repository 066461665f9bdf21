"""Resources: who may add and read which, versions, what each person says, what owners are asked; nothing twice."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.clock import VERBS, fire
from bot.helpdesk import people, search
from bot.helpdesk.training import resource_pictures, resources
from bot.rules.notice_kinds import NoticeKind, NoticeState
from bot.rules.records import Notice
from bot.rules.refusals import NoSuchCategory, NotAllowed, NotAnAgent, NothingToSay, NotPossibleNow, TextTooLong
from bot.rules.search import DocumentKind
from bot.rules.training.refusals import (
    HasNewVersion,
    NoSuchResource,
    NotALink,
    NothingToRead,
    NotMinutes,
    ResourceChanged,
    ResourceRetired,
)
from bot.rules.training.resources import REVIEW_AFTER, TEXT, TITLE, Content, Resource, ResourceId, Upkeep, standing
from bot.rules.vocabulary import CategoryKey, DeskId
from storage import outbox
from storage.training import resources as rows
from tests.office import Office, person
from tests.resources import GUIDE, HR, IT, new, stands

BARE = replace(GUIDE, categories=())
VPN = CategoryKey("vpn")


async def added(office: Office, by: str = "dana", content: Content = GUIDE, **what: Any) -> Resource:
    return await office.do(resources.add, new(content, **what), person(by))


async def now(office: Office, resource: Resource) -> Resource:
    found = await office.see(rows.get, resource.id)
    assert found is not None
    return found


async def changed(office: Office, resource: Resource, by: str = "dana", **content: Any) -> Resource:
    """The resource once its content is another one, for whoever had it as given before them."""
    upkeep = Upkeep(content.pop("owner_id", None), content.pop("on", None), is_small=content.pop("is_small", False))
    keys = (await office.see(rows.categories, [resource.id])).get(resource.id, ())
    seen = standing(resource, content.pop("seen", keys))
    return await office.do(resources.change, resource.id, replace(GUIDE, **content), person(by), seen, upkeep)


async def owed(office: Office, kind: NoticeKind) -> list[Notice]:
    return [one for one in await office.see(outbox.in_state, NoticeState.PENDING, 1000) if one.kind is kind]


async def time_passes(office: Office, **by: float) -> None:
    office.clock.advance(**by)
    while await office.do(fire, VERBS) is not None:
        pass


async def test_a_resource_is_kept_with_its_first_version_and_belongs_to_whoever_added_it(office: Office) -> None:
    resource = await added(office)
    assert (resource.title, resource.link, resource.minutes) == (GUIDE.title, GUIDE.link, 5)
    assert (resource.owner_id, resource.version, resource.read_from) == (person("dana"), 1, 1)
    (version,) = await office.see(rows.versions, resource.id)
    assert (version.text, version.by, version.asks_again) == (GUIDE.text, person("dana"), False)
    assert await office.see(rows.categories, [resource.id]) == {resource.id: (VPN,)}


async def test_a_form_sent_twice_makes_one_resource(office: Office) -> None:
    first, second = await asyncio.gather(added(office, source="view:V1"), added(office, source="view:V1"))
    assert first.id == second.id
    assert len(await office.see(rows.versions, first.id)) == 1


async def test_somebody_elses_form_can_not_be_sent_again(office: Office) -> None:
    await added(office, source="view:V1")
    with pytest.raises(NotPossibleNow):
        await added(office, "hana", BARE, desk=HR, source="view:V1")


@pytest.mark.parametrize(("by", "desk"), [("ben", IT), ("gus", IT), ("hana", IT), ("dana", HR), ("dana", DeskId("XX"))])
async def test_nobody_adds_resources_to_a_desk_they_do_not_work(office: Office, by: str, desk: DeskId) -> None:
    with pytest.raises(NotAllowed):
        await added(office, by, BARE, desk=desk)


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        (replace(BARE, title=" \u200b"), NothingToSay),
        (replace(BARE, title="x" * (TITLE + 1)), TextTooLong),
        (replace(BARE, text="x" * (TEXT + 1)), TextTooLong),
        (replace(BARE, link="", text=" \u200b"), NothingToRead),
        (replace(BARE, link="ftp://wiki.example/vpn"), NotALink),
        (replace(BARE, minutes=0), NotMinutes),
        (replace(BARE, minutes=601), NotMinutes),
        (replace(BARE, categories=(CategoryKey("payroll"),)), NoSuchCategory),
    ],
)
async def test_a_resource_that_is_none_is_refused(office: Office, content: Content, refused: Any) -> None:
    with pytest.raises(refused):
        await added(office, content=content)


async def test_its_owner_works_the_desk(office: Office) -> None:
    assert (await added(office, upkeep=Upkeep(person("eli")))).owner_id == person("eli")
    with pytest.raises(NotAnAgent):
        await added(office, content=replace(GUIDE, title="Other"), upkeep=Upkeep(person("hana")))


async def test_nobody_else_knows_of_a_desks_resource(office: Office) -> None:
    resource = await added(office)
    for who in ("ana", "hana", "gus"):
        for verb in (
            resource_pictures.read,
            resource_pictures.form,
            resources.retire,
            resources.restore,
            resources.confirm,
            resources.useful,
            resources.not_useful,
            resources.link_is_dead,
        ):
            with pytest.raises(NoSuchResource):
                await office.do(verb, resource.id, person(who))
        with pytest.raises(NoSuchResource):
            await office.do(resources.done, resource.id, person(who), 1)
        with pytest.raises(NoSuchResource):
            await changed(office, resource, who)
        assert (await office.see(search.page, "chapter", person(who), 1)).lines == ()
    for who in ("ana", "gus"):
        with pytest.raises(NotAllowed):
            await office.see(resource_pictures.listing, person(who))
    with pytest.raises(NoSuchResource):
        await office.do(resource_pictures.read, ResourceId(1), person("dana"))
    assert (await now(office, resource)).done == 0


async def test_a_resource_is_found_by_its_words_and_categories_until_it_is_retired(office: Office) -> None:
    resource = await added(office, content=replace(GUIDE, title="How to mend it", text="Read chapter two"))
    for words in ("chapter", "mend", "vpn"):
        (line,) = (await office.see(resource_pictures.listing, person("eli"), words)).lines
        assert line.resource.id == resource.id
    (found,) = (await office.see(search.page, "chapter", person("eli"), 1)).lines
    assert (found.kind, found.title) == (DocumentKind.RESOURCE, "How to mend it")
    await office.do(resources.retire, resource.id, person("eli"))
    assert (await office.see(resource_pictures.listing, person("eli"), "chapter")).lines == ()
    assert (await office.see(search.page, "chapter", person("eli"), 1)).lines == ()
    await office.do(resources.restore, resource.id, person("eli"))
    assert (await office.see(resource_pictures.listing, person("eli"), "chapter")).total == 1


async def test_another_title_link_or_text_is_a_new_version_and_nothing_else_is(office: Office) -> None:
    resource = await added(office)
    same = await changed(office, resource, minutes=9, categories=())
    assert (same.version, same.minutes) == (1, 9)
    assert await office.see(rows.categories, [resource.id]) == {}
    for number, content in enumerate(({"title": "VPN"}, {"link": ""}, {"text": "Read chapter three."}), start=2):
        resource = await changed(office, await now(office, resource), **content)
        assert resource.version == number
    assert [one.version for one in await office.see(rows.versions, resource.id)] == [1, 2, 3, 4]


async def test_whoever_has_read_it_has_to_read_another_text_or_link_again_but_not_another_title(office: Office) -> None:
    resource = await added(office)
    await office.do(resources.done, resource.id, person("eli"), 1)
    renamed = await changed(office, resource, title="VPN")
    assert (renamed.version, renamed.done) == (2, 1)
    assert await office.see(resources.done_by, resource.id, person("eli"))
    again = await changed(office, renamed, title="VPN", text="Read chapter three.")
    assert (again.version, again.read_from, again.done) == (3, 3, 0)
    assert not await office.see(resources.done_by, resource.id, person("eli"))


async def test_a_small_correction_asks_nobody_to_read_it_again(office: Office) -> None:
    resource = await added(office)
    await office.do(resources.done, resource.id, person("eli"), 1)
    corrected = await changed(office, resource, text="Read chapter 2.", is_small=True)
    assert (corrected.version, corrected.read_from, corrected.done) == (2, 1, 1)
    assert [one.asks_again for one in await office.see(rows.versions, resource.id)] == [False, False]


async def test_two_who_change_it_at_once_do_not_undo_each_other(office: Office) -> None:
    resource = await added(office)
    outcome = await asyncio.gather(
        changed(office, resource, "dana", text="By Dana"),
        changed(office, resource, "eli", text="By Eli"),
        return_exceptions=True,
    )
    assert [type(one) for one in outcome if isinstance(one, Exception)] == [ResourceChanged]
    assert (await now(office, resource)).version == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"minutes": 7}, {"minutes": 9}),
        ({"owner_id": person("eli")}, {"minutes": 9}),
        ({"on": date(2026, 3, 2)}, {"on": date(2026, 4, 2)}),
        ({"categories": ()}, {"text": "Read chapter three."}),
        ({"categories": (VPN, CategoryKey("hardware"))}, {"categories": ()}),
    ],
)
async def test_of_two_leads_at_once_one_is_refused_whatever_they_change(
    office: Office, there: Office, first: dict[str, Any], second: dict[str, Any]
) -> None:
    await office.settle(agents=[person("eli")], leads=[person("dana"), person("lea")])
    resource = await added(office)
    outcome = await asyncio.gather(
        changed(office, resource, "dana", seen=(VPN,), **first),
        changed(there, resource, "lea", seen=(VPN,), **second),
        return_exceptions=True,
    )
    assert [type(one) for one in outcome if isinstance(one, Exception)] == [ResourceChanged]
    (saved,) = [one for one in outcome if isinstance(one, Resource)]
    assert await now(office, resource) == saved


async def test_a_form_that_is_sent_twice_is_saved_once_and_not_refused(office: Office) -> None:
    resource = await added(office)
    once = await changed(office, resource, text="Read chapter three.", minutes=9)
    office.clock.advance(minutes=1)
    assert await changed(office, resource, text="Read chapter three.", minutes=9) == once


async def test_who_called_it_still_right_meanwhile_is_not_undone(office: Office) -> None:
    resource = await added(office, upkeep=Upkeep(None, date(2026, 1, 12)))
    await office.do(resources.confirm, resource.id, person("eli"))
    with pytest.raises(ResourceChanged):
        await changed(office, resource, on=date(2026, 1, 12), minutes=9)


async def test_done_twice_and_at_once_counts_once(office: Office) -> None:
    resource = await added(office)
    await asyncio.gather(*(office.do(resources.done, resource.id, person("eli"), 1) for _ in range(3)))
    await office.do(resources.done, resource.id, person("lea"), 1)
    assert (await now(office, resource)).done == 2


async def test_done_with_a_version_that_counts_no_more_is_refused(office: Office) -> None:
    resource = await changed(office, await added(office), text="Read chapter three.")
    for version in (0, 1, 3):
        with pytest.raises(HasNewVersion):
            await office.do(resources.done, resource.id, person("eli"), version)
    assert not await office.see(resources.done_by, resource.id, person("eli"))


async def test_of_what_somebody_says_the_last_counts_and_each_person_once(office: Office) -> None:
    resource = await added(office)
    await asyncio.gather(*(office.do(resources.useful, resource.id, person("eli")) for _ in range(3)))
    await office.do(resources.useful, resource.id, person("lea"))
    assert ((await now(office, resource)).useful, (await now(office, resource)).not_useful) == (2, 0)
    counted = await office.do(resources.not_useful, resource.id, person("eli"))
    assert (counted.useful, counted.not_useful) == (1, 1)


async def test_a_resource_that_was_retired_while_somebody_read_it_takes_no_answer(office: Office) -> None:
    resource = await added(office)
    await office.do(resources.retire, resource.id, person("dana"))
    assert (await office.do(resources.retire, resource.id, person("eli"))).retired_at is not None
    for verb in (resources.useful, resources.not_useful, resources.link_is_dead, resources.confirm):
        with pytest.raises(ResourceRetired):
            await office.do(verb, resource.id, person("eli"))
    with pytest.raises(ResourceRetired):
        await office.do(resources.done, resource.id, person("eli"), 1)


async def test_a_dead_link_is_told_once_to_whoever_answers_for_it_until_somebody_sees_to_it(office: Office) -> None:
    resource = await added(office)
    for who in ("eli", "lea"):
        await office.do(resources.link_is_dead, resource.id, person(who))
        office.clock.advance(minutes=1)
    (told,) = await owed(office, NoticeKind.LINK_DEAD)
    assert told.lane == person("dana")
    mended = await changed(office, resource, link="https://wiki.example/new")
    assert mended.link_dead_at is None
    office.clock.advance(seconds=1)
    await office.do(resources.link_is_dead, resource.id, person("lea"))
    assert len(await owed(office, NoticeKind.LINK_DEAD)) == 2
    assert (await office.do(resources.confirm, resource.id, person("dana"))).link_dead_at is None


async def test_a_text_has_no_dead_link(office: Office) -> None:
    resource = await added(office, content=replace(GUIDE, link=""))
    assert (await office.do(resources.link_is_dead, resource.id, person("eli"))).link_dead_at is None


async def test_the_owner_is_asked_on_the_day_of_review_once_and_the_lead_once_the_owner_left(office: Office) -> None:
    resource = await added(office, upkeep=Upkeep(None, date(2026, 1, 12)))
    other = await added(office, "eli", replace(GUIDE, title="B"), upkeep=Upkeep(None, date(2026, 1, 12)))
    await office.settle(agents=[person("dana")])
    await time_passes(office, days=6)
    assert await owed(office, NoticeKind.RESOURCE_REVIEW) == []
    await time_passes(office, days=2)
    told = {(one.params["resource"], one.lane) for one in await owed(office, NoticeKind.RESOURCE_REVIEW)}
    assert told == {(resource.id, person("dana")), (other.id, person("lea"))}
    confirmed = await office.do(resources.confirm, resource.id, person("dana"))
    assert confirmed.review_by is not None
    assert confirmed.review_by.date() > date(2026, 7, 1)
    await time_passes(office, days=30)
    assert len(await owed(office, NoticeKind.RESOURCE_REVIEW)) == 2


@pytest.mark.parametrize(
    ("owner", "on", "at"),
    [
        ("eli", date(2026, 1, 12), datetime(2026, 1, 12, 14, 0, tzinfo=UTC)),  # nine in New York
        ("lea", date(2026, 1, 12), datetime(2026, 1, 12, 0, 0, tzinfo=UTC)),  # nine in Seoul
        ("lea", date(2026, 1, 10), datetime(2026, 1, 12, 0, 0, tzinfo=UTC)),  # a Saturday
    ],
)
async def test_the_day_of_review_is_the_owners_and_one_on_which_they_work(
    office: Office, owner: str, on: date, at: datetime
) -> None:
    await added(office, upkeep=Upkeep(person(owner), on))
    await time_passes(office, seconds=(at - office.clock.at).total_seconds() - 1)
    assert await owed(office, NoticeKind.RESOURCE_REVIEW) == []
    await time_passes(office, seconds=1)
    assert [one.lane for one in await owed(office, NoticeKind.RESOURCE_REVIEW)] == [person(owner)]


async def test_the_day_of_review_is_the_desks_where_nobody_knows_the_owners(office: Office) -> None:
    closed = {"timezone": "Asia/Seoul", "weekly": {"tue": [["09:00", "17:00"]]}}
    await office.do(people.describe, {"id": person("dana"), "real_name": "Dana"})
    await office.settle(hours=closed)
    await added(office, upkeep=Upkeep(None, date(2026, 1, 12)))
    await time_passes(office, seconds=(datetime(2026, 1, 13, tzinfo=UTC) - office.clock.at).total_seconds() - 1)
    assert await owed(office, NoticeKind.RESOURCE_REVIEW) == [], "the desk is closed on Mondays"
    await time_passes(office, seconds=1)
    assert len(await owed(office, NoticeKind.RESOURCE_REVIEW)) == 1


async def test_the_list_says_that_it_is_to_be_looked_at_by_the_readers_day(office: Office) -> None:
    await added(office, upkeep=Upkeep(None, date(2026, 1, 6)))
    office.clock.at = datetime(2026, 1, 5, 16, 0, tzinfo=UTC)  # one in the morning in Seoul
    is_due = {who: (await office.see(resource_pictures.listing, person(who))).lines[0].is_due for who in ("eli", "lea")}
    assert is_due == {"eli": False, "lea": True}


async def test_an_owner_who_went_west_is_asked_once_the_day_has_begun_there(office: Office) -> None:
    await added(office, upkeep=Upkeep(person("lea"), date(2026, 1, 12)))
    await office.do(people.describe, {"id": person("lea"), "real_name": "Lea", "tz": "America/New_York"})
    await time_passes(office, seconds=(datetime(2026, 1, 12, 0, 0, tzinfo=UTC) - office.clock.at).total_seconds())
    assert await owed(office, NoticeKind.RESOURCE_REVIEW) == [], "it is Sunday there"
    await time_passes(office, hours=14)
    assert len(await owed(office, NoticeKind.RESOURCE_REVIEW)) == 1


async def test_half_a_year_is_counted_from_the_day_of_whoever_says_that_it_is_right(office: Office) -> None:
    office.clock.at = datetime(2026, 1, 5, 16, 0, tzinfo=UTC)
    resource = await added(office)
    confirmed = await office.do(resources.confirm, resource.id, person("lea"))
    assert confirmed.review_on == date(2026, 1, 6) + REVIEW_AFTER
    form = await office.see(resource_pictures.blank, person("lea"))
    assert form.upkeep.review_on == date(2026, 1, 6) + REVIEW_AFTER


async def test_what_is_retired_or_was_put_off_is_not_asked_about(office: Office) -> None:
    gone, later = [
        await added(office, content=replace(GUIDE, title=title), upkeep=Upkeep(None, date(2026, 1, 12)))
        for title in ("A", "B")
    ]
    await office.do(resources.retire, gone.id, person("dana"))
    upkeep = Upkeep(None, date(2026, 3, 2))
    await office.do(resources.change, later.id, replace(GUIDE, title="B"), person("dana"), stands(later), upkeep)
    await time_passes(office, days=10)
    assert await owed(office, NoticeKind.RESOURCE_REVIEW) == []


async def test_of_a_category_the_best_liked_in_use_come_first(office: Office) -> None:
    one, two, gone, other = [
        await added(office, content=replace(GUIDE, title=title, categories=(VPN,) if title != "Other" else ()))
        for title in ("One", "Two", "Gone", "Other")
    ]
    await office.do(resources.useful, one.id, person("eli"))
    await office.do(resources.not_useful, two.id, person("eli"))
    await office.do(resources.retire, gone.id, person("dana"))
    found = await office.see(resources.of_category, IT, VPN)
    assert [resource.title for resource in found] == ["One", "Two"]
    assert other.title == "Other"


async def test_a_long_list_has_pages_with_what_is_retired_last(office: Office) -> None:
    many = [await added(office, content=replace(GUIDE, title=f"Number {n:02}")) for n in range(25)]
    await office.do(resources.retire, many[24].id, person("dana"))
    first = await office.see(resource_pictures.listing, person("eli"))
    last = await office.see(resource_pictures.listing, person("eli"), "", 9)
    assert (first.pages, len(first.lines), first.lines[0].resource.title) == (2, 20, "Number 23")
    assert (last.page, last.lines[-1].resource.title) == (2, "Number 24")
