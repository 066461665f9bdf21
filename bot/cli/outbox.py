"""A look at the messages that the helpdesk owes to Slack, and another try for those that were given up."""

from collections.abc import Sequence

from bot.cli.opening import Unable, opened
from bot.config import Tools
from bot.rules.notice_kinds import NoticeState
from bot.rules.records import Notice
from bot.rules.vocabulary import NoticeId
from storage import outbox
from storage.transaction import Transaction

EVERY = 1_000_000  # dead messages; far more than a workspace ever has


async def table(tools: Tools, state: NoticeState, limit: int) -> str:
    """The messages in a state, oldest first, one a line."""
    async with opened(tools) as at_hand:
        found = await at_hand.store.read(outbox.in_state, state, limit)
    if not found:
        return f"No message is {state.value}."
    return "\n".join(_line(notice) for notice in found)


async def retry(tools: Tools, chosen: Sequence[int], *, every: bool) -> str:
    """Try dead messages again. A running helpdesk takes them within seconds."""
    if not chosen and not every:
        raise Unable("Say which: the numbers that `helpdesk outbox list` shows, or --all.")
    async with opened(tools) as at_hand:
        revived = await at_hand.store.write(revive, [NoticeId(number) for number in chosen], every=every)
    messages = "message is" if revived == 1 else "messages are"
    return f"{revived} {messages} waiting again; a running helpdesk takes them within seconds."


def revive(tx: Transaction, chosen: Sequence[NoticeId], *, every: bool) -> int:
    """Let these dead messages, or every one, wait for delivery again; how many there were."""
    wanted = [notice.id for notice in outbox.in_state(tx, NoticeState.DEAD, EVERY)] if every else chosen
    return sum(outbox.revive(tx, notice_id) for notice_id in wanted)


def _line(notice: Notice) -> str:
    due = f"{notice.next_at:%Y-%m-%d %H:%M} UTC"
    tries = f"{notice.attempts} tried"
    return f"{notice.id}  {notice.kind.value:<18} to {notice.lane:<12} {due}  {tries}  {notice.error}".rstrip()
