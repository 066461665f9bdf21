"""What stands out at a desk, each in a sentence with its evidence."""

from collections.abc import Mapping

from bot.i18n import Reader, marked
from bot.rules.anomalies import WEEKS, Anomaly, CauseKind, Different, Doubled, SharedCause, Slower, Uneven
from bot.rules.digest import Cause
from bot.rules.metrics import Share
from bot.rules.reports import Metric
from bot.views.charts import number
from bot.views.durations import duration
from bot.views.mrkdwn import cut, escape, in_bold, link

NAME, TITLE = 40, 70  # characters
CHANGED: Mapping[tuple[Metric, bool], str] = {  # by whether that is bad news
    (Metric.REOPENED, True): marked("more tickets came back"),
    (Metric.REOPENED, False): marked("fewer tickets came back"),
    (Metric.ESCALATED, True): marked("more tickets were escalated"),
    (Metric.ESCALATED, False): marked("fewer tickets were escalated"),
    (Metric.SATISFIED, True): marked("ratings became worse"),
    (Metric.SATISFIED, False): marked("ratings became better"),
}

Causes = Mapping[tuple[CauseKind, int], Cause]


def sentence(anomaly: Anomaly, names: Mapping[str, str], causes: Causes, reader: Reader) -> str:
    """One of them. `names` are those of the categories, `causes` those of what tickets share."""
    match anomaly:
        case Slower():
            return _slower(anomaly, names, reader)
        case Different():
            return _different(anomaly, names, reader)
        case Doubled():
            return _doubled(anomaly, names, reader)
        case SharedCause():
            return _shared(anomaly, causes[anomaly.kind, anomaly.other_id], reader)
        case Uneven():
            return _uneven(anomaly, reader)


def category(key: str | None, names: Mapping[str, str], reader: Reader) -> str:
    """A category by its name; one that the desk has no more by its key."""
    return reader.gettext("without a category") if key is None else escape(cut(names.get(key, key), NAME))


def cause(known: Cause) -> str:
    """What tickets share, leading to it where there is a way."""
    title = escape(cut(known.title, TITLE))
    if not known.key:
        return f"“{title}”"
    return f"*{known.key if known.url is None else link(known.url, known.key)}* {title}"


def share(of: Share, reader: Reader) -> str:
    """So many of so many, as a percentage too where they are enough: 75 % (9 of 12)."""
    said = reader.gettext("{part} of {n}").format(part=number(of.part, reader), n=number(of.n, reader))
    return said if of.percentage is None else f"{reader.percentage(of.percentage)} ({said})"


def _slower(one: Slower, names: Mapping[str, str], reader: Reader) -> str:
    _ = reader.gettext
    if one.is_business:
        text = _(
            "*{category}:* first responses became slower: p90 {now} in the desk's hours (n = {n}), after {before} "
            "in the four weeks before (n = {n_before})."
        )
    else:
        text = _(
            "*{category}:* first responses became slower: p90 {now} (n = {n}), after {before} in the four weeks before "
            "(n = {n_before})."
        )
    return text.format(
        category=in_bold_category(one.category, names, reader),
        now=duration(one.now, reader),
        n=number(one.n, reader),
        before=duration(one.before, reader),
        n_before=number(one.n_before, reader),
    )


def _different(one: Different, names: Mapping[str, str], reader: Reader) -> str:
    text = reader.gettext("*{category}:* {what}: {now}, after {before} in the four weeks before.")
    return text.format(
        category=in_bold_category(one.category, names, reader),
        what=reader.gettext(CHANGED[one.metric, one.is_worse]),
        now=share(one.now, reader),
        before=share(one.before, reader),
    )


def _doubled(one: Doubled, names: Mapping[str, str], reader: Reader) -> str:
    text = reader.gettext(
        "*{category}:* at least twice as many tickets: {now}, after {mean} a week in the four weeks before "
        "({before} in all)."
    )
    return text.format(
        category=in_bold_category(one.category, names, reader),
        now=number(one.now, reader),
        mean=number(one.before / WEEKS, reader),
        before=number(one.before, reader),
    )


def _shared(one: SharedCause, known: Cause, reader: Reader) -> str:
    _ = reader.gettext
    if one.kind is CauseKind.PROBLEM:
        text = _("{n} tickets share a cause, of {of} that came: {cause}")
    else:
        text = _("{n} tickets share a cause, of {of} that came: the tip {cause} belongs to them.")
    return text.format(n=number(one.tickets, reader), of=number(one.of, reader), cause=cause(known))


def _uneven(one: Uneven, reader: Reader) -> str:
    text = reader.gettext(
        "Tickets went to people unevenly: for each hour of being here, whoever got most got {most} times the mean "
        "(n = {tickets} tickets, {people} people). Only you read this."
    )
    spread = one.fairness
    return text.format(
        most=number(spread.most, reader), tickets=number(spread.tickets, reader), people=number(spread.people, reader)
    )


def in_bold_category(key: str | None, names: Mapping[str, str], reader: Reader) -> str:
    """The same, where it stands between two asterisks."""
    return category(key, names, reader).replace("*", in_bold("*"))
