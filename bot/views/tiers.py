"""Where a ticket is on its way up, in the few words that cards and lists have room for."""

from collections.abc import Mapping
from datetime import datetime

from bot.i18n import Reader, marked
from bot.rules.escalation import Escalation, State
from bot.views.mrkdwn import moment

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


def stands(escalation: Escalation, asked_from: datetime | None, reader: Reader) -> str:
    """How an escalation that is not over stands. `asked_from` is when they hear of it who have not yet."""
    _, is_tier = reader.gettext, escalation.skill is None
    if asked_from is None:
        return _((STANDS if is_tier else SKILLED)[escalation.state]).format(level=escalation.level)
    tier = _(":arrow_double_up: Escalated to tier {level}, asked from {time}")
    skilled = _(":arrow_double_up: Whoever knows it is asked from {time}")
    return (tier if is_tier else skilled).format(level=escalation.level, time=moment(asked_from))
