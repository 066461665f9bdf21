"""Who reads what, by where it was written and by whom."""

import pytest

from bot.rules.conversation import carried_to, visibility, without_markup
from bot.rules.vocabulary import Side, Speaker, Visibility

PUBLIC, INTERNAL = Visibility.PUBLIC, Visibility.INTERNAL
CARD, REQUESTER = Side.CARD, Side.REQUESTER


@pytest.mark.parametrize("speaker", Speaker)
@pytest.mark.parametrize("desk_says", [True, False])
def test_what_is_written_in_the_requesters_thread_is_public(speaker: Speaker, *, desk_says: bool) -> None:
    assert visibility(REQUESTER, speaker, card_replies_are_public=desk_says) is PUBLIC


@pytest.mark.parametrize("speaker", Speaker)
def test_what_is_written_under_the_card_is_a_note(speaker: Speaker) -> None:
    assert visibility(CARD, speaker, card_replies_are_public=False) is INTERNAL


def test_a_desk_may_let_its_agents_answer_under_the_card_but_nobody_else_speaks_for_it() -> None:
    public = {who for who in Speaker if visibility(CARD, who, card_replies_are_public=True) is PUBLIC}
    assert public == {Speaker.AGENT}


@pytest.mark.parametrize(
    ("visible", "speaker", "side", "stands_in", "copies"),
    [
        (PUBLIC, Speaker.REQUESTER, REQUESTER, REQUESTER, {CARD}),
        (PUBLIC, Speaker.OTHER, REQUESTER, REQUESTER, {CARD}),
        (PUBLIC, Speaker.AGENT, REQUESTER, REQUESTER, {CARD}),
        (PUBLIC, Speaker.AGENT, CARD, CARD, {REQUESTER}),  # the desk answers under the card
        (PUBLIC, Speaker.AGENT, CARD, None, {CARD, REQUESTER}),  # Reply
        (PUBLIC, Speaker.REQUESTER, CARD, None, {CARD, REQUESTER}),  # Reply, on an agent's own request
        (PUBLIC, Speaker.REQUESTER, REQUESTER, None, {CARD}),  # details, from a form
        (INTERNAL, Speaker.AGENT, CARD, None, {CARD}),  # Note
        (INTERNAL, Speaker.AGENT, CARD, CARD, set()),
        (PUBLIC, Speaker.OTHER, REQUESTER, None, {CARD}),  # in the thread of a merged ticket: not for its requester
    ],
)
def test_a_message_is_carried_to_the_threads_it_does_not_stand_in_and_whose_readers_it_is_for(
    visible: Visibility, speaker: Speaker, side: Side, stands_in: Side | None, copies: set[Side]
) -> None:
    assert carried_to(visible, speaker, side, stands_in) == copies


def test_a_mention_is_no_word_of_the_message() -> None:
    assert without_markup("<@U1> thanks <!here> <#C1|it>").split() == ["thanks"]
