"""What people read of the levels of a desk: those who lead it the whole matrix, anybody else their own part."""

from collections.abc import Iterable, Mapping
from datetime import date

from bot.helpdesk import notices, people, skills
from bot.helpdesk.people import names
from bot.helpdesk.training.skills import kept_by, name
from bot.rules import permission
from bot.rules.actions import Action
from bot.rules.assignment import Mode
from bot.rules.gaps import LOOKING_BACK
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Desk, Notice
from bot.rules.refusals import NoDesk, NoDeskCalled, NoSuchDesk, NotAllowed
from bot.rules.skills import level
from bot.rules.training.matrix import Choosing, Ending, Matrix, Own, OwnLine, Setting, SkillHistory, Told, lines
from bot.rules.training.skills import Skill, SkillChange
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId
from storage import desks
from storage import gaps as tickets
from storage.training import skills as rows
from storage.transaction import Transaction

SHOWN = 5  # changes that stand in the form for one level


def asked(tx: Transaction, named: str, by: PersonId) -> Matrix | Own:
    """The levels of the first desk that `by` works, or of the one they name: all of them to whoever leads it.

    Raises NotAllowed to whoever works none, NoDesk when there is none at all, NoDeskCalled for a name that none has.
    """
    worked = people.desks_where(tx, by, Action.SEE_OWN_SKILLS)
    if not worked:
        raise NotAllowed(Action.SEE_OWN_SKILLS) if desks.every(tx) else NoDesk
    desk = _called(tx, worked, named.strip()) if named.strip() else worked[0]
    others = tuple(one.id for one in worked if one.id != desk.id)
    return _matrix(tx, desk, others) if _leads(tx, by, desk.id) else _own(tx, desk, by, others)


def send(tx: Transaction, desk_id: DeskId, by: PersonId, asked_by: str) -> None:
    """Owe the matrix by direct message, where it can't be shown at once; `asked_by` tells one time from another."""
    key = f"{NoticeKind.SKILL_MATRIX}:{asked_by}"
    notices.to_person(tx, by, NoticeKind.SKILL_MATRIX, key, params={"desk": desk_id})


def of_letter(tx: Transaction, notice: Notice) -> Matrix | None:
    """The matrix for a direct message; None to whoever does not lead the desk any more."""
    desk = desks.get(tx, DeskId(notice.params["desk"]))
    return None if desk is None or not _leads(tx, PersonId(notice.lane), desk.id) else _matrix(tx, desk, ())


def history(tx: Transaction, whose: tuple[DeskId, PersonId], by: PersonId) -> SkillHistory:
    """What became of somebody's levels: for themselves while they work the desk, and for those who lead it.

    Those who have left keep theirs. Raises NotAllowed and NoSuchDesk.
    """
    desk_id, person = whose
    desk = desks.get(tx, desk_id)
    if desk is None:
        raise NoSuchDesk
    action = Action.SEE_OWN_SKILLS if person == by else Action.SEE_SKILLS
    if not permission.allowed(action, people.roles_at(tx, by, desk_id)):
        raise NotAllowed(action)
    told = _told(tx, desk_id, reversed(rows.history(tx, desk_id, person)))
    return SkillHistory(desk, person, name(tx, person), told, is_own=person == by)


def choosing(tx: Transaction, desk_id: DeskId, by: PersonId) -> Choosing:
    """Whose level of what can be changed at a desk. Raises NotAllowed and NoSuchDesk."""
    desk = desks.get(tx, desk_id)
    if desk is None:
        raise NoSuchDesk
    if not permission.allowed(Action.KEEP_SKILLS, people.roles_at(tx, by, desk_id)):
        raise NotAllowed(Action.KEEP_SKILLS)
    return Choosing(desk, _team(tx, desk_id), desks.categories(tx, desk_id))


def setting(tx: Transaction, skill: Skill, by: PersonId) -> Setting:
    """One level for the form to change it. Raises NotAllowed, NoSuchDesk, NoSuchCategory and NotAnAgent."""
    desk, category = kept_by(tx, skill, by)
    changes = [one for one in rows.history(tx, skill.desk_id, skill.person_id) if one.category == skill.category]
    known = skills.of_desk(tx, desk.id)
    return Setting(
        desk=desk,
        category=category,
        person=skill.person_id,
        name=name(tx, skill.person_id),
        now=known.level(skill.person_id, skill.category),
        learned=rows.get(tx, skill),
        required=known.required.get(skill.category),
        is_assigned=desk.settings.assignment.mode is not Mode.OFF,
        lines=_told(tx, desk.id, reversed(changes[-SHOWN:])),
    )


