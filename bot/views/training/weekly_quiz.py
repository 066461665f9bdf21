"""A weekly question of a quiz, in the person's messages: asked, then answered in the same place."""

from collections.abc import Iterator

from bot.i18n import Reader
from bot.rules.training.quiz_pictures import QuestionPicture
from bot.rules.training.quiz_taking import Chosen
from bot.views import ids
from bot.views.blocks import MESSAGE_TEXT, Block, Message, actions, button, context, section
from bot.views.mrkdwn import cut_markup, escape, moment
from bot.views.training.quiz_taking import hint, judged, picks
from bot.views.training.quizzes import WRITTEN, title
from bot.views.user_text import rich


def question(shown: QuestionPicture, reader: Reader) -> Message:
    """A question to answer; once it is answered, whether that was right, and why."""
    _ = reader.gettext
    opening = _("*Question {n} of {all}* of the quiz “{title}”").format(
        n=shown.place + 1, all=len(shown.asked.questions), title=title(shown.asked.title)
    )
    if shown.chosen is not None:
        return _answered(opening, shown, shown.chosen, reader)
    if shown.is_over:
        return _over(opening, shown, reader)
    return _open(opening, shown, reader)


def _open(opening: str, shown: QuestionPicture, reader: Reader) -> Message:
    one, course = shown.question, shown.course
    value, small = f"{course.quiz_id}:{course.number}:{shown.place}", tuple(_small(shown, reader))
    blocks: list[Block] = [
        section(opening),
        rich(escape(one.text), {}, limit=WRITTEN),
        actions(picks(one, ids.QUIZ_ANSWER), block_id=ids.QUIZ_ANSWER),
        actions(button(reader.gettext("Answer"), ids.ANSWER_WEEKLY, value, style="primary")),
        *(context(text) for text in small),
    ]
    choices = "; ".join(one.choices)
    said = reader.gettext("{opening}: {question} Choices: {choices}").format(
        opening=opening, question=escape(one.text), choices=escape(choices)
    )
    return Message(cut_markup(" ".join([said, *small]), MESSAGE_TEXT), blocks)


def _answered(opening: str, shown: QuestionPicture, chosen: Chosen, reader: Reader) -> Message:
    lines = list(judged(shown.question, chosen, reader))
    said = escape("\n".join([shown.question.text, *lines]))
    text = cut_markup(f"{opening}\n{said}", MESSAGE_TEXT)
    return Message(text, [section(opening), rich(said, {}, limit=WRITTEN)])


def _over(opening: str, shown: QuestionPicture, reader: Reader) -> Message:
    over = reader.gettext("The weekly questions were stopped, so this one needs no answer any more.")
    said = escape(shown.question.text)
    text = cut_markup(f"{opening}: {over}\n{said}", MESSAGE_TEXT)
    return Message(text, [section(opening), rich(said, {}, limit=WRITTEN), context(over)])


def _small(shown: QuestionPicture, reader: Reader) -> Iterator[str]:
    """How several are chosen, how long there is time, and why one is asked at all."""
    _ = reader.gettext
    several = hint(shown.question, reader)
    if several is not None:
        yield several
    if shown.ends_at is not None:
        text = _("This is the last question. What has no answer by {time} counts as not right.")
        yield text.format(time=moment(shown.ends_at))
    if shown.by:
        text = _("{name} asked for this: one question a week. {name} reads whether you pass, and nothing else.")
        yield text.format(name=escape(shown.by))
    else:
        yield _("You asked for one question a week. `/helpdesk quizzes` stops it.")
