"""Carrying a file from one side of a conversation to the other, or one that is new."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.delivery.errand import Errand
from bot.delivery.letter import FileCopy, NewFile
from bot.delivery.slack import Answer, Slack, Verdict
from bot.rules.markup import escape
from bot.rules.records import SharedFile
from bot.views.blocks import Message
from bot.views.mrkdwn import link

UPLOADED = "uploaded"  # param: the file's id in Slack, known before it is shared
LARGEST = 50_000_000  # bytes; what is larger is linked, as it might not get through within a lease
TRANSFER = aiohttp.ClientTimeout(total=45, connect=10)  # seconds
SLACKS = ("slack.com", "slack-files.com")  # the only hosts that may see the bot's token
BYTES = {"Content-Type": "application/octet-stream"}
OK = 200


async def copy(
    slack: Slack, errand: Errand, letter: FileCopy, remember: Callable[[str], Awaitable[None]]
) -> Answer | None:
    """Share a copy of the file in the errand's thread. None: it can't be had, so a link must do.

    `remember` is told the new file's id before anybody can see it: in doubt, Slack is asked about that file.
    """
    known = await _known(slack, errand)
    if known is not None:
        return known
    file = letter.file
    if not 0 < file.size <= LARGEST or not _is_slacks(file.url, slack.client.base_url):
        return None
    pour = partial(_pass_on, slack, file)
    return await _upload(slack, errand, _Parcel(file.name, file.size, letter.comment, pour), remember)


async def send(slack: Slack, errand: Errand, letter: NewFile, remember: Callable[[str], Awaitable[None]]) -> Answer:
    """Share a new file where the errand goes. `remember` as in `copy`."""
    known = await _known(slack, errand)
    if known is not None:
        return known
    pour = partial(_pour, slack, letter.content)
    parcel = _Parcel(letter.name, len(letter.content), letter.comment, pour)
    answer = await _upload(slack, errand, parcel, remember)
    assert answer is not None, "what is ours can always be had"
    return answer


async def withdraw(slack: Slack, errand: Errand) -> Answer:
    """Take a copy away, and the message that shared it, which would stay behind with a hole in it."""
    uploaded = errand.notice.params[UPLOADED]
    known = await slack.call("files.info", file=uploaded)
    if known.verdict is Verdict.GONE:
        return replace(known, verdict=Verdict.DONE)
    if errand.is_in_doubt:
        known = _shared(known)
    if known.verdict is not Verdict.DONE:
        return known
    for channel, ts in _shares(known.body["file"]):
        deleted = await slack.call("chat.delete", channel=channel, ts=ts)
        if deleted.verdict is not Verdict.DONE:
            return deleted
    return await slack.call("files.delete", file=uploaded)


def linked(letter: FileCopy) -> Message:
    """The file as a link, for those who may see it where it is."""
    return Message(f"{letter.comment}\n{link(escape(letter.file.url), letter.file.name)}")


@dataclass(frozen=True, slots=True)
class _Parcel:
    """What is uploaded. `pour` sends the bytes to an address; None when they can't be had."""

    name: str
    size: int
    comment: str
    pour: Callable[[str], Awaitable[Answer | None]]


async def _known(slack: Slack, errand: Errand) -> Answer | None:
    """What became of an upload that was never answered; None when there is none, or it was never completed."""
    uploaded = errand.notice.params.get(UPLOADED)
    if not errand.is_in_doubt or not uploaded:
        return None
    answer = await slack.call("files.info", file=uploaded)
    return None if answer.verdict is Verdict.GONE else _shared(answer)


async def _upload(
    slack: Slack, errand: Errand, parcel: _Parcel, remember: Callable[[str], Awaitable[None]]
) -> Answer | None:
    announced = await slack.call("files.getUploadURLExternal", filename=parcel.name, length=parcel.size)
    if announced.verdict is not Verdict.DONE:
        return announced
    file_id = str(announced.body["file_id"])
    passed = await parcel.pour(str(announced.body["upload_url"]))
    if passed is None or passed.verdict is not Verdict.DONE:
        return passed
    await remember(file_id)
    return await slack.call(
        "files.completeUploadExternal",
        lane=errand.channel or "",
        files=[{"id": file_id, "title": parcel.name}],
        channel_id=errand.channel,
        initial_comment=parcel.comment,
        **({} if errand.thread_ts is None else {"thread_ts": errand.thread_ts}),
    )


async def _pour(slack: Slack, content: bytes, upload_url: str) -> Answer | None:
    """Send the bytes that are here to the upload."""
    try:
        async with slack.session.post(upload_url, data=content, headers=BYTES, timeout=TRANSFER) as target:
            return _poured(target)
    except (aiohttp.ClientError, TimeoutError, OSError) as trouble:
        return Answer(Verdict.TEMPORARY, error=repr(trouble))


async def _pass_on(slack: Slack, file: SharedFile, upload_url: str) -> Answer | None:
    """Let the bytes flow from the file to the upload. None when Slack does not give us the file."""
    try:
        async with slack.session.get(file.url, headers=slack.credentials, timeout=TRANSFER) as source:
            if source.status != OK or _is_login_page(source, file):
                return None
            length = {"Content-Length": str(file.size), **BYTES}
            async with slack.session.post(upload_url, data=source.content, headers=length, timeout=TRANSFER) as target:
                return _poured(target)
    except (aiohttp.ClientError, TimeoutError, OSError) as trouble:
        return Answer(Verdict.TEMPORARY, error=repr(trouble))


def _poured(target: aiohttp.ClientResponse) -> Answer:
    if target.status == OK:
        return Answer(Verdict.DONE)
    return Answer(Verdict.TEMPORARY, error=f"upload: HTTP {target.status}")


def _is_login_page(source: aiohttp.ClientResponse, file: SharedFile) -> bool:
    """Slack sends whoever may not see a file to a page, with status 200."""
    return source.content_type == "text/html" and not file.name.lower().endswith((".html", ".htm"))


def _is_slacks(url: str, base_url: str) -> bool:
    """Whether the file lies with Slack: Slack Connect and other apps put addresses of elsewhere there."""
    asked, ours = urlsplit(url), urlsplit(base_url)
    host = asked.hostname or ""
    is_known = any(host == name or host.endswith(f".{name}") for name in SLACKS)
    return (asked.scheme == "https" and is_known) or asked.netloc == ours.netloc


def _shared(answer: Answer) -> Answer:
    """What files.info means for a file that may have been shared: Slack lists where a little later."""
    if answer.verdict is not Verdict.DONE:
        return answer if answer.verdict is Verdict.WAIT else Answer(Verdict.DOUBT, error=answer.error)
    file: dict[str, Any] = answer.body["file"]
    is_shared = any(file.get(where) for where in ("channels", "groups", "ims", "shares"))
    return answer if is_shared else Answer(Verdict.DOUBT, error="the file is not shared yet")


def _shares(file: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Channel and ts of every message that carries the file."""
    for channels in (file.get("shares") or {}).values():
        for channel, messages in channels.items():
            for message in messages:
                yield channel, message["ts"]
