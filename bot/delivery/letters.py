"""Writing a notice out: what it says now, in the language of whoever reads it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from bot.delivery.letter import FileCopy, HomeTab, Letter, Mark, Post, Whisper, Withdraw
from bot.helpdesk import (
    asking,
    availability,
    cards,
    conversation,
    distribution,
    escalation,
    following,
    home,
    lifecycle,
    people,
)
from bot.helpdesk.notices import TOGETHER
from bot.i18n import Reader
from bot.rules.assignment import Answer, Grounds, Reply
from bot.rules.escalation import News
from bot.rules.pictures import TicketPicture
from bot.rules.records import Notice, SharedFile, Ticket, TicketClock
from bot.rules.sla import nearest
from bot.rules.vocabulary import UNSOLVED, Action, ChannelId, DeskId, NoticeKind, PersonId, Status
from bot.views import assignment as assignment_views
from bot.views import availability as availability_views
from bot.views import cards as card_views
from bot.views import conversation as conversation_views
from bot.views import distribution as distribution_views
from bot.views import escalation as escalation_views
from bot.views import feedback as feedback_views
from bot.views import following as following_views
from bot.views import home as home_views
from bot.views import intake as intake_views
from bot.views import intake_form as intake_form_views
from bot.views import lifecycle as lifecycle_views
from bot.views import reminders as reminder_views
from bot.views import sla as sla_views
from bot.views.dead_letter import dead_letter
from storage import desks, outbox, surveys, tickets
from storage.transaction import Transaction

CHANNEL = Reader()  # channels speak the workspace's language


def letter(tx: Transaction, notice: Notice) -> Letter | None:
    """The notice as it should stand in Slack now; None when there is nothing to say any more."""
    return LETTERS[notice.kind](tx, notice)


def _card(tx: Transaction, notice: Notice) -> Letter | None:
    shown = cards.by_id(tx, notice.ticket_id)
    if shown is None:
        return None
    ticket = shown.ticket
    if desks.triage_channel(tx, ticket.desk_id, private=ticket.is_private) != notice.lane:
        return Withdraw()  # the ticket moved to another desk, which has its own card
    return Post(card_views.card(shown, CHANNEL, edition=notice.owed))


def _confirmation(tx: Transaction, notice: Notice) -> Letter | None:
    shown = cards.by_id(tx, notice.ticket_id)
    return None if shown is None else Post(intake_views.confirmation(shown, _asker(tx, shown.ticket)))


def _joined(_tx: Transaction, _notice: Notice) -> Letter:
    return Mark("ticket")


def _opened_for_you(tx: Transaction, notice: Notice) -> Letter | None:
    shown, person = cards.by_id(tx, notice.ticket_id), PersonId(notice.lane)
    return None if shown is None else Post(intake_views.opened_for_you(shown, people.reader(tx, person)))


def _ask_first(tx: Transaction, notice: Notice) -> Letter | None:
    draft = asking.question(tx, int(notice.params["draft_id"]))
    if draft is None:
        return None  # it is a ticket by now, or gone
    question = intake_views.ask_first(draft, people.reader(tx, draft.person_id))
    return Whisper(question, ChannelId(notice.lane), draft.person_id)


def _form_kept(tx: Transaction, notice: Notice) -> Letter | None:
    reader = people.reader(tx, PersonId(notice.lane))
    return Post(intake_form_views.kept(notice.params["draft_id"], reader))


def _copy_under_card(tx: Transaction, notice: Notice) -> Letter | None:
    shown = conversation.picture(tx, notice.params["message_id"])
    return None if shown is None else Post(conversation_views.under_card(shown, CHANNEL))


def _copy_to_requester(tx: Transaction, notice: Notice) -> Letter | None:
    shown = conversation.picture(tx, notice.params["message_id"])
    return None if shown is None else Post(conversation_views.with_requester(shown, _asker(tx, shown.ticket)))


def _file_copy(tx: Transaction, notice: Notice) -> Letter | None:
    shown = conversation.picture(tx, notice.params["message_id"])
    if shown is None or shown.message.deleted_at is not None:
        return Withdraw()
    file = SharedFile(**notice.params["file"])
    if not file.url:
        return None  # Slack does not give it to us; the copy of the message names it
    reader = CHANNEL if notice.lane != shown.ticket.requester_id else _asker(tx, shown.ticket)
    return FileCopy(file, conversation_views.file_comment(shown, reader))


def _solved(tx: Transaction, notice: Notice) -> Letter | None:
    shown = cards.by_id(tx, notice.ticket_id)
    if shown is None:
        return None
    ticket = shown.ticket
    is_current = ticket.status is Status.SOLVED and ticket.times_solved == notice.params["cycle"]
    return Post(lifecycle_views.solved(shown, _asker(tx, ticket), is_current=is_current))


def _still_needed(tx: Transaction, notice: Notice) -> Letter | None:
    shown = cards.by_id(tx, notice.ticket_id)
    if shown is None:
        return None
    is_current = lifecycle.awaits_answer(tx, shown.ticket, notice)
    return Post(lifecycle_views.still_needed(shown, _asker(tx, shown.ticket), is_current=is_current))


def _closed(tx: Transaction, notice: Notice) -> Letter | None:
    shown = cards.by_id(tx, notice.ticket_id)
    return None if shown is None else Post(lifecycle_views.closed(shown, _asker(tx, shown.ticket)))


def _asker(tx: Transaction, ticket: Ticket) -> Reader:
    """Whoever reads the requester's thread: the requester in their DM, everybody in a channel."""
    is_in_channel = ticket.channel is not None and not ticket.channel.startswith("D")
    return CHANNEL if is_in_channel else people.reader(tx, ticket.requester_id)


