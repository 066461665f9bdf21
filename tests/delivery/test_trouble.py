"""What Slack refuses, what it can't do just now, and what we do wrong ourselves."""

import pytest

from bot.delivery.settling import ATTEMPTS
from bot.delivery.slack import Verdict
from bot.rules.notice_kinds import NoticeKind, NoticeState
from bot.rules.vocabulary import TicketId
from bot.sandbox import Fault
from storage import outbox
from tests.delivery.post_office import PostOffice

NAMELESS_BUTTON = [{"type": "actions", "elements": []}]


async def test_a_message_to_an_archived_channel_dies_and_can_be_revived(post: PostOffice) -> None:
    channel = post.lane("#it")
    post.sandbox.workspace.channels.change(channel, archived=True)
    await post.owe("card", "#it", say="the card")
    await post.deliver()
    dead = await post.notice("card")
    assert (dead.state, dead.error) == (NoticeState.DEAD, "is_archived")
    post.sandbox.workspace.channels.change(channel, archived=False)
    await post.deliver()
    assert post.texts("#it") == []
    assert await post.store.write(outbox.revive, dead.id)
    assert not await post.store.write(outbox.revive, dead.id)
    await post.deliver()
    assert post.texts("#it") == ["the card"]


async def test_a_dead_message_is_tried_again_when_it_is_owed_anew(post: PostOffice) -> None:
    await post.owe("card", "#it", say="the card", blocks=NAMELESS_BUTTON)
    await post.deliver()
    assert (await post.notice("card")).error == "invalid_blocks"
    await post.owe("card", "#it", say="the card, mended")
    await post.deliver()
    assert post.texts("#it") == ["the card, mended"]


@pytest.mark.parametrize(("trouble", "error"), [("leave", "not_in_channel"), ("revoke", "token_revoked")])
async def test_what_a_person_must_change_is_not_tried_again(post: PostOffice, trouble: str, error: str) -> None:
    workspace = post.sandbox.workspace
    if trouble == "leave":
        workspace.channels.leave(post.lane("#it"), workspace.bot.id)
    else:
        workspace.revoke_token()
    await post.owe("card", "#it", say="the card")
    await post.deliver()
    notice = await post.notice("card")
    assert (notice.state, notice.error, notice.attempts) == (NoticeState.DEAD, error, 1)


async def test_a_dead_message_does_not_hold_up_its_lane(post: PostOffice) -> None:
    await post.owe("bad", "#it", say="bad", blocks=NAMELESS_BUTTON)
    await post.owe("good", "#it", say="good")
    await post.deliver()
    assert post.texts("#it") == ["good"]


async def test_a_rate_limit_is_no_attempt_and_pauses_nobody_else(post: PostOffice) -> None:
    post.sandbox.faults.next("chat.postMessage", Fault.RATE_LIMITED)
    await post.owe("one", "#it", say="one")
    await post.deliver()
    await post.owe("other", "#hr", say="other")
    await post.deliver()
    waiting = await post.notice("one")
    assert (waiting.state, waiting.attempts) == (NoticeState.PENDING, 0)
    assert (waiting.next_at - post.clock()).total_seconds() == 1.0
    assert (post.texts("#it"), post.texts("#hr")) == ([], ["other"])
    post.clock.advance(seconds=1)
    await post.deliver()
    assert post.texts("#it") == ["one"]


async def test_a_message_is_given_up_after_hours_of_slacks_trouble(post: PostOffice) -> None:
    begun = post.clock()
    post.sandbox.faults.often("chat.postMessage", Fault.SERVER_ERROR, 1.0)
    await post.owe("card", "#it", say="the card")
    await post.deliver_all()
    notice = await post.notice("card")
    assert (notice.state, notice.attempts) == (NoticeState.DEAD, ATTEMPTS[Verdict.DOUBT])
    assert 1 < (post.clock() - begun).total_seconds() / 3600 < 6


async def test_a_letter_that_cannot_be_written_dies_with_a_reference_and_holds_nobody_up_for_long(
    post: PostOffice,
) -> None:
    begun = post.clock()
    await post.owe("broken", "#it", mistake=True)
    await post.owe("other", "#hr", say="other")
    await post.deliver()
    assert post.texts("#hr") == ["other"]
    await post.owe("next", "#it", say="next")
    await post.deliver_all()
    broken = await post.notice("broken")
    assert broken.state is NoticeState.DEAD
    assert "reference" in broken.error
    assert post.texts("#it") == ["next"]
    assert (post.clock() - begun).total_seconds() < 120


async def test_a_message_that_cannot_be_written_down_is_posted_once_and_spoils_no_other(post: PostOffice) -> None:
    # A survey's place is remembered with its id, which these params lack.
    await post.store.write(
        outbox.enqueue, "odd", NoticeKind.SURVEY, post.lane("#it"), params={"say": "how was it?"}, ticket_id=TicketId(7)
    )
    await post.owe("other", "#hr", say="other")
    await post.deliver_all()
    assert (post.texts("#it"), post.texts("#hr")) == (["how was it?"], ["other"])
    assert (await post.notice("odd")).state is NoticeState.DEAD
    assert (await post.notice("other")).state is NoticeState.SENT
