"""Letters about resources: to those who answer for them, and to those who have to read them."""

from collections.abc import Callable, Mapping

from bot.delivery.letter import Letter, Post, Withdraw
from bot.delivery.letters.readers import Loader
from bot.helpdesk import people
from bot.helpdesk.training import resource_news, resource_pictures
from bot.rules.actions import Action
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Notice
from bot.rules.training.reading import When
from bot.rules.training.resource_pictures import ResourcePicture
from bot.rules.vocabulary import PersonId
from bot.views.blocks import Message
from bot.views.training import reading as reading_views
from bot.views.training import resource_news as views
from bot.views.training.reading import Standing
from storage.training import reading as reading_rows
from storage.training import resources as rows
from storage.transaction import Transaction


def _about(about: resource_news.About, view: Callable[..., Message]) -> Loader:
    """What whoever answers for a resource is asked about it, as `view` says it."""

    def loaded(tx: Transaction, notice: Notice) -> Letter | None:
        shown, person = _shown(tx, notice), PersonId(notice.lane)
        if shown is None:
            return Withdraw() if notice.shown else None
        is_open = resource_news.is_open(shown.resource, about, notice.params)
        if not is_open and not notice.shown:
            return None  # put right before they could read of it
        return Post(view(shown, people.reader(tx, person), is_open=is_open))

    return loaded


def _asked(tx: Transaction, notice: Notice) -> Letter | None:
    shown = _shown(tx, notice)
    if shown is None:
        return Withdraw() if notice.shown else None  # they do not work there any more
    standing = _standing(tx, notice, shown)
    if standing is not Standing.OPEN and not notice.shown:
        return None
    reader = people.reader(tx, PersonId(notice.lane))
    if notice.kind is NoticeKind.READING_ASKED:
        return Post(reading_views.asked(shown, reader, standing))
    return Post(reading_views.reminder(shown, reader, standing, When(notice.params["when"])))


def _standing(tx: Transaction, notice: Notice, shown: ResourcePicture) -> Standing:
    """How it stands with what a notice asked for."""
    asked = reading_rows.asked_of(tx, shown.resource.id, PersonId(notice.lane))
    is_required = shown.requirement is not None and shown.resource.retired_at is None
    if asked is None or not is_required:
        return Standing.OVER
    if asked.stamp != notice.params["asked"]:
        return Standing.NEWER
    if shown.read is not None:
        return Standing.READ
    return Standing.OVER if shown.asked is None else Standing.OPEN


def _shown(tx: Transaction, notice: Notice) -> ResourcePicture | None:
    resource, person = rows.get(tx, notice.params["resource"]), PersonId(notice.lane)
    if resource is None or not people.may_at(tx, person, Action.READ_RESOURCES, resource.desk_id):
        return None
    return resource_pictures.picture(tx, resource, person)


LETTERS: Mapping[NoticeKind, Loader] = {
    NoticeKind.RESOURCE_REVIEW: _about(resource_news.About.REVIEW, views.review),
    NoticeKind.LINK_DEAD: _about(resource_news.About.LINK, views.link_dead),
    NoticeKind.READING_ASKED: _asked,
    NoticeKind.READING_REMINDER: _asked,
}
