"""The words of the closed sets, as people read them. Emoji stand beside words, never alone."""

from collections.abc import Mapping

from bot.i18n import Reader, marked
from bot.rules.vocabulary import Impact, Priority, Status, Urgency

STATUS: Mapping[Status, str] = {
    Status.NEW: marked("New"),
    Status.OPEN: marked("Open"),
    Status.PENDING: marked("Waiting for the requester"),
    Status.ON_HOLD: marked("On hold"),
    Status.SOLVED: marked("Solved"),
    Status.CLOSED: marked("Closed"),
}
STATUS_FOR_REQUESTER: Mapping[Status, str] = {
    **STATUS,
    Status.NEW: marked("Received"),
    Status.PENDING: marked("Waiting for you"),
    Status.ON_HOLD: marked("Open"),
}
STATUS_EMOJI: Mapping[Status, str] = {
    Status.NEW: ":new:",
    Status.OPEN: ":large_blue_circle:",
    Status.PENDING: ":hourglass_flowing_sand:",
    Status.ON_HOLD: ":double_vertical_bar:",
    Status.SOLVED: ":white_check_mark:",
    Status.CLOSED: ":lock:",
}
PRIORITY: Mapping[Priority, str] = {
    Priority.URGENT: marked("Urgent"),
    Priority.HIGH: marked("High"),
    Priority.NORMAL: marked("Normal"),
    Priority.LOW: marked("Low"),
}

URGENCY: Mapping[Urgency, str] = {
    Urgency.NOW: marked("Now: I can't work"),
    Urgency.SOON: marked("Soon: today or tomorrow"),
    Urgency.WHENEVER: marked("Whenever it suits you"),
}
IMPACT: Mapping[Impact, str] = {
    Impact.ME: marked("Only me"),
    Impact.TEAM: marked("My team"),
    Impact.EVERYBODY: marked("Everybody"),
}


def status(word: Status, reader: Reader) -> str:
    """A status as agents read it."""
    return f"{STATUS_EMOJI[word]} {reader.gettext(STATUS[word])}"


def status_for_requester(word: Status, reader: Reader) -> str:
    """A status as the requester reads it: a ticket on hold is open to them."""
    shown = Status.OPEN if word is Status.ON_HOLD else word
    return f"{STATUS_EMOJI[shown]} {reader.gettext(STATUS_FOR_REQUESTER[word])}"


def priority(word: Priority, reader: Reader) -> str:
    """A priority."""
    return reader.gettext(PRIORITY[word])
