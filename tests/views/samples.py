"""Samples of everything that the bot can show: for every public view, pictures at their extremes.

A view is found here by its name, as in `cards.card`; a new one without a sample fails test_every_view.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any, TypeAlias

from bot.i18n import Reader
from bot.rules import refusals as because
from bot.rules.assignment import Answer
from bot.rules.backlog import Backlog
from bot.rules.escalation import Tally
from bot.rules.guide import Guide
from bot.rules.home import Home
from bot.rules.notice_kinds import NoticeKind
from bot.rules.obstacles import OBSTACLES
from bot.rules.pictures import DetailsPicture, FormPicture, HistoryPicture, TicketPicture
from bot.rules.queue import Line, Listing, Queue
from bot.rules.records import Ticket
from bot.rules.vocabulary import UNSOLVED, CategoryKey, DeskId, Status, TicketId
from bot.views import (
    answers,
    assignment,
    availability,
    cards,
    conversation,
    dead_letter,
    details,
    following,
    guide,
    history,
    home,
    intake,
    intake_form,
    lifecycle,
    merging,
    own_tickets,
    queue,
    refusals,
    reminders,
    triage,
)
from bot.views.blocks import Message
from tests.tickets import RAISED_AT
from tests.views import (
    clock_samples,
    deflection_samples,
    digest_samples,
    escalation_samples,
    feedback_samples,
    gap_samples,
    metric_samples,
    problem_samples,
    question_samples,
    reply_samples,
    risk_samples,
    search_samples,
    stand_up_samples,
    team_samples,
    tip_samples,
    training_samples,
)
from tests.views.extremes import (
    ANA,
    DANA,
    ELI,
    KEY,
    LATER,
    TEXTS,
    URL,
    categories,
    clock,
    desks,
    draft,
    entries,
    long,
    message,
    messages,
    pictures,
    ticket,
)
from tests.views.refusal_samples import REFUSALS

Shown: TypeAlias = Message | dict[str, Any] | str  # a message, a modal or Home tab, a private answer of text alone
Samples: TypeAlias = Iterator[tuple[str, Shown]]

PICTURES = tuple(pictures())
WRITTEN = tuple((name, shown) for name, shown in PICTURES if name.rpartition(", ")[0] in TEXTS)  # in one state
MESSAGES = tuple(messages())


def _pictures(view: Callable[[TicketPicture, Reader], Shown]) -> Callable[[Reader], Samples]:
    return lambda reader: ((name, view(shown, reader)) for name, shown in PICTURES)


def _written(view: Callable[[TicketPicture, Reader], Shown]) -> Callable[[Reader], Samples]:
    """For views that look the same whatever the ticket's state."""
    return lambda reader: ((name, view(shown, reader)) for name, shown in WRITTEN)


def _tickets(view: Callable[[Ticket, Reader], Shown]) -> Callable[[Reader], Samples]:
    return lambda reader: ((name, view(ticket(text), reader)) for name, text in TEXTS.items())


def _messages(view: Callable[[Any, Reader], Shown]) -> Callable[[Reader], Samples]:
    return lambda reader: ((name, view(shown, reader)) for name, shown in MESSAGES)


def _texts(view: Callable[[str, Reader], Shown]) -> Callable[[Reader], Samples]:
    return lambda reader: ((name, view(text, reader)) for name, text in TEXTS.items())


def _once(view: Callable[[Reader], Shown]) -> Callable[[Reader], Samples]:
    return lambda reader: iter([("the only one", view(reader))])


def _take_over(reader: Reader) -> Samples:
    for name, shown in WRITTEN:
        for answer in Answer:
            for yours in (True, False):
                asked_for = assignment.take_over_asked(shown, ELI, answer, reader, is_yours=yours)
                yield f"{name}, {answer or 'unanswered'}, yours: {yours}", asked_for


def _unassign(reader: Reader) -> Samples:
    for name, shown in WRITTEN:
        yield f"{name}, one's own", assignment.unassign_form(shown, DANA, reader)
        yield f"{name}, another's", assignment.unassign_form(shown, ELI, reader)


def _dead_letters_of_desks(reader: Reader) -> Samples:
    for name, text in TEXTS.items():
        yield name, dead_letter.dead_letter_of_desk(long(text, 75), NoticeKind.DIGEST, "C1", long(text, 1000), reader)


