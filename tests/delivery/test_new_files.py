"""Files of the helpdesk's own making: sent once, also in doubt, to a channel or to somebody."""

import pytest

from bot.rules.notice_kinds import NoticeState
from bot.sandbox import Fault
from tests.delivery.post_office import PostOffice

METHODS = ("files.getUploadURLExternal", "files.completeUploadExternal")
UNANSWERED = (Fault.RESET_BEFORE, Fault.RESET_AFTER, Fault.TIMEOUT_AFTER, Fault.SERVER_ERROR, Fault.RATE_LIMITED)


def contents(post: PostOffice, channel: str) -> list[bytes]:
    """What is in the files that stand in a channel."""
    files = post.sandbox.workspace.files
    return [files.content(file) for message in post.messages(channel) for file in message.files]


async def test_it_is_shared_with_a_word_about_it(post: PostOffice) -> None:
    await post.owe("numbers", "#it", new_file="a;b")
    await post.deliver()
    assert contents(post, "#it") == [b"a;b"]
    assert post.texts("#it") == ["The numbers"]
    assert (await post.notice("numbers")).state is NoticeState.SENT


async def test_somebody_gets_it_as_a_direct_message(post: PostOffice) -> None:
    await post.owe("numbers", "ana", new_file="a;b")
    await post.deliver()
    assert contents(post, post.sandbox.driver.person("ana").dm().id) == [b"a;b"]


@pytest.mark.parametrize("fault", UNANSWERED)
@pytest.mark.parametrize("method", METHODS)
async def test_in_doubt_it_is_there_once(post: PostOffice, method: str, fault: Fault) -> None:
    post.sandbox.faults.next(method, fault)
    await post.owe("numbers", "#it", new_file="a;b")
    await post.deliver_all()
    assert contents(post, "#it") == [b"a;b"]
    assert (await post.notice("numbers")).state is NoticeState.SENT
