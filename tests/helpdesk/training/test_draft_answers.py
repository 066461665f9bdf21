"""Answers that the mentor approves: sent once, in the learner's name, and never wrongly."""

import asyncio

import pytest

from bot.helpdesk import conversation, lifecycle, merging
from bot.helpdesk.training import draft_answer_pictures, draft_answers, onboarding, onboarding_pictures
from bot.rules.conversation import Said
from bot.rules.happenings import Happening
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Ticket
from bot.rules.refusals import IsClosed, IsSolved, NotAllowed, NothingToSay, TextTooLong, WasMerged
from bot.rules.training.draft_answers import DraftAnswer, Turn
from bot.rules.training.onboarding import News, Onboarding, Outcome
from bot.rules.training.track_refusals import (
    AnsweredMeanwhile,
    CannotAnswerAnyMore,
    DraftChanged,
    DraftIsSent,
    DraftWaits,
    NoSuchOnboarding,
    NotByLearner,
    NotOwnWork,
    OnboardingIsOver,
    OnboardingIsPaused,
    StepIsDone,
)
from bot.rules.training.tracks import Step, StepKind
from bot.rules.vocabulary import ChannelId, DeskId, MessageTs, Side, Speaker, Status, Visibility
from storage import desks, messages
from storage import tickets as ticket_rows
from storage.training import draft_answers as rows
from storage.transaction import Transaction
from tests.office import Office, owed, person
from tests.tracks import REVIEWED, SHADOW, begun, made, now, on_track, tick, told

DANA, ELI, LEA = person("dana"), person("eli"), person("lea")
TEXT = "Please restart the router."


async def draft(
    office: Office, one: Onboarding, ticket: Ticket, text: str = TEXT, source: str = "view:D1"
) -> DraftAnswer:
    return await office.do(draft_answers.write, (one.id, 0), DANA, ticket.key, text, source)


async def said(office: Office, ticket: Ticket) -> list[tuple[str, str]]:
    """What agents said in public, and who."""
    every = await office.see(messages.of_ticket, ticket.id)
    public = [one for one in every if one.visibility is Visibility.PUBLIC and one.speaker is Speaker.AGENT]
    return [(one.author_id, one.text) for one in public]


async def stored(office: Office, one: DraftAnswer) -> DraftAnswer:
    found = await office.see(rows.get, one.id)
    assert found is not None
    return found


async def test_an_answer_is_sent_in_the_learners_name_once_it_is_approved(office: Office) -> None:
    ticket = await office.raised("ana")
    one = await on_track(office, REVIEWED)
    written = await draft(office, one, ticket)
    assert await told(office, NoticeKind.DRAFT_ANSWER) == [ELI]
    assert await said(office, ticket) == []
    await office.do(draft_answers.approve, written.id, ELI, 1)
    assert await said(office, ticket) == [(DANA, TEXT)]
    happened = await office.happenings(ticket)
    assert (Happening.ANSWER_APPROVED, ELI, "", "") in happened
    answered = await office.now(ticket)
    assert (answered.assignee_id, answered.first_response_at) == (DANA, office.clock.at)
    await tick(office)
    assert not (await now(office, one)).is_running, "the one answer that the step asked for"


async def test_two_clicks_at_once_send_one_message(office: Office, there: Office) -> None:
    ticket = await office.raised("ana")
    written = await draft(office, await on_track(office, Step(StepKind.REVIEWED, times=2)), ticket)
    await asyncio.gather(
        office.do(draft_answers.approve, written.id, ELI, 1), there.do(draft_answers.approve, written.id, LEA, 1)
    )
    await office.do(draft_answers.approve, written.id, ELI, 1)
    assert await said(office, ticket) == [(DANA, TEXT)]
    assert [what for what, *_ in await office.happenings(ticket)].count(Happening.ANSWER_APPROVED) == 1


