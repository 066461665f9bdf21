"""Asking the team: who can be asked, who may answer, what becomes of the question, and the thanks."""

import asyncio
from typing import Any

import pytest

from bot.helpdesk import lifecycle, merging, metrics, people, questions
from bot.rules.actions import Action
from bot.rules.metrics import TeamAnswers
from bot.rules.notice_kinds import NoticeKind
from bot.rules.questions import MOST_ASKED, Asking, Question, Standing, Unaskable
from bot.rules.records import Message, Ticket
from bot.rules.refusals import (
    CannotBeAsked,
    CannotThankOneself,
    IsAnswered,
    IsSolved,
    NeedsNoAnswer,
    NobodyToAsk,
    NoSuchQuestion,
    NotAllowed,
    NothingToSay,
    NotPossibleNow,
    NotYourDesk,
    TooManyToAsk,
)
from bot.rules.vocabulary import CategoryKey, Status, Visibility
from storage import messages
from storage import questions as rows
from storage.transaction import Transaction
from tests.climb import TIERS
from tests.office import Office, person
from tests.talk import Talk

WHAT = "Which driver does it need?"
VPN = CategoryKey("vpn")
DANA_KNOWS, ELI_KNOWS = ({"person": one, "skills": ["vpn"]} for one in ("UDANA", "UELI"))


async def asked(office: Office, ticket: Ticket, *who: str, by: str = "dana", **what: Any) -> Question:
    """Somebody of the desk asks these people, or a group, or whoever has a skill."""
    source = what.pop("source", f"view:{by}:{who}:{sorted(what)}")
    wanted = Asking(tuple(person(one) for one in who), what.pop("text", WHAT), **what)
    return await office.do(questions.ask, ticket.id, person(by), wanted, source)


async def answered(office: Office, question: Question, by: str, text: str = "The old one") -> Question:
    return await office.do(questions.answer, question.id, person(by), text, f"view:{by}:{text}")


async def now(office: Office, question: Question) -> Question:
    found = await office.see(rows.get, question.id)
    assert found is not None
    return found


async def notes(office: Office, ticket: Ticket) -> list[Message]:
    said = await office.see(messages.of_ticket, ticket.id)
    return [message for message in said if message.visibility is Visibility.INTERNAL]


async def told(office: Office, ticket: Ticket, kind: NoticeKind) -> list[str]:
    """Who is told of it, or where."""
    return [notice.lane for notice in await office.owed(ticket, kind)]


async def test_those_who_are_named_are_asked_and_the_desk_sees_it_under_the_card(
    office: Office, ticket: Ticket
) -> None:
    question = await asked(office, ticket, "hana", "eli")
    assert await told(office, ticket, NoticeKind.QUESTION_FOR_YOU) == [person("hana"), person("eli")]
    assert await told(office, ticket, NoticeKind.QUESTION) == ["CITTRIAGE"]
    assert question.standing is Standing.OPEN
    lines = [line for line in await office.happenings(ticket) if line[0] == "question_asked"]
    assert lines == [("question_asked", "UDANA", "", "UHANA"), ("question_asked", "UDANA", "", "UELI")]


async def test_whoever_is_asked_answers_with_a_note_though_they_do_not_work_there(
    office: Office, ticket: Ticket
) -> None:
    question = await asked(office, ticket, "hana")
    await answered(office, question, "hana")
    (note,) = await notes(office, ticket)
    assert (note.author_id, note.text) == (person("hana"), "The old one")
    assert await told(office, ticket, NoticeKind.COPY_UNDER_CARD) == ["CITTRIAGE"]
    assert await told(office, ticket, NoticeKind.COPY_TO_REQUESTER) == []
    assert await told(office, ticket, NoticeKind.QUESTION_ANSWERED) == [person("dana")]
    assert (await now(office, question)).standing is Standing.ANSWERED
    assert ("question_answered", "UHANA", "", "UDANA") in await office.happenings(ticket)
    assert (await office.now(ticket)).first_response_at is None


async def test_a_form_sent_twice_asks_once_and_answers_once(office: Office, ticket: Ticket) -> None:
    first, second = await asyncio.gather(*(asked(office, ticket, "eli", source="view:V1") for _ in range(2)))
    assert first.id == second.id
    await asyncio.gather(*(answered(office, first, "eli") for _ in range(2)))
    assert len(await notes(office, ticket)) == 1
    assert len([line for line in await office.happenings(ticket) if line[0].startswith("question_")]) == 2


async def test_two_answers_at_the_same_instant_are_both_kept_and_the_first_closes_the_question(
    office: Office, there: Office, ticket: Ticket
) -> None:
    question = await asked(office, ticket, "eli", "hana")
    await asyncio.gather(answered(office, question, "eli", "One"), answered(there, question, "hana", "Two"))
    assert {note.author_id for note in await notes(office, ticket)} == {person("eli"), person("hana")}
    settled = await now(office, question)
    assert settled.answered_by == settled.closed_by
    shown = await office.see(questions.picture, question.id)
    assert shown is not None
    assert shown.answers == {person("eli"): "One", person("hana"): "Two"}
    assert await told(office, ticket, NoticeKind.QUESTION_ANSWERED) == [person("dana")] * 2


