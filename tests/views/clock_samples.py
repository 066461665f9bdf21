"""Clocks in every state, for views of targets to draw."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any, TypeAlias

from bot.i18n import Reader
from bot.rules.business_time import Schedule
from bot.rules.opening_hours import WEEKDAYS
from bot.rules.pictures import TicketPicture
from bot.rules.quiet import LISTED, Pressing, Together
from bot.rules.sla import BREACH, ClockPicture, Course, Reading, Step, read
from bot.rules.vocabulary import Status, Target
from bot.views import sla
from bot.views.blocks import Message
from tests.tickets import RAISED_AT
from tests.views.extremes import DANA, TEXTS, URL, bare, clock, clocks, full, ticket

Samples: TypeAlias = Iterator[tuple[str, Message | dict[str, Any]]]

HOURS = Schedule.parse(
    {
        "timezone": "America/Argentina/ComodRivadavia",
        "weekly": {day: [["07:00", "09:00"], ["10:00", "12:00"], ["13:00", "19:00"]] for day in WEEKDAYS},
        "holidays": [(RAISED_AT + timedelta(days=day)).date().isoformat() for day in range(30)],  # more than are told
    }
)
STATUSES = (Status.OPEN, Status.PENDING, Status.OPEN, Status.ON_HOLD, Status.SOLVED)


def _shown() -> Iterator[tuple[str, TicketPicture]]:
    for name, text in TEXTS.items():
        yield f"{name}, full", full(ticket(text), text)
        yield f"{name}, bare", replace(bare(ticket(text)), clocks=tuple(clocks()))
    plain = full(replace(ticket("x"), assignee_id=DANA), "x")
    for number, one in enumerate(clocks()):
        yield f"clock {number}", replace(plain, clocks=(one,))


def near(reader: Reader) -> Samples:
    """Every target, at every percentage that the assignee hears of."""
    for name, shown in _shown():
        for target in Target:
            for percent in (75, 90, BREACH):
                yield f"{name}, {target} at {percent} %", sla.near(shown, clock(target), percent, reader)


def several(reader: Reader) -> Samples:
    """A full list, of two and of thousands, for leads and for others."""
    for name, text in TEXTS.items():
        many = tuple(Pressing(ticket(text), one, f"{URL}{n}") for n, one in enumerate([*clocks(), *clocks()]))
        for number, total in ((2, 2), (LISTED, LISTED), (LISTED, 5000)):
            for is_lead in (True, False):
                shown = Together(many[:number], total, sees_risks=is_lead)
                yield f"{name}, {number} of {total}, to a lead: {is_lead}", sla.several(shown, reader)
        bare = Together((Pressing(ticket(text), many[0].clock, None),), 1, sees_risks=False)
        yield f"{name}, without a card", sla.several(bare, reader)


def standing(reader: Reader) -> Samples:
    """What the desk reads."""
    return ((name, sla.standing(shown, reader)) for name, shown in _shown())


def readings(reader: Reader) -> Samples:
    """Few spans, and more than fit."""
    for name, text in TEXTS.items():
        for number in (1, 30):
            picture = ClockPicture(
                ticket(text), tuple(_readings(text, number)), HOURS.hours, RAISED_AT + timedelta(days=40)
            )
            yield f"{name}, {number}", sla.clock(picture, reader)
    yield "no clock", sla.clock(ClockPicture(ticket("x"), (), None, RAISED_AT), reader)


def _readings(text: str, number: int) -> Iterator[Reading]:
    """Every state of a clock, over a life with as many pauses."""
    steps = [Step(RAISED_AT + timedelta(hours=3 * n), STATUSES[n % len(STATUSES)]) for n in range(5 * number)]
    course = Course(ticket(text), tuple(steps), HOURS, "x", None, owes_first_response=True, now=RAISED_AT)
    for one in clocks():
        yield read(replace(course, now=RAISED_AT + timedelta(days=50)), one)
    waits = clock(Target.NEXT_RESPONSE)
    for cycle in range(number):
        yield read(course, replace(waits, cycle=cycle))
