"""Each kind of letter."""

from typing import Any

import pytest

from bot.rules.notice_kinds import NoticeState
from bot.sandbox import Fault, wire
from bot.sandbox.records import File
from tests.delivery.post_office import PostOffice

FACES = ["rage", "neutral_face", "star-struck"]


async def test_reactions_are_added_in_their_order(post: PostOffice) -> None:
    await post.owe("survey", "ana", say="how was it?", reactions=FACES)
    await post.deliver()
    [survey] = post.sandbox.driver.messages(post.sandbox.driver.person("ana").dm().id)
    assert list(survey.reactions) == FACES


@pytest.mark.parametrize("fault", [Fault.RATE_LIMITED, Fault.RESET_AFTER, Fault.RESET_BEFORE, Fault.SERVER_ERROR])
async def test_trouble_in_the_middle_of_the_reactions_posts_nothing_again(post: PostOffice, fault: Fault) -> None:
    await post.owe("survey", "#it", say="how was it?", reactions=FACES)
    post.sandbox.faults.next("reactions.add", fault)
    await post.deliver_all()
    [survey] = post.messages("#it")
    assert list(survey.reactions) == FACES
    assert post.calls()["chat.postMessage"] == 1


async def test_an_updated_message_keeps_its_reactions_and_gets_no_more(post: PostOffice) -> None:
    await post.owe("survey", "#it", say="how was it?", reactions=FACES)
    await post.deliver()
    await post.owe("survey", "#it", say="thank you", reactions=FACES)
    await post.deliver()
    assert post.texts("#it") == ["thank you"]
    assert post.calls()["reactions.add"] == len(FACES)


async def test_a_whisper_is_seen_by_one_person_only(post: PostOffice) -> None:
    ana = post.sandbox.driver.person("ana")
    await post.owe("ask", "#it", whisper="Is this a ticket?", whispered_to=[post.lane("#it"), ana.person.id])
    await post.deliver()
    assert [message.text for message in ana.ephemerals("it")] == ["Is this a ticket?"]
    assert post.texts("#it") == []


async def test_a_whisper_to_somebody_who_has_left_is_nobodys_trouble(post: PostOffice) -> None:
    ana = post.sandbox.driver.person("ana")
    post.sandbox.workspace.channels.leave(post.lane("#it"), ana.person.id)
    await post.owe("ask", "#it", whisper="Is this a ticket?", whispered_to=[post.lane("#it"), ana.person.id])
    await post.deliver()
    assert (await post.notice("ask")).state is NoticeState.SENT


async def test_a_home_tab_shows_what_it_was_given_last(post: PostOffice) -> None:
    ana = post.sandbox.driver.person("ana")
    for text in ("one ticket", "two tickets"):
        await post.owe("home", "ana", home=text)
        await post.deliver()
    home = ana.home()
    assert home is not None
    assert home.blocks[0]["text"]["text"] == "two tickets"


async def test_a_withdrawn_message_is_gone_and_comes_back_when_it_is_owed_again(post: PostOffice) -> None:
    await post.owe("card", "#it", say="the card")
    await post.deliver()
    await post.owe("card", "#it", withdraw=True)
    await post.deliver()
    assert post.texts("#it") == []
    await post.owe("card", "#it", say="the card again")
    await post.deliver()
    assert post.texts("#it") == ["the card again"]


async def test_withdrawing_what_was_never_posted_needs_no_call(post: PostOffice) -> None:
    await post.owe("card", "#it", withdraw=True)
    await post.deliver()
    assert post.calls() == {}
    assert (await post.notice("card")).state is NoticeState.SENT


async def test_withdrawing_what_may_have_been_posted_looks_for_it(post: PostOffice) -> None:
    post.sandbox.faults.next("chat.postMessage", Fault.RESET_AFTER)
    await post.owe("card", "#it", say="the card")
    await post.deliver()
    await post.owe("card", "#it", withdraw=True)
    await post.deliver_all()
    assert post.texts("#it") == []


async def test_nothing_to_say_any_more_is_settled_without_a_call(post: PostOffice) -> None:
    await post.owe("card", "#it")
    await post.deliver()
    assert post.calls() == {}
    assert (await post.notice("card")).state is NoticeState.SENT


async def test_a_file_is_copied_into_the_thread_with_a_word_about_it(post: PostOffice) -> None:
    await post.owe("card", "#it", say="the card")
    await post.owe("file", "#it", file=_uploaded(post, b"no ink"), under="card")
    await post.deliver()
    [card] = post.messages("#it")
    [reply] = post.sandbox.driver.thread(card.channel, card.ts)
    [copy] = reply.files
    assert reply.text == "Ana sent a file"
    assert (_file(post, copy).name, post.sandbox.workspace.files.content(copy)) == ("printer.txt", b"no ink")