def _dead_letters(reader: Reader) -> Samples:
    for kind in NoticeKind:
        yield kind, dead_letter.dead_letter(ticket(TEXTS["hostile"]), kind, "C1", "is_archived", reader)
    for error in OBSTACLES:
        yield error, dead_letter.dead_letter(ticket(TEXTS["entities"]), NoticeKind.CARD, "U1", error, reader)
    for name, text in TEXTS.items():
        yield name, dead_letter.dead_letter(ticket(text), NoticeKind.CARD, "U1", long(text, 1000), reader)


def _details(reader: Reader) -> Samples:
    for name, shown in WRITTEN:
        yield name, details.form(DetailsPicture(shown, categories(TEXTS.get(name, "x"))), reader)
        yield f"{name}, no categories", details.form(DetailsPicture(shown, ()), reader)


def _replied(reader: Reader) -> Samples:
    _, shown = PICTURES[0]
    for name, said in MESSAGES:
        yield name, following.replied(replace(shown, ticket=said.ticket), said, reader)
        yield f"{name}, no card", following.replied(replace(shown, card_url=None), said, reader)


def _guides(reader: Reader) -> Samples:
    everything = Guide(**{may.name: True for may in fields(Guide)})
    for name, text in TEXTS.items():
        yield name, guide.guide(everything, reader, long(text, 4000))
    yield (
        "employee",
        guide.guide(Guide(has_desk=True, sees_queue=False, sees_metrics=False, uses_replies=False), reader),
    )
    yield "no desk", guide.guide(Guide(has_desk=False, sees_queue=True, sees_metrics=True, uses_replies=True), reader)


def _histories(reader: Reader) -> Samples:
    for name, text in TEXTS.items():
        kinds = {CategoryKey("category-0"): long(text, 75)}
        counted = Tally(dict.fromkeys((1, 2, 3), timedelta(days=99, hours=23)), 123, 45, 67)
        shown = HistoryPicture(ticket(text), tuple(entries(text)), {DeskId("IT"): long(text, 75)}, kinds, {}, counted)
        for page in (None, 1):
            yield f"{name}, page {page}", history.history(shown, reader, page)
        yield f"{name}, empty", history.history(replace(shown, entries=()), reader)


def _listing(text: str, count: int, total: int) -> Listing:
    some = (replace(ticket(text), id=TicketId(2**62 - n), status=[*Status][n % 6]) for n in range(count))
    return Listing(
        tuple(Line(one, long(text, 80), URL, is_followed=one.id % 2 == 0, due=clock()) for one in some), total
    )


def _listings(reader: Reader) -> Samples:
    for name, text in TEXTS.items():
        for count, total in ((10, 1234), (10, 11), (1, 1)):
            yield f"{name}, {count} of {total}", own_tickets.listing(_listing(text, count, total), reader)


def _empty_listing(reader: Reader) -> Samples:
    yield "nothing", own_tickets.listing(Listing((), 0), reader)


def _queues() -> Iterator[tuple[str, Queue]]:
    nothing = Listing((), 0)
    for name, text in TEXTS.items():
        much = _listing(text, 10, 1234)
        yield name, Queue(much, replace(much, total=11), LATER)
    yield "only mine", Queue(_listing("x", 1, 1), nothing, RAISED_AT)
    yield "only unassigned", Queue(nothing, _listing("x", 1, 1), RAISED_AT)
    yield "nothing", Queue(nothing, nothing, RAISED_AT)


def _backlogs() -> Iterator[Backlog]:
    """As many desks as are shown, and one more; then those that have little to tell."""
    everything, many = dict.fromkeys(UNSOLVED, 99_999), 99_999
    much = Backlog(DeskId("IT"), long(TEXTS["hostile"], 75), everything, many, RAISED_AT, missed=many, due_soon=many)
    yield replace(much, by_status={Status.NEW: 1}, unassigned=1, missed=0, due_soon=1)
    yield replace(much, by_status={}, unassigned=0, oldest_at=None, missed=0, due_soon=0)
    yield replace(much, missed=1, due_soon=0)
    yield from [much] * 6


