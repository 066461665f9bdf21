"""One step after the other, in working hours: what is done is seen by itself, and what comes of passing."""

from datetime import UTC, datetime

from bot.helpdesk import availability, conversation, lifecycle
from bot.helpdesk.training import (
    attendance,
    draft_answers,
    quiz_taking,
    quizzes,
    resources,
    skills,
)
from bot.rules.notice_kinds import NoticeKind
from bot.rules.training.onboarding import Outcome
from bot.rules.training.tracks import Step, StepKind
from bot.rules.vocabulary import CategoryKey, Presence
from storage.training import skills as skill_rows
from tests.climb import TIERS, climb
from tests.office import Office, owed, person
from tests.quizzes import RIGHT, WRONG
from tests.quizzes import made as made_quiz
from tests.resources import new
from tests.tracks import IT, REVIEWED, SHADOW, SOLO, at, begun, made, news, now, solved, steps, tick, way
from tests.training_sessions import held

DANA, ELI, LEA, VPN = person("dana"), person("eli"), person("lea"), CategoryKey("vpn")


async def test_the_first_step_comes_to_the_learner_and_both_hear_that_it_begins(office: Office) -> None:
    dana = await begun(office, await made(office, SHADOW, SOLO))
    await tick(office)
    assert await steps(office) == [(DANA, 0)]
    assert await news(office, "began") == {DANA, ELI}
    assert (await now(office, dana)).told_at == office.clock.at


async def test_a_step_comes_in_the_learners_working_hours_on_a_working_day(office: Office) -> None:
    await begun(office, await made(office, SHADOW), "eli", "dana")
    await tick(office)
    assert await steps(office) == [], "nine o'clock in London is four in New York"
    await at(office, 5, 13, 59)
    assert await steps(office) == []
    await at(office, 5, 14)
    assert await steps(office) == [(ELI, 0)]


async def test_no_step_comes_at_the_weekend_nor_to_somebody_who_is_away(office: Office) -> None:
    office.clock.at = datetime(2026, 1, 10, 10, tzinfo=UTC)
    await begun(office, await made(office, SHADOW))
    await office.do(availability.leave, DANA, Presence.OUT, "until 13 January")
    await at(office, 12, 10)
    assert await steps(office) == []
    await at(office, 13, 11)
    assert await steps(office) == [(DANA, 0)]


async def test_one_step_comes_after_the_other_as_they_are_done(office: Office) -> None:
    guide = await office.do(resources.add, new(), ELI)
    quiz = await made_quiz(office)
    track = await made(office, Step(StepKind.READ, guide.id), Step(StepKind.QUIZ, quiz.id), SHADOW)
    dana = await begun(office, track)
    await tick(office)
    await office.do(resources.done, guide.id, DANA, guide.version)
    await tick(office)
    assert await steps(office) == [(DANA, 0), (DANA, 1)]
    await office.do(quiz_taking.take, quiz.id, DANA, quiz.version, WRONG, "view:T1")
    await tick(office)
    assert (await now(office, dana)).place == 1
    await office.do(quiz_taking.take, quiz.id, DANA, quiz.version, RIGHT, "view:T2")
    await tick(office)
    assert await steps(office) == [(DANA, 0), (DANA, 1), (DANA, 2)]
    done = [line.done for line in (await way(office, dana)).lines]
    assert [one is not None and one.at == office.clock.at for one in done] == [True, True, False]


async def test_what_was_done_before_need_not_be_done_again(office: Office) -> None:
    guide = await office.do(resources.add, new(), ELI)
    await office.do(resources.done, guide.id, DANA, guide.version)
    await begun(office, await made(office, Step(StepKind.READ, guide.id), SHADOW))
    await tick(office)
    assert await steps(office) == [(DANA, 1)]


async def test_a_step_that_was_done_at_night_is_seen_and_the_next_one_waits_for_the_morning(office: Office) -> None:
    guide = await office.do(resources.add, new(), ELI)
    dana = await begun(office, await made(office, Step(StepKind.READ, guide.id), SHADOW))
    await tick(office)
    office.clock.at = datetime(2026, 1, 5, 22, tzinfo=UTC)
    await office.do(resources.done, guide.id, DANA, guide.version)
    await tick(office)
    assert (await now(office, dana)).place == 1
    assert await steps(office) == [(DANA, 0)]
    await at(office, 6, 8)
    assert await steps(office) == [(DANA, 0), (DANA, 1)]


async def test_a_session_counts_that_began_since_and_is_of_the_category(office: Office) -> None:
    early = await held(office, "eli", "view:S0", host_id=ELI, category=VPN)
    office.clock.at = datetime(2026, 1, 7, 9, tzinfo=UTC)
    dana = await begun(office, await made(office, Step(StepKind.ATTEND, category=VPN)))
    wednesday = {"day": datetime(2026, 1, 8, tzinfo=UTC).date(), "host_id": ELI}
    other = await held(office, "eli", "view:S1", category=CategoryKey("hardware"), **wednesday)
    right = await held(office, "eli", "view:S2", category=VPN, topic="Tunnels", **wednesday)
    await at(office, 9, 9)
    for session in (early, other):
        await office.do(attendance.note, session.id, ELI, [DANA])
        await tick(office)
        assert (await now(office, dana)).is_running
    await office.do(attendance.note, right.id, ELI, [DANA])
    await tick(office)
    assert (await way(office, dana)).lines[0].done.evidence == "Tunnels"


