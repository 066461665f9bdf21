"""Quizzes: the list, and one as those who keep it see it."""

from collections.abc import Iterator
from typing import Any

from bot.i18n import Reader
from bot.rules.training.quiz_pictures import QuizLine, QuizPicture, QuizzesPicture
from bot.rules.training.quiz_taking import needed
from bot.rules.training.quizzes import MOST_QUESTIONS, TITLE, Question, Quiz
from bot.views import ids
from bot.views.blocks import Block, Element, actions, button, confirm, context, modal, option, overflow, section
from bot.views.mrkdwn import cut, day, escape, in_bold
from bot.views.user_text import rich

APART = "  ·  "
WRITTEN = 10_000  # characters of a question with its choices, where each of them is escaped


def listing(shown: QuizzesPicture, reader: Reader) -> dict[str, Any]:
    """The quizzes that somebody may take, and those that they keep. At most 24 blocks."""
    _ = reader.gettext
    blocks: list[Block] = [
        actions(button(_("Your results"), ids.OWN_RESULTS), button(_("New quiz"), ids.NEW_QUIZ)),
        *(_line(line, reader) for line in shown.lines),
        *_around(shown, reader),
    ]
    return modal(_("Quizzes"), blocks, callback_id=ids.QUIZZES, close=_("Close"), metadata=str(shown.page))


def quiz(shown: QuizPicture, reader: Reader) -> dict[str, Any]:
    """A quiz with its questions and what is right, to change. At most 24 blocks."""
    _, one = reader.gettext, shown.quiz
    blocks: list[Block] = [
        section(f"*{title(one.title)}*"),
        context(APART.join(_kept(shown, reader))),
        actions(*_can_be_done(one, reader)),
    ]
    for place, question in enumerate(one.questions):
        menu = overflow(ids.QUESTION_MENU, _question_menu(one, place, reader))
        number = _("*Question {n}*").format(n=place + 1)
        blocks += [section(f"{number}{APART}{_kind(question, reader)}", accessory=menu), _question(question, reader)]
    if not one.questions:
        blocks.append(section(_("It has no questions yet: add the first one, and it can be taken.")))
    return modal(_("Quiz"), blocks, callback_id=ids.EDIT_QUIZ, close=_("Back"), metadata=str(one.id))


def title(written: str) -> str:
    """What a quiz is called, in mrkdwn, which may be made bold."""
    return in_bold(cut(written, TITLE))


def what_it_takes(questions: int, pass_mark: int, reader: Reader) -> str:
    """How many questions there are, and how many right answers pass."""
    least = needed(questions, pass_mark)
    if least == questions:
        text = reader.ngettext(
            "{n} question, to be answered right", "{n} questions, all to be answered right", questions
        )
    else:
        text = reader.gettext("{n} questions, at least {needed} to be answered right")
    return text.format(n=questions, needed=least)


def attempts_left(left: int | None, reader: Reader) -> str:
    """How many times somebody can still take it."""
    if left is None:
        return reader.gettext("You can take it as often as you like")
    if left == 0:
        return reader.gettext("You have no attempt left")
    return reader.ngettext("You have {n} attempt left", "You have {n} attempts left", left).format(n=left)


def _line(line: QuizLine, reader: Reader) -> Block:
    one = line.quiz
    text = f"*{title(one.title)}*\n{APART.join(part for part in _details(line, reader) if part)}"
    entries = [option(label, f"{word}:{one.id}") for word, label in _menu(line, reader)]
    return section(text, block_id=f"quiz:{one.id}", accessory=overflow(ids.QUIZ_MENU, entries))


def _details(line: QuizLine, reader: Reader) -> Iterator[str]:
    _, one = reader.gettext, line.quiz
    if one.retired_at is not None:
        yield _("*Retired*")
    elif not one.questions:
        yield _("*No questions yet*")
    yield escape(line.desk)
    yield escape(line.category)
    if one.questions:
        yield what_it_takes(len(one.questions), one.pass_mark, reader)
    yield from _own(line, reader)


def _own(line: QuizLine, reader: Reader) -> Iterator[str]:
    """How the reader stands with it."""
    _ = reader.gettext
    if line.passed_on is not None:
        yield _("*You passed* ({day})").format(day=day(line.passed_on))
    elif line.asked:
        yield _("*You are asked to take it*")
    elif line.used:
        yield _("You have not passed yet")
    if line.course is not None:
        yield _("You get a question a week")
    if line.quiz.is_offered and line.quiz.attempts:
        yield attempts_left(line.left, reader)