def _homes(reader: Reader) -> Samples:
    for name, work in _queues():
        shown = Home(
            work.mine,
            work,
            work.unassigned,
            sees_metrics=True,
            uses_replies=True,
            has_desk=True,
            as_of=LATER,
            sees_gaps=True,
        )
        shown = replace(shown, uses_tips=True, backlogs=tuple(_backlogs()))
        yield name, home.view(shown, reader)
        yield f"{name}, away", home.view(replace(shown, absence=team_samples.away()), reader)
        yield (
            f"{name}, employee",
            home.view(replace(shown, queue=None, followed=None, sees_metrics=False, uses_replies=False), reader),
        )
        yield f"{name}, no desk", home.view(replace(shown, has_desk=False), reader)


def _forms(reader: Reader) -> Samples:
    for name, text in TEXTS.items():
        count = 100 if name in ("plain", "hostile") else 3
        some = desks(text, count)
        shown = FormPicture(some, some[0], categories(text, count), takes_private=True, requester_id=ANA, requester="")
        yield name, intake_form.form(shown, ANA, reader)
        filled = replace(shown, requester=long(text, 80), draft_id=2**62, subject=long(text, 120))
        yield f"{name}, filled", intake_form.form(replace(filled, text=long(text, 3000), is_longer=True), DANA, reader)
        small = replace(shown, desks=some[:1], categories=(), takes_private=False)
        yield f"{name}, one small desk", intake_form.form(small, ANA, reader)


def _own_ticket(reader: Reader) -> Samples:
    for name, shown in PICTURES:
        yield name, own_tickets.ticket(shown, ANA, reader)
        yield f"{name}, for an agent", own_tickets.ticket(shown, DANA, reader)


def _solved(reader: Reader) -> Samples:
    for name, shown in PICTURES:
        yield name, lifecycle.solved(shown, reader, is_current=True)
        yield f"{name}, no longer", lifecycle.solved(shown, reader, is_current=False)


def _reminders(reader: Reader) -> Samples:
    for name, shown in PICTURES:
        note = long(TEXTS.get(name.rpartition(",")[0], "x"), 500)
        for again_at in (None, 1_767_600_000):
            yield f"{name}, again at {again_at}", reminders.reminder(shown, note, again_at, reader)
        yield f"{name}, no note", reminders.reminder(shown, "", None, reader)


def _refusals(reader: Reader) -> Samples:
    return ((repr(reason), refusals.refusal(reason, reader)) for reason in REFUSALS)


def _notices(reader: Reader) -> Samples:
    return ((name, answers.notice(str(text), reader)) for name, text in _refusals(reader))


def _answer_forms(reader: Reader) -> Samples:
    for name, shown in WRITTEN:
        for what, answer in reply_samples.answer_forms(shown, TEXTS[name.rpartition(", ")[0]], reader):
            yield f"{name}, {what}", answer


def _asked_for(shown: TicketPicture, reader: Reader) -> Shown:
    return assignment.asked(replace(shown, ticket=replace(shown.ticket, assignee_id=DANA)), reader)


def _lost(reader: Reader) -> Shown:
    return assignment.lost(because.AlreadyClaimed(TicketId(2**62), KEY, DANA, RAISED_AT), reader)


