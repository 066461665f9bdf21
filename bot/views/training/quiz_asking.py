"""Asking people to take a quiz, and who has passed: what leads see, and those whom they ask."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.i18n import Reader, marked
from bot.rules.training.quiz_pictures import AskedPicture, PassedPicture, Standing, StandingLine, StandingsPicture
from bot.rules.training.quizzes import Quiz
from bot.views import ids
from bot.views.blocks import (
    Block,
    Message,
    actions,
    button,
    context,
    labelled,
    modal,
    option,
    people_selects,
    section,
    select,
)
from bot.views.mrkdwn import cut, escape, moment
from bot.views.training.quizzes import title, what_it_takes

AT_ONCE, WEEKLY = "at_once", "weekly"
MOST_ASKED = 50  # people of one form
MOST = 90  # people of the list: a block each, of the 100 that a modal takes
NAMES = 1000  # characters

STANDING: Mapping[Standing, str] = {
    Standing.PASSED: marked("{name}: *passed* ({time})"),
    Standing.NOT_PASSED: marked("{name}: *not passed yet* ({time})"),
    Standing.WEEKLY: marked("{name}: gets a question a week (since {time})"),
    Standing.ASKED: marked("{name}: asked, and has not taken it yet ({time})"),
    Standing.NOT_TAKEN: marked("{name}: has not taken it"),
}


def form(quiz: Quiz, reader: Reader) -> dict[str, Any]:
    """Whom to ask, and how."""
    _ = reader.gettext
    whom = people_selects(ids.QUIZ_PEOPLE, _("People of the desk"), most=MOST_ASKED)
    ways = [option(_("All questions at once"), AT_ONCE), option(_("One question a week"), WEEKLY)]
    how = select(ids.QUIZ_HOW, _("How"), ways, initial=AT_ONCE)
    blocks: list[Block] = [
        section(f"*{title(quiz.title)}*"),
        labelled(_("Whom to ask"), whom, block_id=ids.QUIZ_PEOPLE),
        labelled(_("How"), how, block_id=ids.QUIZ_HOW, hint=_("Each of them hears of it in their working hours.")),
        context(_("You read whether they pass, not what they answer. Who has passed already is not asked.")),
    ]
    return modal(
        _("Ask people"),
        blocks,
        callback_id=ids.ASK_TO_TAKE_QUIZ,
        close=_("Cancel"),
        submit=_("Ask"),
        metadata=str(quiz.id),
    )


def standings(shown: StandingsPicture, reader: Reader) -> dict[str, Any]:
    """Who has passed and who has not; no answers, and no score. At most 94 blocks."""
    _ = reader.gettext
    blocks: list[Block] = [section(f"*{title(shown.quiz.title)}*")]
    if shown.not_asked:
        names = cut(", ".join(shown.not_asked), NAMES)
        text = _("Not asked, since they have passed or have no attempt left: {names}")
        blocks.append(section(text.format(names=escape(names))))
    blocks += [_line(line, shown.quiz, reader) for line in shown.lines[:MOST]]
    more = len(shown.lines) - MOST
    if more > 0:
        blocks.append(context(reader.ngettext("and {n} more", "and {n} more", more).format(n=more)))
    if not shown.lines:
        blocks.append(section(_("Nobody works this desk.")))
    return modal(
        _("Who has passed"), blocks, callback_id=ids.QUIZ_STANDINGS, close=_("Back"), metadata=str(shown.quiz.id)
    )


def asked(shown: AskedPicture, reader: Reader) -> Message:
    """To somebody who is asked to take a quiz."""
    _, quiz = reader.gettext, shown.quiz
    text = _("{name} asks you to take the quiz “{title}”.").format(name=escape(shown.by), title=title(quiz.title))
    if not shown.is_open:
        over = _("You have passed it.") if shown.asked.passed_at else _("It can't be taken any more.")
        return Message(f"{text} {over}", [section(f"{text} {over}")])
    takes = what_it_takes(len(quiz.questions), quiz.pass_mark, reader)
    small = _("{name} reads whether you pass, and nothing else.").format(name=escape(shown.by))
    take = button(_("Take it"), ids.TAKE_QUIZ, str(quiz.id), style="primary")
    return Message(f"{text} {takes}. {small}", [section(f"{text}\n{takes}."), actions(take), context(small)])


def taken(shown: PassedPicture, reader: Reader) -> Message:
    """To the lead who asked: passed or not."""
    _ = reader.gettext
    text = _("{name} has passed the quiz “{title}”.")
    if not shown.is_passed:
        text = _("{name} has taken the quiz “{title}”, and has not passed yet.")
    said = text.format(name=escape(shown.name), title=title(shown.title))
    return Message(said, [section(said)])


def _line(line: StandingLine, quiz: Quiz, reader: Reader) -> Block:
    time = moment(line.on) if line.on is not None else ""
    text = reader.gettext(STANDING[line.standing]).format(name=escape(line.name), time=time)
    return section(text, **dict(_stop(line, quiz, reader)))


def _stop(line: StandingLine, quiz: Quiz, reader: Reader) -> Iterator[tuple[str, Any]]:
    if line.course is not None:
        value = f"{line.course.person_id}:{quiz.id}"
        yield "accessory", button(reader.gettext("Stop the weekly questions"), ids.STOP_WEEKLY_FOR, value)
