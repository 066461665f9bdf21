"""Samples of questions to the team in every state, at their longest."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from bot.i18n import Reader
from bot.rules.question_pictures import AskingPicture, QuestionPicture
from bot.rules.questions import ANSWER, MOST_ASKED, TEXT, Asked, Question
from bot.rules.tiers import Tier
from bot.rules.vocabulary import CategoryKey, ChannelId, MessageId, PersonId, TicketId
from bot.views import questions
from bot.views.blocks import Message
from tests.tickets import RAISED_AT
from tests.views.extremes import DANA, ELI, TEXTS, bare, categories, full, long, ticket

Samples: TypeAlias = Iterator[tuple[str, Message | dict[str, Any]]]

ID = 2**62
PEOPLE = tuple(PersonId(f"U{n}") for n in range(MOST_ASKED))


def forms(reader: Reader) -> Samples:
    """Ask the team…"""
    for name, text in TEXTS.items():
        groups = tuple(Tier(level, ChannelId("C1"), group="S0THIRD") for level in (1, 2, 3))
        yield name, questions.form(AskingPicture(full(ticket(text), text), groups, categories(text, 100)), reader)
        yield f"{name}, people alone", questions.form(AskingPicture(bare(ticket(text)), (), ()), reader)


def answer_forms(reader: Reader) -> Samples:
    """Answer…"""
    return ((name, questions.answer_form(shown, reader)) for name, shown in pictures())


def for_you(reader: Reader) -> Samples:
    """To somebody who is asked, of the desk or not, who answered or not."""
    for name, shown in pictures():
        for works_here in (True, False):
            yield f"{name}, of the desk: {works_here}", questions.for_you(shown, ELI, reader, works_here=works_here)
        yield f"{name}, to another", questions.for_you(shown, DANA, reader, works_here=False)


def for_group(reader: Reader) -> Samples:
    """To a user group."""
    return ((name, questions.for_group(shown, reader)) for name, shown in pictures())


def under_card(reader: Reader) -> Samples:
    """To the desk."""
    return ((name, questions.under_card(shown, reader)) for name, shown in pictures())


def answered(reader: Reader) -> Samples:
    """To the one who asked."""
    return ((name, questions.answered(shown, ELI, reader)) for name, shown in pictures())


def thanked(reader: Reader) -> Samples:
    """To the one who is thanked."""
    for name, shown in pictures():
        for count in (1, 1234):
            yield f"{name}, {count}", questions.thanked(replace(shown, thanks=count), DANA, reader)


def pictures() -> Iterator[tuple[str, QuestionPicture]]:
    """Open, answered by one and by everybody, thanked, closed by somebody and with the ticket."""
    for name, text in TEXTS.items():
        asked = tuple(Asked(ID, person, is_named=True) for person in (ELI, *PEOPLE[1:]))
        names = {person: long(text, 80) for person in (DANA, ELI, *PEOPLE)}
        to_all = QuestionPicture(full(ticket(text), text), _question(text), asked, {}, names, long(text, 75))
        yield f"{name}, open", to_all
        yield f"{name}, open, bare", replace(to_all, shown=bare(ticket(text)), skill=None, names={})
        closed = replace(to_all.question, closed_at=RAISED_AT)
        yield f"{name}, closed with the ticket", replace(to_all, question=closed)
        yield f"{name}, closed", replace(to_all, question=replace(closed, closed_by=DANA))
        over = replace(closed, answered_at=RAISED_AT, answered_by=ELI, closed_by=ELI)
        said = tuple(replace(one, message_id=MessageId(ID), answered_at=RAISED_AT) for one in asked)
        answers = dict.fromkeys((ELI, *PEOPLE), long(text, ANSWER))
        yield f"{name}, answered", replace(to_all, question=over, asked=(said[0], *asked[1:]), answers=answers)
        yield f"{name}, answered by all", replace(to_all, question=over, asked=said, answers=answers)
        all_thanked = tuple(replace(one, thanked_at=RAISED_AT, thanked_by=DANA) for one in said)
        yield f"{name}, thanked", replace(to_all, question=over, asked=all_thanked, answers=answers)
        yield f"{name}, thanked, the note is gone", replace(to_all, question=over, asked=all_thanked)


def _question(text: str) -> Question:
    return Question(
        id=ID,
        source="view:V1",
        ticket_id=TicketId(ID),
        asked_by=DANA,
        text=long(text, TEXT) or "Question",
        user_group="S0THIRD",
        channel=ChannelId("C1"),
        skill=CategoryKey("vpn"),
        asked_at=RAISED_AT,
        answered_at=None,
        answered_by=None,
        closed_at=None,
        closed_by=None,
    )


SAMPLES: Mapping[str, Callable[[Reader], Samples]] = {
    "questions.form": forms,
    "questions.answer_form": answer_forms,
    "questions.for_you": for_you,
    "questions.for_group": for_group,
    "questions.under_card": under_card,
    "questions.answered": answered,
    "questions.thanked": thanked,
}