async def test_a_comment_asks_for_the_next_version(office: Office) -> None:
    ticket = await office.raised("ana")
    one = await on_track(office, REVIEWED)
    written = await draft(office, one, ticket)
    await office.do(draft_answers.comment, written.id, ELI, " Say which one ", 1)
    assert await told(office, NoticeKind.DRAFT_COMMENT) == [DANA]
    assert (await stored(office, written)).comment == "Say which one"
    twice = [
        await office.do(draft_answers.change, written.id, DANA, "Please restart the white router.", 1) for _ in range(2)
    ]
    again = twice[1]
    assert (again.version, again.comment, again.commented_at) == (2, "", None)
    assert await told(office, NoticeKind.DRAFT_ANSWER) == [ELI, ELI]
    with pytest.raises(DraftChanged):
        await office.do(draft_answers.approve, written.id, ELI, 1)
    with pytest.raises(DraftChanged):
        await office.do(draft_answers.comment, written.id, ELI, "Too late", 1)
    await office.do(draft_answers.approve, written.id, ELI, 2)
    assert await said(office, ticket) == [(DANA, "Please restart the white router.")]
    for verb, by, text in ((draft_answers.change, DANA, "x"), (draft_answers.comment, ELI, "y")):
        with pytest.raises(DraftIsSent):
            await office.do(verb, written.id, by, text, 2)


async def test_of_a_new_version_and_an_approval_at_once_nothing_is_sent_that_nobody_approved(
    office: Office, there: Office
) -> None:
    ticket = await office.raised("ana")
    written = await draft(office, await on_track(office, REVIEWED), ticket)
    await asyncio.gather(
        office.do(draft_answers.approve, written.id, ELI, 1),
        there.do(draft_answers.change, written.id, DANA, "Something else", 1),
        return_exceptions=True,
    )
    after, sent = await stored(office, written), await said(office, ticket)
    assert (after.version, [text for _, text in sent]) in [(1, [TEXT]), (2, [])], "never what nobody approved"


async def test_nobody_approves_their_own_answer_not_even_a_lead(office: Office) -> None:
    await office.settle(leads=[LEA, DANA], agents=[ELI])
    ticket = await office.raised("ana")
    written = await draft(office, await on_track(office, REVIEWED), ticket)
    for verb, arguments in ((draft_answers.approve, (1,)), (draft_answers.comment, ("Fine", 1))):
        with pytest.raises(NotByLearner):
            await office.do(verb, written.id, DANA, *arguments)
    with pytest.raises(NotByLearner):
        await office.see(draft_answer_pictures.to_comment, (written.id, 1), DANA)
    assert await said(office, ticket) == []


async def test_nobody_but_the_mentor_and_the_leads_approves_and_nobody_else_reads_drafts(office: Office) -> None:
    await office.settle(agents=[DANA, ELI, person("ben")])
    ticket = await office.raised("ana")
    written = await draft(office, await on_track(office, REVIEWED), ticket)
    for who in ("ben", "ana", "hana", "gus"):
        with pytest.raises(NoSuchOnboarding):
            await office.do(draft_answers.approve, written.id, person(who), 1)
        with pytest.raises(NoSuchOnboarding):
            await office.see(draft_answer_pictures.to_comment, (written.id, 1), person(who))
        with pytest.raises(NoSuchOnboarding):
            await office.see(draft_answer_pictures.of_id, written.id, person(who))
    for who in ("dana", "eli", "lea"):
        assert (await office.see(draft_answer_pictures.of_id, written.id, person(who))).draft == written
    with pytest.raises(NotAllowed):
        await office.do(draft_answers.change, written.id, ELI, "Mine", 1)
    await office.do(draft_answers.approve, written.id, LEA, 1)
    assert await said(office, ticket) == [(DANA, TEXT)]


async def test_an_answer_to_a_closed_ticket_is_not_sent(office: Office) -> None:
    ticket = await office.raised("ana")
    written = await draft(office, await on_track(office, REVIEWED), ticket)
    await office.do(_closed, ticket)
    with pytest.raises(IsClosed):
        await office.do(draft_answers.approve, written.id, ELI, 1)
    assert await said(office, ticket) == []
    assert (await stored(office, written)).is_open


