"""Feedback: asked once per solving, rated by reactions, withdrawn when the ticket is reopened."""

import asyncio
from datetime import timedelta
from itertools import permutations

import pytest

from bot.helpdesk import conversation, feedback, lifecycle, people, reactions, surveying
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import RATING_EMOJI, Ticket
from bot.rules.refusals import NoSuchSurvey, NotAllowed, NothingToSay, NotPossibleNow, NotYourDesk
from storage import facts, surveys
from tests.office import Office, person, reaction


@pytest.fixture
async def ticket(office: Office) -> Ticket:
    """Solved by Dana, who had it, for Ana."""
    claimed = await office.claimed("dana", await office.raised("ana"))
    return await office.solved("dana", claimed)


async def score(office: Office, ticket: Ticket) -> int | None:
    survey = (await office.surveys(ticket))[-1]
    return await office.see(surveys.score, survey.id)


async def test_solving_asks_the_requester_in_private(office: Office, ticket: Ticket) -> None:
    (survey,) = await office.surveys(ticket)
    assert (survey.person_id, survey.assignee_id, survey.cycle) == (person("ana"), person("dana"), 1)
    (notice,) = await office.owed(ticket, NoticeKind.SURVEY)
    assert notice.lane == person("ana")
    assert notice.thread_ts is None
    assert ("surveyed", None, "", "") in await office.happenings(ticket)


async def test_solving_twice_at_once_asks_once(office: Office, ticket: Ticket) -> None:
    await asyncio.gather(*(office.solved("dana", ticket) for _ in range(4)))
    await office.do(surveying.ask, ticket)
    assert len(await office.surveys(ticket)) == 1


async def test_a_reaction_is_the_rating_and_history_says_so(office: Office, ticket: Ticket) -> None:
    survey = await office.asked(ticket)
    await office.do(reactions.added, reaction("ana", RATING_EMOJI[3], survey))
    assert await score(office, ticket) == 4
    assert ("rated", person("ana"), "", "4") in await office.happenings(ticket)


async def test_the_question_is_shown_again_once_it_is_rated(office: Office, ticket: Ticket) -> None:
    survey = await office.asked(ticket)
    before = await office.notice(f"survey:{survey.id}")
    await office.do(reactions.added, reaction("ana", RATING_EMOJI[3], survey))
    after = await office.notice(f"survey:{survey.id}")
    assert before is not None
    assert after is not None
    assert after.owed == before.owed + 1


async def test_the_last_reaction_counts_and_taking_it_away_leaves_the_one_before(
    office: Office, ticket: Ticket
) -> None:
    survey = await office.asked(ticket)
    for emoji in (RATING_EMOJI[1], RATING_EMOJI[4]):
        await office.do(reactions.added, reaction("ana", emoji, survey))
    assert await score(office, ticket) == 5
    await office.do(reactions.removed, reaction("ana", RATING_EMOJI[4], survey))
    assert await score(office, ticket) == 2
    await office.do(reactions.removed, reaction("ana", RATING_EMOJI[1], survey))
    assert await score(office, ticket) is None
    assert [line for line in await office.happenings(ticket) if line[0] in ("rated", "rating_withdrawn")] == [
        ("rated", person("ana"), "", "2"),
        ("rated", person("ana"), "2", "5"),
        ("rating_withdrawn", person("ana"), "5", "2"),
        ("rating_withdrawn", person("ana"), "2", ""),
    ]


async def test_a_reaction_put_back_is_the_last_one_again(office: Office, ticket: Ticket) -> None:
    survey = await office.asked(ticket)
    await office.do(reactions.added, reaction("ana", RATING_EMOJI[0], survey))
    await office.do(reactions.added, reaction("ana", RATING_EMOJI[4], survey))
    await office.do(reactions.removed, reaction("ana", RATING_EMOJI[0], survey))
    assert await score(office, ticket) == 5
    await office.do(reactions.added, reaction("ana", RATING_EMOJI[0], survey))
    assert await score(office, ticket) == 1


