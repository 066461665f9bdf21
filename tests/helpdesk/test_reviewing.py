"""Whether a saved reply is still right: asked once, on its day, of whoever answers for it."""

from datetime import date, timedelta

import pytest

from bot.clock import VERBS, fire
from bot.helpdesk import people, replies
from bot.rules.notice_kinds import NoticeKind
from bot.rules.refusals import NoSuchReply
from bot.rules.replies import SavedReply, Wording
from bot.rules.reply_use import AGAIN
from bot.rules.vocabulary import DeskId, Scope
from storage import outbox
from storage import replies as rows
from tests.office import Office, person

IT = DeskId("IT")
WEDNESDAY = date(2026, 1, 7)


async def saved(office: Office, review_by: date | None = WEDNESDAY, scope: Scope = Scope.DESK) -> SavedReply:
    wording = Wording("VPN", "Reset it", "vpn", review_by=review_by)
    desk = IT if scope is Scope.DESK else None
    return await office.do(replies.save, wording, person("gus" if scope is Scope.WORKSPACE else "dana"), scope, desk)


async def time_passes(office: Office, **by: float) -> None:
    office.clock.advance(**by)
    while await office.do(fire, VERBS) is not None:
        pass


async def asked(office: Office, reply: SavedReply, day: date = WEDNESDAY) -> list[str]:
    """Who was asked about a reply on a day."""
    key = f"{NoticeKind.REPLY_REVIEW}:{reply.id}:{day.isoformat()}"
    names = ("dana", "eli", "lea", "gus", "hana", "ana")
    return [name for name in names if await office.see(outbox.get, f"{key}:{person(name)}") is not None]


async def test_the_owner_is_asked_once_in_the_morning_of_the_day(office: Office) -> None:
    reply = await saved(office)
    await time_passes(office, days=1, hours=22, minutes=50)  # Wednesday, 08:50 in Berlin
    assert await asked(office, reply) == []
    await time_passes(office, minutes=15)
    assert await asked(office, reply) == ["dana"]
    await time_passes(office, days=30)
    assert await asked(office, reply) == ["dana"]


async def test_once_the_owner_has_left_the_desks_leads_are_asked(office: Office) -> None:
    reply = await saved(office)
    await office.do(people.describe, {"id": person("dana"), "real_name": "Dana", "deleted": True})
    await time_passes(office, days=3)
    assert await asked(office, reply) == ["lea"]


async def test_an_owner_who_does_not_work_the_desk_any_more_is_not_asked(office: Office) -> None:
    reply = await saved(office)
    await office.settle(agents=[person("eli")], leads=[person("lea")])
    await time_passes(office, days=3)
    assert await asked(office, reply) == ["lea"]


async def test_of_the_workspaces_replies_an_admin_is_asked_and_of_ones_own_nobody_else(office: Office) -> None:
    everywhere, own = await saved(office, scope=Scope.WORKSPACE), await saved(office, scope=Scope.PERSONAL)
    await office.do(people.describe, {"id": person("hana"), "real_name": "Hana", "is_admin": True})
    for name in ("gus", "dana"):
        await office.do(people.describe, {"id": person(name), "real_name": name, "deleted": True})
    await time_passes(office, days=3)
    assert await asked(office, everywhere) == ["hana"]
    assert await asked(office, own) == []


async def test_a_reply_that_was_retired_or_put_off_meanwhile_is_not_asked_about(office: Office) -> None:
    retired = await saved(office)
    await office.do(replies.retire, retired.id, person("lea"))
    put_off = await office.do(
        replies.save, Wording("Other", "Text", review_by=WEDNESDAY), person("dana"), Scope.DESK, IT
    )
    later = Wording("Other", "Text", "other", review_by=date(2026, 2, 2))
    changed = await office.do(replies.change, put_off.id, later, person("dana"), 1)
    assert (changed.version, changed.review_by) == (1, date(2026, 2, 2))
    await time_passes(office, days=3)
    assert await asked(office, retired) == await asked(office, put_off) == []
    await time_passes(office, days=30)
    assert await asked(office, put_off, date(2026, 2, 2)) == ["dana"]


async def test_still_right_puts_it_off_by_half_a_year_once_and_makes_no_version(office: Office) -> None:
    reply = await saved(office)
    await time_passes(office, days=2)
    right = await office.do(replies.still_right, reply.id, person("dana"))
    assert (right.review_by, right.version) == (WEDNESDAY + AGAIN, 1)
    office.clock.advance(days=1)
    assert await office.do(replies.still_right, reply.id, person("eli")) == right
    assert await office.see(rows.get, reply.id) == right
    with pytest.raises(NoSuchReply):
        await office.do(replies.still_right, reply.id, person("hana"))


async def test_a_restored_reply_is_asked_about_again(office: Office) -> None:
    reply = await saved(office)
    await office.do(replies.retire, reply.id, person("dana"))
    await time_passes(office, days=3)
    await office.do(replies.restore, reply.id, person("dana"))
    await time_passes(office, seconds=timedelta(minutes=1).total_seconds())
    assert await asked(office, reply) == ["dana"]
