"""Help for `/helpdesk`, and its answer to what it does not know, through Slack."""

import pytest
from sqlalchemy import delete

from bot.sandbox.answers import SlashAnswer
from storage import tables
from storage.transaction import Transaction
from tests.world import World


def shown(answer: SlashAnswer) -> str:
    assert not answer.error
    assert answer.response_type == "ephemeral"
    return answer.text


def forget_desks(tx: Transaction) -> None:
    """As if nobody had set up a desk yet."""
    for table in (tables.desk_channels, tables.desk_members, tables.categories, tables.desks):
        tx.run(delete(table).where(tx.here(table)))


@pytest.mark.parametrize("words", ["", "help", "HELP", "  help  me "])
async def test_help_lists_what_an_agent_may_do(world: World, words: str) -> None:
    text = shown(await world.dana.slash("/helpdesk", words))
    assert "`/helpdesk queue`" in text
    assert "`/helpdesk metrics`" not in text
    assert "shows your own numbers" in text
    assert "`/ticket`" in text


async def test_help_lists_what_each_may_do(world: World) -> None:
    ana, lea, gus = [shown(await world.person(name).slash("/helpdesk")) for name in ("ana", "lea", "gus")]
    assert "`/helpdesk queue`" not in ana
    assert "`/helpdesk metrics`" not in ana
    assert "`/helpdesk queue`" in lea
    assert "`/helpdesk metrics`" in lea
    assert "`/helpdesk digest`" in lea
    assert "`/helpdesk digest`" not in gus
    assert "`/helpdesk queue`" not in gus
    assert "`/helpdesk metrics`" in gus


@pytest.mark.parametrize("word", ["frobnicate", "<!channel>", "@here", "*bold*", "&amp;"])
async def test_an_unknown_word_is_answered_with_help_and_does_nothing(world: World, word: str) -> None:
    text = shown(await world.dana.slash("/helpdesk", f"{word} now"))
    assert text.startswith("I don't know “")
    assert "`/helpdesk queue`" in text
    assert "<!" not in text


async def test_without_any_desk_everybody_hears_how_to_set_one_up(world: World) -> None:
    await world.store.write(forget_desks)
    for words in ("queue", "metrics", "help"):
        assert "helpdesk desk apply" in shown(await world.person("gus").slash("/helpdesk", words))