@pytest.mark.parametrize("order", list(permutations(range(4))))
async def test_reactions_count_as_they_were_given_in_whatever_order_slack_tells_of_them(
    office: Office, ticket: Ticket, order: tuple[int, ...]
) -> None:
    survey, begun = await office.asked(ticket), office.clock.at
    told = [
        (reactions.added, RATING_EMOJI[0]),
        (reactions.added, RATING_EMOJI[4]),
        (reactions.added, RATING_EMOJI[2]),
        (reactions.removed, RATING_EMOJI[2]),
    ]
    office.clock.advance(seconds=10)
    for place in (*order, *order):
        verb, emoji = told[place]
        await office.do(verb, reaction("ana", emoji, survey, begun + timedelta(seconds=place)))
    assert await score(office, ticket) == 5
    known = await office.see(facts.get, ticket.id)
    assert known is not None
    assert known[0].rating == 5


async def test_a_button_is_the_last_word_though_slacks_clock_is_ahead(office: Office, ticket: Ticket) -> None:
    survey, soon = await office.asked(ticket), office.clock.at + timedelta(seconds=30)
    await office.do(reactions.added, reaction("ana", RATING_EMOJI[0], survey, soon))
    await office.do(feedback.rate, survey.id, 4, person("ana"))
    assert await score(office, ticket) == 4


async def test_a_reaction_delivered_again_changes_nothing(office: Office, ticket: Ticket) -> None:
    survey = await office.asked(ticket)
    four_times = [office.do(reactions.added, reaction("ana", RATING_EMOJI[2], survey)) for _ in range(4)]
    await asyncio.gather(*four_times)
    await office.do(reactions.added, reaction("ana", RATING_EMOJI[4], survey))
    await office.do(reactions.added, reaction("ana", RATING_EMOJI[2], survey))
    assert await score(office, ticket) == 5
    rated = [line for line in await office.happenings(ticket) if line[0] == "rated"]
    assert [line[3] for line in rated] == ["3", "5"]


@pytest.mark.parametrize("somebody", ["ben", "dana", "lea", "bot"])
async def test_reactions_of_others_and_of_the_bot_do_not_count(office: Office, ticket: Ticket, somebody: str) -> None:
    survey = await office.asked(ticket)
    for emoji in RATING_EMOJI:
        await office.do(reactions.added, reaction(somebody, emoji, survey))
    assert await score(office, ticket) is None


async def test_others_cannot_take_a_rating_away(office: Office, ticket: Ticket) -> None:
    survey = await office.asked(ticket)
    await office.do(reactions.added, reaction("ana", RATING_EMOJI[2], survey))
    await office.do(reactions.removed, reaction("dana", RATING_EMOJI[2], survey))
    assert await score(office, ticket) == 3


async def test_an_emoji_that_is_not_on_the_scale_is_no_rating(office: Office, ticket: Ticket) -> None:
    survey = await office.asked(ticket)
    await office.do(reactions.added, reaction("ana", "pizza", survey))
    await office.do(reactions.removed, reaction("ana", RATING_EMOJI[2], survey))
    assert await score(office, ticket) is None
    assert "rating_withdrawn" not in {line[0] for line in await office.happenings(ticket)}


async def test_a_question_older_than_a_week_takes_no_rating(office: Office, ticket: Ticket) -> None:
    survey = await office.asked(ticket)
    office.clock.advance(days=7)
    await office.do(reactions.added, reaction("ana", RATING_EMOJI[2], survey))
    assert await score(office, ticket) is None


async def test_reopening_withdraws_the_question_and_solving_again_asks_anew(office: Office, ticket: Ticket) -> None:
    first = await office.asked(ticket)
    office.clock.advance(hours=1)
    await office.do(lifecycle.reopen, ticket.id, person("ana"))
    await office.do(reactions.added, reaction("ana", RATING_EMOJI[0], first))
    assert await score(office, ticket) is None
    await office.solved("dana", ticket)
    old, new = await office.surveys(ticket)
    assert old.withdrawn_at is not None
    assert (new.cycle, new.withdrawn_at) == (2, None)


