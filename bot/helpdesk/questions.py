"""Ask the team: a question about a ticket to whoever may know, and the answer as a note under its card.

The first answer closes the question. What others had already written by then is kept, too.
"""

from collections.abc import Iterator

from bot.helpdesk import cards, conversation, ladder, people, question_notices, skills
from bot.helpdesk.lifecycle import unsolved
from bot.rules import permission
from bot.rules.actions import Action, Role
from bot.rules.happenings import Happening
from bot.rules.intake import is_blank
from bot.rules.markup import mentioned
from bot.rules.question_pictures import AskingPicture, QuestionPicture
from bot.rules.questions import MOST_ASKED, Asked, Asking, Question, Standing, why_not
from bot.rules.records import Ticket
from bot.rules.refusals import (
    CannotBeAsked,
    CannotThankOneself,
    IsAnswered,
    NeedsNoAnswer,
    NobodyToAsk,
    NoSuchQuestion,
    NotAllowed,
    NothingToSay,
    NotPossibleNow,
    TooManyToAsk,
)
from bot.rules.tiers import Tier, tier_at
from bot.rules.vocabulary import PersonId, Status, TicketId
from storage import desks, history, messages, questions, tickets
from storage import people as people_rows
from storage.transaction import Transaction


def asking(tx: Transaction, ticket_id: TicketId, by: PersonId) -> AskingPicture:
    """What the form to ask the team offers. Raises as `ask` does."""
    ticket = unsolved(tx, by, Action.ASK_TEAM, ticket_id)
    tiers = desks.settings_of(tx, ticket.desk_id).tiers
    groups = tuple(tier for tier in tiers if tier.group is not None)
    return AskingPicture(cards.picture(tx, ticket), groups, skills.of_others(tx, ticket.desk_id, by))


def ask(tx: Transaction, ticket_id: TicketId, by: PersonId, wanted: Asking, source: str) -> Question:
    """Ask people, a tier's user group, whoever has a skill, or all of them. `source` is the natural key of the form.

    Raises NothingToSay without a question, NobodyToAsk without anybody, TooManyToAsk, CannotBeAsked, which names who
    and why, NotPossibleNow for a group that the desk has no more, and IsSolved, IsClosed and WasMerged.
    """
    known = questions.by_source(tx, source)
    if known is not None and known.asked_by == by:
        return known
    ticket = unsolved(tx, by, Action.ASK_TEAM, ticket_id)
    if is_blank(wanted.text):
        raise NothingToSay
    tier = None if wanted.level is None else _tier(tx, ticket, wanted.level)
    asked = _people(tx, ticket, by, wanted)
    if not asked and tier is None:
        raise NobodyToAsk
    question = _question(tx, ticket, by, wanted, tier, source)
    if questions.add_once(tx, question):
        for person in asked:
            people_rows.meet(tx, person)
            questions.add_asked(tx, Asked(question.id, person, is_named=True))
            history.record(tx, ticket.id, Happening.QUESTION_ASKED, by=by, after=person, why=question.text)
        if tier is not None:
            history.record(tx, ticket.id, Happening.QUESTION_ASKED, by=by, after=str(tier.level), why=question.text)
        question_notices.asked(tx, ticket, question, asked)
    return question


def answering(tx: Transaction, question_id: int, by: PersonId) -> QuestionPicture:
    """The question as the form for an answer shows it.

    Raises as `answer` does, and IsAnswered when somebody was faster.
    """
    question = _question_for(tx, question_id, by)
    if question.standing is Standing.ANSWERED:
        name = people.names(tx, {PersonId(question.answered_by or "")}).get(PersonId(question.answered_by or ""), "")
        raise IsAnswered(_ticket(tx, question).key, name or str(question.answered_by))
    if question.standing is Standing.CLOSED:
        raise NeedsNoAnswer(_ticket(tx, question).key)
    shown = picture(tx, question_id)
    assert shown is not None  # it was read a moment ago
    return shown


def answer(tx: Transaction, question_id: int, by: PersonId, text: str, source: str) -> Question:
    """Answer a question: a note under the card, in the name of `by`. `text` is mrkdwn. A form sent twice answers once.

    What was written while somebody else answered is kept as well. Raises NoSuchQuestion, NotAllowed to whoever was
    not asked, NothingToSay, and NeedsNoAnswer when the ticket is closed by now.
    """
    question = _question_for(tx, question_id, by)
    if messages.by_source(tx, source) is not None:
        return question
    ticket = _ticket(tx, question)
    if ticket.status is Status.CLOSED:
        raise NeedsNoAnswer(ticket.key)
    if is_blank(text):
        raise NothingToSay
    conversation.note_of_asked(tx, ticket, by, text, source)
    note = messages.by_source(tx, source)
    assert note is not None  # it was written a moment ago
    questions.add_asked(tx, Asked(question.id, by, is_named=False))
    questions.answered(tx, question, by, note.id)
    history.record(tx, ticket.id, Happening.QUESTION_ANSWERED, by=by, after=question.asked_by)
    question_notices.answered(tx, ticket, question, by)
    return question


def close(tx: Transaction, question_id: int, by: PersonId) -> None:
    """Nobody needs to answer any more. A second click changes nothing, and neither does one after an answer."""
    question = _known(tx, question_id)
    ticket = people.permitted(tx, by, Action.CLOSE_QUESTION, question.ticket_id)
    if questions.close(tx, question.id, by):
        history.record(tx, ticket.id, Happening.QUESTION_CLOSED, by=by)
        question_notices.changed(tx, question)


