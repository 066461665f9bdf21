"""What views draw of a question how it was, and of its answer."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.rules.feedback import Comment, Standing
from bot.rules.records import Survey, Ticket
from bot.rules.vocabulary import ChannelId, PersonId


@dataclass(frozen=True, slots=True)
class SurveyPicture:
    """A question with its answer so far."""

    ticket: Ticket
    survey: Survey
    standing: Standing
    score: int | None  # the rating that stands
    comment: Comment | None  # what was written last
    names: Mapping[PersonId, str]  # of the requester, and of who helped
    reasons: tuple[str, ...] = ()  # the desk's own, to choose from; none: the usual ones
    praise_in: ChannelId | None = None  # where a 5 can be shown; None: nowhere
    card_url: str | None = None
    url: str | None = None  # the question itself, for the requester

    def name(self, person: PersonId | None) -> str:
        """Somebody's name; empty for nobody."""
        return "" if person is None else self.names.get(person, person)