async def test_the_rating_is_credited_to_whoever_had_the_ticket_at_solving(office: Office, ticket: Ticket) -> None:
    await office.do(lifecycle.reopen, ticket.id, person("eli"))
    (survey,) = await office.surveys(ticket)
    assert survey.assignee_id == person("dana")


async def test_an_agent_who_solves_their_own_request_is_not_asked(office: Office) -> None:
    own = await office.raised("dana")
    await office.solved("dana", own)
    claimed = await office.claimed("eli", await office.raised("eli", "New mouse"))
    await office.solved("lea", claimed)
    assert await office.surveys(own) == []
    assert await office.surveys(claimed) == []


async def test_an_agent_of_the_desk_who_asked_is_not_asked_whoever_solves_it(office: Office) -> None:
    claimed = await office.claimed("dana", await office.raised("eli", "New mouse"))
    await office.solved("dana", claimed)
    assert await office.surveys(claimed) == []


async def test_a_requester_who_says_that_solved_it_is_asked_once_an_agent_had_answered(office: Office) -> None:
    claimed = await office.claimed("dana", await office.raised("ana"))
    await office.do(conversation.reply, claimed.id, person("dana"), "Turn it on", "view:V1")
    await office.do(lifecycle.confirm_solved, claimed.id, person("ana"))
    (survey,) = await office.surveys(claimed)
    assert survey.assignee_id == person("dana")


async def test_a_requester_who_solved_it_themselves_is_not_asked(office: Office) -> None:
    claimed = await office.claimed("dana", await office.raised("ana"))
    await office.do(conversation.note, claimed.id, person("dana"), "Did she turn it on?", "view:V1")
    await office.do(lifecycle.confirm_solved, claimed.id, person("ana"))
    assert await office.surveys(claimed) == []


async def test_somebody_who_has_left_is_not_asked(office: Office) -> None:
    claimed = await office.claimed("dana", await office.raised("ana"))
    await office.do(people.describe, {"id": person("ana"), "name": "ana", "deleted": True})
    await office.solved("dana", claimed)
    assert await office.surveys(claimed) == []


async def test_a_low_rating_is_told_to_each_lead_once_however_often_it_changes(office: Office, ticket: Ticket) -> None:
    survey = await office.asked(ticket)
    for emoji in (RATING_EMOJI[0], RATING_EMOJI[2], RATING_EMOJI[4], RATING_EMOJI[1]):
        await office.do(reactions.added, reaction("ana", emoji, survey))
    assert [told.lane for told in await office.owed(ticket, NoticeKind.LOW_RATING)] == [person("lea")]


async def test_a_good_rating_is_told_to_nobody(office: Office, ticket: Ticket) -> None:
    survey = await office.asked(ticket)
    await office.do(reactions.added, reaction("ana", RATING_EMOJI[3], survey))
    assert await office.owed(ticket, NoticeKind.LOW_RATING) == []


async def test_two_processes_that_hear_of_one_reaction_and_one_press_rate_once(
    office: Office, there: Office, ticket: Ticket
) -> None:
    survey = await office.asked(ticket)
    await asyncio.gather(
        *(at.do(reactions.added, reaction("ana", RATING_EMOJI[1], survey)) for at in (office, there)),
        *(at.do(feedback.rate, survey.id, 2, person("ana")) for at in (office, there)),
    )
    assert [line for line in await office.happenings(ticket) if line[0] == "rated"] == [
        ("rated", person("ana"), "", "2")
    ]
    assert len(await office.owed(ticket, NoticeKind.LOW_RATING)) == 1