def thank(tx: Transaction, question_id: int, person: PersonId, by: PersonId) -> None:
    """Thank somebody for their answer: once, whoever does so first.

    Raises CannotThankOneself, and NotPossibleNow when they have not answered.
    """
    question = _known(tx, question_id)
    ticket = people.permitted(tx, by, Action.THANK, question.ticket_id)
    if person == by:
        raise CannotThankOneself
    theirs = next((one for one in questions.asked(tx, question.id) if one.person_id == person), None)
    if theirs is None or theirs.answered_at is None:
        raise NotPossibleNow
    if questions.thank(tx, question.id, person, by):
        history.record(tx, ticket.id, Happening.THANKED, by=by, after=person)
        question_notices.thanked(tx, ticket, question, person, by)


def picture(tx: Transaction, question_id: int, thanked: PersonId | None = None) -> QuestionPicture | None:
    """A question as messages show it; None when there is none. `thanked`: whose thanks are counted."""
    question = questions.get(tx, question_id)
    shown = None if question is None else cards.by_id(tx, question.ticket_id)
    if question is None or shown is None:
        return None
    asked = tuple(questions.asked(tx, question_id))
    notes = {one.person_id: messages.get(tx, one.message_id) for one in asked if one.message_id is not None}
    answers = {person: note.text for person, note in notes.items() if note is not None and note.deleted_at is None}
    named = {question.asked_by, question.closed_by, question.answered_by, *(one.person_id for one in asked)}
    named |= {one.thanked_by for one in asked} | mentioned(" ".join([question.text, *answers.values()]))
    return QuestionPicture(
        shown=shown,
        question=question,
        asked=asked,
        answers=answers,
        names=people.names(tx, {person for person in named if person is not None}),
        skill=skills.name(tx, shown.ticket.desk_id, question.skill),
        thanks=0 if thanked is None else questions.thanks(tx, thanked),
    )


def may_know(tx: Transaction, shown: QuestionPicture, person: PersonId) -> bool:
    """Whether somebody who was asked may read of it: of a private ticket, as long as they may see it."""
    return not shown.shown.ticket.is_private or people.may(tx, person, Action.SEE, shown.shown.ticket)


def _people(tx: Transaction, ticket: Ticket, by: PersonId, wanted: Asking) -> list[PersonId]:
    """Everybody who is asked themselves. Who was named must be able to answer; of those with a skill, whoever is."""
    named = list(dict.fromkeys(wanted.people))
    if len(named) > MOST_ASKED:
        raise TooManyToAsk(MOST_ASKED)
    for person in named:
        known = people_rows.get(tx, person)
        why = why_not(ticket, by, person, known, may_see=people.may(tx, person, Action.SEE, ticket))
        if why is not None:
            raise CannotBeAsked(ticket.key, known.name if known else person, why)
    return list(dict.fromkeys([*named, *_knowing(tx, ticket, by, wanted)]))


def _knowing(tx: Transaction, ticket: Ticket, by: PersonId, wanted: Asking) -> Iterator[PersonId]:
    if wanted.skill is not None:
        for person in skills.of_desk(tx, ticket.desk_id).knowing(wanted.skill):
            known = people_rows.get(tx, person)
            may_see = people.may(tx, person, Action.SEE, ticket)
            if why_not(ticket, by, person, known, may_see=may_see) is None:
                yield person


def _tier(tx: Transaction, ticket: Ticket, level: int) -> Tier:
    tier = tier_at(desks.settings_of(tx, ticket.desk_id).tiers, level)
    if tier is None or tier.group is None:
        raise NotPossibleNow
    return tier


def _question(
    tx: Transaction, ticket: Ticket, by: PersonId, wanted: Asking, tier: Tier | None, source: str
) -> Question:
    return Question(
        id=tx.new_id(),
        source=source,
        ticket_id=ticket.id,
        asked_by=by,
        text=wanted.text.strip(),
        user_group=None if tier is None else tier.group,
        channel=None if tier is None else ladder.channel_of(tx, ticket, tier),
        skill=wanted.skill,
        asked_at=tx.now,
        answered_at=None,
        answered_by=None,
        closed_at=None,
        closed_by=None,
    )


def _known(tx: Transaction, question_id: int) -> Question:
    question = questions.get(tx, question_id)
    if question is None:
        raise NoSuchQuestion
    return question


def _question_for(tx: Transaction, question_id: int, by: PersonId) -> Question:
    """A question as it is once nobody else changes its ticket, if `by` may answer it."""
    ticket = tickets.locked(tx, _known(tx, question_id).ticket_id)
    question = _known(tx, question_id)
    assert ticket is not None  # tickets are never removed
    roles = people.roles_on(tx, by, ticket)
    if _is_asked(tx, ticket, question, by):
        roles |= {Role.ASKED}
    if ticket.is_private and not permission.allowed(Action.SEE, roles):
        raise NoSuchQuestion
    if not permission.allowed(Action.ANSWER_QUESTION, roles):
        raise NotAllowed(Action.ANSWER_QUESTION)
    return question


def _is_asked(tx: Transaction, ticket: Ticket, question: Question, by: PersonId) -> bool:
    """Who is in a group, only Slack knows: anybody of the desk but the one who asks."""
    if any(one.person_id == by for one in questions.asked(tx, question.id)):
        return True
    is_of_group = question.user_group is not None and by not in (question.asked_by, ticket.requester_id)
    return is_of_group and people.works(tx, by, ticket.desk_id)


def _ticket(tx: Transaction, question: Question) -> Ticket:
    ticket = tickets.get(tx, question.ticket_id)
    assert ticket is not None  # tickets are never removed
    return ticket
