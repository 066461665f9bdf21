"""Charts and tables of data where they have reached the workspace, and what stands in their place where not."""

import random
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.delivery.letter import Letter, Post, Whisper
from bot.delivery.outbox import LEASE, Delivery
from bot.delivery.pacing import Pace, Pacing
from bot.delivery.slack import Slack
from bot.rules.notice_kinds import NoticeState
from bot.rules.records import Notice, Workspace
from bot.rules.vocabulary import PersonId, WorkspaceId
from bot.views.blocks import Message, section
from storage import data_blocks, people
from storage.transaction import Transaction
from tests.delivery import post_office
from tests.delivery.post_office import PostOffice

CHART: dict[str, Any] = {
    "type": "data_visualization",
    "title": "Created",
    "chart": {"type": "pie", "segments": [{"label": "IT", "value": 3}]},
}


def charted(tx: Transaction, notice: Notice) -> Letter | None:
    """A letter with a chart, and with words in its place; `mistaken` has blocks that nobody takes."""
    letter = post_office.letter(tx, notice)
    if not isinstance(letter, (Post, Whisper)):
        return letter
    chart = {**CHART, "title": ""} if notice.params.get("mistaken") else CHART
    message = Message(letter.message.text, [chart], without_data=[section("IT: 3 created")])
    return replace(letter, message=message)


@pytest.fixture
async def charts(post: PostOffice) -> PostOffice:
    """The post office with such letters, in a workspace that is known."""
    identity = post.sandbox.workspace.identity
    known = Workspace(WorkspaceId(identity.team_id), "Sandbox", "https://x.slack.com/", PersonId(identity.bot_user_id))
    await post.store.write(people.save_workspace, known)
    post.delivery = Delivery(post.store, post.slack, charted, chance=random.Random(1), lease=LEASE)
    return post


def kinds(post: PostOffice) -> list[str]:
    """What kinds of blocks stand in #it."""
    return [message.blocks[0]["type"] for message in post.messages("#it")]


async def test_a_chart_is_sent_and_it_is_remembered_that_there_are_charts(charts: PostOffice) -> None:
    await charts.owe("numbers", "#it", say="3 created")
    await charts.deliver()
    assert kinds(charts) == ["data_visualization"]
    assert await charts.store.read(data_blocks.are_shown) is True


async def test_without_them_the_same_goes_out_in_words_at_once_and_the_next_one_is_not_tried(
    charts: PostOffice,
) -> None:
    charts.sandbox.workspace.has_data_blocks = False
    await charts.owe("numbers", "#it", say="3 created")
    await charts.deliver()
    assert kinds(charts) == ["section"]
    assert charts.calls()["chat.postMessage"] == 2
    assert await charts.store.read(data_blocks.are_shown) is False
    await charts.owe("more", "#it", say="4 created")
    await charts.deliver()
    assert kinds(charts) == ["section", "section"]
    assert charts.calls()["chat.postMessage"] == 3


async def test_an_update_and_a_whisper_do_the_same(charts: PostOffice) -> None:
    await charts.owe("numbers", "#it", say="3 created")
    await charts.deliver()
    charts.sandbox.workspace.has_data_blocks = False
    await charts.owe("numbers", "#it", say="4 created")
    await charts.deliver()
    assert kinds(charts) == ["section"]
    ana = charts.lane("ana")
    await charts.owe("whisper", "#it", whisper="5 created", whispered_to=[charts.lane("#it"), ana])
    await charts.deliver()
    (shown,) = charts.sandbox.driver.person("ana").ephemerals("it")
    assert shown.blocks[0]["type"] == "section"


async def test_after_a_week_they_are_tried_again(charts: PostOffice) -> None:
    charts.sandbox.workspace.has_data_blocks = False
    await charts.owe("numbers", "#it", say="3 created")
    await charts.deliver()
    charts.sandbox.workspace.has_data_blocks = True
    charts.clock.advance(days=6, hours=23)
    assert await charts.store.read(data_blocks.are_shown) is False
    charts.clock.advance(hours=2)
    assert await charts.store.read(data_blocks.are_shown) is None
    await charts.owe("more", "#it", say="4 created")
    await charts.deliver()
    assert kinds(charts) == ["section", "data_visualization"]
    assert await charts.store.read(data_blocks.are_shown) is True


async def test_a_chart_with_a_mistake_goes_out_in_words_too(charts: PostOffice) -> None:
    await charts.owe("numbers", "#it", say="3 created", mistaken=True)
    await charts.deliver()
    assert kinds(charts) == ["section"]
    assert (await charts.notice("numbers")).state is NoticeState.SENT


async def test_an_answer_of_another_kind_says_nothing_of_charts(charts: PostOffice) -> None:
    charts.sandbox.workspace.channels.change(charts.lane("#it"), archived=True)
    await charts.owe("numbers", "#it", say="3 created")
    await charts.deliver()
    assert (await charts.notice("numbers")).error == "is_archived"
    assert await charts.store.read(data_blocks.are_shown) is None


async def test_a_channel_that_has_just_had_a_message_gets_the_words_a_moment_later(charts: PostOffice) -> None:
    charts.sandbox.workspace.has_data_blocks = False
    slow = Slack(charts.slack.client, Pacing(charts.clock, Pace(interval=timedelta(seconds=1), burst=1)))
    charts.delivery = Delivery(charts.store, slow, charted, chance=random.Random(1), lease=LEASE)
    await charts.owe("numbers", "#it", say="3 created")
    await charts.deliver()
    assert kinds(charts) == []
    await charts.deliver_all()
    assert kinds(charts) == ["section"]
    assert charts.calls()["chat.postMessage"] == 2
