"""A target in words, for cards, lists and news. A symbol stands beside words, never alone."""

from collections.abc import Mapping

from bot.i18n import Reader, marked
from bot.rules.records import TicketClock
from bot.rules.sla import SOON
from bot.rules.vocabulary import Target
from bot.views.mrkdwn import age, moment

LABEL: Mapping[Target, str] = {
    Target.FIRST_RESPONSE: marked("First response"),
    Target.NEXT_RESPONSE: marked("Next response"),
    Target.RESOLUTION: marked("Resolution"),
}


def label(target: Target, reader: Reader) -> str:
    """What a target is called."""
    return reader.gettext(LABEL[target])


def due(clock: TicketClock, reader: Reader) -> str:
    """When a target is due, or that it was: in the zone of whoever looks, and counted while they look."""
    _ = reader.gettext
    assert clock.due_at is not None  # of a running clock
    if clock.breached_at is not None:
        text = _(":rotating_light: late, was due {time} ({ago})")
    elif clock.fired >= SOON:
        text = _(":warning: soon, due {time} ({ago})")
    else:
        text = _(":alarm_clock: due {time} ({ago})")
    return text.format(time=moment(clock.due_at), ago=age(clock.due_at))
