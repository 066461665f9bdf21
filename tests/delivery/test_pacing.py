"""How often we call: a little burst, then one message a second in each channel."""

from datetime import timedelta

from bot.delivery.pacing import Pace, Pacing
from bot.rules.notice_kinds import NoticeState
from storage.store import Store
from tests.delivery.post_office import PostOffice
from tests.world import Clock

POST, UPDATE = "chat.postMessage", "chat.update"


def test_a_channel_takes_a_burst_and_then_one_message_each_second(clock: Clock) -> None:
    pacing = Pacing(clock, Pace(burst=3))
    assert [pacing.early(POST, "C1") for _ in range(3)] == [None, None, None]
    early = pacing.early(POST, "C1")
    assert early == clock() + timedelta(seconds=1)
    assert pacing.early(POST, "C2") is None
    clock.at = early
    assert pacing.early(POST, "C1") is None
    assert pacing.early(POST, "C1") is not None


def test_a_channel_at_rest_has_its_whole_burst_again(clock: Clock) -> None:
    pacing = Pacing(clock, Pace(burst=3))
    for _ in range(3):
        pacing.early(POST, "C1")
    clock.advance(seconds=60)
    assert [pacing.early(POST, "C1") is None for _ in range(4)] == [True, True, True, False]


def test_a_pause_of_a_messages_channel_concerns_that_channel_only(clock: Clock) -> None:
    pacing = Pacing(clock)
    until = pacing.pause(POST, "C1", 30)
    assert until == clock() + timedelta(seconds=30)
    assert (pacing.early(POST, "C1"), pacing.early(POST, "C2")) == (until, None)


def test_a_pause_of_another_method_concerns_it_everywhere(clock: Clock) -> None:
    pacing = Pacing(clock)
    until = pacing.pause(UPDATE, "", 30)
    assert (pacing.early(UPDATE, ""), pacing.early("chat.delete", "")) == (until, None)
    clock.at = until
    assert pacing.early(UPDATE, "") is None


async def test_a_backlog_goes_out_at_the_pace_of_its_channel_without_an_attempt_wasted(
    store: Store, clock: Clock
) -> None:
    async with PostOffice.open(store, clock, Pace(burst=3)) as post:
        for number in range(6):
            await post.owe(f"n{number}", "#it", say=f"message {number}")
        await post.owe("other", "#hr", say="other")
        await post.deliver()
        assert (len(post.texts("#it")), post.texts("#hr")) == (3, ["other"])
        waiting = await post.notice("n3")
        assert (waiting.state, waiting.attempts, waiting.next_at) == (
            NoticeState.PENDING,
            0,
            clock() + timedelta(seconds=1),
        )
        begun = clock()
        await post.deliver_all()
        assert post.texts("#it") == [f"message {number}" for number in range(6)]
        assert clock() - begun == timedelta(seconds=3)
