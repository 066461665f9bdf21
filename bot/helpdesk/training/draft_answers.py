"""Answers that the mentor approves before they are sent in the learner's name."""

from bot.helpdesk import conversation, lifecycle, people
from bot.helpdesk.training import onboarding_news, onboarding_people, onboarding_steps
from bot.helpdesk.training.onboarding_people import name
from bot.rules.actions import Action
from bot.rules.happenings import Happening
from bot.rules.records import Ticket
from bot.rules.refusals import NoSuchTicket, NotPossibleNow
from bot.rules.training import draft_answers as rules
from bot.rules.training.draft_answers import ANSWER, COMMENT, DraftAnswer, DraftId
from bot.rules.training.onboarding import Onboarding, checked_text
from bot.rules.training.track_refusals import (
    AnsweredMeanwhile,
    CannotAnswerAnyMore,
    DraftChanged,
    DraftIsSent,
    DraftWaits,
    NoSuchOnboarding,
    NotOwnWork,
)
from bot.rules.training.tracks import StepKind
from bot.rules.vocabulary import PersonId
from storage import history, tickets
from storage.training import draft_answers as rows
from storage.transaction import Transaction


def write(tx: Transaction, step: tuple[int, int], by: PersonId, number: str, text: str, source: str) -> DraftAnswer:
    """A learner writes an answer to the ticket of this number, which waits for the mentor. `text` is mrkdwn.

    Raises what `at_step` raises, NothingToSay, NoSuchTicket, IsClosed, IsSolved, WasMerged, NotOwnWork for one's own
    request, and DraftWaits when there is a draft for it already.
    """
    onboarding = onboarding_people.at_step(tx, step, by, StepKind.REVIEWED)
    known = rows.by_source(tx, source)
    if known is not None and known.onboarding_id == onboarding.id:
        return known
    text, ticket = checked_text(text, ANSWER), onboarding_people.ticket_named(tx, onboarding, by, number)
    ticket = lifecycle.unsolved(tx, by, Action.REPLY, ticket.id)
    if by == ticket.requester_id:
        raise NotOwnWork(ticket.key)
    if rows.waiting(tx, onboarding.id, ticket.id) is not None:
        raise DraftWaits(ticket.key)
    draft = _new(tx, onboarding, ticket, text, source)
    if not rows.add_once(tx, draft):
        raise NotPossibleNow
    onboarding_news.draft(tx, onboarding, draft)
    onboarding_news.step_changed(tx, onboarding, onboarding.place)
    return draft


def change(tx: Transaction, draft_id: DraftId, by: PersonId, text: str, seen: int) -> DraftAnswer:
    """The learner's next version of an answer. `text` is mrkdwn, `seen` the version that they had before them.

    The same text again changes nothing. Raises NothingToSay, DraftChanged, DraftIsSent, NoSuchOnboarding, NotAllowed,
    OnboardingIsOver, OnboardingIsPaused, and IsClosed, IsSolved, WasMerged.
    """
    text = checked_text(text, ANSWER)
    onboarding, draft = _held(tx, draft_id, by, Action.DO_STEP)
    if draft.version == seen + 1 and draft.text == text and draft.commented_at is None:
        return draft
    _refuse_other(draft, seen)
    ticket = lifecycle.unsolved(tx, by, Action.REPLY, draft.ticket_id)
    again = {"seen": rules.standing(ticket), "written_at": tx.now}
    said = {"comment": "", "commented_at": None, "commented_by": None}
    draft = rows.change(tx, draft, text=text, version=draft.version + 1, **again, **said)
    onboarding_news.draft_changed(tx, onboarding, draft, onboarding_news.readers(tx, onboarding))
    onboarding_news.draft(tx, onboarding, draft)
    return draft