def _survey(tx: Transaction, notice: Notice) -> Letter | None:
    asked = surveys.get(tx, int(notice.params["survey_id"]))
    ticket = None if asked is None else tickets.get(tx, asked.ticket_id)
    if asked is None or ticket is None:
        return None
    reader, score = people.reader(tx, asked.person_id), surveys.score(tx, asked.id)
    if asked.withdrawn_at is None:
        return Post(feedback_views.survey(ticket, asked, score, reader))
    return Withdraw() if score is None else Post(feedback_views.settled(ticket, asked, score, reader))


def _assigned_to_you(tx: Transaction, notice: Notice) -> Letter | None:
    shown, person = cards.by_id(tx, notice.ticket_id), PersonId(notice.lane)
    is_yours = shown is not None and shown.ticket.assignee_id == person and shown.ticket.status in UNSOLVED
    if shown is None or not (is_yours or notice.shown):
        return None  # somebody else has it by now
    if not people.may(tx, person, Action.SEE, shown.ticket):
        return Withdraw()  # it went to a desk that is not theirs
    by, why = notice.params["by"], Grounds.read(notice.params.get("why", ""))
    reply, reader = Reply(notice.params.get("reply", "")), people.reader(tx, person)
    return Post(assignment_views.assigned_to_you(shown, by, why, reply, reader, is_yours=is_yours))


def _nobody_there(tx: Transaction, notice: Notice) -> Letter | None:
    waiting = distribution.waiting(tx, DeskId(notice.params["desk"]))
    if waiting is None or not (waiting.count or notice.shown):
        return None
    name, count = waiting.desk.name, waiting.count
    return Post(distribution_views.nobody_there(name, count, waiting.somebody_at, CHANNEL))


def _somebody_later(tx: Transaction, notice: Notice) -> Letter | None:
    shown = cards.by_id(tx, notice.ticket_id)
    if shown is None:
        return None
    at = datetime.fromtimestamp(notice.params["at"], UTC)
    return Post(distribution_views.somebody_later(shown, at, _asker(tx, shown.ticket)))


def _urgent_waits(tx: Transaction, notice: Notice) -> Letter | None:
    shown, person = cards.by_id(tx, notice.ticket_id), PersonId(notice.lane)
    if shown is None or not people.may(tx, person, Action.SEE, shown.ticket):
        return None
    return Post(distribution_views.urgent_waits(shown, people.reader(tx, person)))


def _going_away(tx: Transaction, notice: Notice) -> Letter | None:
    person, params = PersonId(notice.lane), notice.params
    shown = availability.offer(tx, person, params["absence"], params["taken"], is_kept=params["is_kept"])
    if not (shown.held or shown.gone or notice.shown):
        return None
    return Post(availability_views.offer(shown, people.reader(tx, person)))


def _returned(_tx: Transaction, notice: Notice) -> Letter:
    return Post(distribution_views.returned(notice.params["name"], notice.params["keys"], CHANNEL))


def _reopened(tx: Transaction, notice: Notice) -> Letter | None:
    shown, person = cards.by_id(tx, notice.ticket_id), PersonId(notice.lane)
    if shown is None or shown.ticket.assignee_id != person:
        return None  # somebody else has it by now
    by = PersonId(notice.params["by"])
    return Post(assignment_views.reopened(shown, by, people.reader(tx, person)))


