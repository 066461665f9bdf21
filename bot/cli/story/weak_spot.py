"""What the numbers say that people could learn: what goes badly of late, and what came of an earlier session."""

from datetime import timedelta

from bot.cli.story import cast
from bot.cli.story.play import Play, Script
from bot.cli.story.stage import Stage
from bot.rules.metrics import Share
from bot.rules.reports import Metric
from bot.rules.training.effects import AFTER, Effect, TrainingKind, changes, windows
from bot.rules.training.needs import Work, together
from bot.rules.training.significance import Lengths
from bot.rules.vocabulary import CategoryKey
from bot.rules.weekly import Week
from storage.training import effects
from storage.training import needs as works

LATELY = timedelta(days=36)  # four full weeks, and the one that is not over
SOFTWARE, NETWORK = CategoryKey("software"), CategoryKey("network")
HELD = timedelta(days=3, hours=14)  # before the Monday that is eight weeks before the last one: on a Thursday at ten
BEFORE = Work(  # of whose tickets, in the eight weeks before the story begins
    {Metric.REOPENED: Share(12, 26), Metric.ESCALATED: Share(4, 26), Metric.SATISFIED: Share(3, 11)},
    Lengths(tuple(3600.0 * hours for hours in range(2, 28))),
)


def is_mended_badly(play: Play, ago: timedelta) -> bool:
    """Whether it does not hold: of late, most of what Dana mends of software, which a lead reads on Monday."""
    is_hers = play.agent == "dana" and play.problem.category == SOFTWARE and play.desk == cast.IT
    return is_hers and ago <= LATELY and play.number % 8 > 0


def look_back(stage: Stage, week: Week) -> Script:
    """Count what came after a session that was held before the story begins: what was before it, nobody has told."""
    held = week.window.until - AFTER - HELD
    people = [stage.cast.person[name] for name in ("dana", "eli")]
    since = works.of_people(stage.tx, cast.IT, windows(held)[1])
    after = together(since.get(person, {}).get(NETWORK, Work()) for person in people)
    told = changes(BEFORE, after)
    title = "Reading a VPN's log together"
    effects.add_once(
        stage.tx,
        Effect(cast.IT, TrainingKind.SESSION, 1, NETWORK, title, held, len(people), told, week.number),
    )
    yield from ()
