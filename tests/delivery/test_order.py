"""What goes where, in which order, and how often."""

import asyncio
import random
import threading

from bot.delivery.letter import Letter
from bot.delivery.outbox import LEASE, Delivery
from bot.rules.notice_kinds import NoticeKind, NoticeState
from bot.rules.records import Notice
from bot.rules.vocabulary import ChannelId, MessageTs, PersonId, TicketId
from bot.sandbox import EVERY, Fault
from storage import leases, outbox, people
from storage.messages import thread
from storage.transaction import Transaction
from tests.delivery.post_office import PostOffice, letter, worker


async def test_messages_of_a_lane_arrive_in_the_order_in_which_they_were_owed(post: PostOffice) -> None:
    for number in range(12):
        await post.owe(f"n{number}", "#it", say=f"message {number}")
    await post.deliver()
    assert post.texts("#it") == [f"message {number}" for number in range(12)]


async def test_a_lane_in_trouble_keeps_its_order_and_holds_nobody_else_up(post: PostOffice) -> None:
    post.sandbox.faults.next("chat.postMessage", Fault.SERVER_ERROR)
    await post.owe("first", "#it", say="first")
    await post.deliver()
    await post.owe("second", "#it", say="second")
    await post.owe("other", "#hr", say="other")
    await post.deliver()
    assert (post.texts("#it"), post.texts("#hr")) == ([], ["other"])
    await post.deliver_all()
    assert post.texts("#it") == ["first", "second"]


async def test_what_takes_long_to_be_written_holds_nobody_else_up(post: PostOffice) -> None:
    """Nothing of it is written before the other message has arrived."""
    has_arrived = threading.Event()

    def counting(tx: Transaction, notice: Notice) -> Letter | None:
        assert notice.kind is not NoticeKind.NUMBERS or has_arrived.wait(timeout=10)
        return letter(tx, notice)

    post.delivery = Delivery(post.store, post.slack, counting, chance=random.Random(1), lease=LEASE)
    await post.owe("numbers", "#hr", kind=NoticeKind.NUMBERS, say="numbers")
    await post.owe("other", "#it", say="other")
    delivering = asyncio.create_task(post.deliver())
    await post.sandbox.driver.until(lambda: post.texts("#it"))
    assert post.texts("#hr") == []
    has_arrived.set()
    await delivering
    assert post.texts("#hr") == ["numbers"]


async def test_a_mistake_in_what_takes_long_is_that_of_one_message(post: PostOffice) -> None:
    await post.owe("numbers", "#hr", kind=NoticeKind.NUMBERS, mistake="yes")
    await post.owe("other", "#it", say="other")
    await post.deliver()
    assert post.texts("#it") == ["other"]
    assert "a mistake of the helpdesk's" in (await post.notice("numbers")).error


async def test_any_number_of_changes_that_wait_become_one_call(post: PostOffice) -> None:
    for state in ("new", "open", "solved"):
        await post.owe("card", "#it", say=state)
    await post.deliver()
    assert (post.texts("#it"), post.calls()) == (["solved"], {"chat.postMessage": 1})
    for state in ("reopened", "pending", "closed"):
        await post.owe("card", "#it", say=state)
    await post.deliver()
    assert (post.texts("#it"), post.calls()) == (["closed"], {"chat.postMessage": 1, "chat.update": 1})


async def test_a_change_while_the_message_is_under_way_is_shown_next(post: PostOffice) -> None:
    await post.owe("card", "#it", say="new")
    leased = await post.store.write(leases.take, 1, post.delivery._lease)
    await post.owe("card", "#it", say="claimed")
    await post.store.write(leases.postpone, leased[0], post.clock())
    await post.deliver()
    notice = await post.notice("card")
    assert post.texts("#it") == ["claimed"]
    assert (notice.state, notice.shown) == (NoticeState.SENT, notice.owed)


async def test_nothing_in_a_message_mentions_anybody_or_shows_a_preview(post: PostOffice) -> None:
    await post.owe("card", "#it", say="@channel https://example.com")
    await post.deliver()
    await post.owe("card", "#it", say="@here https://example.com")
    await post.deliver()
    for _, arguments in post.sandbox.web_api.calls:
        assert (arguments["parse"], arguments["link_names"]) == ("none", False)
        assert (arguments["unfurl_links"], arguments["unfurl_media"]) == (False, False)
    assert post.messages("#it")[0].pings == []


async def test_a_reply_waits_for_the_message_it_stands_under_and_holds_nobody_up(post: PostOffice) -> None:
    post.sandbox.faults.next("chat.postMessage", Fault.RATE_LIMITED)
    await post.owe("card", "#hr", say="the card")
    await post.deliver()
    await post.owe("note", "#it", say="a note", under="card")
    await post.owe("news", "#it", say="news")
    await post.deliver()
    assert (post.texts("#hr"), post.texts("#it")) == ([], ["news"])
    await post.deliver_all()
    assert post.thread(post.messages("#hr")[0]) == ["a note"]


async def test_replies_stand_in_the_thread_of_their_message_in_order(post: PostOffice) -> None:
    await post.owe("card", "#it", say="the card")
    for number in range(4):
        await post.owe(f"note{number}", "#it", say=f"note {number}", under="card")
    await post.deliver()
    [card] = post.messages("#it")
    assert post.thread(card) == ["note 0", "note 1", "note 2", "note 3"]