async def test_an_answer_to_a_merged_ticket_is_not_sent(office: Office) -> None:
    older = await office.raised("ana", "older")
    office.clock.advance(minutes=1)
    ticket = await office.raised("ana", "newer")
    written = await draft(office, await on_track(office, REVIEWED), ticket)
    await office.do(merging.merge, ticket.id, older.key, ELI)
    with pytest.raises(WasMerged):
        await office.do(draft_answers.approve, written.id, ELI, 1)
    assert await said(office, older) == []


async def test_an_answer_to_a_ticket_that_went_to_another_desk_is_not_sent(office: Office) -> None:
    ticket = await office.raised("ana")
    written = await draft(office, await on_track(office, REVIEWED), ticket)
    await office.do(_moved, ticket)
    with pytest.raises(CannotAnswerAnyMore):
        await office.do(draft_answers.approve, written.id, ELI, 1)
    assert await said(office, ticket) == []


async def test_where_somebody_answered_meanwhile_the_mentor_is_asked_first(office: Office) -> None:
    ticket = await office.raised("ana")
    written = await draft(office, await on_track(office, REVIEWED), ticket)
    await office.do(conversation.reply, ticket.id, LEA, "I am on it", "view:R1")
    with pytest.raises(AnsweredMeanwhile):
        await office.do(draft_answers.approve, written.id, ELI, 1)
    shown = await office.see(draft_answer_pictures.to_comment, (written.id, 1), ELI)
    assert shown.is_stale
    await office.do(conversation.reply, ticket.id, LEA, "And done", "view:R2")
    with pytest.raises(AnsweredMeanwhile):
        await office.do(draft_answers.approve, written.id, ELI, 1, shown.stands)
    shown = await office.see(draft_answer_pictures.to_comment, (written.id, 1), ELI)
    await office.do(draft_answers.approve, written.id, ELI, 1, shown.stands)
    assert [text for _, text in await said(office, ticket)] == ["I am on it", "And done", TEXT]


async def test_where_it_was_solved_meanwhile_the_mentor_is_asked_first(office: Office) -> None:
    ticket = await office.raised("ana")
    written = await draft(office, await on_track(office, REVIEWED), ticket)
    await office.do(lifecycle.solve, ticket.id, ELI)
    with pytest.raises(AnsweredMeanwhile):
        await office.do(draft_answers.approve, written.id, ELI, 1)
    with pytest.raises(IsSolved):
        await office.do(draft_answers.change, written.id, DANA, "Something else", 1)


async def test_an_internal_note_or_a_question_of_the_requester_holds_nothing_up(office: Office) -> None:
    ticket = await office.raised("ana")
    written = await draft(office, await on_track(office, REVIEWED), ticket)
    await office.do(conversation.note, ticket.id, ELI, "Looks fine", "view:N1")
    news = Said(person("ana"), ChannelId("CIT"), MessageTs("1767603600.000100"), None, "Any news?", (), is_direct=False)
    await office.do(conversation.said, news, ticket.id, Side.REQUESTER)
    await office.do(draft_answers.approve, written.id, ELI, 1)
    assert await said(office, ticket) == [(DANA, TEXT)]


async def test_there_is_one_draft_for_a_ticket_at_a_time(office: Office) -> None:
    ticket, own = await office.raised("ana"), await office.raised("dana", "Mine")
    one = await on_track(office, REVIEWED)
    first, second = await draft(office, one, ticket), await draft(office, one, ticket)
    assert first == second, "the same form"
    with pytest.raises(DraftWaits):
        await draft(office, one, ticket, "Other", "view:D2")
    with pytest.raises(NotOwnWork):
        await draft(office, one, own, source="view:D3")
    for text, why in (("", NothingToSay), ("x" * 3001, TextTooLong)):
        with pytest.raises(why):
            await draft(office, one, ticket, text, "view:D4")
    await office.solved("eli", ticket)
    with pytest.raises(IsSolved):
        await draft(office, one, ticket, source="view:D5")


