"""Writing a notice out: what it says now, in the language of whoever reads it."""

from collections.abc import Mapping

from bot.delivery.letter import Letter
from bot.delivery.letters import (
    assignment,
    conversation,
    digest,
    distribution,
    escalation,
    feedback,
    following,
    home,
    intake,
    lifecycle,
    metrics,
    problems,
    questions,
    reviewing,
    sla,
    stand_up,
    tips,
    training_needs,
    training_onboarding,
    training_quality,
    training_quizzes,
    training_resources,
    training_sessions,
    training_skills,
)
from bot.delivery.letters.readers import Loader
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Notice
from storage.transaction import Transaction

LETTERS: Mapping[NoticeKind, Loader] = {
    **assignment.LETTERS,
    **conversation.LETTERS,
    **digest.LETTERS,
    **distribution.LETTERS,
    **escalation.LETTERS,
    **feedback.LETTERS,
    **following.LETTERS,
    **home.LETTERS,
    **intake.LETTERS,
    **lifecycle.LETTERS,
    **metrics.LETTERS,
    **problems.LETTERS,
    **questions.LETTERS,
    **reviewing.LETTERS,
    **sla.LETTERS,
    **stand_up.LETTERS,
    **tips.LETTERS,
    **training_onboarding.LETTERS,
    **training_needs.LETTERS,
    **training_quality.LETTERS,
    **training_quizzes.LETTERS,
    **training_resources.LETTERS,
    **training_sessions.LETTERS,
    **training_skills.LETTERS,
}


def letter(tx: Transaction, notice: Notice) -> Letter | None:
    """The notice as it should stand in Slack now; None when there is nothing to say any more."""
    return LETTERS[notice.kind](tx, notice)