async def test_a_comment_sent_twice_is_written_once_and_a_later_one_counts(
    office: Office, there: Office, ticket: Ticket
) -> None:
    survey = await office.asked(ticket)
    words = (survey.id, person("ana"), "", "Quick!", "view:V1")
    await asyncio.gather(*(at.do(feedback.comment, *words) for at in (office, there) for _ in range(2)))
    assert [told.lane for told in await office.owed(ticket, NoticeKind.RATING_COMMENT)] == [
        person("lea"),
        person("dana"),
    ]
    assert len([line for line in await office.happenings(ticket) if line[0] == "rating_commented"]) == 1
    office.clock.advance(seconds=1)
    await office.do(feedback.comment, survey.id, person("ana"), "", "Very quick!", "view:V2")
    await office.do(feedback.comment, *words)
    said = await office.see(surveys.comment, survey.id)
    assert said is not None
    assert said.text == "Very quick!"
    assert len(await office.owed(ticket, NoticeKind.RATING_COMMENT)) == 2, "told where the first one was"


async def test_a_comment_says_something(office: Office, ticket: Ticket) -> None:
    survey = await office.asked(ticket)
    for text in ("", "  ", "\n"):
        with pytest.raises(NothingToSay):
            await office.do(feedback.comment, survey.id, person("ana"), " ", text, "view:V1")
    await office.do(feedback.comment, survey.id, person("ana"), "It took too long", "", "view:V1")


@pytest.mark.parametrize("score", [None, 1, 4])
async def test_only_a_five_can_be_shared(office: Office, ticket: Ticket, score: int | None) -> None:
    survey = await office.asked(ticket)
    if score is not None:
        await office.do(feedback.rate, survey.id, score, person("ana"))
    with pytest.raises(NotPossibleNow):
        await office.do(feedback.share, survey.id, person("ana"))
    assert await office.owed(ticket, NoticeKind.PRAISE) == []


async def test_praise_shared_at_two_processes_at_once_is_posted_once(
    office: Office, there: Office, ticket: Ticket
) -> None:
    survey = await office.asked(ticket)
    await office.do(feedback.rate, survey.id, 5, person("ana"))
    await asyncio.gather(*(at.do(feedback.share, survey.id, person("ana")) for at in (office, there) for _ in range(2)))
    (praise,) = await office.owed(ticket, NoticeKind.PRAISE)
    assert praise.owed == 1
    assert len([line for line in await office.happenings(ticket) if line[0] == "praise_shared"]) == 1


async def test_praise_goes_on_with_the_words_that_were_agreed_to(office: Office, ticket: Ticket) -> None:
    survey = await office.asked(ticket)
    await office.do(feedback.rate, survey.id, 5, person("ana"))
    await office.do(feedback.comment, survey.id, person("ana"), "", "Quick!", "view:V1")
    await office.do(feedback.share, survey.id, person("ana"))
    await office.do(feedback.comment, survey.id, person("ana"), "", "My password is 1234", "view:V2")
    (praise,) = await office.owed(ticket, NoticeKind.PRAISE)
    said = await office.see(surveys.comment_by_id, praise.params["comment"])
    assert said is not None
    assert said.text == "Quick!"


@pytest.mark.parametrize(("who", "refused"), [("ben", NotYourDesk), ("gus", NotYourDesk), ("dana", NotAllowed)])
async def test_nobody_else_answers(office: Office, ticket: Ticket, who: str, refused: type[Exception]) -> None:
    survey = await office.asked(ticket)
    for verb, words in (
        (feedback.rate, (1,)),
        (feedback.take_back, ()),
        (feedback.comment, ("", "x", "view:V1")),
        (feedback.commenting, ()),
        (feedback.share, ()),
    ):
        given = (survey.id, *words, person(who)) if verb is feedback.rate else (survey.id, person(who), *words)
        with pytest.raises(refused):
            await office.do(verb, *given)
    assert await score(office, ticket) is None


async def test_before_solving_there_is_nothing_to_rate(office: Office) -> None:
    claimed = await office.claimed("dana", await office.raised("ana"))
    with pytest.raises(NoSuchSurvey):
        await office.do(feedback.rate, claimed.id, 5, person("ana"))
    assert await office.surveys(claimed) == []
