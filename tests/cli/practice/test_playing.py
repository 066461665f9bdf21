"""Every situation, played well and played badly, through the helpdesk as it runs; and what the scorecard says of it."""

from bot.cli.practice.requester import reminders
from bot.cli.practice.scorecard import Criterion, Grade
from bot.cli.practice.situation import Situation
from bot.cli.practice.situations import SITUATIONS, named
from bot.cli.story import cast
from bot.views import ids
from storage import desks
from tests.cli.practice.conftest import Practice
from tests.cli.practice.script import question, solution

PLEA = {ids.REASON: "Files are being encrypted", ids.TRIED: "Took the laptop off the network"}


async def test_played_well_every_situation_meets_all_that_matters_in_it(practice: Practice) -> None:
    for situation in SITUATIONS:
        await well(practice, situation)
        part = await practice.part(situation)
        missed = [line for line in part.lines if line.grade is not Grade.MET]
        assert (situation.key, missed) == (situation.key, [])
        assert bool(situation.reply) == (part.grade(Criterion.SAVED_REPLY) is Grade.MET)
        assert bool(situation.facts) == (part.grade(Criterion.QUESTIONS) is Grade.MET)
        assert (part.grade(Criterion.TOGETHER) is Grade.MET) == (situation.same is not None)
        assert (part.grade(Criterion.DESK) is Grade.MET) == (situation.belongs_at != cast.IT)
    await practice.goes_on(10)
    card = await practice.scorecard()
    assert {share.n - share.part for _, share in card.shares} == {0}
    assert (card.not_reached, len(card.parts)) == (0, len(SITUATIONS))
    (printed,) = practice.printed
    assert "✗" not in printed
    assert "Tone: not reviewed yet." in printed


async def well(practice: Practice, situation: Situation) -> None:
    """What a good agent does."""
    key, *others = await practice.begins(situation)
    await practice.claims(key)
    if situation.facts:
        asked = await practice.writes(key, " ".join(question(fact) for fact in situation.facts))
        assert asked == [" ".join(fact.answer for fact in situation.facts)]
    for other in others:
        await practice.fills_in(other, ids.SAME_PROBLEM, **{ids.OTHER: key})
    if situation.sorting is not None:
        await practice.fills_in(key, ids.CATEGORY, **{ids.CATEGORY: situation.sorting.category})
        wanted = {ids.PRIORITY: situation.sorting.priorities[-1], ids.REASON: "By impact and urgency"}
        await practice.fills_in(key, ids.PRIORITY, **wanted)
    if situation.goes_up:
        await practice.writes(key, solution(situation))
        await practice.fills_in(key, ids.ESCALATE, **{ids.TIER: "2"}, **PLEA)
    elif situation.belongs_at != cast.IT:
        await practice.writes(key, solution(situation))
        await practice.fills_in(key, ids.MOVE, **{ids.DESK: situation.belongs_at})
    else:
        await helps(practice, situation, key)


async def helps(practice: Practice, situation: Situation, key: str) -> None:
    """Solve it, and once more when it comes back."""
    said = await (practice.uses(key, situation.reply) if situation.reply else practice.writes(key, solution(situation)))
    assert said == [situation.relieved]
    after = await practice.solves(key)
    if situation.comes_back is None:
        assert after == []
        return
    assert after == [situation.comes_back.text]
    ticket = await practice.world.ticket(key)
    assert ticket.status == "open"
    said = await practice.writes(key, "I restored it again, from the night before.")
    assert said == [situation.comes_back.relieved]
    assert await practice.solves(key) == []


async def test_played_badly_every_situation_says_what_was_missed(practice: Practice) -> None:
    """Late, without a question, with harm where there is harm to do; escalated where it need not be, and only there."""
    for situation in SITUATIONS:
        key, *_others = await practice.begins(situation)
        await practice.goes_on(301)
        assert practice.said(key) == [reminders(situation)[0]]
        await practice.writes(key, f"Hm. {' '.join(situation.unsaid[:1])}")
        if situation.goes_up:
            first, second = [await practice.solves(key) for _ in range(2)]
            assert (len(first), len(second)) == (1, 1)
        else:
            await practice.fills_in(key, ids.ESCALATE, **{ids.TIER: "2"}, **PLEA)
        part = await practice.part(situation)
        met = [line.criterion for line in part.lines if line.grade is Grade.MET]
        assert (situation.key, met) == (situation.key, [])
    for situation in SITUATIONS:
        part = await practice.part(situation)
        assert part.questions.not_asked == situation.facts
        assert part.response.took is not None
        assert part.response.target is not None
        assert part.response.took > part.response.target
    await practice.goes_on(10)
    (printed,) = practice.printed
    assert "✓" not in printed
    assert "repeated the password" in printed
    assert "Not escalated, and it had to be: it encrypts everybody's files" in printed


async def test_nobody_answers_so_they_remind_leave_and_the_next_one_comes(practice: Practice) -> None:
    first, second = SITUATIONS[:2]
    (key,) = await practice.begins(first)
    for words in reminders(first):
        assert practice.said(key)[-1:] != [words]
        await practice.goes_on(first.patience.total_seconds() + 1)
        assert practice.said(key)[-1] == words
    (other,) = await practice.begins(second)
    assert other != key
    part = await practice.part(first)
    assert (part.has_left, part.response.took, part.grade(Criterion.RESPONSE)) == (True, None, Grade.MISSED)
    assert part.grade(Criterion.SOLVED) is Grade.MISSED