async def test_a_button_of_another_step_or_of_somebody_else_does_nothing(office: Office) -> None:
    ticket = await office.raised("ana")
    one = await on_track(office, SHADOW, REVIEWED)
    with pytest.raises(StepIsDone):
        await draft(office, one, ticket)
    with pytest.raises(StepIsDone):
        await office.do(draft_answers.write, (one.id, 1), DANA, ticket.key, TEXT, "view:D1")
    for verb, what in ((draft_answers.approve, ()), (draft_answers.comment, ("x",)), (draft_answers.change, ("x",))):
        with pytest.raises(NoSuchOnboarding):
            await office.do(verb, 7, ELI, *what, 1)


async def test_while_it_is_paused_or_once_it_has_ended_nothing_is_sent(office: Office) -> None:
    ticket = await office.raised("ana")
    one = await on_track(office, REVIEWED)
    written = await draft(office, one, ticket)
    await office.do(onboarding.pause, one.id, LEA)
    with pytest.raises(OnboardingIsPaused):
        await office.do(draft_answers.approve, written.id, ELI, 1)
    await office.do(onboarding.end, one.id, LEA)
    late = ((draft_answers.approve, ELI), (draft_answers.comment, ELI, "x"), (draft_answers.change, DANA, "x"))
    for verb, by, *what in late:
        with pytest.raises(OnboardingIsOver):
            await office.do(verb, written.id, by, *what, 1)
    shown = await office.see(draft_answer_pictures.of_version, written, 1, ELI)
    assert shown is not None
    assert shown.turn is Turn.OVER
    assert await said(office, ticket) == []


async def passed_with_another_waiting(office: Office) -> tuple[Onboarding, Ticket, DraftAnswer]:
    """Dana has passed her track by one answer, while another one waits for Eli."""
    one = await on_track(office, REVIEWED)
    first = await draft(office, one, await office.raised("ana"))
    other = await office.raised("ana", "Other")
    waiting = await draft(office, one, other, source="view:D2")
    await office.do(draft_answers.approve, first.id, ELI, 1)
    await tick(office)
    assert (await now(office, one)).outcome is Outcome.PASSED
    return one, other, waiting


async def test_what_waits_as_the_track_is_passed_stays_with_the_mentor_who_sends_it(office: Office) -> None:
    one, ticket, waiting = await passed_with_another_waiting(office)
    shown = await office.see(draft_answer_pictures.of_version, waiting, 1, ELI)
    assert shown is not None
    assert shown.turn is Turn.MENTOR
    for _ in range(2):
        await office.do(draft_answers.approve, waiting.id, ELI, 1)
    assert await said(office, ticket) == [(DANA, TEXT)]
    assert [what for what, *_ in await office.happenings(ticket)].count(Happening.ANSWER_APPROVED) == 1
    assert (await now(office, one)).outcome is Outcome.PASSED


async def test_or_gives_it_back_and_the_learner_changes_it(office: Office) -> None:
    _one, ticket, waiting = await passed_with_another_waiting(office)
    assert (await office.see(draft_answer_pictures.to_comment, (waiting.id, 1), ELI)).draft == waiting
    await office.do(draft_answers.comment, waiting.id, ELI, "Say which one", 1)
    assert (await office.see(draft_answer_pictures.to_change, (waiting.id, 1), DANA)).draft.comment == "Say which one"
    await office.do(draft_answers.change, waiting.id, DANA, "The white one", 1)
    assert (await told(office, NoticeKind.DRAFT_ANSWER))[-1] == ELI
    await office.do(draft_answers.approve, waiting.id, ELI, 2)
    assert await said(office, ticket) == [(DANA, "The white one")]


async def test_learner_and_mentor_read_what_still_waits_as_the_track_is_passed_or_was_not_sent_as_it_is_ended(
    office: Office,
) -> None:
    one, ticket, waiting = await passed_with_another_waiting(office)
    for who in (DANA, ELI):
        shown = await office.see(onboarding_pictures.news, News.PASSED, await now(office, one), who, None)
        assert shown is not None
        assert shown.waiting == (ticket.key,)
    await office.do(draft_answers.approve, waiting.id, ELI, 1)
    shown = await office.see(onboarding_pictures.news, News.PASSED, await now(office, one), DANA, None)
    assert shown is not None
    assert shown.waiting == ()
    again = await begun(office, await made(office, REVIEWED, title="Second weeks"))
    await draft(office, again, await office.raised("ana", "Third"), source="view:D3")
    shown = await office.see(onboarding_pictures.news, News.ENDED, await now(office, again), DANA, LEA)
    assert shown is not None
    assert shown.waiting == ("IT-3",)


