"""Taking a quiz, and what comes of it: for nobody but the person who took it."""

from collections.abc import Iterator, Sequence
from typing import Any

from bot.i18n import Reader
from bot.rules.training.quiz_pictures import OwnResultsPicture, ResultPicture, TakingPicture
from bot.rules.training.quiz_taking import Attempt, is_right, needed
from bot.rules.training.quizzes import Question, QuizVersion
from bot.views import ids
from bot.views.blocks import (
    Block,
    Element,
    Message,
    actions,
    boxes,
    button,
    context,
    labelled,
    modal,
    option,
    radios,
    section,
)
from bot.views.mrkdwn import escape, moment
from bot.views.training.quizzes import APART, WRITTEN, attempts_left, title, what_it_takes
from bot.views.user_text import rich


def form(shown: TakingPicture, reader: Reader) -> dict[str, Any]:
    """All the questions of a quiz. At most 12 blocks."""
    _, quiz = reader.gettext, shown.quiz
    small = [what_it_takes(len(quiz.questions), quiz.pass_mark, reader)]
    if shown.left is not None:
        small.append(attempts_left(shown.left, reader))
    blocks: list[Block] = [section(f"*{title(quiz.title)}*"), context(APART.join(small))]
    blocks += [_asked(place, question, reader) for place, question in enumerate(quiz.questions)]
    return modal(
        _("Quiz"),
        blocks,
        callback_id=ids.TAKE_QUIZ,
        close=_("Cancel"),
        submit=_("Send"),
        metadata=f"{quiz.id}:{quiz.version}",
    )


def result(shown: ResultPicture, reader: Reader) -> dict[str, Any]:
    """What somebody answered, what would have been right, and why. At most 14 blocks."""
    _, attempt, asked = reader.gettext, shown.attempt, shown.asked
    blocks: list[Block] = [
        section(f"*{title(asked.title)}*\n{outcome(attempt, asked, reader)}"),
        context(APART.join([moment(attempt.at), attempts_left(shown.left, reader)])),
        *_notes(shown, reader),
    ]
    for place, question in enumerate(asked.questions):
        lines = [f"{place + 1}. {question.text}", *judged(question, attempt.answers[place], reader)]
        blocks.append(rich(escape("\n".join(lines)), {}, limit=WRITTEN))
    blocks.append(context(_("Nobody else sees your answers, nor how many were right.")))
    return modal(_("Your result"), blocks, callback_id=ids.QUIZ_RESULT, close=_("Close"))


def own(shown: OwnResultsPicture, reader: Reader) -> dict[str, Any]:
    """One's own last attempts, each with a way to its answers. At most 21 blocks."""
    _ = reader.gettext
    blocks: list[Block] = []
    for attempt in shown.attempts:
        text = f"*{title(shown.titles[attempt.id])}*\n{APART.join([_in_words(attempt, reader), moment(attempt.at)])}"
        look = button(_("Answers"), ids.QUIZ_RESULT, str(attempt.id))
        blocks.append(section(text, block_id=f"attempt:{attempt.id}", accessory=look))
    if not blocks:
        blocks = [section(_("You have not taken a quiz yet."))]
    blocks.append(context(_("Those who lead the desk see whether you passed. Nobody but you sees more.")))
    return modal(_("Your results"), blocks, callback_id=ids.OWN_RESULTS, close=_("Back"))


def news(shown: ResultPicture, reader: Reader) -> Message:
    """To whoever has answered all weekly questions of a quiz, or had time until now."""
    _, attempt = reader.gettext, shown.attempt
    text = f"{_over(shown, reader)} {outcome(attempt, shown.asked, reader)}"
    look = button(_("Your answers"), ids.QUIZ_RESULT, str(attempt.id))
    small = [attempts_left(shown.left, reader)] if shown.left is not None else []
    return Message(text, [section(text), *(context(one) for one in small), actions(look)])


def outcome(attempt: Attempt, asked: QuizVersion, reader: Reader) -> str:
    """Whether it was enough, and what it takes."""
    takes = needed(attempt.questions, asked.pass_mark)
    text = reader.gettext("{result}. It takes {needed} to pass.")
    return text.format(result=_in_words(attempt, reader), needed=takes)


def judged(question: Question, chosen: Sequence[int], reader: Reader) -> Iterator[str]:
    """An answer and what is right, in plain characters, a line each."""
    _ = reader.gettext
    right = is_right(question, chosen)
    yield _(":white_check_mark: Right") if right else _(":x: Not right")
    answer = "; ".join(question.choices[place] for place in chosen) or _("none")
    yield _("Your answer: {answer}").format(answer=answer)
    if not right:
        answer = "; ".join(question.choices[place] for place in question.right)
        yield _("Right answer: {answer}").format(answer=answer)
    yield question.explanation


def picks(question: Question, action_id: str) -> Element:
    """The choices of a question, one of which can be chosen, or several."""
    choices = [option(choice, str(place)) for place, choice in enumerate(question.choices)]
    return boxes(action_id, choices) if question.is_multiple else radios(action_id, choices)


def hint(question: Question, reader: Reader) -> str | None:
    """How several are chosen."""
    return reader.gettext("Choose all that are right, and only these.") if question.is_multiple else None


def _asked(place: int, question: Question, reader: Reader) -> Block:
    label, block_id = f"{place + 1}. {question.text}", f"{ids.QUIZ_ANSWER}:{place}"
    return labelled(label, picks(question, ids.QUIZ_ANSWER), block_id=block_id, hint=hint(question, reader))


def _in_words(attempt: Attempt, reader: Reader) -> str:
    _ = reader.gettext
    text = (
        _("*Passed*: {right} of {questions} right")
        if attempt.is_passed
        else _("*Not passed*: {right} of {questions} right")
    )
    return text.format(right=attempt.right, questions=attempt.questions)


def _over(shown: ResultPicture, reader: Reader) -> str:
    """Why the weekly questions are over."""
    missing = sum(not chosen for chosen in shown.attempt.answers)
    if missing:
        text = reader.ngettext(
            "The weekly questions of “{title}” are over. {n} has no answer, which counts as not right.",
            "The weekly questions of “{title}” are over. {n} have no answer, which counts as not right.",
            missing,
        )
    else:
        text = reader.gettext("You have answered all questions of “{title}”.")
    return text.format(title=title(shown.asked.title), n=missing)


def _notes(shown: ResultPicture, reader: Reader) -> Iterator[Block]:
    """What has become of the quiz since."""
    _ = reader.gettext
    if shown.is_retired:
        yield section(_("The quiz has been retired since. Your result counts all the same."))
    elif shown.is_changed:
        yield section(_("The quiz has been changed since. What you had before you is what counts."))
