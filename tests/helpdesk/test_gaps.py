"""What should be written next: whose searches a lead reads of, and the categories that nothing is written about."""

from datetime import timedelta

import pytest

from bot.helpdesk import gaps, tips
from bot.rules.actions import Action
from bot.rules.gaps import LOOKING_BACK
from bot.rules.refusals import NoDesk, NotAllowed
from bot.rules.tips import FROM_NOWHERE, NOT_SAID, NewTip, TipWording
from bot.rules.vocabulary import CategoryKey, DeskId
from storage import searches
from storage.store import Store
from tests.office import Office, person
from tests.world import Clock

IT = DeskId("IT")


async def looked(office: Office, who: str, words: str, found: int = 0) -> None:
    await office.do(searches.record, person(who), words, found)


async def in_vain(office: Office, who: str = "lea") -> list[str]:
    return [one.words for one in (await office.see(gaps.listing, person(who))).missing]


async def test_a_lead_reads_what_colleagues_and_employees_looked_for_in_vain(office: Office) -> None:
    await looked(office, "dana", "badge printer")
    await looked(office, "ana", "parking")
    await looked(office, "ben", "vpn", found=3)
    assert sorted(await in_vain(office)) == ["badge printer", "parking"]


async def test_what_another_desk_looks_for_is_not_theirs(office: Office) -> None:
    await looked(office, "hana", "notice for Ben")
    assert await in_vain(office) == []


async def test_what_was_looked_for_long_ago_is_forgotten(office: Office) -> None:
    await looked(office, "ana", "parking")
    office.clock.advance(days=LOOKING_BACK / timedelta(days=1))
    assert await in_vain(office) == []


async def test_only_leads_read_it(office: Office) -> None:
    for who in ("dana", "ana", "gus"):
        with pytest.raises(NotAllowed) as refused:
            await office.see(gaps.listing, person(who))
        assert refused.value.action is Action.SEE_GAPS


async def test_without_a_desk_there_is_nothing_to_read(store: Store, clock: Clock) -> None:
    empty = await Office.open(store, clock, with_desks=False)
    with pytest.raises(NoDesk):
        await empty.see(gaps.listing, person("lea"))


async def test_a_category_is_listed_until_something_is_written_about_it(office: Office) -> None:
    (desk,) = (await office.see(gaps.listing, person("lea"))).desks
    assert (desk.desk, [one.name for one in desk.categories]) == ("IT help", ["Hardware", "VPN"])
    wording = TipWording("VPN drops", "", "Choose Web only.", category=CategoryKey("vpn"))
    tip = await office.do(tips.save, NewTip("view:V1", IT, wording, NOT_SAID, FROM_NOWHERE), person("dana"))
    assert await unwritten(office) == ["Hardware"]
    await office.do(tips.retire, tip.id, person("dana"))
    assert await unwritten(office) == ["Hardware", "VPN"]


async def unwritten(office: Office) -> list[str]:
    (desk,) = (await office.see(gaps.listing, person("lea"))).desks
    return [one.name for one in desk.categories]
