"""What people looked for, and did not find: a lead reads of it."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from bot.cli.story.plan import Beginning
from bot.cli.story.play import Script
from bot.cli.story.stage import Stage
from bot.helpdesk import search

SOUGHT = (  # days ago, who, what
    (19, "nils", "parking garage"),
    (13, "tom", "scooter"),
    (9, "priya", "Parking in the garage"),
    (6, "eli", "whiteboard zapping"),
    (4, "ana", "garage parking"),
    (2, "dana", "whiteboard zapping"),
)
AT = time(11, 20, tzinfo=UTC)


def beginnings(stage: Stage, ends: datetime) -> Iterator[Beginning]:
    """Each of them, on a working day."""
    for days_ago, who, words in SOUGHT:
        at = datetime.combine(ends.date() - timedelta(days=days_ago), AT)
        yield Beginning(at - timedelta(days=max(0, at.weekday() - 4)), _look(stage, who, words))


def _look(stage: Stage, who: str, words: str) -> Script:
    stage.do(search.look_up, words, stage.cast.person[who])
    yield from ()
