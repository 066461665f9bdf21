"""Looking for a message of ours in a channel, after a call that was never answered."""

from datetime import datetime, timedelta
from typing import Any

from bot.delivery.slack import Answer, Slack, Verdict
from bot.rules.records import Place
from bot.rules.vocabulary import ChannelId, MessageTs, NoticeId

SKEW = timedelta(minutes=2)  # between our clock, which says when we called, and Slack's, which dates the message
PAGE = 200
BLIND = (Verdict.REFUSED, Verdict.GONE)  # we may not look, or there is no such thread: then it can't be found


async def find(
    slack: Slack, notice_id: NoticeId, channel: ChannelId, thread_ts: MessageTs | None, called_at: datetime
) -> Place | Answer | None:
    """Where the message with this notice's id stands, or None; or else the answer that kept us from looking."""
    arguments: dict[str, Any] = {
        "channel": channel,
        "oldest": f"{(called_at - SKEW).timestamp():.6f}",
        "include_all_metadata": True,
        "limit": PAGE,
    }
    method = "conversations.history"
    if thread_ts is not None:
        method, arguments["ts"] = "conversations.replies", thread_ts
    while True:
        answer = await slack.call(method, **arguments)
        if answer.verdict in BLIND:
            return None
        if answer.verdict is not Verdict.DONE:
            return answer
        for message in answer.body.get("messages", ()):
            if _notice_id(message) == str(notice_id):
                return Place(channel, MessageTs(message["ts"]))
        arguments["cursor"] = (answer.body.get("response_metadata") or {}).get("next_cursor")
        if not arguments["cursor"]:
            return None


def _notice_id(message: dict[str, Any]) -> str | None:
    payload = (message.get("metadata") or {}).get("event_payload") or {}
    return payload.get("id")
