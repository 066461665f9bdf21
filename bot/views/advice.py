"""What a digest suggests, with its reason."""

from collections.abc import Mapping

from bot.i18n import Reader, marked
from bot.rules.anomalies import WEEKS, Different, Doubled, SharedCause, Slower
from bot.rules.digest import Digest, Step
from bot.rules.reports import Metric
from bot.rules.vocabulary import Target
from bot.views import targets, words
from bot.views.anomalies import category, cause, share
from bot.views.charts import number
from bot.views.durations import duration

TARGETS: Mapping[Metric, Target] = {
    Metric.FIRST_RESPONSE_TARGET: Target.FIRST_RESPONSE,
    Metric.NEXT_RESPONSE_TARGET: Target.NEXT_RESPONSE,
    Metric.RESOLUTION_TARGET: Target.RESOLUTION,
}
SAID: Mapping[Step, str] = {
    Step.SOLVE_CAUSE: marked("Solve this for good: {cause}. {n} of {of} tickets come from it."),
    Step.LOOK_AT_TARGET: marked(
        "Look at what keeps you from a target: of tickets with priority {priority}, it was met for {share}: {target}."
    ),
    Step.ANSWER_SOONER: marked(
        "See who can answer sooner ({category}): nine of ten first responses took up to {now}, after {before}."
    ),
    Step.READ_RATINGS: marked("Read what people were not happy with ({category}): {share} ratings were good."),
    Step.ASK_WHY_REOPENED: marked("Find out why tickets come back ({category}): {share} were reopened."),
    Step.TEACH: marked("Let the higher tiers show what they know ({category}): {share} were escalated."),
    Step.WRITE_DOWN: marked(
        "Write down an answer for what people ask more often now ({category}): {now} tickets, after {mean} a week."
    ),
    Step.PUBLISH_TIP: marked("Let people find the tip {cause} before they ask: it belongs to {n} of {of} tickets."),
    Step.GO_THROUGH_OLD: marked("Go through the oldest tickets together: {share} of the backlog is older than a week."),
    Step.CATCH_UP: marked("Keep a day free for the backlog: {created} tickets came, and {solved} were solved."),
    Step.CATEGORISE: marked("Give tickets a category: {share} have none, so numbers by category leave them out."),
    Step.SAVE_TIPS: marked("Save what you find out as tips: {share} solved tickets have one."),
    Step.NOTHING: marked("Nothing stands out. Thank the team for it."),
}


def sentence(shown: Digest, reader: Reader) -> str:
    """The one thing that is suggested."""
    return reader.gettext(SAID[shown.advice.step]).format(**_evidence(shown, reader))


def _evidence(shown: Digest, reader: Reader) -> dict[str, str]:
    """What the sentence says its reason is."""
    advice = shown.advice
    said = {"created": number(shown.now.created, reader), "solved": number(shown.now.solved, reader)}
    if advice.share is not None:
        said["share"] = share(advice.share, reader)
    if advice.priority is not None:
        said["priority"] = words.priority(advice.priority, reader)
    if advice.target is not None:
        said["target"] = targets.label(TARGETS[advice.target], reader)
    return said | _of_anomaly(shown, reader)


def _of_anomaly(shown: Digest, reader: Reader) -> dict[str, str]:
    match shown.advice.anomaly:
        case SharedCause() as one:
            known = shown.causes[one.kind, one.other_id]
            return {"cause": cause(known), "n": number(one.tickets, reader), "of": number(one.of, reader)}
        case Slower() as one:
            times = {"now": duration(one.now, reader), "before": duration(one.before, reader)}
            return times | {"category": category(one.category, shown.categories, reader)}
        case Different() as one:
            return {"category": category(one.category, shown.categories, reader), "share": share(one.now, reader)}
        case Doubled() as one:
            mean = number(one.before / WEEKS, reader)
            named = category(one.category, shown.categories, reader)
            return {"category": named, "now": number(one.now, reader), "mean": mean}
        case _:
            return {}