def comment(tx: Transaction, draft_id: DraftId, by: PersonId, said: str, seen: int) -> DraftAnswer:
    """The mentor says what should be different; it is the learner's turn. `said` is plain characters.

    What is said last of a version counts. Raises as `approve` does, and NothingToSay.
    """
    said = checked_text(said, COMMENT)
    onboarding, draft = _held(tx, draft_id, by, Action.APPROVE_STEP)
    _refuse_other(draft, seen)
    draft = rows.change(tx, draft, comment=said, commented_at=tx.now, commented_by=by)
    onboarding_news.draft_changed(tx, onboarding, draft, onboarding_news.readers(tx, onboarding))
    onboarding_news.commented(tx, onboarding, draft)
    return draft


def approve(tx: Transaction, draft_id: DraftId, by: PersonId, seen: int, despite: str = "") -> DraftAnswer:
    """The mentor sends an answer, in the name of whoever wrote it. A second click sends nothing more.

    `seen` is the version that the mentor had before them; `despite` how the ticket stood, if they were shown that it
    stands otherwise than when the draft was written. Raises AnsweredMeanwhile when they were not, DraftChanged,
    NoSuchOnboarding, NotAllowed, NotByLearner to whoever wrote it, OnboardingIsOver, OnboardingIsPaused,
    CannotAnswerAnyMore, IsClosed, WasMerged, and what `conversation.reply` raises.
    """
    onboarding, draft = _held(tx, draft_id, by, Action.APPROVE_STEP)
    if not draft.is_open:
        return draft
    _refuse_other(draft, seen)
    ticket = _answerable(tx, draft)
    if rules.standing(ticket) not in (draft.seen, despite):
        raise AnsweredMeanwhile(draft.key)
    conversation.reply(tx, ticket.id, draft.author_id, draft.text, f"draft:{draft.id}")
    history.record(tx, ticket.id, Happening.ANSWER_APPROVED, by=by)
    draft = rows.change(tx, draft, sent_at=tx.now, approved_by=by)
    onboarding_news.draft_changed(tx, onboarding, draft, onboarding_news.readers(tx, onboarding))
    onboarding_steps.counted(tx, onboarding, draft.place)
    return draft


def _held(tx: Transaction, draft_id: DraftId, by: PersonId, action: Action) -> tuple[Onboarding, DraftAnswer]:
    """A draft and the way that it belongs to, both locked. Raises as `approve` does."""
    known = rows.get(tx, draft_id)
    if known is None:
        raise NoSuchOnboarding
    if action is Action.APPROVE_STEP:
        onboarding_people.refuse_own(tx, known.onboarding_id, by)
    onboarding = onboarding_people.with_drafts(tx, known.onboarding_id, by, action)
    draft = rows.locked(tx, draft_id)
    assert draft is not None  # drafts are never removed
    return onboarding, draft


def _answerable(tx: Transaction, draft: DraftAnswer) -> Ticket:
    """The ticket of a draft, locked. Raises IsClosed, WasMerged, and CannotAnswerAnyMore at a desk that its author does
    not work.
    """
    ticket = tickets.locked(tx, draft.ticket_id)
    if ticket is None:
        raise NoSuchTicket(draft.key)
    lifecycle.refuse_closed(tx, ticket)
    may = people.may(tx, draft.author_id, Action.REPLY, ticket)
    if not may or not people.works_there(tx, ticket.desk_id, draft.author_id):
        raise CannotAnswerAnyMore(draft.key, name(tx, draft.author_id))
    return ticket


def _refuse_other(draft: DraftAnswer, seen: int) -> None:
    if not draft.is_open:
        raise DraftIsSent(draft.key)
    if draft.version != seen:
        raise DraftChanged(draft.key)


def _new(tx: Transaction, onboarding: Onboarding, ticket: Ticket, text: str, source: str) -> DraftAnswer:
    return DraftAnswer(
        id=DraftId(tx.new_id()),
        source=source,
        onboarding_id=onboarding.id,
        place=onboarding.place,
        ticket_id=ticket.id,
        key=ticket.key,
        author_id=onboarding.person_id,
        text=text,
        version=1,
        seen=rules.standing(ticket),
        written_at=tx.now,
        comment="",
        commented_at=None,
        commented_by=None,
        sent_at=None,
        approved_by=None,
    )
