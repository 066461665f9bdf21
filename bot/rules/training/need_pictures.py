"""What messages and modals about training needs draw."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.rules.training.effects import Effect
from bot.rules.training.needs import Hidden, Need, Subject
from bot.rules.training.session_pictures import SessionForm
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId


@dataclass(frozen=True, slots=True)
class Fit:
    """What there is already that fits a need. Titles are plain characters."""

    resources: tuple[str, ...] = ()
    sessions: tuple[tuple[str, datetime], ...] = ()  # that are to come
    quizzes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NeedPicture:
    """A need as one reader sees it."""

    need: Need
    fit: Fit = Fit()
    hidden: Hidden | None = None


@dataclass(frozen=True, slots=True)
class NeedsPicture:
    """The needs of a desk that somebody may see."""

    desk_id: DeskId
    desk: str  # its name
    begins: date | None  # of the weeks that were looked at; None: nobody has looked yet
    ends: date | None  # the day after them
    reader_id: PersonId
    is_lead: bool  # else only their own are shown
    categories: Mapping[CategoryKey, str]  # their names
    names: Mapping[PersonId, str]
    needs: tuple[NeedPicture, ...] = ()
    hidden: tuple[NeedPicture, ...] = ()  # what is not shown among them
    effects: tuple[Effect, ...] = ()
    more_effects: int = 0  # that are not listed, in a message
    page: int = 1  # of the effects, in the modal
    pages: int = 1
    is_on: bool = True  # whether the desk has needs looked for
    others: tuple[DeskId, ...] = ()  # more desks that can be asked for
    more: int = 0  # needs that are not listed

    def category(self, key: CategoryKey) -> str:
        """A category as people call it."""
        return self.categories.get(key, key)

    def name(self, person_id: PersonId) -> str:
        """Somebody's name; their id while it is not known."""
        return self.names.get(person_id, person_id)


@dataclass(frozen=True, slots=True)
class SessionForNeed:
    """The form for a session that meets a need."""

    form: SessionForm
    subject: Subject
    category: str  # its name
    is_own: bool  # the need of whoever fills it in
    is_for_knowing: bool  # those who are said to know the category are those who need it; else everybody may be
