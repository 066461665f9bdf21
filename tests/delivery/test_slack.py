"""What an answer means."""

import aiohttp
import pytest

from bot.delivery.pacing import Pacing
from bot.delivery.slack import Slack, Verdict, judge, web_client
from bot.sandbox import Fault
from tests.delivery.post_office import PostOffice
from tests.world import Clock


@pytest.mark.parametrize(
    ("method", "status", "error", "verdict"),
    [
        ("chat.postMessage", 429, "ratelimited", Verdict.WAIT),
        ("chat.postMessage", 200, "ratelimited", Verdict.WAIT),
        ("chat.postMessage", 500, "internal_error", Verdict.DOUBT),
        ("chat.postMessage", 503, "", Verdict.DOUBT),
        ("chat.postMessage", 200, "", Verdict.DOUBT),
        ("chat.postMessage", 200, "fatal_error", Verdict.DOUBT),
        ("chat.postMessage", 200, "is_archived", Verdict.REFUSED),
        ("chat.postMessage", 200, "not_in_channel", Verdict.REFUSED),
        ("chat.postMessage", 200, "channel_not_found", Verdict.REFUSED),
        ("chat.postMessage", 200, "token_revoked", Verdict.REFUSED),
        ("chat.postMessage", 200, "account_inactive", Verdict.REFUSED),
        ("chat.postMessage", 200, "invalid_auth", Verdict.REFUSED),
        ("chat.postMessage", 200, "invalid_blocks", Verdict.REFUSED),
        ("chat.postMessage", 200, "service_unavailable", Verdict.TEMPORARY),
        ("chat.postMessage", 200, "an_error_of_next_year", Verdict.ODD),
        ("chat.update", 200, "message_not_found", Verdict.GONE),
        ("chat.delete", 200, "message_not_found", Verdict.DONE),
        ("reactions.add", 200, "already_reacted", Verdict.DONE),
    ],
)
def test_the_meaning_of_an_answer(method: str, status: int, error: str, verdict: Verdict) -> None:
    assert judge(method, status, error) is verdict


@pytest.mark.parametrize(
    ("fault", "verdict"),
    [
        (Fault.RESET_BEFORE, Verdict.DOUBT),
        (Fault.RESET_AFTER, Verdict.DOUBT),
        (Fault.TIMEOUT_BEFORE, Verdict.DOUBT),
        (Fault.SERVER_ERROR, Verdict.DOUBT),
        (Fault.RATE_LIMITED, Verdict.WAIT),
    ],
)
async def test_the_meaning_of_no_answer(post: PostOffice, fault: Fault, verdict: Verdict) -> None:
    post.sandbox.faults.next("chat.postMessage", fault)
    answer = await post.slack.call("chat.postMessage", lane=post.lane("#it"), channel=post.lane("#it"), text="hello")
    assert answer.verdict is verdict


async def test_a_call_that_found_nobody_listening_was_not_made(clock: Clock) -> None:
    async with aiohttp.ClientSession() as session:
        slack = Slack(web_client("xoxb-1", "http://127.0.0.1:9/api/", session), Pacing(clock))
        answer = await slack.call("chat.postMessage", lane="C1", channel="C1", text="hello")
    assert answer.verdict is Verdict.TEMPORARY
