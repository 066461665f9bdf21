"""Whether saved replies are still right: their owners are asked on the day that was chosen."""

from datetime import date, timedelta

from bot.helpdesk import notices, people, shelves
from bot.rules import reminders
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Deadline
from bot.rules.replies import SavedReply
from bot.rules.vocabulary import NO_TICKET, DeskId, PersonId, ReplyId, Scope
from storage import deadlines, replies
from storage import people as people_rows
from storage.transaction import Transaction

EARLY = timedelta(hours=14)  # a day begins so much sooner in some places than in UTC


def ask_in_time(tx: Transaction, reply: SavedReply) -> None:
    """Let the owner of a reply be asked in the morning of its day, where they are."""
    if reply.review_by is not None:
        zone = reminders.zone_of(people.reader(tx, reply.owner_id).timezone)
        at = reminders.local(reply.review_by, reminders.NINE, zone)
        kind = DeadlineKind.REVIEW_REPLY
        deadlines.set_for(tx, NO_TICKET, kind, at, key=f"{kind}:{reply.id}", note=str(reply.id))


def fall_due(tx: Transaction, deadline: Deadline) -> None:
    """Ask the owner of a reply, or once it is not theirs to change those who answer for it then; once for each day."""
    reply = replies.get(tx, ReplyId(int(deadline.note)))
    if reply is None or reply.retired_at is not None or reply.review_by is None:
        return
    if reply.review_by > (tx.now + EARLY).date():
        return  # it was put off meanwhile
    for person_id in _answering(tx, reply):
        params = {"reply": reply.id, "day": reply.review_by.isoformat()}
        key = _key(reply.id, reply.review_by, person_id)
        notices.to_person(tx, person_id, NoticeKind.REPLY_REVIEW, key, params=params)


def settled(tx: Transaction, reply: SavedReply, asked_for: date | None) -> None:
    """A reply was looked at: take the buttons off the question of that day."""
    if asked_for is None:
        return
    for person_id in _answering(tx, reply):
        notices.show_again(tx, _key(reply.id, asked_for, person_id))


def _answering(tx: Transaction, reply: SavedReply) -> list[PersonId]:
    """The owner while the reply is theirs to change; else whoever leads its desk, or the workspace's admins."""
    owner = people_rows.get(tx, reply.owner_id)
    is_gone = owner is not None and owner.is_deleted
    if not is_gone and shelves.may_keep(tx, reply.owner_id, shelves.shelf_of(reply)):
        return [reply.owner_id]
    match reply.scope:
        case Scope.DESK:
            return people.leads(tx, DeskId(reply.held_by))
        case Scope.WORKSPACE:
            return people_rows.admins(tx)
    return []


def _key(reply_id: ReplyId, day: date, person_id: PersonId) -> str:
    return f"{NoticeKind.REPLY_REVIEW}:{reply_id}:{day.isoformat()}:{person_id}"
