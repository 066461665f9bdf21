"""Calls that were never answered: nothing lost, nothing doubled."""

from datetime import timedelta

import pytest

from bot.delivery.courier import EVENT_TYPE
from bot.rules.notice_kinds import NoticeState
from bot.rules.records import Notice, Place
from bot.rules.vocabulary import ChannelId, MessageTs
from bot.sandbox import Fault
from bot.sandbox.records import Message
from storage import leases
from tests.delivery.post_office import PostOffice

UNANSWERED = [Fault.RESET_BEFORE, Fault.RESET_AFTER, Fault.TIMEOUT_BEFORE, Fault.TIMEOUT_AFTER, Fault.SERVER_ERROR]


@pytest.mark.parametrize("fault", UNANSWERED)
async def test_an_unanswered_post_is_in_the_channel_once(post: PostOffice, fault: Fault) -> None:
    post.sandbox.faults.next("chat.postMessage", fault)
    await post.owe("card", "#it", say="the card")
    await post.deliver_all()
    assert post.texts("#it") == ["the card"]
    assert (await post.notice("card")).ts == post.messages("#it")[0].ts


@pytest.mark.parametrize("fault", [Fault.RESET_AFTER, Fault.RESET_BEFORE])
async def test_an_unanswered_reply_is_in_its_thread_once(post: PostOffice, fault: Fault) -> None:
    await post.owe("card", "#it", say="the card")
    await post.deliver()
    post.sandbox.faults.next("chat.postMessage", fault)
    await post.owe("note", "#it", say="a note", under="card")
    await post.deliver_all()
    assert post.thread(post.messages("#it")[0]) == ["a note"]


async def test_an_unanswered_direct_message_is_there_once(post: PostOffice) -> None:
    post.sandbox.faults.next("conversations.open", Fault.RESET_AFTER)
    post.sandbox.faults.next("chat.postMessage", Fault.RESET_AFTER)
    await post.owe("news", "ana", say="news")
    await post.deliver_all()
    dm = post.sandbox.driver.person("ana").dm()
    assert [message.text for message in post.sandbox.driver.messages(dm.id)] == ["news"]


async def test_a_message_found_again_shows_what_has_been_owed_since(post: PostOffice) -> None:
    post.sandbox.faults.next("chat.postMessage", Fault.RESET_AFTER)
    await post.owe("card", "#it", say="new")
    await post.deliver()
    await post.owe("card", "#it", say="claimed")
    await post.deliver_all()
    assert post.texts("#it") == ["claimed"]


async def test_looking_that_is_itself_in_trouble_stays_in_doubt(post: PostOffice) -> None:
    post.sandbox.faults.next("chat.postMessage", Fault.RESET_AFTER)
    post.sandbox.faults.next("conversations.history", Fault.SERVER_ERROR)
    post.sandbox.faults.next("conversations.history", Fault.RATE_LIMITED)
    await post.owe("card", "#it", say="the card")
    await post.deliver_all()
    assert post.texts("#it") == ["the card"]


async def test_a_message_of_a_process_that_died_after_its_call_is_found_and_not_posted_again(post: PostOffice) -> None:
    await post.owe("card", "#it", say="the card")
    dying = await _leased(post)
    await _posted_by_hand(post, dying, "the card")
    await post.deliver()
    assert post.calls()["chat.postMessage"] == 1, "its lease still holds the lane"
    await post.deliver_all()
    assert (len(post.messages("#it")), post.calls()["chat.postMessage"]) == (1, 1)


async def test_a_message_of_a_process_that_died_before_its_call_is_posted(post: PostOffice) -> None:
    await post.owe("card", "#it", say="the card")
    await _leased(post)
    await post.deliver_all()
    assert post.texts("#it") == ["the card"]


async def test_a_process_that_was_taken_for_dead_settles_nothing(post: PostOffice) -> None:
    await post.owe("card", "#it", say="the card")
    late = await _leased(post)
    await post.deliver_all()
    stands_at = await post.place("card")
    await post.owe("card", "#it", say="claimed")
    await post.store.write(leases.settle, [(late, Place(ChannelId("C0"), MessageTs("0.0")))])
    await post.store.write(leases.bury, late, "late", in_doubt=False)
    assert await post.place("card") == stands_at
    assert (await post.notice("card")).state is NoticeState.PENDING


async def test_the_message_is_found_among_many_that_came_later(post: PostOffice) -> None:
    await post.owe("card", "#it", say="the card")
    await _posted_by_hand(post, await _leased(post), "the card")
    ana = post.sandbox.driver.person("ana")
    channel = post.channel("#it")
    for number in range(450):
        post.sandbox.workspace.post(_chatter(ana.person.id, channel.id, number))
    await post.deliver_all()
    assert post.texts("#it").count("the card") == 1
    assert post.calls()["conversations.history"] > 1


async def _leased(post: PostOffice) -> Notice:
    [notice] = await post.store.write(leases.take, 1, timedelta(seconds=60))
    return notice


async def _posted_by_hand(post: PostOffice, notice: Notice, text: str) -> None:
    """What a process does that dies before it can write down the answer."""
    await post.slack.call(
        "chat.postMessage",
        channel=notice.lane,
        text=text,
        metadata={"event_type": EVENT_TYPE, "event_payload": {"id": str(notice.id)}},
    )


def _chatter(person: str, channel: str, number: int) -> Message:
    return Message(channel=channel, ts="", user=person, text=f"chatter {number}")
