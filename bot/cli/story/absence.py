"""Rosa takes days off: she says so, is asked what becomes of her tickets, and hands them to Hana with a note."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from bot.cli.story.hours import worked
from bot.cli.story.plan import Beginning
from bot.cli.story.play import Script
from bot.cli.story.stage import Stage
from bot.helpdesk import availability, handing_on
from bot.i18n import Reader
from bot.rules.vocabulary import Presence
from bot.views import handing_on as views
from storage import agents

DAYS_AGO, ON, AT = 17, 1, time(13, 20)  # a Tuesday, by the clock where she is
STATE = "I have looked at each of them. What was said stands in its thread."
NEXT_STEP = "Please finish them while I'm away, I'm back on Monday."


def beginnings(stage: Stage, ends: datetime) -> Iterator[Beginning]:
    """From a Tuesday on, as soon as she has something to hand on, until Monday."""
    day = ends.date() - timedelta(days=DAYS_AGO)
    day -= timedelta(days=(day.weekday() - ON) % 7)
    yield Beginning(datetime.combine(day, AT, stage.cast.zone("rosa")), _days_off(stage))


def _days_off(stage: Stage) -> Script:
    rosa, hana = stage.cast.person["rosa"], stage.cast.person["hana"]
    while not agents.held_by(stage.tx, rosa):
        yield worked(stage.now, 20, stage.cast.zone("rosa"))
    stage.do(availability.leave, rosa, Presence.OUT, "until Monday")
    yield stage.now + timedelta(minutes=12)
    note = views.note(STATE, NEXT_STEP, Reader())
    stage.do(handing_on.hand_on_all, rosa, hana, note, "story:rosa's days off")