def news(tx: Transaction, change_id: int) -> Told | None:
    """A change for a direct message; None to those who have left the desk."""
    change = rows.change(tx, change_id)
    if change is None or not people.works_there(tx, change.desk_id, change.person_id):
        return None
    return next(iter(_told(tx, change.desk_id, [change])))


def ending(tx: Transaction, notice: Notice) -> Ending | None:
    """A level that ends, for a direct message; None once it does not concern the reader any more."""
    skill, to = Skill.read(notice.params["skill"]), PersonId(notice.lane)
    stored, desk = rows.get(tx, skill), desks.get(tx, skill.desk_id)
    if stored is None or desk is None or not people.works_there(tx, skill.desk_id, skill.person_id):
        return None
    may_renew = permission.allowed(Action.KEEP_SKILLS, people.roles_at(tx, to, desk.id))
    if to != skill.person_id and to not in people.who_may(tx, desk.id, Action.SEE_SKILLS):
        return None
    last_day = notice.params["last_day"]
    is_open = stored.expires_on is not None and stored.expires_on.isoformat() == last_day
    listed = desk.settings.assignment.of(skill.person_id).knows
    return Ending(
        desk=desk,
        category=_names(tx, desk.id).get(skill.category, skill.category),
        name=name(tx, skill.person_id),
        level=stored,
        last_day=date.fromisoformat(last_day),
        falls_to=level({skill.category: stored.falls_to}, listed, skill.category),
        is_own=to == skill.person_id,
        may_renew=may_renew,
        is_open=is_open,
    )


def _matrix(tx: Transaction, desk: Desk, others: tuple[str, ...]) -> Matrix:
    team, known = _team(tx, desk.id), skills.of_desk(tx, desk.id)
    raised = tickets.raised(tx, desk.id, tx.now - LOOKING_BACK)
    stored = rows.of_desk(tx, desk.id)
    return Matrix(
        desk=desk,
        lines=lines(desks.categories(tx, desk.id), known, team, raised),
        people=team,
        skills=known,
        expiring={(one.person_id, one.category): one.expires_on for one in stored if one.expires_on is not None},
        others=others,
    )


def _own(tx: Transaction, desk: Desk, person: PersonId, others: tuple[str, ...]) -> Own:
    shown = _matrix(tx, desk, others)
    own = [
        OwnLine(line, shown.skills.level(person, key), shown.expiring.get((person, key)))
        for line in sorted(shown.lines, key=lambda line: line.category.position)
        for key in [line.category.key]
    ]
    return Own(desk, person, own, shown.people, others)


def _team(tx: Transaction, desk_id: DeskId) -> dict[PersonId, str]:
    """The names of those who work a desk and are still in the workspace, in order."""
    called = names(tx, {member.person_id for member in people.at_desk(tx, desk_id)})
    return dict(sorted(called.items(), key=lambda one: (one[1].casefold(), one[0])))


def _told(tx: Transaction, desk_id: DeskId, changes: Iterable[SkillChange]) -> list[Told]:
    changes, called = list(changes), _names(tx, desk_id)
    named = names(tx, {one.person_id for one in changes} | {one.by for one in changes if one.by is not None})
    return [
        Told(
            change=one,
            category=called.get(one.category, one.category),
            name=named.get(one.person_id, one.person_id),
            by="" if one.by is None else named.get(one.by, one.by),
        )
        for one in changes
    ]


def _names(tx: Transaction, desk_id: DeskId) -> Mapping[CategoryKey, str]:
    return {category.key: category.name for category in desks.categories(tx, desk_id)}


def _leads(tx: Transaction, by: PersonId, desk_id: DeskId) -> bool:
    return permission.allowed(Action.SEE_SKILLS, people.roles_at(tx, by, desk_id))


def _called(tx: Transaction, worked: list[Desk], called: str) -> Desk:
    wanted = called.casefold()
    found = [desk for desk in desks.every(tx) if wanted in (desk.id.casefold(), desk.name.casefold())]
    if not found:
        raise NoDeskCalled(called, tuple(desk.id for desk in worked))
    if found[0] not in worked:
        raise NotAllowed(Action.SEE_OWN_SKILLS)
    return found[0]
