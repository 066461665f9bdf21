"""Resources: adding them, keeping them true, and what each person says of them."""

from collections.abc import Sequence
from dataclasses import replace

from bot.helpdesk import categories, people
from bot.helpdesk.training import at_work, onboarding_looks, readers, resource_news
from bot.rules.actions import Action
from bot.rules.refusals import NotAllowed, NotAnAgent, NotPossibleNow
from bot.rules.search import DocumentKind
from bot.rules.training.refusals import HasNewVersion, NoSuchResource, ResourceChanged, ResourceRetired
from bot.rules.training.resources import (
    REVIEW_AFTER,
    Content,
    NewResource,
    Resource,
    ResourceId,
    Upkeep,
    Vote,
    asks_again,
    checked,
    document,
    review_at,
    says_something_else,
    standing,
)
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId
from storage import desks, search
from storage.training import resources as rows
from storage.transaction import Transaction


def add(tx: Transaction, new: NewResource, by: PersonId) -> Resource:
    """Keep a new resource. The same source a second time answers with the first time's resource.

    Raises NotAllowed, what `checked` raises, NoSuchCategory, and NotAnAgent for an owner who does not work the desk.
    """
    if not people.may_at(tx, by, Action.KEEP_RESOURCES, new.desk_id):
        raise NotAllowed(Action.KEEP_RESOURCES)
    content = _checked(tx, new.content, new.desk_id)
    resource = _new(tx, new, content, by)
    if not rows.add_once(tx, resource, content.categories):
        known = rows.by_source(tx, new.source)
        if known is None or not people.may_at(tx, by, Action.READ_RESOURCES, known.desk_id):
            raise NotPossibleNow
        return known
    _in_use(tx, resource)
    return resource


def change(
    tx: Transaction, resource_id: ResourceId, content: Content, by: PersonId, seen: str, upkeep: Upkeep
) -> Resource:
    """Let a resource be another one from now on; another version when its title, link or text changes.

    `seen` is how it stood before the person. Raises ResourceChanged when it stands otherwise by now, and as `add`. The
    same again changes nothing. Whoever has to read it is asked again when its link or text changed, unless the change
    is a small one.
    """
    before = kept_by(tx, resource_id, by)
    content = _checked(tx, content, before.desk_id)
    stood = standing(before, rows.categories(tx, [before.id]).get(before.id, ()))
    wanted = replace(
        before,
        title=content.title,
        link=content.link,
        text=content.text,
        minutes=content.minutes,
        owner_id=_owner(tx, upkeep.owner_id, before.owner_id, before.desk_id),
        review_by=review_at(upkeep.review_on),
    )
    if standing(wanted, content.categories) == stood:
        return before
    if seen != stood:
        raise ResourceChanged(before.title)
    values = {name: getattr(wanted, name) for name in ("minutes", "owner_id", "review_by")}
    is_alive = {"link_dead_at": None, "link_dead_by": None} if content.link != before.link else {}
    rows.sort(tx, before.id, content.categories)
    resource = rows.change(tx, before.id, **values, **is_alive, **_stamps(tx, by))
    if says_something_else(before, content):
        resource = _reword(tx, resource, content, is_small=upkeep.is_small)
    if resource.retired_at is None:
        _in_use(tx, resource)
    readers.changed(tx, resource)
    resource_news.settled(tx, before)
    return resource


def confirm(tx: Transaction, resource_id: ResourceId, by: PersonId) -> Resource:
    """Somebody has looked at a resource, and it is still right, also its link: they look again in half a year."""
    before = kept_by(tx, resource_id, by)
    if before.retired_at is not None:
        raise ResourceRetired(before.title)
    again = review_at(at_work.day(tx, before.desk_id, by, tx.now) + REVIEW_AFTER)
    resource = rows.change(tx, before.id, review_by=again, link_dead_at=None, link_dead_by=None, **_stamps(tx, by))
    resource_news.set_review(tx, resource)
    resource_news.settled(tx, before)
    return resource


