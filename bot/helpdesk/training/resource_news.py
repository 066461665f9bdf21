"""What those hear who answer for a resource: that it is to be looked at again, or that its link is dead."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from bot.helpdesk import notices, people
from bot.helpdesk.training import at_work
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Deadline
from bot.rules.training.resources import Resource, review_is_due
from bot.rules.vocabulary import NO_TICKET, PersonId
from storage import deadlines
from storage.training import resources as rows
from storage.transaction import Transaction


class About(StrEnum):
    """What somebody is asked; each is the moment by which a later question is another one."""

    REVIEW = "review_by"
    LINK = "link_dead_at"


KIND = {About.REVIEW: NoticeKind.RESOURCE_REVIEW, About.LINK: NoticeKind.LINK_DEAD}


def keepers(tx: Transaction, resource: Resource) -> list[PersonId]:
    """Who answers for a resource: its owner, or whoever leads its desk when the owner works there no more."""
    is_there = people.works_there(tx, resource.desk_id, resource.owner_id)
    return [resource.owner_id] if is_there else people.leads(tx, resource.desk_id)


def set_review(tx: Transaction, resource: Resource) -> None:
    """Let whoever answers for a resource be asked to look at it again: on its day where they are, in their hours."""
    if resource.review_on is not None:
        kind, key = DeadlineKind.REVIEW_RESOURCE, f"{DeadlineKind.REVIEW_RESOURCE}:{resource.id}"
        begins = at_work.begins(tx, resource.desk_id, resource.owner_id, resource.review_on)
        at = at_work.here_next(tx, resource.desk_id, resource.owner_id, max(begins, tx.now))
        deadlines.set_for(tx, NO_TICKET, kind, at, key=key, note=str(resource.id))


def review(tx: Transaction, deadline: Deadline) -> None:
    """Ask them, if it is still to be looked at; later, where its day has not begun any more since its owner travels."""
    resource = rows.locked(tx, int(deadline.note))
    if resource is None or resource.retired_at is not None:
        return
    if not review_is_due(resource, at_work.day(tx, resource.desk_id, resource.owner_id, tx.now)):
        set_review(tx, resource)
        return
    for person in keepers(tx, resource):
        _tell(tx, resource, About.REVIEW, person)


def link_is_dead(tx: Transaction, resource: Resource) -> None:
    """Tell whoever answers for a resource that somebody else could not open its link."""
    for person in keepers(tx, resource):
        if person != resource.link_dead_by:
            _tell(tx, resource, About.LINK, person)


def settled(tx: Transaction, before: Resource) -> None:
    """Take the buttons off what was asked: somebody has seen to it. `before`: the resource as it was until then."""
    for person in keepers(tx, before):
        for about in About:
            notices.show_again(tx, _key(before, about, person))


def is_open(resource: Resource, about: About, params: Mapping[str, Any]) -> bool:
    """Whether what somebody was asked of a resource still waits for an answer."""
    return resource.retired_at is None and _stamp(resource, about) == params["at"]


def _tell(tx: Transaction, resource: Resource, about: About, person: PersonId) -> None:
    params = {"resource": resource.id, "desk": resource.desk_id, "at": _stamp(resource, about)}
    notices.to_person(tx, person, KIND[about], _key(resource, about, person), params=params)


def _stamp(resource: Resource, about: About) -> int:
    at = resource.review_by if about is About.REVIEW else resource.link_dead_at
    return 0 if at is None else int(at.timestamp())


def _key(resource: Resource, about: About, person: PersonId) -> str:
    return f"{KIND[about]}:{resource.id}:{_stamp(resource, about)}:{person}"