async def test_without_a_category_any_session_of_the_desk_counts(office: Office) -> None:
    dana = await begun(office, await made(office, Step(StepKind.ATTEND)))
    session = await held(office, "eli", host_id=ELI)
    await at(office, 7, 9)
    await office.do(attendance.note, session.id, ELI, [DANA])
    await tick(office)
    assert (await now(office, dana)).outcome is Outcome.PASSED


async def test_tickets_solved_alone_are_seen_on_the_next_working_day(office: Office) -> None:
    before = await solved(office, "dana", "before")
    office.clock.advance(minutes=1)
    dana = await begun(office, await made(office, Step(StepKind.SOLO, times=2)))
    await tick(office)
    office.clock.advance(minutes=1)
    mine = [await solved(office, "dana", text) for text in ("one", "two")]
    await tick(office)
    assert (await now(office, dana)).is_running, "solving is never held up by a look at tracks"
    await at(office, 6, 8)
    ended = await now(office, dana)
    assert ended.outcome is Outcome.PASSED
    evidence = (await way(office, dana)).lines[0].done.evidence
    assert evidence == ", ".join(ticket.key for ticket in mine)
    assert before.key not in evidence


async def test_not_alone_is_with_somebodys_answer_escalated_reopened_or_of_ones_own_request(office: Office) -> None:
    dana = await begun(office, await made(office, SOLO))
    await tick(office)
    office.clock.advance(minutes=1)
    helped = await office.claimed("dana", await office.raised("ana", "helped"))
    await office.do(conversation.reply, helped.id, ELI, "Try this", "view:R1")
    await office.solved("dana", helped)
    own = await office.claimed("dana", await office.raised("dana", "own"))
    await office.solved("dana", own)
    again = await solved(office, "dana", "again")
    await office.do(lifecycle.reopen, again.id, person("ana"))
    await solved(office, "eli", "somebody else's")
    noted = await office.claimed("dana", await office.raised("ana", "noted"))
    await office.do(conversation.note, noted.id, ELI, "Ask about the router", "view:N1")
    await at(office, 6, 8)
    assert (await now(office, dana)).is_running
    await office.solved("dana", noted)
    await at(office, 7, 8)
    assert (await way(office, dana)).lines[0].done.evidence == noted.key, "a note answers nobody"


async def test_what_was_escalated_was_not_solved_alone(office: Office) -> None:
    await office.settle(tiers=TIERS)
    dana = await begun(office, await made(office, SOLO))
    await tick(office)
    office.clock.advance(minutes=1)
    ticket = await office.claimed("dana", await office.raised("ana", "hard"))
    await climb(office, ticket)
    await office.solved("dana", ticket)
    await at(office, 6, 8)
    assert (await now(office, dana)).is_running


async def test_what_an_answer_was_written_for_with_approval_was_not_solved_alone(office: Office) -> None:
    dana = await begun(office, await made(office, REVIEWED, SOLO))
    ticket = await office.claimed("dana", await office.raised("ana", "one"))
    draft = await office.do(draft_answers.write, (dana.id, 0), DANA, ticket.key, "Restart it", "view:D1")
    await office.do(draft_answers.approve, draft.id, ELI, 1)
    await tick(office)
    office.clock.advance(minutes=1)
    await office.solved("dana", ticket)
    await at(office, 6, 8)
    assert (await now(office, dana)).place == 1
    alone = await solved(office, "dana", "two")
    await at(office, 7, 8)
    assert (await way(office, dana)).lines[1].done.evidence == alone.key


async def test_passing_tells_everybody_concerned_and_raises_the_level_with_evidence(office: Office) -> None:
    track = await made(office, SOLO, category=VPN, level=3)
    dana = await begun(office, track)
    office.clock.advance(minutes=1)
    await solved(office, "dana", "one")
    await at(office, 6, 8)
    assert (await now(office, dana)).outcome is Outcome.PASSED
    assert await news(office, "passed") == {DANA, ELI, LEA}
    assert await office.see(skills.level, IT, VPN, DANA) == 3
    (change,) = await office.see(skill_rows.history, IT, DANA)
    assert (change.evidence, change.by) == ("First weeks", None)
    await at(office, 7, 8)
    assert len(await office.see(owed, NoticeKind.ONBOARDING_NEWS)) == 5, "each once: two began, three passed"


async def test_a_level_of_a_category_that_is_gone_keeps_nobody_from_passing(office: Office) -> None:
    dana = await begun(office, await made(office, SOLO, category=VPN, level=3))
    office.clock.advance(minutes=1)
    await solved(office, "dana", "one")
    await office.settle(categories=[{"key": "hardware", "name": "Hardware"}])
    await at(office, 6, 8)
    assert (await now(office, dana)).outcome is Outcome.PASSED


async def test_a_step_about_what_was_retired_is_left_out(office: Office) -> None:
    guide = await office.do(resources.add, new(), ELI)
    quiz = await made_quiz(office)
    dana = await begun(office, await made(office, Step(StepKind.READ, guide.id), Step(StepKind.QUIZ, quiz.id), SHADOW))
    await tick(office)
    await office.do(resources.retire, guide.id, ELI)
    await office.do(quizzes.retire, quiz.id, LEA)
    await at(office, 6, 8)
    lines = (await way(office, dana)).lines
    assert [line.done is not None and line.done.is_left_out for line in lines] == [True, True, False]
    assert await steps(office) == [(DANA, 0), (DANA, 2)]