async def test_a_card_that_somebody_deleted_is_posted_anew_and_what_follows_stands_under_it(post: PostOffice) -> None:
    await post.owe("card", "#it", say="the card")
    await post.deliver()
    old = await post.place("card")
    post.sandbox.workspace.messages.delete(post.messages("#it")[0])
    await post.owe("note", "#it", say="a note", under="card")
    await post.deliver_all()
    [card] = post.messages("#it")
    assert card.ts != old.ts
    assert (card.text, post.thread(card)) == ("the card", ["a note"])


async def test_replies_wait_while_the_update_of_their_deleted_card_has_to_wait(post: PostOffice) -> None:
    await post.owe("card", "#hr", say="new")
    await post.deliver()
    post.sandbox.workspace.messages.delete(post.messages("#hr")[0])
    post.sandbox.faults.next("chat.update", Fault.RATE_LIMITED)
    await post.owe("card", "#hr", say="claimed")
    await post.deliver()
    await post.owe("note", "#it", say="a note", under="card")
    await post.deliver()
    assert post.calls()["chat.postMessage"] == 2, "the card, and the note that found no thread"
    await post.deliver_all()
    [card] = post.messages("#hr")
    assert (card.text, post.thread(card), post.texts("#it")) == ("claimed", ["a note"], [])


async def test_an_update_of_a_deleted_card_posts_it_anew(post: PostOffice) -> None:
    await post.owe("card", "#it", say="new")
    await post.deliver()
    post.sandbox.workspace.messages.delete(post.messages("#it")[0])
    await post.owe("card", "#it", say="claimed")
    await post.deliver()
    assert post.texts("#it") == ["claimed"]


async def test_what_stands_under_a_dead_message_waits_until_that_is_revived(post: PostOffice) -> None:
    post.sandbox.workspace.channels.change(post.lane("#it"), archived=True)
    await post.owe("card", "#it", say="the card")
    await post.owe("note", "#it", say="a note", under="card")
    await post.deliver_all()
    assert (await post.notice("card")).state is NoticeState.DEAD
    assert (await post.notice("note")).state is NoticeState.PENDING
    post.sandbox.workspace.channels.change(post.lane("#it"), archived=False)
    assert await post.store.write(outbox.revive, (await post.notice("card")).id)
    await post.deliver_all()
    assert post.thread(post.messages("#it")[0]) == ["a note"]


async def test_a_posted_card_is_known_by_its_thread(post: PostOffice) -> None:
    await post.store.write(
        outbox.enqueue, "card", NoticeKind.CARD, post.lane("#it"), params={"say": "IT-1"}, ticket_id=TicketId(7)
    )
    await post.deliver()
    [card] = post.messages("#it")
    found = await post.store.read(thread, ChannelId(card.channel), MessageTs(card.ts))
    assert found is not None
    assert found[0] == 7


async def test_somebodys_direct_messages_are_opened_once_and_remembered(post: PostOffice) -> None:
    await post.owe("one", "ana", say="one")
    await post.deliver()
    await post.owe("two", "ana", say="two")
    await post.deliver()
    ana = await post.store.read(people.get, PersonId(post.lane("ana")))
    dm = post.sandbox.driver.person("ana").dm()
    assert ana is not None
    assert ana.dm == dm.id
    assert [message.text for message in post.sandbox.driver.messages(dm.id)] == ["one", "two"]
    assert post.calls()["conversations.open"] == 1


async def test_the_worker_wakes_for_news_and_finishes_what_is_under_way_when_it_stops(post: PostOffice) -> None:
    running = asyncio.create_task(post.delivery.run())
    await post.owe("one", "#it", say="one")
    await post.sandbox.driver.until(lambda: post.texts("#it") == ["one"])
    await post.owe("two", "#it", say="two")
    await post.sandbox.driver.until(lambda: post.texts("#it") == ["one", "two"])
    post.delivery.stop()
    await asyncio.wait_for(running, 5)
    assert (await post.notice("two")).state is NoticeState.SENT


async def test_two_workers_on_one_database_send_everything_once(post: PostOffice) -> None:
    for number in range(60):
        await post.owe(f"n{number}", "#it" if number % 2 else "#hr", say=f"message {number}")
    await asyncio.gather(post.deliver(), worker(post.store, post.slack, seed=2).drain())
    await post.deliver()
    assert post.texts("#it") == [f"message {number}" for number in range(1, 60, 2)]
    assert post.texts("#hr") == [f"message {number}" for number in range(0, 60, 2)]


async def test_a_storm_of_faults_loses_nothing_doubles_nothing_and_keeps_order(post: PostOffice) -> None:
    for fault in (Fault.SERVER_ERROR, Fault.RESET_BEFORE, Fault.RESET_AFTER, Fault.RATE_LIMITED):
        post.sandbox.faults.often(EVERY, fault, 0.08)
    for number in range(40):
        await post.owe(f"n{number}", "#it" if number % 2 else "#hr", say=f"message {number}")
    await post.deliver_all(rounds=400)
    assert post.texts("#it") == [f"message {number}" for number in range(1, 40, 2)]
    assert post.texts("#hr") == [f"message {number}" for number in range(0, 40, 2)]
