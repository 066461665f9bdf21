"""What the requester of a ticket whose past is replayed was asked, and answered."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.rules.facts import Rating
from bot.rules.feedback import Comment
from bot.rules.mistakes import Wrong
from bot.rules.records import DeskSettings, Survey, Ticket
from bot.rules.vocabulary import MessageTs

NOWHERE = MessageTs("")  # where a question stands that was delivered in another helpdesk


@dataclass(frozen=True, slots=True)
class GivenRating:
    """An answer to a question."""

    id: int
    survey_id: int
    score: int  # 1 (worst) to 5
    rated_at: datetime
    removed_at: datetime | None  # when it was taken away again
    said_at: datetime  # when it was given or taken away last, by the clock of the one who told it


@dataclass(slots=True)
class Answers:
    """The questions of one ticket and the answers to them, in order."""

    new_id: Callable[[], int]
    surveys: list[Survey] = field(default_factory=list)
    ratings: list[GivenRating] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)

    def ask(
        self, ticket: Ticket, settings: DeskSettings, at: datetime, *, is_delivered: bool, is_anonymous: bool
    ) -> None:
        """Ask once for each solving; earlier questions are withdrawn. Raises Wrong when there is nothing to ask of."""
        if not ticket.times_solved:
            raise Wrong("its requester is asked how it was before it is solved.")
        if any(survey.cycle == ticket.times_solved for survey in self.surveys):
            raise Wrong("its requester is asked twice about one solution.")
        self.withdraw(at)
        survey = Survey(
            id=self.new_id(),
            ticket_id=ticket.id,
            cycle=ticket.times_solved,
            person_id=ticket.requester_id,
            assignee_id=ticket.assignee_at_solving,
            scale=list(settings.rating_emoji),
            words=list(settings.feedback.words),
            is_anonymous=is_anonymous,
            asked_at=at,
            expires_at=at + timedelta(days=settings.feedback.expires_after_days),
            channel=None,
            ts=NOWHERE if is_delivered else None,
            withdrawn_at=None,
        )
        self.surveys.append(survey)

    def withdraw(self, at: datetime) -> None:
        """Wait for no answer any more."""
        self.surveys = [
            survey if survey.withdrawn_at is not None else replace(survey, withdrawn_at=at) for survey in self.surveys
        ]

    def score(self) -> int | None:
        """The answer to the last question that stands."""
        standing = self._standing()
        return standing[-1].score if standing else None

    def rate(self, score: int, at: datetime, said_at: datetime) -> bool:
        """Add an answer to the last question; False when it stands already. Raises Wrong for one without a name."""
        if self.surveys[-1].is_anonymous:
            raise Wrong("an answer that was given without a name is kept without the ticket.")
        if any(rating.score == score for rating in self._standing()):
            return False
        self.ratings.append(GivenRating(self.new_id(), self.surveys[-1].id, score, at, None, said_at))
        return True

    def take_away(self, score: int, at: datetime, said_at: datetime) -> None:
        """Take an answer away again. Raises Wrong when there is none."""
        gone = {rating.id for rating in self._standing() if rating.score == score}
        if not gone:
            raise Wrong(f"score: there is no rating of {score} that could be withdrawn.")
        self.ratings = [
            replace(rating, removed_at=at, said_at=said_at) if rating.id in gone else rating for rating in self.ratings
        ]

    def comment(self, reason: str, text: str, source: str, at: datetime) -> None:
        """Say something about the last question's answer."""
        self.comments.append(Comment(self.new_id(), self.surveys[-1].id, source, reason, text, at))

    def share(self, at: datetime) -> None:
        """Let the last question's answer be shown as praise."""
        self.surveys[-1:] = [replace(survey, shared_at=at) for survey in self.surveys[-1:]]

    def rating(self) -> Rating | None:
        """The rating that stands, of whichever question."""
        standing = [rating for rating in self.ratings if rating.removed_at is None]
        asked = {survey.id: survey for survey in self.surveys}
        cycles = {survey.id: survey.cycle for survey in self.surveys}
        standing.sort(key=lambda rating: (cycles[rating.survey_id], rating.said_at, rating.id))
        named = [rating for rating in standing if not asked[rating.survey_id].is_anonymous]
        if not named:
            return None
        return Rating(named[-1].score, named[-1].rated_at, asked[named[-1].survey_id].assignee_id)

    def surveyed_at(self) -> datetime | None:
        """When the last question that was delivered was asked."""
        return next((survey.asked_at for survey in reversed(self.surveys) if survey.ts is not None), None)

    def _standing(self) -> list[GivenRating]:
        if not self.surveys:
            return []
        last = self.surveys[-1].id
        standing = [one for one in self.ratings if one.survey_id == last and one.removed_at is None]
        return sorted(standing, key=lambda rating: (rating.said_at, rating.id))