SAMPLES: Mapping[str, Callable[[Reader], Samples]] = {
    "answers.notice": _notices,
    "answers.failure": _once(lambda reader: answers.failure("0a1b2c3d", reader)),
    "assignment.lost": _once(_lost),
    "assignment.asked": _written(_asked_for),
    "assignment.assigned_to_you": team_samples.assigned,
    "assignment.reopened": _written(lambda shown, reader: assignment.reopened(shown, ANA, reader)),
    "assignment.take_over_asked": _take_over,
    "assignment.kept": _written(lambda shown, reader: assignment.kept(shown, DANA, reader)),
    "assignment.assign_form": _written(assignment.assign_form),
    "assignment.unassign_form": _unassign,
    "availability.absent": team_samples.absences,
    "availability.available": _once(availability.available),
    "availability.offer": team_samples.offers,
    "availability.offer, nothing left": team_samples.no_offer,
    "availability.team": team_samples.teams,
    "cards.card": _pictures(lambda shown, reader: cards.card(shown, reader, edition=2**31)),
    "conversation.under_card": _messages(conversation.under_card),
    "conversation.with_requester": _messages(conversation.with_requester),
    "conversation.file_comment": _messages(conversation.file_comment),
    "conversation.whole": _texts(lambda text, reader: conversation.whole(message(text), reader)),
    "conversation.note_form": _written(conversation.note_form),
    "dead_letter.dead_letter": _dead_letters,
    "dead_letter.dead_letter_of_desk": _dead_letters_of_desks,
    "details.form": _details,
    "details.added": _tickets(details.added),
    "escalation.escalation": escalation_samples.messages,
    "escalation.news": escalation_samples.news,
    "escalation.form": escalation_samples.forms,
    "escalation.ask_form": escalation_samples.asking,
    "escalation.answer_form": escalation_samples.answering,
    "escalation.hand_back_form": escalation_samples.handing_back,
    "escalation.reject_form": escalation_samples.rejecting,
    "distribution.nobody_there": team_samples.waiting,
    "distribution.somebody_later": team_samples.later,
    "distribution.urgent_waits": team_samples.urgent,
    "distribution.returned": team_samples.returned,
    "feedback.survey": feedback_samples.surveys,
    "feedback.reminder": feedback_samples.reminders,
    "feedback.comment_form": feedback_samples.forms,
    "feedback_news.low_rating": feedback_samples.low_ratings,
    "feedback_news.commented": feedback_samples.comments,
    "feedback_news.praise": feedback_samples.praise,
    "feedback_news.unnamed": feedback_samples.unnamed,
    "following.replied": _replied,
    "following.solved": _pictures(following.solved),
    "following.follows": _tickets(following.follows),
    "following.follows_no_more": _tickets(following.follows_no_more),
    "guide.guide": _guides,
    "handing_on.decline_form": team_samples.declining,
    "handing_on.form": team_samples.handing,
    "handing_on.form_for_all": team_samples.handing_all,
    "history.history": _histories,
    "home.view": _homes,
    "intake.confirmation": _pictures(intake.confirmation),
    "intake.opened_for_you": _pictures(intake.opened_for_you),
    "intake.raised": _tickets(intake.raised),
    "intake.ask_first": _texts(lambda text, reader: intake.ask_first(draft(text), reader)),
    "intake.made": _tickets(intake.made),
    "intake.cancelled": _tickets(intake.cancelled),
    "intake.split": _tickets(intake.split),
    "intake_form.form": _forms,
    "intake_form.kept": _once(lambda reader: intake_form.kept(2**62, reader)),
    "intake_form.opened_for": _tickets(intake_form.opened_for),
    "lifecycle.solved": _solved,
    "lifecycle.still_needed": _pictures(lambda shown, reader: lifecycle.still_needed(shown, reader, is_current=True)),
    "lifecycle.closed": _pictures(lifecycle.closed),
    "lifecycle.hold_form": _written(lifecycle.hold_form),
    "merging.form": _written(merging.form),
    "own_tickets.listing": _listings,
    "own_tickets.listing, empty": _empty_listing,
    "own_tickets.ticket": _own_ticket,
    "own_tickets.guide": _once(own_tickets.guide),
    "queue.queue": lambda reader: ((name, queue.queue(shown, reader)) for name, shown in _queues()),
    "refusals.refusal": _refusals,
    "reminders.form": _written(reminders.form),
    "reminders.promised": _once(lambda reader: reminders.promised(RAISED_AT, reader)),
    "reminders.reminder": _reminders,
    "risks.risks": risk_samples.lists,
    "risks.risks, empty": risk_samples.empty,
    **search_samples.SAMPLES,
    **stand_up_samples.SAMPLES,
    **tip_samples.SAMPLES,
    **training_samples.SAMPLES,
    **deflection_samples.SAMPLES,
    **digest_samples.SAMPLES,
    **question_samples.SAMPLES,
    **gap_samples.SAMPLES,
    **metric_samples.SAMPLES,
    **problem_samples.SAMPLES,
    **reply_samples.SAMPLES,
    "replying.form": _answer_forms,
    "sla.near": clock_samples.near,
    "sla.several": clock_samples.several,
    "sla.standing": clock_samples.standing,
    "sla.clock": clock_samples.readings,
    "triage.priority_form": _written(triage.priority_form),
    "triage.category_form": _written(
        lambda shown, reader: triage.category_form(shown, categories(shown.desk.name), reader)
    ),
    "triage.tags_form": _written(triage.tags_form),
    "triage.move_form": _written(lambda shown, reader: triage.move_form(shown, desks(shown.desk.name, 100), reader)),
}