def retire(tx: Transaction, resource_id: ResourceId, by: PersonId) -> Resource:
    """Offer a resource to nobody any more; who had to read it, need not. It can be restored."""
    before = kept_by(tx, resource_id, by)
    if before.retired_at is not None:
        return before
    resource = rows.change(tx, before.id, retired_at=tx.now, **_stamps(tx, by))
    search.forget(tx, DocumentKind.RESOURCE, resource.id)
    readers.changed(tx, resource)
    resource_news.settled(tx, before)
    return resource


def restore(tx: Transaction, resource_id: ResourceId, by: PersonId) -> Resource:
    """Offer a retired resource again. If it had to be read, it has to be again."""
    before = kept_by(tx, resource_id, by)
    if before.retired_at is None:
        return before
    resource = rows.change(tx, before.id, retired_at=None, **_stamps(tx, by))
    _in_use(tx, resource)
    readers.changed(tx, resource)
    return resource


def done(tx: Transaction, resource_id: ResourceId, by: PersonId, version: int) -> Resource:
    """`by` has read this version of a resource, or followed its link. A second time changes nothing.

    Raises HasNewVersion when that one does not count any more, ResourceRetired, NoSuchResource.
    """
    resource = _living(tx, resource_id, by)
    if not resource.read_from <= version <= resource.version:
        raise HasNewVersion(resource.title)
    if not rows.acknowledge(tx, resource, by, version):
        return resource
    readers.has_read(tx, resource, by)
    onboarding_looks.hasten(tx, by)
    return rows.count_anew(tx, resource)


def vote(tx: Transaction, resource_id: ResourceId, by: PersonId, said: Vote) -> Resource:
    """`by` calls a resource useful, or not. What each says last counts. Raises ResourceRetired, NoSuchResource."""
    resource = _living(tx, resource_id, by)
    if rows.vote_of(tx, resource, by) is said:
        return resource
    rows.vote(tx, resource, by, said)
    return rows.count_anew(tx, resource)


def useful(tx: Transaction, resource_id: ResourceId, by: PersonId) -> Resource:
    """As `vote`."""
    return vote(tx, resource_id, by, Vote.USEFUL)


def not_useful(tx: Transaction, resource_id: ResourceId, by: PersonId) -> Resource:
    """As `vote`."""
    return vote(tx, resource_id, by, Vote.NOT_USEFUL)


def link_is_dead(tx: Transaction, resource_id: ResourceId, by: PersonId) -> Resource:
    """`by` can't open the link of a resource: whoever answers for it is told, once, until somebody sees to it."""
    resource = _living(tx, resource_id, by)
    if not resource.link or resource.link_dead_at is not None:
        return resource
    told = rows.change(tx, resource.id, link_dead_at=tx.now, link_dead_by=by)
    resource_news.link_is_dead(tx, told)
    return told


def of_category(tx: Transaction, desk_id: DeskId, category: CategoryKey) -> list[Resource]:
    """The resources in use of a desk's category, the best-liked first. The caller asks who may read them."""
    return rows.of_category(tx, desk_id, category)


def done_by(tx: Transaction, resource_id: ResourceId, person: PersonId) -> bool:
    """Whether somebody has read a version of a resource that still counts."""
    resource = rows.get(tx, resource_id)
    return resource is not None and rows.read_by(tx, resource, person) is not None


def readable_by(tx: Transaction, resource_id: ResourceId, by: PersonId) -> Resource:
    """A resource, locked, if `by` may read it. Raises NoSuchResource, also to whom may not know of it."""
    resource = rows.locked(tx, resource_id)
    if resource is None or not people.may_at(tx, by, Action.READ_RESOURCES, resource.desk_id):
        raise NoSuchResource
    return resource