def _take_over_asked(tx: Transaction, notice: Notice) -> Letter | None:
    shown, person = cards.by_id(tx, notice.ticket_id), PersonId(notice.lane)
    if shown is None:
        return None
    if not people.may(tx, person, Action.SEE, shown.ticket):
        return Withdraw()  # it went to a desk that is not theirs
    reader, answer = people.reader(tx, person), Answer(notice.params["answer"])
    asker, assignee = PersonId(notice.params["asker"]), PersonId(notice.params["assignee"])
    if person == asker:
        return Post(assignment_views.kept(shown, assignee, reader))
    is_yours = shown.ticket.assignee_id == person and shown.ticket.status in UNSOLVED
    return Post(assignment_views.take_over_asked(shown, asker, answer, reader, is_yours=is_yours))


def _follower_news(tx: Transaction, notice: Notice) -> Letter | None:
    shown, person = cards.by_id(tx, notice.ticket_id), PersonId(notice.lane)
    if shown is None or not following.hears(tx, shown.ticket, person):
        return None
    reader = people.reader(tx, person)
    if not people.works(tx, person, shown.ticket.desk_id):
        shown = replace(shown, card_url=None)  # merged in from a ticket of theirs: the card is not theirs to open
    if "message_id" not in notice.params:
        return Post(following_views.solved(shown, reader))
    said = conversation.picture(tx, notice.params["message_id"])
    if said is None or said.message.deleted_at is not None:
        return None
    return Post(following_views.replied(shown, said, reader))


def _reminder(tx: Transaction, notice: Notice) -> Letter | None:
    shown, person = cards.by_id(tx, notice.ticket_id), PersonId(notice.lane)
    if shown is None or not people.may(tx, person, Action.SEE, shown.ticket):
        return None
    note, again_at = notice.params["note"], notice.params["again_at"]
    return Post(reminder_views.reminder(shown, note, again_at, people.reader(tx, person)))


def _target_near(tx: Transaction, notice: Notice) -> Letter | None:
    if TOGETHER in notice.params:
        return Withdraw()  # it is said together with others
    warned = _warned(tx, notice)
    if warned is None:
        return None
    return Post(sla_views.near(*warned, notice.params["percent"], people.reader(tx, PersonId(notice.lane))))


def _lead_warned(tx: Transaction, notice: Notice) -> Letter | None:
    if TOGETHER in notice.params:
        return Withdraw()
    warned = _warned(tx, notice)
    return None if warned is None else Post(sla_views.standing(warned[0], people.reader(tx, PersonId(notice.lane))))


def _warnings(tx: Transaction, notice: Notice) -> Letter:
    known = (one for key in notice.params["of"] if (one := outbox.get(tx, key)) is not None)
    together = (_warned(tx, one) for one in known if one.params.get(TOGETHER) == notice.key)
    warned = [one for one in together if one is not None]
    if not warned:
        return Withdraw()
    is_channel = not notice.lane.startswith(("U", "W"))
    return Post(sla_views.several(warned, CHANNEL if is_channel else people.reader(tx, PersonId(notice.lane))))


def _warned(tx: Transaction, warning: Notice) -> tuple[TicketPicture, TicketClock] | None:
    """The ticket and the clock that a warning is about; None when it is done, waits, or concerns others by now."""
    shown = cards.by_id(tx, warning.ticket_id)
    clock = None if shown is None or not _concerns(tx, warning, shown.ticket) else _running(shown, warning)
    return None if shown is None or clock is None else (shown, clock)


def _concerns(tx: Transaction, warning: Notice, ticket: Ticket) -> bool:
    """Whether whoever was warned still has the ticket, leads its desk, or is the channel of that desk's cards."""
    if warning.kind is NoticeKind.TARGET_NEAR:
        return ticket.assignee_id == warning.lane
    if warning.kind is NoticeKind.LEAD_WARNED:
        return people.may(tx, PersonId(warning.lane), Action.SEE_RISKS, ticket)
    return desks.triage_channel(tx, ticket.desk_id, private=ticket.is_private) == warning.lane


def _running(shown: TicketPicture, warning: Notice) -> TicketClock | None:
    """The clock that a warning is about, if it still runs; the nearest one for everybody who works the desk."""
    if warning.kind is NoticeKind.TARGETS:
        return nearest(shown.clocks)
    wanted = (warning.params["target"], warning.params["cycle"])
    clock = next((clock for clock in shown.clocks if (clock.target, clock.cycle) == wanted), None)
    return None if clock is None or clock.ended_at is not None or clock.due_at is None else clock


