"""What Slack said of agents when it was last asked."""

from collections.abc import Collection
from datetime import datetime

from bot.rules.records import Sign
from bot.rules.vocabulary import PersonId
from storage.tables import signs
from storage.transaction import Transaction, as_row


def of(tx: Transaction, people: Collection[PersonId]) -> dict[PersonId, Sign]:
    """What is known of these people, those of whom anything is."""
    known = tx.find_where(Sign, signs, signs.c.person_id.in_(people), order_by=signs.c.person_id)
    return {sign.person_id: sign for sign in known}


def keep(tx: Transaction, sign: Sign) -> None:
    """Store what Slack says of somebody now."""
    values = as_row(sign)
    tx.put(signs, {"person_id": values.pop("person_id")}, values)


def stale(tx: Transaction, people: Collection[PersonId], since: datetime) -> list[PersonId]:
    """Those of these people whom nobody has asked about since then, the longest unasked first."""
    known = of(tx, people)
    asked = {person: known[person].read_at if person in known else None for person in people}
    waiting = [person for person, at in asked.items() if at is None or at < since]
    return sorted(waiting, key=lambda person: (asked[person] is not None, asked[person], person))
