"""Following, through Slack."""

import pytest

from bot.helpdesk import settings
from bot.sandbox.records import Message, View
from bot.views import ids
from tests.handlers.work import choose, elements, invited, menu, raised, said_in, told
from tests.world import World, desks_document


@pytest.fixture(autouse=True)
async def request_message(world: World) -> Message:
    return await raised(world)


async def reply(world: World, request: Message, text: str) -> None:
    await world.dana.say("it", text, thread_ts=request.ts)
    await world.deliver()


async def test_followers_hear_of_public_replies_and_of_solving(world: World, request_message: Message) -> None:
    await choose(world, "eli", ids.FOLLOW)
    assert "You follow *IT-1*" in told(world, "eli")
    await reply(world, request_message, "Try <https://example.com|this> & <!here>")
    (news,) = world.dm("eli")
    assert news.text.startswith(f"<@{world.id('dana')}> replied on *IT-1*: The printer on the 3rd floor is jammed")
    assert "https://example.com" in said_in(news)
    assert [ping for ping in news.pings if ping != world.id("dana")] == []
    assert elements(news)[0]["url"].endswith(f"/p{world.card().ts.replace('.', '')}")
    await world.dana.click(world.card(), ids.SOLVE)
    await world.deliver()
    assert world.dm("eli")[-1].text.startswith(f"<@{world.id('dana')}> solved *IT-1*")


async def test_notes_and_the_requesters_own_words_are_no_news(world: World, request_message: Message) -> None:
    await choose(world, "eli", ids.FOLLOW)
    await world.dana.say("it-triage", "Hm", thread_ts=world.card().ts)
    await world.ana.say("it", "Hello?", thread_ts=request_message.ts)
    await world.deliver()
    assert world.dm("eli") == []


async def test_who_replies_hears_nothing_of_it(world: World, request_message: Message) -> None:
    await choose(world, "dana", ids.FOLLOW)
    await reply(world, request_message, "On my way")
    assert world.dm("dana") == []


async def test_the_card_names_followers_and_offers_to_stop(world: World, request_message: Message) -> None:
    assert ids.UNFOLLOW not in menu(world.card())
    await choose(world, "eli", ids.FOLLOW)
    await world.deliver()
    assert "Followed by eli" in said_in(world.card())
    await choose(world, "eli", ids.UNFOLLOW)
    assert "You no longer follow *IT-1*" in told(world, "eli")
    await reply(world, request_message, "On my way")
    assert world.dm("eli") == []


async def test_news_offer_to_stop_too(world: World, request_message: Message) -> None:
    await choose(world, "eli", ids.FOLLOW)
    await reply(world, request_message, "On my way")
    await world.eli.click(world.dm("eli")[0], ids.UNFOLLOW)
    await reply(world, request_message, "Nearly there")
    assert len(world.dm("eli")) == 1


async def test_home_follows_and_shows_it_without_another_word(world: World) -> None:
    home = await opened_home(world)
    await world.eli.click(home, ids.FOLLOW)
    await world.deliver()
    assert world.eli.modal() is None
    home = await opened_home(world)
    await world.eli.click(home, ids.UNFOLLOW)
    await world.deliver()
    assert "Followed by" not in said_in(world.card())


async def test_who_left_the_desk_hears_no_more(world: World, request_message: Message) -> None:
    await choose(world, "eli", ids.FOLLOW)
    await world.store.write(settings.apply, desks_document(world.ids, agents=[world.id("dana")]))
    await reply(world, request_message, "On my way")
    assert world.dm("eli") == []


async def test_nobody_follows_what_they_may_not_see(world: World) -> None:
    await invited(world, "hana")
    await choose(world, "hana", ids.FOLLOW)
    assert "Only the people who work its desk" in told(world, "hana")
    await world.deliver()
    assert "Followed by" not in said_in(world.card())


async def opened_home(world: World) -> View:
    await world.eli.open_home()
    await world.deliver()
    home = world.eli.home()
    assert home is not None
    return home
