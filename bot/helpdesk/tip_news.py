"""What those hear who answer for tips: that one is called outdated, is to be looked at again, or has helped."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.helpdesk import cards, notices, people, roster
from bot.rules.actions import Action
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.notice_kinds import NoticeKind
from bot.rules.records import Deadline
from bot.rules.reminders import zone_of
from bot.rules.tip_pictures import HelpedLine, HelpedPicture
from bot.rules.tips import Tip, review_is_due, week_ends
from bot.rules.vocabulary import NO_TICKET, DeskId, PersonId, TicketId
from storage import deadlines, desks, tickets, tips
from storage import people as people_rows
from storage.transaction import Transaction


class Asked(StrEnum):
    """What somebody is asked about a tip; each is the moment by which a later question is another one."""

    REVIEW = "review_by"
    FLAG = "flagged_at"


def keepers(tx: Transaction, tip: Tip) -> list[PersonId]:
    """Who answers for a tip: its owner, or whoever leads its desk when the owner works there no more."""
    return [tip.owner_id] if people.works(tx, tip.owner_id, tip.desk_id) else people.leads(tx, tip.desk_id)


def flagged(tx: Transaction, tip: Tip) -> None:
    """Tell whoever answers for a tip that somebody else calls it outdated."""
    for person in keepers(tx, tip):
        if person != tip.flagged_by:
            notices.to_person(tx, person, NoticeKind.TIP_FLAGGED, _flag_key(tip, person), params=_params(tip))


def set_review(tx: Transaction, tip: Tip) -> None:
    """Let whoever answers for a tip be asked to look at it again, in their hours."""
    if tip.review_by is not None:
        key = f"{DeadlineKind.REVIEW_TIP}:{tip.id}"
        at = _at_work(tx, tip.desk_id, tip.owner_id, max(tip.review_by, tx.now))
        deadlines.set_for(tx, NO_TICKET, DeadlineKind.REVIEW_TIP, at, key=key, note=str(tip.id))


def review(tx: Transaction, deadline: Deadline) -> None:
    """Ask them, if it is still to be looked at."""
    tip = tips.locked(tx, int(deadline.note))
    if tip is None or not review_is_due(tip, tx.now):
        return
    for person in keepers(tx, tip):
        notices.to_person(tx, person, NoticeKind.TIP_REVIEW, _review_key(tip, person), params=_params(tip))


def settled(tx: Transaction, before: Tip) -> None:
    """Take the buttons off what was asked about a tip: somebody has seen to it. `before`: as it was until then."""
    for person in keepers(tx, before):
        for key in (_flag_key(before, person), _review_key(before, person)):
            notices.show_again(tx, key)


def is_open(tip: Tip, about: Asked, params: Mapping[str, Any]) -> bool:
    """Whether what somebody was told of a tip still waits for an answer."""
    return tip.retired_at is None and _params(tip)[about] == params[about]


def helped(tx: Transaction, tip: Tip) -> None:
    """A tip helped somebody else: its owner hears of it when the week is over, together with what else helped."""
    people_rows.lock(tx, tip.owner_id)  # another process may be about to tell them what helped until now
    key = f"{DeadlineKind.TELL_TIPS_HELPED}:{tip.owner_id}"
    if deadlines.standing(tx, key) is None:
        person = people_rows.get(tx, tip.owner_id)
        over = week_ends(tx.now, zone_of(person.timezone if person else "UTC"))
        at = _at_work(tx, tip.desk_id, tip.owner_id, over)
        kind = DeadlineKind.TELL_TIPS_HELPED
        deadlines.set_for(tx, NO_TICKET, kind, at, key=key, person_id=tip.owner_id)


def taken_over(tx: Transaction, tip: Tip) -> None:
    """Somebody answers for a tip, or for what it helped with, from now on: what nobody heard of yet, they hear."""
    tips.needs_no_telling(tx, tip)
    if tips.is_untold(tx, tip.id):
        helped(tx, tip)


def tell(tx: Transaction, deadline: Deadline) -> None:
    """Tell the owner of tips where they helped since they last heard of it; nothing to whoever has left."""
    owner = PersonId(deadline.person_id or "")
    people_rows.lock(tx, owner)
    links = tips.untold(tx, owner)
    tips.told(tx, links)
    if links and people.desks_where(tx, owner, Action.READ_TIPS):
        params = {"links": [[link.tip_id, link.ticket_id] for link in links]}
        key = f"{NoticeKind.TIPS_HELPED}:{owner}:{links[0].tip_id}:{links[0].ticket_id}"  # told once
        notices.to_person(tx, owner, NoticeKind.TIPS_HELPED, key, params=params)


def where_they_helped(tx: Transaction, owner: PersonId, links: Sequence[Sequence[int]]) -> HelpedPicture:
    """What the owner of tips is told. Tickets that they may not know of are counted, not named."""
    by_tip: dict[int, list[TicketId]] = {}
    for tip_id, ticket_id in links:
        by_tip.setdefault(tip_id, []).append(TicketId(ticket_id))
    known = tips.known(tx, by_tip.keys())
    lines = tuple(_line(tx, owner, known[tip_id], helped_with) for tip_id, helped_with in by_tip.items())
    return HelpedPicture(lines, len({ticket_id for _, ticket_id in links}))


def _line(tx: Transaction, owner: PersonId, tip: Tip, helped_with: Sequence[TicketId]) -> HelpedLine:
    found = (tickets.get(tx, ticket_id) for ticket_id in helped_with)
    seen = [ticket for ticket in found if ticket is not None and people.may(tx, owner, Action.SEE, ticket)]
    urls = cards.card_urls(tx, seen)
    named = tuple((ticket.key, urls.get(ticket.id)) for ticket in seen)
    return HelpedLine(tip.title, named, len(helped_with) - len(seen))


def _at_work(tx: Transaction, desk_id: DeskId, person: PersonId, at: datetime) -> datetime:
    """The first moment from `at` on at which somebody works."""
    hours = roster.hours_of(desks.settings_of(tx, desk_id), person)
    return at if hours is None else hours.next_open(at) or at


def _params(tip: Tip) -> dict[str, int]:
    """What tells one state of a tip, as far as its keepers are asked about it, from another."""
    review_by, flagged_at = (0 if at is None else int(at.timestamp()) for at in (tip.review_by, tip.flagged_at))
    return {"tip": tip.id, Asked.REVIEW: review_by, Asked.FLAG: flagged_at}


def _flag_key(tip: Tip, person: PersonId) -> str:
    return f"{NoticeKind.TIP_FLAGGED}:{tip.id}:{_params(tip)[Asked.FLAG]}:{person}"


def _review_key(tip: Tip, person: PersonId) -> str:
    return f"{NoticeKind.TIP_REVIEW}:{tip.id}:{_params(tip)[Asked.REVIEW]}:{person}"
