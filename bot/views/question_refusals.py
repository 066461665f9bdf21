"""Why a question to the team was not asked, answered or thanked for, as people read it."""

from collections.abc import Callable, Mapping

from bot.i18n import Reader, marked
from bot.rules import refusals
from bot.rules.questions import Unaskable
from bot.views.mrkdwn import cut, escape

NAME = 80  # characters

UNASKABLE: Mapping[Unaskable, str] = {
    Unaskable.ONESELF: marked("You can't ask yourself. Please choose somebody else."),
    Unaskable.REQUESTER: marked("{name} raised {key}: please ask with *Reply*, which reaches them in their thread."),
    Unaskable.BOT: marked("{name} is an app, so nobody would answer. Please choose somebody else."),
    Unaskable.GONE: marked("{name} is no longer in this workspace. Please choose somebody else."),
    Unaskable.MAY_NOT_SEE: marked("{key} is private, and {name} may not see it. Please choose somebody of its desk."),
}


def _nobody_to_ask(_reason: refusals.NobodyToAsk, reader: Reader) -> str:
    return reader.gettext("There is nobody to ask in that. Please choose at least one person who may know.")


def _too_many_to_ask(reason: refusals.TooManyToAsk, reader: Reader) -> str:
    text = reader.gettext("Please ask {limit} people at most: a question to everybody is nobody's.")
    return text.format(limit=reason.limit)


def _cannot_be_asked(reason: refusals.CannotBeAsked, reader: Reader) -> str:
    return reader.gettext(UNASKABLE[reason.why]).format(key=reason.key, name=escape(cut(reason.name, NAME)))


def _no_such_question(_reason: refusals.NoSuchQuestion, reader: Reader) -> str:
    return reader.gettext("I can't find that question. Nothing was changed.")


def _is_answered(reason: refusals.IsAnswered, reader: Reader) -> str:
    text = reader.gettext("{name} answered the question about {key} already. Thank you!")
    return text.format(name=escape(cut(reason.name, NAME)), key=reason.key)


def _needs_no_answer(reason: refusals.NeedsNoAnswer, reader: Reader) -> str:
    text = reader.gettext("Nobody needs to answer the question about {key} any more. Thank you for looking at it!")
    return text.format(key=reason.key)


def _cannot_thank_oneself(_reason: refusals.CannotThankOneself, reader: Reader) -> str:
    return reader.gettext("It is your own answer: somebody else can thank you for it.")


SENTENCES: Mapping[type[refusals.Refusal], Callable[..., str]] = {
    refusals.NobodyToAsk: _nobody_to_ask,
    refusals.TooManyToAsk: _too_many_to_ask,
    refusals.CannotBeAsked: _cannot_be_asked,
    refusals.NoSuchQuestion: _no_such_question,
    refusals.IsAnswered: _is_answered,
    refusals.NeedsNoAnswer: _needs_no_answer,
    refusals.CannotThankOneself: _cannot_thank_oneself,
}
