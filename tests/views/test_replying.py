"""The menu of saved replies: Slack takes its choices, whatever stands in them."""

import pytest

from bot.helpdesk.replying import OFFERED
from bot.rules.replies import KEY, TITLE, Offer
from bot.rules.vocabulary import ReplyId
from bot.sandbox import problems
from bot.views import replying
from bot.views.blocks import actions, select
from tests.views.extremes import TEXTS, long


def offer(number: int, title: str, key: str, opening: str) -> tuple[Offer, str]:
    return Offer(ReplyId(2**62 - number), key, title, None, "en", number), opening


@pytest.mark.parametrize("text", TEXTS)
def test_slack_takes_as_many_choices_as_are_offered_of_the_longest_replies(text: str):
    title, key, opening = long(TEXTS[text], TITLE) or "Title", "k" * KEY, long(TEXTS[text], 300)
    choices = replying.offers([offer(number, title, key, opening) for number in range(OFFERED)])
    assert problems({"blocks": [actions(select("menu", "Search", choices))], "text": "x", "ts": "1.1"}, "message") == []


def test_a_choice_shows_title_key_and_how_the_text_begins_and_never_cuts_the_key():
    (short,) = replying.offers([offer(1, "VPN reset", "vpn", "Hi &amp; <@U1|ana>,\nplease")])
    assert (short["text"]["text"], short["description"]["text"]) == ("VPN reset (vpn)", "Hi & @ana, please")
    (long_one,) = replying.offers([offer(1, "x" * TITLE, "k" * KEY, "Text")])
    assert long_one["text"]["text"].endswith(f"… ({'k' * KEY})")
