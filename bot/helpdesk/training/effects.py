"""Counting what came after trainings, once, as soon as enough time is over."""

from collections import defaultdict
from datetime import datetime
from itertools import chain

from bot.rules.records import Desk
from bot.rules.training.effects import AFTER, WEEKS, Effect, Training, changes, windows
from bot.rules.training.needs import Work, together
from bot.rules.vocabulary import PersonId
from bot.rules.weekly import Week
from storage.training import effects as rows
from storage.training import needs as work_rows
from storage.transaction import Transaction


def count(tx: Transaction, desk: Desk, week: Week) -> list[Effect]:
    """What came after the trainings whose time after is over by the end of a week, of those not counted yet.

    Those of long ago, when nobody counted, are left alone.
    """
    until = week.window.until - AFTER
    since = week.earlier(WEEKS).window.until - AFTER
    sessions = rows.sessions(tx, desk.id, since, until)
    return [
        _counted(tx, desk, week, training)
        for training in chain(sessions, rows.readings(tx, desk.id, since, until, week.timezone))
        if not rows.is_known(tx, desk.id, training)
    ]


def _counted(tx: Transaction, desk: Desk, week: Week, training: Training) -> Effect:
    return Effect(
        desk_id=desk.id,
        kind=training.kind,
        training_id=training.training_id,
        category=training.category,
        title=training.title,
        at=training.at,
        people=len(training.took_part),
        changes=changes(_work(tx, desk, training, 0), _work(tx, desk, training, 1)),
        week=week.number,
    )


def _work(tx: Transaction, desk: Desk, training: Training, side: int) -> Work:
    """Of all who took part, before (0) or after (1). Those who did at the same time are asked for at once."""
    by_moment: dict[datetime, list[PersonId]] = defaultdict(list)
    for person, at in training.took_part.items():
        by_moment[at].append(person)
    found: list[Work] = []
    for at, people in sorted(by_moment.items()):
        theirs = work_rows.of_people(tx, desk.id, windows(at)[side])
        found += [theirs.get(person, {}).get(training.category, Work()) for person in people]
    return together(found)
