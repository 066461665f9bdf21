"""What the views of questions draw."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.rules.pictures import TicketPicture
from bot.rules.questions import Asked, Question
from bot.rules.records import Category
from bot.rules.tiers import Tier
from bot.rules.vocabulary import PersonId


@dataclass(frozen=True, slots=True)
class AskingPicture:
    """What the form to ask the team shows."""

    shown: TicketPicture
    groups: tuple[Tier, ...]  # whose user group can be asked
    skills: tuple[Category, ...]  # that others at the desk have


@dataclass(frozen=True, slots=True)
class QuestionPicture:
    """A question as those see it who are asked, and the desk."""

    shown: TicketPicture
    question: Question
    asked: tuple[Asked, ...]
    answers: Mapping[PersonId, str]  # mrkdwn
    names: Mapping[PersonId, str]
    skill: str | None = None  # by name
    thanks: int = 0  # that whoever is told of it has got, with this one

    @property
    def answered(self) -> tuple[Asked, ...]:
        """Those who answered, the first one first."""
        theirs = [(one.answered_at, one.person_id, one) for one in self.asked if one.answered_at is not None]
        return tuple(one for _at, _id, one in sorted(theirs, key=lambda each: each[:2]))

    def name(self, person_id: PersonId | None) -> str:
        """Somebody's name, or their id while Slack has not told it."""
        return "" if person_id is None else self.names.get(person_id, person_id)

    def of(self, person_id: PersonId) -> Asked | None:
        """What one person was asked and said."""
        return next((one for one in self.asked if one.person_id == person_id), None)
