"""Tracks: as they are now, and every version of them."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Table, func, select

from bot.rules.training.tracks import Track, TrackId, TrackVersion
from bot.rules.vocabulary import DeskId
from storage import tables
from storage.transaction import Transaction, as_row, picture

tracks, versions = tables.training_tracks, tables.training_track_versions


def add_once(tx: Transaction, track: Track) -> bool:
    """Store a new track, and its first version; False when its source has made one before."""
    is_new = tx.add_once(tracks, as_row(track))
    if is_new:
        _keep_version(tx, track)
    return is_new


def get(tx: Transaction, track_id: TrackId) -> Track | None:
    """A track by its id."""
    return tx.find(Track, tracks, id=track_id)


def locked(tx: Transaction, track_id: TrackId) -> Track | None:
    """A track that no other transaction changes, nor puts anybody on, until this one ends."""
    return tx.find(Track, tracks, lock=True, id=track_id)


def by_source(tx: Transaction, source: str) -> Track | None:
    """The track that a form made."""
    return tx.find(Track, tracks, source=source)


def of_desk(tx: Transaction, desk_id: DeskId) -> list[Track]:
    """The tracks of a desk, those in use before the retired ones, by title."""
    found = tx.find_all(Track, tracks, desk_id=desk_id, order=("id",))
    return sorted(found, key=lambda track: (track.retired_at is not None, track.title.casefold(), track.id))


def all_locked(tx: Transaction, desk_id: DeskId) -> list[Track]:
    """The tracks of a desk, none of which another transaction changes until this one ends."""
    statement = picture(Track, tracks).where(tx.here(tracks, desk_id=desk_id)).order_by(tracks.c.id)
    return tx.every(Track, statement.with_for_update())


def known(tx: Transaction, ids: Collection[int]) -> dict[int, Track]:
    """These tracks, by their ids."""
    found = tx.find_where(Track, tracks, tracks.c.id.in_(ids), order_by=tracks.c.id) if ids else []
    return {track.id: track for track in found}


def change(tx: Transaction, track: Track, **values: Any) -> Track:
    """Set columns of a track; as it is then."""
    changed = tx.changed(Track, tracks, values, id=track.id)
    assert changed is not None  # the caller holds it
    return changed


def reword(tx: Transaction, track: Track, **values: Any) -> Track:
    """The same as another version of it."""
    track = change(tx, track, version=track.version + 1, **values)
    _keep_version(tx, track)
    return track


def version(tx: Transaction, track_id: TrackId, number: int) -> TrackVersion:
    """What a track was in one version. Those are never removed."""
    found = tx.find(TrackVersion, versions, track_id=track_id, version=number)
    assert found is not None
    return found


def resources_titled(tx: Transaction, desk_id: DeskId, typed: str, limit: int) -> dict[int, str]:
    """The resources in use of a desk whose titles have this in them: their titles by their ids, in order."""
    return _titled(tx, tables.training_resources, desk_id, typed, limit)


def quizzes_titled(tx: Transaction, desk_id: DeskId, typed: str, limit: int) -> dict[int, str]:
    """The same of its quizzes that can be taken."""
    return _titled(tx, tables.training_quizzes, desk_id, typed, limit, tables.training_quizzes.c.size > 0)


def _titled(
    tx: Transaction, table: Table, desk_id: DeskId, typed: str, limit: int, *which: ColumnElement[bool]
) -> dict[int, str]:
    title = func.lower(table.c.title)
    statement = (
        select(table.c.id, table.c.title)
        .where(tx.here(table, desk_id=desk_id), table.c.retired_at.is_(None), *which)
        .where(title.contains(typed.lower(), autoescape=True))
        .order_by(title, table.c.id)
        .limit(limit)
    )
    return {int(row.id): str(row.title) for row in tx.rows(statement)}


def _keep_version(tx: Transaction, track: Track) -> None:
    kept = TrackVersion(
        track_id=track.id,
        version=track.version,
        title=track.title,
        category=track.category,
        level=track.level,
        steps=track.steps,
        at=track.changed_at,
        by=track.changed_by,
    )
    tx.add(versions, as_row(kept))
