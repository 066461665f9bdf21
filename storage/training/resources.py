"""Resources: as they are now, every version of them, who has read which, and what people say of them."""

from collections.abc import Collection, Sequence

from sqlalchemy import and_, func, or_, select

from bot.rules.search import DocumentKind
from bot.rules.training.resources import Resource, ResourceId, ResourceVersion, Vote
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId
from storage import search, tables
from storage.transaction import Transaction, as_row, picture

resources = tables.training_resources
columns = resources.c
sorted_by = tables.training_resource_categories
read = tables.training_acknowledgements
votes = tables.training_votes


def add_once(tx: Transaction, resource: Resource, categories: Collection[CategoryKey]) -> bool:
    """Store a new resource, and its first version; False when its source has made one already."""
    is_new = tx.add_once(resources, as_row(resource))
    if is_new:
        keep_version(tx, resource, asks_again=False)
        sort(tx, resource.id, categories)
    return is_new


def get(tx: Transaction, resource_id: int) -> Resource | None:
    """A resource by its id."""
    return tx.find(Resource, resources, id=resource_id)


def locked(tx: Transaction, resource_id: int) -> Resource | None:
    """A resource that no other transaction changes until this one ends."""
    return tx.find(Resource, resources, lock=True, id=resource_id)


def by_source(tx: Transaction, source: str) -> Resource | None:
    """The resource that a form made."""
    return tx.find(Resource, resources, source=source)


def known(tx: Transaction, ids: Collection[int]) -> dict[int, Resource]:
    """Those of these resources that there are."""
    found = tx.find_where(Resource, resources, columns.id.in_(ids), order_by=columns.id) if ids else []
    return {resource.id: resource for resource in found}


def change(tx: Transaction, resource_id: ResourceId, **values: object) -> Resource:
    """Set columns of a resource that the caller has locked; the resource as it is now."""
    changed = tx.changed(Resource, resources, values, id=resource_id)
    if changed is None:
        raise LookupError(f"no resource {resource_id}")
    return changed


def keep_version(tx: Transaction, resource: Resource, *, asks_again: bool) -> None:
    """Keep what a resource says now as one of its versions."""
    said = ResourceVersion(
        resource_id=resource.id,
        version=resource.version,
        title=resource.title,
        link=resource.link,
        text=resource.text,
        asks_again=asks_again,
        at=resource.changed_at,
        by=resource.changed_by,
    )
    tx.add(tables.training_resource_versions, as_row(said))


def versions(tx: Transaction, resource_id: ResourceId) -> list[ResourceVersion]:
    """All that a resource has ever said, the oldest first."""
    return tx.find_all(ResourceVersion, tables.training_resource_versions, resource_id=resource_id, order=("version",))


def sort(tx: Transaction, resource_id: ResourceId, categories: Collection[CategoryKey]) -> None:
    """Let a resource belong to exactly these categories."""
    tx.remove(sorted_by, resource_id=resource_id)
    tx.add_all(sorted_by, [{"resource_id": resource_id, "category": one} for one in sorted(categories)])


def categories(tx: Transaction, ids: Collection[int]) -> dict[int, tuple[CategoryKey, ...]]:
    """The categories of each of these resources that has some."""
    found: dict[int, tuple[CategoryKey, ...]] = {}
    if not ids:
        return found
    wanted = and_(tx.here(sorted_by), sorted_by.c.resource_id.in_(ids))
    statement = select(sorted_by.c.resource_id, sorted_by.c.category).where(wanted)
    for row in tx.rows(statement.order_by(sorted_by.c.resource_id, sorted_by.c.category)):
        found[row.resource_id] = (*found.get(row.resource_id, ()), CategoryKey(row.category))
    return found


