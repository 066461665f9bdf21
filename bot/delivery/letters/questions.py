"""Letters of questions to the team."""

from collections.abc import Mapping

from bot.delivery.errand import PERSON
from bot.delivery.letter import Letter, Post, Withdraw
from bot.delivery.letters.readers import CHANNEL, Loader
from bot.helpdesk import people, questions
from bot.rules.actions import Action
from bot.rules.notice_kinds import NoticeKind
from bot.rules.questions import Standing
from bot.rules.records import Notice
from bot.rules.vocabulary import PersonId
from bot.views import questions as views
from storage.transaction import Transaction


def _question(tx: Transaction, notice: Notice) -> Letter | None:
    shown = questions.picture(tx, notice.params["question"])
    return None if shown is None else Post(views.under_card(shown, CHANNEL))


def _for_you(tx: Transaction, notice: Notice) -> Letter | None:
    shown = questions.picture(tx, notice.params["question"])
    if shown is None or (shown.question.standing is not Standing.OPEN and notice.ts is None):
        return None  # settled before they could read of it
    if not notice.lane.startswith(PERSON):
        return Post(views.for_group(shown, CHANNEL))
    person = PersonId(notice.lane)
    if not questions.may_know(tx, shown, person):
        return None if notice.ts is None else Withdraw()
    works_here = people.may(tx, person, Action.SEE, shown.shown.ticket)
    return Post(views.for_you(shown, person, people.reader(tx, person), works_here=works_here))


def _answered(tx: Transaction, notice: Notice) -> Letter | None:
    shown, person = questions.picture(tx, notice.params["question"]), PersonId(notice.lane)
    if shown is None or not people.may(tx, person, Action.NOTE, shown.shown.ticket):
        return None  # they work there no more, and it is a note for those who do
    return Post(views.answered(shown, PersonId(notice.params["by"]), people.reader(tx, person)))


def _thanked(tx: Transaction, notice: Notice) -> Letter | None:
    person = PersonId(notice.lane)
    shown = questions.picture(tx, notice.params["question"], person)
    if shown is None or not questions.may_know(tx, shown, person):
        return None
    return Post(views.thanked(shown, PersonId(notice.params["by"]), people.reader(tx, person)))


LETTERS: Mapping[NoticeKind, Loader] = {
    NoticeKind.QUESTION: _question,
    NoticeKind.QUESTION_FOR_YOU: _for_you,
    NoticeKind.QUESTION_ANSWERED: _answered,
    NoticeKind.THANKED: _thanked,
}