async def test_a_note_an_assignment_and_an_emoji_are_no_response(practice: Practice) -> None:
    situation = SITUATIONS[0]
    (key,) = await practice.begins(situation)
    await practice.claims(key)
    await practice.world.dana.say("it-triage", "Looks like paper", thread_ts=practice.world.card(key).ts)
    await practice.world.dana.react("it-help", practice.world.messages("it-help")[-1].ts, "eyes")
    await practice.goes_on(30)
    assert (await practice.part(situation)).response.took is None
    await practice.writes(key, "Which printer is it?")
    took = (await practice.part(situation)).response.took
    assert took is not None
    assert took.total_seconds() >= 30


async def test_asked_twice_it_is_held_against_the_desk(practice: Practice) -> None:
    situation = SITUATIONS[0]
    (key,) = await practice.begins(situation)
    assert await practice.writes(key, "Which printer is it?") == [situation.facts[0].answer]
    assert await practice.writes(key, "Sorry, which floor?") == [f"As I wrote: {situation.facts[0].answer}"]
    part = await practice.part(situation)
    assert (part.questions.twice, part.grade(Criterion.QUESTIONS)) == (situation.facts, Grade.PARTLY)


async def test_solved_as_soon_as_it_is_answered_nobody_reopens_it_by_their_relief(practice: Practice) -> None:
    situation = SITUATIONS[0]
    (key,) = await practice.begins(situation)
    await practice.claims(key)
    practice.world.clock.advance(seconds=1)
    await practice.world.dana.say("it-help", solution(situation), thread_ts=practice.world.messages("it-help")[-1].ts)
    await practice.world.dana.click(practice.world.card(key), ids.SOLVE)
    await practice.goes_on(10)
    assert (practice.said(key), (await practice.world.ticket(key)).status) == ([], "solved")
    assert (await practice.part(situation)).grade(Criterion.SOLVED) is Grade.MET
    await practice.begins(SITUATIONS[1])


async def test_next_leads_on_and_finish_ends_it(practice: Practice) -> None:
    first, second = SITUATIONS[:2]
    await practice.begins(first)
    await practice.world.dana.say("practice", "Next!")
    await practice.begins(second)
    await practice.world.dana.say("practice", "let us finish this soon")
    await practice.goes_on(10)
    assert practice.shown("scorecard") is None
    await practice.world.dana.say("practice", "finish")
    await practice.goes_on(10)
    assert practice.shown("scorecard") is not None
    assert "Not reached: 9 situations" in practice.printed[0], "the second has only just come"
    await practice.goes_on(600)
    assert (await practice.played(named("angry"))).begun_at is None


async def test_the_mentors_review_comes_into_the_scorecard(practice: Practice) -> None:
    situation = SITUATIONS[0]
    (key,) = await practice.begins(situation)
    await practice.claims(key)
    await practice.writes(key, solution(situation))
    await practice.solves(key)
    await practice.world.dana.say("practice", "finish")
    await practice.goes_on()
    before = practice.shown("scorecard")
    assert before is not None
    assert "not reviewed yet" in str(before.blocks)
    assert f"<@{practice.room.person('lea')}>, please look" in str(before.blocks)
    lea = practice.world.lea
    await lea.slash("/helpdesk", f"review {key}")
    view = lea.modal()
    assert view is not None
    keys = [block["block_id"].partition(":")[2] for block in view.blocks if block["type"] == "input"]
    marks = {f"{ids.MARK}:{name}": "met" for name in keys if name}
    assert await lea.submit(view, {**marks, f"{ids.MARK}:plain": "partly", ids.TEXT: "Warm, and <quick>"}) is None
    await practice.goes_on()
    after = practice.shown("scorecard")
    assert after is not None
    assert after.ts == before.ts
    assert "Plain words, one thing at a time: partly" in str(after.blocks)
    assert "“Warm, and &lt;quick&gt;”" in str(after.blocks)
    assert "1 of 1 solved ticket reviewed." in str(after.blocks)
    assert practice.printed[1:] == ["The scorecard in #practice has changed: 1 of 1 reviewed."]


async def test_two_with_the_same_problem_may_be_merged_as_well(practice: Practice) -> None:
    situation = named("same-problem")
    for _ in range(SITUATIONS.index(situation)):
        await practice.goes_on(10)
        await practice.world.dana.say("practice", "next")
    first, second = await practice.begins(situation)
    await practice.fills_in(second, ids.MERGE, **{ids.OTHER: first})
    await practice.writes(first, solution(situation))
    await practice.solves(first)
    part = await practice.part(situation)
    assert part.grade(Criterion.TOGETHER) is Grade.MET
    assert part.grade(Criterion.SOLVED) is Grade.MET
    await practice.begins(SITUATIONS[SITUATIONS.index(situation) + 1])


async def test_nothing_comes_by_itself_that_only_a_past_could_tell(practice: Practice) -> None:
    kept = await practice.world.read(desks.every)
    assert kept != []
    for desk in kept:
        assert desk.settings.digest is None
        assert not desk.settings.needs
