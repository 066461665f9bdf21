"""The scorecard in words: for Slack, and for a terminal."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.cli.practice.scorecard import Criterion, Grade, Part, Scorecard
from bot.cli.practice.situation import Fact
from bot.i18n import Reader
from bot.rules.markup import escape, literal
from bot.rules.training.quality import Mark, Review
from bot.rules.vocabulary import PersonId
from bot.views import blocks
from bot.views.durations import exact
from bot.views.mrkdwn import cut
from bot.views.training.quality import MARKS
from bot.views.training.quality import criterion as reviewed

ENGLISH = Reader("en-GB")
TITLE = "Scorecard of your practice"
SAID = 300  # characters of a mentor's comment
SIGNS: Mapping[Grade, str] = {Grade.MET: "✓", Grade.PARTLY: "~", Grade.MISSED: "✗"}
NAMES: Mapping[Criterion, str] = {
    Criterion.RESPONSE: "First response in time",
    Criterion.QUESTIONS: "Asked what was needed, and nothing twice",
    Criterion.ESCALATION: "Escalated where it had to be, and only there",
    Criterion.DESK: "At the right desk",
    Criterion.TOGETHER: "The same problem seen as one",
    Criterion.SAVED_REPLY: "Saved reply used where one fits",
    Criterion.SORTING: "Category and priority right",
    Criterion.DISCRETION: "Nothing written that does harm",
    Criterion.SOLVED: "Solved",
}
AGAIN = "Another round: stop this, and start it with --practice --fresh."


def message(card: Scorecard, names: Mapping[PersonId, str], mentor: PersonId) -> blocks.Message:
    """The scorecard for Slack. `mentor` is asked for what no rule can tell."""
    total = [f"{sign}  {escape(text)}" for sign, text in _total(card)]
    told = [blocks.header(TITLE), blocks.section("\n".join(total)), blocks.section(_plea(card, mentor))]
    for number, part in enumerate(card.parts, 1):
        lines = [f"{sign}  {escape(text)}" for sign, text in _lines(part)]
        told += [blocks.divider(), blocks.section("\n".join([f"*{_name(part, number)}*", *lines]))]
        told += [blocks.context(escape(review)) for review in _reviews(part, names)]
    told.append(blocks.context("✓ met, ~ partly, ✗ missed.", escape(AGAIN)))
    return blocks.Message("\n".join([f"*{TITLE}*", *total]), told)


def text(card: Scorecard, names: Mapping[PersonId, str]) -> str:
    """The same for a terminal."""
    lines = [TITLE, "", *(f"  {sign} {words}" for sign, words in _total(card))]
    for number, part in enumerate(card.parts, 1):
        lines += ["", _name(part, number), *(f"  {sign} {words}" for sign, words in _lines(part))]
        lines += [f"    {review}" for review in _reviews(part, names)]
    return "\n".join([*lines, "", AGAIN])


def _total(card: Scorecard) -> Iterator[tuple[str, str]]:
    for criterion, share in card.shares:
        grade = Grade.MET if share.part == share.n else Grade.PARTLY if share.part else Grade.MISSED
        yield SIGNS[grade], f"{NAMES[criterion]}: {share.part} of {share.n}"
    if card.responses.median is not None:
        waited = exact(card.responses.median, ENGLISH)
        yield "·", f"First response: median {waited} (n = {card.responses.n})"
    if card.not_reached:
        yield "·", f"Not reached: {_number(card.not_reached, 'situation')}"
    if not card.parts:
        yield "·", "Nothing was tried yet."


def _plea(card: Scorecard, mentor: PersonId) -> str:
    """Tone is the mentor's to judge."""
    if not card.reviewed.n:
        return "*Tone*: there is no solved ticket to review."
    done = f"*Tone*: {card.reviewed.part} of {_number(card.reviewed.n, 'solved ticket')} reviewed"
    if card.reviewed.part == card.reviewed.n:
        return f"{done}."
    how = "*Review…* in a card's *More…*, or `/helpdesk review` with its number"
    return f"{done}. <@{mentor}>, please look at the answers: {how}. What you think comes in here."


