"""What a report is asked for, as it travels in a button and in a form's metadata, and back.

It comes back as the sender's word: whoever counts asks again what the sender may see.
"""

import json
from datetime import UTC, datetime

from bot.rules.refusals import NotPossibleNow
from bot.rules.reports import Ask, Dimension
from bot.rules.vocabulary import DeskId, PersonId

LONGEST = 1500  # characters, of the 2,000 that a button carries
EVERY_DESK = ""  # in place of desks that are too many to name: those that the reader may see


def written(ask: Ask) -> str:
    """An ask in a line. Whose desks are too many for it asks for every desk."""
    line = _written(ask, [str(desk_id) for desk_id in ask.desk_ids])
    return line if len(line) <= LONGEST else _written(ask, [EVERY_DESK])


def read(line: str) -> Ask:
    """The ask of such a line; EVERY_DESK stands for itself. Raises NotPossibleNow when nobody has written it."""
    try:
        desk_ids, since, until, zone, by, agent_id = json.loads(line)
        return Ask(
            desk_ids=tuple(DeskId(str(one)) for one in desk_ids),
            since=datetime.fromtimestamp(int(since), UTC),
            until=datetime.fromtimestamp(int(until), UTC),
            zone=str(zone),
            by=Dimension(by) if by else None,
            agent_id=PersonId(str(agent_id)) if agent_id else None,
        )
    except (OverflowError, OSError, RecursionError, TypeError, ValueError):
        raise NotPossibleNow from None


def _written(ask: Ask, desk_ids: list[str]) -> str:
    since, until = (int(at.timestamp()) for at in (ask.since, ask.until))
    return json.dumps([desk_ids, since, until, ask.zone, ask.by, ask.agent_id], separators=(",", ":"))
