"""Desks: who works them, where, and on what."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, case, delete, exists, func, select, update

from bot.rules.actions import Role
from bot.rules.digest_settings import WeeklyPlan
from bot.rules.feedback_settings import FeedbackSettings
from bot.rules.quality_settings import QualitySettings
from bot.rules.records import Category, Desk, DeskChannel, DeskSettings, Member, Policy
from bot.rules.vocabulary import CategoryKey, ChannelId, ChannelPurpose, DeskId, PersonId, Priority
from storage import assignment_settings, tables, tiers
from storage.prepared import Begin, Prepared
from storage.transaction import Transaction, as_row

NEXT_NUMBER = Prepared(
    lambda _: (
        update(tables.desks)
        .where(tables.desks.c.workspace_id == bindparam("workspace_id"), tables.desks.c.id == bindparam("desk_id"))
        .values(last_number=tables.desks.c.last_number + 1)
        .returning(tables.desks.c.last_number)
    ),
    [tables.desks.c.last_number.type],
)
DESK = (tables.desks.c.id, tables.desks.c.name, tables.desks.c.settings)
BY_KEY = Prepared(
    lambda _: _picture().where(
        tables.desks.c.workspace_id == bindparam("workspace_id"), tables.desks.c.id == bindparam("desk_id")
    ),
    [column.type for column in DESK],
)
KNOWN_SETTINGS = {setting.name for setting in fields(DeskSettings)}
SEQUENCES = {"rating_emoji", "targets", "warn_at", "tiers", "escalate"}  # tuples, which JSON has no word for


def get(tx: Transaction, desk_id: DeskId) -> Desk | None:
    """A desk by its key. Read once for all that a transaction does to a ticket it has locked."""
    return tx.kept(("desk", desk_id), lambda: _read(tx, desk_id))


def _read(tx: Transaction, desk_id: DeskId) -> Desk | None:
    found = tx.prepared(BY_KEY, desk_id=desk_id)
    return _desk(*found[0]) if found else None


def taking(tx: Transaction, desk_id: DeskId | None, asked_in: ChannelId | None) -> Desk | None:
    """The desk that takes a request: this one, else the one that works in that channel, else the default one.

    Nobody else takes one for it until this transaction ends. None when there is no desk.
    """
    found = tx.prepared(TAKING, desk_id=desk_id, asked_in=asked_in)
    return _desk(*found[0]) if found else None


def _taking(_: Begin) -> Select[Any]:
    desk, channel = tables.desks.c, tables.desk_channels.c
    here: BindParameter[str] = bindparam("workspace_id")
    chosen: BindParameter[str] = bindparam("desk_id", type_=desk.id.type)
    asked_in: BindParameter[str] = bindparam("asked_in")
    works_there = select(channel.desk_id).where(channel.workspace_id == here, channel.channel_id == asked_in)
    wanted = desk.id == func.coalesce(chosen, works_there.scalar_subquery())
    in_order = (case((wanted, 0), else_=1), desk.position, desk.id)
    return _picture().where(desk.workspace_id == here).order_by(*in_order).limit(1).with_for_update()


def held(tx: Transaction, desk_id: DeskId, *, waiting: bool = False) -> Desk | None:
    """A desk whose tickets nobody else gives out until this transaction ends; None while somebody does.

    `waiting`: until they have, so that None means that there is no such desk.
    """
    wanted = _picture().where(tx.here(tables.desks, id=desk_id))
    row = tx.row(wanted.with_for_update(skip_locked=not waiting))
    return None if row is None else _desk(*tuple(row))


def settings_of(tx: Transaction, desk_id: DeskId) -> DeskSettings:
    """How a desk works; as desks do at first, when it is no more."""
    desk = get(tx, desk_id)
    return DeskSettings() if desk is None else desk.settings


def every(tx: Transaction) -> list[Desk]:
    """All desks, the default one first."""
    rows = tx.rows(_picture().where(tx.here(tables.desks)).order_by(tables.desks.c.position, tables.desks.c.id))
    return [_desk(*tuple(row)) for row in rows]


def save(tx: Transaction, desk: Desk, position: int) -> None:
    """Store a desk; its running number stays as it was. A new one counts on from tickets that came from files."""
    values = {"name": desk.name, "settings": asdict(desk.settings), "position": position}
    tx.put(tables.desks, {"id": desk.id}, values, at_first={"last_number": _last_taken(tx, desk.id)})
    tx.read_anew()


def _last_taken(tx: Transaction, desk_id: DeskId) -> int:
    """The greatest number that a ticket has by this desk's key."""
    columns, prefix = tables.tickets.c, f"{desk_id}-"
    ours = columns.key.startswith(prefix, autoescape=True)
    numbers = (
        row.key.removeprefix(prefix) for row in tx.rows(select(columns.key).where(tx.here(tables.tickets), ours))
    )
    return max((int(number) for number in numbers if number.isdecimal()), default=0)


def next_number(tx: Transaction, desk_id: DeskId) -> int:
    """The desk's next ticket number. Rolled back with the transaction, so nothing leaves a gap."""
    return int(tx.prepared(NEXT_NUMBER, desk_id=desk_id)[0][0])


def channels(tx: Transaction, desk_id: DeskId) -> list[DeskChannel]:
    """The channels a desk works in."""
    return tx.find_all(DeskChannel, tables.desk_channels, desk_id=desk_id, order=("channel_id",))


def channel(tx: Transaction, channel_id: ChannelId) -> DeskChannel | None:
    """What a channel is to its desk; None when no desk works there."""
    return tx.find(DeskChannel, tables.desk_channels, channel_id=channel_id)