def kept_by(tx: Transaction, resource_id: ResourceId, by: PersonId) -> Resource:
    """A resource, locked, if `by` may change it. Raises NoSuchResource to whom may not even know of it, NotAllowed."""
    return permitted(tx, resource_id, by, Action.KEEP_RESOURCES)


def permitted(tx: Transaction, resource_id: ResourceId, by: PersonId, action: Action) -> Resource:
    """A resource, locked, if `by` may do this to it. Raises NoSuchResource to whom may not know of it, NotAllowed."""
    resource = readable_by(tx, resource_id, by)
    if not people.may_at(tx, by, action, resource.desk_id):
        raise NotAllowed(action)
    return resource


def names(tx: Transaction, desk_id: DeskId, keys: Sequence[CategoryKey]) -> tuple[str, ...]:
    """Categories of a desk as people call them, in its order; those that it has no more are left out."""
    return tuple(one.name for one in desks.categories(tx, desk_id) if one.key in keys)


def keep_for_search(tx: Transaction, resource_id: int) -> None:
    """Let a resource in use be found by its words, as it is now."""
    resource = rows.locked(tx, resource_id)
    if resource is not None and resource.retired_at is None:
        keys = rows.categories(tx, [resource.id]).get(resource.id, ())
        search.keep(tx, document(resource, names(tx, resource.desk_id, keys)))


def _living(tx: Transaction, resource_id: ResourceId, by: PersonId) -> Resource:
    resource = readable_by(tx, resource_id, by)
    if resource.retired_at is not None:
        raise ResourceRetired(resource.title)
    return resource


def _new(tx: Transaction, new: NewResource, content: Content, by: PersonId) -> Resource:
    place = new.place
    return Resource(
        id=ResourceId(tx.new_id()),
        source=new.source,
        desk_id=new.desk_id,
        title=content.title,
        link=content.link,
        text=content.text,
        minutes=content.minutes,
        owner_id=_owner(tx, new.upkeep.owner_id, by, new.desk_id),
        channel=place.channel if place else None,
        ts=place.ts if place else None,
        version=1,
        read_from=1,
        review_by=review_at(new.upkeep.review_on),
        link_dead_at=None,
        link_dead_by=None,
        retired_at=None,
        done=0,
        useful=0,
        not_useful=0,
        created_at=tx.now,
        changed_at=tx.now,
        changed_by=by,
    )


def _reword(tx: Transaction, resource: Resource, content: Content, *, is_small: bool) -> Resource:
    """The next version, and who has read it."""
    again = asks_again(resource, content, is_small=is_small)
    version = resource.version + 1
    said = {"title": content.title, "link": content.link, "text": content.text}
    read_from = version if again else resource.read_from
    resource = rows.change(tx, resource.id, version=version, read_from=read_from, **said)
    rows.keep_version(tx, resource, asks_again=again)
    return rows.count_anew(tx, resource)


def _checked(tx: Transaction, content: Content, desk_id: DeskId) -> Content:
    content = checked(content)
    categories.refuse_unknown(tx, desk_id, *content.categories)
    return content


def _owner(tx: Transaction, wanted: PersonId | None, so_far: PersonId, desk_id: DeskId) -> PersonId:
    """Who answers for a resource from now on: somebody of its desk, or whoever did so far."""
    if wanted is None or wanted == so_far:
        return so_far
    if not people.works_there(tx, desk_id, wanted):
        raise NotAnAgent(wanted, _called(tx, desk_id))
    return wanted


def _called(tx: Transaction, desk_id: DeskId) -> str:
    desk = desks.get(tx, desk_id)
    return desk.name if desk else ""


def _in_use(tx: Transaction, resource: Resource) -> None:
    keep_for_search(tx, resource.id)
    resource_news.set_review(tx, resource)


def _stamps(tx: Transaction, by: PersonId) -> dict[str, object]:
    return {"changed_at": tx.now, "changed_by": by}
