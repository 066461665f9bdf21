"""The forms in which a quiz is made: what stands around its questions, and each question."""

from collections.abc import Iterator
from typing import Any

from bot.i18n import Reader
from bot.rules.training.quiz_pictures import FrameFormPicture, QuestionFormPicture
from bot.rules.training.quizzes import (
    CHOICE,
    EXPLANATION,
    FEWEST_CHOICES,
    MOST_ATTEMPTS,
    MOST_CHOICES,
    QUESTION,
    TITLE,
    Question,
)
from bot.views import ids
from bot.views.blocks import Block, boxes, labelled, modal, number_input, option, select, text_input

ONE, SEVERAL = "one", "several"


def frame(shown: FrameFormPicture, reader: Reader) -> dict[str, Any]:
    """What stands around the questions of a quiz."""
    _, is_new, written = reader.gettext, shown.quiz is None, shown.frame
    name = text_input(ids.QUIZ_TITLE, initial=written.title, max_length=TITLE)
    mark = number_input(ids.QUIZ_MARK, least=1, most=100, initial=written.pass_mark)
    attempts = number_input(ids.QUIZ_ATTEMPTS, least=0, most=MOST_ATTEMPTS, initial=written.attempts)
    blocks: list[Block] = [
        labelled(_("Title"), name, block_id=ids.QUIZ_TITLE),
        *_sorting(shown, reader),
        labelled(
            _("Pass mark, in per cent"),
            mark,
            block_id=ids.QUIZ_MARK,
            hint=_("That share of the questions has to be answered right."),
        ),
        labelled(
            _("Attempts"),
            attempts,
            block_id=ids.QUIZ_ATTEMPTS,
            hint=_("How many times each person can take it. 0: as often as they like."),
        ),
    ]
    return modal(
        _("New quiz") if is_new else _("Quiz"),
        blocks,
        callback_id=ids.NEW_QUIZ if is_new else ids.QUIZ_FRAME,
        close=_("Cancel"),
        submit=_("Next") if is_new else _("Save"),
        metadata=_about(shown),
    )


def question(shown: QuestionFormPicture, reader: Reader) -> dict[str, Any]:
    """One question, with room for all the choices that it can have."""
    _, known, quiz = reader.gettext, shown.question, shown.quiz
    text = text_input(ids.QUESTION_TEXT, initial=known.text if known else "", multiline=True, max_length=QUESTION)
    explained = text_input(
        ids.EXPLANATION, initial=known.explanation if known else "", multiline=True, max_length=EXPLANATION
    )
    kinds = [option(_("One choice"), ONE), option(_("Several choices"), SEVERAL)]
    kind = select(ids.QUESTION_KIND, _("Kind"), kinds, initial=SEVERAL if known and known.is_multiple else ONE)
    marks = [option(_("Choice {n}").format(n=place + 1), str(place)) for place in range(MOST_CHOICES)]
    ticked = tuple(str(place) for place in known.right) if known else ()
    blocks: list[Block] = [
        labelled(_("Question"), text, block_id=ids.QUESTION_TEXT),
        labelled(
            _("What people choose"),
            kind,
            block_id=ids.QUESTION_KIND,
            hint=_("Of several, an answer is right with all the right choices and no other."),
        ),
        *_choices(known, reader),
        labelled(_("What is right"), boxes(ids.RIGHT_CHOICES, marks, ticked=ticked), block_id=ids.RIGHT_CHOICES),
        labelled(
            _("Explanation"),
            explained,
            block_id=ids.EXPLANATION,
            hint=_("People read it once they have answered."),
        ),
    ]
    place = "" if shown.place is None else str(shown.place)
    return modal(
        _("New question") if known is None else _("Question"),
        blocks,
        callback_id=ids.QUESTION_FORM,
        close=_("Cancel"),
        submit=_("Save"),
        metadata=f"{quiz.id}:{quiz.version}:{place}",
    )


def _sorting(shown: FrameFormPicture, reader: Reader) -> Iterator[Block]:
    _ = reader.gettext
    if shown.quiz is None and len(shown.desks) > 1:
        choices = [option(desk.name, desk.id) for desk in shown.desks]
        menu = select(ids.QUIZ_DESK, _("Desk"), choices, initial=choices[0]["value"])
        yield labelled(_("Desk"), menu, block_id=ids.QUIZ_DESK)
    if shown.categories:
        choices = [option(category.name, category.key) for category in shown.categories]
        menu = select(ids.QUIZ_CATEGORY, _("None"), choices, initial=shown.frame.category)
        yield labelled(_("Category"), menu, block_id=ids.QUIZ_CATEGORY, optional=True)


def _choices(known: Question | None, reader: Reader) -> Iterator[Block]:
    written = known.choices if known else ()
    for place in range(MOST_CHOICES):
        field = text_input(ids.CHOICE, initial=written[place] if place < len(written) else "", max_length=CHOICE)
        label = reader.gettext("Choice {n}").format(n=place + 1)
        yield labelled(label, field, block_id=f"{ids.CHOICE}:{place}", optional=place >= FEWEST_CHOICES)


def _about(shown: FrameFormPicture) -> str:
    """What the form must not forget: the quiz and its version, or the desk of a new one."""
    if shown.quiz is not None:
        return f"{shown.quiz.id}:{shown.quiz.version}"
    return shown.desks[0].id if shown.desks else ""
