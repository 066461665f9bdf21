"""Letters about somebody's way on a track: steps to the learner, what waits for the mentor, news to all concerned."""

from collections.abc import Callable, Mapping

from bot.delivery.letter import Letter, Post, Withdraw
from bot.delivery.letters.readers import Loader
from bot.helpdesk import people
from bot.helpdesk.training import draft_answer_pictures, onboarding_people, onboarding_pictures, shadowing_pictures
from bot.i18n import Reader
from bot.rules.actions import Action
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Notice
from bot.rules.training.onboarding import News, Onboarding
from bot.rules.training.track_pictures import DraftPicture
from bot.rules.vocabulary import PersonId
from bot.views.blocks import Message
from bot.views.training import draft_answers, shadowing
from bot.views.training import onboarding_news as news_views
from storage.training import draft_answers as drafts
from storage.training import onboarding as rows
from storage.transaction import Transaction


def _step(tx: Transaction, notice: Notice) -> Letter | None:
    one, person = _visible(tx, notice), PersonId(notice.lane)
    if one is None:
        return _gone(notice)
    place = notice.params["place"]
    is_open = one.is_running and one.paused_at is None and one.place == place
    if not is_open and not notice.shown:
        return None  # it is done, paused or over before they could read it
    return Post(news_views.step(onboarding_pictures.drawn(tx, one, person), place, _reader(tx, notice)))


def _news(tx: Transaction, notice: Notice) -> Letter | None:
    one, person, by = _visible(tx, notice), PersonId(notice.lane), notice.params["by"]
    what = News(notice.params["what"])
    shown = None if one is None else onboarding_pictures.news(tx, what, one, person, by)
    return _gone(notice) if shown is None else Post(news_views.news(shown, _reader(tx, notice)))


def _mentor_left(tx: Transaction, notice: Notice) -> Letter | None:
    one, lead = _visible(tx, notice), PersonId(notice.lane)
    if one is None or not onboarding_people.may(tx, one, lead, Action.ONBOARD):
        return _gone(notice)
    is_open = one.is_running and not onboarding_people.has_mentor(tx, one)
    if not is_open and not notice.shown:
        return None
    shown, left = onboarding_pictures.drawn(tx, one, lead), onboarding_people.name(tx, notice.params["mentor"])
    return Post(news_views.mentor_left(shown, left, _reader(tx, notice), is_open=is_open))


def _shadowed(tx: Transaction, notice: Notice) -> Letter | None:
    shown = shadowing_pictures.shadowed(tx, notice.params["shadowed"], PersonId(notice.lane))
    if shown is None:
        return _gone(notice)
    if not shown.is_open and not notice.shown:
        return None
    return Post(shadowing.watched(shown, _reader(tx, notice)))


def _draft(view: Callable[[DraftPicture, Reader], Message]) -> Loader:
    """A version of an answer, as `view` shows it."""

    def loaded(tx: Transaction, notice: Notice) -> Letter | None:
        draft = drafts.get(tx, notice.params["draft"])
        version, person = notice.params["version"], PersonId(notice.lane)
        shown = None if draft is None else draft_answer_pictures.of_version(tx, draft, version, person)
        return _gone(notice) if shown is None else Post(view(shown, _reader(tx, notice)))

    return loaded


def _visible(tx: Transaction, notice: Notice) -> Onboarding | None:
    """Whose way a notice is about; None for a reader who may not see it (any more)."""
    one, person = rows.get(tx, notice.params["onboarding"]), PersonId(notice.lane)
    may = one is not None and onboarding_people.may(tx, one, person, Action.SEE_ONBOARDING)
    return one if may else None


def _reader(tx: Transaction, notice: Notice) -> Reader:
    return people.reader(tx, PersonId(notice.lane))


def _gone(notice: Notice) -> Letter | None:
    return Withdraw() if notice.shown else None


LETTERS: Mapping[NoticeKind, Loader] = {
    NoticeKind.ONBOARDING_STEP: _step,
    NoticeKind.ONBOARDING_NEWS: _news,
    NoticeKind.MENTOR_LEFT: _mentor_left,
    NoticeKind.SHADOWED: _shadowed,
    NoticeKind.DRAFT_ANSWER: _draft(draft_answers.draft),
    NoticeKind.DRAFT_COMMENT: _draft(draft_answers.commented),
}