def _targets(tx: Transaction, notice: Notice) -> Letter | None:
    shown = cards.by_id(tx, notice.ticket_id)
    if shown is None:
        return None
    if TOGETHER in notice.params or not _concerns(tx, notice, shown.ticket):
        return Withdraw()  # the ticket moved to another desk, or it is said together with others
    return Post(sla_views.standing(shown, CHANNEL))


def _escalation(tx: Transaction, notice: Notice) -> Letter | None:
    shown = escalation.picture(tx, notice.params["escalation"])
    if shown is None:
        return None
    newest = outbox.latest_in(tx, notice.ticket_id, NoticeKind.ESCALATION, notice.lane)
    if newest is None or newest.id != notice.id:
        return Withdraw()  # the tier reads of one ticket in one message
    return Post(escalation_views.escalation(shown, CHANNEL))


def _escalated_to_you(tx: Transaction, notice: Notice) -> Letter | None:
    shown, person = escalation.picture(tx, notice.params["escalation"]), PersonId(notice.lane)
    if shown is None or not people.may(tx, person, Action.ACKNOWLEDGE, shown.shown.ticket):
        return None
    return Post(escalation_views.escalation(shown, people.reader(tx, person)))


def _escalation_news(tx: Transaction, notice: Notice) -> Letter | None:
    shown, person = escalation.picture(tx, notice.params["escalation"]), PersonId(notice.lane)
    if shown is None or not people.may(tx, person, Action.SEE, shown.shown.ticket):
        return None
    by, note = notice.params.get("by"), notice.params.get("note", "")
    what, reader = News(notice.params["news"]), people.reader(tx, person)
    return Post(escalation_views.news(shown, what, by, note, reader))


def _dead_letter(tx: Transaction, notice: Notice) -> Letter | None:
    ticket = None if notice.ticket_id is None else tickets.get(tx, notice.ticket_id)
    if ticket is None:
        return None
    kind, lane, error = (notice.params[name] for name in ("kind", "lane", "error"))
    return Post(dead_letter(ticket, NoticeKind(kind), lane, error, people.reader(tx, PersonId(notice.lane))))


def _home(tx: Transaction, notice: Notice) -> Letter | None:
    person = PersonId(notice.lane)
    return HomeTab(person, home_views.view(home.of_person(tx, person), people.reader(tx, person)))


LETTERS: Mapping[NoticeKind, Callable[[Transaction, Notice], Letter | None]] = {
    NoticeKind.CARD: _card,
    NoticeKind.JOINED: _joined,
    NoticeKind.CONFIRMATION: _confirmation,
    NoticeKind.OPENED_FOR_YOU: _opened_for_you,
    NoticeKind.ASK_FIRST: _ask_first,
    NoticeKind.FORM_KEPT: _form_kept,
    NoticeKind.COPY_UNDER_CARD: _copy_under_card,
    NoticeKind.COPY_TO_REQUESTER: _copy_to_requester,
    NoticeKind.FILE_COPY: _file_copy,
    NoticeKind.SOLVED: _solved,
    NoticeKind.STILL_NEEDED: _still_needed,
    NoticeKind.CLOSED: _closed,
    NoticeKind.SURVEY: _survey,
    NoticeKind.ASSIGNED_TO_YOU: _assigned_to_you,
    NoticeKind.NOBODY_THERE: _nobody_there,
    NoticeKind.SOMEBODY_LATER: _somebody_later,
    NoticeKind.URGENT_WAITS: _urgent_waits,
    NoticeKind.GOING_AWAY: _going_away,
    NoticeKind.RETURNED: _returned,
    NoticeKind.REOPENED: _reopened,
    NoticeKind.TAKE_OVER_ASKED: _take_over_asked,
    NoticeKind.FOLLOWER_NEWS: _follower_news,
    NoticeKind.REMINDER: _reminder,
    NoticeKind.TARGET_NEAR: _target_near,
    NoticeKind.TARGETS: _targets,
    NoticeKind.LEAD_WARNED: _lead_warned,
    NoticeKind.WARNINGS: _warnings,
    NoticeKind.ESCALATION: _escalation,
    NoticeKind.ESCALATED_TO_YOU: _escalated_to_you,
    NoticeKind.ESCALATION_NEWS: _escalation_news,
    NoticeKind.DEAD_LETTER: _dead_letter,
    NoticeKind.HOME: _home,
}