@pytest.mark.parametrize("fault", [Fault.RESET_BEFORE, Fault.RESET_AFTER, Fault.SERVER_ERROR, Fault.RATE_LIMITED])
@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal"])
async def test_a_file_is_shared_once_whatever_happens_on_the_way(post: PostOffice, method: str, fault: Fault) -> None:
    post.sandbox.faults.next(method, fault)
    await post.owe("file", "#it", file=_uploaded(post, b"no ink"))
    await post.deliver_all()
    [shared] = [message for message in post.messages("#it") if message.files]
    assert post.sandbox.workspace.files.content(shared.files[0]) == b"no ink"
    assert post.texts("#it") == ["Ana sent a file"]


async def test_a_withdrawn_file_is_gone_and_so_is_the_message_that_shared_it(post: PostOffice) -> None:
    await post.owe("file", "#it", file=_uploaded(post, b"no ink"))
    await post.deliver()
    [shared] = post.messages("#it")
    await _withdraw(post, "file")
    assert post.messages("#it") == []
    assert post.sandbox.workspace.files.get(shared.files[0]) is None


@pytest.mark.parametrize("fault", [Fault.RESET_BEFORE, Fault.RESET_AFTER, Fault.SERVER_ERROR, Fault.RATE_LIMITED])
@pytest.mark.parametrize("method", ["files.info", "chat.delete", "files.delete"])
async def test_a_file_is_withdrawn_whatever_happens_on_the_way(post: PostOffice, method: str, fault: Fault) -> None:
    await post.owe("file", "#it", file=_uploaded(post, b"no ink"))
    await post.deliver()
    [shared] = post.messages("#it")
    post.sandbox.faults.next(method, fault)
    await _withdraw(post, "file")
    assert post.messages("#it") == []
    assert post.sandbox.workspace.files.get(shared.files[0]) is None
    assert (await post.notice("file")).state is NoticeState.SENT


async def test_withdrawing_a_file_whose_sharing_was_never_answered_takes_it_away(post: PostOffice) -> None:
    post.sandbox.faults.next("files.completeUploadExternal", Fault.RESET_AFTER)
    await post.owe("file", "#it", file=_uploaded(post, b"no ink"))
    await post.deliver()
    await _withdraw(post, "file")
    assert post.messages("#it") == []


async def test_withdrawing_a_file_that_an_admin_has_deleted_is_no_trouble(post: PostOffice) -> None:
    await post.owe("file", "#it", file=_uploaded(post, b"no ink"))
    await post.deliver()
    [shared] = post.messages("#it")
    post.sandbox.workspace.files.delete(_file(post, shared.files[0]))
    await _withdraw(post, "file")
    assert (await post.notice("file")).state is NoticeState.SENT


async def test_a_file_that_lies_elsewhere_is_linked_and_its_host_never_sees_the_token(post: PostOffice) -> None:
    file = {"id": "F0", "name": "plan.pdf", "size": 10, "url": "http://localhost:9/slack.com/plan.pdf"}
    await post.owe("file", "#it", file=file)
    await post.deliver()
    assert post.texts("#it") == ["Ana sent a file\n<http://localhost:9/slack.com/plan.pdf|plan.pdf>"]


async def test_a_file_that_is_gone_is_linked(post: PostOffice) -> None:
    file = _uploaded(post, b"no ink")
    await post.owe("file", "#it", file=file | {"url": file["url"].replace(file["id"], "F404")})
    await post.deliver()
    [message] = post.messages("#it")
    assert message.files == []
    assert "printer.txt" in message.text


def _uploaded(post: PostOffice, content: bytes) -> dict[str, Any]:
    """A file of Ana's, as a message of hers carries it."""
    file_id = post.sandbox.driver.person("ana").upload("printer.txt", content)
    shown = wire.file(post.sandbox.workspace, _file(post, file_id))
    return {"id": file_id, "name": shown["name"], "size": shown["size"], "url": shown["url_private_download"]}


def _file(post: PostOffice, file_id: str) -> File:
    found = post.sandbox.workspace.files.get(file_id)
    assert found is not None
    return found


async def _withdraw(post: PostOffice, key: str) -> None:
    """Owe a withdrawal as the verbs do: with the params that the notice has by now."""
    params = {name: value for name, value in (await post.notice(key)).params.items() if name != "file"}
    await post.owe(key, "#it", **params, withdraw=True)
    await post.deliver_all()