async def test_where_the_mentor_leaves_once_the_track_is_passed_the_leads_get_what_waits(office: Office) -> None:
    _one, ticket, waiting = await passed_with_another_waiting(office)
    await office.settle(agents=[DANA])
    assert await told(office, NoticeKind.DRAFT_ANSWER) == [ELI, ELI, LEA]
    assert await told(office, NoticeKind.MENTOR_LEFT) == [], "the track needs no mentor any more"
    await office.do(draft_answers.approve, waiting.id, LEA, 1)
    assert await said(office, ticket) == [(DANA, TEXT)]


async def test_where_the_learner_leaves_once_the_track_is_passed_what_waits_is_not_sent(office: Office) -> None:
    _one, ticket, waiting = await passed_with_another_waiting(office)
    before = (await office.see(owed, NoticeKind.DRAFT_ANSWER))[-1]
    await office.settle(agents=[ELI])
    shown = await office.see(draft_answer_pictures.of_version, waiting, 1, ELI)
    assert shown is not None
    assert shown.turn is Turn.GONE
    assert (await office.see(owed, NoticeKind.DRAFT_ANSWER))[-1].owed == before.owed + 1, "the mentor reads so"
    with pytest.raises(CannotAnswerAnyMore):
        await office.do(draft_answers.approve, waiting.id, ELI, 1)
    assert await said(office, ticket) == []


async def test_passing_and_sending_at_once_lose_nothing_and_double_nothing(office: Office, there: Office) -> None:
    one = await on_track(office, REVIEWED)
    tickets = [await office.raised("ana", text) for text in ("one", "two")]
    first, second = [await draft(office, one, each, source=f"view:{each.key}") for each in tickets]
    await office.do(draft_answers.approve, first.id, ELI, 1)
    await asyncio.gather(tick(office), there.do(draft_answers.approve, second.id, ELI, 1))
    await tick(office)
    assert (await now(office, one)).outcome is Outcome.PASSED
    assert [await said(office, each) for each in tickets] == [[(DANA, TEXT)]] * 2


async def test_what_waits_goes_to_the_next_mentor_and_to_the_leads_while_there_is_none(office: Office) -> None:
    ticket, other = await office.raised("ana"), await office.raised("ana", "Other")
    one = await on_track(office, Step(StepKind.REVIEWED, times=2))
    written = await draft(office, one, ticket)
    await office.settle(agents=[DANA])
    assert await told(office, NoticeKind.DRAFT_ANSWER) == [ELI, LEA]
    with pytest.raises(NoSuchOnboarding):
        await office.do(draft_answers.approve, written.id, ELI, 1)
    await draft(office, one, other, source="view:D2")
    assert await told(office, NoticeKind.DRAFT_ANSWER) == [ELI, LEA, LEA]
    await office.settle(agents=[DANA, ELI, person("ben")])
    await office.do(onboarding.change_mentor, one.id, LEA, person("ben"))
    assert (await told(office, NoticeKind.DRAFT_ANSWER))[3:] == ["UBEN", "UBEN"]
    await office.do(draft_answers.approve, written.id, person("ben"), 1)
    assert await said(office, ticket) == [(DANA, TEXT)]


def _closed(tx: Transaction, ticket: Ticket) -> Ticket:
    solved = lifecycle.solve(tx, ticket.id, ELI)
    return lifecycle.move(tx, solved, Status.CLOSED, None)


def _moved(tx: Transaction, ticket: Ticket) -> None:
    assert desks.get(tx, DeskId("HR")) is not None
    ticket_rows.change(tx, ticket.id, desk_id=DeskId("HR"))
