"""The question after solving on paper, and the news of a message that could not be sent."""

import json
from dataclasses import replace

import pytest

from bot.i18n import Reader
from bot.rules.obstacles import OBSTACLES, Obstacle
from bot.rules.records import RATING_EMOJI, Survey
from bot.rules.vocabulary import NoticeKind, TicketId
from bot.sandbox import problems
from bot.views import feedback as views
from bot.views.dead_letter import WHY, dead_letter, reason
from tests.tickets import RAISED_AT, TICKET

READER = Reader()
SURVEY = Survey(1, TicketId(1), 1, TICKET.requester_id, None, list(RATING_EMOJI), RAISED_AT, None, None, None)
NASTY = replace(TICKET, subject="<!channel> <https://evil.example|free> " + "&" * 200)


def test_the_question_has_five_reactions_worst_first_and_explains_each_in_words() -> None:
    message = views.survey(TICKET, SURVEY, None, READER)
    assert message.reactions == RATING_EMOJI
    assert "*IT-1* (No ink) is solved. How did we do?" in message.text
    for emoji, words in zip(RATING_EMOJI, ("very bad", "bad", "all right", "good", "very good"), strict=True):
        assert f":{emoji}:{views.NO_BREAK}{words}" in message.text
        assert f":{emoji}:{views.NO_BREAK}{words}" in json.dumps(list(message.blocks), ensure_ascii=False)


@pytest.mark.parametrize(("score", "words"), [(1, "very bad"), (3, "all right"), (5, "very good")])
def test_a_rated_question_says_thanks_with_the_rating_in_words(score: int, words: str) -> None:
    message = views.survey(TICKET, SURVEY, score, READER)
    assert f"Thank you! You rated *IT-1* (No ink) :{RATING_EMOJI[score - 1]}: *{words}*." in message.text
    assert "you can change it" in message.text
    assert message.reactions == RATING_EMOJI


def test_a_settled_question_keeps_what_was_said() -> None:
    assert "*bad*" in views.settled(TICKET, SURVEY, 2, READER).text


def test_the_question_stays_within_slacks_limits_and_text_does_nothing() -> None:
    for message in (
        views.survey(NASTY, SURVEY, None, READER),
        views.survey(NASTY, SURVEY, 4, READER),
        views.settled(NASTY, SURVEY, 4, READER),
        dead_letter(NASTY, NoticeKind.CARD, "C1", "<!here>" * 100, READER),
    ):
        assert problems({"text": message.text, "blocks": list(message.blocks), "ts": "1.0"}, "message") == []
        assert "<!" not in message.text.replace("<!date", "")
        assert "<https" not in message.text


def test_every_refusal_of_slacks_has_a_sentence_of_its_own() -> None:
    assert set(Obstacle) == WHY.keys()
    assert not [error for error in OBSTACLES if reason(error, READER).startswith("Slack's answer was")]


def test_news_of_a_dead_letter_names_ticket_place_reason_and_cure() -> None:
    text = dead_letter(TICKET, NoticeKind.CARD, "C123", "not_in_channel", READER).text
    for part in ("the card of *IT-1* (No ink)", "<#C123>", "/invite @helpdesk", "`helpdesk outbox retry`"):
        assert part in text
    assert "<@U123>" in dead_letter(TICKET, NoticeKind.SURVEY, "U123", "user_disabled", READER).text


def test_an_error_nobody_knows_is_quoted() -> None:
    assert reason("weird_`error`", READER) == "Slack's answer was `weird_'error'`."


def test_a_message_without_a_name_is_a_message() -> None:
    assert "a message of *IT-1*" in dead_letter(TICKET, NoticeKind.HOME, "C1", "is_archived", READER).text