def triage_channel(tx: Transaction, desk_id: DeskId, *, private: bool) -> ChannelId | None:
    """Where a desk's cards stand."""
    purpose = ChannelPurpose.PRIVATE_TRIAGE if private else ChannelPurpose.TRIAGE
    found = tx.kept(
        ("channel", desk_id, purpose),
        lambda: tx.find(DeskChannel, tables.desk_channels, desk_id=desk_id, purpose=purpose),
    )
    return None if found is None else found.channel_id


def with_triage(tx: Transaction, *, private: bool, but: DeskId) -> list[Desk]:
    """The desks, less one, that have somewhere to show such a ticket; the default one first."""
    purpose = ChannelPurpose.PRIVATE_TRIAGE if private else ChannelPurpose.TRIAGE
    return [_desk(*row) for row in tx.prepared(WITH_TRIAGE, purpose=purpose, but=but)]


def _with_triage(_: Begin) -> Select[Any]:
    desk, channel = tables.desks.c, tables.desk_channels.c
    here: BindParameter[str] = bindparam("workspace_id")
    wanted = bindparam("purpose", type_=channel.purpose.type)
    showing = select(channel.desk_id).where(channel.workspace_id == here, channel.purpose == wanted)
    others = _picture().where(desk.workspace_id == here, desk.id != bindparam("but"), desk.id.in_(showing))
    return others.order_by(desk.position, desk.id)


def members(tx: Transaction, desk_id: DeskId) -> list[Member]:
    """Who works a desk."""
    return tx.find_all(Member, tables.desk_members, desk_id=desk_id, order=("person_id",))


def role(tx: Transaction, desk_id: DeskId, person_id: PersonId) -> Role | None:
    """What a person is at a desk: AGENT, LEAD or nothing."""
    found = tx.find(Member, tables.desk_members, desk_id=desk_id, person_id=person_id)
    return None if found is None else found.role


def memberships(tx: Transaction, person_id: PersonId) -> list[Member]:
    """What a person is at the desks that they work."""
    return tx.find_all(Member, tables.desk_members, person_id=person_id, order=("desk_id",))


def working_elsewhere(tx: Transaction, desk_id: DeskId) -> list[PersonId]:
    """Those who work a desk and another one, too; always in the same order."""
    member, other = tables.desk_members.c, tables.desk_members.alias("other")
    is_here = other.c.workspace_id == tx.workspace
    elsewhere = (is_here, other.c.person_id == member.person_id, other.c.desk_id != desk_id)
    here = tx.here(tables.desk_members, desk_id=desk_id)
    rows = tx.rows(select(member.person_id).where(here, exists().where(*elsewhere)).order_by(member.person_id))
    return [PersonId(row.person_id) for row in rows]


def categories(tx: Transaction, desk_id: DeskId) -> list[Category]:
    """A desk's categories, in the desk's order."""
    return tx.find_all(Category, tables.categories, desk_id=desk_id, order=("position", "key"))


def categories_of_any(tx: Transaction, desk_ids: Iterable[DeskId]) -> list[Category]:
    """The categories of several desks, desk by desk, each key once, as the first of them calls it."""
    found: dict[CategoryKey, Category] = {}
    for desk_id in desk_ids:
        for category in categories(tx, desk_id):
            found.setdefault(category.key, category)
    return list(found.values())


def leave_channels(tx: Transaction, desk_ids: Collection[DeskId]) -> None:
    """Take these desks out of every channel."""
    tx.run(
        delete(tables.desk_channels).where(tx.here(tables.desk_channels), tables.desk_channels.c.desk_id.in_(desk_ids))
    )
    tx.read_anew()


def replace_parts(
    tx: Transaction,
    desk_id: DeskId,
    *,
    channels: Iterable[DeskChannel],
    members: Iterable[Member],
    categories: Iterable[Category],
) -> None:
    """Set a desk's channels, people and categories to exactly these."""
    for part, rows in (
        (tables.desk_channels, channels),
        (tables.desk_members, members),
        (tables.categories, categories),
    ):
        tx.remove(part, desk_id=desk_id)
        tx.add_all(part, [as_row(row) for row in rows])
    tx.read_anew()


def _picture() -> Select[Any]:
    return select(*DESK)


def _desk(desk_id: DeskId, name: str, settings: dict[str, Any]) -> Desk:
    known = {setting: value for setting, value in settings.items() if setting in KNOWN_SETTINGS}
    for setting in SEQUENCES & known.keys():
        known[setting] = tuple(known[setting])
    if known.get("targets"):
        known["targets"] = tuple(_policy(**policy) for policy in known["targets"])
    if "assignment" in known:
        known["assignment"] = assignment_settings.read(known["assignment"])
    if "feedback" in known:
        known["feedback"] = FeedbackSettings.read(known["feedback"])
    if "quality" in known:
        known["quality"] = QualitySettings.read(known["quality"])
    known["tiers"] = tuple(tiers.tier(kept) for kept in known.get("tiers", ()))
    if known.get("digest"):
        known["digest"] = WeeklyPlan(**known["digest"])
    known["escalate"] = tuple(tiers.rule(kept) for kept in known.get("escalate", ()))
    return Desk(desk_id, name, DeskSettings(**known))


def _policy(*, categories: list[CategoryKey], priorities: list[str], **promises: Any) -> Policy:
    return Policy(tuple(categories), tuple(Priority(word) for word in priorities), **promises)


TAKING = Prepared(_taking, [column.type for column in DESK])
WITH_TRIAGE = Prepared(_with_triage, [column.type for column in DESK])
