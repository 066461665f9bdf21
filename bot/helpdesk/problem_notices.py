"""What those who have the same problem are told, and the desk of them."""

from bot.helpdesk import notices
from bot.rules.notice_kinds import NoticeKind
from bot.rules.problems import Joiner
from bot.rules.records import Message, Ticket
from bot.rules.vocabulary import PersonId, TicketId
from storage import desks, outbox
from storage.transaction import Transaction


def same_problem(tx: Transaction, ticket: Ticket) -> None:
    """Owe a requester, in their thread, the news that others have the same, or the question whether they do."""
    notices.to_requester(tx, ticket, NoticeKind.SAME_PROBLEM, _same_problem_key(ticket.id))


def same_problem_again(tx: Transaction, ticket_id: TicketId) -> None:
    """Keep it true, where they were told."""
    notices.show_again(tx, _same_problem_key(ticket_id))


def thread_key(parent: Ticket, person: PersonId) -> str:
    """The key of the message in whose thread somebody without a ticket hears of a problem."""
    return f"{NoticeKind.HAS_IT_TOO}:{parent.id}:{person}"


def has_it_too(tx: Transaction, parent: Ticket, joiner: Joiner) -> None:
    """Owe somebody without a ticket the beginning of their thread."""
    notices.to_person(tx, joiner.person_id, NoticeKind.HAS_IT_TOO, joiner.thread, ticket=parent)


def answer(tx: Transaction, parent: Ticket, message: Message, joiner: Joiner) -> None:
    """Let somebody without a ticket have an answer, and its files; kept true where they have it.

    Who joined later does not get it.
    """
    key = f"{NoticeKind.PROBLEM_ANSWER}:{message.id}:{joiner.person_id}"
    is_for_them = joiner.joined_at <= message.created_at and message.deleted_at is None
    if outbox.get(tx, key) is None and not is_for_them:
        return
    params: dict[str, object] = {"message_id": message.id}
    _in_their_thread(tx, parent, joiner, NoticeKind.PROBLEM_ANSWER, key, params)
    for file in message.files:
        file_key = f"{NoticeKind.FILE_COPY}:{message.id}:{file['id']}:{joiner.person_id}"
        if message.deleted_at is not None:
            notices.show_again(tx, file_key)
        elif outbox.get(tx, file_key) is None:
            _in_their_thread(tx, parent, joiner, NoticeKind.FILE_COPY, file_key, {**params, "file": file})


def solved(tx: Transaction, parent: Ticket, joiner: Joiner) -> None:
    """Tell somebody without a ticket that the problem is solved."""
    key = f"{NoticeKind.PROBLEM_SOLVED}:{parent.id}:{parent.times_solved}:{joiner.person_id}"
    _in_their_thread(tx, parent, joiner, NoticeKind.PROBLEM_SOLVED, key, {"cycle": parent.times_solved})


def solved_again(tx: Transaction, parent: Ticket, joiner: Joiner) -> None:
    """Keep it true: it is open again, or they have a ticket of their own."""
    notices.show_again(tx, f"{NoticeKind.PROBLEM_SOLVED}:{parent.id}:{parent.times_solved}:{joiner.person_id}")


def alike(tx: Transaction, first: Ticket) -> None:
    """Tell the desk that many report the same: one message, which counts on."""
    channel = desks.triage_channel(tx, first.desk_id, private=False)
    if channel is not None:
        outbox.enqueue(tx, _alike_key(first.id), NoticeKind.ALIKE, channel, ticket_id=first.id)


def alike_again(tx: Transaction, first_id: TicketId) -> None:
    """Keep it true, where the desk was told."""
    notices.show_again(tx, _alike_key(first_id))


def _in_their_thread(
    tx: Transaction, parent: Ticket, joiner: Joiner, kind: NoticeKind, key: str, params: notices.Params
) -> None:
    outbox.enqueue(tx, key, kind, joiner.person_id, params=params, ticket_id=parent.id, under=joiner.thread)


def _same_problem_key(ticket_id: TicketId) -> str:
    return f"{NoticeKind.SAME_PROBLEM}:{ticket_id}"


def _alike_key(first_id: TicketId) -> str:
    return f"{NoticeKind.ALIKE}:{first_id}"