async def test_who_comes_too_late_hears_who_was_faster(office: Office, ticket: Ticket) -> None:
    question = await asked(office, ticket, "eli", "hana")
    await office.see(questions.answering, question.id, person("hana"))
    await answered(office, question, "eli")
    with pytest.raises(IsAnswered) as refused:
        await office.see(questions.answering, question.id, person("hana"))
    assert refused.value.name == "Eli Stone"


async def test_only_those_who_were_asked_may_answer(office: Office, ticket: Ticket) -> None:
    question = await asked(office, ticket, "hana")
    for stranger in ("ben", "eli", "dana", "ana"):
        with pytest.raises(NotAllowed):
            await answered(office, question, stranger)
    with pytest.raises(NoSuchQuestion):
        await office.do(questions.answer, 17, person("hana"), "x", "view:1")
    assert await notes(office, ticket) == []


@pytest.mark.parametrize(
    ("who", "why"), [("dana", Unaskable.ONESELF), ("ana", Unaskable.REQUESTER), ("gus", Unaskable.BOT)]
)
async def test_nobody_asks_themselves_the_requester_or_a_bot(
    office: Office, ticket: Ticket, who: str, why: Unaskable
) -> None:
    await office.do(people.describe, {"id": person("gus"), "real_name": "Gus", "is_bot": True})
    with pytest.raises(CannotBeAsked) as refused:
        await asked(office, ticket, "eli", who)
    assert refused.value.why is why
    assert await told(office, ticket, NoticeKind.QUESTION_FOR_YOU) == []


async def test_nor_somebody_who_has_left(office: Office, ticket: Ticket) -> None:
    await office.do(people.describe, {"id": person("eli"), "real_name": "Eli", "deleted": True})
    with pytest.raises(CannotBeAsked) as refused:
        await asked(office, ticket, "eli")
    assert (refused.value.name, refused.value.why) == ("Eli", Unaskable.GONE)


async def test_about_a_private_ticket_only_those_are_asked_who_may_see_it(office: Office, talk: Talk) -> None:
    private = await talk.request("ana", private=True)
    with pytest.raises(CannotBeAsked) as refused:
        await asked(office, private, "eli", "hana")
    assert (refused.value.name, refused.value.why) == ("Hana Mori", Unaskable.MAY_NOT_SEE)
    question = await asked(office, private, "eli")
    await office.settle(agents=["UDANA"])
    with pytest.raises(NoSuchQuestion):
        await answered(office, question, "eli")


async def test_whoever_knows_it_is_asked_less_the_one_who_asks(office: Office, ticket: Ticket) -> None:
    await office.settle(assignment={"special": [DANA_KNOWS, ELI_KNOWS]})
    shown = await office.see(questions.asking, ticket.id, person("dana"))
    assert [category.key for category in shown.skills] == [VPN]
    await asked(office, ticket, skill=VPN)
    assert await told(office, ticket, NoticeKind.QUESTION_FOR_YOU) == [person("eli")]


async def test_when_nobody_else_knows_it_there_is_nobody_to_ask(office: Office, ticket: Ticket) -> None:
    await office.settle(assignment={"special": [DANA_KNOWS]})
    assert (await office.see(questions.asking, ticket.id, person("dana"))).skills == ()
    with pytest.raises(NobodyToAsk):
        await asked(office, ticket, skill=VPN)
    with pytest.raises(NobodyToAsk):
        await asked(office, ticket)


async def test_a_group_reads_the_question_in_its_channel_and_anybody_of_the_desk_answers(
    office: Office, ticket: Ticket
) -> None:
    await office.settle(tiers=TIERS)
    shown = await office.see(questions.asking, ticket.id, person("dana"))
    assert [tier.level for tier in shown.groups] == [3]
    question = await asked(office, ticket, level=3)
    assert await told(office, ticket, NoticeKind.QUESTION_FOR_YOU) == ["CTHIRD"]
    for stranger in ("hana", "dana"):
        with pytest.raises(NotAllowed):
            await answered(office, question, stranger)
    await answered(office, question, "eli")
    assert (await now(office, question)).answered_by == person("eli")
    await office.do(questions.thank, question.id, person("eli"), person("dana"))
    with pytest.raises(NotPossibleNow):
        await asked(office, ticket, level=2, source="view:V2")


async def test_a_groups_question_about_a_private_ticket_stays_where_the_desk_reads_it(
    office: Office, talk: Talk
) -> None:
    await office.settle(tiers=TIERS)
    private = await talk.request("ana", private=True)
    await asked(office, private, level=3)
    assert await told(office, private, NoticeKind.QUESTION_FOR_YOU) == ["CITPRIVATE"]