def _name(part: Part, number: int) -> str:
    return f"{number}. {part.situation.title} ({', '.join(part.keys)})"


def _lines(part: Part) -> Iterator[tuple[str, str]]:
    for line in part.lines:
        yield SIGNS[line.grade], WORDS[line.criterion](part, line.grade)


def _reviews(part: Part, names: Mapping[PersonId, str]) -> Iterator[str]:
    if not part.reviews and part.can_be_reviewed:
        yield "Tone: not reviewed yet."
    for review in part.reviews:
        marks = "; ".join(f"{reviewed(one.criterion, ENGLISH)}: {_mark(one.mark)}" for one in review.judged)
        comment = literal(review.comment)
        said = f" “{cut(comment, SAID)}”" if comment else ""
        yield f"Tone, by {names.get(review.reviewer_id, 'a colleague')}{_percent(review)}: {marks}.{said}"


def _percent(review: Review) -> str:
    return "" if review.score is None else f", {review.score} %"


def _mark(mark: Mark) -> str:
    return MARKS[mark].lower()


def _response(part: Part, grade: Grade) -> str:
    took, target = part.response.took, part.response.target
    promised = "" if target is None else f", promised within {exact(target, ENGLISH)}"
    if took is None:
        return f"Nobody answered{promised}"
    late = "" if grade is Grade.MET else ": too late"
    return f"First response after {exact(took, ENGLISH)}{promised}{late}"


def _questions(part: Part, _grade: Grade) -> str:
    found = part.questions
    told = (("Asked", found.asked), ("Not asked", found.not_asked), ("Asked twice", found.twice))
    return ". ".join(f"{words}: {_list(facts)}" for words, facts in told if facts)


def _escalation(part: Part, grade: Grade) -> str:
    if not part.situation.goes_up:
        return "Escalated without need" if part.is_escalated else "Not escalated, and it didn't have to be"
    return f"{'Escalated' if grade is Grade.MET else 'Not escalated'}, and it had to be: {part.situation.goes_up}"


def _desk(_part: Part, grade: Grade) -> str:
    return "The right desk has it" if grade is Grade.MET else "It is at the wrong desk"


def _together(_part: Part, grade: Grade) -> str:
    told = "Seen as the same problem" if grade is Grade.MET else "Not seen as the same problem"
    return f"{told} (Same problem as… or Merge into… on a card)"


def _saved_reply(part: Part, grade: Grade) -> str:
    key = part.situation.reply
    return f"Used the saved reply {key}" if grade is Grade.MET else f"The saved reply {key} fits, and was not used"


def _sorting(part: Part, _grade: Grade) -> str:
    found, right = part.sorted, part.situation.sorting
    assert found is not None
    assert right is not None
    category = f"category {found.category or 'none'}, {'right' if found.is_category_right else f'not {right.category}'}"
    fitting = " or ".join(right.priorities)
    priority = f"priority {found.priority}, {'right' if found.is_priority_right else f'not {fitting}'}"
    return f"Sorted: {category}; {priority}"


def _discretion(part: Part, grade: Grade) -> str:
    if grade is Grade.MET:
        return "Wrote nothing that does harm"
    return f"Somebody at the desk {part.situation.why_unsaid}"


def _solved(part: Part, grade: Grade) -> str:
    if grade is Grade.MET:
        return "Solved: it helped, and the ticket says so"
    if part.has_left:
        return "Not solved: they gave up waiting"
    return "Half solved: it helped, or the ticket says so, and not both" if grade is Grade.PARTLY else "Not solved"


WORDS: Mapping[Criterion, Callable[[Part, Grade], str]] = {
    Criterion.RESPONSE: _response,
    Criterion.QUESTIONS: _questions,
    Criterion.ESCALATION: _escalation,
    Criterion.DESK: _desk,
    Criterion.TOGETHER: _together,
    Criterion.SAVED_REPLY: _saved_reply,
    Criterion.SORTING: _sorting,
    Criterion.DISCRETION: _discretion,
    Criterion.SOLVED: _solved,
}


def _list(facts: Sequence[Fact]) -> str:
    return "; ".join(fact.called for fact in facts)


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
