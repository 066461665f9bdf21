"""Which solved tickets are worth a review: every week some of each agent are chosen, and the desk's leads are told."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from bot.helpdesk import cards, notices, people
from bot.rules.actions import Action
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.digest_settings import WeeklyPlan
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Deadline, Desk
from bot.rules.training.quality import Review, choose
from bot.rules.training.quality_pictures import Reviewed, SamplePicture, Waiting
from bot.rules.vocabulary import NO_TICKET, DeskId, PersonId, TicketId
from bot.rules.weekly import next_telling, told_last
from storage import deadlines, desks, outbox, tickets
from storage.training import quality as rows
from storage.transaction import Transaction

MONDAYS = WeeklyPlan()


def begin(tx: Transaction, desk_id: DeskId) -> None:
    """Let tickets be chosen as the desk's settings say, from the next Monday on."""
    if desks.settings_of(tx, desk_id).quality.sample and deadlines.standing(tx, _deadline(desk_id)) is None:
        _set(tx, desk_id, tx.now)


def draw(tx: Transaction, deadline: Deadline) -> None:
    """It is Monday: choose among what was solved in the week before, and tell whoever leads the desk; once."""
    desk_id = DeskId(deadline.note)
    desk = desks.get(tx, desk_id)
    if desk is None or not desk.settings.quality.sample:
        return
    week = told_last(MONDAYS, desk.settings.zone, tx.now)
    found = choose(rows.candidates(tx, desk_id, week.window), desk.settings.quality.sample, week.number)
    rows.put_forward(tx, desk_id, week.number, found)
    for lead in people.who_may(tx, desk_id, Action.SEE_TEAM_REVIEWS) if found else []:
        key = _key(desk_id, week.number, lead)
        if outbox.get(tx, key) is None:
            params = {"desk": desk_id, "week": week.number}
            notices.to_person(tx, lead, NoticeKind.QUALITY_SAMPLE, key, params=params)
    _set(tx, desk_id, max(tx.now, deadline.due_at))


def reviewed(tx: Transaction, ticket_id: TicketId) -> None:
    """A ticket has a review: the list in which it was chosen says so."""
    for desk_id, week in rows.weeks_with(tx, ticket_id):
        for lead in people.who_may(tx, desk_id, Action.SEE_TEAM_REVIEWS):
            notices.show_again(tx, _key(desk_id, week, lead))


def told(tx: Transaction, params: Mapping[str, str], person: PersonId) -> SamplePicture | None:
    """The list of a week, for somebody who leads the desk; None to whoever does no more."""
    desk = desks.get(tx, DeskId(params["desk"]))
    if desk is None or person not in people.who_may(tx, desk.id, Action.SEE_TEAM_REVIEWS):
        return None
    return _sample(tx, desk, params["week"], person)


def latest(tx: Transaction, desk: Desk, person: PersonId) -> SamplePicture | None:
    """The list of the last week of which tickets were chosen; None when none ever were."""
    week = rows.last_week(tx, desk.id)
    return None if week is None else _sample(tx, desk, week, person)


def _sample(tx: Transaction, desk: Desk, week: str, person: PersonId) -> SamplePicture:
    return SamplePicture(desk.name, week, tuple(_waiting(tx, desk, week, person)))


def _waiting(tx: Transaction, desk: Desk, week: str, person: PersonId) -> Iterator[Waiting]:
    chosen = rows.chosen(tx, desk.id, week)
    known = {ticket.id: ticket for ticket in tickets.several(tx, [one.ticket_id for one in chosen])}
    seen = [ticket for ticket in known.values() if people.may(tx, person, Action.SEE, ticket)]
    urls, names = cards.card_urls(tx, seen), people.names(tx, {one.agent_id for one in chosen})
    reviews: dict[TicketId, list[Review]] = {}
    for review in rows.of_tickets(tx, known):
        reviews.setdefault(review.ticket_id, []).append(review)
    for one in chosen:
        ticket = known.get(one.ticket_id)
        if ticket in seen and ticket is not None:
            about = Reviewed(ticket.id, ticket.key, ticket.subject, urls.get(ticket.id))
            name = names.get(one.agent_id, one.agent_id)
            yield Waiting(about, name, one.why, tuple(reviews.get(ticket.id, ())), may_review=one.agent_id != person)


def _set(tx: Transaction, desk_id: DeskId, after: datetime) -> None:
    desk = desks.get(tx, desk_id)
    if desk is not None:
        at = next_telling(MONDAYS, desk.settings.zone, after)
        deadlines.set_for(tx, NO_TICKET, DeadlineKind.CHOOSE_FOR_REVIEW, at, key=_deadline(desk_id), note=desk_id)


def _deadline(desk_id: DeskId) -> str:
    return f"{DeadlineKind.CHOOSE_FOR_REVIEW}:{desk_id}"


def _key(desk_id: DeskId, week: str, lead: PersonId) -> str:
    return f"{NoticeKind.QUALITY_SAMPLE}:{desk_id}:{week}:{lead}"