def listed(
    tx: Transaction, desk_ids: Collection[DeskId], urgent: Sequence[int], *, first: int, limit: int
) -> tuple[list[Resource], int]:
    """A page of the resources of these desks, and how many there are in all.

    The `urgent` ones come first, then those in use, then the retired; among each the newest.
    """
    these = and_(tx.here(resources), columns.desk_id.in_(sorted(desk_ids)))
    in_order = (columns.id.not_in(urgent), columns.retired_at.is_not(None), columns.id.desc())
    page = picture(Resource, resources).where(these).order_by(*in_order).offset(first).limit(limit)
    return tx.every(Resource, page), int(tx.value(select(func.count()).select_from(resources).where(these)))


def of_category(tx: Transaction, desk_id: DeskId, category: CategoryKey) -> list[Resource]:
    """The resources in use of a desk's category, those that most more people call useful than not first."""
    belongs = select(sorted_by.c.resource_id).where(tx.here(sorted_by, category=category))
    statement = (
        picture(Resource, resources)
        .where(tx.here(resources, desk_id=desk_id, retired_at=None), columns.id.in_(belongs))
        .order_by((columns.useful - columns.not_useful).desc(), columns.useful.desc(), columns.id.desc())
    )
    return tx.every(Resource, statement)


def acknowledge(tx: Transaction, resource: Resource, person: PersonId, version: int) -> bool:
    """Somebody has read a version; False when they have said so before."""
    row = {"resource_id": resource.id, "person_id": person, "version": version, "at": tx.now}
    return tx.add_once(read, row)


def read_by(tx: Transaction, resource: Resource, person: PersonId) -> int | None:
    """The newest version that counts that somebody has read; None when they have read none."""
    counts = and_(tx.here(read, resource_id=resource.id, person_id=person), read.c.version >= resource.read_from)
    newest: int | None = tx.value(select(func.max(read.c.version)).where(counts))
    return newest


def readers(tx: Transaction, resource: Resource) -> dict[PersonId, int]:
    """Everybody who has read a version that counts, and which."""
    counts = and_(tx.here(read, resource_id=resource.id), read.c.version >= resource.read_from)
    newest = func.max(read.c.version).label("newest")
    rows = tx.rows(select(read.c.person_id, newest).where(counts).group_by(read.c.person_id))
    return {PersonId(row.person_id): row.newest for row in rows}


def read_among(tx: Transaction, found: Collection[Resource], person: PersonId) -> set[int]:
    """Those of these resources of which somebody has read a version that counts."""
    from_version = [and_(read.c.resource_id == one.id, read.c.version >= one.read_from) for one in found]
    if not from_version:
        return set()
    counts = and_(tx.here(read, person_id=person), or_(*from_version))
    return {row.resource_id for row in tx.rows(select(read.c.resource_id).where(counts))}


def vote(tx: Transaction, resource: Resource, person: PersonId, said: Vote) -> None:
    """Keep what somebody says of a resource; the last time counts."""
    tx.put(votes, {"resource_id": resource.id, "person_id": person}, {"vote": said, "at": tx.now})


def vote_of(tx: Transaction, resource: Resource, person: PersonId) -> Vote | None:
    """What somebody says of a resource."""
    row = tx.row(select(votes.c.vote).where(tx.here(votes, resource_id=resource.id, person_id=person)))
    return None if row is None else row.vote


def count_anew(tx: Transaction, resource: Resource) -> Resource:
    """A resource that the caller has locked, with its people counted as they stand now."""
    said = select(votes.c.vote, func.count().label("people")).where(tx.here(votes, resource_id=resource.id))
    by_vote = {row.vote: row.people for row in tx.rows(said.group_by(votes.c.vote))}
    done = len(readers(tx, resource))
    useful, not_useful = by_vote.get(Vote.USEFUL, 0), by_vote.get(Vote.NOT_USEFUL, 0)
    return change(tx, resource.id, done=done, useful=useful, not_useful=not_useful)


def not_kept_for_search(tx: Transaction, after: int, limit: int) -> list[int]:
    """Resources in use that should be found by their words and are not, the oldest first, from an id on."""
    return search.not_kept(tx, DocumentKind.RESOURCE, resources, columns.retired_at.is_(None), after, limit)
