"""How a desk asks for feedback, as a part of its document."""

from collections.abc import Collection
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, PlainSerializer, model_validator

from bot.helpdesk.documents import Strict, Word
from bot.rules import promises
from bot.rules.feedback_settings import USUAL, CommentReaders, FeedbackSettings
from bot.rules.vocabulary import CategoryKey
from bot.rules.working_days import DAY, wall_clock

AT_ONCE, MIDNIGHT = "at once", "24:00"
MOST_REASONS = 20


def _delay(told: Any) -> int:
    return 0 if told in (0, AT_ONCE) and told is not False else promises.seconds(told)


def _clock(told: Any) -> str:
    if told in (MIDNIGHT, DAY):
        return MIDNIGHT
    clock = wall_clock(told)
    if clock is None:
        raise ValueError("this should be a time of day, such as 08:00")
    return clock


Delay = Annotated[int, BeforeValidator(_delay), PlainSerializer(lambda length: promises.written(length) or AT_ONCE)]
Clock = Annotated[str, BeforeValidator(_clock)]
Label = Annotated[str, Field(min_length=1, max_length=30, pattern=r"\S")]
Reason = Annotated[str, Field(min_length=1, max_length=75, pattern=r"\S")]


class FeedbackChoice(Strict):
    """When requesters are asked how it went, of which tickets, and who reads what they say."""

    delay: Delay = USUAL.delay
    hours: tuple[Clock, Clock] = USUAL.hours
    words: Annotated[tuple[Label, ...], Field(max_length=5)] = USUAL.words
    reasons: Annotated[tuple[Reason, ...], Field(max_length=MOST_REASONS)] = USUAL.reasons
    expires_after_days: Annotated[int, Field(ge=1, le=90)] = USUAL.expires_after_days
    cool_down_days: Annotated[int, Field(ge=0, le=365)] = USUAL.cool_down_days
    one_in: Annotated[int, Field(ge=1, le=1000)] = USUAL.one_in
    categories: Annotated[tuple[Word, ...], Field(max_length=100)] = ()
    anonymous: bool = USUAL.anonymous
    comments: CommentReaders = USUAL.comments
    remind: bool = USUAL.remind

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        opens, closes = self.hours
        if opens >= closes:
            raise ValueError(f"hours: {opens} should be before {closes}")
        if len(self.words) not in (0, 5):
            raise ValueError("words: there should be five, one beside each emoji, worst first")
        if len(set(self.reasons)) < len(self.reasons):
            raise ValueError("reasons: one is given twice")
        return self

    def settings(self) -> FeedbackSettings:
        """The same as a rule reads it."""
        read = {name: getattr(self, name) for name in type(self).model_fields}
        return FeedbackSettings(**read | {"categories": tuple(CategoryKey(key) for key in self.categories)})

    def refuse_strangers(self, categories: Collection[str]) -> None:
        """Raise ValueError for categories that the desk does not have."""
        unknown = sorted(set(self.categories) - set(categories))
        if unknown:
            raise ValueError(f"feedback.categories: the desk has no category {', '.join(unknown)}")


def written(settings: FeedbackSettings) -> dict[str, Any]:
    """The part of the document that says this."""
    kept = {name: getattr(settings, name) for name in FeedbackChoice.model_fields}
    return kept | {"delay": promises.written(settings.delay) or AT_ONCE}
