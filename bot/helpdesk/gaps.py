"""What should be written next, for those who lead a desk."""

from bot.helpdesk import people
from bot.rules.actions import Action
from bot.rules.gaps import LOOKING_BACK, DeskGaps, Gaps, Unwritten, missing
from bot.rules.records import Desk
from bot.rules.refusals import NoDesk, NotAllowed
from bot.rules.vocabulary import PersonId
from storage import desks, gaps
from storage.transaction import Transaction


def listing(tx: Transaction, by: PersonId) -> Gaps:
    """What was looked for in vain, and what the desks that `by` leads have nothing for.

    Raises NotAllowed to whoever leads none, NoDesk when there is none at all.
    """
    led = people.desks_where(tx, by, Action.SEE_GAPS)
    if not led:
        raise NotAllowed(Action.SEE_GAPS) if desks.every(tx) else NoDesk
    since = tx.now - LOOKING_BACK
    sought = gaps.searches(tx, [desk.id for desk in led], since)
    return Gaps(missing(sought), [DeskGaps(desk.name, _unwritten(tx, desk)) for desk in led])


def _unwritten(tx: Transaction, desk: Desk) -> list[Unwritten]:
    known, raised = gaps.written_about(tx, desk.id), gaps.raised(tx, desk.id, tx.now - LOOKING_BACK)
    open_ones = [one for one in desks.categories(tx, desk.id) if one.key not in known]
    return [
        Unwritten(one.name, raised.get(one.key, 0))
        for one in sorted(open_ones, key=lambda one: (-raised.get(one.key, 0), one.position))
    ]
