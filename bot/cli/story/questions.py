"""What IT asked colleagues about its tickets: one question that was answered and thanked for, and one still open."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from bot.cli.story import cast
from bot.cli.story.chance import seeded
from bot.cli.story.plan import Beginning
from bot.cli.story.play import Play, Script, WayIn
from bot.cli.story.problems import Problem
from bot.cli.story.stage import Stage
from bot.helpdesk import questions
from bot.rules.questions import Asking

NAME = Problem(asks=(), fixes=(), category="access")
LICENCE = Problem(asks=(), fixes=(), category="software")
DAYS_AGO, AT = 6, time(9, 40, tzinfo=UTC)


def beginnings(stage: Stage, ends: datetime) -> Iterator[Beginning]:
    """Tom's new name last week, and Nils's licence this morning."""
    then = datetime.combine(ends.date() - timedelta(days=DAYS_AGO), AT)
    then -= timedelta(days=max(0, then.weekday() - 4))
    ask = "I have married! Please change my address to tom.berger@, my old name should go on working for a while."
    play = Play(stage, seeded("name"), 9800, NAME, ask, "tom", "dana", WayIn.SLASH, cast.IT)
    yield Beginning(then, _answered(play), "tom")
    ask = "My licence for the drawing program ran out yesterday, and I need it for the fair on Friday"
    play = Play(stage, seeded("licence"), 9801, LICENCE, ask, "nils", "dana", WayIn.CHANNEL, cast.IT)
    yield Beginning(ends - timedelta(minutes=52), _open(play), "nils")


def _answered(play: Play) -> Script:
    stage = play.stage
    play.raise_it()
    yield stage.now + timedelta(minutes=9)
    play.claim()
    play.sort()
    what = "Is Tom's new name in the contract already? I change the address once it is."
    asked = _ask(play, what, "hana", "rosa")
    yield stage.now + timedelta(minutes=24)
    said = "Yes, since the first of the month: Tom Berger. Please keep the old address for a year, payroll needs it."
    stage.do(questions.answer, asked, stage.cast.person["hana"], said, f"story:{play.number}:answer")
    yield stage.now + timedelta(minutes=4)
    stage.do(questions.thank, asked, stage.cast.person["hana"], stage.cast.person["dana"])
    play.reply("Congratulations! tom.berger@ works now, and what goes to the old address reaches you for a year.")
    yield stage.now + timedelta(minutes=2)
    play.solve()


def _open(play: Play) -> Script:
    stage = play.stage
    play.raise_it()
    yield stage.now + timedelta(minutes=7)
    play.claim()
    play.sort()
    yield stage.now + timedelta(minutes=3)
    _ask(play, "Who pays for Marketing's licence of the drawing program from this month on?", "jonas", "lea")


def _ask(play: Play, what: str, *who: str) -> int:
    stage = play.stage
    wanted = Asking(tuple(stage.cast.person[one] for one in who), what)
    source = f"story:{play.number}:question"
    return stage.do(questions.ask, play.ticket_id, stage.cast.person["dana"], wanted, source).id
