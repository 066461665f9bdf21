"""What somebody sees of resources: one to read, a list of them, and the form, filled in as far as is known."""

from collections.abc import Sequence

from bot.helpdesk import people
from bot.helpdesk.openings import names_in
from bot.helpdesk.training import at_work, readers, resources
from bot.rules.actions import Action
from bot.rules.intake import Pointed
from bot.rules.markup import readable
from bot.rules.paging import pages
from bot.rules.records import Place
from bot.rules.search import DocumentKind, Seeker
from bot.rules.training.resource_pictures import LibraryPicture, ResourceFormPicture, ResourceLine, ResourcePicture
from bot.rules.training.resources import (
    REVIEW_AFTER,
    Content,
    Resource,
    ResourceId,
    Upkeep,
    of_message,
    review_is_due,
    standing,
)
from bot.rules.vocabulary import DeskId, PersonId
from storage import desks, search
from storage import people as people_rows
from storage.training import reading as reading_rows
from storage.training import resources as rows
from storage.transaction import Transaction

PAGE = 20  # resources of a list: a block each, of the 100 that a modal takes


def read(tx: Transaction, resource_id: ResourceId, by: PersonId) -> ResourcePicture:
    """A resource as `by` may read it. Raises NoSuchResource."""
    return picture(tx, resources.readable_by(tx, resource_id, by), by)


def picture(tx: Transaction, resource: Resource, by: PersonId) -> ResourcePicture:
    """The same for a caller who has asked."""
    desk, keys = desks.get(tx, resource.desk_id), rows.categories(tx, [resource.id]).get(resource.id, ())
    requirement = reading_rows.standing(tx, [resource.id]).get(resource.id)
    told = {resource.owner_id} | ({resource.link_dead_by} if resource.link_dead_by else set())
    names = people.names(tx, told)
    knows = () if requirement is None or requirement.category is None else (requirement.category,)
    return ResourcePicture(
        resource=resource,
        desk=desk.name if desk else "",
        categories=resources.names(tx, resource.desk_id, keys),
        owner=names.get(resource.owner_id, resource.owner_id),
        link_dead_by=names.get(resource.link_dead_by, resource.link_dead_by) if resource.link_dead_by else "",
        message_url=_message_url(tx, resource.place),
        read=rows.read_by(tx, resource, by),
        vote=rows.vote_of(tx, resource, by),
        asked=readers.must_read(tx, resource, by),
        requirement=requirement,
        knows=", ".join(resources.names(tx, resource.desk_id, knows)),
        may_require=people.may_at(tx, by, Action.REQUIRE_READING, resource.desk_id),
    )


def listing(tx: Transaction, by: PersonId, typed: str = "", page: int = 1) -> LibraryPicture:
    """A page of the resources that somebody may read, or of those in use with these words.

    Without words, what the reader has to read comes first. Raises NoDesk, NotAllowed.
    """
    people.refuse_strangers(tx, by, Action.READ_RESOURCES)
    worked = {desk.id: desk.name for desk in people.desks_where(tx, by, Action.READ_RESOURCES)}
    first = (page - 1) * PAGE
    if typed.strip():
        found, total = _found(tx, by, worked, typed, first)
    else:
        urgent = [asked.resource_id for asked in reading_rows.open_to(tx, by)]
        found, total = rows.listed(tx, worked, urgent, first=first, limit=PAGE)
    last = pages(total, PAGE)
    if page > last:
        return listing(tx, by, typed, last)
    return LibraryPicture(_lines(tx, found, by, worked), total, page, last, typed)


def blank(tx: Transaction, by: PersonId, title: str = "") -> ResourceFormPicture:
    """The form for a new resource. Raises NotAllowed to whom works no desk, NoDesk."""
    return _form(tx, by, Content(title.strip(), "", ""))


def from_message(tx: Transaction, pointed: Pointed, by: PersonId) -> ResourceFormPicture:
    """The form for what a message says or links to. Raises as `blank`."""
    content = of_message(pointed)
    named = readable(content.text, names_in(tx, pointed.text))
    return _form(tx, by, Content(content.title, content.link, named), pointed.place)


def form(tx: Transaction, resource_id: ResourceId, by: PersonId) -> ResourceFormPicture:
    """The form to change a resource in. Raises NoSuchResource, NotAllowed."""
    resource = resources.kept_by(tx, resource_id, by)
    desk, keys = desks.get(tx, resource.desk_id), rows.categories(tx, [resource.id]).get(resource.id, ())
    return ResourceFormPicture(
        resource=resource,
        content=Content(resource.title, resource.link, readable(resource.text), resource.minutes, keys),
        upkeep=Upkeep(resource.owner_id, resource.review_on),
        desks=(desk,) if desk else (),
        categories=tuple(desks.categories(tx, resource.desk_id)),
        standing=standing(resource, keys),
    )


def may_learn(tx: Transaction, by: PersonId) -> bool:
    """Whether there is anything that somebody learns from here."""
    return bool(people.desks_where(tx, by, Action.READ_RESOURCES))


def _form(tx: Transaction, by: PersonId, content: Content, place: Place | None = None) -> ResourceFormPicture:
    people.refuse_strangers(tx, by, Action.KEEP_RESOURCES)
    worked = people.desks_where(tx, by, Action.KEEP_RESOURCES)
    return ResourceFormPicture(
        resource=None,
        content=content,
        upkeep=Upkeep(by, people.today(tx, by) + REVIEW_AFTER),
        desks=tuple(worked),
        categories=tuple(desks.categories_of_any(tx, (desk.id for desk in worked))),
        place=place,
    )


def _found(
    tx: Transaction, by: PersonId, worked: dict[DeskId, str], typed: str, first: int
) -> tuple[list[Resource], int]:
    seeker, kinds = Seeker(by, frozenset(worked)), frozenset({DocumentKind.RESOURCE})
    found, total = search.find(tx, typed, seeker, kinds, first=first, limit=PAGE)
    known = rows.known(tx, [one.id for one in found])
    return [known[one.id] for one in found if one.id in known], total


def _lines(
    tx: Transaction, found: Sequence[Resource], by: PersonId, worked: dict[DeskId, str]
) -> tuple[ResourceLine, ...]:
    ids = [resource.id for resource in found]
    sorted_by, required = rows.categories(tx, ids), reading_rows.standing(tx, ids)
    read_so_far = rows.read_among(tx, found, by)
    led = {desk.id for desk in people.desks_where(tx, by, Action.REQUIRE_READING)}
    return tuple(
        ResourceLine(
            resource=resource,
            desk=worked[resource.desk_id] if len(worked) > 1 else "",
            categories=resources.names(tx, resource.desk_id, sorted_by.get(resource.id, ())),
            is_read=resource.id in read_so_far,
            asked=readers.must_read(tx, resource, by) if resource.id in required else None,
            may_require=resource.desk_id in led,
            is_required=resource.id in required,
            is_due=review_is_due(resource, at_work.day(tx, resource.desk_id, by, tx.now)),
        )
        for resource in found
        if resource.desk_id in worked
    )


def _message_url(tx: Transaction, place: Place | None) -> str | None:
    if place is None or place.channel.startswith("D"):
        return None  # a link into somebody else's DM leads nowhere
    return people_rows.workspace(tx).permalink(place)
