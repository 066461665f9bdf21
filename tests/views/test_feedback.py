"""The question after solving on paper, and the news of a message that could not be sent."""

import json
from dataclasses import replace

import pytest

from bot.i18n import Reader
from bot.rules.feedback import Standing
from bot.rules.notice_kinds import NoticeKind
from bot.rules.obstacles import OBSTACLES, Obstacle
from bot.rules.records import RATING_EMOJI
from bot.rules.survey_pictures import SurveyPicture
from bot.rules.vocabulary import ChannelId, PersonId, Status
from bot.sandbox import problems
from bot.views import feedback as views
from bot.views.dead_letter import WHY, dead_letter, reason
from tests.tickets import TICKET
from tests.views.feedback_samples import SURVEY

READER = Reader()
ASKED = SurveyPicture(TICKET, replace(SURVEY, assignee_id=None), Standing.OPEN, None, None, {})
SUBJECT = "<!channel> <https://evil.example|free> " + "&" * 200
NASTY = replace(ASKED, ticket=replace(TICKET, subject=SUBJECT))


def test_the_question_has_five_reactions_worst_first_and_explains_each_in_words() -> None:
    message = views.survey(ASKED, READER)
    assert message.reactions == RATING_EMOJI
    assert "*IT-1* (No ink) is solved. How did we do?" in message.text
    for emoji, words in zip(RATING_EMOJI, ("very bad", "bad", "all right", "good", "very good"), strict=True):
        assert f":{emoji}:{views.NO_BREAK}{words}" in message.text
        assert f":{emoji}:{views.NO_BREAK}{words}" in json.dumps(list(message.blocks), ensure_ascii=False)


def test_the_question_says_who_helped() -> None:
    dana = PersonId("UDANA")
    helped = replace(ASKED, survey=replace(SURVEY, assignee_id=dana), names={dana: "Dana *Vogt*"})
    assert "*IT-1* (No ink) is solved; Dana *Vogt* helped you. How did we do?" in views.survey(helped, READER).text


def test_a_desk_may_choose_the_words_beside_its_emoji() -> None:
    own = replace(ASKED, survey=replace(SURVEY, words=["awful", "poor", "so so", "fine", "<great>"]))
    text = views.survey(own, READER).text
    assert f":star-struck:{views.NO_BREAK}&lt;great&gt;" in text
    assert "very good" not in text


@pytest.mark.parametrize(("score", "words"), [(1, "very bad"), (3, "all right"), (5, "very good")])
def test_a_rated_question_says_thanks_with_the_rating_in_words(score: int, words: str) -> None:
    message = views.survey(replace(ASKED, score=score), READER)
    assert f"Thank you! You rated *IT-1* (No ink) :{RATING_EMOJI[score - 1]}: *{words}*." in message.text
    assert "you can change it" in message.text
    assert message.reactions == RATING_EMOJI


def test_a_low_rating_asks_what_went_wrong_and_offers_to_reopen_what_is_solved() -> None:
    for status, score, offered in (
        (Status.SOLVED, 3, True),
        (Status.SOLVED, 4, False),
        (Status.CLOSED, 1, False),
    ):
        shown = replace(ASKED, ticket=replace(TICKET, status=status), score=score)
        message = views.survey(shown, READER)
        assert ("What went wrong?" in message.text) is (score < 4)
        assert ('"reopen"' in json.dumps(list(message.blocks))) is offered


def test_praise_is_offered_to_a_five_alone_and_where_there_is_a_place_for_it() -> None:
    for score, channel, offered in ((5, "C1", True), (4, "C1", False), (5, None, False)):
        shown = replace(ASKED, score=score, praise_in=None if channel is None else ChannelId(channel))
        assert ('"share_praise"' in json.dumps(list(views.survey(shown, READER).blocks))) is offered


def test_a_question_that_is_over_keeps_what_was_said() -> None:
    for standing, words in ((Standing.WITHDRAWN, "It has gone on since then"), (Standing.ENDED, "has ended")):
        message = views.survey(replace(ASKED, standing=standing, score=2), READER)
        assert "*bad*" in message.text
        assert words in message.text
        assert not [block for block in message.blocks if block["type"] == "actions"]


def test_a_question_that_is_over_without_an_answer_says_so() -> None:
    assert "has ended" in views.survey(replace(ASKED, standing=Standing.ENDED), READER).text
    again = replace(ASKED, standing=Standing.WITHDRAWN, ticket=replace(TICKET, status=Status.OPEN))
    assert "is open again, so I take my question back" in views.survey(again, READER).text


def test_an_anonymous_answer_is_not_repeated_once_the_question_is_over() -> None:
    shown = replace(ASKED, survey=replace(SURVEY, is_anonymous=True), score=1, standing=Standing.ENDED)
    assert "very bad" not in views.survey(shown, READER).text


def test_the_question_stays_within_slacks_limits_and_text_does_nothing() -> None:
    for message in (
        views.survey(NASTY, READER),
        views.survey(replace(NASTY, score=4), READER),
        views.survey(replace(NASTY, score=4, standing=Standing.WITHDRAWN), READER),
        dead_letter(NASTY.ticket, NoticeKind.CARD, "C1", "<!here>" * 100, READER),
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
