"""People who ask by command and find that it is answered already; one of them needs the ticket all the same."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple

from bot.cli.story.hours import worked
from bot.cli.story.plan import Beginning
from bot.cli.story.play import Script
from bot.cli.story.stage import Stage
from bot.helpdesk import assignment, conversation, deflection, lifecycle
from bot.rules.deflection import HeldPicture
from bot.rules.intake import Request, command_source, view_source
from bot.rules.records import Ticket
from bot.rules.vocabulary import Intake

ANSWER = (
    "I cleaned the feed rollers and set the guide to A4, and printed ten pages of mixed paper. Should it report a jam "
    "again, write here: then it gets a new tray."
)


class Asked(NamedTuple):
    """A request for which something was found."""

    days_ago: int
    at: time  # UTC
    who: str
    text: str
    helped: bool = True


ASKED = (
    Asked(24, time(8, 50), "tom", "VPN does not connect in hotels, on no network"),
    Asked(16, time(10, 35), "nils", "Printer 3-West reports a paper jam, but there is no paper in it"),
    Asked(9, time(9, 25), "priya", "Printer 3-West reports a paper jam all the time, also with A4", helped=False),
    Asked(5, time(12, 10), "jonas", "VPN drops in trains, the whole way"),
)


def beginnings(stage: Stage, ends: datetime) -> Iterator[Beginning]:
    """Once there are public tips about it."""
    for asked in ASKED:
        at = datetime.combine(ends.date() - timedelta(days=asked.days_ago), asked.at, UTC)
        at -= timedelta(days=max(0, at.weekday() - 4))  # a working day
        yield Beginning(at, _asks(stage, asked), asked.who)


def _asks(stage: Stage, asked: Asked) -> Script:
    person = stage.cast.person[asked.who]
    request = Request(
        source=command_source(f"{stage.now.timestamp()}"),
        intake=Intake.SLASH,
        requester_id=person,
        opened_by=person,
        text=asked.text,
        asked_in=stage.cast.channel["it-help"],
    )
    held = _held(stage, request)
    yield stage.now + timedelta(minutes=2)
    if asked.helped:
        stage.do(deflection.helped, held.held.id, held.answers[0].ref, person)
    else:
        yield from _worked_on(stage, stage.do(deflection.create, held.held.id, person))


def _held(stage: Stage, request: Request) -> HeldPicture:
    found = stage.do(deflection.raise_or_hold, request, deflection.look(stage.tx, request))
    if isinstance(found, HeldPicture):
        return found
    raise LookupError(f"nothing was found for {request.text!r}")


def _worked_on(stage: Stage, ticket: Ticket) -> Script:
    dana, zone = stage.cast.person["dana"], stage.cast.zone("dana")
    yield worked(stage.now, 12, zone)
    stage.do(assignment.claim, ticket.id, dana)
    yield worked(stage.now, 70, zone)
    stage.do(conversation.reply, ticket.id, dana, ANSWER, view_source(f"story:{ticket.id}"))
    stage.do(lifecycle.solve, ticket.id, dana)
