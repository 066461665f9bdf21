"""Reviews of solved tickets: a lead or a colleague says how well one was worked on, and its agent reads that."""

from collections.abc import Mapping
from datetime import timedelta

from bot.helpdesk import cards, notices, people
from bot.helpdesk.training import sampling
from bot.rules.actions import Action
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Desk, Ticket
from bot.rules.refusals import NoSuchTicket
from bot.rules.training import quality as rules
from bot.rules.training.quality import WEEKS, Judged, Mark, Review
from bot.rules.training.quality_pictures import Reviewed, ReviewForm, ReviewPicture, ReviewsPicture, TeamPicture
from bot.rules.training.refusals import CannotReviewOwn, MarksMissing, NobodysWork, NoSuchReview, NotSolvedYet
from bot.rules.vocabulary import Closure, PersonId, Status, TicketId
from storage import desks, tickets
from storage.training import quality as rows
from storage.transaction import Transaction

OWN = 20  # reviews of one's own work that are listed
ONE_WEEK = timedelta(weeks=1)


def form(tx: Transaction, ticket_id: TicketId, by: PersonId) -> ReviewForm:
    """What `by` fills in to review a ticket, with what they wrote of it before.

    Raises NotAllowed, NotYourDesk and NoSuchTicket to those who don't work its desk; NotSolvedYet and NobodysWork while
    there is nothing to review; CannotReviewOwn to whoever had it.
    """
    ticket = people.permitted(tx, by, Action.REVIEW_WORK, ticket_id)
    agent = _whose_work(ticket, by)
    criteria = desks.settings_of(tx, ticket.desk_id).quality.criteria
    names = people.names(tx, {agent})
    return ReviewForm(_about(tx, ticket), names.get(agent, agent), criteria, rows.written(tx, ticket_id, by))


def form_of_key(tx: Transaction, key: str, by: PersonId) -> ReviewForm:
    """The same of the ticket with this number."""
    ticket = tickets.by_key(tx, key.strip().upper())
    if ticket is None:
        raise NoSuchTicket(key)
    return form(tx, ticket.id, by)


def review(tx: Transaction, ticket_id: TicketId, by: PersonId, marks: Mapping[str, Mark], comment: str) -> Review:
    """Keep what `by` thinks of how a ticket was worked on, in place of what they wrote before; its agent is told.

    Raises as `form` does, and MarksMissing when a criterion has none.
    """
    ticket = people.permitted(tx, by, Action.REVIEW_WORK, ticket_id)
    agent, settings = _whose_work(ticket, by), desks.settings_of(tx, ticket.desk_id).quality
    if any(criterion.key not in marks for criterion in settings.criteria):
        raise MarksMissing
    judged = tuple(Judged(criterion, marks[criterion.key]) for criterion in settings.criteria)
    found, before = rules.score(judged), rows.written(tx, ticket_id, by)
    kept = Review(
        id=tx.new_id() if before is None else before.id,
        ticket_id=ticket.id,
        desk_id=ticket.desk_id,
        agent_id=agent,
        reviewer_id=by,
        judged=judged,
        score=found.percent,
        is_passed=found.passes(settings),
        comment=comment.strip()[: rules.COMMENT],
        reviewed_at=tx.now,
    )
    rows.keep(tx, kept)
    notices.to_person(tx, agent, NoticeKind.QUALITY_REVIEW, _key(kept), params={"review": kept.id})
    sampling.reviewed(tx, ticket.id)
    return kept


def read(tx: Transaction, review_id: int, by: PersonId) -> ReviewPicture:
    """A review, for its agent, whoever wrote it, and those who lead the desk. Raises NoSuchReview to others."""
    found = rows.get(tx, review_id)
    if found is None or not _may_read(tx, found, by):
        raise NoSuchReview
    return _picture(tx, found, by)


def told(tx: Transaction, review_id: int, person: PersonId) -> ReviewPicture | None:
    """What the agent is told of a review; None when they don't work the desk any more."""
    found = rows.get(tx, review_id)
    if found is None or not people.works(tx, person, found.desk_id):
        return None
    return _picture(tx, found, person)


def listing(tx: Transaction, by: PersonId) -> ReviewsPicture:
    """How the work of the desks that `by` leads was reviewed, and their own. Raises NoDesk, NotAllowed."""
    led = people.desks_where(tx, by, Action.SEE_TEAM_REVIEWS)
    people.refuse_strangers(tx, by, Action.SEE_OWN_REVIEWS)
    own = tuple(_picture(tx, one, by) for one in rows.of_agent(tx, by, OWN) if _may_read(tx, one, by))
    return ReviewsPicture(tuple(_team(tx, desk, by) for desk in led), own, tx.now)


def _team(tx: Transaction, desk: Desk, by: PersonId) -> TeamPicture:
    weeks = [rules.week_of(tx.now - back * ONE_WEEK) for back in reversed(range(WEEKS))]
    found = [
        one for one in rows.of_desk(tx, desk.id, tx.now - WEEKS * ONE_WEEK) if rules.week_of(one.reviewed_at) in weeks
    ]
    return TeamPicture(
        desk=desk.name,
        trend=tuple(rules.trend(found, weeks)),
        halves=rules.halves(found, weeks),
        number=len(found),
        scored=rules.scored(found),
        average=rules.average_of_enough(found),
        by_criterion=tuple(rules.by_criterion(found)),
        sample=sampling.latest(tx, desk, by),
    )


def _whose_work(ticket: Ticket, by: PersonId) -> PersonId:
    """Who had a ticket that can be reviewed by somebody. Raises why it can't."""
    is_done = ticket.status is Status.SOLVED or ticket.closure is Closure.COMPLETED
    if not is_done:
        raise NotSolvedYet(ticket.key)
    if ticket.assignee_id is None:
        raise NobodysWork(ticket.key)
    if ticket.assignee_id == by:
        raise CannotReviewOwn(ticket.key)
    return ticket.assignee_id


def _may_read(tx: Transaction, one: Review, by: PersonId) -> bool:
    if by in (one.agent_id, one.reviewer_id):
        return people.works(tx, by, one.desk_id)
    return one.desk_id in {desk.id for desk in people.desks_where(tx, by, Action.SEE_TEAM_REVIEWS)}


def _picture(tx: Transaction, one: Review, reader: PersonId) -> ReviewPicture:
    ticket = tickets.get(tx, one.ticket_id)
    about = None if ticket is None or not people.may(tx, reader, Action.SEE, ticket) else _about(tx, ticket)
    names = people.names(tx, {one.agent_id, one.reviewer_id})
    return ReviewPicture(one, about, names, rules.score(one.judged).failed_on)


def _about(tx: Transaction, ticket: Ticket) -> Reviewed:
    return Reviewed(ticket.id, ticket.key, ticket.subject, cards.card_urls(tx, [ticket]).get(ticket.id))


def _key(one: Review) -> str:
    """A message for each time that a review is written: a change is news, too."""
    return f"{NoticeKind.QUALITY_REVIEW}:{one.id}:{int(one.reviewed_at.timestamp())}"
