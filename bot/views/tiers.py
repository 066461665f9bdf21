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
LATER = marked(":arrow_double_up: Escalated to tier {level}, asked from {time}")
SKILLED_LATER = marked(":arrow_double_up: Whoever knows it is asked from {time}")


def stands(escalation: Escalation, asked_from: datetime | None, reader: Reader) -> str:
    """How an escalation that is not over stands. `asked_from` is when they hear of it who have not yet."""
    says = STANDS if escalation.skill is None else SKILLED
    if asked_from is not None:
        text = reader.gettext(LATER if escalation.skill is None else SKILLED_LATER)
        return text.format(level=escalation.level, time=moment(asked_from))
    return reader.gettext(says[escalation.state]).format(level=escalation.level)
