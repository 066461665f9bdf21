"""Why the helpdesk says no to something about quizzes, as people read it."""

from collections.abc import Callable, Mapping

from bot.i18n import Reader
from bot.rules.training import quiz_refusals as because
from bot.views.mrkdwn import escape, moment


def _no_such_quiz(_reason: because.NoSuchQuiz, reader: Reader) -> str:
    return reader.gettext("That is not there for you, or not any more. `/helpdesk quizzes` shows what is.")


def _changed(reason: because.QuizChanged, reader: Reader) -> str:
    text = reader.gettext(
        "“{title}” was changed while you had it before you, so nothing was saved. "
        "Please copy your text, close this and open it again."
    )
    return text.format(title=escape(reason.title))


def _retired(reason: because.QuizRetired, reader: Reader) -> str:
    return reader.gettext("“{title}” was retired: nobody takes it any more.").format(title=escape(reason.title))


def _is_empty(reason: because.QuizIsEmpty, reader: Reader) -> str:
    text = reader.gettext("“{title}” has no questions yet, so nobody can take it.")
    return text.format(title=escape(reason.title))


def _is_full(reason: because.QuizIsFull, reader: Reader) -> str:
    return reader.gettext("A quiz has {most} questions at most. Please remove one first.").format(most=reason.most)


def _not_a_pass_mark(_reason: because.NotAPassMark, reader: Reader) -> str:
    return reader.gettext("Please give a whole number from 1 to 100: how many per cent it takes to pass.")


def _too_many_attempts(reason: because.TooManyAttempts, reader: Reader) -> str:
    text = reader.gettext("Please give a whole number up to {most}, or 0 for as many attempts as somebody likes.")
    return text.format(most=reason.most)


def _too_few_choices(reason: because.TooFewChoices, reader: Reader) -> str:
    text = reader.gettext("A question needs {least} to {most} choices: else there is nothing to choose.")
    return text.format(least=reason.least, most=reason.most)


def _same_twice(reason: because.SameChoiceTwice, reader: Reader) -> str:
    text = reader.gettext("The choice “{choice}” is there twice. Nobody could tell which of them is right.")
    return text.format(choice=escape(reason.choice))


def _nothing_explained(_reason: because.NothingExplained, reader: Reader) -> str:
    return reader.gettext(
        "Please explain in a sentence or two why the answer is right: that is what people learn from."
    )


def _no_right_choice(_reason: because.NoRightChoice, reader: Reader) -> str:
    return reader.gettext("Please mark at least one choice as right.")


def _right_one_is_empty(_reason: because.RightOneIsEmpty, reader: Reader) -> str:
    return reader.gettext("You marked a choice as right that has no text.")


def _one_is_right(_reason: because.OneIsRight, reader: Reader) -> str:
    return reader.gettext(
        "Where people choose one, one choice can be right. Mark only that, or let them choose several."
    )


def _no_attempts_left(reason: because.NoAttemptsLeft, reader: Reader) -> str:
    text = reader.ngettext(
        "“{title}” can be taken once, and you have taken it, or are answering it week by week.",
        "“{title}” can be taken {n} times, and you have used them all; what you answer week by week is one of them.",
        reason.allowed,
    )
    return text.format(title=escape(reason.title), n=reason.allowed)


def _nothing_ticked(_reason: because.NothingTicked, reader: Reader) -> str:
    return reader.gettext("Please choose an answer first.")


def _answered_before(reason: because.AnsweredBefore, reader: Reader) -> str:
    text = reader.gettext("You have answered this already ({time}): {answer}. The first answer counts.")
    return text.format(answer=escape(reason.answer), time=moment(reason.at))


def _question_is_over(reason: because.QuestionIsOver, reader: Reader) -> str:
    text = reader.gettext("The weekly questions of “{title}” are over, so this answer was not counted.")
    return text.format(title=escape(reason.title))


def _asked_by_lead(reason: because.AskedByLead, reader: Reader) -> str:
    text = reader.gettext("{name} asked you to answer these questions. Please ask {name} to stop them.")
    return text.format(name=escape(reason.name))


SENTENCES: Mapping[type, Callable[..., str]] = {
    because.NoSuchQuiz: _no_such_quiz,
    because.QuizChanged: _changed,
    because.QuizRetired: _retired,
    because.QuizIsEmpty: _is_empty,
    because.QuizIsFull: _is_full,
    because.NotAPassMark: _not_a_pass_mark,
    because.TooManyAttempts: _too_many_attempts,
    because.TooFewChoices: _too_few_choices,
    because.SameChoiceTwice: _same_twice,
    because.NothingExplained: _nothing_explained,
    because.NoRightChoice: _no_right_choice,
    because.RightOneIsEmpty: _right_one_is_empty,
    because.OneIsRight: _one_is_right,
    because.NoAttemptsLeft: _no_attempts_left,
    because.NothingTicked: _nothing_ticked,
    because.AnsweredBefore: _answered_before,
    because.QuestionIsOver: _question_is_over,
    because.AskedByLead: _asked_by_lead,
}