def _menu(line: QuizLine, reader: Reader) -> Iterator[tuple[str, str]]:
    """At most five entries, which are all that Slack takes."""
    _ = reader.gettext
    if line.quiz.is_offered:
        yield ids.TAKE_QUIZ, _("Take…")
        if line.course is None:
            yield ids.WEEKLY_QUIZ, _("Ask one question a week")
        else:
            yield ids.STOP_WEEKLY_QUIZ, _("Stop the weekly questions")
    if line.may_keep:
        yield ids.EDIT_QUIZ, _("Edit…")
    if line.may_ask and line.quiz.is_offered:
        yield ids.ASK_TO_TAKE_QUIZ, _("Ask people to take it…")
    if line.may_ask:
        yield ids.QUIZ_STANDINGS, _("Who has passed")


def _around(shown: QuizzesPicture, reader: Reader) -> Iterator[Block]:
    """What stands below the list: that it is empty, or the way to its other pages."""
    _ = reader.gettext
    if not shown.lines:
        yield section(_("There are no quizzes yet. Make the first one: a few questions on what everybody should know."))
    if shown.pages == 1:
        return
    yield context(_("Page {number} of {count}").format(number=shown.page, count=shown.pages))
    buttons: list[Element] = []
    if shown.page > 1:
        buttons.append(button(_("Back"), ids.QUIZZES_BACK, str(shown.page - 1)))
    if shown.page < shown.pages:
        buttons.append(button(_("More"), ids.QUIZZES_ON, str(shown.page + 1)))
    yield actions(*buttons)


def _kept(shown: QuizPicture, reader: Reader) -> Iterator[str]:
    _, one = reader.gettext, shown.quiz
    if one.retired_at is not None:
        yield _("*Retired*")
    yield escape(shown.desk)
    if shown.category:
        yield escape(shown.category)
    yield _("Pass mark {percentage}").format(percentage=f"{one.pass_mark / 100:.0%}")
    if one.attempts:
        yield reader.ngettext("{n} attempt", "{n} attempts", one.attempts).format(n=one.attempts)
    else:
        yield _("any number of attempts")
    yield _("{name} answers for it").format(name=escape(shown.owner))
    yield _("version {version}").format(version=one.version)


def _can_be_done(one: Quiz, reader: Reader) -> Iterator[Element]:
    _, value = reader.gettext, str(one.id)
    if len(one.questions) < MOST_QUESTIONS:
        yield button(_("Add a question"), ids.NEW_QUESTION, value, style="primary")
    yield button(_("Title and pass mark…"), ids.QUIZ_FRAME, value)
    if one.retired_at is not None:
        yield button(_("Restore"), ids.RESTORE_QUIZ, value)
    else:
        asked = confirm(_("Retire this quiz?"), _("Nobody takes it any more."), _("Retire"), _("Keep it"))
        yield button(_("Retire"), ids.RETIRE_QUIZ, value, confirm=asked)


def _kind(question: Question, reader: Reader) -> str:
    _ = reader.gettext
    return _("several can be right") if question.is_multiple else _("one is right")


def _question(question: Question, reader: Reader) -> Block:
    """All of it, and which choices are right, in words."""
    _ = reader.gettext
    lines = [question.text]
    for place, choice in enumerate(question.choices):
        mark = _("right") if place in question.right else _("not right")
        lines.append(f"• {choice} ({mark})")
    lines.append(_("Explanation: {text}").format(text=question.explanation))
    return rich(escape("\n".join(lines)), {}, limit=WRITTEN)


def _question_menu(one: Quiz, place: int, reader: Reader) -> list[Element]:
    _ = reader.gettext
    words = {ids.EDIT_QUESTION: _("Edit…")}
    if place > 0:
        words[ids.QUESTION_UP] = _("Move up")
    if place < len(one.questions) - 1:
        words[ids.QUESTION_DOWN] = _("Move down")
    words[ids.REMOVE_QUESTION] = _("Remove")
    return [option(label, f"{word}:{one.id}:{one.version}:{place}") for word, label in words.items()]
