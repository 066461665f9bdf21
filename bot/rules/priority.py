"""Priority from impact and urgency, as ITIL has it."""

from collections.abc import Mapping

from bot.rules.vocabulary import Impact, Priority, Urgency

MATRIX: Mapping[tuple[Impact, Urgency], Priority] = {
    (Impact.EVERYBODY, Urgency.NOW): Priority.URGENT,
    (Impact.EVERYBODY, Urgency.SOON): Priority.HIGH,
    (Impact.EVERYBODY, Urgency.WHENEVER): Priority.NORMAL,
    (Impact.TEAM, Urgency.NOW): Priority.HIGH,
    (Impact.TEAM, Urgency.SOON): Priority.NORMAL,
    (Impact.TEAM, Urgency.WHENEVER): Priority.LOW,
    (Impact.ME, Urgency.NOW): Priority.HIGH,
    (Impact.ME, Urgency.SOON): Priority.NORMAL,
    (Impact.ME, Urgency.WHENEVER): Priority.LOW,
}


def priority(impact: Impact, urgency: Urgency) -> Priority:
    """The priority a request gets from what its requester said."""
    return MATRIX[impact, urgency]
