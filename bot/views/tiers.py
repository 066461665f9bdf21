"""Where a ticket is on its way up, in the few words that cards and lists have room for."""

from collections.abc import Mapping

from bot.i18n import Reader, marked
from bot.rules.escalation import Escalation, State

STANDS: Mapping[State, str] = {
    State.RAISED: marked(":arrow_double_up: Escalated to tier {level}, not acknowledged yet"),
    State.ACKNOWLEDGED: marked(":arrow_double_up: With tier {level}"),
    State.ASKED_BACK: marked(":arrow_double_up: Tier {level} asks something back"),
}


SKILLED: Mapping[State, str] = {
    State.RAISED: marked(":arrow_double_up: Whoever knows it was asked, and nobody has acknowledged yet"),
    State.ACKNOWLEDGED: marked(":arrow_double_up: With somebody who knows it"),
    State.ASKED_BACK: marked(":arrow_double_up: Whoever knows it asks something back"),
}


def stands(escalation: Escalation, reader: Reader) -> str:
    """How an escalation that is not over stands."""
    says = STANDS if escalation.skill is None else SKILLED
    return reader.gettext(says[escalation.state]).format(level=escalation.level)