async def test_a_question_needs_words_people_and_not_too_many_of_them(office: Office, ticket: Ticket) -> None:
    with pytest.raises(NothingToSay):
        await asked(office, ticket, "eli", text=" \n")
    with pytest.raises(TooManyToAsk):
        await asked(office, ticket, *(f"nobody{n}" for n in range(MOST_ASKED + 1)))
    question = await asked(office, ticket, "eli", "eli")
    assert len(await office.see(rows.asked, question.id)) == 1
    with pytest.raises(NothingToSay):
        await answered(office, question, "eli", "\n")


async def test_only_the_desk_asks_closes_and_thanks(office: Office, ticket: Ticket) -> None:
    question = await asked(office, ticket, "hana")
    await answered(office, question, "hana")
    with pytest.raises(NotYourDesk):
        await asked(office, ticket, "eli", by="hana")
    with pytest.raises(NotAllowed):
        await asked(office, ticket, "eli", by="ana")
    with pytest.raises(NotYourDesk):
        await office.do(questions.close, question.id, person("hana"))
    with pytest.raises(NotYourDesk):
        await office.do(questions.thank, question.id, person("hana"), person("ben"))


async def test_an_agent_closes_a_question_without_an_answer(office: Office, ticket: Ticket) -> None:
    question = await asked(office, ticket, "hana")
    for _ in range(2):
        await office.do(questions.close, question.id, person("eli"))
    assert (await now(office, question)).standing is Standing.CLOSED
    assert [line[:2] for line in await office.happenings(ticket) if line[0] == "question_closed"] == [
        ("question_closed", "UELI")
    ]
    with pytest.raises(NeedsNoAnswer):
        await office.see(questions.answering, question.id, person("hana"))
    await answered(office, question, "hana", "Written meanwhile")
    assert [note.text for note in await notes(office, ticket)] == ["Written meanwhile"]
    assert (await now(office, question)).closed_by == person("eli")


async def test_a_question_ends_with_its_ticket(office: Office, ticket: Ticket) -> None:
    question = await asked(office, ticket, "hana")
    await office.solved("dana", ticket)
    assert (await now(office, question)).standing is Standing.OPEN
    await office.do(_closed, ticket)
    assert (await now(office, question)).standing is Standing.CLOSED
    with pytest.raises(NeedsNoAnswer):
        await answered(office, question, "hana")
    assert await notes(office, ticket) == []


async def test_so_does_one_of_a_ticket_that_is_merged(office: Office, ticket: Ticket, talk: Talk) -> None:
    other = await talk.request("ben")
    question = await asked(office, other, "hana")
    await office.do(merging.merge, ticket.id, other.key, person("dana"))
    with pytest.raises(NeedsNoAnswer):
        await answered(office, question, "hana")


async def test_nobody_asks_about_what_is_solved(office: Office, ticket: Ticket) -> None:
    await office.solved("dana", ticket)
    with pytest.raises(IsSolved):
        await asked(office, ticket, "eli")


async def test_an_answer_is_thanked_for_once_and_counted(office: Office, ticket: Ticket) -> None:
    question = await asked(office, ticket, "hana")
    with pytest.raises(NotPossibleNow):
        await office.do(questions.thank, question.id, person("hana"), person("dana"))
    await answered(office, question, "hana")
    thanks = (office.do(questions.thank, question.id, person("hana"), person(by)) for by in ("dana", "eli", "dana"))
    await asyncio.gather(*thanks)
    assert await told(office, ticket, NoticeKind.THANKED) == [person("hana")]
    assert await office.see(rows.thanks, person("hana")) == 1
    assert len([line for line in await office.happenings(ticket) if line[0] == "thanked"]) == 1


async def test_nobody_thanks_themselves(office: Office, ticket: Ticket) -> None:
    question = await asked(office, ticket, "eli")
    await answered(office, question, "eli")
    with pytest.raises(CannotThankOneself):
        await office.do(questions.thank, question.id, person("eli"), person("eli"))


async def test_the_lead_reads_what_the_team_did_and_nothing_of_single_people(office: Office, ticket: Ticket) -> None:
    assert await _team(office) is None
    question = await asked(office, ticket, "hana", "eli")
    await asked(office, ticket, "lea")
    office.clock.advance(minutes=20)
    await answered(office, question, "hana")
    await answered(office, question, "eli", "Mine")
    for who in ("hana", "eli"):
        await office.do(questions.thank, question.id, person(who), person("dana"))
    team = await _team(office)
    assert team is not None
    assert (team.asked, team.answered, team.thanks, team.first_answer.n) == (2, 1, 2, 1)
    assert team.first_answer.median is not None
    assert team.first_answer.median.total_seconds() == 20 * 60
    office.clock.advance(days=31)
    assert await _team(office) is None


async def _team(office: Office) -> TeamAnswers | None:
    line = (await office.see(metrics.numbers, "last 30 days", person("lea"))).line
    (besides,) = (await office.see(metrics.table, line, person("lea"))).besides
    return besides.team


def _closed(tx: Transaction, ticket: Ticket) -> None:
    current = people.permitted(tx, person("dana"), Action.SOLVE, ticket.id)
    lifecycle.move(tx, current, Status.CLOSED, None)
