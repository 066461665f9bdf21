"""What people see of training needs, gathered for one reader."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.helpdesk import people, skills
from bot.helpdesk.training import needs, quizzes, resources, session_pictures, sessions
from bot.rules.actions import Action
from bot.rules.paging import pages
from bot.rules.records import Desk
from bot.rules.refusals import NoDesk, NoDeskCalled, NotAllowed
from bot.rules.training.need_pictures import Fit, NeedPicture, NeedsPicture, SessionForNeed
from bot.rules.training.needs import WEEKS, Need, Subject
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId
from bot.rules.weekly import Week
from storage import desks
from storage.training import effects as effect_rows
from storage.training import needs as rows
from storage.transaction import Transaction

LISTED = 12  # needs of a modal, and as many that are hidden
EFFECTS = 6
FITTING = 2  # of each kind


def told(tx: Transaction, params: Mapping[str, Any], person: PersonId) -> NeedsPicture | None:
    """What somebody's message of a week says now; None once they may see nothing of it any more."""
    desk = desks.get(tx, DeskId(params["desk"]))
    if desk is None or not people.works(tx, person, desk.id):
        return None
    week = Week(date.fromisoformat(params["ends"]), params["timezone"])
    is_lead = needs.leads(tx, desk.id, person)
    told_then = set(params["needs"])
    shown = [
        need
        for need in rows.of_week(tx, desk.id, week.number)
        if need.subject.written() in told_then and needs.may_see(tx, desk.id, need.subject, person)
    ]
    after = effect_rows.of_weeks(tx, desk.id, params["after"], week.number) if is_lead else []
    if not shown and not after:
        return None
    more = max(0, len(after) - EFFECTS)
    return replace(_picture(tx, desk, week, person, shown), effects=tuple(after[:EFFECTS]), more_effects=more)


def asked(tx: Transaction, named: str, by: PersonId) -> NeedsPicture:
    """What was found last at a desk, of what `by` may see: the first desk that they lead, unless they name one.

    Raises NotAllowed to whom works none, NoDesk when there is none at all, NoDeskCalled for a name that none has.
    """
    worked = people.desks_where(tx, by, Action.SEE_OWN_NEEDS)
    worked.sort(key=lambda one: not needs.leads(tx, one.id, by))
    if not worked:
        raise NotAllowed(Action.SEE_OWN_NEEDS) if desks.every(tx) else NoDesk
    desk = _called(tx, worked, named.strip()) if named.strip() else worked[0]
    return of_desk(tx, desk, by, () if named.strip() else tuple(one.id for one in worked if one is not desk))


def again(tx: Transaction, desk_id: DeskId, by: PersonId, page: int = 1) -> NeedsPicture:
    """The same of one desk, with a page of what came after trainings. Raises NotAllowed."""
    desk = next((one for one in people.desks_where(tx, by, Action.SEE_OWN_NEEDS) if one.id == desk_id), None)
    if desk is None:
        raise NotAllowed(Action.SEE_OWN_NEEDS)
    return of_desk(tx, desk, by, (), page)


def of_desk(tx: Transaction, desk: Desk, by: PersonId, others: tuple[DeskId, ...], page: int = 1) -> NeedsPicture:
    """The same of a desk that somebody works."""
    week, every = needs.last_found(tx, desk) or (None, [])
    shown = [need for need in every if needs.may_see(tx, desk.id, need.subject, by)]
    picture = replace(_picture(tx, desk, week, by, shown, is_whole=True), others=others)
    if not picture.is_lead:
        return picture
    some, total = effect_rows.listed(tx, desk.id, first=(page - 1) * EFFECTS, limit=EFFECTS)
    return replace(picture, effects=tuple(some), page=page, pages=pages(total, EFFECTS))


def session_form(tx: Transaction, about: tuple[DeskId, Subject], by: PersonId) -> SessionForNeed:
    """The form for a session that meets a need. Raises as `needs.not_needed`, and as `session_pictures.blank_form`."""
    desk_id, subject = about
    desk = needs.permitted(tx, desk_id, subject, by)
    form = session_pictures.blank_form(tx, desk.id, by)
    names = {category.key: category.name for category in form.categories}
    knowing = skills.of_desk(tx, desk.id).knowing(subject.category)
    return SessionForNeed(
        form=form,
        subject=subject,
        category=names[subject.category],
        is_own=subject.person_id == by,
        is_for_knowing=bool(knowing) if subject.person_id is None else subject.person_id in knowing,
    )


def _called(tx: Transaction, worked: list[Desk], name: str) -> Desk:
    wanted = name.casefold()
    found = [desk for desk in desks.every(tx) if wanted in (desk.id.casefold(), desk.name.casefold())]
    if not found:
        raise NoDeskCalled(name, tuple(desk.id for desk in worked))
    mine = next((desk for desk in worked if desk.id == found[0].id), None)
    if mine is None:
        raise NotAllowed(Action.SEE_OWN_NEEDS)
    return mine


def _picture(
    tx: Transaction, desk: Desk, week: Week | None, person: PersonId, shown: list[Need], *, is_whole: bool = False
) -> NeedsPicture:
    """`is_whole`: what is hidden stands apart, and is there even where it is no need any more."""
    hidden = needs.standing(tx, desk.id, person)
    open_ones = [need for need in shown if not is_whole or need.subject not in hidden]
    fits = {key: _fit(tx, desk.id, key) for key in {need.subject.category for need in open_ones}}
    known = {need.subject: need for need in shown}
    apart = [NeedPicture(known.get(one, Need(one, (), 0.0)), hidden=hidden[one]) for one in hidden] if is_whole else []
    return NeedsPicture(
        desk_id=desk.id,
        desk=desk.name,
        begins=None if week is None else week.earlier(WEEKS - 1).begins,
        ends=None if week is None else week.ends,
        reader_id=person,
        is_lead=needs.leads(tx, desk.id, person),
        categories={category.key: category.name for category in desks.categories(tx, desk.id)},
        names=people.names(tx, _people([*shown, *(one.need for one in apart)]) | {one.by for one in hidden.values()}),
        needs=tuple(NeedPicture(one, fits[one.subject.category], hidden.get(one.subject)) for one in open_ones)[
            :LISTED
        ],
        hidden=tuple(apart[:LISTED]),
        more=max(0, len(open_ones) - LISTED),
        is_on=desk.settings.needs,
    )


def _fit(tx: Transaction, desk_id: DeskId, category: CategoryKey) -> Fit:
    return Fit(
        resources=tuple(one.title for one in resources.of_category(tx, desk_id, category)[:FITTING]),
        sessions=tuple((one.topic, one.starts_at) for one in sessions.upcoming(tx, desk_id, category)[:FITTING]),
        quizzes=tuple(one.title for one in quizzes.of_category(tx, desk_id, category)[:FITTING]),
    )


def _people(shown: Iterable[Need]) -> set[PersonId]:
    return {need.subject.person_id for need in shown if need.subject.person_id is not None}
