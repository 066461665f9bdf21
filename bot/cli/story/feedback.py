"""What two people said about how it went: praise that one of them shared, and a low rating that told IT's lead why."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from bot.cli.story import cast
from bot.cli.story.chance import seeded
from bot.cli.story.plan import Beginning
from bot.cli.story.play import Play, Script, WayIn
from bot.cli.story.problems import Problem
from bot.cli.story.stage import Stage
from bot.views.ratings import REASONS

PROJECTOR = Problem(asks=(), fixes=(), category="hardware")
SHARED_DRIVE = Problem(asks=(), fixes=(), category="access")
TOO_LONG = REASONS[0]
PRAISED_AT, POOR_AT = (2, time(13, 5, tzinfo=UTC)), (4, time(9, 20, tzinfo=UTC))  # days ago, and when


def beginnings(stage: Stage, ends: datetime) -> Iterator[Beginning]:
    """Priya's projector, and Nils's folder."""
    ask = "The projector in the big room shows everything in green, and our demo for the board begins in an hour"
    play = Play(stage, seeded("projector"), 9810, PROJECTOR, ask, "priya", "eli", WayIn.CHANNEL, cast.IT)
    yield Beginning(_working_day(ends, *PRAISED_AT), _praised(play), "priya")
    ask = "I can't open the folder of the new campaign on the shared drive"
    play = Play(stage, seeded("folder"), 9811, SHARED_DRIVE, ask, "nils", "dana", WayIn.CHANNEL, cast.IT)
    yield Beginning(_working_day(ends, *POOR_AT), _poor(play), "nils")


def _praised(play: Play) -> Script:
    stage = play.stage
    play.raise_it()
    yield stage.now + timedelta(minutes=3)
    play.claim()
    play.sort()
    play.reply("On my way with another cable.")
    yield stage.now + timedelta(minutes=14)
    play.reply("It was the cable: one pin is bent. The new one stays there.")
    play.solve()
    yield stage.now + timedelta(minutes=95)
    play.rate(5)
    yield stage.now + timedelta(minutes=1)
    play.comment("", "Eli ran up three floors with a cable, and our demo began on time. Thank you!")
    yield stage.now + timedelta(minutes=1)
    play.share()


def _poor(play: Play) -> Script:
    stage = play.stage
    play.raise_it()
    yield stage.now + timedelta(minutes=25)
    play.claim()
    play.sort()
    yield stage.now + timedelta(minutes=40)
    play.reply("Who owns that folder? I need their yes.")
    yield stage.now + timedelta(minutes=30)
    play.write("I asked you the same last month: it is mine.")
    yield stage.now + timedelta(minutes=150)
    play.reply("Sorry, the list of owners was an old one. You can open it now.")
    play.solve()
    yield stage.now + timedelta(minutes=20)
    play.rate(2)
    yield stage.now + timedelta(minutes=2)
    play.comment(TOO_LONG, "Half a day for a folder that is mine. Please keep the list of owners up to date.")


def _working_day(ends: datetime, days_ago: int, at: time) -> datetime:
    day = datetime.combine(ends.date() - timedelta(days=days_ago), at)
    return day - timedelta(days=max(0, day.weekday() - 4))
